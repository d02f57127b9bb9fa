"""A picture of a family of works: parents above, what derives from them below, each arrow with its share."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_INK, _OWN, _OTHER, _LINE = "#333333", "#2f6f9f", "#8a8a8a", "#bbbbbb"
_WIDTH, _HEIGHT, _MOST = 1.5, 1.3, 40.0


Point = tuple[float, float]
Pair = tuple[int, int]
"""A parent, and what derives from it."""


class Edge(NamedTuple):
    """A parent, what derives from it, and what is written at the arrow."""

    parent: int
    child: int
    label: str


def lineage_chart(work: int, edges: Sequence[Edge], *, title: str) -> bytes:
    """Draws the family of `work`, which may be alone, and returns the PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    places, ways = _places(work, edges)
    points = [*places.values(), *(point for way in ways.values() for point in way)]
    across = max(x for x, _ in points) - min(x for x, _ in points) + 2
    down = max(y for _, y in points) + 2
    size = (min(max(5.0, across * _WIDTH), _MOST), min(max(2.5, down * _HEIGHT), _MOST))
    figure = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.set_title(title, color=_INK, parse_math=False)
    axes.axis("off")
    for edge in edges:
        *first, start, end = way = ways[edge.parent, edge.child]
        axes.plot([x for x, _ in way[:-1]], [y for _, y in way[:-1]], color=_LINE, linewidth=1, zorder=1)
        arrow = {"arrowstyle": "->", "color": _LINE, "shrinkA": 0 if first else 16, "shrinkB": 16}
        axes.annotate("", xy=end, xytext=start, arrowprops=arrow)
        middle = ((way[0][0] + way[1][0]) / 2, (way[0][1] + way[1][1]) / 2)
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


def _places(work: int, edges: Sequence[Edge]) -> tuple[Mapping[int, Point], Mapping[Pair, Sequence[Point]]]:
    """Where each work stands, below its parents and beside those of its generation; and each arrow's way.

    An arrow that leaves out generations has a place among each of them, so that it crosses no work.
    """
    generation: dict[int, int] = dict.fromkeys(sorted({work, *(edge.parent for edge in edges)}), 0)
    for edge in sorted(edges, key=lambda edge: edge.child):
        generation[edge.child] = max(generation.get(edge.child, 0), generation[edge.parent] + 1)
    rows: dict[int, list[int | Pair]] = defaultdict(list)
    for number in sorted(generation):
        rows[generation[number]].append(number)
    for parent, child, _label in edges:
        for depth in range(generation[parent] + 1, generation[child]):
            rows[depth].append((parent, child))
    at = {
        (key, depth): (place - (len(row) - 1) / 2, float(depth))
        for depth, row in rows.items()
        for place, key in enumerate(row)
    }
    places = {number: at[number, depth] for number, depth in generation.items()}
    return places, {
        (parent, child): [
            places[parent],
            *(at[(parent, child), depth] for depth in range(generation[parent] + 1, generation[child])),
            places[child],
        ]
        for parent, child, _label in edges
    }
