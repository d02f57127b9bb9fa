"""What a yes/no rule can do besides counting, and that it does none of it unasked."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, TOKEN, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import (
    OFF,
    excluded,
    fractional_rule,
    member_rule,
    quadratic_rule,
    switched,
    token_rule,
)

RULES = [token_rule, member_rule, quadratic_rule, fractional_rule]


def opened(coop: Cooperative, house: Assembly) -> int:
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    return number


@pytest.mark.parametrize("make", RULES, ids=lambda make: make.__name__)
def test_all_is_off_by_default(coop: Cooperative, make: type) -> None:
    rule = make(coop)
    house = assemble(coop, rule)
    number = opened(coop, house)
    assert rule.switches() == OFF
    assert not rule.watches_proposals()
    assert not rule.ends_early()
    for voter in (ALICE, BOB, CAROL):
        house.governor.cast_vote(number, Support.FOR).send(voter)
    assert not rule.decided_early(number)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        house.governor.cast_vote(number, Support.AGAINST).send(ALICE)


@pytest.mark.parametrize("make", RULES, ids=lambda make: make.__name__)
def test_a_rule_decides_on_measures_of_one_option_and_listens_to_its_governor(
    coop: Cooperative, make: type
) -> None:
    rule = make(coop)
    rule.serve().send(ALICE)
    assert rule.governor() == ALICE
    rule.open_(1, BOB, [], [], 1).send(ALICE)
    with refuses("VotingRule_TooManyOptions", options=2, maximum=1):
        rule.open_(1, BOB, [], [], 2).send(ALICE)
    with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
        rule.open_(1, BOB, [], [], 1).send(MALLORY)
    with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
        rule.cast(1, coop.chain.now() - 1, ALICE, Support.FOR, b"").send(MALLORY)
    with refuses("ServesGovernor_AlreadyServing", governor=ALICE):
        rule.serve().send(MALLORY)
    with refuses("GovernorInvalidVoteType"):
        rule.cast(1, coop.chain.now() - 1, ALICE, 3, b"").send(ALICE)
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        rule.set_quorum(1).send(MALLORY)


@pytest.mark.parametrize(("make", "name"), [(token_rule, "token"), (member_rule, "member")])
def test_token_and_member_say_what_they_are(coop: Cooperative, make: type, name: str) -> None:
    rule = make(coop, 700)
    assert rule.rule_name() == name
    assert rule.counting_mode() == "support=bravo&quorum=for,abstain"
    assert rule.votes() == {"token": coop.token, "member": coop.membership}[name].address
    assert rule.quorum_bps() == rule.quorum_bps_at(coop.chain.now()) == 700


def test_a_vote_is_changed_until_the_deadline(coop: Cooperative) -> None:
    rule = token_rule(coop, 400, switched(vote_change=True))
    house = assemble(coop, rule)
    number = opened(coop, house)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    house.governor.cast_vote(number, Support.AGAINST).send(BOB)
    assert rule.outcome(number) == 1
    house.governor.cast_vote(number, Support.ABSTAIN).send(ALICE)
    assert rule.tally(number) == (600 * TOKEN, 0, 1_000 * TOKEN)
    assert rule.has_voted(number, ALICE)
    house.governor.cast_vote(number, Support.ABSTAIN).send(ALICE)
    assert rule.tally(number) == (600 * TOKEN, 0, 1_000 * TOKEN)
    assert rule.outcome(number) == 0


def test_early_success_takes_the_share_for_and_abstention_does_not_matter(coop: Cooperative) -> None:
    rule = token_rule(coop, 400, switched(super_quorum=7_000))  # 1,400 of 2,000
    house = assemble(coop, rule)
    number = opened(coop, house)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    house.governor.cast_vote(number, Support.ABSTAIN).send(CAROL)
    assert not rule.decided_early(number)
    house.governor.cast_vote(number, Support.FOR).send(BOB)
    assert rule.decided_early(number)


def test_a_share_that_lacks_one_smallest_unit_decides_nothing_early(coop: Cooperative) -> None:
    rule = token_rule(coop, 400, switched(super_quorum=8_000))
    house = assemble(coop, rule)
    coop.token.transfer(CAROL, 1).send(BOB)
    number = opened(coop, house)
    for voter in (ALICE, BOB):
        house.governor.cast_vote(number, Support.FOR).send(voter)
    assert not rule.decided_early(number)


def test_as_much_against_as_for_decides_nothing_early(coop: Cooperative) -> None:
    rule = token_rule(coop, 400, switched(super_quorum=5_000))
    house = assemble(coop, rule)
    number = opened(coop, house)
    for voter in (BOB, CAROL):
        house.governor.cast_vote(number, Support.AGAINST).send(voter)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert rule.tally(number) == (1_000 * TOKEN, 1_000 * TOKEN, 0)
    assert not rule.decided_early(number)


def test_early_success_asks_for_the_quorum_too(coop: Cooperative) -> None:
    rule = token_rule(coop, 6_000, switched(super_quorum=5_000))
    house = assemble(coop, rule)
    number = opened(coop, house)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert not rule.decided_early(number)


@pytest.mark.parametrize("make", [token_rule, member_rule])
def test_early_success_excludes_changing_votes(coop: Cooperative, make: type) -> None:
    with refuses("YesNoRule_ExcludedSwitches", **excluded(voteChange=True, superQuorumBps=5_000)):
        make(coop, 400, switched(vote_change=True, super_quorum=5_000))


def test_no_share_is_more_than_all(coop: Cooperative) -> None:
    with refuses("VotingRule_InvalidQuorum", bps=10_001, maximum=10_000):
        token_rule(coop, 400, switched(super_quorum=10_001))
    assert token_rule(coop, 400, switched(super_quorum=10_000)).switches().super_quorum_bps == 10_000
