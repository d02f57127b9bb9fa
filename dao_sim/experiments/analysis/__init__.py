"""What a table of results says: intervals, differences, sensitivities, and how a measure answers to a factor.

Everything reads one tidy table (see `Results`), draws from a seed, and gives a polars frame.
"""

from __future__ import annotations

from dao_sim.experiments.analysis.comparisons import comparisons
from dao_sim.experiments.analysis.intervals import Bootstrap
from dao_sim.experiments.analysis.libraries import available
from dao_sim.experiments.analysis.response import levels, smooth
from dao_sim.experiments.analysis.results import RESERVED, Results
from dao_sim.experiments.analysis.sobol import sobol_indices
from dao_sim.experiments.analysis.summaries import summaries

__all__ = [
    "RESERVED",
    "Bootstrap",
    "Results",
    "available",
    "comparisons",
    "levels",
    "smooth",
    "sobol_indices",
    "summaries",
]
