"""Attackers do what their names say, and exactly as much as they can pay for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.intents import Pay, Transfer, Vote
from dao_sim.metrics.bribery import Voter, informed_bribe
from dao_sim.sim.behaviour import named
from dao_sim.sim.plans import Act, Join, Leave, Promise
from dao_sim.sim.view import View
from dao_sim.units import MemberClass, Support, Wei
from tests.unit.sim.behaviours.scenes import ETHER, all_of, drawn, makers, scene, vote

MINE = PayOut(account=0, amount=Wei(ETHER))
"""A tenth of the treasury, for account 0."""


def acts_of(name: str, view: View, members: Sequence[int] | None = None, **terms: Any) -> list[Act]:
    asked = all_of(view) if members is None else np.array(members, dtype=np.int64)
    return list(named(name)(**terms).decide(view, asked, drawn(view)))


@dataclass
class Bribery:
    """The briber is account 0; the voters after it have tastes, weights, and voted the last time or not."""

    spirits: Sequence[float]
    weights: Sequence[int]
    came: Sequence[bool]
    quorum: float = 0.0
    vote_cost: float = 0.0

    def view(self) -> View:
        size = len(self.weights) + 1
        shares = np.array([0, *self.weights]) / sum(self.weights)
        taste = [[0.0, 0.0], *([0.0, spirit] for spirit in self.spirits)]
        proposal = vote(size, MINE, weight_share=shares, quorum_share=self.quorum)
        return scene(
            makers(1, wealth="50"),
            {**makers(size - 1), "name": "voters"},
            taste=taste,
            open_=[proposal],
            memory={"voted": np.array([False, *self.came])},
            vote_cost=self.vote_cost,
        )

    def bought(self, **terms: Any) -> tuple[list[int], int, list[int]]:
        """Who is paid, how much in all, and how they are bound."""
        given: dict[str, Any] = {"bribable": 1.0, "price": 0.01, "budget": 100.0, "least": 0.1, **terms}
        acts = acts_of("briber", self.view(), [0], **given)
        if not acts:
            return [], 0, []
        pay, promise = acts
        assert isinstance(pay, Pay)
        assert isinstance(promise, Promise)
        assert pay.recipients.tolist() == promise.accounts.tolist()
        assert set(pay.senders.tolist()) == {0}
        return pay.recipients.tolist(), pay.amounts.total(), promise.supports.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_a_briber_pays_what_the_cheapest_bribe_costs(seed: int) -> None:
    """By `metrics.bribery`, of voters with the same weights, prices and ballots; where no quorum is short."""
    random = np.random.default_rng(seed)
    count = int(random.integers(2, 9))
    spirits = random.uniform(-1, 1, count).round(3).tolist()
    weights = random.integers(1, 9, count).tolist()
    came = (random.random(count) < 0.7).tolist()
    case = Bribery(spirits, weights, came)
    sellers, cost, bound = case.bought()
    gains = [(spirit + 1.0 - abs(spirit) / 2.0) / 2.0 - 0.1 for spirit in spirits]
    voters = [
        Voter(
            weight=weight,
            price=int(0.01 * (1 + max(-gain, 0.0)) * 10**9) * 10**9,
            support=(Support.FOR if gain > 0 else Support.AGAINST) if there else None,
        )
        for weight, gain, there in zip(weights, gains, came, strict=True)
    ]
    lead = sum(v.weight * (1 if v.support == Support.FOR else -1) for v in voters if v.support is not None)
    assert cost == pytest.approx(informed_bribe(voters, adopt=True).cost, abs=2 * 10**9 * max(count, 1))
    assert bound == [Support.FOR] * len(sellers)
    after = lead + sum(
        voters[who - 1].weight * (2 if voters[who - 1].support == Support.AGAINST else 1) for who in sellers
    )
    assert after > 0


def test_a_quorum_that_is_short_is_bought_too() -> None:
    case = Bribery([1.0] * 10, [1] * 10, [True, *[False] * 9], quorum=0.55)
    sellers, cost, _ = case.bought()
    assert len(sellers) == 5
    assert cost == 5 * 10**16


@pytest.mark.parametrize("terms", [{"budget": 0.01}, {"bribable": 0.0}, {"price": 1_000.0, "budget": 1e9}])
def test_a_bribe_that_does_not_decide_or_cannot_be_paid_is_not_begun(terms: dict[str, Any]) -> None:
    case = Bribery([-1.0] * 4, [1] * 4, [True] * 4)
    assert len(case.bought()[0]) == 3
    assert case.bought(**terms) == ([], 0, [])


def test_what_hardly_pays_is_not_worth_a_bribe() -> None:
    """Account 0 gets an ETH and pays a fifth of it; beside a vote that costs 0.2 ETH that is 0.8."""
    case = Bribery([-1.0] * 4, [1] * 4, [True] * 4, vote_cost=0.2)
    assert len(case.bought(least=0.79)[0]) == 3
    assert case.bought(least=0.81) == ([], 0, [])


def test_what_passes_anyway_is_not_bought() -> None:
    assert Bribery([1.0] * 4, [1] * 4, [True] * 4).bought() == ([], 0, [])


def test_who_is_bound_or_has_voted_is_not_for_sale() -> None:
    view = Bribery([-1.0] * 3, [1] * 3, [True] * 3).view()
    (proposal,) = view.coop.open
    bound = vote(
        4, MINE, promised=np.array([-1, 0, -1, -1], dtype=np.int8), weight_share=proposal.weight_share
    )
    given: dict[str, Any] = {"bribable": 1.0, "least": 0.1}
    assert acts_of("briber", scene(makers(4), open_=[bound]), [0], **given) == []


def test_a_cartel_votes_as_one_for_what_it_gains_by_together() -> None:
    """0 gets what all pay a quarter of: with 1 it gains, while 1 alone would lose."""
    view = scene(makers(4), open_=[vote(4, MINE)], vote_cost=0.5)
    (promise,) = acts_of("cartel", view, [0, 1])
    assert isinstance(promise, Promise)
    assert promise.accounts.tolist() == [0, 1]
    assert promise.supports.tolist() == [Support.FOR] * 2
    (promise,) = acts_of("cartel", view, [1, 2, 3])
    assert isinstance(promise, Promise)
    assert promise.supports.tolist() == [Support.AGAINST] * 3


def test_what_one_of_a_cartel_gets_outweighs_what_many_lose_less_of() -> None:
    """All pay a twentieth of what 0 gets: nine of ten lose by it, who feel it as a vote costs little."""
    view = scene(makers(20), open_=[vote(20, MINE)], vote_cost=1e-6)
    (promise,) = acts_of("cartel", view, list(range(10)))
    assert isinstance(promise, Promise)
    assert promise.supports.tolist() == [Support.FOR] * 10


def test_a_sybil_splits_evenly_and_takes_its_class() -> None:
    view = scene(makers(1, tokens="100"), {**makers(4, tokens="0"), "name": "reserve", "member": False})
    join, transfer = acts_of("sybil", view, each=4)
    assert isinstance(join, Join)
    assert isinstance(transfer, Transfer)
    assert join.accounts.tolist() == transfer.recipients.tolist() == [1, 2, 3, 4]
    assert set(join.classes.tolist()) == {MemberClass.CREATOR}
    assert transfer.amounts.tolist() == [20 * ETHER] * 4
    first_two = acts_of("sybil", view, each=2)[1]
    assert isinstance(first_two, Transfer)
    assert first_two.amounts.tolist() == [20 * ETHER] * 2  # a fifth each, though two wait
    assert acts_of("sybil", view, start=9) == []


def test_a_flash_loan_is_given_back_in_the_same_moment() -> None:
    view = scene(
        {**makers(2, tokens="0"), "name": "attackers"},
        {**makers(1, tokens="1000"), "name": "pool"},
        open_=[vote(3, MINE)],
    )
    there, ballot, back = acts_of("flash_loan", view, [0, 1], pool="pool")
    assert isinstance(there, Transfer)
    assert isinstance(ballot, Vote)
    assert isinstance(back, Transfer)
    assert there.senders.tolist() == back.recipients.tolist() == [2]
    assert there.recipients.tolist() == ballot.accounts.tolist() == back.senders.tolist()
    assert there.amounts == back.amounts
    assert there.amounts.tolist() == [1_000 * ETHER]


def test_a_free_rider_comes_for_the_treasury_and_goes_with_it() -> None:
    cohorts = (makers(3), {**makers(2), "name": "riders", "member": False})
    (join,) = acts_of("free_rider", scene(*cohorts), [3, 4], worth=2.0)
    assert isinstance(join, Join)
    assert join.accounts.tolist() == [3, 4]
    assert acts_of("free_rider", scene(*cohorts), [3, 4], worth=4.0) == []
    (leave,) = acts_of("free_rider", scene(makers(3), treasury=0), [0, 1, 2])
    assert isinstance(leave, Leave)
    assert leave.accounts.tolist() == [0, 1, 2]
