"""A chart of predictions: what a fitted model said of each proposal that was held out, and what happened."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dao_sim.experiments.calibration.forecast import Forecast, score
from dao_sim.experiments.calibration.votes import FIGURES, VotesFit
from dao_sim.metrics.voting import half_holders

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FITTED, _ACTUAL, _MODEL, _NAIVE, _INK = "#9db4c5", "#333333", "#2f6f9f", "#d9742b", "#333333"
_MOST_LABELS = 30


def votes_chart(fit: VotesFit, *, title: str) -> bytes:
    """Draws voters, the fewest with half of the weight, and the parameters; returns the PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.5, 9), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=13, color=_INK, wrap=True, parse_math=False)
    panels = figure.subplots(3, 1, height_ratios=(3, 3, 2))
    fitted = fit.history.fitted
    measured = {
        "voters": [len(poll.weights) for poll in fitted],
        "half": [half_holders(poll.weights.values()) for poll in fitted],
    }
    forecasts = {each.figure: each for each in fit.forecasts}
    for axes, (name, label) in zip(panels, FIGURES.items(), strict=False):
        _proposals(axes, [poll.proposal for poll in fitted], measured[name], forecasts.get(name))
        _dress(axes, _heading(label, forecasts.get(name)))
    panels[1].set_xlabel("Proposal", color=_INK)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False, fontsize=9)
    _parameters(panels[2], fit)
    png = io.BytesIO()
    figure.savefig(png, dpi=150, format="png")
    return png.getvalue()


def _proposals(axes: Axes, fitted: Sequence[int], values: Sequence[int], forecast: Forecast | None) -> None:
    """Bars of what was fitted; beyond them, what was predicted, with intervals, and what happened."""
    from matplotlib.ticker import MaxNLocator

    axes.bar(range(len(fitted)), values, color=_FITTED, width=0.6, label="fitted")
    numbers = list(fitted)
    if forecast is not None:
        for predictions, shade, shift, label in (
            (forecast.model, _MODEL, -0.14, "model, with 90 %"),
            (forecast.naive, _NAIVE, 0.14, "mean of the fitted, with their 90 %"),
        ):
            at = [len(fitted) + place + shift for place in range(len(predictions))]
            means = [each.mean for each in predictions]
            below = [max(0.0, each.mean - each.low) for each in predictions]
            above = [max(0.0, each.high - each.mean) for each in predictions]
            axes.errorbar(
                at, means, (below, above), fmt="o", color=shade, markersize=4, capsize=3, label=label
            )
        actual = [each.actual for each in forecast.model]
        places = [len(fitted) + place for place in range(len(actual))]
        axes.plot(places, actual, "D", color=_ACTUAL, markersize=5, label="what happened")
        axes.axvline(len(fitted) - 0.5, color=_INK, linewidth=1, linestyle=(0, (4, 2)))
        numbers += [each.proposal for each in forecast.model]
    step = -(-len(numbers) // _MOST_LABELS)
    axes.set_xticks(range(0, len(numbers), step), [str(number) for number in numbers[::step]])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)


def _heading(label: str, forecast: Forecast | None) -> str:
    heading = label[0].upper() + label[1:]
    if forecast is None:
        return heading
    model, naive = score(forecast.model), score(forecast.naive)
    return (
        f"{heading}: off by {model.mean_absolute_error:.3g} on average, {model.covered} of {model.of} within;"
        f" the mean by {naive.mean_absolute_error:.3g}, {naive.covered} of {naive.of}"
    )


def _parameters(axes: Axes, fit: VotesFit) -> None:
    rows = [row for row in fit.rows() if row[0] in fit.turnout.intervals or row[2] is not None]
    for place, (_name, value, interval) in enumerate(rows):
        low, high = interval or (value, value)
        axes.plot([low, high], [place, place], color=_MODEL, linewidth=2)
        axes.plot([value], [place], "o", color=_MODEL)
        axes.annotate(
            f"{value:.3g}", (value, place), xytext=(0, 5), textcoords="offset points", ha="center", fontsize=8
        )
    axes.axvline(0, color=_INK, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.9)
    _dress(axes, "Parameters, with 95 %", across=True)


def _dress(axes: Axes, title: str, *, across: bool = False) -> None:
    axes.set_title(title, loc="left", fontsize=10, color=_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="x" if across else "y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
