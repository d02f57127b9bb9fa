"""A chart of a count: what each option got, and in a run-off, round by round."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from dao_sim.metrics.tallies.outcome import Tally
from dao_sim.units import format_amount, short_amount

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 30
"""Of more options, those with most are shown."""

_WINNER, _OUT, _OTHER, _EXHAUSTED, _INK = "#2f6f9f", "#d9742b", "#9db4c5", "#e4e0d8", "#333333"
_LONGEST_NAME = 28
_WIDTH, _INCHES_PER_BAR, _INCHES_PER_PANEL = 8.0, 0.42, 0.75
_ROOM_FOR_LABELS = 1.25
_EXHAUSTED_NAME = "exhausted:"
"""With a sign that no ballot can have in an option's name."""
_SHORT_ENOUGH = 9
"""Letters of a figure that need no shortening."""
_LEAST_PERCENT, _MANY = 0.01, 10_000


def readable(amount: int, decimals: int) -> str:
    """An amount for a screen or a chart: exact where it is short, and never a zero that is none."""
    exact = format_amount(amount, decimals)
    return exact if len(exact) <= _SHORT_ENOUGH or amount < 10**decimals else short_amount(amount, decimals)


def tally_chart(tally: Tally, *, title: str, decimals: int) -> bytes:
    """Draws the totals, or in a run-off one panel per round, and returns the PNG.

    Amounts in the tally are in units of 10^-decimals. Each bar says its share of all that was cast; in a
    run-off a dotted line is half of what still counts, which an option must exceed to win.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    panels = _panels(tally)
    bars = [len(panel.totals) for panel in panels]
    height = sum(bars) * _INCHES_PER_BAR + len(panels) * _INCHES_PER_PANEL + 1.1
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=14, color=_INK, wrap=True, parse_math=False)
    drawn = figure.subplots(len(panels), 1, squeeze=False, sharex=True, height_ratios=bars)[:, 0]
    for axes, panel in zip(drawn, panels, strict=True):
        _bars(axes, panel, whole=tally.cast, unit=10**decimals, decimals=decimals)
        _dress(axes, panel.title)
        if panel.half:
            axes.axvline(panel.half / 10**decimals, color=_INK, linewidth=1, linestyle=":")
    longest = max(max(panel.totals.values()) for panel in panels) / 10**decimals
    drawn[-1].set_xlim(0, longest * _ROOM_FOR_LABELS or 1)
    drawn[-1].set_xlabel("votes (dotted: half of those that still count)" if tally.rounds else "votes")
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


class _Panel(NamedTuple):
    title: str
    totals: Mapping[str, int]
    """By bar, from above to below."""
    colours: Mapping[str, str]
    """Of bars that stand out."""
    half: float | None = None


def _panels(tally: Tally) -> list[_Panel]:
    if not tally.rounds:
        largest = set(sorted(tally.totals, key=lambda name: -tally.totals[name])[:MOST_BARS])
        shown = {name: total for name, total in tally.totals.items() if name in largest}
        fewer = len(shown) < len(tally.totals)
        title = f"The {len(shown)} of {len(tally.totals)} options with most" if fewer else "All options"
        return [_Panel(title, shown, {tally.winner: _WINNER})]
    panels = []
    for number, each in enumerate(tally.rounds, start=1):
        end = f"{_cut(tally.winner)} wins" if each.eliminated is None else f"{_cut(each.eliminated)} is out"
        ties = ", by the order of the options" if each.tied else ""
        bars = {**each.totals, **({_EXHAUSTED_NAME: each.exhausted} if each.exhausted else {})}
        special = (tally.winner, _WINNER) if each.eliminated is None else (each.eliminated, _OUT)
        colours = dict([special, (_EXHAUSTED_NAME, _EXHAUSTED)])
        half = sum(each.totals.values()) / 2
        panels.append(_Panel(f"Round {number}: {end}{ties}", bars, colours, half))
    return panels


def _bars(axes: Axes, panel: _Panel, *, whole: int, unit: int, decimals: int) -> None:
    from matplotlib.ticker import FuncFormatter

    places = range(len(panel.totals))
    widths = [total / unit for total in panel.totals.values()]
    colours = [panel.colours.get(name, _OTHER) for name in panel.totals]
    axes.barh(places, widths, color=colours, height=0.7)
    for place, total in enumerate(panel.totals.values()):
        axes.annotate(
            f"{readable(total, decimals)}{_share(total, whole)}",
            (total / unit, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=_INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},  # the dotted line may cross it
        )
    axes.set_yticks(places, [_cut(name) for name in panel.totals])
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: _tick(value)))


def _share(part: int, whole: int) -> str:
    percent = 100 * part / whole if whole else 0.0
    return f"  ({percent:.3g} %)" if percent >= _LEAST_PERCENT else ""


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _tick(value: float) -> str:
    if value < _MANY:
        return f"{value:,.6g}"
    figure, _, places = short_amount(int(value), 0).partition(".")
    scale = places.lstrip("0123456789")
    places = places.removesuffix(scale).rstrip("0")
    return f"{figure}.{places}{scale}" if places else f"{figure}{scale}"


def _dress(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=10, color=_INK, parse_math=False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
