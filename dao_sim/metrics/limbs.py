"""Integers of any size in NumPy: split into limbs of 30 bits, added as they are, carried once at the end.

A sum of up to 2^33 limbs fits 64 bits, so that sums of token amounts are exact where floats would not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BITS = 30


def split(values: Sequence[int]) -> NDArray[np.int64]:
    """Non-negative integers as rows of as few limbs as hold the largest, lowest first."""
    import numpy as np

    width = max(1, -(-max(values).bit_length() // BITS))
    mask = (1 << BITS) - 1
    rows = [[value >> BITS * limb & mask for limb in range(width)] for value in values]
    return np.array(rows, dtype=np.int64)


def join(limbs: NDArray[np.int64]) -> list[int]:
    """Rows of limbs, carried or not, as Python integers."""
    return [sum(limb << BITS * place for place, limb in enumerate(row)) for row in limbs.tolist()]


def at_least(limbs: NDArray[np.int64], bound: int) -> NDArray[np.bool_]:
    """Which sums of limbs, not carried yet, reach a bound: the shape of `limbs` without its last axis."""
    import numpy as np

    reached = np.ones(limbs.shape[:-1], dtype=np.bool_)
    carried = np.zeros(limbs.shape[:-1], dtype=np.int64)
    for place in range(limbs.shape[-1]):
        carried = limbs[..., place] + (carried >> BITS)
        digit, wanted = carried & ((1 << BITS) - 1), bound >> BITS * place & ((1 << BITS) - 1)
        reached = (digit > wanted) | ((digit == wanted) & reached)
    beyond, wanted = carried >> BITS, bound >> BITS * limbs.shape[-1]
    reached &= beyond == wanted
    reached |= beyond > wanted
    return reached
