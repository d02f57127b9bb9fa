"""What a sweep runs: one replication of a scenario with some keys set otherwise, and its measures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Protocol

from dao_sim.errors import BadInput, DaoSimError
from dao_sim.experiments.running.once import simulated
from dao_sim.sim.measures import MEASURES, all_of
from dao_sim.sim.scenario import Scenario, read

VARIANT = "variant"
"""The key by which a sweep varies which of a scenario's variants runs."""


class Specification(Protocol):
    """What a run is told (see `dao_sim.experiments.sweeps.runner.RunSpec`)."""

    @property
    def scenario(self) -> Mapping[str, Any]: ...
    @property
    def overrides(self) -> Mapping[str, Any]: ...
    @property
    def seed(self) -> int: ...
    @property
    def replication(self) -> int: ...
    @property
    def folder(self) -> str: ...


def measure(spec: Specification) -> dict[str, float | None]:
    """Every measure of a replication. Raises DaoSimError, with the `stage` at which the run failed."""
    stage = "scenario"
    try:
        scenario = scenario_of(spec)
        stage = "run"
        state = simulated(scenario, spec.seed)
        stage = "measures"
        return all_of(state)
    except DaoSimError as error:
        operands = {**error.operands, "stage": stage}
        raise DaoSimError(error.component, error.reason, hint=error.hint, **operands) from error


def measures(spec: Specification) -> Collection[str]:
    """What would be measured. Raises BadInput for a scenario that cannot run."""
    scenario_of(spec)
    return list(MEASURES)


def scenario_of(spec: Specification) -> Scenario:
    """The scenario with what the run sets otherwise. Raises BadInput naming the key.

    `variant` names one of the scenario's variants, which is set before everything else.
    """
    scenario = read(spec.scenario, None, Path(spec.folder))
    values = dict(spec.overrides)
    name = values.pop(VARIANT, None)
    return (scenario if name is None else _variant(scenario, name)).with_set(values)


def _variant(scenario: Scenario, name: Any) -> Scenario:
    known = {variant.name: variant for variant in scenario.variants}
    if name not in known:
        hint = f"there are {', '.join(known)}" if known else "write some under [[variants]]"
        raise BadInput("scenario", "has no such variant", hint=hint, key=VARIANT, value=name)
    return scenario.variant(known[name])
