"""Confidence intervals of a mean, by bootstrap."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.errors import BadInput
from dao_sim.experiments.analysis.libraries import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """How intervals are found: the same seed finds the same. Raises BadInput for what makes no interval."""

    seed: int = 0
    confidence: float = 0.95
    resamples: int = 2_000

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise BadInput("analysis", "must not be negative", seed=self.seed)
        if not 0 < self.confidence < 1:
            reason = "must be between 0 and 1, both excluded"
            raise BadInput("analysis", reason, hint="such as 0.95", confidence=self.confidence)
        if self.resamples < 100:
            reason = "must be at least 100"
            raise BadInput("analysis", reason, hint="such as 2000", resamples=self.resamples)

    def mean(self, values: NDArray[np.float64], *names: object) -> tuple[float | None, float | None]:
        """The bias-corrected and accelerated bootstrap interval of the mean of n independent values.

        B. Efron, Better Bootstrap Confidence Intervals, Journal of the American Statistical Association 82,
        1987. Fewer than two values say nothing of their spread: (None, None). Values that are all the same
        give that value twice. `names` say what the values are: their draws depend on nothing else.
        """
        import numpy as np

        if values.size < 2:
            return None, None
        least, spread = values.min(), np.ptp(values)
        if not spread:
            return float(least), float(least)
        stats = library("scipy.stats")
        found = stats.bootstrap(
            ((values - least) / spread,),  # from 0 to 1, so that no third power leaves what floats can hold
            np.mean,
            n_resamples=self.resamples,
            confidence_level=self.confidence,
            method="BCa",
            random_state=self._generator(names),
        )
        low, high = found.confidence_interval
        return float(least + spread * low), float(least + spread * high)

    def _generator(self, names: tuple[object, ...]) -> np.random.Generator:
        import numpy as np

        return np.random.default_rng([self.seed, *(zlib.crc32(str(name).encode()) for name in names)])


STANDARD = Bootstrap()
"""What is used where nothing else is said."""
