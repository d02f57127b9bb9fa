"""Sweeps of the small models in `runners`, as tests want them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dao_sim.experiments.sweeps import Experiment, Sweep

HERE = "tests.unit.experiments.sweeps.runners"
SCENARIO = {"levy": 0.1, "members": 3, "years": 4, "memory": ""}
LEVIES = {"key": "levy", "values": (0.0, 0.05, 0.1, 0.2)}
YEARS = {"key": "years", "values": (2, 5)}


def experiment(**changes: Any) -> Experiment:
    given = {
        "scenario": "coop.toml",
        "seed": 7,
        "replications": 5,
        "measures": ("treasury", "luck"),
        "factors": (LEVIES, YEARS),
        "runner": f"{HERE}:treasury",
        **changes,
    }
    return Experiment(**given)


def planned(scenario: dict[str, Any] | None = None, **changes: Any) -> Sweep:
    return Sweep.plan(experiment(**changes), {**SCENARIO, **(scenario or {})}, Path())


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a sweep that says something, by its place in the folder."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
