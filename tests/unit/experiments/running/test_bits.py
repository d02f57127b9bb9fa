"""A whole scenario has the same tables where the processor offers less, and in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.table_hash import table_hash
from dao_sim.sim.scenario import load
from dao_sim.sim.tables import tables

ROOT = Path(__file__).parents[4]


def hashes() -> dict[str, str]:
    """Of every table of a short run."""
    scenario = load("small-coop").with_set({"horizon": 5, "population.size": 40})
    return {name: table_hash(frame) for name, frame in tables(simulated(scenario, 11)).items()}


def test_features_of_the_processor_do_not_matter() -> None:
    told = f"import json; from {__name__} import hashes; print(json.dumps(hashes()))"
    command = [sys.executable, "-c", told]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "1",
        "NPY_DISABLE_CPU_FEATURES": " ".join(_offered()),
    }
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == hashes()


def _offered() -> list[str]:
    """What this processor offers of that NumPy has code for, and can be told to leave alone."""
    import numpy as np

    core: Any = (getattr(np, "_core", None) or np.core)._multiarray_umath
    return [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]
