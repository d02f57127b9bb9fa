"""A chart of how near the demand model comes to what films earn: Lorenz curves, and income by rank."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dao_sim.experiments.calibration.demand import DemandFit

_FILMS, _MODEL, _INK = "#333333", "#d9742b", "#333333"


def demand_fit_chart(fit: DemandFit) -> bytes:
    """Draws the Lorenz curves and income by rank of films and model, and what was fitted; returns the PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 6), layout="constrained")
    FigureCanvasAgg(figure)
    shares, ranks = figure.subplots(1, 2)
    for incomes, name, colour, dash in (
        (fit.film_income, f"{len(fit.film_income):,} films", _FILMS, "solid"),
        (fit.model_income, f"the model, {len(fit.model_income):,} works", _MODEL, "dashed"),
    ):
        style = {"color": colour, "linestyle": dash, "linewidth": 2, "label": name}
        shares.plot(*_lorenz(incomes), **style)
        ranks.plot(*_by_rank(incomes), **style)
    _lay_out_shares(shares)
    _lay_out_ranks(ranks)
    lines = [f"{figure_}: films {films}, model {model}" for figure_, films, model in fit.rows()[1:]]
    fitted = ", ".join(f"{name} {getattr(fit.parameters, name):g}" for name in fit.record()["fitted"])
    text = "\n".join([*lines, f"fitted: {fitted} (seed {fit.seed})"])
    shares.text(0.03, 0.8, text, transform=shares.transAxes, va="top", color=_INK, fontsize=9)
    figure.suptitle("Demand, fitted to what films earn", fontsize=13, color=_INK)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _lorenz(incomes: Sequence[int]) -> tuple[list[float], list[float]]:
    from dao_sim.metrics.inequality import lorenz

    points, works = lorenz(incomes), len(incomes)
    return [place / works for place in range(works + 1)], [float(point) for point in points]


def _by_rank(incomes: Sequence[int]) -> tuple[list[float], list[float]]:
    """Share of works that earn as much or more, and income in means; without those that earned nothing."""
    works, mean = len(incomes), sum(incomes) / len(incomes)
    earned = sorted((income for income in incomes if income), reverse=True)
    return [rank / works for rank in range(1, len(earned) + 1)], [income / mean for income in earned]


def _lay_out_shares(axes: Axes) -> None:
    from matplotlib.ticker import PercentFormatter

    axes.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle=(0, (4, 2)), label="all earn the same")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_xlabel("Works, from the least to the most successful", color=_INK)
    axes.set_ylabel("What they earn together", color=_INK)
    axes.xaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    _finish(axes, "upper left")


def _lay_out_ranks(axes: Axes) -> None:
    axes.set(xscale="log", yscale="log", ylim=(1e-3, None))
    axes.set_xlabel("Share of works that earn as much or more", color=_INK)
    axes.set_ylabel("Income of the work, in means of all works", color=_INK)
    _finish(axes, "lower left")


def _finish(axes: Axes, legend: Literal["upper left", "lower left"]) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.legend(loc=legend, frameon=False)
