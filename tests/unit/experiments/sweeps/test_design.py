"""Which points a design has."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import polars as pl
import pytest
from SALib.sample import latin, sobol

from dao_sim.experiments.sweeps.design import Grid, points_of, points_table, problem
from tests.unit.experiments.sweeps.kit import LEVIES, YEARS, experiment

LEVY = {"key": "levy", "low": 0.0, "high": 0.3}
SUPPLY = {"key": "supply", "low": 10, "high": 1_000, "scale": "log"}
MEMBERS = {"key": "members", "low": 3, "high": 6, "integer": True}


def drawn(kind: str, points: int, *factors: dict[str, Any], seed: int = 7, **terms: Any) -> list[Any]:
    given = experiment(design={"kind": kind, "points": points, **terms}, factors=factors, seed=seed)
    assert given.flaw() is None
    return list(points_of(given))


def test_a_grid_has_every_combination_the_last_factor_fastest() -> None:
    points = points_of(experiment())
    combinations = itertools.product(LEVIES["values"], YEARS["values"])
    assert list(points) == [{"levy": levy, "years": years} for levy, years in combinations]
    assert points[-1] == points[len(points) - 1] == {"levy": 0.2, "years": 5}
    assert points[1:3] == [points[1], points[2]]


def test_a_grid_may_be_larger_than_memory() -> None:
    grid = Grid({name: range(1_000) for name in "abcd"})
    assert len(grid) == 10**12
    assert grid[123_456_789_012] == {"a": 123, "b": 456, "c": 789, "d": 12}


def test_a_list_takes_the_first_values_then_the_second() -> None:
    years = {"key": "years", "values": (1, 2, 3, 4)}
    points = points_of(experiment(design={"kind": "list"}, factors=(LEVIES, years)))
    pairs = zip(LEVIES["values"], (1, 2, 3, 4), strict=True)
    assert list(points) == [{"levy": levy, "years": year} for levy, year in pairs]


@pytest.mark.parametrize("kind", ["grid", "list"])
def test_without_factors_the_scenario_itself_is_the_point(kind: str) -> None:
    assert list(points_of(experiment(design={"kind": kind}, factors=()))) == [{}]


def test_a_latin_hypercube_has_one_value_in_each_part_of_every_range() -> None:
    points = drawn("latin-hypercube", 20, LEVY, SUPPLY)
    frame = points_table(points, ("levy", "supply"))
    parts = np.sort(np.floor(frame["levy"].to_numpy() / 0.3 * 20))
    assert parts.tolist() == list(range(20))
    tenfold = np.sort(np.floor((np.log10(frame["supply"].to_numpy()) - 1) / 2 * 20))
    assert tenfold.tolist() == list(range(20))


def test_a_sobol_design_is_saltelli_s() -> None:
    """Blocks of A, A with one column of B each, and B: what SALib's analysis takes for granted."""
    points = drawn("sobol", 16, LEVY, SUPPLY)
    assert len(points) == 16 * (2 + 2)
    assert len(drawn("sobol", 16, LEVY, SUPPLY, second_order=True)) == 16 * (2 * 2 + 2)
    for a, levy_of_b, supply_of_b, b in zip(*[iter(points)] * 4, strict=True):
        assert levy_of_b == {"levy": b["levy"], "supply": a["supply"]}
        assert supply_of_b == {"levy": a["levy"], "supply": b["supply"]}


@pytest.mark.parametrize("kind", ["latin-hypercube", "sobol"])
def test_a_drawn_design_is_what_salib_draws_with_its_seed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dao_sim.experiments.sweeps.design._seed", lambda _experiment: 5)
    given = experiment(design={"kind": kind, "points": 32}, factors=(LEVY, SUPPLY))
    ours = [list(point.values()) for point in points_of(given)]
    if kind == "sobol":
        theirs = sobol.sample(problem(given), 32, calc_second_order=False, seed=5)
    else:
        theirs = latin.sample(problem(given), 32, seed=5)
    assert ours == theirs.tolist()


@pytest.mark.parametrize("kind", ["latin-hypercube", "sobol"])
def test_whole_numbers_are_drawn_evenly_with_both_ends(kind: str) -> None:
    drawn_members = [point["members"] for point in drawn(kind, 64, MEMBERS)]
    assert {type(each) for each in drawn_members} == {int}
    counts = [drawn_members.count(each) for each in (3, 4, 5, 6)]
    assert sum(counts) == len(drawn_members)
    assert min(counts) >= len(drawn_members) // 4 - 2


@pytest.mark.parametrize("kind", ["latin-hypercube", "sobol"])
def test_the_same_seed_draws_the_same_and_another_another(kind: str) -> None:
    assert drawn(kind, 8, LEVY) == drawn(kind, 8, LEVY)
    assert drawn(kind, 8, LEVY) != drawn(kind, 8, LEVY, seed=8)


@pytest.mark.parametrize(
    ("values", "dtype", "cells"),
    [
        ([1, 2], pl.Int64, [1, 2]),
        ([1, 2.5], pl.Float64, [1.0, 2.5]),
        (["0%", "5%"], pl.String, ["0%", "5%"]),
        ([True, False], pl.Boolean, [True, False]),
        ([True, 1], pl.String, ["true", "1"]),
        ([10**30, 1], pl.String, [str(10**30), "1"]),
        ([[1, 2], {"b": 1, "a": "x"}], pl.String, ["[1, 2]", '{"a": "x", "b": 1}']),
    ],
)
def test_the_table_of_points_holds_each_factor_as_what_it_is(
    values: list[Any], dtype: type[pl.DataType], cells: list[Any]
) -> None:
    table = points_table([{"factor": value} for value in values], ("factor",))
    assert table["point"].to_list() == [0, 1]
    assert table.schema == {"point": pl.Int64, "factor": dtype}
    assert table["factor"].to_list() == cells
