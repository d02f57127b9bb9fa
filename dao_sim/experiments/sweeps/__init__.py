"""Sweeps: an experiment's points times replications, wherever there are workers, into tables on disk."""

from __future__ import annotations

from dao_sim.experiments.sweeps.executor import KINDS, Executor, ExecutorFailed
from dao_sim.experiments.sweeps.experiment_file import Experiment, load_experiment, load_scenario
from dao_sim.experiments.sweeps.runner import Runner, RunSpec, replication_seed
from dao_sim.experiments.sweeps.store import Summary, load, read_record, summary, sweep_hash
from dao_sim.experiments.sweeps.sweep import Outcome, Sweep, run_sweep

__all__ = [
    "KINDS",
    "Executor",
    "ExecutorFailed",
    "Experiment",
    "Outcome",
    "RunSpec",
    "Runner",
    "Summary",
    "Sweep",
    "load",
    "load_experiment",
    "load_scenario",
    "read_record",
    "replication_seed",
    "run_sweep",
    "summary",
    "sweep_hash",
]
