"""What every behaviour must do. Subclass `BehaviourConformance` with a `behaviour` fixture and run pytest.

    class TestMyBehaviour(BehaviourConformance):
        @pytest.fixture
        def behaviour(self) -> Behaviour:
            return MyBehaviour(rate=0.5)

What it decides is its own business; that a run can be repeated and believed in is tested here, on the views
of a small co-op (`dao_sim.testing.situations`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, cast, get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import ValidationError

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.columns import check
from dao_sim.ledger.intents import Intent, Vote
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act, Attend, Promise
from dao_sim.sim.view import View
from dao_sim.testing.situations import EPOCHS, draws_of, situations
from dao_sim.testing.views import Relabelled, arrays, contents, renumbered

Ids = NDArray[np.int64]

_FOR_OTHERS = {"Transfer", "Promise", "Endow", "Mint", "Admit"}
"""Acts that bind or move others, too: loans, bargains. All else everybody does for itself."""


class BehaviourConformance:
    """The whole suite. Fixtures a subclass gives: `behaviour`."""

    def test_the_same_view_and_draws_give_the_same_acts(self, behaviour: Behaviour) -> None:
        for view, members in _asked():
            first = behaviour.decide(view, members, draws_of(view))
            assert rows_of(first) == rows_of(behaviour.decide(view, members, draws_of(view)))

    def test_a_view_stays_as_it_was(self, behaviour: Behaviour) -> None:
        for view, members in _asked():
            before = _print(view)
            behaviour.decide(view, members, draws_of(view))
            assert _print(view) == before

    def test_acts_can_be_carried_out(self, behaviour: Behaviour) -> None:
        """Columns of one length; its own accounts where they act for themselves; votes on what is open."""
        for view, members in _asked():
            for act in behaviour.decide(view, members, draws_of(view)):
                check(cast("Intent", act), len(view.cash), view.coops)
                _check_own(act, view, members)
                if isinstance(act, (Vote, Attend, Promise)):
                    assert act.proposal in {proposal.number for proposal in view.coop.open}
                if isinstance(act, (Vote, Promise)):
                    assert np.isin(act.supports, (0, 1, 2)).all()

    def test_the_order_of_cohorts_changes_nothing(self, behaviour: Behaviour) -> None:
        """Cohorts are listed the other way round, so that everybody has another number.

        Draws stay with their people, and ties in their order. Rows of acts must be the same, each with its
        people under their new numbers, in any order; fractions to nine digits, as sums are in another order.
        """
        for view, members in _asked():
            moved = Relabelled(view)
            theirs = behaviour.decide(moved.view, np.sort(moved.new[members]), moved.draws(draws_of(view)))
            back = [renumbered(act, moved.old) for act in theirs]
            assert rows_of(back) == rows_of(behaviour.decide(view, members, draws_of(view)))

    def test_nobody_does_nothing(self, behaviour: Behaviour) -> None:
        for view, _ in _asked():
            nobody = np.zeros(0, dtype=np.int64)
            assert rows_of(behaviour.decide(view, nobody, draws_of(view))) == []

    def test_one_alone_can_be_asked(self, behaviour: Behaviour) -> None:
        for view, members in _asked():
            for alone in (members[:1], members[-1:]):
                for act in behaviour.decide(view, alone, draws_of(view)):
                    _check_own(act, view, alone)

    def test_nonsense_is_refused(self, behaviour: Behaviour) -> None:
        """A key that it has not, and numbers beyond a parameter's range: each has one."""
        kind, given = type(behaviour), behaviour.model_dump()
        with pytest.raises(ValidationError):
            kind(**{**given, "no such parameter": 1})
        for name, field in kind.model_fields.items():
            if float not in _kinds(field.annotation) and int not in _kinds(field.annotation):
                continue
            for value in (-1e30, 1e30, float("nan"), float("inf"), "many"):
                with pytest.raises(ValidationError):
                    kind(**{**given, name: value})


def acts_in_all_views(behaviour: Behaviour) -> list[Act]:
    """All that it does in the views that the suite tries."""
    return [act for view, members in _asked() for act in behaviour.decide(view, members, draws_of(view))]


def rows_of(acts: Sequence[Act]) -> list[str]:
    """Every row of every act as text, sorted: what is done, whatever the order."""
    return sorted(row for act in acts for row in _rows(act))


def _rows(act: Act) -> Iterator[str]:
    columns = {each.name: getattr(act, each.name) for each in fields(act)}
    single = {name: value for name, value in columns.items() if not hasattr(value, "__len__")}
    listed = {
        name: value.tolist() if isinstance(value, (np.ndarray, Amounts)) else list(value)
        for name, value in columns.items()
        if name not in single
    }
    for place in range(max((len(value) for value in listed.values()), default=1)):
        row = {name: _written(value[place]) for name, value in listed.items() if value}
        yield f"{type(act).__name__} {single} {row}"


def _written(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.9g}"
    return str(value)


def _asked() -> Iterator[tuple[View, Ids]]:
    """Every view, and who is asked in it: in turns everybody, and some cohorts."""
    for place, view in enumerate(situations()):
        if (place + place // EPOCHS) % 2:
            yield view, np.arange(view.people.size)
        else:
            spans = [view.people.accounts(name) for name in view.people.cohort_names[::2]]
            yield view, np.concatenate([np.arange(span.start, span.stop) for span in spans])


def _print(view: View) -> list[tuple[str, bytes]]:
    return [
        (where, array.tobytes()) for name, value in contents(view) for where, array in arrays(name, value)
    ]


def _check_own(act: Act, view: View, members: Ids) -> None:
    if type(act).__name__ in _FOR_OTHERS:
        return
    acting = getattr(act, "accounts", getattr(act, "senders", np.zeros(0, dtype=np.int64)))
    strangers = acting[(acting < view.people.size) & ~np.isin(acting, members)]
    assert not len(strangers), f"{type(act).__name__} of {strangers.tolist()}, who were not asked"


def _kinds(annotation: Any) -> set[Any]:
    inner = get_args(annotation)
    return {annotation} if not inner else {kind for each in inner for kind in _kinds(each)}
