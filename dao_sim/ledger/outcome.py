"""What became of an intent, row by row. A refused row is data, with the reason that the contracts give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Refusal(Exception):
    """A row is refused: raised inside a ledger, and caught there."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of an intent of `rows` rows: which were refused, why, and what the others made."""

    rows: int
    refused: Mapping[int, str] = field(default_factory=dict)
    """Row → the custom error's name, such as `Membership_AlreadyMember`."""
    numbers: NDArray[np.int64] | None = None
    """What was made in each row: proposals, works, offers, licences; 0 where it was refused."""
    amounts: Amounts | None = None
    """What was paid in each row; nothing where it was refused."""

    @property
    def done(self) -> NDArray[np.bool_]:
        """Which rows took effect."""
        done = np.ones(self.rows, dtype=np.bool_)
        done[list(self.refused)] = False
        return done
