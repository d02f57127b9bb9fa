"""Charts of how measures answer to factors: curves of one factor, and a heat map of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dao_sim.report.canvas import COLOURS, INK, cut, dress, new_figure, number, panels, readable, to_png

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.axes import Axes

MOST_FACTORS, MOST_MEASURES = 4, 4
"""Columns and rows of one chart of curves."""
_LABELLED = 7
"""Up to that many cells side by side say their value."""


class Curve(NamedTuple):
    """A measure along a factor.

    `levels`: columns `level`, `mean`, `low`, `high`, of a factor that was set to a few. Of one that was
    drawn: `points` (columns `level`, `value`: a point's mean) and `line` (the same columns) through them;
    `log` if that was on a logarithmic scale.
    """

    levels: pl.DataFrame | None = None
    points: pl.DataFrame | None = None
    line: pl.DataFrame | None = None
    log: bool = False


def response_chart(curves: Mapping[str, Mapping[str, Curve]], *, title: str) -> bytes:
    """Draws a row of panels per measure, a column per factor, by their names; returns the PNG."""
    rows, columns = len(curves), len(next(iter(curves.values())))
    figure = new_figure(max(1.2 + 3.2 * columns, 5.5), 1 + 2.3 * rows, title)
    drawn = iter(panels(figure, rows * columns, columns))
    for measure, by_factor in curves.items():
        for place, (factor, curve) in enumerate(by_factor.items()):
            axes = next(drawn)
            _curve(axes, curve)
            dress(axes, "" if place else readable(measure))
            axes.set_xlabel(cut(factor), fontsize=8, color=INK, parse_math=False)
    return to_png(figure)


def _curve(axes: Axes, curve: Curve) -> None:
    if curve.log:
        axes.set_xscale("log")
    if curve.levels is not None:
        _levels(axes, curve.levels)
    if curve.points is not None:
        axes.scatter(
            curve.points["level"], curve.points["value"], s=9, color=COLOURS[0], alpha=0.35, linewidth=0
        )
    if curve.line is not None:
        axes.plot(curve.line["level"], curve.line["value"], color=COLOURS[1], linewidth=2)


def _levels(axes: Axes, levels: pl.DataFrame) -> None:
    from matplotlib.ticker import MaxNLocator

    numeric = levels["level"].dtype.is_numeric()
    across: Sequence[Any] = levels["level"].to_list() if numeric else range(len(levels))
    means = levels["mean"].to_list()
    known = levels.select("mean", "low", "high").fill_null(float("nan"))
    errors = [(known["mean"] - known["low"]).to_list(), (known["high"] - known["mean"]).to_list()]
    axes.errorbar(
        across,
        means,
        yerr=errors,
        color=COLOURS[0],
        linewidth=1.5 if numeric else 0,
        elinewidth=1.2,
        marker="o",
        markersize=4,
        capsize=3,
    )
    if numeric:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=levels["level"].dtype.is_integer()))
    else:
        names = [cut(str(level), 14) for level in levels["level"]]
        axes.set_xticks(across, names, rotation=30 if len(names) > 3 else 0)
        axes.margins(x=0.15)


def heat_chart(tables: Mapping[str, pl.DataFrame], across: str, up: str, *, title: str) -> bytes:
    """Draws a panel per measure, of a mean (`mean`) for each two levels of the factors; returns the PNG."""
    columns = min(3, len(tables))
    rows = -(-len(tables) // columns)
    figure = new_figure(max(1 + 4 * columns, 5.5), 1 + 3.3 * rows, title)
    for axes, (measure, table) in zip(panels(figure, len(tables), columns), tables.items(), strict=True):
        _heat(axes, table, across, up)
        axes.set_title(readable(measure), loc="left", fontsize=10, color=INK, parse_math=False)
        axes.set_xlabel(cut(across), fontsize=9, color=INK, parse_math=False)
        axes.set_ylabel(cut(up), fontsize=9, color=INK, parse_math=False)
    return to_png(figure)


def _heat(axes: Axes, table: pl.DataFrame, across: str, up: str) -> None:
    import numpy as np

    kinds = [table[name].unique(maintain_order=True) for name in (across, up)]
    levels = [(kind.sort() if kind.dtype.is_numeric() else kind).to_list() for kind in kinds]
    values = np.full((len(levels[1]), len(levels[0])), np.nan)
    for column, row, mean in table.select(across, up, "mean").iter_rows():
        values[levels[1].index(row), levels[0].index(column)] = np.nan if mean is None else mean
    image = axes.imshow(values, cmap="Blues", aspect="auto", origin="lower")
    axes.figure.colorbar(image, ax=axes, fraction=0.05).ax.tick_params(labelsize=7)
    for set_ticks, names in zip((axes.set_xticks, axes.set_yticks), levels, strict=True):
        step = -(-len(names) // 12)
        set_ticks(
            range(0, len(names), step),
            [cut(number(name) if isinstance(name, float) else str(name), 12) for name in names[::step]],
            fontsize=8,
        )
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    if len(levels[0]) > _LABELLED:
        return
    middle = (np.nanmin(values) + np.nanmax(values)) / 2
    for (row, column), value in np.ndenumerate(values):
        shade = "white" if value > middle else INK
        text = "–" if np.isnan(value) else number(value)
        axes.text(column, row, text, ha="center", va="center", fontsize=7, color=shade)
