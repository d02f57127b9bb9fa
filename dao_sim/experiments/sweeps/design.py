"""Designs: which combinations of the factors' values are run. Each is a sequence of points."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from dao_sim.errors import Unsupported
from dao_sim.experiments.sweeps.experiment_file import Experiment, Factor

if TYPE_CHECKING:
    import polars as pl

Point: TypeAlias = Mapping[str, Any]
"""A value for each factor, by its key."""


class Grid(Sequence[Point]):
    """Every combination of values, the last factor's changing fastest; each made when asked for."""

    def __init__(self, factors: Mapping[str, Sequence[Any]]) -> None:
        self._factors = factors

    def __len__(self) -> int:
        return math.prod(len(values) for values in self._factors.values())

    @overload
    def __getitem__(self, place: int) -> Point: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Point]: ...
    def __getitem__(self, place: int | slice) -> Point | Sequence[Point]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        rest = range(len(self))[place]
        chosen = {}
        for key, values in reversed(tuple(self._factors.items())):
            rest, digit = divmod(rest, len(values))
            chosen[key] = values[digit]
        return {key: chosen[key] for key in self._factors}


def points_of(experiment: Experiment) -> Sequence[Point]:
    """The design's points in order. Raises Unsupported where the library that draws them is absent."""
    return _DESIGNS[experiment.design.kind](experiment)


def _grid(experiment: Experiment) -> Sequence[Point]:
    return Grid({factor.key: factor.values or () for factor in experiment.factors})


def _list(experiment: Experiment) -> Sequence[Point]:
    rows = zip(*(factor.values or () for factor in experiment.factors), strict=True)
    return [dict(zip(experiment.keys, row, strict=True)) for row in rows] or [{}]


def _latin_hypercube(experiment: Experiment) -> Sequence[Point]:
    """McKay, Beckman, Conover 1979: each factor's range is cut into as many parts as there are points."""
    from SALib.sample import latin

    return _drawn(
        experiment, latin.sample(problem(experiment), experiment.design.points, seed=_seed(experiment))
    )


def _sobol(experiment: Experiment) -> Sequence[Point]:
    """Saltelli 2002 on scrambled Sobol points: N (D + 2) points, or N (2 D + 2) for second-order indices."""
    from SALib.sample import sobol

    design = experiment.design
    samples = sobol.sample(
        problem(experiment),
        design.points,
        calc_second_order=design.second_order,
        seed=_seed(experiment),
    )
    return _drawn(experiment, samples)


def _with_salib(draw: Callable[[Experiment], Sequence[Point]]) -> Callable[[Experiment], Sequence[Point]]:
    def drawing(experiment: Experiment) -> Sequence[Point]:
        try:
            return draw(experiment)
        except ModuleNotFoundError as error:
            reason = f"a {experiment.design.kind} design needs {error.name}, which is not installed"
            raise Unsupported("sweep", reason, hint="pip install 'dao-sim[experiments]'") from error

    return drawing


_DESIGNS: dict[str, Callable[[Experiment], Sequence[Point]]] = {
    "grid": _grid,
    "list": _list,
    "latin-hypercube": _with_salib(_latin_hypercube),
    "sobol": _with_salib(_sobol),
}


def problem(experiment: Experiment) -> dict[str, Any]:
    """A drawn design as SALib describes it, for its analyses too. Whole numbers are drawn below high + 1."""
    ranges = [(factor.low or 0, (factor.high or 0) + factor.integer) for factor in experiment.factors]
    return {
        "num_vars": len(experiment.factors),
        "names": list(experiment.keys),
        "bounds": [[float(low), float(high)] for low, high in ranges],
        "dists": ["logunif" if factor.scale == "log" else "unif" for factor in experiment.factors],
    }


def _drawn(experiment: Experiment, samples: Any) -> Sequence[Point]:
    return [
        {factor.key: _value(factor, cell) for factor, cell in zip(experiment.factors, row, strict=True)}
        for row in samples.tolist()
    ]


def _value(factor: Factor, cell: float) -> int | float:
    if not factor.integer:
        return cell
    return min(math.floor(cell), int(factor.high or 0))


def _seed(experiment: Experiment) -> int:
    """Of the design alone: 32 bits, as much as every sampler takes."""
    return int.from_bytes(hashlib.sha256(f"{experiment.seed} design".encode()).digest()[:4], "big")


def points_table(points: Sequence[Point], keys: Sequence[str]) -> pl.DataFrame:
    """Columns `point` (Int64) and one per factor: whole numbers, floats, truth or text as its values are.

    Values of several kinds, lists and sections are written as JSON.
    """
    import polars as pl

    columns = [pl.Series(key, *_cells([point[key] for point in points])) for key in keys]
    return pl.DataFrame([pl.Series("point", range(len(points)), dtype=pl.Int64), *columns])


def _cells(values: list[Any]) -> tuple[list[Any], pl.DataType | type[pl.DataType]]:
    import polars as pl

    kinds = {type(value) for value in values}
    largest = max((abs(value) for value in values if isinstance(value, int)), default=0)
    if kinds == {int} and largest < 2**63:
        return values, pl.Int64
    if kinds <= {int, float} and largest <= 2**53:
        return [float(value) for value in values], pl.Float64
    if kinds in ({bool}, {str}):
        return values, pl.Boolean if kinds == {bool} else pl.String
    return [json.dumps(value, sort_keys=True, default=str) for value in values], pl.String
