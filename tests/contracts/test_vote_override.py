"""Delegators who vote themselves: their units leave their delegates, and none is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from dao_sim.bindings import MemberRule, TokenRule
from dao_sim.bindings.generated.structs import Part
from dao_sim.coop import Cooperative
from dao_sim.units import Address, ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, ERIN, MALLORY, TOKEN, decree, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.splits import BPS, parts, shared_out
from tests.contracts.yesno import (
    excluded,
    fractional_rule,
    member_rule,
    quadratic_rule,
    switched,
    token_rule,
)

OVERRIDE = switched(vote_override=True)
AGAINST, FOR, ABSTAIN = Support.AGAINST, Support.FOR, Support.ABSTAIN


def opened(coop: Cooperative, rule: Any) -> tuple[Assembly, int]:
    house = assemble(coop, rule)
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    return house, number


def whole(tally: tuple[int, ...]) -> list[int]:
    return [weight // TOKEN for weight in tally]


def test_a_delegator_votes_after_its_delegate_or_before(coop: Cooperative) -> None:
    for first, second in ((BOB, ALICE), (ALICE, BOB)):
        if coop.token.delegates(ALICE) != BOB:
            coop.token.delegate(BOB).send(ALICE)
            coop.chain.advance(1)
        house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
        choice = {BOB: FOR, ALICE: AGAINST}
        for voter in (first, second):
            house.governor.cast_vote(number, choice[voter]).send(voter)
        assert whole(house.rule.tally(number)) == [1_000, 600, 0]
        assert house.close(number) == ProposalState.DEFEATED


def test_who_overrides_is_told_and_weights_are_what_they_became(coop: Cooperative) -> None:
    coop.token.delegate(BOB).send(ALICE)
    house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
    rule = house.rule
    assert [rule.weight_on(number, who) // TOKEN for who in (ALICE, BOB)] == [1_000, 1_600]
    house.governor.cast_vote(number, FOR).send(BOB)
    receipt = house.governor.cast_vote(number, AGAINST).send(ALICE)
    (said,) = rule.decode(receipt, rule.VoteOverridden)
    assert said.arguments == {
        "proposal_id": number,
        "delegator": ALICE,
        "delegatee": BOB,
        "units": 1_000 * TOKEN,
    }
    assert [rule.weight_on(number, who) // TOKEN for who in (ALICE, BOB)] == [1_000, 600]
    assert (rule.voted_for(number, BOB), rule.voted_for(number, ALICE)) == (True, False)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        house.governor.cast_vote(number, FOR).send(ALICE)


def test_who_was_given_votes_and_gave_its_own_away_votes_with_both(coop: Cooperative) -> None:
    coop.token.delegate(BOB).send(ALICE)
    coop.token.delegate(CAROL).send(BOB)
    house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
    house.governor.cast_vote(number, AGAINST).send(CAROL)
    house.governor.cast_vote(number, FOR).send(BOB)
    assert whole(house.rule.tally(number)) == [400, 1_600, 0]


def test_a_split_is_overridden_part_by_part(coop: Cooperative) -> None:
    coop.token.delegate_split(parts({ALICE: 1_000, BOB: 3_000, DAVE: 6_000})).send(ALICE)
    house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
    house.governor.cast_vote(number, FOR).send(BOB)
    assert whole(house.rule.tally(number)) == [0, 900, 0]
    house.governor.cast_vote(number, AGAINST).send(ALICE)
    assert whole(house.rule.tally(number)) == [1_000, 600, 0]
    house.governor.cast_vote(number, FOR).send(DAVE)
    assert whole(house.rule.tally(number)) == [1_000, 600, 0]


def test_a_change_of_vote_moves_what_is_left(coop: Cooperative) -> None:
    coop.token.delegate(BOB).send(ALICE)
    house, number = opened(coop, token_rule(coop, 400, switched(vote_change=True, vote_override=True)))
    for voter, support in ((BOB, FOR), (ALICE, AGAINST), (BOB, ABSTAIN), (ALICE, FOR), (BOB, FOR)):
        house.governor.cast_vote(number, support).send(voter)
    assert whole(house.rule.tally(number)) == [0, 1_600, 0]


def test_delegation_after_the_snapshot_changes_nothing(coop: Cooperative) -> None:
    coop.token.delegate(BOB).send(ALICE)
    house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
    coop.token.delegate(CAROL).send(ALICE)
    coop.token.transfer(DAVE, 1_000 * TOKEN).send(ALICE)
    for voter in (DAVE, CAROL, BOB, ALICE):
        house.governor.cast_vote(number, FOR).send(voter)
    assert whole(house.rule.tally(number)) == [0, 2_000, 0]


def test_members_override_too(coop: Cooperative) -> None:
    coop.membership.delegate(BOB).send(ALICE)
    house, number = opened(coop, member_rule(coop, 400, OVERRIDE))
    house.governor.cast_vote(number, FOR).send(BOB)
    assert house.rule.tally(number) == (0, 2, 0)
    house.governor.cast_vote(number, AGAINST).send(ALICE)
    assert house.rule.tally(number) == (1, 1, 0)
    then = house.governor.proposal_snapshot(number)
    assert coop.membership.get_past_delegation(ALICE, then) == ((BOB,), (1,))


def test_what_an_excluded_delegate_never_had_is_not_taken_from_its_vote(coop: Cooperative) -> None:
    coop.token.delegate(BOB).send(ALICE)
    decree(coop, coop.token.set_excluded(BOB, True))
    house, number = opened(coop, token_rule(coop, 400, OVERRIDE))
    house.governor.cast_vote(number, FOR).send(BOB)
    house.governor.cast_vote(number, AGAINST).send(ALICE)
    assert whole(house.rule.tally(number)) == [1_000, 0, 0]
    assert house.rule.weight_on(number, BOB) == 0


@pytest.mark.parametrize("defended", [True, False], ids=["override", "no override"])
def test_a_delegate_who_turns_on_its_delegators(coop: Cooperative, defended: bool) -> None:
    """Without the switch, who delegated looks on while its votes are used against it."""
    coop.token.delegate(MALLORY).send(ALICE)
    coop.token.delegate(MALLORY).send(BOB)
    house, number = opened(coop, token_rule(coop, 400, switched(vote_override=defended)))
    house.governor.cast_vote(number, FOR).send(MALLORY)
    for voter in (ALICE, BOB):
        house.governor.cast_vote(number, AGAINST).send(voter)
    assert house.close(number) == (ProposalState.DEFEATED if defended else ProposalState.SUCCEEDED)


@pytest.mark.parametrize(
    ("make", "switches"),
    [
        (token_rule, switched(vote_override=True, super_quorum=6_000)),
        (member_rule, switched(vote_override=True, super_quorum=6_000)),
        (token_rule, switched(vote_override=True, rented_votes=True)),
        (quadratic_rule, OVERRIDE),
        (fractional_rule, OVERRIDE),
    ],
    ids=["ends early", "ends early, members", "rented votes", "quadratic", "fractional"],
)
def test_it_goes_with_some_switches_and_rules_only(
    coop: Cooperative, make: Callable[..., Any], switches: Any
) -> None:
    on = excluded(
        superQuorumBps=switches.super_quorum_bps, rentedVotes=switches.rented_votes, voteOverride=True
    )
    with refuses("YesNoRule_ExcludedSwitches", **on):
        make(coop, 400, switches)


Rule = TokenRule | MemberRule
Shares = dict[Address, dict[Address, int]]
"""Holder → delegate → units."""
VOTERS = (ALICE, BOB, CAROL, DAVE, ERIN)


def counted(shares: Shares, choices: dict[Address, int]) -> list[int]:
    """The rule, plainly: a unit counts as its holder voted, else as who has it did, or not at all."""
    weights = [0, 0, 0]
    for holder, given in shares.items():
        for delegatee, units in given.items():
            support = choices.get(holder, choices.get(delegatee))
            if support is not None:
                weights[support] += units
    return weights


def settle(coop: Cooperative, rng: Random) -> list[tuple[int, Shares]]:
    """Snapshots at which people hold and delegate in many ways."""
    token = coop.token
    found: list[tuple[int, Shares]] = []
    chosen = {who: [Part(who, BPS)] for who in VOTERS}
    for _ in range(12):
        for who in rng.sample(VOTERS, 3):
            delegates = rng.sample(VOTERS, rng.randrange(1, 4))
            cuts = sorted(rng.sample(range(1, BPS), len(delegates) - 1))
            bps = [high - low for low, high in zip((0, *cuts), (*cuts, BPS), strict=True)]
            chosen[who] = parts(dict(zip(delegates, bps, strict=True)))
            token.delegate_split(chosen[who]).send(who)
        giver, taker = rng.sample(VOTERS, 2)
        token.transfer(taker, token.balance_of(giver) // rng.choice((1, 2, 3))).send(giver)
        at = coop.chain.now()
        coop.chain.advance(5)
        found.append((at, {who: shared_out(chosen[who], token.balance_of(who)) for who in VOTERS}))
    return found


@pytest.mark.parametrize("vote_change", [False, True], ids=["once", "changing"])
def test_in_any_order_every_unit_counts_once(coop: Cooperative, vote_change: bool) -> None:
    rng = Random(31)
    snapshots = settle(coop, rng)
    rule = token_rule(coop, 400, switched(vote_change=vote_change, vote_override=True))
    rule.serve().send(ALICE)
    for number in range(1, 1_501):
        at, shares = rng.choice(snapshots)
        choices: dict[Address, int] = {}
        for _ in range(rng.randrange(8 if vote_change else 6)):
            voter = rng.choice(VOTERS)
            if voter in choices and not vote_change:
                continue
            choices[voter] = rng.randrange(3)
            rule.cast(number, at, voter, choices[voter], b"").send(ALICE)
            assert list(rule.tally(number)) == counted(shares, choices), number
