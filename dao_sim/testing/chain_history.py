"""Conformance of chain engines: events, time and checkpoints."""

from __future__ import annotations

from typing import Any

import pytest

from dao_sim.chain import Chain, Log
from dao_sim.errors import BadInput, Refused, Unsupported
from dao_sim.testing.probe import Probe, address_topic, topic
from dao_sim.testing.suite import ChainSuite, stranger
from dao_sim.units import Address


class HistoryConformance(ChainSuite):
    """The past can be searched, the clock obeys, and checkpoints bring everything back."""

    def test_logs_are_found_by_address_topic_and_block(
        self, chain: Chain, probe: Probe, alice: Address, bob: Address
    ) -> None:
        other = Probe.deploy(chain, alice)
        start = chain.block_number() + 1
        first = probe.send(alice, "bump", b"1")
        second = other.send(bob, "bump", b"2")
        third = probe.send(bob, "bump", b"3")
        bumped = topic("Bumped")

        def found(**wanted: Any) -> list[Log]:
            return chain.logs(**{"from_block": start, **wanted})

        assert found() == [*first.logs, *second.logs, *third.logs]
        assert found(address=probe.address) == [*first.logs, *third.logs]
        assert found(topics=[bumped, address_topic(bob)]) == [*second.logs, *third.logs]
        assert found(topics=[None, address_topic(alice)]) == [*first.logs]
        assert found(topics=[bumped, None, (2).to_bytes(32, "big")]) == [*third.logs]
        assert found(topics=[topic("Paid")]) == []
        assert found(to_block=second.block_number) == [*first.logs, *second.logs]
        assert found(from_block=second.block_number, to_block=second.block_number) == [*second.logs]

    def test_time_moves_only_when_told_and_by_blocks(
        self, chain: Chain, probe: Probe, alice: Address
    ) -> None:
        if not chain.capabilities.time_control:
            with pytest.raises(Unsupported):
                chain.advance(1)
            return
        start, step = chain.now(), chain.capabilities.seconds_per_block
        receipt = probe.send(alice, "stamp")
        assert chain.now() == start + step == receipt.timestamp == probe.call("stamped")
        probe.call("time")
        assert chain.now() == start + step
        chain.advance(86_400)
        assert chain.now() == start + step + 86_400 == probe.call("time")[0]
        probe.send(alice, "stamp")
        assert probe.call("stamped") == start + 2 * step + 86_400
        with pytest.raises(BadInput):
            chain.advance(0)

    def test_restoring_brings_everything_back(self, chain: Chain, probe: Probe, alice: Address) -> None:
        if not chain.capabilities.snapshots:
            with pytest.raises(Unsupported):
                chain.checkpoint()
            return
        payee = stranger()
        probe.send(alice, "bump", b"kept")

        def world() -> tuple[Any, ...]:
            return (
                probe.call("count"),
                chain.now(),
                chain.block_number(),
                chain.balance(payee),
                chain.balance(alice),
                chain.logs(address=probe.address),
            )

        before, checkpoint = world(), chain.checkpoint()
        chain.advance(1_000)
        probe.send(alice, "bump", b"lost", value=1)
        chain.send(alice, payee, value=1)
        chain.fund(payee, 10**20)
        lost = Probe.deploy(chain, alice)
        assert world() != before
        chain.restore(checkpoint)
        assert world() == before
        assert chain.code(lost.address) == b""
        probe.send(alice, "stamp")
        assert probe.call("stamped") == before[1] + chain.capabilities.seconds_per_block

    def test_checkpoints_nest_and_are_used_once(self, chain: Chain, probe: Probe, alice: Address) -> None:
        if not chain.capabilities.snapshots:
            pytest.skip("this engine has no checkpoints")
        outer = chain.checkpoint()
        probe.send(alice, "bump", b"")
        inner = chain.checkpoint()
        probe.send(alice, "bump", b"")
        assert probe.call("bump", b"", sender=alice) == 3  # a call nests inside both
        chain.restore(inner)
        assert probe.call("count") == 1
        unused = chain.checkpoint()
        probe.send(alice, "bump", b"")
        chain.restore(outer)
        assert probe.call("count") == 0
        for spent in (outer, inner, unused):
            with pytest.raises(Refused):
                chain.restore(spent)
        again = chain.checkpoint()
        probe.send(alice, "bump", b"")
        chain.restore(again)
        assert probe.call("count") == 0
