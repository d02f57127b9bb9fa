"""Sobol indices of the Ishigami function, whose closed form is known, and curves that are known too."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from SALib.sample import sobol

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis import Bootstrap, Results, levels, smooth, sobol_indices

FACTORS = ("x1", "x2", "x3")
PROBLEM = {"num_vars": 3, "names": list(FACTORS), "bounds": [[-math.pi, math.pi]] * 3}
A, B = 7.0, 0.1


def ishigami(x: NDArray[np.float64]) -> NDArray[np.float64]:
    y: NDArray[np.float64] = np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])
    return y


def closed_form() -> tuple[list[float], list[float]]:
    """T. Ishigami and T. Homma (1990): first and total order."""
    one = 0.5 * (1 + B * math.pi**4 / 5) ** 2
    two, both = A**2 / 8, 8 * B**2 * math.pi**8 / 225
    whole = one + two + both
    return [one / whole, two / whole, 0.0], [(one + both) / whole, two / whole, both / whole]


def designed(base: int, *, second: bool = False, replications: int = 1) -> Results:
    points = sobol.sample(PROBLEM, base, calc_second_order=second, seed=5)
    noise = np.random.default_rng(9).normal(0, 0.01, size=(replications, 1))
    values = (ishigami(points) + noise).T.ravel()
    columns = {name: points[:, place].repeat(replications) for place, name in enumerate(FACTORS)}
    where = np.repeat(np.arange(len(points)), replications), np.tile(np.arange(replications), len(points))
    return Results(
        pl.DataFrame({"point": where[0], "replication": where[1], **columns, "y": values}), FACTORS
    )


@pytest.mark.parametrize("second", [False, True])
def test_the_indices_are_those_of_the_closed_form(second: bool) -> None:
    found = sobol_indices(designed(1024, second=second, replications=2), "y")
    first, total = closed_form()
    assert found["factor"].to_list() == list(FACTORS)
    assert found["first"].to_list() == pytest.approx(first, abs=0.04)
    assert found["total"].to_list() == pytest.approx(total, abs=0.04)
    for order, truth in (("first", first), ("total", total)):
        assert (found[f"{order}_low"] <= pl.Series(truth) + 1e-9).all()
        assert (found[f"{order}_high"] >= pl.Series(truth) - 1e-9).all()
    assert found["base"].to_list() == [1024] * 3


@pytest.mark.parametrize("seed", [0, 3])
def test_the_seed_decides_the_intervals(seed: int) -> None:
    design = designed(64)
    found, again = (sobol_indices(design, "y", bootstrap=Bootstrap(seed=seed)) for _ in range(2))
    other = sobol_indices(design, "y", bootstrap=Bootstrap(seed=seed + 1))
    assert found.equals(again)
    assert found["first"].equals(other["first"])
    assert not found["first_low"].equals(other["first_low"])


def test_a_base_sample_of_which_a_run_failed_is_left_out_whole() -> None:
    design = designed(64)
    lost = design.frame.with_columns(y=pl.when(pl.col("point").is_in([0, 3, 12])).then(None).otherwise("y"))
    rest = Results(design.frame.filter(~pl.col("point").is_in([*range(5), *range(10, 15)])), FACTORS)
    found = sobol_indices(Results(lost, FACTORS), "y")
    assert found["base"].to_list() == [62] * 3
    with pytest.raises(BadInput, match="not those of a Saltelli design"):
        sobol_indices(rest, "y")
    none = design.frame.with_columns(y=pl.lit(None, pl.Float64))
    with pytest.raises(BadInput, match=r"too few whole base samples.*left=0"):
        sobol_indices(Results(none, FACTORS), "y")


def test_a_measure_that_does_not_vary_has_no_indices() -> None:
    frame = designed(8).frame.with_columns(y=pl.lit(2.5))
    found = sobol_indices(Results(frame, FACTORS), "y")
    assert found["first"].to_list() == found["total"].to_list() == [None] * 3


def grid() -> Results:
    """Two factors and five replications; `y` is 10 · levy, plus what a replication adds to all alike."""
    rows = [
        (levy * 2 + rule, replication, levy / 10, ("token", "member")[rule], levy + rule + replication / 10)
        for levy in range(3)
        for rule in range(2)
        for replication in range(5)
    ]
    columns = ["point", "replication", "levy", "rule", "y"]
    return Results(pl.DataFrame(rows, schema=columns, orient="row"), ("levy", "rule"))


def test_a_level_s_mean_is_over_all_others() -> None:
    found = levels(grid(), "levy", "y")
    assert found["level"].to_list() == [0.0, 0.1, 0.2]
    assert found["replications"].to_list() == [5] * 3
    assert found["mean"].to_list() == pytest.approx([0.7, 1.7, 2.7])
    assert (found["high"] - found["low"]).max() < 0.35


def test_a_run_that_failed_does_not_make_levels_differ_in_something_else() -> None:
    lost = (pl.col("levy") == 0.1) & (pl.col("rule") == "member") & (pl.col("replication") < 4)
    failed = grid().frame.with_columns(y=pl.when(~lost).then("y"))
    found = levels(Results(failed, ("levy", "rule")), "levy", "y")
    assert found["mean"].diff().drop_nulls().to_list() == pytest.approx([1.0, 1.0])
    listed = grid().frame.filter((pl.col("levy") < 0.15) == (pl.col("rule") == "token"))
    assert levels(Results(listed, ("levy", "rule")), "levy", "y")["mean"].to_list() == pytest.approx(
        [0.2, 1.2, 3.2]
    )


def test_levels_that_are_words_come_as_their_points_do() -> None:
    found = levels(grid(), "rule", "y")
    assert found["level"].to_list() == ["token", "member"]
    assert found["mean"].to_list() == pytest.approx([1.2, 2.2])


def test_one_replication_says_nothing_of_chance() -> None:
    alone = grid().frame.filter(pl.col("replication") == 0)
    found = levels(Results(alone, ("levy", "rule")), "levy", "y")
    assert found["low"].to_list() == [None] * 3


@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e6])
def test_a_line_is_smoothed_to_itself(scale: float) -> None:
    across = np.random.default_rng(8).uniform(0, scale, size=60)
    frame = pl.DataFrame(
        {"point": range(60), "replication": [0] * 60, "x": across, "y": 3 * across / scale + 1}
    )
    found = smooth(Results(frame, ("x",)), "x", "y")
    assert (found["level"][0], found["level"][-1]) == (across.min(), across.max())
    assert found["value"].to_numpy() == pytest.approx(3 * found["level"].to_numpy() / scale + 1)


def test_a_factor_that_was_drawn_by_its_logarithm_is_smoothed_by_it() -> None:
    across = np.geomspace(0.01, 1, 40)
    frame = pl.DataFrame({"point": range(40), "x": across, "y": np.log10(across)}).with_columns(replication=0)
    found = smooth(Results(frame, ("x",)), "x", "y", log=True)
    assert found["value"].to_numpy() == pytest.approx(np.log10(found["level"].to_numpy()))
    assert found["level"].to_numpy() == pytest.approx(np.geomspace(0.01, 1, 50))
    with pytest.raises(BadInput, match="above 0 on a logarithmic scale"):
        smooth(Results(frame.with_columns(pl.col("x") - 0.01), ("x",)), "x", "y", log=True)


def test_a_curve_needs_numbers_and_some_of_them() -> None:
    with pytest.raises(BadInput, match="a factor that is a number"):
        smooth(grid(), "rule", "y")
    two = grid().frame.filter(pl.col("levy") < 0.15)
    assert smooth(Results(two, ("levy", "rule")), "levy", "y").is_empty()
    with pytest.raises(BadInput, match="no such factor"):
        levels(grid(), "y", "levy")
