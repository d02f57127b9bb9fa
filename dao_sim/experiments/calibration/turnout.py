"""The model of turnout, fitted to who voted and who did not: by maximum likelihood, with its intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput, Unsupported
from dao_sim.experiments.calibration.likelihood import Likelihood
from dao_sim.experiments.calibration.panel import Panel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_NORMAL_95 = 1.959963984540054
_START = (-1.0, 2.0, 0.2, 0.5, 0.3)
_FAR = 30.0
"""Nobody's odds are e^30: a parameter that goes there grows without end."""
_BOUNDS = ((-_FAR, _FAR), (-_FAR, _FAR), (-_FAR, _FAR), (0.0, _FAR), (0.1, 1.0))
"""In the order of `Likelihood.NAMES`. With less memory a habit takes longer to form than most histories last,
and only its product with `habit` could be told."""
_STEP = 1e-5
"""Of the differences of the gradient that the second derivatives are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """What a member's vote depends on: `Likelihood` has the formula. Logarithms of odds, `memory` aside."""

    base: float
    """Of a member with no habit and a mean weight, on a proposal like most."""
    habit: float
    """Added for who always votes."""
    stakes: float
    """Added per factor e of weight over the mean."""
    salience: float
    """The standard deviation of what a proposal adds for everybody."""
    memory: float
    """How far one proposal moves a habit: 1 remembers the last one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoutFit:
    """The most likely parameters, and how sure that is."""

    parameters: Turnout
    intervals: dict[str, tuple[float, float] | None]
    """By parameter: 95 %, from the curvature at the maximum; None where that is at the end of the range."""
    log_likelihood: float
    chances: int
    """Members times proposals: how often somebody known could have voted."""
    votes: int
    """How often they did."""


def fit_turnout(panel: Panel) -> TurnoutFit:
    """Fits the model to everybody who is known, from the second proposal on.

    Where all weigh the same, `stakes` is 0 and has no interval. Raises BadInput where the votes do not
    determine the parameters, such as when all who are known always vote; Unsupported without scipy.
    """
    try:
        from scipy.optimize import minimize
    except ImportError as error:
        hint = 'install the extra: pip install "dao-sim[experiments]"'
        raise Unsupported("calibrate", "a library is not installed", hint=hint, library=error.name) from error
    import numpy as np

    likelihood = Likelihood(panel)
    chances, votes = len(likelihood.voted), int(likelihood.voted.sum())
    if not 0 < votes < chances:
        who = "nobody who is known ever votes again" if not votes else "everybody who is known always votes"
        raise _undetermined(who, chances=chances, votes=votes)
    bounds = list(_BOUNDS)
    if not likelihood.stakes.any():
        bounds[2] = (0.0, 0.0)
    start = np.array([min(max(value, low), high) for value, (low, high) in zip(_START, bounds, strict=True)])
    found = minimize(
        likelihood,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"ftol": 1e-13, "gtol": 1e-7, "maxiter": 1_000},
    )
    best: Array = np.asarray(found.x, dtype=np.float64)
    if max(abs(best[:3])) >= _FAR - 1e-6:
        grows = max(Likelihood.NAMES[:3], key=lambda name: abs(best[Likelihood.NAMES.index(name)]))
        raise _undetermined(f"the likelihood grows with {grows} without end", chances=chances, votes=votes)
    values = dict(zip(Likelihood.NAMES, best.tolist(), strict=True))
    return TurnoutFit(
        parameters=Turnout(**values),
        intervals=_intervals(likelihood, best, bounds),
        log_likelihood=-float(found.fun),
        chances=chances,
        votes=votes,
    )


def _intervals(
    likelihood: Likelihood, best: Array, bounds: list[tuple[float, float]]
) -> dict[str, tuple[float, float] | None]:
    """Wald's: from the inverse of the second derivatives, for what is inside its range, and cut to it."""
    import numpy as np

    free = [
        place
        for place, (low, high) in enumerate(bounds)
        if min(best[place] - low, high - best[place]) > 10 * _STEP
    ]
    bend = np.array([_slope(likelihood, best, place)[free] for place in free])
    try:
        spread = np.diag(np.linalg.inv((bend + bend.T) / 2))
    except np.linalg.LinAlgError:
        spread = np.full(len(free), -1.0)
    intervals: dict[str, tuple[float, float] | None] = dict.fromkeys(Likelihood.NAMES)
    for place, variance in zip(free, spread.tolist(), strict=True):
        name = Likelihood.NAMES[place]
        if not variance > 0:
            raise _undetermined(f"the likelihood does not bend with {name}", **{name: float(best[place])})
        half, (low, high) = _NORMAL_95 * math.sqrt(variance), bounds[place]
        intervals[name] = max(low, float(best[place]) - half), min(high, float(best[place]) + half)
    return intervals


def _slope(likelihood: Likelihood, at: Array, place: int) -> Array:
    """The derivative of the gradient by one parameter."""
    import numpy as np

    step = np.zeros(len(at))
    step[place] = _STEP
    return (likelihood(at + step)[1] - likelihood(at - step)[1]) / (2 * _STEP)


def _undetermined(why: str, **operands: float) -> BadInput:
    hint = "fit more proposals, or proposals on which more members differ"
    return BadInput("votes", f"do not determine what turnout depends on: {why}", hint=hint, **operands)
