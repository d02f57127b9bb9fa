"""A picture of a family of works: parents above, what derives from them below, each arrow with its share."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_INK, _OWN, _OTHER, _LINE = "#333333", "#2f6f9f", "#8a8a8a", "#bbbbbb"
_WIDTH, _HEIGHT, _MOST = 1.5, 1.3, 40.0


class Edge(NamedTuple):
    """A parent, what derives from it, and what is written at the arrow."""

    parent: int
    child: int
    label: str


def lineage_chart(work: int, edges: Sequence[Edge], *, title: str) -> bytes:
    """Draws the family of `work`, which may be alone, and returns the PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    places = _places(work, edges)
    across = max(x for x, _ in places.values()) - min(x for x, _ in places.values()) + 2
    down = max(y for _, y in places.values()) + 2
    size = (min(max(5.0, across * _WIDTH), _MOST), min(max(2.5, down * _HEIGHT), _MOST))
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, color=_INK, parse_math=False)
    axes.axis("off")
    for edge in edges:
        start, end = places[edge.parent], places[edge.child]
        arrow = {"arrowstyle": "->", "color": _LINE, "shrinkA": 16, "shrinkB": 16}
        axes.annotate("", xy=end, xytext=start, arrowprops=arrow)
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        axes.text(*middle, edge.label, fontsize=7, color=_INK, ha="center", bbox=box, parse_math=False)
    for number, (x, y) in places.items():
        colour = _OWN if number == work else _OTHER
        axes.scatter([x], [y], s=700, color=colour, zorder=3)
        axes.text(x, y, str(number), color="white", ha="center", va="center", zorder=4, weight="bold")
    axes.margins(0.25)
    axes.invert_yaxis()
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _places(work: int, edges: Sequence[Edge]) -> Mapping[int, tuple[float, float]]:
    """Where each work stands: below all of its parents, beside those of its generation."""
    generation: dict[int, int] = dict.fromkeys(sorted({work, *(edge.parent for edge in edges)}), 0)
    for edge in sorted(edges, key=lambda edge: edge.child):
        generation[edge.child] = max(generation.get(edge.child, 0), generation[edge.parent] + 1)
    rows: dict[int, list[int]] = defaultdict(list)
    for number in sorted(generation):
        rows[generation[number]].append(number)
    return {
        number: (at - (len(row) - 1) / 2, float(depth))
        for depth, row in rows.items()
        for at, number in enumerate(row)
    }
