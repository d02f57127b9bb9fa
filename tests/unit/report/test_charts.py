"""What charts are drawn of: figures over time, Lorenz curves whose Gini is exact, what is in a picture."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest
from matplotlib.figure import Figure

from dao_sim.metrics.inequality import gini
from dao_sim.report import response, series, spread
from dao_sim.report.canvas import cut, parts
from dao_sim.report.response import Curve, heat_chart, response_chart
from dao_sim.report.series import series_chart, series_of
from dao_sim.report.spread import lorenz_panels, rank_panels

WEI = 10**18


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """The figures that charts are made of, once they are written."""
    figures: list[Figure] = []

    def keep(figure: Figure) -> bytes:
        figure.draw_without_rendering()
        figures.append(figure)
        return b""

    for module in (series, spread, response):
        monkeypatch.setattr(module, "to_png", keep)
    return figures


def epochs() -> pl.DataFrame:
    """Two variants, eleven replications: replication r is r above 0, the second variant 100 above."""
    rows: list[dict[str, Any]] = [
        {
            "variant": name,
            "replication": replication,
            "epoch": epoch,
            "turnout": 100.0 * variant + replication + epoch,
            "levy_bps": 250,
            "treasury": Decimal(epoch * WEI),
            "rule": "token",
            "unknown": None,
        }
        for variant, name in enumerate(("co-op", "platform"))
        for epoch in range(3)
        for replication in range(11)
    ]
    schema: dict[str, Any] = {"treasury": pl.Decimal(38, 0), "unknown": pl.Float64}
    return pl.DataFrame(rows, schema_overrides=schema).sample(fraction=1, shuffle=True, seed=1)


def test_lines_are_medians_and_bands_quantiles_of_the_replications() -> None:
    turnout, levy, treasury = series_of(epochs())
    assert [turnout.title, levy.title, treasury.title] == ["turnout", "levy, %", "treasury, ETH"]
    one, other = turnout.lines
    assert (one.name, other.name) == ("co-op", "platform")
    assert list(one.epochs) == [0, 1, 2]
    assert list(one.median) == [5, 6, 7]
    assert list(other.low) == [101, 102, 103]
    assert list(other.high) == [109, 110, 111]
    assert list(levy.lines[0].median) == [2.5] * 3
    assert list(treasury.lines[1].median) == [0, 1, 2]


def test_co_ops_of_a_federation_are_lines_of_their_own() -> None:
    table = epochs().filter(pl.col("variant") == "co-op")
    both = pl.concat([table.with_columns(coop=pl.lit(coop)) for coop in (0, 1)])
    assert [line.name for line in series_of(both)[0].lines] == ["0", "1"]


def test_what_is_not_known_of_an_epoch_is_a_gap(drawn: list[Figure]) -> None:
    table = epochs().with_columns(turnout=pl.when(pl.col("epoch") != 1).then("turnout"))
    found = series_of(table)
    assert math.isnan(found[0].lines[0].median[1])
    series_chart(found, title="Over time")
    panel = drawn[0].axes[0]
    assert panel.get_title(loc="left") == "turnout"
    assert [line.get_label() for line in panel.get_lines()] == ["co-op", "platform"]


@pytest.mark.parametrize("count", [1, 7, 60])
def test_the_gini_beside_a_curve_is_the_exact_one(count: int, drawn: list[Figure]) -> None:
    values = np.random.default_rng(count).integers(0, 10**6, size=(3, count)) + 1
    exact = sum(float(gini(row)) for row in values.tolist()) / 3
    samples = {"co-op": [row.astype(float) for row in values], "empty": [np.zeros(3)]}
    lorenz_panels({"tokens": samples}, title="Tokens")
    legend = drawn[0].axes[0].get_legend()
    assert legend is not None
    labels = [text.get_text() for text in legend.get_texts()]
    assert labels == [f"co-op: Gini {exact:.3f}", "empty: nobody holds any"]
    curve = drawn[0].axes[0].get_lines()[1].get_ydata()
    assert (curve[0], curve[-1]) == pytest.approx((0, 1))  # type: ignore[index]


def test_ranks_leave_out_what_earns_nothing(drawn: list[Figure]) -> None:
    earned = np.array([0.0, 3.0, 1.0, 0.0, 2.0])
    rank_panels({"income": {"co-op": [earned, earned[:1]]}}, title="Income")
    line, nothing = drawn[0].axes[0].get_lines()
    assert list(line.get_xdata()) == [1, 2, 3]  # type: ignore[arg-type]
    assert list(line.get_ydata()) == [3, 2, 1]  # type: ignore[arg-type]
    assert list(nothing.get_ydata()) == []  # type: ignore[arg-type]


def test_many_ranks_are_thinned_and_keep_both_ends(drawn: list[Figure]) -> None:
    rank_panels({"income": {"": [np.arange(1.0, 100_001.0)]}}, title="Income")
    ranks = np.asarray(drawn[0].axes[0].get_lines()[0].get_xdata())
    assert (ranks[0], ranks[-1]) == (1, 100_000)
    assert len(ranks) <= 2_000


def test_responses_are_a_row_per_measure_and_a_column_per_factor(drawn: list[Figure]) -> None:
    words = pl.DataFrame({"level": ["a", "b"], "mean": [1.0, 2.0], "low": [0.5, None], "high": [1.5, None]})
    cloud = pl.DataFrame({"level": [0.1, 0.2], "value": [1.0, 2.0]})
    row = {"rule": Curve(levels=words), "levy": Curve(points=cloud, line=cloud)}
    response_chart({"gini_income": row, "variety": row}, title="Responses")
    assert [axes.get_xlabel() for axes in drawn[0].axes] == ["rule", "levy"] * 2
    assert [axes.get_title(loc="left") for axes in drawn[0].axes] == ["gini income", "", "variety", ""]
    assert [text.get_text() for text in drawn[0].axes[0].get_xticklabels()] == ["a", "b"]


def test_a_heat_map_puts_each_mean_where_its_levels_meet(drawn: list[Figure]) -> None:
    table = pl.DataFrame({"levy": [0.2, 0.1, 0.2], "rule": ["a", "a", "b"], "mean": [3.0, 1.0, 7.5]})
    heat_chart({"variety": table}, "levy", "rule", title="Heat")
    axes = drawn[0].axes[0]
    said = {text.get_position(): text.get_text() for text in axes.texts}
    assert said == {(0, 0): "1", (1, 0): "3", (0, 1): "–", (1, 1): "7.5"}
    assert [text.get_text() for text in axes.get_xticklabels()] == ["0.1", "0.2"]


def test_parts_are_as_equal_as_can_be() -> None:
    assert [len(part) for part in parts(range(21), 20)] == [10, 11]
    assert list(parts([], 4)) == []
    assert cut("a long name of a measure that nobody wrote", 10) == "a long na…"
