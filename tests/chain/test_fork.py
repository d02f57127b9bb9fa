"""A copy of a node's chain: the same state and events, and nothing of what is done to it on the node."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from dao_sim.bindings import CoopToken
from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import MemberClass

pytest.importorskip("pyrevm")
from dao_sim.chain.fork import ForkedChain

OFFICE = {"admitter": ["account:0"], "minter": ["account:0"]}


@pytest.fixture
def running(anvil: AnvilNode) -> Iterator[Cooperative]:
    with contextlib.closing(RpcChain(anvil.url)) as chain:
        coop = Cooperative.deploy(Charter(name="Lumen", operators=OFFICE), chain)
        coop.mint(chain.accounts()[1], 100)
        yield coop


def copied(running: Cooperative) -> Cooperative:
    assert isinstance(running.chain, RpcChain)
    return Cooperative(ForkedChain(running.chain), running.charter, running.addresses)


def test_a_copy_has_state_time_accounts_and_events(running: Cooperative) -> None:
    copy = copied(running)
    ada = running.chain.accounts()[1]

    assert copy.token.balance_of(ada) == 100
    assert copy.token.events(CoopToken.Transfer) == running.token.events(CoopToken.Transfer)
    assert (copy.chain.now(), copy.chain.chain_id) == (running.chain.now(), running.chain.chain_id)
    assert list(copy.chain.accounts()) == list(running.chain.accounts())
    assert copy.chain.balance(ada) == running.chain.balance(ada)
    assert copy.chain.code(copy.vault.address) == running.chain.code(running.vault.address)


def test_what_is_done_to_a_copy_the_node_never_hears_of(running: Cooperative) -> None:
    copy = copied(running)
    ada, bram = running.chain.accounts()[1:3]
    block = running.chain.block_number()

    copy.admit(ada, MemberClass.CREATOR)
    copy.token.transfer(bram, 30).send(ada)
    copy.vault.set_levy(700).send(copy.timelock.address)
    copy.chain.advance(86_400)

    assert copy.token.balance_of(bram) == 30
    assert len(copy.token.events(CoopToken.Transfer)) == 2
    assert copy.vault.levy_bps() == 700
    assert running.token.balance_of(bram) == 0
    assert running.vault.levy_bps() != 700
    assert running.chain.block_number() == block


def test_what_is_done_to_the_node_the_copy_never_sees(running: Cooperative) -> None:
    copy = copied(running)
    bram = running.chain.accounts()[2]

    running.mint(bram, 5)

    assert copy.token.balance_of(bram) == 0, "first asked for after it had changed on the node"
    assert len(copy.token.events(CoopToken.Transfer)) == 1


def test_a_copy_goes_back_to_its_checkpoints(running: Cooperative) -> None:
    copy = copied(running)
    ada, bram = running.chain.accounts()[1:3]
    for _ in range(2):
        mark = copy.chain.checkpoint()
        copy.token.transfer(bram, 30).send(ada)
        copy.chain.fund(bram, copy.chain.balance(bram) + 10**18)
        copy.chain.restore(mark)
        assert copy.token.balance_of(bram) == 0
        assert copy.chain.balance(bram) == running.chain.balance(bram)
        assert len(copy.token.events(CoopToken.Transfer)) == 1
