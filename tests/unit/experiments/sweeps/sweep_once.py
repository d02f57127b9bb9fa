"""A sweep in a process of its own, to be killed: folder, number of jobs, and whether it goes on, as words."""

from __future__ import annotations

import sys
from pathlib import Path

from dao_sim.experiments.sweeps import Executor, run_sweep
from tests.unit.experiments.sweeps.kit import HERE, planned

if __name__ == "__main__":
    folder, jobs, resume = sys.argv[1:]
    executor = Executor(jobs=int(jobs))
    run_sweep(planned(runner=f"{HERE}:slow"), Path(folder), executor=executor, resume=resume == "yes")
