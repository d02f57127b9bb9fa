"""What only the tester engine has: gas that is exact, and runs that repeat to the hash."""

from __future__ import annotations

import pytest

from dao_sim.chain import Batch, Chain, connect, tester
from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.defaults import GENESIS_TIME
from dao_sim.errors import Reverted
from dao_sim.testing.probe import Probe, calldata
from dao_sim.testing.suite import stranger
from dao_sim.units import Address, Seconds


def gas_of_a_life(chain: Chain) -> list[int]:
    """Gas of a deployment and of first and later writes, single and in a batch, one row failing."""
    alice, bob = chain.accounts()[:2]
    deployed = chain.deploy(alice, bytes.fromhex("6001600155"))
    probe = Probe.deploy(chain, alice)
    singles = [probe.send(sender, "bump", b"x" * 40, value=1) for sender in (alice, bob, alice)]
    created = probe.send(bob, "spawn")
    data = [calldata("bump", b""), calldata("refuse", 1, b"no"), calldata("bump", b"")]
    result = chain.send_batch(Batch(senders=[bob, bob, alice], to=probe.address, data=data))
    return [receipt.gas_used for receipt in (deployed, *singles, created)] + list(result.gas_used())


def test_gas_is_what_another_exact_engine_charges(anvil: AnvilNode) -> None:
    node = connect(anvil.url)
    assert gas_of_a_life(connect("tester")) == gas_of_a_life(node)
    node.close()


def test_the_clock_starts_at_genesis_and_the_wall_clock_is_not_read() -> None:
    chain = connect("tester")
    assert (chain.now(), chain.block_number()) == (GENESIS_TIME, 0)
    Probe.deploy(chain, chain.accounts()[0])
    assert chain.now() == GENESIS_TIME + 1
    assert connect("tester", genesis_time=Seconds(5)).now() == 5


def test_the_same_run_makes_the_same_blocks() -> None:
    someone = stranger()
    assert head_of_a_run(someone) == head_of_a_run(someone)
    assert head_of_a_run(someone) != head_of_a_run(stranger())


def head_of_a_run(sender: Address) -> bytes:
    chain = tester.TesterChain()
    probe = Probe.deploy(chain, chain.accounts()[0])
    probe.send(sender, "bump", b"")
    with pytest.raises(Reverted):
        probe.send(sender, "refuseSilently")
    return bytes(chain._latest.hash)
