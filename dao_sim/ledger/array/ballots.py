"""Who voted, and how: once each, and only for what there is to choose."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.array.rows import after_done, first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

AGAINST, FOR, ABSTAIN = range(3)


class Ballots:
    """How everybody voted on one proposal, shape (accounts,); −1 for who did not."""

    def __init__(self, accounts: int) -> None:
        self._accounts = accounts
        self.count = 0

    @cached_property
    def supports(self) -> NDArray[np.int8]:
        """Made when it is first asked for: many a proposal gets no vote."""
        return np.full(self._accounts, -1, dtype=np.int8)

    def cast(
        self, accounts: NDArray[np.int64], supports: NDArray[np.int8], eligible: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.bool_] | None, NDArray[np.bool_]]:
        """Takes votes row by row. Which rows were taken (None for all), and which had voted before."""
        voted = self.supports[accounts] >= 0
        able = (supports <= ABSTAIN) & ~voted
        if eligible is not None:
            able &= eligible[accounts]
        if able.all() and self._taken_at_once(accounts, supports):
            return None, voted
        done = first_of_each(accounts, able)
        voted |= after_done(accounts, done)
        self.supports[accounts[done]] = supports[done]
        self.count += int(np.count_nonzero(done))
        return done, voted

    def _taken_at_once(self, accounts: NDArray[np.int64], supports: NDArray[np.int8]) -> bool:
        """Takes all rows if no account is named twice, which the number of ballots then tells."""
        self.supports[accounts] = supports
        if np.count_nonzero(self.supports >= 0) == self.count + len(accounts):
            self.count += len(accounts)
            return True
        self.supports[accounts] = -1
        return False
