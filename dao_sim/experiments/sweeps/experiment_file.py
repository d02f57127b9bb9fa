"""An experiment in a TOML or YAML file: a scenario, what is varied in it, how often, and what is measured."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StrictBool, StrictInt, ValidationError

from dao_sim.errors import BadInput
from dao_sim.sim.document import ENDINGS, read_document
from dao_sim.sim.validation import nearest, refusal

PRESETS = Path(__file__).parents[2] / "sim" / "presets"
"""Where the scenarios are that an experiment may name without a path."""
RUNNER = "dao_sim.experiments.running:measure"
RESERVED = ("point", "replication", "seed", "stage", "message")
"""Columns that every sweep's tables have."""

Name: TypeAlias = Annotated[str, Field(min_length=1)]


def _number(value: Any) -> int | float:
    """A number as it was written: whole ones stay whole."""
    if type(value) not in {int, float} or not math.isfinite(value):
        raise ValueError("must be a finite number")
    return value  # type: ignore[no-any-return]


Number: TypeAlias = Annotated[int | float, PlainValidator(_number)]


class Part(BaseModel):
    """A section of an experiment: never changes, and has no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Factor(Part):
    """What is varied: a dotted key of the scenario, with its values or with the range it is drawn from."""

    key: Name
    values: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None
    low: Number | None = None
    high: Number | None = None
    scale: Literal["linear", "log"] = "linear"
    integer: StrictBool = False

    def flaw(self, *, drawn: bool) -> str | None:
        """Why it cannot be varied so, as `key: reason`; None if it can."""
        if not drawn:
            ranged = sorted(self.model_fields_set - {"key", "values"})
            if ranged:
                return (
                    f"{ranged[0]}: is for designs that are drawn (latin-hypercube, sobol); list values here"
                )
            return "values: is missing: a grid or list needs them" if self.values is None else None
        if self.values is not None:
            return "values: is for grid and list; this design draws between low and high"
        if self.low is None or self.high is None:
            return f"{'low' if self.low is None else 'high'}: is missing: a drawn factor needs low and high"
        if self.low >= self.high:
            return f"low: must be below high, which is {self.high}, and is {self.low}"
        if self.scale == "log" and self.low <= 0:
            return f"low: must be above 0 on a logarithmic scale, and is {self.low}"
        if self.integer and not (float(self.low).is_integer() and float(self.high).is_integer()):
            return "low: must be a whole number, as high, where integer = true"
        return None


class DesignTerms(Part):
    """Which combinations of the factors' values are run."""

    kind: Literal["grid", "list", "latin-hypercube", "sobol"] = "grid"
    points: Annotated[StrictInt, Field(ge=1)] | None = None
    second_order: StrictBool = False

    @property
    def drawn(self) -> bool:
        return self.kind in {"latin-hypercube", "sobol"}

    def flaw(self) -> str | None:
        """What does not fit its kind, as `key: reason`; None if all does."""
        if self.drawn and self.points is None:
            return "points: is missing: say how many to draw, such as 64"
        if not self.drawn and self.points is not None:
            return f"points: follows from the values in a {self.kind}; leave it out"
        if self.kind == "sobol" and self.points and self.points & (self.points - 1):
            return f"points: must be a power of two in a sobol design, such as 64, and is {self.points}"
        if self.second_order and self.kind != "sobol":
            return "second_order: is for sobol designs"
        return None


class Experiment(Part):
    """A question, a scenario, and a design: everything that decides what a sweep computes."""

    title: str = ""
    question: str = ""
    scenario: Name
    seed: Annotated[StrictInt, Field(ge=0)] = 0
    replications: Annotated[StrictInt, Field(ge=1)] = 1
    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    set: dict[str, Any] = {}
    design: DesignTerms = DesignTerms()
    factors: tuple[Factor, ...] = ()
    runner: str = RUNNER

    @property
    def keys(self) -> tuple[str, ...]:
        """The factors' keys, which are the columns of the table of points."""
        return tuple(factor.key for factor in self.factors)

    def flaw(self) -> str | None:
        """The first thing that does not fit together, as `key: reason`; None if all does."""
        if found := self.design.flaw():
            return f"design.{found}"
        if self.design.drawn and not self.factors:
            return f"factors: a {self.design.kind} design needs at least one of [[factors]]"
        for number, factor in enumerate(self.factors):
            if found := factor.flaw(drawn=self.design.drawn):
                return f"factors[{number}].{found}"
        lengths = {factor.key: len(factor.values or ()) for factor in self.factors}
        if self.design.kind == "list" and len(set(lengths.values())) > 1:
            counts = ", ".join(map(str, lengths.values()))
            return f"factors: have {counts} values; a list needs equally many of each"
        return self._repeated()

    def _repeated(self) -> str | None:
        for key in self.set:
            if key in self.keys:
                return f"set.{key}: is a factor too; leave out one of the two"
        for where, names in (("factors", self.keys), ("measures", self.measures)):
            for number, name in enumerate(names):
                if name in names[:number]:
                    return f"{where}[{number}]: {name} is there twice"
                if name in RESERVED:
                    return f"{where}[{number}]: {name} is a column of every sweep; choose another name"
        shared = [name for name in self.measures if name in self.keys]
        return f"measures: {shared[0]} is a factor too" if shared else None


def load_experiment(path: str | Path) -> Experiment:
    """Reads a file. Raises BadInput naming file, key, value and what would be right."""
    source = Path(path)
    data = read_document(source, "experiment")
    try:
        experiment = Experiment(**data)
    except ValidationError as error:
        raise refusal("experiment", error, Experiment, str(source)) from error
    if flaw := experiment.flaw():
        key, reason = flaw.split(": ", 1)
        raise BadInput("experiment", f"{key} {reason}", file=str(source), key=key)
    return experiment


def load_scenario(
    experiment: Experiment, path: str | Path, presets: Path = PRESETS
) -> tuple[dict[str, Any], Path]:
    """What the experiment's scenario says, and the folder that its own relative paths start from.

    It is a preset's name, or a path relative to the experiment's file, `path`. Raises BadInput.
    """
    name = experiment.scenario
    if name.endswith(ENDINGS):
        file = Path(path).parent / name
    else:
        known = {each.stem: each for each in sorted(presets.glob("*")) if each.suffix in ENDINGS}
        if name not in known:
            hint = f"{nearest(name, known)}; or name a file that ends in .toml or .yaml"
            reason = "scenario is not a preset"
            raise BadInput("experiment", reason, hint=hint, file=str(path), key="scenario", value=name)
        file = known[name]
    return read_document(file, "scenario"), file.resolve().parent
