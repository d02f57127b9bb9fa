"""Thousands of random rounds on the contract, each equal to the exact reference to the unit."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from dao_sim.bindings import Call, MatchingRounds, batch_of
from dao_sim.coop import Cooperative, Outcomes
from dao_sim.coop.matching import NO_CAP
from dao_sim.metrics.quadratic_funding import quadratic_matches
from dao_sim.units import Address, MemberClass, Wei
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, ERIN, GUARDIAN, MALLORY
from tests.contracts.matching import a_round, matching, pass_review, terms

ROUNDS = 2_500
PEOPLE = (ALICE, BOB, CAROL, DAVE, ERIN)
PAYEES = (DAVE, ERIN, GUARDIAN, MALLORY)
"""Two of them are members, and give to themselves now and then."""


@dataclass
class Played:
    """A round, as it was drawn."""

    number: int
    cap: int | None
    pool: int
    grants: int
    payments: list[tuple[int, Address, int]] = field(default_factory=list)

    @property
    def gifts(self) -> dict[int, Counter[Address]]:
        given: dict[int, Counter[Address]] = {grant: Counter() for grant in range(1, self.grants + 1)}
        for grant, giver, amount in self.payments:
            given[grant][giver] += amount
        return given


def drawn(draw: random.Random, coop: Cooperative, made: MatchingRounds) -> Played:
    """Amounts of any size, pools that suffice or not, caps that bind or not, payments that repeat."""
    grants = draw.randint(1, len(PAYEES))
    cap = draw.choice([None, None, draw.randint(0, 10 ** draw.randint(1, 20))])
    number = a_round(coop, made, terms(cap=NO_CAP if cap is None else cap), payees=PAYEES[:grants])
    played = Played(number, cap, draw.choice([0, 10 ** draw.randint(0, 20), draw.randint(1, 10**6)]), grants)
    scale = draw.randint(0, 19)
    for _ in range(draw.randint(0, 9)):
        amount = draw.choice([draw.randint(1, 9) ** 2, draw.randint(1, 10**scale), 10**scale])
        played.payments.append((draw.randint(1, grants), draw.choice(PEOPLE), amount))
    return played


def carried_out(coop: Cooperative, made: MatchingRounds, rounds: list[Played]) -> None:
    """Every payment of every round, in one batch."""
    calls: list[tuple[Address, Call]] = []
    for played in rounds:
        if played.pool:
            calls.append((MALLORY, made.fund_eth(played.number, value=Wei(played.pool))))
        for grant, giver, amount in played.payments:
            calls.append((giver, made.contribute_eth(played.number, grant, value=Wei(amount))))
    batch = batch_of([call for _who, call in calls], [who for who, _call in calls])
    Outcomes(coop.chain.send_batch(batch)).raise_if_refused()


@pytest.mark.parametrize("seed", range(5))
def test_matches_equal_the_reference_and_add_up_to_the_pool(coop: Cooperative, seed: int) -> None:
    draw, made = random.Random(seed), matching(coop)
    for account in (*PEOPLE, MALLORY):
        coop.chain.fund(account, 10**26)
    for newcomer in (DAVE, ERIN):
        coop.admit(newcomer, MemberClass.CREATOR)
    coop.chain.advance(1)
    rounds = [drawn(draw, coop, made) for _ in range(ROUNDS // 5)]
    carried_out(coop, made, rounds)
    pass_review(coop, made, rounds[-1].number)
    scaled = capped = 0
    for played in rounds:
        own = {grant: {PAYEES[grant - 1]} for grant in played.gifts}
        expected = quadratic_matches(played.gifts, played.pool, cap=played.cap, recipients=own)
        assert {grant: made.match_of(played.number, grant) for grant in expected} == expected
        made.settle(played.number, draw.randint(1, 4)).send(MALLORY)
        if not made.round_of(played.number).finished:
            made.settle(played.number, 4).send(MALLORY)
        found = made.round_of(played.number)
        assert (found.matched, found.due) == (sum(expected.values()), played.pool - sum(expected.values()))
        ideals = [made.ideal_of(played.number, grant) for grant in expected]
        assert found.ideals == sum(ideals)
        scaled += 0 < played.pool < sum(ideals)
        capped += played.cap is not None and played.cap in ideals
    assert min(scaled, capped) > 20


def test_every_random_round_drains_to_nothing(coop: Cooperative) -> None:
    draw, made = random.Random(99), matching(coop)
    for account in (*PEOPLE, MALLORY):
        coop.chain.fund(account, 10**26)
    for newcomer in (DAVE, ERIN):
        coop.admit(newcomer, MemberClass.CREATOR)
    coop.chain.advance(1)
    rounds = [drawn(draw, coop, made) for _ in range(100)]
    carried_out(coop, made, rounds)
    pass_review(coop, made, rounds[-1].number)
    for played in rounds:
        for grant in played.gifts:
            if made.grant_at(played.number, grant).contributed:
                made.claim(played.number, grant, PAYEES[grant - 1]).send(ALICE)
        made.settle(played.number, 4).send(ALICE)
        if made.round_of(played.number).due:
            made.give_back(played.number).send(ALICE)
    assert coop.chain.balance(made.address) == 0
