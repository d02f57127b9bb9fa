"""Columns of amounts up to 2^128 − 1 of the smallest unit, exact: four limbs of 32 bits, lowest first.

Limbs are kept in planes of unsigned 64-bit integers, so that 2^32 of them sum before a carry is due: a sum
over a whole column carries once, at its end. What would not fit raises before it is computed wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS = 32
LIMBS = 4
LARGEST = 2 ** (BITS * LIMBS) - 1
"""What an amount can be at most."""

MAX_FACTOR = 2**31 - 1
"""What a column can be multiplied or divided by: a limb times it, and a carry, fit 64 bits."""

_MASK = np.uint64(2**BITS - 1)
_BITS = np.uint64(BITS)
EXACT_ROWS = 2**20
"""So many limbs sum below 2^53, where floats are exact, and `bincount` is the fastest sum by group."""


class Amounts:
    """A column of n amounts. Operators give new columns; `put`, `increase` and `decrease` change it in place.

    `limbs` has the shape (4, n), type uint64, each below 2^32. Where a result could be negative or beyond
    `LARGEST`, the operation raises BadInput and changes nothing.
    """

    __slots__ = ("limbs",)

    def __init__(self, limbs: NDArray[np.uint64]) -> None:
        self.limbs = limbs

    @classmethod
    def zeros(cls, size: int) -> Amounts:
        """A column of nothing."""
        return cls(np.zeros((LIMBS, size), dtype=np.uint64))

    @classmethod
    def of(cls, values: Iterable[int]) -> Amounts:
        """A column of these integers. Raises BadInput for one that is negative or too large."""
        listed = [int(value) for value in values]
        wrong = next((value for value in listed if not 0 <= value <= LARGEST), None)
        if wrong is not None:
            raise _beyond(wrong)
        raw = b"".join(value.to_bytes(16, "little") for value in listed)
        return cls(np.ascontiguousarray(np.frombuffer(raw, "<u4").reshape(-1, LIMBS).T).astype(np.uint64))

    @classmethod
    def counts(cls, values: NDArray[Any]) -> Amounts:
        """A column of an array of integers, or of truths; none of them negative."""
        limbs = np.zeros((LIMBS, len(values)), dtype=np.uint64)
        wide = values.astype(np.uint64)
        limbs[0], limbs[1] = wide & _MASK, wide >> _BITS
        return cls(limbs)

    @classmethod
    def full(cls, size: int, value: int) -> Amounts:
        """So many times the same."""
        one = cls.of([value])
        return cls(np.repeat(one.limbs, size, axis=1))

    def __len__(self) -> int:
        return int(self.limbs.shape[1])

    def __getitem__(self, rows: Any) -> Amounts:
        """The column of these rows: a slice, an array of indices, or a mask."""
        return Amounts(self.limbs[:, rows])

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(_carried(self.limbs + other.limbs))

    def __sub__(self, other: Amounts) -> Amounts:
        if (short := self.less(other)).any():
            row = int(np.flatnonzero(short)[0])
            raise BadInput("amounts", "would be negative", row=row, of=self.at(row), less=other.at(row))
        return Amounts(_borrowed(self.limbs, other.limbs))

    def __eq__(self, other: object) -> bool:
        """Whether all rows are the same."""
        return isinstance(other, Amounts) and np.array_equal(self.limbs, other.limbs)

    __hash__ = None  # type: ignore[assignment]  # it can change

    def __repr__(self) -> str:
        return f"Amounts({self.tolist()})"

    def copy(self) -> Amounts:
        """The same amounts, to be changed apart."""
        return Amounts(self.limbs.copy())

    def extended(self, more: Amounts) -> Amounts:
        """These rows, and then the others."""
        return Amounts(np.concatenate((self.limbs, more.limbs), axis=1))

    def at(self, row: int) -> int:
        """One amount."""
        return _joined(self.limbs[:, row].tolist())

    def tolist(self) -> list[int]:
        """All amounts, as Python integers."""
        raw = self.limbs.astype("<u4").T.tobytes()
        return [int.from_bytes(raw[start : start + 16], "little") for start in range(0, len(raw), 16)]

    def total(self) -> int:
        """The sum over all rows, which may be larger than one amount can be."""
        return _joined(self.limbs.sum(axis=1).tolist())

    def totals(self, groups: NDArray[np.int64], size: int) -> Amounts:
        """The sum over the rows of each group, from 0 to `size` − 1. Raises BadInput for one too large."""
        return Amounts(_carried(_summed(self.limbs, groups, size)))

    def times(self, factor: int | NDArray[np.uint64] | NDArray[np.int64]) -> Amounts:
        """Each row by an integer, or by its own, from 0 to `MAX_FACTOR`."""
        factors = np.asarray(factor)
        if factors.size and (factors.min() < 0 or factors.max() > MAX_FACTOR):
            raise BadInput(
                "amounts", f"can be multiplied by at most {MAX_FACTOR:,}", factor=int(factors.max())
            )
        return Amounts(_carried(self.limbs * factors.astype(np.uint64)))

    def divided(self, divisor: int) -> tuple[Amounts, NDArray[np.int64]]:
        """Quotients, rounded down, and what is left of each."""
        if not 1 <= divisor <= MAX_FACTOR:
            raise BadInput("amounts", f"can be divided by 1 to {MAX_FACTOR:,}", divisor=divisor)
        quotients = np.empty_like(self.limbs)
        by = np.uint64(divisor)
        left = np.zeros(len(self), dtype=np.uint64)
        for plane in reversed(range(LIMBS)):
            quotients[plane], left = np.divmod((left << _BITS) | self.limbs[plane], by)
        return Amounts(quotients), left.astype(np.int64)

    def less(self, other: Amounts) -> NDArray[np.bool_]:
        """Where a row is less than the other's."""
        below = np.zeros(len(self), dtype=np.bool_)
        for mine, theirs in zip(self.limbs, other.limbs, strict=True):
            np.logical_or(mine < theirs, np.logical_and(mine == theirs, below), out=below)
        return below

    def positive(self) -> NDArray[np.bool_]:
        """Where there is something."""
        return np.asarray(self.limbs.any(axis=0), dtype=np.bool_)

    def floats(self, unit: int = 10**18) -> NDArray[np.float64]:
        """In whole units, nearly: for behaviour and charts, never for books. The same bits everywhere."""
        joined = np.zeros(len(self))
        for limbs in reversed(self.limbs):
            joined = joined * 4294967296.0 + limbs.astype(np.float64)
        return joined / float(unit)

    def put(self, rows: Any, amounts: Amounts) -> None:
        """Writes these rows, each named once."""
        self.limbs[:, rows] = amounts.limbs

    def increase(self, rows: NDArray[np.int64], amounts: Amounts) -> None:
        """Adds to these rows; one that is named twice gets both."""
        touched, places, size = _touched(rows, len(self))
        self._change(touched, _summed(amounts.limbs, places, size).view(np.int64))

    def decrease(self, rows: NDArray[np.int64], amounts: Amounts) -> None:
        """Takes from these rows; one that is named twice gives both."""
        touched, places, size = _touched(rows, len(self))
        self._change(touched, -_summed(amounts.limbs, places, size).view(np.int64))

    def move(self, sources: NDArray[np.int64], targets: NDArray[np.int64], amounts: Amounts) -> None:
        """From row to row. What is left in the end counts: a row may give what it gets only here."""
        touched, places, size = _touched(np.concatenate((sources, targets)), len(self))
        taken = _summed(amounts.limbs, places[: len(amounts)], size).view(np.int64)
        given = _summed(amounts.limbs, places[len(amounts) :], size).view(np.int64)
        self._change(touched, given - taken)

    def roots(self) -> NDArray[np.uint64]:
        """Square roots, rounded down: estimated in floats, then corrected until they are exact."""
        wide = self.floats(unit=1)
        roots = np.minimum(np.sqrt(wide), 2.0**64 - 2.0**11).astype(np.uint64)
        for _ in range(2):  # leaves an error of 2^11 at most, and then of a few units
            step = self._beyond_square(roots) / np.maximum(2.0 * roots.astype(np.float64), 1.0)
            room = (np.uint64(2**64 - 1) - roots).astype(np.float64)
            roots += np.floor(np.minimum(step, room)).astype(np.int64).view(np.uint64)
        while (high := self._beyond_square(roots) < 0).any():
            roots -= high.astype(np.uint64)
        while (low := self._beyond_square(roots) > 2.0 * roots.astype(np.float64)).any():
            roots += low.astype(np.uint64)
        return roots

    def _beyond_square(self, roots: NDArray[np.uint64]) -> NDArray[np.float64]:
        """What is left of each row without a square: exact below 2^53, its sign always."""
        low, high = roots & _MASK, roots >> _BITS
        cross = low * high
        planes = (low * low, cross, cross, high * high)
        square = np.zeros_like(self.limbs)
        for place, part in zip((0, 1, 1, 2), planes, strict=True):
            square[place] += part & _MASK
            square[place + 1] += part >> _BITS
        carry = np.zeros(len(self), dtype=np.int64)
        digits = []  # from −2^31 to 2^31 − 1, so that a small rest has small digits only
        for plane in range(LIMBS):
            left = self.limbs[plane].view(np.int64) - square[plane].view(np.int64) + carry
            carry = (left + 2 ** (BITS - 1)) >> BITS
            digits.append(left - (carry << BITS))
        rest = carry.astype(np.float64)
        for digit in reversed(digits):
            rest = rest * 4294967296.0 + digit.astype(np.float64)
        return rest

    def _change(self, rows: Any, changes: NDArray[np.int64]) -> None:
        """Adds signed sums of limbs to these rows, each named once."""
        before = self.limbs[:, rows].view(np.int64)
        after = np.empty_like(before)
        carry: NDArray[np.int64] | np.int64 = np.int64(0)
        for plane in range(LIMBS):
            changed = before[plane] + changes[plane] + carry
            after[plane] = changed & np.int64(2**BITS - 1)
            carry = changed >> BITS
        if np.any(carry):
            at = int(np.flatnonzero(carry)[0])
            raise _beyond(_joined((before[:, at] + changes[:, at]).tolist()), at)
        self.limbs[:, rows] = after.view(np.uint64)


def _touched(rows: NDArray[np.int64], size: int) -> tuple[Any, NDArray[np.int64], int]:
    """Which rows of a column are named, the place of each name among them, and how many they are.

    Where there are many names all rows are taken, which saves sorting.
    """
    if 8 * len(rows) > size:
        return slice(None), rows, size
    named, places = np.unique(rows, return_inverse=True)
    return named, places, len(named)


def _summed(limbs: NDArray[np.uint64], groups: NDArray[np.int64], size: int) -> NDArray[np.uint64]:
    """Sums of limbs by group, not carried: shape (4, size)."""
    sums = np.zeros((LIMBS, size), dtype=np.uint64)
    for start in range(0, limbs.shape[1], EXACT_ROWS):
        part = slice(start, start + EXACT_ROWS)
        for plane in range(LIMBS):
            some = limbs[plane, part]
            if some.any():
                counted = np.bincount(groups[part], weights=some.astype(np.float64), minlength=size)
                sums[plane] += counted.astype(np.uint64)
    return sums


def _joined(limbs: list[int]) -> int:
    return sum(limb << BITS * place for place, limb in enumerate(limbs))


def _carried(limbs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sums of limbs as limbs. Raises BadInput for what four of them cannot hold."""
    carry: NDArray[np.uint64] | np.uint64 = np.uint64(0)
    out = np.empty_like(limbs)
    for plane in range(LIMBS):
        summed = limbs[plane] + carry
        out[plane] = summed & _MASK
        carry = summed >> _BITS
    if np.any(carry):
        row = int(np.flatnonzero(carry)[0])
        raise _beyond(_joined(limbs[:, row].tolist()), row)
    return out


def _borrowed(mine: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    out = np.empty_like(mine)
    borrow: NDArray[np.uint64] | np.uint64 = np.uint64(0)
    for plane in range(LIMBS):
        taken = theirs[plane] + borrow
        short = mine[plane] < taken
        out[plane] = (mine[plane] + (short.astype(np.uint64) << _BITS)) - taken
        borrow = short.astype(np.uint64)
    return out


def _beyond(value: int, row: int | None = None) -> BadInput:
    return BadInput("amounts", "must be from 0 to 2^128 − 1 of the smallest unit", value=value, row=row)
