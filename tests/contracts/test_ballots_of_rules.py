"""What each rule accepts as a ballot, from whom, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from eth_abi.abi import encode

from dao_sim.bindings import ApprovalRule, FractionalRule, MemberRule, QuadraticRule, RankedRule, TokenRule
from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, OPERATOR, TOKEN, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import OFF


def rules_of(coop: Cooperative, quorum: int = 0) -> dict[str, Any]:
    """One of each, by name."""
    chain, access = coop.chain, coop.access.address
    tokens, members = coop.token.address, coop.membership.address
    return {
        "token": TokenRule.create(chain, MALLORY, access, quorum, tokens, OFF),
        "member": MemberRule.create(chain, MALLORY, access, quorum, members, OFF),
        "quadratic": QuadraticRule.create(chain, MALLORY, access, quorum, tokens, members, OFF),
        "fractional": FractionalRule.create(chain, MALLORY, access, quorum, tokens, OFF),
        "approval": ApprovalRule.create(chain, MALLORY, access, quorum, tokens, members, True),
        "ranked": RankedRule.create(chain, MALLORY, access, quorum, tokens, members),
    }


def convene(coop: Cooperative, name: str, quorum: int = 0) -> tuple[Assembly, int]:
    """A governor with that rule, and a measure that is open to votes."""
    meeting = assemble(coop, rules_of(coop, quorum)[name])
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    return meeting, number


def test_a_rule_serves_one_governor_and_nobody_else(coop: Cooperative) -> None:
    for name, rule in rules_of(coop).items():
        assert rule.rule_name() == name
        assemble(coop, rule)
        with refuses("ServesGovernor_AlreadyServing", governor=rule.governor()):
            rule.serve().send(MALLORY)
        with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
            rule.cast(1, coop.chain.now() - 1, MALLORY, 1, b"").send(MALLORY)
        with refuses("AccessManagedUnauthorized", caller=MALLORY):
            rule.set_quorum(1).send(MALLORY)
        assert not rule.decided_early(1)
        assert "quorum=" in rule.counting_mode()


def test_what_rules_weigh_by(coop: Cooperative) -> None:
    rules = rules_of(coop)
    for name in ("quadratic", "approval", "ranked"):
        assert rules[name].membership() == coop.membership.address
    for name in ("token", "quadratic", "fractional", "approval", "ranked"):
        assert rules[name].votes() == coop.token.address
    assert rules["approval"].cumulative()


def test_a_square_root_is_rounded_down(coop: Cooperative) -> None:
    meeting, number = convene(coop, "quadratic")
    meeting.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert meeting.rule.tally(number) == (0, 31_622_776_601, 0)  # of 1,000 · 10^18
    for voter in (BOB, CAROL):
        meeting.governor.cast_vote(number, Support.AGAINST).send(voter)
    assert meeting.rule.tally(number)[0] == 24_494_897_427 + 20_000_000_000
    assert meeting.close(number) == ProposalState.DEFEATED  # half of all tokens lose to two members


@pytest.mark.parametrize("name", ["approval", "ranked"])
def test_who_is_no_member_has_no_vote_where_members_count(coop: Cooperative, name: str) -> None:
    coop.mint(MALLORY, TOKEN)
    meeting, number = convene(coop, name)
    snapshot = meeting.governor.proposal_snapshot(number)
    with refuses("VotingRule_NotMember", voter=MALLORY, snapshot=snapshot):
        meeting.governor.cast_vote(number, 1).send(MALLORY)
    assert meeting.rule.weight_of(MALLORY, snapshot) == 0


def test_splitting_a_purse_gains_nothing_without_another_member(coop: Cooperative) -> None:
    """√(a + b) < √a + √b, but only what a member holds, or is lent, counts, and once."""
    meeting = assemble(coop, rules_of(coop)["quadratic"])
    before = meeting.rule.weight_of(ALICE, coop.chain.now() - 1)
    coop.token.transfer(MALLORY, 500 * TOKEN).send(ALICE)
    coop.chain.advance(1)
    split = meeting.rule.weight_of(ALICE, coop.chain.now() - 1)
    assert split < before
    coop.token.delegate(ALICE).send(MALLORY)
    coop.chain.advance(1)
    now = coop.chain.now() - 1
    assert meeting.rule.weight_of(ALICE, now) + meeting.rule.weight_of(MALLORY, now) == before


@pytest.mark.parametrize(
    ("name", "support", "params", "error"),
    [
        ("ranked", 1, bytes([1]), "GovernorInvalidVoteType"),
        ("ranked", 0, b"", "GovernorInvalidVoteParams"),
        ("ranked", 0, bytes([2]), "GovernorInvalidVoteParams"),
        ("ranked", 0, bytes([1, 1]), "GovernorInvalidVoteParams"),
        ("ranked", 0, bytes([1, 0, 1]), "GovernorInvalidVoteParams"),
        ("approval", 1, b"", "GovernorInvalidVoteType"),
        ("approval", 0, encode(["uint256[]"], [[1]]), "GovernorInvalidVoteParams"),
        ("token", 3, b"", "GovernorInvalidVoteType"),
    ],
    ids=["support", "empty", "unknown", "twice", "too-many", "mask", "too-few", "no-side"],
)
def test_ballots_that_say_nothing_are_refused(
    coop: Cooperative, name: str, support: int, params: bytes, error: str
) -> None:
    meeting, number = convene(coop, name)
    with refuses(error):
        meeting.governor.cast_vote_with_reason_and_params(number, support, "", params).send(ALICE)


def test_a_budget_is_spent_once(coop: Cooperative) -> None:
    meeting, number = convene(coop, "approval")

    def spend(*votes: int) -> None:
        params = encode(["uint256[]"], [votes])
        meeting.governor.cast_vote_with_reason_and_params(number, 0, "", params).send(ALICE)

    with refuses("VotingRule_TooManyVotes", voter=ALICE, votes=1, weight=0):
        spend(1_000 * TOKEN, 1)
    spend(1, 999 * TOKEN)
    assert meeting.rule.tally(number) == (1, 999 * TOKEN)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        spend(0, 1)


def test_masks_of_options_that_are_not_there(coop: Cooperative) -> None:
    members = coop.membership.address
    create = ApprovalRule.create
    rule = create(coop.chain, MALLORY, coop.access.address, 0, coop.token.address, members, False)
    rule.serve().send(OPERATOR)
    rule.open_(1, ALICE, [], [], 2).send(OPERATOR)
    snapshot = coop.chain.now() - 1
    for mask in (0, 8):
        with refuses("GovernorInvalidVoteType"):
            rule.cast(1, snapshot, ALICE, mask, b"").send(OPERATOR)
    with refuses("GovernorInvalidVoteParams"):
        rule.cast(1, snapshot, ALICE, 7, b"x").send(OPERATOR)
    rule.cast(1, snapshot, ALICE, 7, b"").send(OPERATOR)
    assert rule.has_voted(1, ALICE)
    with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
        rule.open_(2, ALICE, [], [], 2).send(MALLORY)
