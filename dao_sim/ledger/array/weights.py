"""What votes weigh, kept in the form in which they are summed quickest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import BITS, EXACT_ROWS, LIMBS, Amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Weights:
    """A column of amounts as limbs in floats, which are exact; without those that are zero everywhere."""

    def __init__(self, amounts: Amounts) -> None:
        self._size = len(amounts)
        self._planes = [
            (place, limbs.astype(np.float64)) for place, limbs in enumerate(amounts.limbs) if limbs.any()
        ]

    def amounts(self) -> Amounts:
        """The same as a column."""
        limbs = np.zeros((LIMBS, self._size), dtype=np.uint64)
        for place, plane in self._planes:
            limbs[place] = plane.astype(np.uint64)
        return Amounts(limbs)

    def sums(self, groups: NDArray[np.int8], accounts: NDArray[np.int64] | None, size: int) -> list[int]:
        """Sums of these accounts' weights (None for all, in order) by group, from 0 to `size` − 1."""
        sums = [0] * size
        for start in range(0, len(groups), EXACT_ROWS):
            part = slice(start, start + EXACT_ROWS)
            places = groups[part].astype(np.intp)
            rows = part if accounts is None else accounts[part]
            for place, plane in self._planes:
                counted = np.bincount(places, weights=plane[rows], minlength=size).tolist()
                sums = [sum_ + (int(limb) << BITS * place) for sum_, limb in zip(sums, counted, strict=True)]
        return sums
