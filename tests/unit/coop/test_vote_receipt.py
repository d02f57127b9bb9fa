"""A voter's receipt, and what the chain says to a false one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Cooperative, Proposal
from dao_sim.coop.vote_receipt import VoteReceipt, receipt_of, title_of, verify
from dao_sim.errors import BadInput
from dao_sim.units import Address, Support
from tests.chain.conftest import anvil
from tests.unit.coop.charters import CHARTER

__all__ = ["anvil"]

TOKEN = 10**18
NOBODY = Address("0x000000000000000000000000000000000000dEaD")


@pytest.fixture
def proposal(coop: Cooperative) -> Proposal:
    return coop.propose(coop.founders[0], [coop.vault.set_levy(700)], "Raise the levy", "It is time.").open()


@pytest.fixture
def receipt(coop: Cooperative, proposal: Proposal) -> VoteReceipt:
    sent = proposal.vote(coop.founders[0], Support.FOR, reason="we need it")
    return receipt_of(coop, title_of(coop.governor, proposal.id), sent)


def test_a_receipt_says_what_was_cast_and_the_chain_agrees(
    coop: Cooperative, receipt: VoteReceipt, tmp_path: Path
) -> None:
    path = tmp_path / "receipt.json"
    receipt.save(path)
    assert VoteReceipt.load(path) == receipt
    assert receipt.record() == {
        "kind": "receipt",
        "schema_version": 1,
        "chain_id": coop.chain.chain_id,
        "coop": "Lumen",
        "governor": coop.governor.address,
        "proposal": "1",
        "title": "Raise the levy",
        "voter": coop.founders[0],
        "support": "for",
        "params": "0x",
        "said": "for",
        "weight": str(1000 * TOKEN),
        "reason": "we need it",
        "transaction": None,
        "block_number": coop.chain.block_number(),
        "block_hash": None,
    }
    assert verify(coop, receipt) == []


@pytest.mark.parametrize(
    ("change", "mismatch"),
    [
        ({"chain_id": 5}, "the chain is {chain} here, and 5 on the receipt"),
        ({"governor": NOBODY}, f"the governor is {{governor}} here, and {NOBODY} on the receipt"),
        ({"coop": "Lux"}, "the co-op is 'Lumen' here, and 'Lux' on the receipt"),
        ({"title": "Lower it"}, "the title is 'Raise the levy' on the chain, and 'Lower it' on the receipt"),
        ({"voter": NOBODY}, f"{NOBODY} has not voted on proposal 1"),
        ({"support": Support.AGAINST}, "the vote is for on the chain, and against on the receipt"),
        ({"weight": 1}, f"the weight is {1000 * TOKEN} on the chain, and 1 on the receipt"),
        ({"reason": ""}, "the reason is 'we need it' on the chain, and '' on the receipt"),
        ({"block_number": 1}, "the vote is not in block 1; it is in block {block}"),
    ],
)
def test_each_false_word_is_named(
    coop: Cooperative, receipt: VoteReceipt, change: dict[str, Any], mismatch: str
) -> None:
    here = {
        "chain": coop.chain.chain_id,
        "governor": coop.governor.address,
        "block": coop.chain.block_number(),
    }
    assert verify(coop, receipt.model_copy(update=change)) == [mismatch.format(**here)]


def test_every_false_word_is_named(coop: Cooperative, receipt: VoteReceipt) -> None:
    lies = {"coop": "Lux", "weight": 1, "support": Support.ABSTAIN, "block_number": 1}
    assert len(verify(coop, receipt.model_copy(update=lies))) == 4


def test_a_receipt_of_a_proposal_that_never_was(coop: Cooperative, receipt: VoteReceipt) -> None:
    assert verify(coop, receipt.model_copy(update={"proposal": 8})) == [
        "there is no proposal 8",
        f"{receipt.voter} has not voted on proposal 8",
    ]


def test_a_vote_with_parameters_has_a_receipt_too(coop: Cooperative, proposal: Proposal) -> None:
    call = coop.governor.cast_vote_with_reason_and_params(proposal.id, Support.FOR, "so", b"\x01")
    receipt = receipt_of(coop, "Raise the levy", call.send(coop.founders[0]))
    assert (receipt.reason, verify(coop, receipt)) == ("so", [])


def test_a_transaction_without_a_vote_has_no_receipt(coop: Cooperative) -> None:
    sent = coop.mint(coop.founders[0], 1)
    with pytest.raises(BadInput, match="no vote was cast"):
        receipt_of(coop, "", sent)


def test_on_a_node_the_hashes_of_transaction_and_block_are_checked(anvil: AnvilNode) -> None:
    chain = RpcChain(anvil.url)
    coop = Cooperative.deploy(CHARTER, chain)
    (founder,) = coop.founders
    proposal = coop.propose(founder, [coop.vault.set_levy(700)], "Raise the levy").open()
    receipt = receipt_of(coop, "Raise the levy", proposal.vote(founder, Support.FOR))
    assert receipt.transaction is not None
    assert receipt.block_hash == chain.lookup.block_hash(receipt.block_number)
    assert verify(coop, receipt) == []

    def mismatches(**change: Any) -> list[str]:
        return verify(coop, receipt.model_copy(update=change))

    other = coop.mint(founder, 1).transaction_hash
    assert other is not None
    assert mismatches(transaction=other) == [f"the transaction 0x{other.hex()} did not cast this vote"]
    none = bytes(32)
    assert mismatches(transaction=none) == [f"there is no transaction 0x{none.hex()} that succeeded"]
    place = f"block {receipt.block_number} has the hash 0x{(receipt.block_hash or b'').hex()}"
    assert mismatches(block_hash=none) == [f"{place}, not the receipt's"]
    assert mismatches(block_number=10**6) == [
        f"the vote is not in block 1000000; it is in block {receipt.block_number}"
    ]
    chain.close()
