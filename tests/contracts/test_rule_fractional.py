"""Weight that is split: in one vote or in several, and never more than there is."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, TOKEN, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import excluded, fractional_rule, split, switched

FRACTIONAL = 255


@pytest.fixture
def house(coop: Cooperative) -> Assembly:
    """A governor that counts fractions, with its first proposal open."""
    house = assemble(coop, fractional_rule(coop))
    house.open(house.propose(ALICE, coop.vault.set_levy(1)))
    return house


def vote(house: Assembly, params: bytes, *, support: int = FRACTIONAL) -> None:
    house.governor.cast_vote_with_reason_and_params(1, support, "", params).send(ALICE)


def counted(house: Assembly) -> tuple[int, ...]:
    return tuple(house.governor.proposal_votes(1))


def used(house: Assembly) -> int:
    return int(house.rule.read("usedVotes(uint256,address)", 1, ALICE))


def test_a_voter_splits_its_weight_in_parts_and_a_plain_vote_takes_what_is_left(house: Assembly) -> None:
    vote(house, split(1, 20, 300))
    assert counted(house) == (1, 20, 300)
    vote(house, split(against=9))
    assert (counted(house), used(house)) == ((10, 20, 300), 330)
    house.governor.cast_vote(1, Support.FOR).send(ALICE)
    assert counted(house) == (10, 1_000 * TOKEN - 310, 300)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        vote(house, split(for_=1))
    assert house.close(1) == ProposalState.SUCCEEDED


def test_more_than_is_left_is_refused(house: Assembly) -> None:
    vote(house, split(against=1))
    left = 1_000 * TOKEN - 1
    with refuses("VotingRule_TooManyVotes", voter=ALICE, votes=left + 1, weight=left):
        vote(house, split(for_=left, abstain=1))
    assert counted(house) == (1, 0, 0)


@pytest.mark.parametrize("length", [0, 47, 49])
def test_parameters_of_another_length_are_refused(house: Assembly, length: int) -> None:
    with refuses("GovernorInvalidVoteParams"):
        vote(house, bytes(length))


def test_a_plain_vote_takes_no_parameters_and_others_are_unknown(house: Assembly) -> None:
    with refuses("GovernorInvalidVoteParams"):
        vote(house, split(for_=1), support=Support.FOR)
    with refuses("GovernorInvalidVoteType"):
        vote(house, b"", support=3)


def test_who_splits_nothing_has_not_voted(house: Assembly) -> None:
    vote(house, split())
    assert not house.governor.has_voted(1, ALICE)
    vote(house, split(for_=1))
    assert house.governor.has_voted(1, ALICE)


def test_who_has_no_votes_cannot_cast_any(house: Assembly) -> None:
    with refuses("GovernorAlreadyCastVote", voter=MALLORY):
        house.governor.cast_vote(1, Support.FOR).send(MALLORY)


def test_what_is_for_and_abstains_makes_the_quorum(house: Assembly) -> None:
    vote(house, split(500 * TOKEN, 40 * TOKEN, 40 * TOKEN - 1))  # 4 % of 2,000 are 80
    assert not house.rule.read("quorumReached(uint256)", 1)
    vote(house, split(abstain=1))
    assert house.rule.read("quorumReached(uint256)", 1)


def test_votes_are_split_not_changed(coop: Cooperative) -> None:
    with refuses("YesNoRule_ExcludedSwitches", **excluded(voteChange=True, superQuorumBps=0)):
        fractional_rule(coop, 400, switched(vote_change=True))


def test_it_says_what_it_is(coop: Cooperative) -> None:
    rule = fractional_rule(coop)
    assert rule.rule_name() == "fractional"
    assert rule.counting_mode() == "support=bravo,fractional&quorum=for,abstain&params=fractional"
    assert rule.used_votes(1, BOB) == rule.used_votes(1, CAROL) == 0
