"""The root of what is held: nine times the tokens make three times the weight, and only members vote."""

from __future__ import annotations

from math import isqrt

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, TOKEN, refuses
from tests.contracts.rules import assemble
from tests.contracts.yesno import excluded, quadratic_rule, switched


def test_two_small_members_outvote_a_large_one(coop: Cooperative) -> None:
    house = assemble(coop, quadratic_rule(coop))
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    for voter in (BOB, CAROL):
        house.governor.cast_vote(number, Support.AGAINST).send(voter)
    roots = [isqrt(amount * TOKEN) for amount in (1_000, 600, 400)]
    assert tuple(house.governor.proposal_votes(number)) == (roots[1] + roots[2], roots[0], 0)
    assert house.close(number) == ProposalState.DEFEATED


def test_who_holds_tokens_but_is_no_member_is_refused(coop: Cooperative) -> None:
    coop.mint(MALLORY, 5_000 * TOKEN)
    rule = quadratic_rule(coop)
    house = assemble(coop, rule)
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    assert rule.weight_of(MALLORY, coop.chain.now() - 1) == 0
    snapshot = house.governor.proposal_snapshot(number)
    with refuses("VotingRule_NotMember", voter=MALLORY, snapshot=snapshot):
        house.governor.cast_vote(number, Support.FOR).send(MALLORY)


def test_who_resigned_before_the_snapshot_is_refused_and_who_resigned_after_it_votes(
    coop: Cooperative,
) -> None:
    house = assemble(coop, quadratic_rule(coop))
    number = house.propose(ALICE, coop.vault.set_levy(1))
    coop.membership.resign().send(BOB)
    house.open(number)
    coop.membership.resign().send(CAROL)
    snapshot = house.governor.proposal_snapshot(number)
    with refuses("VotingRule_NotMember", voter=BOB, snapshot=snapshot):
        house.governor.cast_vote(number, Support.FOR).send(BOB)
    house.governor.cast_vote(number, Support.FOR).send(CAROL)
    assert house.governor.proposal_votes(number).for_votes == isqrt(400 * TOKEN)


def test_the_quorum_counts_members_who_vote_in_any_way(coop: Cooperative) -> None:
    rule = quadratic_rule(coop, 6_700)  # of three members: two, rounded down
    house = assemble(coop, rule)
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    assert rule.quorum(house.governor.proposal_snapshot(number)) == 2
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert (rule.voters(number), rule.quorum_reached(number)) == (1, False)
    house.governor.cast_vote(number, Support.AGAINST).send(CAROL)
    assert (rule.voters(number), rule.quorum_reached(number)) == (2, True)
    assert house.close(number) == ProposalState.SUCCEEDED


def test_a_member_who_changes_its_vote_is_still_one_voter(coop: Cooperative) -> None:
    rule = quadratic_rule(coop, 6_700, switched(vote_change=True))
    house = assemble(coop, rule)
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    for support in (Support.FOR, Support.AGAINST, Support.FOR):
        house.governor.cast_vote(number, support).send(ALICE)
    assert not rule.quorum_reached(number)
    assert rule.tally(number) == (0, isqrt(1_000 * TOKEN), 0)


def test_there_is_no_super_quorum_of_roots(coop: Cooperative) -> None:
    with refuses("YesNoRule_ExcludedSwitches", **excluded(voteChange=False, superQuorumBps=5_000)):
        quadratic_rule(coop, 400, switched(super_quorum=5_000))


def test_it_says_what_it_is(coop: Cooperative) -> None:
    rule = quadratic_rule(coop)
    assert rule.rule_name() == "quadratic"
    assert rule.counting_mode() == "support=bravo&quorum=against,for,abstain"
    assert rule.votes() == coop.token.address
    assert rule.membership() == coop.membership.address
