"""A sweep can vary which of a scenario's variants runs."""

from __future__ import annotations

from typing import Any

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.running.measure import scenario_of
from dao_sim.experiments.sweeps import RunSpec

PEOPLE = {"cohorts": [{"name": "makers", "class": "creator", "size": 3}]}
LEVIES = [
    {"name": "none", "set": {"charter.royalties.levy": "0%"}},
    {"name": "high", "set": {"charter.royalties.levy": "30%", "horizon": 9}},
]


def spec(overrides: dict[str, Any], variants: list[dict[str, Any]] = LEVIES) -> RunSpec:
    terms = {"title": "Levies", "charter": {"name": "Co-op"}, "population": PEOPLE, "variants": variants}
    return RunSpec(scenario=terms, overrides=overrides, seed=1, replication=0, point=0)


def test_it_is_set_before_everything_else() -> None:
    found = scenario_of(spec({"horizon": 4, "variant": "high"}))
    assert (found.charters()[0].royalties.levy, found.horizon, found.variants) == (3_000, 4, ())


def test_without_one_the_scenario_itself_runs() -> None:
    assert scenario_of(spec({})).horizon == 26


def test_an_unknown_one_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput) as raised:
        scenario_of(spec({"variant": "low"}))
    assert raised.value.hint == "there are none, high"
    with pytest.raises(BadInput, match="variant"):
        scenario_of(spec({"variant": "low"}, []))
