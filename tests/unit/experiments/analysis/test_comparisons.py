"""Differences between points, against definitions counted out by hand, and scipy itself."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis import Results, comparisons
from dao_sim.experiments.analysis.effects import cliffs_delta, cohens_dz, paired_p

SMALL = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=8)


def results(**columns: list[list[float | None]]) -> Results:
    """A list per point of what its replications gave, by measure."""
    rows = {
        (point, replication): {"point": point, "replication": replication}
        for values in columns.values()
        for point, replications in enumerate(values)
        for replication in range(len(replications))
    }
    for measure, values in columns.items():
        for (point, replication), row in rows.items():
            row[measure] = values[point][replication]  # type: ignore[assignment]
    return Results(pl.DataFrame(list(rows.values())))


@given(SMALL, SMALL)
def test_cliff_s_delta_is_counted_over_all_pairs(first: list[float], second: list[float]) -> None:
    signs = [np.sign(b - a) for a, b in product(first, second)]
    assert cliffs_delta(np.array(first), np.array(second)) == pytest.approx(np.mean(signs))


@given(SMALL)
def test_few_pairs_are_tested_over_all_signs(differences: list[float]) -> None:
    values = np.array(differences)
    means = np.array([np.mean(values * signs) for signs in product((-1, 1), repeat=len(values))])
    expected = np.mean(np.abs(means) >= abs(values.mean()) - 1e-12)
    test, p = paired_p(values)
    assert test == "permutation"
    assert p == pytest.approx(min(1.0, expected))


def test_many_pairs_are_tested_by_ranks() -> None:
    differences = np.random.default_rng(1).normal(0.4, 1.0, size=40)
    test, p = paired_p(differences)
    assert test == "wilcoxon"
    assert p == pytest.approx(stats.wilcoxon(differences, method="exact").pvalue)


def test_p_is_uniform_where_nothing_differs() -> None:
    draws = np.random.default_rng(2).normal(size=(300, 20))
    found = np.array([paired_p(row)[1] for row in draws], dtype=float)
    assert stats.kstest(found, "uniform").pvalue > 0.01


def test_the_effect_is_in_deviations_of_the_difference() -> None:
    assert cohens_dz(np.array([1.0, 2.0, 3.0])) == pytest.approx(2.0)
    assert cohens_dz(np.array([0.0, 0.0])) == 0.0
    assert cohens_dz(np.array([1.0, 1.0])) is None
    assert cohens_dz(np.array([])) is None


def test_replications_are_paired() -> None:
    noise = np.random.default_rng(4).normal(0, 100, size=30)
    found = comparisons(results(income=[noise.tolist(), (noise + 1 + noise / 1000).tolist()]))
    (row,) = found.to_dicts()
    assert (row["first"], row["second"], row["pairs"]) == (0, 1, 30)
    assert row["difference"] == pytest.approx(1 + noise.mean() / 1000)
    assert 0.9 < row["low"] < row["difference"] < row["high"] < 1.1
    assert row["cohens_dz"] > 5
    assert abs(row["cliffs_delta"]) < 0.1
    assert row["p"] == row["p_corrected"] < 1e-5


def test_only_replications_that_both_gave_are_compared() -> None:
    found = comparisons(results(income=[[1.0, None, 3.0, 5.0], [2.0, 9.0, None, 8.0]]))
    assert found.select("pairs", "difference").row(0) == (2, 2.0)


def test_p_is_corrected_over_all_measures_and_pairs() -> None:
    draws = np.random.default_rng(6).normal(size=(2, 4, 15)) + np.arange(4).reshape(1, 4, 1) / 2
    table = results(a=draws[0].tolist(), b=draws[1].tolist())
    holm, bh = (comparisons(table, correction=by) for by in ("holm", "benjamini-hochberg"))
    assert holm["p"].equals(bh["p"])

    p = holm["p"].to_numpy()
    assert bh["p_corrected"].to_numpy() == pytest.approx(stats.false_discovery_control(p))
    ascending = np.argsort(p)
    expected = np.minimum(1, np.maximum.accumulate(p[ascending] * np.arange(6, 0, -1)))
    assert holm["p_corrected"].to_numpy()[ascending] == pytest.approx(expected)


def test_any_pairs_may_be_asked_for() -> None:
    table = results(a=[[1.0, 2.0], [2.0, 2.0], [4.0, 5.0]], b=[[0.0, 0.0]] * 3)
    found = comparisons(table, measures=["a"], pairs=[(2, 1), (0, 2)])
    assert found.select("first", "second", "difference").rows() == [(2, 1, -2.5), (0, 2, 3.0)]
    same = comparisons(table, measures=["b"])
    assert same["p_corrected"].to_list() == [1.0, 1.0]
    assert same["cohens_dz"].to_list() == [0.0, 0.0]


def test_a_point_without_runs_is_compared_with_nothing() -> None:
    found = comparisons(results(a=[[1.0, 2.0], [None, None], [2.0, 4.0]]))
    assert found.row(0)[3:] == (0, None, None, None, None, None, None, None, None)
    assert found["p_corrected"].to_list() == [None, 0.5]


def test_one_point_has_nothing_to_be_compared_with() -> None:
    assert comparisons(results(a=[[1.0, 2.0]])).is_empty()


def test_what_is_not_there_is_named() -> None:
    table = results(a=[[1.0], [2.0]])
    with pytest.raises(BadInput, match=r"no such point.*point=7"):
        comparisons(table, pairs=[(0, 7)])
    with pytest.raises(BadInput, match="must be holm or benjamini-hochberg"):
        comparisons(table, correction="none")  # type: ignore[arg-type]
