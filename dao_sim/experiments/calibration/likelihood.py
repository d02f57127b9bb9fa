"""The likelihood of a panel of votes under the model of turnout, exact but for quadrature."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dao_sim.experiments.calibration.panel import Panel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NODES = 9
"""Of the quadrature. Around the mode, where the integrand is nearly normal, more change nothing visible."""
_STEPS, _LONGEST_STEP, _CLOSE = 100, 1.0, 1e-10
"""Newton's, to the mode."""


class Likelihood:
    """Minus the logarithm of the probability of who voted, with its gradient.

    A known member i votes on proposal t with probability

        logistic(base + habit·h(i,t) + stakes·ln w(i,t) + salience·u(t)),

    independently given u(t), which is standard normal and one for each proposal. w is the member's last
    weight over the mean; h starts at 0 and moves by `memory` of the way to 1 after a vote, to 0 after none.
    The integral over u(t) is taken by adaptive Gauss–Hermite quadrature: J. C. Pinheiro and D. M. Bates,
    Approximations to the Log-Likelihood Function in the Nonlinear Mixed-Effects Model, Journal of
    Computational and Graphical Statistics 4 (1995).
    """

    NAMES = ("base", "habit", "stakes", "salience", "memory")
    """Of the parameters, in their order."""

    def __init__(self, panel: Panel) -> None:
        import numpy as np

        self._panel = panel
        self.polls = len(panel.voted) - 1
        known = panel.known[1:]
        self._poll = np.repeat(np.arange(self.polls), known)
        came = [voted[:count] for voted, count in zip(panel.voted[1:], known, strict=True)]
        self.voted = np.concatenate(came).astype(np.float64)
        self.stakes = np.log(np.concatenate(panel.weights[1:]))
        self._nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
        self._log_weights = np.log(weights) + self._nodes * self._nodes / 2

    def __call__(self, parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """The value and the gradient at parameters in the order of `NAMES`, shape (5,)."""
        import numpy as np

        from dao_sim.sim.portable import logistic

        base, habit, stakes, salience, memory = parameters.tolist()
        habits, slopes = self.habits(memory)
        fixed = base + habit * habits + stakes * self.stakes
        mode, width = self._modes(fixed, salience)
        points = mode[:, None] + width[:, None] * self._nodes  # (polls, nodes)
        logs = np.stack([self._log_joint(fixed, salience, u) for u in points.T], axis=1) + self._log_weights
        highest = logs.max(axis=1, keepdims=True)
        parts = np.exp(logs - highest)
        whole = parts.sum(axis=1)
        value = (highest[:, 0] + np.log(whole * width) - math.log(2 * math.pi) / 2).sum()
        # Fisher's identity: the gradient is that of the joint density, averaged over u given the votes
        shares = parts / whole[:, None]
        surprise, with_u = np.zeros_like(fixed), 0.0
        for u, share in zip(points.T, shares.T, strict=True):
            each = (self.voted - logistic(fixed + salience * u[self._poll])) * share[self._poll]
            surprise += each
            with_u += float((each * u[self._poll]).sum())
        gradient = [
            surprise.sum(),
            (surprise * habits).sum(),
            (surprise * self.stakes).sum(),
            with_u,
            habit * (surprise * slopes).sum(),
        ]
        return -float(value), -np.array(gradient)

    def habits(self, memory: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The habit of each known member before each proposal, and its derivative by the memory."""
        import numpy as np

        habit, slope = np.zeros(len(self._panel.members)), np.zeros(len(self._panel.members))
        habits, slopes = [], []
        for known, voted in zip(self._panel.known, self._panel.voted, strict=True):
            habits.append(habit[:known].copy())
            slopes.append(slope[:known].copy())
            now = slice(0, len(voted))
            away = voted - habit[now]
            slope[now] = (1 - memory) * slope[now] + away
            habit[now] += memory * away
        return np.concatenate(habits), np.concatenate(slopes)

    def _log_joint(
        self, fixed: NDArray[np.float64], salience: float, u: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """By proposal: the log of the votes' probability given u, and of u's density but a constant."""
        import numpy as np

        score = fixed + salience * u[self._poll]
        each = self.voted * score - np.logaddexp(0, score)
        return np.bincount(self._poll, each, self.polls) - u * u / 2

    def _modes(
        self, fixed: NDArray[np.float64], salience: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By proposal: the most likely u given the votes, and the width of the normal density there."""
        import numpy as np

        from dao_sim.sim.portable import logistic

        u = np.zeros(self.polls)
        for _ in range(_STEPS):
            chance = logistic(fixed + salience * u[self._poll])
            up = salience * np.bincount(self._poll, self.voted - chance, self.polls) - u
            bend = 1 + salience * salience * np.bincount(self._poll, chance * (1 - chance), self.polls)
            step = np.clip(up / bend, -_LONGEST_STEP, _LONGEST_STEP)
            u += step
            if float(np.abs(step).max()) < _CLOSE:
                break
        return u, 1 / np.sqrt(bend)
