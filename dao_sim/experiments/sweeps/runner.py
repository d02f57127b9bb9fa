"""The seam between a sweep and what it runs: a specification in, figures out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any, TypeAlias

from dao_sim.errors import BadInput, DaoSimError
from dao_sim.sim.validation import nearest

_WRITTEN = "write module:function, of a module that can be imported wherever the sweep runs"
_TRIED = 32
"""Points whose terms are tried before a sweep of which none can run is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSpec:
    """One run: a scenario, what this run changes in it (by dotted key), and the seed of all that is drawn."""

    scenario: Mapping[str, Any]
    overrides: Mapping[str, Any]
    seed: int
    replication: int
    point: int
    folder: str = ""
    """Where the scenario's own relative paths start."""


Runner: TypeAlias = Callable[[RunSpec], Mapping[str, float | None]]
"""What a run measures, by name; None where there was nothing to measure.

A DaoSimError with an operand `stage` says how far a failing run came.

A function `measures(spec) -> Collection[str]` beside it in its module, if there is one, says what would be
measured, and raises BadInput for a specification that cannot run: sweeps ask it before they begin.
"""


def find_runner(path: str) -> Runner:
    """The function that `module:function` names. Raises BadInput if there is none."""
    runner = getattr(_module(path), path.partition(":")[2], None)
    if not callable(runner):
        raise BadInput("experiment", "runner names no function", hint=_WRITTEN, key="runner", value=path)
    return runner  # type: ignore[no-any-return]


def check_runs(path: str, specs: Iterable[RunSpec], wanted: Collection[str]) -> None:
    """Refuses a sweep of which no run could be right, as far as its runner can tell before it runs.

    Raises BadInput, of the first point, if none of the first points' terms are accepted; and, naming the
    nearest, if a measure is asked for that no run gives.
    """
    measures = getattr(_module(path), "measures", None)
    if not callable(measures):
        return
    refused: BadInput | None = None
    for spec in islice(specs, _TRIED):
        try:
            offered = measures(spec)
        except BadInput as error:
            refused = refused or error
            continue
        for name in wanted:
            if name not in offered:
                hint = nearest(name, sorted(offered))
                reason = "a run measures no such thing"
                raise BadInput("experiment", reason, hint=hint, key="measures", value=name)
        return
    if refused:
        raise refused


def measured(runner: Runner, spec: RunSpec, wanted: Collection[str]) -> dict[str, float | None]:
    """The measures that are wanted, of one run. Raises what the run raises; BadInput if it lacks one."""
    found = runner(spec)
    for name in wanted:
        if name not in found:
            hint = nearest(name, sorted(found))
            raise BadInput("run", f"does not measure {name}: {hint}", stage="measures")
    values = ((name, found[name]) for name in wanted)
    return {name: None if value is None else float(value) for name, value in values}


def failure_of(error: Exception) -> tuple[str, str]:
    """How far a failing run came, and why it ended, as its row records them."""
    if isinstance(error, DaoSimError):
        operands = dict(error.operands)
        stage = str(operands.pop("stage", "run"))
        return stage, str(DaoSimError(error.component, error.reason, **operands))
    return "run", f"{type(error).__name__}: {error}".rstrip(": ")


def replication_seed(seed: int, replication: int) -> int:
    """The seed of every point's run of that replication: the same, so that points differ in terms only.

    53 bits, from SHA-256 of both: whole in any reader's JSON.
    """
    digest = hashlib.sha256(f"{seed} replication {replication}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 11


def _module(path: str) -> ModuleType:
    try:
        return import_module(path.partition(":")[0] or "nothing")
    except ImportError as error:
        reason = f"runner cannot be imported: {error}"
        raise BadInput("experiment", reason, hint=_WRITTEN, key="runner", value=path) from error
