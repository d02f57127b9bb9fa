"""Signed transactions: fees, funds, nonces, and being sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from eth_account import Account

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.outbox import NonceTaken, Underfunded
from dao_sim.chain.rpc import RpcChain
from dao_sim.chain.wire import unsigned
from dao_sim.errors import Reverted, Unsupported
from dao_sim.testing.probe import Probe, calldata
from dao_sim.units import Address

KEY = Account.create()
SIGNER = Address(KEY.address)
FEES = ["--block-base-fee-per-gas", "1000000000", "--gas-price", "1000000000"]


@contextmanager
def signing(node: AnvilNode) -> Iterator[RpcChain]:
    with closing(RpcChain(node.url, take_over=False, pending=True)) as chain:
        chain.add_signer(KEY)
        yield chain


@pytest.fixture
def chain(anvil: AnvilNode) -> Iterator[RpcChain]:
    with signing(anvil) as chain:
        yield chain


def test_sent_twice_it_is_carried_out_once(chain: RpcChain) -> None:
    probe = Probe.deploy(chain, SIGNER)
    asked = unsigned(SIGNER, probe.address, calldata("bump", b""), 0)
    signed = chain.outbox.sign(asked, nonce=chain.outbox.nonce(SIGNER))
    chain.outbox.broadcast(signed)
    receipt = chain.lookup.wait_for(signed.hash)
    assert receipt.transaction_hash == signed.hash
    with pytest.raises(NonceTaken):
        chain.outbox.broadcast(signed)
    assert probe.call("count") == 1
    assert chain.lookup.receipt(signed.hash) == receipt
    assert chain.lookup.input_of(signed.hash) == calldata("bump", b"")


def test_one_whose_place_is_taken_is_refused(chain: RpcChain) -> None:
    nonce = chain.outbox.nonce(SIGNER)
    late = chain.outbox.sign(unsigned(SIGNER, SIGNER, b"late", 0), nonce=nonce)
    chain.send(SIGNER, SIGNER)
    assert chain.outbox.mined_nonce(SIGNER) == chain.outbox.nonce(SIGNER) == nonce + 1
    with pytest.raises(NonceTaken):
        chain.outbox.broadcast(late)
    assert chain.lookup.receipt(late.hash) is None
    assert chain.lookup.input_of(late.hash) is None


def test_what_would_revert_is_not_even_signed(chain: RpcChain) -> None:
    probe = Probe.deploy(chain, SIGNER)
    with pytest.raises(Reverted):
        chain.outbox.sign(unsigned(SIGNER, probe.address, calldata("refuse", 1, b""), 0), nonce=0)


def test_nobody_pays_where_gas_is_free(chain: RpcChain) -> None:
    assert chain.outbox.fees() == (0, 0)
    assert chain.balance(SIGNER) == 0
    chain.send(SIGNER, SIGNER)


def test_an_account_that_cannot_pay_is_told_how_much_is_missing(anvil: AnvilNode) -> None:
    with AnvilNode(options=FEES) as node, signing(node) as chain:
        most, tip = chain.outbox.fees()
        assert most > tip > 0
        with pytest.raises(Underfunded) as caught:
            chain.send(SIGNER, SIGNER)
        operands = caught.value.operands
        assert (operands["account"], operands["balance"]) == (SIGNER, 0)
        assert operands["needed"] >= 21_000 * most
        payer = chain.node_accounts()[0]
        chain.send(payer, SIGNER, value=operands["needed"])
        chain.send(SIGNER, SIGNER)


def test_an_anvil_left_to_itself_shows_the_present(anvil: AnvilNode) -> None:
    """Its latest block stands still, and with it what a view would see; what is sent next is later."""
    with AnvilNode(wall_clock=True) as node, signing(node) as chain:
        probe = Probe.deploy(chain, SIGNER)
        chain.turn_clock(1_000)
        assert chain.now() - chain.latest_time() >= 1_000
        time, _block, _chain = probe.call("time")
        assert time - chain.latest_time() >= 1_000
        receipt = probe.send(SIGNER, "bump", b"")
        assert receipt.timestamp >= time


def test_effects_are_told_and_do_not_happen(chain: RpcChain) -> None:
    probe = Probe.deploy(chain, SIGNER)
    before = chain.block_number()
    logs = chain.effects(SIGNER, probe.address, calldata("bump", b"note"))
    assert logs is not None
    assert [log.address for log in logs] == [probe.address]
    assert chain.block_number() == before
    assert probe.call("count") == 0


def test_only_anvils_time_can_be_moved(anvil: AnvilNode, monkeypatch: pytest.MonkeyPatch) -> None:
    with signing(anvil) as chain:
        monkeypatch.setattr(chain, "_is_anvil", lambda: False)
        with pytest.raises(Unsupported):
            chain.skip(10)
