"""Means with their intervals, against closed forms and scipy itself; tables of results that cannot be."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
import pytest
from scipy import stats

from dao_sim.errors import BadInput, Unsupported
from dao_sim.experiments.analysis import Bootstrap, Results, available, summaries


def table(samples: dict[int, list[float]], measure: str = "income") -> pl.DataFrame:
    """One row per run, of points that gave these values."""
    rows = [
        {"point": point, "replication": replication, measure: value}
        for point, values in samples.items()
        for replication, value in enumerate(values)
    ]
    return pl.DataFrame(rows)


def test_the_figures_are_scipy_s() -> None:
    values = np.random.default_rng(3).lognormal(size=25)
    found = summaries(Results(table({0: values.tolist()})), bootstrap=Bootstrap(resamples=20_000))
    (row,) = found.to_dicts()

    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=1
    ).confidence_interval
    assert (row["measure"], row["point"], row["runs"]) == ("income", 0, 25)
    assert row["mean"] == pytest.approx(values.mean())
    assert row["median"] == pytest.approx(np.median(values))
    assert row["deviation"] == pytest.approx(values.std(ddof=1))
    assert [row["low"], row["high"]] == pytest.approx(list(expected), rel=0.02)
    assert row["mean"] - row["low"] < row["high"] - row["mean"]  # lognormal samples are skewed: so is BCa


def test_the_interval_covers_the_true_mean_as_often_as_it_says() -> None:
    samples = np.random.default_rng(11).normal(5.0, 2.0, size=(400, 30))
    found = summaries(Results(table(dict(enumerate(samples.tolist())))), bootstrap=Bootstrap(resamples=500))

    covered = found.select((pl.col("low") <= 5) & (pl.col("high") >= 5)).to_series().mean()
    assert 0.91 <= float(str(covered)) <= 0.98


def test_the_seed_decides_and_no_other_measure_does() -> None:
    values = np.random.default_rng(5).normal(size=(2, 12)).tolist()
    one = Results(table(dict(enumerate(values))))
    two = Results(one.frame.with_columns(pl.col("income").alias("a copy")))
    alone, together = summaries(one), summaries(two).filter(pl.col("measure") == "income")
    assert alone.equals(together)
    assert alone.equals(summaries(one))
    assert not alone.equals(summaries(one, bootstrap=Bootstrap(seed=1)))


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        ([], (None, None)),
        ([2.5], (None, None)),
        ([2.5] * 6, (2.5, 2.5)),
        ([0.1] * 3, (0.1, 0.1)),
        ([1.0, 3.0], (1.0, 3.0)),
        ([float("nan"), 4.0, float("inf"), 4.0], (4.0, 4.0)),
    ],
)
def test_few_or_equal_values_make_no_noise(
    values: list[float], interval: tuple[float | None, float | None]
) -> None:
    rows = [(0, 0, 9.0), (1, 99, None), *((1, place, value) for place, value in enumerate(values))]
    frame = pl.DataFrame(rows, schema=["point", "replication", "income"], orient="row", strict=False)
    found = summaries(Results(frame))
    row = found.row(1, named=True)
    assert (row["low"], row["high"]) == interval
    assert row["runs"] == np.isfinite(values).sum()


@pytest.mark.parametrize("unit", [1e-300, 1.0, 1e300])
def test_no_unit_is_too_small_or_too_large(unit: float) -> None:
    values = np.array([0.0] * 40 + [1.0, 2.0])
    low, high = Bootstrap().mean(values * unit)
    expected = Bootstrap().mean(values)
    assert (low, high) == pytest.approx(tuple(bound * unit for bound in expected if bound is not None))


def test_factors_and_what_failed_are_no_measures() -> None:
    frame = table({0: [1.0], 1: [2.0]}).with_columns(
        levy=pl.Series([0.1, 0.2]), seed=pl.lit(7), stage=pl.lit(None, pl.String), rule=pl.lit("token")
    )
    assert Results(frame, ("levy",)).measures == ("income",)


def test_amounts_in_the_smallest_unit_are_measures_too() -> None:
    frame = table({0: [1.0, 3.0]}).with_columns(pl.col("income").cast(pl.Decimal(38, 0)) * 10**18)
    assert summaries(Results(frame))["mean"].to_list() == [2e18]


def test_what_is_wrong_with_a_table_or_a_request_is_named() -> None:
    frame = table({0: [1.0], 1: [2.0]})
    with pytest.raises(BadInput, match=r"there is no such column.*replication"):
        Results(frame.drop("replication"))
    with pytest.raises(BadInput, match="the same replication twice"):
        Results(pl.concat([frame, frame]))
    with pytest.raises(BadInput, match="there is no such measure") as missing:
        summaries(Results(frame), measures=["incom"])
    assert missing.value.hint == "did you mean income?"
    for wrong in ({"confidence": 1.0}, {"resamples": 10}, {"seed": -1}):
        with pytest.raises(BadInput, match=next(iter(wrong))):
            Bootstrap(**wrong)


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available()
    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    assert not available()
    with pytest.raises(Unsupported, match="needs scipy") as missing:
        summaries(Results(table({0: [1.0, 2.0]})))
    assert missing.value.hint == "pip install 'dao-sim[experiments]'"
