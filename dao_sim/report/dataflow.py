"""A picture of where data comes from and where it goes: holders, the dataset, and its licences."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

_INK, _OWN, _OTHER, _STOPPED, _LINE = "#333333", "#2f6f9f", "#8a8a8a", "#b5483a", "#bbbbbb"
_HEIGHT, _MOST = 0.6, 40.0
_LEFT, _MIDDLE, _RIGHT = 0.0, 1.0, 2.0


class End(NamedTuple):
    """A holder or a licence: what it is called, what is written at its arrow, and whether it goes on."""

    name: str
    label: str
    live: bool


def dataflow_chart(title: str, sources: Sequence[End], uses: Sequence[End], *, is_open: bool) -> bytes:
    """Draws holders on the left, licences on the right, and returns the PNG. What is stopped is red."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = max(len(sources), len(uses), 3)
    figure = Figure(figsize=(9.0, min(rows * _HEIGHT + 1, _MOST)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, color=_INK, parse_math=False)
    axes.axis("off")
    axes.set_xlim(_LEFT - 0.45, _RIGHT + 0.45)
    axes.set_ylim(rows / 2 + 0.5, -rows / 2 - 0.5)
    for ends, x, side in ((sources, _LEFT, "right"), (uses, _RIGHT, "left")):
        for (name, label, live), y in zip(ends, heights(len(ends)), strict=True):
            start, end = ((x, y), (_MIDDLE, 0.0)) if x < _MIDDLE else ((_MIDDLE, 0.0), (x, y))
            arrow = {"arrowstyle": "->", "color": _LINE if live else _STOPPED, "shrinkA": 8, "shrinkB": 8}
            axes.annotate("", xy=end, xytext=start, arrowprops=arrow)
            axes.text(
                (x + _MIDDLE) / 2,
                y / 2,
                label,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
                fontsize=7,
                color=_INK,
                ha="center",
                va="center",
                parse_math=False,
            )
            axes.scatter([x], [y], s=40, color=_OTHER if live else _STOPPED, zorder=3)
            shift = -0.04 if side == "right" else 0.04
            axes.text(x + shift, y, name, fontsize=8, color=_INK, ha=side, va="center", parse_math=False)
    axes.scatter([_MIDDLE], [0.0], s=500, color=_OWN if is_open else _STOPPED, zorder=3)
    if not is_open or any(not end.live for end in (*sources, *uses)):
        axes.text(_MIDDLE, rows / 2 + 0.3, "red: stopped", fontsize=7, color=_STOPPED, ha="center")
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def heights(count: int) -> list[float]:
    """Where `count` ends stand below each other, around 0 and a row apart."""
    return [place - (count - 1) / 2 for place in range(count)]
