"""Which moves of units, made one after the other, find the units that they move."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.array.units import NOTHING, Units
from dao_sim.units import SHARES_PER_WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray


def covered(
    table: Units,
    works: NDArray[np.int64],
    senders: NDArray[np.int64],
    recipients: NDArray[np.int64],
    units: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether each move can be made. All at once where nobody gives more than it has from the start."""
    rows = table.find(works, senders)
    known = rows != NOTHING
    asked = np.minimum(units, SHARES_PER_WORK + 1)
    given = np.bincount(rows[known], weights=asked[known], minlength=len(table.held))
    if not asked[~known].any() and (given <= table.held).all():
        return np.ones(len(works), dtype=np.bool_)
    return _in_turn(table, works, senders, recipients, asked)


def _in_turn(
    table: Units,
    works: NDArray[np.int64],
    senders: NDArray[np.int64],
    recipients: NDArray[np.int64],
    units: NDArray[np.int64],
) -> NDArray[np.bool_]:
    held: dict[tuple[int, int], int] = defaultdict(int)
    for holders in (senders, recipients):
        rows = table.find(works, holders)
        known = rows != NOTHING
        keys = zip(works[known].tolist(), holders[known].tolist(), strict=True)
        held.update(zip(keys, table.held[rows[known]].tolist(), strict=True))
    found = np.zeros(len(works), dtype=np.bool_)
    columns = (column.tolist() for column in (works, senders, recipients, units))
    for row, (work, sender, recipient, moved) in enumerate(zip(*columns, strict=True)):
        if moved <= held[work, sender]:
            held[work, sender] -= moved
            held[work, recipient] += moved
            found[row] = True
    return found
