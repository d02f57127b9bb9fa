"""Demand as it is by default makes works as unequal as films are, and the defaults are what the fit finds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.calibration.catalogue import LIFE, RELEASES, copies_sold
from dao_sim.experiments.calibration.demand import (
    SEED,
    DemandFit,
    concentration,
    concentration_of_model,
    fit_demand,
    read_films,
)
from dao_sim.report.demand_fit import demand_fit_chart
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.streams import Streams

FILMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "films.csv"
recorded = pytest.mark.skipif(not FILMS.exists(), reason="../shared/data/films.csv is not here")


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_works_earn_as_unequally_as_films_by_default(seed: int) -> None:
    """Over three seeds that the fit did not see; a single catalogue each."""
    found = concentration(copies_sold(DemandParameters(), Streams(seed)).tolist())

    assert found.gini == pytest.approx(0.685, abs=0.05)
    assert found.top_tenth == pytest.approx(0.51, abs=0.05)
    assert found.top_hundredth == pytest.approx(0.12, abs=0.04)


def test_without_feedback_and_quality_they_would_not() -> None:
    """The bands can be missed: the feedback alone, or quality alone, is not enough."""
    for less in (DemandParameters(popularity=0.0), DemandParameters(quality=0.0)):
        assert concentration(copies_sold(less, Streams(101)).tolist()).gini < 0.6


def test_a_year_of_works_lives_and_the_same_seed_sells_the_same() -> None:
    parameters = DemandParameters(attention=2)
    sold = copies_sold(parameters, Streams(1))

    assert sold.shape == (LIFE * RELEASES,)
    np.testing.assert_array_equal(sold, copies_sold(parameters, Streams(1)))


@pytest.fixture(scope="module")
def fit() -> DemandFit:
    return fit_demand(FILMS)


@recorded
def test_the_defaults_are_what_the_fit_finds(fit: DemandFit) -> None:
    """As near as another version of the optimiser may stop."""
    default = DemandParameters()

    assert fit.seed == SEED
    assert fit.parameters.quality == pytest.approx(default.quality, abs=0.1)
    assert fit.parameters.popularity == pytest.approx(default.popularity, abs=0.02)
    assert fit.parameters.model_copy(update=default.model_dump(include={"quality", "popularity"})) == default


@recorded
def test_films_are_as_they_are_said_to_be(fit: DemandFit) -> None:
    """Counted once more with floats, from the file's description: Gini 0.685, 51.1 % and 11.6 %."""
    income = np.sort(np.array(fit.film_income, dtype=np.float64))
    ranks = np.arange(1, len(income) + 1)

    assert fit.films.gini == pytest.approx(
        float(((2 * ranks - len(income) - 1) * income).sum() / len(income) / income.sum())
    )
    assert fit.rows()[0] == ("works", "3,194", "3,120")
    assert [films for _what, films, _model in fit.rows()[1:]] == ["0.685", "51.1 %", "11.6 %"]


@recorded
def test_the_fit_says_how_near_it_comes(fit: DemandFit) -> None:
    record = json.loads(json.dumps(fit.record()))

    assert record["within_bands"] is True
    assert record["fitted"] == ["quality", "popularity"]
    assert DemandParameters(**record["parameters"]) == fit.parameters
    again, copies = concentration_of_model(fit.parameters, SEED)
    assert (again, tuple(copies)) == (fit.model, fit.model_income)


@recorded
def test_the_fit_is_drawn(fit: DemandFit) -> None:
    """Both curves are there, in their colours, on both sides."""
    from matplotlib.image import imread

    picture = np.rint(imread(io.BytesIO(demand_fit_chart(fit)), format="png")[..., :3] * 255)
    for colour in ((0x33, 0x33, 0x33), (0xD9, 0x74, 0x2B)):
        of_it = (picture == colour).all(axis=2)
        assert of_it[:, :900].sum() > 1_000 < of_it[:, 900:].sum()


BAD = [
    ("title,year\nA,1999\n", "a column is missing"),
    ("title,worldwide_gross_usd\nA,12.5\n", "whole number"),
    ("title,worldwide_gross_usd\nA,-3\n", "whole number"),
    ("title,worldwide_gross_usd\nA,12\n", "at least 100 films"),
]


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_files_that_are_no_films_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "films.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=reason) as caught:
        read_films(path)
    assert caught.value.operands["file"] == str(path)
