"""Elementary functions against long decimals and scipy, sums in order, the same bits on lesser processors."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.portable import Floats
from dao_sim.sim.streams import Streams
from tests.unit.sim.bits import digests

ROOT = Path(__file__).resolve().parents[3]
SPREAD = (Streams(1).uniform("spread", 0, 1_500) - 0.5) * 1_400
NEAR = (Streams(1).uniform("near", 0, 500) - 0.5) * 2
EXTREMES = np.array([0.0, -0.0, 5e-324, 2.3e-308, 1e-17, 1.0, -1.0, 709.782712893384, -745.13, 1.7e308])
NO_NUMBERS = np.array([np.nan, np.inf, -np.inf])


def worst_ulp(found: Floats, exact: list[Decimal]) -> float:
    """The largest error, in the exact result's units in the last place."""
    gaps = []
    for value, wanted in zip(found.tolist(), exact, strict=True):
        assert math.isfinite(value)
        unit = Fraction(math.ulp(float(wanted)))
        gaps.append(float(abs(Fraction(value) - Fraction(wanted)) / unit))
    return max(gaps)


def test_exp_is_within_one_ulp() -> None:
    values = np.concatenate([SPREAD, NEAR, EXTREMES[:-1]])
    with localcontext(Context(prec=60)):
        exact = [Decimal(value).exp() for value in values.tolist()]
    # results below the normal numbers are rounded twice, as everybody's are
    assert worst_ulp(portable.exp(values), exact) < 1.0


def test_log_is_within_one_ulp() -> None:
    values = np.concatenate([portable.exp(SPREAD), 1 + NEAR / 3, [5e-324, 2.3e-308, 1.7e308, 2.0, 0.5]])
    with localcontext(Context(prec=60)):
        exact = [Decimal(value).ln() for value in values.tolist()]
    assert worst_ulp(portable.log(values), exact) < 1.0


def test_log_of_one_is_nothing() -> None:
    assert portable.log(np.array([1.0])).tolist() == [0.0]


def test_power_is_as_near_as_it_says() -> None:
    base, exponent = 10 * np.abs(NEAR), SPREAD[:500] / 10
    with localcontext(Context(prec=60)):
        exact = [Decimal(b) ** Decimal(e) for b, e in zip(base.tolist(), exponent.tolist(), strict=True)]
    found = portable.power(base, exponent)
    for value, wanted, size in zip(found, exact, np.abs(exponent * np.log(base)), strict=True):
        assert worst_ulp(np.array([value]), [wanted]) <= 2 + 3 * size


def test_logistic_is_within_three_ulp() -> None:
    values = np.concatenate([SPREAD, NEAR])
    with localcontext(Context(prec=60)):
        exact = [1 / (1 + (-Decimal(value)).exp()) for value in values.tolist()]
    assert worst_ulp(portable.logistic(values), exact) <= 3.0


def test_normal_quantiles_are_scipys() -> None:
    special = pytest.importorskip("scipy.special")
    chances = np.concatenate([np.abs(NEAR), 1 - np.abs(NEAR) * 1e-6, portable.exp(-np.abs(SPREAD)), [0.5]])

    np.testing.assert_allclose(
        portable.normal_quantile(chances), special.ndtri(chances), rtol=3e-15, atol=1e-16
    )


def test_what_is_no_number_is_answered_without_a_warning() -> None:
    np.testing.assert_array_equal(portable.exp(NO_NUMBERS), [np.nan, np.inf, 0.0])
    np.testing.assert_array_equal(portable.exp(np.array([709.79, -745.14, 1e300])), [np.inf, 0.0, np.inf])
    np.testing.assert_array_equal(portable.log(NO_NUMBERS), [np.nan, np.inf, np.nan])
    np.testing.assert_array_equal(portable.log(np.array([0.0, -1.0])), [-np.inf, np.nan])
    np.testing.assert_array_equal(portable.logistic(NO_NUMBERS), [np.nan, 1.0, 0.0])
    outside = portable.normal_quantile(np.array([0.0, 1.0, -0.1, 1.1, np.nan]))
    np.testing.assert_array_equal(outside, [-np.inf, np.inf, np.nan, np.nan, np.nan])


def test_powers_of_nothing_and_to_nothing() -> None:
    base, exponent = np.array([0.0, 0.0, 0.0, 5.0, -1.0]), np.array([0.0, 2.0, -1.0, 0.0, 2.0])

    np.testing.assert_array_equal(portable.power(base, exponent), [1.0, 0.0, np.inf, 1.0, np.nan])
    np.testing.assert_array_equal(portable.power(base, 0.0), np.ones(5))


def test_sums_add_in_order() -> None:
    values, groups = np.array([1e16, 1.0, -1e16, 1.0] * 50), np.arange(200) // 4 % 2
    by_hand, by_group = 0.0, [0.0, 0.0, 0.0]
    for value, group in zip(values.tolist(), groups.tolist(), strict=True):
        by_hand += value
        by_group[group] += value

    assert portable.total(values) == by_hand != math.fsum(values)
    assert portable.totals(values, groups, 3).tolist() == by_group
    assert portable.total(values[:0]) == 0.0


@pytest.mark.parametrize("groups", [[0, 1], [0, 1, 3], [0, -1, 2]])
def test_groups_that_do_not_fit_are_refused(groups: list[int]) -> None:
    with pytest.raises(BadInput, match="group"):
        portable.totals(np.ones(3), np.array(groups), 3)


def test_the_bits_are_the_same_without_the_processors_features() -> None:
    core = getattr(np, "_core", None) or np.core
    umath = core._multiarray_umath
    # NumPy refuses to turn off what it was compiled for, and warns of what the processor does not have
    features = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__[name]]
    if not features:
        pytest.skip("NumPy uses nothing of this processor that could be turned off")

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.unit.sim.bits"],
        env=os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(features)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lesser = json.loads(done.stdout)

    assert not set(features) & set(lesser["features"])
    assert lesser["digests"] == digests()
