"""Demand fitted to what films earn: which weights of quality and past success make works as unequal.

Two weights are sought by least squares against three figures of the distribution of income over works: its
Gini and the shares of the top tenth and the top hundredth. What a film earns is not what makes it earn: other
weights with another distribution of quality can give the same figures, so the weights go with `catalogue`'s
assumptions.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dao_sim.experiments.calibration.catalogue import copies_sold
from dao_sim.metrics.concentration import top_share
from dao_sim.metrics.inequality import gini
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.streams import Streams
from dao_sim.table import MAX_DIGITS, open_rows, read_source

FITTED: Final = ("quality", "popularity")
"""The parameters that are sought."""
START: Final = (4.0, 0.2)
BOUNDS: Final = ((0.5, 0.0), (12.0, 0.8))
SEED: Final = 0
"""That of the fit whose findings are the defaults of DemandParameters."""
REPLICATIONS: Final = 3
"""Catalogues per try, over which the figures are averaged."""
FEWEST_WORKS: Final = 100
"""With fewer there is no top hundredth."""
_COLUMNS = ("title", "worldwide_gross_usd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How unequally works earn."""

    gini: float
    top_tenth: float
    """Share of all income that the top tenth of works earn."""
    top_hundredth: float


BANDS: Final = Concentration(gini=0.05, top_tenth=0.05, top_hundredth=0.04)
"""How far the model may be from films in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandFit:
    """What was found, and how near it comes."""

    parameters: DemandParameters
    seed: int
    films: Concentration
    model: Concentration
    """Mean of the replications."""
    film_income: tuple[int, ...]
    """Of each film, in USD."""
    model_income: tuple[int, ...]
    """Of each work of all replications, in copies."""

    def rows(self) -> list[tuple[str, str, str]]:
        """(figure, of films, of the model), as people read them."""
        films, model = self.films, self.model
        return [
            ("works", f"{len(self.film_income):,}", f"{len(self.model_income):,}"),
            ("Gini of income per work", f"{films.gini:.3f}", f"{model.gini:.3f}"),
            ("top 10 % of works earn", _percent(films.top_tenth), _percent(model.top_tenth)),
            ("top 1 % of works earn", _percent(films.top_hundredth), _percent(model.top_hundredth)),
        ]

    def record(self) -> dict[str, Any]:
        """The same for machines, in JSON's types; incomes left out."""
        return {
            "parameters": self.parameters.model_dump(),
            "fitted": list(FITTED),
            "seed": self.seed,
            "films": {"works": len(self.film_income), **asdict(self.films)},
            "model": {"works": len(self.model_income), **asdict(self.model)},
            "bands": asdict(BANDS),
            "within_bands": bool((np.abs(_gaps(self.model, self.films)) <= 1.0).all()),
        }


def fit_demand(path: Path, seed: int = SEED) -> DemandFit:
    """Fits quality and popularity, to two places, to what the films of a CSV file earned.

    Its columns are title and worldwide_gross_usd. Takes a few seconds. Raises BadInput for a file that cannot
    be read, for an income that is not a whole number of dollars, and for fewer than 100 films.
    """
    from scipy.optimize import least_squares

    income = read_films(path)
    films = concentration(income)

    def misses(tried: NDArray[np.float64]) -> NDArray[np.float64]:
        return _gaps(concentration_of_model(_parameters(tried), seed)[0], films)

    found = least_squares(
        misses, START, bounds=BOUNDS, x_scale=START, diff_step=(0.1, 0.1), xtol=0.005, ftol=0.005, max_nfev=10
    )
    parameters = _parameters(found.x)
    model, copies = concentration_of_model(parameters, seed)
    return DemandFit(
        parameters=parameters,
        seed=seed,
        films=films,
        model=model,
        film_income=tuple(income),
        model_income=tuple(copies),
    )


def concentration_of_model(parameters: DemandParameters, seed: int) -> tuple[Concentration, list[int]]:
    """The figures of the model's catalogues, averaged, and what each of their works sold, in copies."""
    streams = Streams(seed)
    parts = [streams.child(f"replication {number}") for number in range(REPLICATIONS)]
    sold: list[list[int]] = [copies_sold(parameters, part).tolist() for part in parts]
    figures = [asdict(concentration(copies)) for copies in sold]
    means = {name: sum(row[name] for row in figures) / REPLICATIONS for name in figures[0]}
    return Concentration(**means), [copies for catalogue in sold for copies in catalogue]


def concentration(income: list[int]) -> Concentration:
    """Of integers, one per work. Raises BadInput if nothing was earned."""
    tenth, hundredth = -(-len(income) // 10), -(-len(income) // 100)
    return Concentration(
        gini=float(gini(income)),
        top_tenth=float(top_share(income, tenth)),
        top_hundredth=float(top_share(income, hundredth)),
    )


def read_films(path: Path) -> list[int]:
    """What each film earned, in whole USD. Errors as of `fit_demand`."""
    source, income = read_source(path, "films"), []
    with open_rows(source, _COLUMNS) as rows:
        for line, row in rows:
            text = row[_COLUMNS[1]]
            if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS):
                hint = "whole dollars, such as 1842879955"
                reason = "income must be a whole number"
                raise source.bad(reason, hint=hint, line=line, column=_COLUMNS[1], value=text)
            income.append(int(text))
    if len(income) < FEWEST_WORKS:
        raise source.bad(f"at least {FEWEST_WORKS} films are needed to know the top 1 %", films=len(income))
    return income


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _parameters(tried: NDArray[np.float64]) -> DemandParameters:
    quality, popularity = (round(float(value), 2) for value in tried)
    return DemandParameters(quality=quality, popularity=popularity)


def _gaps(model: Concentration, films: Concentration) -> NDArray[np.float64]:
    """Model less films in each figure; 1 is the whole band."""
    bands = asdict(BANDS)
    return np.array([(getattr(model, name) - getattr(films, name)) / bands[name] for name in bands])
