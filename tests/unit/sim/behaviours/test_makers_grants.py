"""Gifts to matching rounds, the work that grants are paid for, and what reviewers make of it."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from dao_sim.coop.grants import GrantState, MilestoneState
from dao_sim.coop.matching import RoundState
from dao_sim.ledger.actions import OpenGrant
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.facts import Round
from dao_sim.ledger.intents import AcceptGrant, Give, ReviewMilestone
from dao_sim.sim.behaviours.deliver import DeliverGrants
from dao_sim.sim.behaviours.give import GiveToGrants
from dao_sim.sim.behaviours.open_grants import OpenGrants
from dao_sim.sim.behaviours.review_grants import ReviewGrants
from dao_sim.sim.economy import EconomyTerms
from dao_sim.sim.plans import Create, Deliver
from dao_sim.units import Seconds, Wei
from tests.unit.sim.behaviours.situations import ETHER, WEEK, Situation, creators, grant

ACTIVE, OFFERED = GrantState.ACTIVE, GrantState.OFFERED


def a_round(*payees: tuple[str, int], state: RoundState = RoundState.OPEN) -> Round:
    nothing = [Wei(0)] * len(payees)
    return Round(
        number=3,
        state=state,
        opens_at=Seconds(0),
        closes_at=Seconds(0),
        pool=Wei(0),
        payees=payees,
        contributed=nothing,
        contributors=[0] * len(payees),
        matched=nothing,
        claimed=[False] * len(payees),
    )


def test_gifts_go_to_grants_in_proportion_to_the_square_of_how_near_they_are() -> None:
    situation = creators(20_000, engagement=1)
    situation.work(0, taste=(0.0, 0.0))
    situation.work(1, taste=(1.0, 1.0))  # half of the longest distance away
    situation.facts["made"] = (a_round(("work", 1), ("work", 2)),)
    gifts: Give = situation.act(GiveToGrants(rate=0.5))
    assert len(gifts.accounts) / 20_000 == pytest.approx(0.5, abs=0.015)
    assert np.mean(gifts.grants == 1) == pytest.approx(1 / 1.25, abs=0.015)
    assert set(gifts.amounts.tolist()) == {ETHER // 50}  # 1 % of 10 ETH is more than the most


def test_gifts_are_a_part_of_what_one_has_and_go_to_accounts_too() -> None:
    situation = creators(3, engagement=1)
    situation.view["cash"] = Amounts.of([0, ETHER, 10 * ETHER])
    situation.facts["made"] = (a_round(("account", 0)),)
    gifts: Give = situation.act(GiveToGrants(rate=1.0, part=0.01, most=1.0))
    assert gifts.accounts.tolist() == [1, 2]
    assert gifts.grants.tolist() == [1, 1]
    assert gifts.amounts.tolist() == [ETHER // 100, ETHER // 10]


def test_nothing_is_given_to_a_round_that_is_not_open() -> None:
    situation = creators(3, engagement=1)
    situation.facts["made"] = (a_round(("account", 0), state=RoundState.REVIEW),)
    assert situation.acts(GiveToGrants(rate=1.0)) == []


def test_offers_are_accepted_by_whoever_can_put_up_the_bond_in_time() -> None:
    situation = creators(5)
    situation.facts["offered"] = (
        grant(1, 0, 1, state=OFFERED, left=WEEK),
        grant(2, 1, 1, state=OFFERED, left=WEEK, bond=11 * ETHER),
        grant(3, 2, 1, state=OFFERED, left=0),
        grant(4, 3, 1, state=ACTIVE, left=9 * WEEK),
    )
    accepted: AcceptGrant = situation.act(DeliverGrants())
    assert accepted.grants.tolist() == [1]
    assert situation.acts(DeliverGrants(), accounts=[4]) == []  # others' grants are none of theirs


def with_grants(count: int, **changed: object) -> Situation:
    """As many grantees as reviewers are not, each with a grant whose first milestone is due in this epoch."""
    situation = creators(count)
    situation.facts["offered"] = tuple(
        grant(number + 1, number, 2, state=ACTIVE, left=WEEK, **changed) for number in range(count)
    )
    return situation


def delivery(situation: Situation, behaviour: DeliverGrants) -> tuple[int, Deliver]:
    """How many works were made, and what was said to be done."""
    acts = situation.acts(behaviour)
    made = sum(len(act.accounts) for act in acts if isinstance(act, Create))
    (said,) = (act for act in acts if isinstance(act, Deliver))
    assert int(said.done.sum()) == made
    return made, said


def test_everybody_says_that_a_milestone_is_reached_and_as_many_reached_it_as_it_pays_to() -> None:
    situation = with_grants(2_000)
    situation.view["economy"] = EconomyTerms(cost=0.5)
    made, said = delivery(situation, DeliverGrants(diligence=0.2, seen=0.85, effort=0.9))
    assert said.grants.tolist() == list(range(1, 2_001))
    assert set(said.milestones.tolist()) == {0}
    assert made / 2_000 == pytest.approx(0.2 + 0.8 * (0.85 - 0.45), abs=0.035)


def test_a_bond_makes_shirking_dearer() -> None:
    behaviour = DeliverGrants(diligence=0.0, seen=0.5, effort=1.0)
    made = []
    for bond in (0, ETHER):
        situation = with_grants(2_000, bond=bond)
        situation.view["economy"] = EconomyTerms(cost=0.5)
        made.append(delivery(situation, behaviour)[0])
    assert made[0] == 0  # half of 1 ETH is what the work costs
    assert made[1] / 2_000 == pytest.approx(0.5 - 0.25, abs=0.035)


def test_nobody_works_who_cannot_pay_what_it_costs_or_is_no_member() -> None:
    situation = with_grants(4)
    situation.view["cash"] = Amounts.of([0, 10 * ETHER, 10 * ETHER, 10 * ETHER])
    situation.facts["kinds"] = np.array([1, 0, 1, 1], dtype=np.int8)
    _, said = delivery(situation, DeliverGrants(diligence=1.0))
    assert said.done.tolist() == [False, False, True, True]


def test_what_is_paid_up_front_is_worked_for_by_the_diligent_alone() -> None:
    situation = creators(2_000)
    situation.minds["paid"] = np.repeat([3.0, 0.0], 1_000)
    plan: Create = situation.act(DeliverGrants(diligence=0.3, works=3))
    workers, works = np.unique(plan.accounts, return_counts=True)
    assert set(works.tolist()) == {3}
    assert workers.max() < 1_000
    assert len(workers) / 1_000 == pytest.approx(0.3, abs=0.045)


def verdicts(
    error: float = 0.0, *, done: bool, speaks: float = 1.0, left: int = WEEK
) -> list[tuple[int, int]]:
    """(reviewer, basis points) about a milestone that was reached or not, so long before its review ends."""
    situation = creators(6)
    situation.facts["offered"] = (
        grant(1, 0, 1, state=ACTIVE, left=left, milestone=MilestoneState.SUBMITTED),
    )
    situation.view["delivered"] = frozenset({(1, 0)} if done else ())
    acts = cast("list[ReviewMilestone]", situation.acts(ReviewGrants(error=error, speaks=speaks)))
    return [pair for act in acts for pair in zip(act.accounts.tolist(), act.bps.tolist(), strict=True)]


def test_reviewers_who_do_not_err_accept_what_was_done_and_nothing_else() -> None:
    assert verdicts(done=True) == [(1, 10_000), (2, 10_000), (3, 10_000)]
    assert verdicts(done=False) == [(1, 0), (2, 0), (3, 0)]


def test_reviewers_speak_once_an_epoch_before_the_end_or_not_at_all() -> None:
    spoke = [bool(verdicts(done=True, left=weeks * WEEK + 120)) for weeks in (3, 2, 1, 0)]
    assert spoke == [False, False, True, False]
    assert verdicts(done=True, speaks=0.0) == []


def test_the_more_reviewers_err_the_less_what_they_accept_says() -> None:
    situation = creators(500)
    situation.facts["offered"] = tuple(
        grant(number, 0, 1, state=ACTIVE, left=WEEK, milestone=MilestoneState.SUBMITTED)
        for number in range(1, 301)
    )
    situation.view["delivered"] = frozenset((number, 0) for number in range(1, 151))

    def gap(error: float) -> float:
        acts: ReviewMilestone = situation.act(ReviewGrants(error=error))
        done = acts.grants <= 150
        assert set((acts.bps % 500).tolist()) == {0}
        return float(acts.bps[done].mean() - acts.bps[~done].mean()) / 10_000

    gaps = [gap(error) for error in (0.0, 0.5, 2.0)]
    assert gaps[0] == 1.0
    assert 1.0 > gaps[1] > gaps[2] > 0.0


def test_reviews_of_opened_grants_last_until_reviewers_speak() -> None:
    situation = creators(5)
    situation.facts["treasured"] = 8 * ETHER
    ((opened, *_),) = situation.act(OpenGrants(every=1, first=0)).actions
    assert isinstance(opened, OpenGrant)
    left = opened.review_period - WEEK  # in the epoch after evidence is submitted
    assert 0 < left <= WEEK
