"""Turnout and concentration from recorded votes: fitted, tried on proposals that were held out, and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from dao_sim.experiments.calibration.concentration import Concentration, measure
from dao_sim.experiments.calibration.forecast import REPLICATIONS, Forecast, Prediction, forecast, score
from dao_sim.experiments.calibration.history import History
from dao_sim.experiments.calibration.panel import panel
from dao_sim.experiments.calibration.turnout import Turnout, TurnoutFit, fit_turnout
from dao_sim.sim.streams import Streams

FIGURES = {"voters": "voters", "half": "fewest with half of the weight"}
_DIGITS = 4
"""Significant, of parameters in a scenario: more than votes tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesFit:
    """What a history of votes says of turnout and concentration."""

    history: History
    seed: int
    turnout: TurnoutFit
    concentration: Concentration
    newcomers: float
    """Who voted for the first time, per proposal, on average from the second on."""
    forecasts: tuple[Forecast, ...]
    """Of voters, and of the fewest with half of the weight; none where nothing was held out."""

    @property
    def parameters(self) -> Turnout:
        """What the simulator's turnout takes."""
        return self.turnout.parameters

    def toml(self) -> str:
        """A scenario's fragment: the fitted behaviour, each number with four significant digits."""
        pairs = asdict(self.parameters).items()
        lines = [f"{name} = {float(f'{value:.{_DIGITS}g}')}" for name, value in pairs]
        return "\n".join(["[behaviours.turnout]", *lines]) + "\n"

    def rows(self) -> list[tuple[str, float, tuple[float, float] | None]]:
        """(what, its value, its interval of 95 % or None) of every parameter and figure."""
        found = asdict(self.parameters)
        rows: list[tuple[str, float, tuple[float, float] | None]] = [
            (name, value, self.turnout.intervals[name]) for name, value in found.items()
        ]
        if (tail := self.concentration.tail) is not None:
            half = 1.96 * tail.error
            rows.append(("pareto alpha", tail.alpha, (tail.alpha - half, tail.alpha + half)))
        rows += [
            ("gini", self.concentration.gini, None),
            ("top 10 share", self.concentration.top10_share, None),
            ("voters", self.concentration.voters, None),
            ("half", self.concentration.half, None),
            ("newcomers", self.newcomers, None),
        ]
        return rows

    def record(self) -> dict[str, Any]:
        """All of it as JSON has it."""
        fit, tail = self.turnout, self.concentration.tail
        return {
            "unit": self.history.unit,
            "seed": self.seed,
            "fitted": [poll.proposal for poll in self.history.fitted],
            "held_out": [poll.proposal for poll in self.history.held_out],
            "left_out": [asdict(each) for each in self.history.left_out],
            "behaviours": {"turnout": asdict(self.parameters)},
            "intervals": {name: found and list(found) for name, found in fit.intervals.items()},
            "log_likelihood": fit.log_likelihood,
            "chances": fit.chances,
            "votes": fit.votes,
            "newcomers": self.newcomers,
            "concentration": {
                **{name: value for name, value in asdict(self.concentration).items() if name != "tail"},
                "tail": tail and {**asdict(tail), "threshold": str(tail.threshold), "error": tail.error},
            },
            "predictions": {each.figure: _told(each) for each in self.forecasts},
            "replications": REPLICATIONS if self.forecasts else 0,
        }


def fit_votes(history: History, *, seed: int, done: Callable[[int], None] = lambda _: None) -> VotesFit:
    """Fits the model of turnout, measures concentration, and predicts what was held out.

    `done` is told after each of `REPLICATIONS` futures. Raises BadInput where the votes do not determine the
    parameters, or for a seed that is none; Unsupported without the extra `experiments`.
    """
    streams = Streams(seed)
    members = panel(history.fitted)
    turnout = fit_turnout(members)
    predicted: tuple[Forecast, ...] = ()
    if history.held_out:
        predicted = forecast(
            members,
            turnout.parameters,
            fitted=history.fitted,
            held_out=history.held_out,
            streams=streams,
            done=done,
        )
    return VotesFit(
        history=history,
        seed=seed,
        turnout=turnout,
        concentration=measure(history.fitted),
        newcomers=sum(members.newcomers) / len(members.newcomers),
        forecasts=predicted,
    )


def _told(forecast: Forecast) -> dict[str, Any]:
    def side(predictions: tuple[Prediction, ...]) -> dict[str, Any]:
        return {
            **asdict(score(predictions)),
            "proposals": [asdict(prediction) for prediction in predictions],
        }

    return {"model": side(forecast.model), "naive": side(forecast.naive), "better": forecast.better()}
