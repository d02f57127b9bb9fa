"""In the random scenarios something happens: everything that can, and everything that cannot is tried."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, get_args

import pytest

from dao_sim.ledger.actions import Action
from dao_sim.ledger.intents import Intent
from dao_sim.sim.behaviour import Behaviour, known
from dao_sim.sim.scenario import read
from tests.property.scenarios.sections import toml
from tests.property.scenarios.twice import FIRST, SECOND, Seen, run
from tests.property.scenarios.written import written

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NEVER_REFUSED = {"Endow", "Delegate"}
NOT_REACHED: set[str] = set()
"""Intents and actions that no random scenario has yet."""


def _names(union: Any) -> set[str]:
    return {kind.__name__ for kind in get_args(union)}


def _counting(decide: Callable[..., Sequence[Any]], acted: Counter[str]) -> Callable[..., Sequence[Any]]:
    def counted(self: Behaviour, *seen: Any) -> Sequence[Any]:
        acts = decide(self, *seen)
        acted[self.name] += len(acts) > 0
        return acts

    return counted


def test_everything_is_done_refused_executed_and_acted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing here is to be made likelier in `written`, or to be a meddler's wish."""
    seen, acted = Seen(), Counter[str]()
    for kind in known().values():
        monkeypatch.setattr(kind, "decide", _counting(kind.decide, acted))
    for seed in (*FIRST, *SECOND):
        run(read(written(seed), None), "array", seen=seen)
    assert _names(Intent) - NOT_REACHED == set(+seen.done)
    assert _names(Intent) - NOT_REACHED - NEVER_REFUSED == {kind for kind, _ in seen.refused}
    assert _names(Action) - NOT_REACHED == set(seen.executed)
    assert set(known()) == set(+acted)
    assert len(seen.refused) >= 70, "so many pairs of an intent and a reason are tried"


def test_a_scenario_that_is_shown_is_the_one_that_ran() -> None:
    for seed in FIRST[:40]:
        assert tomllib.loads(toml(written(seed))) == written(seed)
