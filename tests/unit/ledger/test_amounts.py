"""Columns of amounts against Python's own integers."""

from __future__ import annotations

from math import isqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import LARGEST, MAX_FACTOR, Amounts

VALUES = st.one_of(
    st.integers(0, LARGEST), st.integers(0, 3), st.integers(0, 127).map(lambda power: 2**power - 1)
)
COLUMNS = st.lists(VALUES, max_size=40)


def rows_of(size: int, count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, size - 1), min_size=count, max_size=count)


@given(COLUMNS)
def test_what_goes_in_comes_out(values: list[int]) -> None:
    column = Amounts.of(values)
    assert column.tolist() == values
    assert [column.at(row) for row in range(len(values))] == values
    assert column.total() == sum(values)
    assert column.positive().tolist() == [value > 0 for value in values]


@pytest.mark.parametrize("value", [-1, LARGEST + 1])
def test_what_does_not_fit_is_refused(value: int) -> None:
    with pytest.raises(BadInput, match="2\\^128"):
        Amounts.of([0, value])


@given(st.data())
def test_sums_and_differences(data: st.DataObject) -> None:
    ours = data.draw(COLUMNS)
    theirs = data.draw(st.lists(VALUES, min_size=len(ours), max_size=len(ours)))
    mine, other = Amounts.of(ours), Amounts.of(theirs)
    assert mine.less(other).tolist() == [one < two for one, two in zip(ours, theirs, strict=True)]
    sums = [one + two for one, two in zip(ours, theirs, strict=True)]
    if any(value > LARGEST for value in sums):
        with pytest.raises(BadInput):
            mine + other
    else:
        assert (mine + other).tolist() == sums
    if any(one < two for one, two in zip(ours, theirs, strict=True)):
        with pytest.raises(BadInput, match="negative"):
            mine - other
    else:
        assert (mine - other).tolist() == [one - two for one, two in zip(ours, theirs, strict=True)]


@given(st.lists(st.integers(0, 2**97), min_size=1), st.integers(0, MAX_FACTOR), st.integers(1, MAX_FACTOR))
def test_products_and_quotients(values: list[int], factor: int, divisor: int) -> None:
    column = Amounts.of(values)
    assert column.times(factor).tolist() == [value * factor for value in values]
    quotients, left = column.divided(divisor)
    assert quotients.tolist() == [value // divisor for value in values]
    assert left.tolist() == [value % divisor for value in values]


@given(st.data())
def test_rows_change_in_place(data: st.DataObject) -> None:
    """Few rows of many, and many of few, are two ways to the same; what fails changes nothing."""
    size = data.draw(st.sampled_from((1, 3, 200)))
    held = data.draw(st.lists(VALUES, min_size=size, max_size=size))
    moved = data.draw(st.lists(VALUES, min_size=1, max_size=12))
    sources, targets = (data.draw(rows_of(size, len(moved))) for _ in range(2))
    for change, signs in (("increase", (1, 0)), ("decrease", (-1, 0)), ("move", (1, -1))):
        column, expected = Amounts.of(held), list(held)
        for source, target, amount in zip(sources, targets, moved, strict=True):
            expected[target] += signs[0] * amount
            expected[source] += signs[1] * amount
        rows = [np.array(named) for named in ((sources, targets) if signs[1] else (targets,))]
        if all(0 <= value <= LARGEST for value in expected):
            getattr(column, change)(*rows, Amounts.of(moved))
            assert column.tolist() == expected
        else:
            with pytest.raises(BadInput):
                getattr(column, change)(*rows, Amounts.of(moved))
            assert column.tolist() == held


@given(st.data())
def test_totals_by_group(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.integers(0, LARGEST // 40), max_size=40))
    groups = data.draw(rows_of(3, len(values)))
    expected = [sum(v for v, g in zip(values, groups, strict=True) if g == group) for group in range(3)]
    assert Amounts.of(values).totals(np.array(groups, dtype=np.int64), 3).tolist() == expected


@given(COLUMNS, st.lists(st.integers(0, 2**64 - 1), max_size=40))
@example(values=[LARGEST, LARGEST - 1, 2**127], roots=[2**64 - 1, 2**64 - 2, 2**53, 2**32, 0])
def test_roots_are_exact(values: list[int], roots: list[int]) -> None:
    """Squares, and what is beside them, are where a root in floats goes wrong."""
    near = [root * root + off for root in roots for off in (-1, 0, 1, 2 * root)]
    column = [*values, *(value for value in near if 0 <= value <= LARGEST)]
    assert Amounts.of(column).roots().tolist() == [isqrt(value) for value in column]


def test_counts() -> None:
    assert Amounts.counts(np.array([0, 1, 2**63 - 1])).tolist() == [0, 1, 2**63 - 1]
    assert Amounts.counts(np.array([True, False])).tolist() == [1, 0]
    assert Amounts.counts(np.array([2**64 - 1], dtype=np.uint64)).tolist() == [2**64 - 1]
