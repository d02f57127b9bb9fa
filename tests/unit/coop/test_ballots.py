"""Signed ballots: signed by one, checked and cast by another, kept in files between."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import CoopGovernor
from dao_sim.coop import Charter, Cooperative, Proposal
from dao_sim.coop.ballots import Ballot, cast, check, check_signature, sign
from dao_sim.errors import BadInput
from dao_sim.units import Address, Support
from tests.contracts.kit import mock

TOKEN = 10**18


def key_of(name: str) -> LocalAccount:
    key: LocalAccount = Account.from_key(keccak(text=name))
    return key


SOFIA, STRANGER = key_of("sofia"), key_of("stranger")
VOTER = Address(SOFIA.address)


@pytest.fixture
def proposal(coop: Cooperative) -> Proposal:
    """Made when Sofia held 10 tokens; not open yet."""
    coop.mint(VOTER, 10 * TOKEN)
    return coop.propose(coop.founders[0], [coop.vault.set_levy(700)], "Raise the levy")


def forged(ballot: Ballot, **changes: Any) -> Ballot:
    return ballot.model_copy(update=changes)


@pytest.mark.parametrize("reason", ["", "it is überfällig"])
def test_a_ballot_is_cast_by_whoever_has_it(coop: Cooperative, proposal: Proposal, reason: str) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.open().id, Support.AGAINST, reason=reason)
    assert check(coop, ballot) is None
    relayer = coop.chain.accounts()[6]
    (vote,) = coop.governor.decode(cast(coop.governor, ballot).send(relayer), CoopGovernor.VoteCast)
    assert (vote.voter, vote.support, vote.weight, vote.reason) == (VOTER, 0, 10 * TOKEN, reason)
    assert check(coop, ballot) == (
        f"the account has voted already: against, in block {coop.chain.block_number()}"
    )


def test_a_ballot_signed_before_voting_opens_is_good_once_it_does(
    coop: Cooperative, proposal: Proposal
) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.id, Support.FOR)
    assert str(check(coop, ballot)).startswith("voting is not open yet: it opens at 20")
    assert check_signature(coop.governor, ballot) is None
    proposal.open()
    assert check(coop, ballot) is None
    proposal.close()
    assert str(check(coop, ballot)).startswith("voting is closed: it ended at 20")


def test_a_ballot_is_for_one_chain_and_one_governor(coop: Cooperative, proposal: Proposal) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.open().id, Support.FOR)
    here = coop.chain.chain_id
    assert check(coop, forged(ballot, chain_id=5)) == f"the ballot is for chain 5, and this is chain {here}"
    other = Cooperative.deploy(
        Charter(name="Other", founders=[{"account": "account:1", "class": "creator", "tokens": "500"}]),
        coop.chain,
    )
    assert check(other, ballot) == f"the ballot is for another governor, {coop.governor.address}"
    moved = forged(ballot, governor=other.governor.address)
    assert check(other, moved) == "there is no such proposal"
    assert check(coop, forged(ballot, proposal=9)) == "there is no such proposal"


def test_a_ballot_that_says_other_than_was_signed_is_refused(coop: Cooperative, proposal: Proposal) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.open().id, Support.FOR)
    changed = "the signature does not fit what the ballot says: was it changed after signing?"
    assert check(coop, forged(ballot, support=Support.AGAINST)) == changed
    assert check(coop, forged(ballot, reason="added later")) == changed
    assert check(coop, forged(ballot, signature=b"")) == changed
    assert check(coop, forged(ballot, signature=bytes(65))) == changed
    used = f"its nonce, {ballot.nonce + 1}, is not the voter's next one: sign a new ballot"
    assert check(coop, forged(ballot, nonce=ballot.nonce + 1)) == used


def test_nobody_signs_for_somebody_else(coop: Cooperative, proposal: Proposal) -> None:
    ballot = sign(coop.governor, STRANGER, proposal.open().id, Support.FOR, voter=VOTER)
    assert check(coop, ballot) == f"it is signed by {STRANGER.address}, who cannot sign for {VOTER}"


def test_a_vote_without_weight_is_refused_with_the_reason(coop: Cooperative, proposal: Proposal) -> None:
    ballot = sign(coop.governor, STRANGER, proposal.open().id, Support.FOR)
    assert check(coop, ballot) == (
        "the vote would weigh nothing: the account never held tokens, and nobody delegated votes to it"
    )


def test_a_cancelled_proposal_takes_no_ballots(coop: Cooperative, proposal: Proposal) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.id, Support.FOR)
    proposal.cancel()
    assert check(coop, ballot) == "the proposal was cancelled"


@pytest.mark.parametrize("reason", ["", "the studio agrees"])
def test_a_contract_votes_by_its_owners_signature(coop: Cooperative, reason: str) -> None:
    studio = mock(coop.chain, "ContractVoter", SOFIA.address).address
    coop.mint(studio, 500 * TOKEN)
    proposal = coop.propose(coop.founders[0], [coop.vault.set_levy(700)], "Raise the levy").open()
    by_stranger = sign(coop.governor, STRANGER, proposal.id, Support.FOR, voter=studio, reason=reason)
    assert check(coop, by_stranger) == (
        f"the voter is a contract, which does not take {STRANGER.address}'s signature for its own"
    )
    by_owner = sign(coop.governor, SOFIA, proposal.id, Support.FOR, voter=studio, reason=reason)
    assert (by_owner.voter, by_owner.signer, check(coop, by_owner)) == (studio, VOTER, None)
    cast(coop.governor, by_owner).send(coop.chain.accounts()[6])
    assert proposal.tally.for_ == 500 * TOKEN


def test_a_file_keeps_every_digit(coop: Cooperative, proposal: Proposal, tmp_path: Path) -> None:
    ballot = sign(coop.governor, SOFIA, proposal.id, Support.ABSTAIN, reason="ça ira")
    path = tmp_path / "ballot.json"
    ballot.save(path)
    assert Ballot.load(path) == ballot
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written == {
        "kind": "ballot",
        "schema_version": 1,
        "chain_id": coop.chain.chain_id,
        "governor": coop.governor.address,
        "proposal": "1",
        "support": "abstain",
        "voter": VOTER,
        "nonce": str(1 << 64),  # the nonce's upper part is the proposal's number
        "reason": "ça ira",
        "params": "0x",
        "signature": f"0x{ballot.signature.hex()}",
        "signer": VOTER,
    }


WRONG = [
    ({"support": "maybe"}, 'support must be for, against, abstain, or "0" to "255"'),
    ({"proposal": "-1"}, "proposal must be a whole number in quotes"),
    ({"nonce": str(2**256)}, "nonce must fit 256 bits"),
    ({"voter": VOTER.lower()}, "voter must be an address with its checksum's capitals (EIP-55)"),
    ({"voter": None}, "voter must be an address with its checksum's capitals (EIP-55)"),
    ({"signature": "0xzz"}, "signature must be 0x and hexadecimal digits"),
    ({"chain_id": "31337"}, "chain_id must be a whole number"),
    ({"reason": 7}, "reason must be text"),
    ({"schema_version": 2}, "schema_version must be 1"),
    ({"weight": "5"}, "weight is not a key of such a file"),
    ({"kind": "receipt"}, "is no ballot"),
]


@pytest.mark.parametrize(("change", "wrong"), WRONG)
def test_a_wrong_file_is_refused_by_file_key_and_value(
    coop: Cooperative, proposal: Proposal, tmp_path: Path, change: dict[str, Any], wrong: str
) -> None:
    path = tmp_path / "ballot.json"
    ((key, value),) = change.items()
    record = sign(coop.governor, SOFIA, proposal.id, Support.FOR).record()
    path.write_text(json.dumps({**record, **change}), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Ballot.load(path)
    assert caught.value.reason == wrong
    assert dict(caught.value.operands) == {"file": str(path), "key": key, "value": value}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"kind": "ballot"}', "chain_id is missing"),
        ("[]", "must be a JSON object"),
        ("7", "must be a JSON object"),
    ],
)
def test_a_file_that_is_no_ballot_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "ballot.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Ballot.load(path)
    assert caught.value.reason.startswith(reason)
    assert dict(caught.value.operands)["file"] == str(path)


def test_a_reason_that_cannot_be_written_is_refused(
    coop: Cooperative, proposal: Proposal, tmp_path: Path
) -> None:
    path = tmp_path / "ballot.json"
    record = sign(coop.governor, SOFIA, proposal.id, Support.FOR).record()
    path.write_text(json.dumps({**record, "reason": "\ud800"}), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        Ballot.load(path)
    assert caught.value.reason.startswith("is not JSON: ")


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(BadInput, match="cannot be read"):
            Ballot.load(path)
