"""Thousands of random elections: each rule counts as the reference in dao_sim.metrics.tallies does.

A plain account acts as the governor, so that an election costs its votes only. Holdings are small and often
the same, so that ties are frequent; they differ between the snapshots that elections choose from.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from dao_sim.bindings import FractionalRule, MemberRule, QuadraticRule, TokenRule
from dao_sim.coop import Cooperative
from dao_sim.metrics.tallies import Options, Tally, fractional, member, quadratic, token
from dao_sim.units import Address, MemberClass
from tests.contracts.kit import ALICE
from tests.contracts.yesno import fractional_rule, member_rule, quadratic_rule, split, token_rule

SIDES = ("against", "for", "abstain")
OPTIONS = Options(names=SIDES, no_change="against")
ELECTIONS = 3_000
"""For each rule."""
LEAST_TIES = 50
SNAPSHOTS = 4
HOLDINGS = (1, 1, 1, 2, 2, 3, 4, 9, 10**18)
VOTERS = [Address("0x" + f"{number:02x}" * 20) for number in range(0x10, 0x18)]

Rule = TokenRule | MemberRule | QuadraticRule | FractionalRule
Holdings = list[tuple[int, dict[Address, int]]]
"""(snapshot, holding by voter)."""


def settle(coop: Cooperative, rng: Random) -> Holdings:
    """Eight members whose holdings change from snapshot to snapshot."""
    for voter in VOTERS:
        coop.admit(voter, MemberClass.CREATOR)
    found: Holdings = []
    for _ in range(SNAPSHOTS):
        for voter in VOTERS:
            held = coop.token.balance_of(voter)
            if held:
                coop.token.transfer(ALICE, held).send(voter)
            if rng.random() < 0.8:
                coop.mint(voter, rng.choice(HOLDINGS))
        at = coop.chain.now()
        coop.chain.advance(5)
        found.append((at, {voter: coop.token.balance_of(voter) for voter in VOTERS}))
    return found


def agree(rule: Rule, number: int, expected: Tally) -> None:
    """Totals and outcome: option 1 where the reference's winner is `for`."""
    assert rule.tally(number) == tuple(expected.totals[side] for side in SIDES), number
    assert rule.outcome(number) == (expected.winner == "for"), number


def tied(tally: Tally) -> bool:
    return tally.totals["for"] == tally.totals["against"] > 0


@pytest.mark.parametrize(
    ("make", "count"),
    [(token_rule, token.count), (member_rule, member.count), (quadratic_rule, quadratic.count)],
    ids=["token", "member", "quadratic"],
)
def test_a_whole_vote_counts_as_the_reference_says(
    coop: Cooperative, make: Callable[[Cooperative], Rule], count: Callable[[Any, Options], Tally]
) -> None:
    rng = Random(20)
    holdings, rule = settle(coop, rng), make(coop)
    rule.serve().send(ALICE)
    ties = 0
    for number in range(1, ELECTIONS + 1):
        snapshot, held = rng.choice(holdings)
        ballots = []
        for voter in rng.sample(VOTERS, rng.randrange(len(VOTERS) + 1)):
            support = rng.choices((0, 1, 2), (3, 3, 1))[0]
            rule.cast(number, snapshot, voter, support, b"").send(ALICE)
            ballots.append((SIDES[support], held[voter]))
        expected = count(ballots, OPTIONS)
        agree(rule, number, expected)
        ties += tied(expected)
    assert ties > LEAST_TIES


def test_a_split_vote_counts_as_the_reference_says(coop: Cooperative) -> None:
    rng = Random(21)
    holdings, rule = settle(coop, rng), fractional_rule(coop)
    rule.serve().send(ALICE)
    ties = 0
    for number in range(1, ELECTIONS + 1):
        snapshot, held = rng.choice(holdings)
        ballots = []
        for voter in rng.sample(VOTERS, rng.randrange(1, 5)):
            if held[voter] == 0:
                continue  # the contract refuses who has nothing to split
            shares = [(side, rng.choice((0, 1, 1, 3))) for side in SIDES]
            if not any(share for _, share in shares):
                shares = [("for", 1)]
            ballots.append((shares, held[voter]))
            amounts = dict.fromkeys(SIDES, 0) | dict(fractional.amounts_floor(shares, held[voter]))
            for part in in_parts(amounts, rng):
                rule.cast(number, snapshot, voter, 255, part).send(ALICE)
            assert rule.used_votes(number, voter) == sum(amounts.values())
        expected = fractional.count(ballots, OPTIONS)
        agree(rule, number, expected)
        ties += tied(expected)
    assert ties > LEAST_TIES


def in_parts(amounts: dict[str, int], rng: Random) -> list[bytes]:
    """The parameters of one vote of these amounts, or of two that sum to them."""
    first = {side: rng.randint(0, amount) for side, amount in amounts.items()}
    rest = {side: amount - first[side] for side, amount in amounts.items()}
    parts = [amounts] if rng.random() < 0.5 else [first, rest]
    return [split(*(part[side] for side in SIDES)) for part in parts if any(part.values())]
