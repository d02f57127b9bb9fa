"""What only the embedded engine has: pyrevm's traps, and a journal that is compacted."""

from __future__ import annotations

import gc

import pytest

pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")

from dao_sim.chain.compaction import journaled_storage
from dao_sim.chain.embedded import EmbeddedChain
from dao_sim.chain.protocol import Batch
from dao_sim.errors import Refused, Reverted
from dao_sim.testing.probe import Probe, calldata, shape
from dao_sim.testing.suite import stranger
from dao_sim.units import Address


def bumps(probe: Probe, senders: list[Address]) -> Batch:
    return Batch(senders=senders, to=probe.address, data=[calldata("bump", b"")] * len(senders))


def lived_in(chain: EmbeddedChain) -> tuple[list[Probe], list[Address]]:
    """A chain with every kind of state: contracts made by accounts and contracts, ETH, slots set to zero."""
    alice = chain.accounts()[0]
    probes = [Probe.deploy(chain, alice, value=100) for _ in range(2)]
    people = [stranger() for _ in range(50)]
    chain.send_batch(bumps(probes[0], people))
    chain.send_batch(bumps(probes[1], people[:7]))
    child = probes[0].send(alice, "spawn", value=3).logs[0].topics[1]
    probes.append(Probe(chain, Address("0x" + child[-20:].hex())))
    chain.fund(people[0], 10**20)
    chain.send(people[0], people[1], value=10**18)
    probes[0].send(alice, "pay", people[2], 40)
    chain.send(alice, Address("0x" + "00" * 20), value=5)  # revm keeps the coinbase in the journal for good
    chain.advance(99)
    probes[1].send(alice, "stamp")
    return probes, [*people, *chain.accounts(), *(probe.address for probe in probes)]


def picture(chain: EmbeddedChain, probes: list[Probe], everybody: list[Address]) -> dict[str, object]:
    """All of the state that a contract or a caller could see, read slot by slot."""
    evm = chain._evm
    infos = [evm.basic(account) for account in everybody]
    return {
        "balances": [info.balance for info in infos],
        "nonces": [info.nonce for info in infos],
        "hashes": [info.code_hash for info in infos],
        "codes": [chain.code(account) for account in everybody],
        "slots": [[evm.storage(probe.address, slot) for slot in range(4)] for probe in probes],
        "bumps": [[probe.call("bumpsOf", one) for one in everybody] for probe in probes[:2]],
        "time": probes[0].call("time"),
        "burnt": chain.balance(Address("0x" + "00" * 20)),
        "logs": chain.logs(),
    }


def test_compacting_changes_nothing_that_can_be_seen() -> None:
    chain = EmbeddedChain(compact_every=None)
    probes, everybody = lived_in(chain)
    before = picture(chain, probes, everybody)
    journal = len(chain._evm.journal_str)
    chain.compact()
    assert len(chain._evm.journal_str) < journal / 20
    assert picture(chain, probes, everybody) == before
    chain.compact()
    assert picture(chain, probes, everybody) == before


def test_life_goes_on_after_compacting_as_it_would_have_without() -> None:
    endings = []
    for compacts in (False, True):
        chain = EmbeddedChain(compact_every=None)
        probes, _ = lived_in(chain)
        if compacts:
            chain.compact()
        alice = chain.accounts()[0]
        checkpoint = chain.checkpoint()
        probes[0].send(alice, "bump", b"", value=1)
        chain.restore(checkpoint)
        created = Probe.deploy(chain, alice)
        spawned = probes[0].send(alice, "spawn", value=1)
        receipt = probes[1].send(alice, "bump", b"again", value=2)
        with pytest.raises(Reverted):
            probes[0].send(alice, "bumpBelow", 3)
        probes[1].send(probes[0].address, "bump", b"from a contract")
        contracts = [*probes, created]
        endings.append(
            (
                [len(chain.code(probe.address)) for probe in contracts],
                [chain.balance(probe.address) for probe in contracts],
                [probe.call("count") for probe in (*probes[:2], created)],
                [log[2] for log in shape([*spawned.logs, *receipt.logs])],
                len(chain.logs()),
            )
        )
    assert endings[0] == endings[1]


def test_a_slot_set_back_to_zero_stays_zero() -> None:
    chain = EmbeddedChain(compact_every=None)
    alice = chain.accounts()[0]
    probe = Probe.deploy(chain, alice)
    slot = next(iter(_counting_slot(chain, probe, alice)))
    chain.compact()
    probe.send(alice, "bump", b"")  # brings the slot back into the journal
    chain._evm.insert_account_storage(probe.address, slot, 0)
    assert probe.call("count") == 0
    chain.compact()
    assert probe.call("count") == 0
    assert probe.send(alice, "bump", b"").logs[0].topics[2] == (1).to_bytes(32, "big")


def _counting_slot(chain: EmbeddedChain, probe: Probe, alice: Address) -> set[int]:
    """Where the probe keeps its count: the one slot that the transaction of a lock changes."""
    probe.send(alice, "lockOnce")
    return set(journaled_storage(chain._evm)[probe.address.lower()])


def test_it_compacts_by_itself_in_the_middle_of_a_batch() -> None:
    small, large = EmbeddedChain(compact_every=16), EmbeddedChain(compact_every=None)
    pictures = []
    people = [stranger() for _ in range(100)]
    for chain in (small, large):
        probe = Probe.deploy(chain, chain.accounts()[0])
        batch = Batch(
            senders=people,
            to=probe.address,
            data=[
                calldata("bumpBelow" if row % 7 == 0 else "bump", 40 if row % 7 == 0 else b"")
                for row in range(100)
            ],
        )
        result = chain.send_batch(batch)
        pictures.append(
            (dict(result.failures), shape([log for _, log in result.logs()]), probe.call("count"))
        )
    assert pictures[0] == pictures[1]
    assert len(small._evm.journal_str) < len(large._evm.journal_str) / 2


def test_a_held_checkpoint_keeps_the_journal_and_a_dropped_one_does_not() -> None:
    chain = EmbeddedChain(compact_every=8)
    probe = Probe.deploy(chain, chain.accounts()[0])
    checkpoint = chain.checkpoint()
    chain.send_batch(bumps(probe, [stranger() for _ in range(50)]))
    with pytest.raises(Refused, match="checkpoints"):
        chain.compact()
    chain.restore(checkpoint)
    assert probe.call("count") == 0
    dropped = chain.checkpoint()
    del dropped
    gc.collect()
    chain.compact()
    assert probe.call("count") == 0


def test_many_checkpoints_do_not_eat_the_call_stack() -> None:
    chain = EmbeddedChain()
    probe = Probe.deploy(chain, chain.accounts()[0])
    held = [chain.checkpoint() for _ in range(2_000)]
    probe.send(chain.accounts()[0], "bump", b"")
    chain.restore(held[1_000])
    assert probe.call("count") == 0


def test_time_stands_still_and_a_batch_is_one_block() -> None:
    chain = EmbeddedChain()
    probe = Probe.deploy(chain, chain.accounts()[0])
    start, block = chain.now(), chain.block_number()
    chain.send_batch(bumps(probe, [stranger() for _ in range(30)]))
    assert (chain.now(), chain.block_number()) == (start, block + 1)


def test_two_chains_know_nothing_of_each_other() -> None:
    one, two = EmbeddedChain(), EmbeddedChain()
    probe = Probe.deploy(one, one.accounts()[0])
    assert two.code(probe.address) == b""
    assert two.block_number() == 0
