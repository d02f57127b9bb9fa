"""Scenarios run: one replication, many, and the same on the contracts to see that nothing differs."""

from dao_sim.experiments.running.measure import measure, measures
from dao_sim.experiments.running.once import simulated

__all__ = ["measure", "measures", "simulated"]
