"""Charts of how unequally something is spread under each variant: Lorenz curves, and values by rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from dao_sim.report.canvas import INK, colour, cut, dress, new_figure, panels, to_png

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_STEPS, _MOST_RANKS = 200, 2_000

Samples = Mapping[str, "Sequence[NDArray[np.float64]]"]
"""By variant, what each replication's holders have; none negative."""


def lorenz_panels(figures: Mapping[str, Samples], *, title: str) -> bytes:
    """Draws a panel per figure, in which a curve per variant is the mean over its replications; the PNG.

    M. O. Lorenz, Methods of Measuring the Concentration of Wealth, Publications of the American Statistical
    Association 9 (1905). Beside each variant stands its Gini coefficient, the mean over replications.
    """
    figure = new_figure(1 + 5 * len(figures), 5.7, title)
    for axes, (name, samples) in zip(
        panels(figure, len(figures), len(figures)), figures.items(), strict=True
    ):
        axes.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle=(0, (4, 2)))
        for place, (variant, replications) in enumerate(samples.items()):
            _lorenz(axes, replications, colour(place), variant)
        axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
        _percents(axes)
        axes.set_xlabel("holders, from the smallest to the largest", fontsize=9, color=INK)
        axes.set_ylabel("what they hold together", fontsize=9, color=INK)
        dress(axes, name, grid="both")
        _name(axes, "upper left")
    return to_png(figure)


def rank_panels(figures: Mapping[str, Samples], *, title: str) -> bytes:
    """Draws a panel per figure: values by rank, the largest first, on logarithmic scales; the PNG.

    A line per variant and replication. A power law would be a straight line (G. K. Zipf, Human Behavior and
    the Principle of Least Effort, 1949). What is not above 0 has no place on such a scale.
    """
    figure = new_figure(1 + 5.5 * len(figures), 4.8, title)
    for axes, (name, samples) in zip(
        panels(figure, len(figures), len(figures)), figures.items(), strict=True
    ):
        for place, (variant, replications) in enumerate(samples.items()):
            for number, values in enumerate(replications):
                label = cut(variant) if not number else None
                _ranks(axes, values, colour(place), label, alpha=1 if len(replications) == 1 else 0.35)
        axes.set(xscale="log", yscale="log")
        axes.set_xlabel("rank", fontsize=9, color=INK)
        dress(axes, name, grid="both")
        if len(samples) > 1:
            _name(axes, "lower left")
    return to_png(figure)


def _lorenz(axes: Axes, replications: Sequence[NDArray[np.float64]], shade: str, variant: str) -> None:
    import numpy as np

    across = np.linspace(0, 1, _STEPS + 1)
    curves, ginis = [], []
    for values in replications:
        if not (values.size and values.sum() > 0):
            continue
        held = np.concatenate(([0.0], np.cumsum(np.sort(values)))) / values.sum()
        curves.append(np.interp(across, np.linspace(0, 1, held.size), held))
        ginis.append(1 - (held[1:] + held[:-1]).sum() / values.size)  # the trapezoids below the curve
    label = f"{cut(variant)}: nobody holds any" if not curves else _gini(variant, float(np.mean(ginis)))
    axes.plot(
        across, np.mean(curves, axis=0) if curves else across * np.nan, color=shade, linewidth=2, label=label
    )


def _gini(variant: str, gini: float) -> str:
    return f"{cut(variant)}: Gini {gini:.3f}" if variant else f"Gini {gini:.3f}"


def _ranks(axes: Axes, values: NDArray[np.float64], shade: str, label: str | None, *, alpha: float) -> None:
    import numpy as np

    ordered = np.sort(values[values > 0])[::-1]
    ranks = np.arange(1, ordered.size + 1)
    kept = np.unique(np.geomspace(1, max(ordered.size, 1), _MOST_RANKS).astype(int)) - 1
    kept = kept[kept < ordered.size]
    axes.plot(ranks[kept], ordered[kept], color=shade, alpha=alpha, linewidth=1.3, label=label)


def _percents(axes: Axes) -> None:
    from matplotlib.ticker import PercentFormatter

    axes.xaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))


def _name(axes: Axes, where: Literal["upper left", "lower left"]) -> None:
    legend = axes.legend(loc=where, frameon=False, fontsize=9)
    for text, line in zip(legend.get_texts(), legend.legend_handles, strict=True):
        text.set_parse_math(False)
        if line is not None:
            line.set_alpha(1)
