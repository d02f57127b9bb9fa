"""The suite catches behaviours that do what none may."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Delegate, Vote
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Attend
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.testing.behaviour import BehaviourConformance
from dao_sim.testing.situations import situations

SUITE = BehaviourConformance()


@pytest.fixture(autouse=True)
def _views_that_others_do_not_share() -> Iterator[None]:
    yield
    situations.cache_clear()


class _Wrong(Behaviour):
    name: ClassVar[str] = "wrong"
    phase: ClassVar[str] = "vote"


class _Remembers(_Wrong):
    """Says something else each time it is asked."""

    asked: ClassVar[list[int]] = []

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        self.asked.append(len(self.asked))
        return [Delegate(accounts=members[:1], delegates=np.array([len(self.asked) % 3]))]


class _Spends(_Wrong):
    """Takes what it sees for its own."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        view.cash.put(members[:1], Amounts.of([0] * len(members[:1])))
        return []


class _Writes(_Wrong):
    """Makes people content by writing so."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        view.memory.satisfaction[members] = 1.0
        return []


class _Impersonates(_Wrong):
    """Comes to votes as somebody else."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        strangers = np.setdiff1d(np.arange(view.people.size), members)
        return [Attend(proposal=each.number, accounts=strangers) for each in view.coop.open]


class _VotesOnNothing(_Wrong):
    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [Vote(proposal=77, accounts=members, supports=np.ones(len(members), dtype=np.int8))]


class _VotesNonsense(_Wrong):
    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [
            Vote(proposal=each.number, accounts=members, supports=np.full(len(members), 3, dtype=np.int8))
            for each in view.coop.open
        ]


class _Uneven(_Wrong):
    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [Delegate(accounts=members, delegates=members[1:])]


class _FirstComes(_Wrong):
    """Picks whoever has the lowest number."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [Attend(proposal=each.number, accounts=members[:1]) for each in view.coop.open]


class _Busybody(_Wrong):
    """Acts though nobody is asked."""

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [Delegate(accounts=np.array([0]), delegates=np.array([1]))]


class _Unbounded(_Wrong):
    rate: float = 0.5

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return []


@pytest.mark.parametrize(
    ("wrong", "test"),
    [
        (_Remembers, SUITE.test_the_same_view_and_draws_give_the_same_acts),
        (_Spends, SUITE.test_a_view_stays_as_it_was),
        (_Writes, SUITE.test_a_view_stays_as_it_was),
        (_Impersonates, SUITE.test_acts_can_be_carried_out),
        (_VotesOnNothing, SUITE.test_acts_can_be_carried_out),
        (_VotesNonsense, SUITE.test_acts_can_be_carried_out),
        (_Uneven, SUITE.test_acts_can_be_carried_out),
        (_FirstComes, SUITE.test_the_order_of_cohorts_changes_nothing),
        (_Busybody, SUITE.test_nobody_does_nothing),
        (_Busybody, SUITE.test_one_alone_can_be_asked),
        (_Unbounded, SUITE.test_nonsense_is_refused),
    ],
)
def test_the_suite_catches(wrong: type[Behaviour], test: Callable[[Behaviour], None]) -> None:
    with pytest.raises((AssertionError, ValueError, BadInput, pytest.fail.Exception)):
        test(wrong())
