"""Votes by signature: a nonce per proposal, ballots in any order, contracts that sign."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import CoopGovernor
from dao_sim.coop import Cooperative
from dao_sim.units import Address, Support
from tests.contracts.kit import ALICE, MALLORY, TOKEN, mock, refuses
from tests.contracts.signing import ballot, ballot_with_reason

FOR, AGAINST = Support.FOR, Support.AGAINST


@pytest.fixture
def sofia(coop: Cooperative) -> LocalAccount:
    """A holder of 10 tokens whose key we have."""
    signer: LocalAccount = Account.from_key(keccak(text="sofia"))
    coop.mint(Address(signer.address), 10 * TOKEN)
    return signer


@pytest.fixture
def proposals(coop: Cooperative, sofia: LocalAccount) -> tuple[int, ...]:
    """Three proposals, open for votes."""
    made = [coop.propose(ALICE, [coop.vault.set_levy(bps)], f"Levy {bps}") for bps in (1, 2, 3)]
    made[0].open()
    return tuple(proposal.id for proposal in made)


def test_ballots_are_the_standard_ones(coop: Cooperative) -> None:
    plain = "Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)"
    extended = f"Extended{plain[:-1]},string reason,bytes params)"
    assert coop.governor.ballot_typehash() == keccak(text=plain)
    assert coop.governor.extended_ballot_typehash() == keccak(text=extended)


def test_anyone_may_carry_a_signed_ballot(
    coop: Cooperative, sofia: LocalAccount, proposals: tuple[int, ...]
) -> None:
    voter = Address(sofia.address)
    signature = ballot(sofia, coop.governor, 1, FOR, voter, coop.governor.nonces_with_key(voter, 1))
    receipt = coop.governor.cast_vote_by_sig(1, FOR, voter, signature).send(MALLORY)
    (cast,) = coop.governor.decode(receipt, CoopGovernor.VoteCast)
    assert (cast.voter, cast.weight) == (voter, 10 * TOKEN)
    assert coop.governor.proposal_votes(1).for_votes == 10 * TOKEN
    assert not coop.governor.has_voted(1, MALLORY)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_ballots_signed_together_arrive_in_any_order(
    coop: Cooperative, sofia: LocalAccount, proposals: tuple[int, ...], order: tuple[int, ...]
) -> None:
    voter, governor = Address(sofia.address), coop.governor
    signed = {
        number: ballot(sofia, governor, number, FOR, voter, governor.nonces_with_key(voter, number))
        for number in proposals
    }
    for number in order:
        governor.cast_vote_by_sig(number, FOR, voter, signed[number]).send(MALLORY)
    assert [governor.proposal_votes(number).for_votes for number in proposals] == [10 * TOKEN] * 3
    assert governor.nonces(voter) == 0  # the common nonce stays untouched


def test_a_ballot_with_the_common_nonce_is_good_too(
    coop: Cooperative, sofia: LocalAccount, proposals: tuple[int, ...]
) -> None:
    voter = Address(sofia.address)
    coop.governor.cast_vote_by_sig(
        1, FOR, voter, ballot(sofia, coop.governor, 1, FOR, voter, coop.governor.nonces_with_key(voter, 1))
    ).send(MALLORY)
    plain = ballot(sofia, coop.governor, 2, FOR, voter, coop.governor.nonces(voter))
    coop.governor.cast_vote_by_sig(2, FOR, voter, plain).send(MALLORY)
    assert coop.governor.nonces(voter) == 1
    assert coop.governor.has_voted(2, voter)


def test_a_reason_and_parameters_are_signed_too(
    coop: Cooperative, sofia: LocalAccount, proposals: tuple[int, ...]
) -> None:
    voter, governor = Address(sofia.address), coop.governor
    nonce = governor.nonces_with_key(voter, 2)
    signature = ballot_with_reason(
        sofia, governor, 2, AGAINST, nonce=nonce, reason="too much", params=b"\x02"
    )
    cast = governor.cast_vote_with_reason_and_params_by_sig

    with refuses("GovernorInvalidSignature", voter=voter):
        cast(2, AGAINST, voter, "just right", b"\x02", signature).send(MALLORY)
    receipt = cast(2, AGAINST, voter, "too much", b"\x02", signature).send(MALLORY)
    (event,) = governor.decode(receipt, CoopGovernor.VoteCastWithParams)
    assert (event.voter, event.support, event.reason) == (voter, AGAINST, "too much")


def test_a_ballot_is_good_for_what_it_says_and_once(
    coop: Cooperative, sofia: LocalAccount, proposals: tuple[int, ...]
) -> None:
    voter, governor = Address(sofia.address), coop.governor
    key = governor.nonces_with_key(voter, 1)
    signature = ballot(sofia, governor, 1, FOR, voter, key)
    forged: list[Callable[[], object]] = [
        lambda: governor.cast_vote_by_sig(1, AGAINST, voter, signature).send(MALLORY),
        lambda: governor.cast_vote_by_sig(2, FOR, voter, signature).send(MALLORY),
        lambda: governor.cast_vote_by_sig(1, FOR, voter, signature[:-1]).send(MALLORY),
        lambda: governor.cast_vote_by_sig(1, FOR, voter, b"").send(MALLORY),
    ]
    for attempt in forged:
        with refuses("GovernorInvalidSignature", voter=voter):
            attempt()
    with refuses("GovernorInvalidSignature", voter=MALLORY):
        governor.cast_vote_by_sig(1, FOR, MALLORY, signature).send(MALLORY)
    governor.cast_vote_by_sig(1, FOR, voter, signature).send(MALLORY)
    with refuses("GovernorInvalidSignature", voter=voter):
        governor.cast_vote_by_sig(1, FOR, voter, signature).send(MALLORY)
    again = ballot(sofia, governor, 1, AGAINST, voter, governor.nonces_with_key(voter, 1))
    with refuses("GovernorAlreadyCastVote", voter=voter):
        governor.cast_vote_by_sig(1, AGAINST, voter, again).send(MALLORY)


def test_a_contract_votes_by_what_its_owner_signs(coop: Cooperative, sofia: LocalAccount) -> None:
    studio = mock(coop.chain, "ContractVoter", sofia.address).address
    coop.mint(studio, 500 * TOKEN)
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    nonce = coop.governor.nonces_with_key(studio, proposal.id)
    by_owner = ballot(sofia, coop.governor, proposal.id, FOR, studio, nonce)
    stranger: LocalAccount = Account.from_key(keccak(text="stranger"))
    by_stranger = ballot(stranger, coop.governor, proposal.id, FOR, studio, nonce)
    with refuses("GovernorInvalidSignature", voter=studio):
        coop.governor.cast_vote_by_sig(proposal.id, FOR, studio, by_stranger).send(MALLORY)
    coop.governor.cast_vote_by_sig(proposal.id, FOR, studio, by_owner).send(MALLORY)
    assert proposal.tally.for_ == 500 * TOKEN
    assert coop.governor.nonces_with_key(studio, proposal.id) & (2**64 - 1) == 1


def test_a_contract_that_does_not_sign_cannot_be_voted_for(coop: Cooperative, sofia: LocalAccount) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    vault = coop.vault.address
    with refuses("GovernorInvalidSignature", voter=vault):
        coop.governor.cast_vote_by_sig(proposal.id, FOR, vault, b"\x01" * 65).send(MALLORY)
