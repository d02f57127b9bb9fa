"""A chart of a run over time: a small panel per figure, a line per variant, a band over its replications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dao_sim.report.canvas import colour, cut, dress, legend, new_figure, panels, readable, to_png

if TYPE_CHECKING:
    import polars as pl

LOW, HIGH = 0.1, 0.9
"""The quantiles of the replications that the band lies between."""
MOST_PANELS = 20
_COLUMNS, _WIDTH, _HEIGHT = 4, 12.0, 1.9
_AMOUNT, _PERCENT = 10.0**18, 100.0
_KEYS = ("variant", "coop")
_OF_TOKENS = {"supply", "tokens", "votes"}


class Line(NamedTuple):
    """One variant's figure over time; equally many of each. NaN where nothing is known."""

    name: str
    epochs: Sequence[int]
    median: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


class Series(NamedTuple):
    """A column over time, and how it is called."""

    title: str
    lines: Sequence[Line]


def series_of(epochs: pl.DataFrame) -> list[Series]:
    """Every numeric column of a table with `epoch`, `replication`, perhaps `variant` and `coop`, and others.

    Amounts (decimals, in the smallest unit) in whole ETH or tokens, basis points in percent; columns without
    any value are left out.
    """
    import polars as pl
    import polars.selectors as cs

    keys = [key for key in _KEYS if key in epochs.columns and epochs[key].n_unique() > 1]
    named = {*_KEYS, "epoch", "replication"}
    found = []
    for name in (name for name in epochs.select(cs.numeric()).columns if name not in named):
        if epochs[name].null_count() == len(epochs):
            continue
        unit, title = _unit(name, decimal=epochs[name].dtype.is_decimal())
        value = pl.col(name).cast(pl.Float64) / unit
        table = epochs.group_by(*keys, "epoch").agg(
            value.median().alias("median"),
            value.quantile(LOW, "linear").alias("low"),
            value.quantile(HIGH, "linear").alias("high"),
        )
        found.append(Series(title, _lines(table.sort(*keys, "epoch"), keys)))
    return found


def unit_of(column: str) -> str:
    """What 10^18 of an amount in a column are."""
    return "tokens" if column in _OF_TOKENS else "ETH"


def series_chart(series: Sequence[Series], *, title: str) -> bytes:
    """Draws at most `MOST_PANELS` series, each in its panel, and returns the PNG."""
    from matplotlib.ticker import MaxNLocator

    columns = min(_COLUMNS, len(series))
    rows = -(-len(series) // columns)
    figure = new_figure(_WIDTH * columns / _COLUMNS + (columns == 1) * 3, 1.2 + _HEIGHT * rows, title)
    drawn = panels(figure, len(series), columns, sharex=True)
    for axes, (name, lines) in zip(drawn, series, strict=True):
        for place, line in enumerate(lines):
            marker = "o" if len(line.epochs) == 1 else ""
            axes.fill_between(line.epochs, line.low, line.high, color=colour(place), alpha=0.14, linewidth=0)
            axes.plot(
                line.epochs, line.median, color=colour(place), linewidth=1.5, marker=marker, label=line.name
            )
        dress(axes, name)
        axes.ticklabel_format(axis="y", useOffset=False, scilimits=(-4, 6))
        axes.yaxis.get_offset_text().set_fontsize(7)
        axes.xaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True))
    for axes in drawn[-columns:]:
        axes.set_xlabel("epoch", fontsize=8, color="#333333")
        axes.tick_params(axis="x", labelbottom=True)
    if len(series[0].lines) > 1:
        legend(figure, drawn[0])
    return to_png(figure)


def _unit(name: str, *, decimal: bool) -> tuple[float, str]:
    if decimal:
        return _AMOUNT, f"{readable(name)}, {unit_of(name)}"
    if name.endswith("_bps"):
        return _PERCENT, f"{readable(name.removesuffix('_bps'))}, %"
    return 1.0, readable(name)


def _lines(table: pl.DataFrame, keys: Sequence[str]) -> list[Line]:
    import polars as pl

    groups = table.partition_by(*keys, maintain_order=True) if keys else [table]
    return [
        Line(
            cut(", ".join(str(group[key][0]) for key in keys)),
            group["epoch"].to_list(),
            *(group[name].cast(pl.Float64).fill_null(float("nan")).to_list() for name in Line._fields[2:]),
        )
        for group in groups
    ]
