"""Small models that sweeps run in tests: a growing treasury, which draws its luck from the run's seed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from dao_sim.errors import BadInput, Refused
from dao_sim.experiments.sweeps import RunSpec

KEYS = {"levy", "members", "years", "name", "patience"}


def treasury(spec: RunSpec) -> dict[str, float]:
    """What a levy on lucky years brings: more years are more draws of the same stream."""
    terms = {**spec.scenario, **spec.overrides}
    luck = np.random.default_rng(spec.seed).random(int(terms["years"]) * int(terms["members"]))
    if terms["levy"] > 0.9:
        raise Refused("treasury", "nobody works for nothing", stage="epoch 3", levy=terms["levy"])
    if terms["levy"] < 0:
        return {"luck": 1 / 0}
    income = luck * (1 - terms["levy"])
    return {
        "treasury": float((luck * terms["levy"]).cumsum()[-1]),
        "luck": float(luck[0]),
        "mean": income.mean(),
    }


def measures(spec: RunSpec) -> Collection[str]:
    for key in spec.overrides:
        if key not in KEYS:
            raise BadInput("scenario", "has no such key", key=key)
    return ("treasury", "luck", "mean")


def slow(spec: RunSpec) -> Mapping[str, float]:
    time.sleep(0.02)
    return treasury(spec)


def fatal(spec: RunSpec) -> Mapping[str, float]:
    """Kills its worker once, in the middle; where that is remembered is a file that the scenario names."""
    memory = Path(spec.scenario["memory"])
    if spec.point == 2 and not memory.exists():
        memory.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return treasury(spec)
