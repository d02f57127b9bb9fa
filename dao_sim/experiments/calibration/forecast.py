"""What the fitted model says of proposals that it has not seen, and how that compares with what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.experiments.calibration.history import Poll
from dao_sim.experiments.calibration.panel import Panel
from dao_sim.experiments.calibration.turnout import Turnout
from dao_sim.metrics.voting import half_holders
from dao_sim.sim.streams import Streams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPLICATIONS = 1_000
"""Futures that are simulated."""
_LOW, _HIGH = 0.05, 0.95
"""The quantiles between which 90 % lie."""
_HALF_A_UNIFORM = 2.0**-54
"""Keeps a uniform off 0, whose normal quantile is infinite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A figure of a proposal: what was predicted, and what it was."""

    proposal: int
    actual: int
    mean: float
    low: float
    high: float
    """With `low`, the interval in which it is in 90 % of the simulated futures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well all held-out proposals were predicted."""

    mean_absolute_error: float
    covered: int
    """How many were within their intervals of 90 %."""
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One figure, such as the number of voters, of all held-out proposals."""

    figure: str
    model: tuple[Prediction, ...]
    naive: tuple[Prediction, ...]
    """As if each proposal were like those that were fitted: their mean, and their quantiles."""

    def better(self) -> str:
        """Which of them errs less: `model`, `naive`, or `neither`."""
        model, naive = score(self.model).mean_absolute_error, score(self.naive).mean_absolute_error
        return "neither" if model == naive else "model" if model < naive else "naive"


def score(predictions: Sequence[Prediction]) -> Score:
    """The mean absolute error of the means, and how many of the intervals held."""
    errors = [abs(each.mean - each.actual) for each in predictions]
    return Score(
        mean_absolute_error=sum(errors) / len(errors),
        covered=sum(each.low <= each.actual <= each.high for each in predictions),
        of=len(predictions),
    )


def forecast(
    panel: Panel,
    turnout: Turnout,
    *,
    fitted: Sequence[Poll],
    held_out: Sequence[Poll],
    streams: Streams,
    done: Callable[[int], None] = lambda _: None,
) -> tuple[Forecast, Forecast]:
    """Voters, and the fewest with half of the weight, of each held-out proposal, none of which is looked at.

    Each of `REPLICATIONS` futures starts from the members, weights and habits after the last fitted proposal.
    Those who are known vote by the model and keep their weights; how many are new is drawn from the fitted
    proposals, and what they weigh from all who were new there. The fitted parameters are taken as certain.
    `done` is told after each future.
    """
    import numpy as np

    habits = final_habits(panel, turnout.memory)
    simulated = np.zeros((REPLICATIONS, 2, len(held_out)))
    for number in range(REPLICATIONS):
        simulated[number] = _future(
            panel, turnout, habits, len(held_out), streams.child(f"replication {number}")
        )
        done(1)
    voters, halves = simulated[:, 0], simulated[:, 1]
    return (
        _forecast("voters", voters, fitted, held_out, lambda poll: len(poll.weights)),
        _forecast("half", halves, fitted, held_out, lambda poll: half_holders(poll.weights.values())),
    )


def final_habits(panel: Panel, memory: float) -> NDArray[np.float64]:
    """Each member's habit after the last proposal."""
    import numpy as np

    habit = np.zeros(len(panel.members))
    for voted in panel.voted:
        habit[: len(voted)] += memory * (voted - habit[: len(voted)])
    return habit


def _future(
    panel: Panel, turnout: Turnout, habit: NDArray[np.float64], polls: int, streams: Streams
) -> NDArray[np.float64]:
    """Voters and the fewest with half of the weight, of so many proposals in a row: (2, polls)."""
    import numpy as np

    from dao_sim.sim.portable import log, logistic, normal_quantile

    figures = np.zeros((2, polls))
    weight = panel.final
    for poll in range(polls):
        mean = weight.mean()
        u = normal_quantile(streams.uniform("salience", poll, 1) + _HALF_A_UNIFORM)
        scores = turnout.base + turnout.habit * habit + turnout.stakes * log(weight / mean)
        came = streams.uniform("turnout", poll, len(weight)) < logistic(scores + turnout.salience * u)
        new = _newcomers(panel, poll, streams) * mean
        habit = np.append(habit + turnout.memory * (came - habit), np.full(len(new), turnout.memory))
        weight = np.append(weight, new)
        figures[:, poll] = came.sum() + len(new), _half(np.append(weight[: len(came)][came], new))
    return figures


def _newcomers(panel: Panel, poll: int, streams: Streams) -> NDArray[np.float64]:
    """The weights of who is new, over the mean: as many as on a fitted proposal, each like one there."""
    counts = panel.newcomers
    count = counts[int(streams.uniform("newcomers", poll, 1)[0] * len(counts))]
    places = streams.uniform("newcomers' weights", poll, count) * len(panel.entries)
    weights: NDArray[np.float64] = panel.entries[places.astype(int)]
    return weights


def _half(weights: NDArray[np.float64]) -> int:
    """The fewest that hold half; 0 of nobody."""
    import numpy as np

    if not len(weights):
        return 0
    held = np.cumsum(np.sort(weights)[::-1])
    return int(np.searchsorted(held, held[-1] / 2)) + 1


def _forecast(
    figure: str,
    simulated: NDArray[np.float64],
    fitted: Sequence[Poll],
    held_out: Sequence[Poll],
    measure: Callable[[Poll], int],
) -> Forecast:
    import numpy as np

    before = np.array([[measure(poll)] * len(held_out) for poll in fitted], dtype=np.float64)

    def predictions(values: NDArray[np.float64]) -> tuple[Prediction, ...]:
        means = values.mean(axis=0).tolist()
        lows, highs = np.quantile(values, (_LOW, _HIGH), axis=0).tolist()
        rows = zip(held_out, means, lows, highs, strict=True)
        return tuple(
            Prediction(proposal=poll.proposal, actual=measure(poll), mean=mean, low=low, high=high)
            for poll, mean, low, high in rows
        )

    return Forecast(figure=figure, model=predictions(simulated), naive=predictions(before))
