"""Amounts, durations and percentages as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.units import (
    format_amount,
    format_duration,
    parse_amount,
    parse_duration,
    parse_percent,
    short_amount,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("1", 10**18),
        ("7526.9811523992", 7526981152399200000000),
        ("0.000000000000000001", 1),
        (12, 12 * 10**18),
        (" 3.50 ", 35 * 10**17),
    ],
)
def test_an_amount_becomes_an_integer_without_rounding(text: str | int, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1,000", ".5", "5.", "0x10", "nan", "1.5.2", "٣"])
def test_what_is_not_a_plain_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a non-negative decimal"):
        parse_amount(text)


def test_more_places_than_the_token_has_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 6 decimal places, has 7"):
        parse_amount("0.1234567", decimals=6)


@given(amount=st.integers(0, 2**256), decimals=st.integers(0, 18))
def test_formatting_and_parsing_are_inverse(amount: int, decimals: int) -> None:
    assert parse_amount(format_amount(amount, decimals).replace(",", ""), decimals) == amount


def test_a_negative_amount_is_shown_with_its_sign() -> None:
    assert format_amount(-15 * 10**17) == "-1.5"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0"),
        (5 * 10**17, "0"),
        (52 * 10**18 + 1, "52"),
        (999_999 * 10**15, "999"),
        (1_234_567 * 10**15, "1.234k"),
        (358_020_908 * 10**18, "358.0M"),
        (14_734_385_179 * 10**18, "14.73B"),
        (-2 * 10**30, "-2.000T"),
        (12_345 * 10**30, "12,345T"),
    ],
)
def test_a_short_amount_keeps_four_digits(amount: int, shown: str) -> None:
    assert short_amount(amount) == shown


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("15m", 900), ("12h", 43_200), ("3d", 259_200), ("2w", 1_209_600)],
)
def test_a_duration_is_seconds(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@given(seconds=st.integers(0, 10**9))
def test_a_duration_is_shown_as_it_could_be_written(seconds: int) -> None:
    assert parse_duration(format_duration(seconds)) == seconds


def test_a_duration_is_shown_in_its_largest_unit() -> None:
    assert [format_duration(seconds) for seconds in (0, 90, 900, 86_400)] == ["0s", "90s", "15m", "1d"]


@pytest.mark.parametrize("text", ["", "3 days", "-3d", "1.5h", "d", "3y"])
def test_a_duration_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 3d"):
        parse_duration(text)


@pytest.mark.parametrize(("text", "bps"), [("4%", 400), ("7.5%", 750), ("0.01 %", 1), ("100%", 10_000)])
def test_a_percentage_is_basis_points(text: str, bps: int) -> None:
    assert parse_percent(text) == bps


@pytest.mark.parametrize("text", ["4", "%", "0.001%", "-1%", 4])
def test_a_percentage_that_cannot_be_basis_points_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"percentage|decimal"):
        parse_percent(text)
