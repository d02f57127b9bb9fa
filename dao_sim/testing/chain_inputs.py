"""Conformance of chain engines: what a caller hands in is taken for what it is, or refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from dao_sim.chain import Batch, Chain
from dao_sim.errors import BadInput
from dao_sim.testing.probe import Probe, calldata, initcode
from dao_sim.testing.suite import ChainSuite, refused_with, stranger
from dao_sim.units import Address

NOT_AMOUNTS: tuple[Any, ...] = ("5", 1.5, None, True, np.True_, -1, 2**256, b"5", [5])
NOT_ADDRESSES: tuple[Any, ...] = ("0x1", "ada", "", 5, b"\x11" * 20, "0X" + "11" * 20, "0x" + "zz" * 20)
NOT_SECONDS: tuple[Any, ...] = (0, -1, 1.5, "60", None, True, 2**48, 2**64, 2**256)


class InputConformance(ChainSuite):
    """No wrong argument reaches an engine, and every engine says the same about it."""

    def refuses(self, argument: str, wrong: Any, act: Callable[..., Any], *given: Any, **named: Any) -> None:
        problem = refused_with(BadInput, act, *given, **named)
        assert argument in problem.reason
        assert problem.operands["value"] is wrong

    @pytest.mark.parametrize("wrong", NOT_AMOUNTS, ids=repr)
    def test_what_is_no_amount_is_refused(
        self, chain: Chain, probe: Probe, alice: Address, wrong: Any
    ) -> None:
        block, bump = chain.block_number(), calldata("bump", b"")
        self.refuses("value", wrong, chain.send, alice, probe.address, b"", wrong)
        self.refuses("value", wrong, chain.call, probe.address, bump, alice, wrong)
        self.refuses("value", wrong, chain.deploy, alice, initcode(), wrong)
        self.refuses("amount", wrong, chain.fund, alice, wrong)
        batch = Batch(senders=[alice] * 2, to=probe.address, data=[bump] * 2, values=[0, wrong])
        self.refuses("row 1 of values", wrong, chain.send_batch, batch)
        assert chain.block_number() == block
        assert chain.balance(probe.address) == 0

    @pytest.mark.parametrize("kind", [np.int32, np.uint8, np.uint64])
    def test_integers_of_numpy_are_amounts(
        self, chain: Chain, alice: Address, bob: Address, kind: Any
    ) -> None:
        probe = Probe.deploy(chain, alice, value=kind(1))
        chain.send(alice, probe.address, value=kind(2))
        probe.call("bump", b"", sender=alice, value=kind(3))
        assert chain.balance(probe.address) == 3
        bump = calldata("bump", b"")
        columns: list[Any] = [np.array([5, 6], dtype=kind), [kind(5), 6]]
        for values in columns:
            batch = Batch(senders=[alice, bob], to=probe.address, data=[bump] * 2, values=values)
            assert not chain.send_batch(batch).failures
        assert chain.balance(probe.address) == 3 + 22
        payee = stranger()
        chain.fund(payee, kind(77))
        assert chain.balance(payee) == 77

    @pytest.mark.parametrize("wrong", NOT_ADDRESSES, ids=repr)
    def test_what_is_no_address_is_refused(
        self, chain: Chain, probe: Probe, alice: Address, wrong: Any
    ) -> None:
        block, bump = chain.block_number(), calldata("bump", b"")
        self.refuses("sender", wrong, chain.send, wrong, probe.address, bump)
        self.refuses("to", wrong, chain.send, alice, wrong, bump)
        self.refuses("sender", wrong, chain.deploy, wrong, initcode())
        self.refuses("sender", wrong, chain.call, probe.address, bump, wrong)
        self.refuses("to", wrong, chain.call, wrong, bump)
        self.refuses("account", wrong, chain.balance, wrong)
        self.refuses("account", wrong, chain.code, wrong)
        self.refuses("account", wrong, chain.fund, wrong, 1)
        self.refuses("address", wrong, chain.logs, address=wrong)
        senders = Batch(senders=[alice, wrong], to=probe.address, data=[bump] * 2)
        self.refuses("row 1 of senders", wrong, chain.send_batch, senders)
        targets = Batch(senders=[alice, alice], to=[probe.address, wrong], data=[bump] * 2)
        self.refuses("row 1 of to", wrong, chain.send_batch, targets)
        assert chain.block_number() == block
        assert probe.call("count") == 0

    def test_nobody_sends_and_nobody_is_a_target(self, chain: Chain, probe: Probe, alice: Address) -> None:
        nobody: Any = None
        self.refuses("sender", None, chain.send, nobody, probe.address)
        self.refuses("sender", None, chain.deploy, nobody, initcode())
        self.refuses("to", None, chain.send, alice, nobody)
        self.refuses("to", None, chain.call, nobody, b"")

    @pytest.mark.parametrize("wrong", ["0x12", None, 5], ids=repr)
    def test_data_is_bytes(self, chain: Chain, probe: Probe, alice: Address, wrong: Any) -> None:
        self.refuses("data", wrong, chain.send, alice, probe.address, wrong)
        self.refuses("data", wrong, chain.call, probe.address, wrong)
        self.refuses("data", wrong, chain.deploy, alice, wrong)
        batch = Batch(senders=[alice], to=probe.address, data=[wrong])
        self.refuses("row 0 of data", wrong, chain.send_batch, batch)

    def test_columns_are_sequences(self, chain: Chain, probe: Probe, alice: Address) -> None:
        bump = calldata("bump", b"")
        given: dict[str, Any] = {"senders": [alice], "to": probe.address, "data": [bump], "values": [0]}
        for name, wrong in (
            ("senders", alice),
            ("senders", None),
            ("senders", iter([alice])),
            ("to", None),
            ("data", bump),
            ("values", 5),
        ):
            self.refuses(name, wrong, chain.send_batch, Batch(**{**given, name: wrong}))
        assert probe.call("count") == 0

    @pytest.mark.parametrize("wrong", NOT_SECONDS, ids=repr)
    def test_time_moves_by_whole_seconds_and_ends(
        self, chain: Chain, probe: Probe, alice: Address, wrong: Any
    ) -> None:
        if not chain.capabilities.time_control:
            pytest.skip("this engine's time is its own")
        start, block = chain.now(), chain.block_number()
        assert refused_with(BadInput, chain.advance, wrong).operands["value"] is wrong
        assert (chain.now(), chain.block_number()) == (start, block)
        later: Any = np.int64(60)
        chain.advance(later)
        assert chain.now() == start + 60
        probe.send(alice, "stamp")
        assert probe.call("stamped") == start + 60 + chain.capabilities.seconds_per_block

    @pytest.mark.parametrize("wrong", [None, "0x1", 5], ids=repr)
    def test_only_checkpoints_are_restored(self, chain: Chain, wrong: Any) -> None:
        if not chain.capabilities.snapshots:
            pytest.skip("this engine has no checkpoints")
        self.refuses("checkpoint", wrong, chain.restore, wrong)
