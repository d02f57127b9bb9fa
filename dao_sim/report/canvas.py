"""What charts of many panels share: figures, colours, and how a panel is dressed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, GRID = "#333333", "#dddddd"
COLOURS = ("#2f6f9f", "#d9742b", "#6b7f3f", "#8a6aa3", "#b5495b", "#4f9d9d", "#c9a227", "#7f7f7f")
_LONGEST = 30

T = TypeVar("T")


def colour(place: int) -> str:
    """What the variant at that place is drawn in, everywhere."""
    return COLOURS[place % len(COLOURS)]


def readable(name: str) -> str:
    """A column's name as words, cut where it is long."""
    return cut(name.replace("_", " "))


def cut(text: str, longest: int = _LONGEST) -> str:
    """At most so many letters, with a mark where some are left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def number(value: float) -> str:
    """Four significant digits, more where they stand before the point; powers of ten where it is long."""
    if value == 0 or 1e-4 <= abs(value) < 1_000:
        return f"{value:.4g}"
    return f"{value:,.0f}" if 1_000 <= abs(value) < 1e9 else f"{value:.3e}"


def parts(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The items in parts of at most so many, as equal as can be."""
    count = -(-len(items) // most)
    for place in range(count):
        yield items[len(items) * place // count : len(items) * (place + 1) // count]


def new_figure(width: float, height: float, title: str) -> Figure:
    """A figure in inches, drawn by Agg whatever the screen."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=13, color=INK, wrap=True, parse_math=False)
    return figure


def panels(figure: Figure, count: int, columns: int, *, sharex: bool = False) -> list[Axes]:
    """That many panels, row by row; places of the last row that are left over stay empty."""
    rows = -(-count // columns)
    found: list[Axes] = figure.subplots(rows, columns, squeeze=False, sharex=sharex).ravel().tolist()
    for empty in found[count:]:
        empty.set_visible(False)
    return found[:count]


def dress(axes: Axes, title: str = "", *, grid: str = "y") -> None:
    """The house's way: a title on the left, no box, a faint grid behind."""
    axes.set_title(title, loc="left", fontsize=10, color=INK, parse_math=False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis=grid, color=GRID, linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=8)


def legend(figure: Figure, axes: Axes, *, columns: int = 4) -> None:
    """One legend below all panels, of what this one shows, unless nothing has a name."""
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        texts = figure.legend(
            handles, labels, loc="outside lower center", ncols=columns, frameon=False, fontsize=9
        ).get_texts()
        for text in texts:
            text.set_parse_math(False)


def to_png(figure: Figure) -> bytes:
    """The figure as an image."""
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()
