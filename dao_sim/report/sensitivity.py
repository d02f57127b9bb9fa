"""Charts of what matters: Sobol indices as bars, and differences from the first point as a forest plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dao_sim.report.canvas import COLOURS, INK, cut, dress, legend, new_figure, panels, readable, to_png

if TYPE_CHECKING:
    import polars as pl

MOST_POINTS, MOST_PANELS = 30, 4
"""Rows and panels of one forest plot."""
SURE = 0.05
"""The corrected p below which a difference is said not to be chance."""
_GREY, _WIDE = "#9a9a9a", 46


def sobol_chart(tables: Mapping[str, pl.DataFrame], *, title: str) -> bytes:
    """Draws a panel per measure, of what `sobol_indices` gives; returns the PNG."""
    columns = min(3, len(tables))
    rows = -(-len(tables) // columns)
    factors = len(next(iter(tables.values())))
    figure = new_figure(max(1.5 + 4 * columns, 6), 1.3 + (0.7 + 0.5 * factors) * rows, title)
    drawn = panels(figure, len(tables), columns)
    for axes, (measure, table) in zip(drawn, tables.items(), strict=True):
        for order, shift, shade in (("first", -0.2, COLOURS[0]), ("total", 0.2, "#9db4c5")):
            index = table[order].fill_null(0.0)
            error = (table[f"{order}_high"] - table[order]).fill_null(0.0).to_list()
            places = [place + shift for place in range(factors)]
            label = "first order: the factor alone" if order == "first" else "total order: with all others"
            axes.barh(
                places, index.to_list(), 0.38, color=shade, xerr=error, ecolor=INK, capsize=2, label=label
            )
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(range(factors), [cut(name) for name in table["factor"]], parse_math=False)
        axes.invert_yaxis()
        dress(axes, readable(measure), grid="x")
    legend(figure, drawn[0])
    return to_png(figure)


def forest_chart(
    table: pl.DataFrame, measures: Sequence[str], names: Mapping[int, str], first: str, *, title: str
) -> bytes:
    """Draws a panel per measure of what `comparisons` gives; `names` are the points'; returns the PNG.

    What chance alone may have made (corrected p of `SURE` or more) is grey.
    """
    import polars as pl

    height = 1.5 + 0.32 * max(len(names), 3)
    figure = new_figure(max(3 + 3.2 * len(measures), 7), height, title)
    drawn = panels(figure, len(measures), len(measures))
    for number, (axes, measure) in enumerate(zip(drawn, measures, strict=True)):
        places = {point: place for place, point in enumerate(names)}
        for row in table.filter(pl.col("measure") == measure).iter_rows(named=True):
            if row["difference"] is None:
                continue
            sure = row["p_corrected"] is not None and row["p_corrected"] < SURE
            shade, place = COLOURS[0] if sure else _GREY, places[row["second"]]
            if row["low"] is not None:
                axes.plot([row["low"], row["high"]], [place, place], color=shade, linewidth=1.8)
            axes.plot([row["difference"]], [place], color=shade, marker="o", markersize=5, linestyle="")
        axes.axvline(0, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.set_ylim(len(names) - 0.5, -0.5)
        labels = [cut(name, _WIDE) for name in names.values()] if not number else []
        axes.set_yticks(range(len(names)) if labels else [], labels, parse_math=False)
        dress(axes, readable(measure), grid="x")
        axes.set_xlabel(f"more than {cut(first, 36)}", fontsize=8, color=INK, parse_math=False)
    return to_png(figure)
