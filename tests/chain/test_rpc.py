"""Nodes: signing here, fees, the shapes of their errors, and anvil's life."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from eth_account import Account

from dao_sim.chain import Batch, Chain, connect
from dao_sim.chain.anvil import AnvilNode, find_anvil
from dao_sim.chain.defaults import GENESIS_TIME
from dao_sim.chain.rpc import RpcChain
from dao_sim.chain.transport import RpcError
from dao_sim.errors import BadInput, ChainUnreachable, OutOfGas, Refused, Reverted, Unsupported
from dao_sim.testing.probe import Probe, calldata, error
from dao_sim.testing.suite import stranger
from dao_sim.units import Address

REVERT = "0x" + error("ChainProbe_Locked").hex()


@pytest.fixture
def chain(anvil: AnvilNode) -> Iterator[Chain]:
    chain = connect(anvil.url)
    yield chain
    chain.close()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"code": 3, "message": "execution reverted", "data": REVERT}, id="geth, anvil"),
        pytest.param({"code": -32015, "message": "VM error", "data": f"Reverted {REVERT}"}, id="parity"),
        pytest.param(
            {"code": -32603, "message": "Error: reverted", "data": {"message": "no", "data": REVERT}},
            id="hardhat",
        ),
        pytest.param(
            {
                "code": -32000,
                "message": "VM Exception",
                "data": {"0xab12": {"error": "revert", "return": REVERT}},
            },
            id="ganache",
        ),
    ],
)
def test_revert_data_is_found_in_every_shape(answer: dict[str, object]) -> None:
    refusal = RpcError(answer).refusal("eth_call")
    assert isinstance(refusal, Reverted)
    assert "0x" + refusal.raw.hex() == REVERT


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"code": 3, "message": "execution reverted"}, Reverted),
        ({"code": -32000, "message": "out of gas"}, OutOfGas),
        ({"code": -32000, "message": "invalid opcode: INVALID"}, OutOfGas),
        ({"code": -32000, "message": "insufficient funds for gas * price + value"}, Refused),
        ({"code": -32601, "message": "Method not found"}, Unsupported),
        ({"code": -32000, "message": "nonce too low"}, Refused),
        ("strange", Refused),
    ],
)
def test_other_answers_are_told_apart(answer: object, kind: type[Exception]) -> None:
    assert type(RpcError(answer).refusal("eth_call")) is kind


def test_a_signer_of_this_process_pays_its_own_way(anvil: AnvilNode, chain: Chain) -> None:
    account = Account.create()
    signer = Address(account.address)
    chain.fund(signer, 10**18)
    signing = RpcChain(anvil.url, signers={signer: account}, take_over=False)
    try:
        assert signing.accounts()[0] == signer
        probe = Probe.deploy(signing, signer)
        receipt = probe.send(signer, "bump", b"signed", value=3)
        assert receipt.transaction_hash is not None
        assert signing.balance(probe.address) == 3
        sent = signing.block_number()
        with pytest.raises(Reverted):
            probe.send(signer, "refuse", 1, b"")
        assert signing.block_number() == sent, "what would revert is not sent"
        payee = stranger()
        signing.fund(payee, 77)
        assert signing.balance(payee) == 77
    finally:
        signing.close()


def test_a_node_with_fees_lets_the_penniless_vote_once_taken_over() -> None:
    with AnvilNode(options=["--block-base-fee-per-gas", "1000000000", "--gas-price", "1000000000"]) as node:
        chain = connect(node.url)
        nobody = stranger()
        checkpoint = chain.checkpoint()
        Probe.deploy(chain, nobody)
        chain.restore(checkpoint)  # the block that was the first without a fee is undone
        probe = Probe.deploy(chain, nobody)
        probe.send(nobody, "bump", b"")
        with pytest.raises(OutOfGas):
            probe.send(nobody, "halt")  # a full block, after which a public chain's fee rises
        probe.send(nobody, "bump", b"")
        assert probe.call("bumpsOf", nobody) == 2
        chain.close()


def test_a_batch_leaves_the_node_mining_as_before(anvil: AnvilNode, chain: Chain) -> None:
    alice = chain.accounts()[0]
    probe = Probe.deploy(chain, alice)
    batch = Batch(senders=[alice] * 70, to=probe.address, data=[calldata("bump", b"")] * 70)
    before = chain.block_number()
    chain.send_batch(batch)
    assert chain.block_number() == before + 2
    receipt = probe.send(alice, "bump", b"")
    assert receipt.block_number == before + 3
    assert probe.call("count") == 71


def test_batches_leave_the_nodes_gas_limit_as_it_was() -> None:
    with AnvilNode(options=["--gas-limit", "40000000"]) as node:
        for _ in range(2):  # the second connection finds the blocks that the first one left
            chain = connect(node.url)
            alice = chain.accounts()[0]
            batch = Batch(senders=[alice] * 2, to=alice, data=[b""] * 2)
            chain.send_batch(batch)
            chain.send_batch(batch)
            chain.send(alice, alice)
            assert isinstance(chain, RpcChain)
            latest = chain._node.ask("eth_getBlockByNumber", "latest", False)
            assert int(latest["gasLimit"], 16) == 40_000_000
            chain.close()


def test_a_request_that_cannot_be_written_is_not_the_nodes_fault(chain: Chain) -> None:
    assert isinstance(chain, RpcChain)
    with pytest.raises(BadInput, match="JSON"):
        chain._node.ask("evm_setNextBlockTimestamp", object())
    with pytest.raises(BadInput, match="JSON"):
        chain._node.batch([("eth_chainId", []), ("eth_getBalance", [b"not text"])])


def test_a_signer_is_found_whatever_the_capitals(anvil: AnvilNode, chain: Chain) -> None:
    account = Account.create()
    lower = Address(account.address.lower())
    chain.fund(lower, 10**18)
    signing = RpcChain(anvil.url, signers={lower: account}, take_over=False)
    try:
        assert signing.accounts()[0] == account.address
        for sender in (lower, Address(account.address)):
            signing.send(sender, sender, value=1)
    finally:
        signing.close()


def test_a_batch_cut_short_leaves_nothing_behind(
    anvil: AnvilNode, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = chain.accounts()[0]
    probe = Probe.deploy(chain, alice)
    assert isinstance(chain, RpcChain)
    node, ask = chain._node, chain._node.ask

    def interrupted(method: str, *params: object) -> object:
        if method == "evm_mine":
            raise KeyboardInterrupt
        return ask(method, *params)

    monkeypatch.setattr(node, "ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        chain.send_batch(Batch(senders=[alice], to=probe.address, data=[calldata("bump", b"")]))
    monkeypatch.undo()
    probe.send(alice, "bump", b"")
    assert probe.call("count") == 1


def test_what_was_undone_is_not_mined_again(chain: Chain) -> None:
    assert isinstance(chain, RpcChain)
    alice = chain.accounts()[0]
    probe = Probe.deploy(chain, alice)
    for _ in range(40):
        checkpoint = chain.checkpoint()
        probe.send(alice, "bump", b"")
        chain.restore(checkpoint)
        assert chain._node.ask("txpool_status") == {"pending": "0x0", "queued": "0x0"}
        assert probe.call("count") == 0


def test_two_nodes_never_share_a_port(anvil: AnvilNode) -> None:
    with pytest.raises(ChainUnreachable) as caught:
        AnvilNode(port=anvil.port)
    assert "in use" in caught.value.operands["output"]


def test_a_node_that_goes_away_is_unreachable() -> None:
    node = AnvilNode()
    chain = connect(node.url)
    node.stop()
    for act in (chain.now, lambda: chain.send(stranger(), stranger()), chain.checkpoint):
        with pytest.raises(ChainUnreachable):
            act()
    chain.close()


def test_a_node_keeps_its_state_in_a_file(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with AnvilNode(state=state, accounts=3) as node:
        chain = connect(node.url)
        assert chain.now() == GENESIS_TIME
        assert len(chain.accounts()) == 3
        probe = Probe.deploy(chain, chain.accounts()[0])
        probe.send(chain.accounts()[0], "bump", b"")
        chain.close()
    with AnvilNode(state=state, accounts=3) as node:
        chain = connect(node.url)
        assert Probe(chain, probe.address).call("count") == 1
        chain.close()


def test_a_node_that_cannot_start_says_what_it_said() -> None:
    with AnvilNode() as node, pytest.raises(ChainUnreachable) as caught:
        AnvilNode(options=["--no-such-option"])
    assert "no-such-option" in caught.value.operands["output"]
    node.stop()


def test_anvil_that_is_nowhere_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="not installed") as caught:
        find_anvil(tmp_path)
    assert "npm ci" in str(caught.value.hint)


def test_anvil_on_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "anvil"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_anvil(tmp_path / "elsewhere") == program
