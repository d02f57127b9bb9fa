"""Votes: when they count, what they weigh, quorum, majority, and a quorum that comes late."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopGovernor
from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    ERIN,
    MALLORY,
    TOKEN,
    only,
    refuses,
)

ACTIVE, DEFEATED, EXECUTED = ProposalState.ACTIVE, ProposalState.DEFEATED, ProposalState.EXECUTED
PENDING, QUEUED, SUCCEEDED = ProposalState.PENDING, ProposalState.QUEUED, ProposalState.SUCCEEDED
AGAINST, FOR, ABSTAIN = Support.AGAINST, Support.FOR, Support.ABSTAIN


def test_votes_count_only_while_voting_is_open(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")

    def refused_in(state: ProposalState, voter: str) -> None:
        operands = {"proposalId": 1, "current": state, "expectedStates": only(ACTIVE)}
        with refuses("GovernorUnexpectedProposalState", **operands):
            proposal.vote(ALICE if voter == "alice" else BOB, FOR)

    refused_in(PENDING, "alice")
    coop.chain.advance(DAY)  # the snapshot's own second still belongs to the past
    refused_in(PENDING, "alice")
    proposal.open()
    proposal.vote(ALICE, FOR)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        proposal.vote(ALICE, AGAINST)
    with refuses("GovernorInvalidVoteType"):
        coop.governor.cast_vote(1, 3).send(BOB)
    assert coop.governor.has_voted(1, ALICE)
    assert not coop.governor.has_voted(1, BOB)
    proposal.close()
    refused_in(SUCCEEDED, "bob")


def test_a_vote_with_parameters_counts_like_any_other(coop: Cooperative) -> None:
    coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    call = coop.governor.cast_vote_with_reason_and_params(1, FOR, "why not", b"\x01")
    (cast,) = coop.governor.decode(call.send(BOB), CoopGovernor.VoteCastWithParams)
    assert (cast.voter, cast.weight, cast.reason, cast.params) == (BOB, 600 * TOKEN, "why not", b"\x01")
    assert coop.governor.get_votes_with_params(BOB, coop.chain.now() - 1, b"") == 600 * TOKEN


def test_who_holds_nothing_may_speak_but_weighs_nothing(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    proposal.vote(MALLORY, FOR)
    assert proposal.tally == (0, 0, 0)


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ({}, DEFEATED),
        ({ERIN: FOR}, DEFEATED),  # 79.99…, of the 80 that make the quorum
        ({DAVE: FOR}, SUCCEEDED),  # exactly 80
        ({DAVE: AGAINST}, DEFEATED),
        ({DAVE: AGAINST, CAROL: FOR}, SUCCEEDED),
        ({DAVE: ABSTAIN, ERIN: FOR}, SUCCEEDED),  # abstentions fill the quorum and decide nothing
        ({DAVE: ABSTAIN}, DEFEATED),
        ({CAROL: AGAINST, ERIN: FOR}, DEFEATED),  # votes against do not fill the quorum
    ],
)
def test_quorum_and_majority(coop: Cooperative, votes: dict[str, Support], outcome: ProposalState) -> None:
    coop.token.transfer(DAVE, 80 * TOKEN).send(BOB)
    coop.token.transfer(ERIN, 80 * TOKEN - 1).send(BOB)
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    for voter, support in votes.items():
        coop.governor.cast_vote(proposal.id, support).send(voter)  # type: ignore[arg-type]
    assert proposal.quorum == 80 * TOKEN
    assert proposal.close().state == outcome


def test_a_tie_is_a_defeat(coop: Cooperative) -> None:
    coop.token.transfer(DAVE, 400 * TOKEN).send(ALICE)
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    proposal.vote(DAVE, FOR)
    proposal.vote(CAROL, AGAINST)
    assert proposal.close().state == DEFEATED
    operands = {"proposalId": 1, "current": DEFEATED, "expectedStates": only(SUCCEEDED)}
    with refuses("GovernorUnexpectedProposalState", **operands):
        proposal.queue()


def test_a_late_quorum_leaves_others_time_to_answer(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    planned = proposal.deadline
    coop.chain.advance(planned - coop.chain.now())
    receipt = proposal.vote(CAROL, FOR)  # in the last second
    (extended,) = coop.governor.decode(receipt, CoopGovernor.ProposalExtended)
    assert extended.extended_deadline == proposal.deadline == planned + DAY
    coop.chain.advance(1)
    assert proposal.state == ACTIVE
    proposal.vote(BOB, AGAINST)
    assert proposal.deadline == planned + DAY  # once only
    assert proposal.close().state == DEFEATED


def test_an_early_quorum_extends_nothing(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    planned = proposal.deadline
    receipt = proposal.vote(CAROL, FOR)
    assert coop.governor.decode(receipt, CoopGovernor.ProposalExtended) == []
    assert proposal.deadline == planned
