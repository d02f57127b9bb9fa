"""A chart of a matching round: what the grants got, and how that compares with what was published."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_BARS = 25
_GIVEN, _MATCH, _INK = "#9db4c5", "#2f6f9f", "#333333"
_LONGEST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A grant, in dollars; `estimate` is what was published, None where nothing was."""

    name: str
    contributed: float
    match: float
    estimate: float | None


def matching_chart(bars: Sequence[Bar], *, pearson: float | None, title: str) -> bytes:
    """Draws the grants with the largest matches, and all of them against the estimates; returns the PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    largest = sorted(bars, key=lambda each: -each.match)[:MOST_BARS]
    compared = [each for each in bars if each.estimate is not None]
    figure = Figure(figsize=(13 if compared else 8, 2 + 0.28 * max(len(largest), 12)), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=14, color=_INK, wrap=True, parse_math=False)
    panels = figure.subplots(1, 2 if compared else 1, squeeze=False)[0]
    _largest(panels[0], largest, len(bars))
    if compared:
        _against(panels[1], compared, pearson)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _largest(axes: Axes, largest: Sequence[Bar], count: int) -> None:
    places = range(len(largest))
    given = [each.contributed for each in largest]
    axes.barh(places, given, color=_GIVEN, label="contributed")
    axes.barh(places, [each.match for each in largest], left=given, color=_MATCH, label="match")
    names = [each.name if len(each.name) <= _LONGEST else f"{each.name[:_LONGEST]}…" for each in largest]
    axes.set_yticks(places, names, fontsize=8, parse_math=False)
    axes.invert_yaxis()
    title = (
        "What grants got" if count <= MOST_BARS else f"What the {MOST_BARS} grants with the largest match got"
    )
    axes.set_title(title, loc="left", fontsize=10, color=_INK)
    axes.legend(loc="lower right", frameon=False)
    _dress(axes, "x")


def _against(axes: Axes, compared: Sequence[Bar], pearson: float | None) -> None:
    published = [each.estimate or 0.0 for each in compared]
    matches = [each.match for each in compared]
    most = max(*published, *matches, 1.0) * 1.05
    axes.plot([0, most], [0, most], color=_INK, linewidth=1, linestyle=(0, (4, 2)), label="the same")
    axes.plot(published, matches, "o", color=_MATCH, markersize=4, label="a grant")
    said = "" if pearson is None else f": Pearson {pearson:.4f}"
    axes.set_title(f"Against the published estimates{said}", loc="left", fontsize=10, color=_INK)
    axes.set(xlim=(0, most), ylim=(0, most))
    axes.set_ylabel("match, dollars", color=_INK)
    axes.legend(loc="upper left", frameon=False)
    _dress(axes, "both")
    axes.set_xlabel("published estimate, dollars", color=_INK)


def _dress(axes: Axes, grid: str) -> None:
    axes.set_xlabel("dollars", color=_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x" if grid == "x" else "both", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
