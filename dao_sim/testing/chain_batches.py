"""Conformance of chain engines: batches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.chain import Batch, Chain, Log
from dao_sim.errors import BadInput, Refused, Reverted
from dao_sim.testing.probe import Probe, address_topic, calldata, error, shape
from dao_sim.testing.suite import ChainSuite, stranger
from dao_sim.units import Address


def one_by_one(chain: Chain, probe: Probe, batch: Batch) -> tuple[dict[int, bytes], list[tuple[int, Log]]]:
    """Failures and logs by row, of a batch's rows sent as single transactions to another probe."""
    failures: dict[int, bytes] = {}
    logs: list[tuple[int, Log]] = []

    def send(row: int) -> None:
        value = batch.values[row] if batch.values else 0
        try:
            receipt = chain.send(batch.senders[row], probe.address, batch.data[row], value)
        except Refused as problem:
            failures[row] = problem.raw if isinstance(problem, Reverted) else b""
        else:
            logs.extend((row, log) for log in receipt.logs)

    for row in range(len(batch)):
        send(row)
    return failures, logs


class BatchConformance(ChainSuite):
    """A batch is its rows, one by one, in order."""

    def batch(self, chain: Chain, probe: Probe, size: int) -> Batch:
        """Bumps with values, with refusals of every kind in between."""
        anybody = chain.capabilities.impersonation
        senders = [stranger() if anybody else chain.accounts()[at % 3] for at in range(size)]
        data = [calldata("bump", b"%d" % at) for at in range(size)]
        values = [0] * size
        data[3], data[7] = calldata("refuse", 5, b"no"), calldata("halt")
        data[9], data[-1] = calldata("refuseInWords", "no"), calldata("refuseSilently")
        for at in (2, 4):
            senders[at], values[at] = chain.accounts()[at % 3], at
        senders[5], values[5] = (stranger(), 1) if anybody else (senders[5], 10**30)
        return Batch(senders=senders, to=probe.address, data=data, values=values)

    def test_a_batch_equals_single_transactions(self, chain: Chain, alice: Address) -> None:
        together, apart = Probe.deploy(chain, alice), Probe.deploy(chain, alice)
        batch = self.batch(chain, together, 120 if chain.capabilities.impersonation else 12)
        result = chain.send_batch(batch)
        failures, logs = one_by_one(chain, apart, batch)
        assert len(result) == len(batch) == len(result.gas_used())
        assert dict(result.failures) == failures
        assert set(failures) == {3, 5, 7, 9, len(batch) - 1}
        assert together.call("count") == apart.call("count") == len(batch) - 5
        assert chain.balance(together.address) == chain.balance(apart.address) == 6
        batched = list(result.logs())
        assert [row for row, _ in batched] == [row for row, _ in logs]
        assert [log[1:] for log in shape([log for _, log in batched])] == [
            log[1:] for log in shape([log for _, log in logs])
        ]
        assert chain.logs(address=together.address) == [log for _, log in batched]

    def test_a_batch_runs_in_order_and_may_have_a_target_per_row(
        self, chain: Chain, alice: Address, bob: Address
    ) -> None:
        one, two = Probe.deploy(chain, alice), Probe.deploy(chain, alice)
        to = [one.address, two.address, one.address, one.address]
        data = [calldata("bumpBelow", limit) for limit in (1, 1, 1, 2)]
        result = chain.send_batch(Batch(senders=[alice, bob, bob, alice], to=to, data=data))
        assert dict(result.failures) == {2: error("ChainProbe_Refused", 1, bob, b"full")}
        assert (one.call("count"), two.call("count")) == (2, 1)
        used = [gas for row, gas in enumerate(result.gas_used()) if row not in result.failures]
        assert all(gas > 21_000 for gas in used) or not chain.capabilities.exact_gas

    def test_a_batch_takes_arrays(self, chain: Chain, probe: Probe, alice: Address, bob: Address) -> None:
        senders: Any = np.array([list(bytes.fromhex(one[2:])) for one in (alice, bob)], dtype=np.uint8)
        batch = Batch(senders=senders, to=probe.address, data=[calldata("bump", b"")] * 2)
        logs = [log for _, log in chain.send_batch(batch).logs()]
        assert [log.topics[1] for log in logs] == [address_topic(alice), address_topic(bob)]

    def test_an_ill_formed_batch_sends_nothing(self, chain: Chain, probe: Probe, alice: Address) -> None:
        bump = calldata("bump", b"")
        for batch in (
            Batch(senders=[alice, alice], to=probe.address, data=[bump]),
            Batch(senders=[alice], to=probe.address, data=[bump], values=[0, 0]),
            Batch(senders=[alice, Address("0x12")], to=probe.address, data=[bump, bump]),
            Batch(senders=[alice, Address("0x" + "zz" * 20)], to=probe.address, data=[bump, bump]),
        ):
            with pytest.raises(BadInput):
                chain.send_batch(batch)
        assert len(chain.send_batch(Batch(senders=[], to=probe.address, data=[]))) == 0
        assert probe.call("count") == 0

    def test_a_batch_can_be_undone(self, chain: Chain, probe: Probe, alice: Address) -> None:
        if not chain.capabilities.snapshots:
            pytest.skip("this engine has no checkpoints")
        checkpoint = chain.checkpoint()
        chain.send_batch(Batch(senders=[alice] * 60, to=probe.address, data=[calldata("bump", b"")] * 60))
        assert probe.call("count") == 60
        chain.restore(checkpoint)
        assert probe.call("count") == 0
        assert chain.logs(address=probe.address) == []
