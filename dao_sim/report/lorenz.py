"""A chart of who holds how much: the Lorenz curve, beside the line on which all would hold the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import SupportsFloat

MOST_POINTS = 2_000
"""More could not be told apart."""

_CURVE, _AREA, _INK = "#2f6f9f", "#c9dcea", "#333333"


def lorenz_chart(points: Sequence[SupportsFloat], *, gini: float, majority: int, title: str) -> bytes:
    """Draws what share the i smallest holders have, for i from 0 to all of them, and returns the PNG.

    `points` are n + 1 for n holders, from 0 to 1; `majority` is how few of the largest hold more than half.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import PercentFormatter

    holders = len(points) - 1
    step = -(-holders // MOST_POINTS)
    # the last steps are the largest: where points are left out, the end of the curve keeps all of its own
    places = sorted({*range(0, holders, step), *range(max(0, holders - MOST_POINTS // 4), holders + 1)})
    across, held = [place / holders for place in places], [float(points[place]) for place in places]
    figure = Figure(figsize=(7, 6.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle=(0, (4, 2)), label="all hold the same")
    axes.fill_between(across, held, across, color=_AREA, label=f"Gini {gini:.3f}: twice this area")
    marker = "o" if holders <= 30 else ""
    axes.plot(across, held, color=_CURVE, linewidth=2, marker=marker, markersize=4, label="the Lorenz curve")
    start = (holders - majority) / holders, float(points[holders - majority])
    axes.plot(*start, marker="D", color="#d9742b", linestyle="", label=_majority(majority, holders))
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_xlabel("Holders, from the smallest to the largest", color=_INK)
    axes.set_ylabel("What they hold together", color=_INK)
    axes.xaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.legend(loc="upper left", frameon=False)
    figure.suptitle(title, fontsize=13, color=_INK, wrap=True, parse_math=False)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _majority(count: int, holders: int) -> str:
    who = "the largest holds" if count == 1 else f"the {count:,} largest hold"
    return f"from here on, {who} more than half, of {holders:,}"
