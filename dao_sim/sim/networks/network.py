"""Who knows whom, how well, and how that moves what people like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.portable import Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """Mutual ties between accounts, as compressed sparse rows. None of it can be written to.

    The ties of account i are `neighbours[offsets[i]:offsets[i + 1]]`, ascending. Each tie is there twice,
    once from each end.
    """

    offsets: NDArray[np.int64]
    """(n + 1,)."""
    neighbours: NDArray[np.int64]
    """Accounts: (ties × 2,)."""
    strong: NDArray[np.bool_]
    """Whether the tie to that neighbour is strong: (ties × 2,)."""

    @classmethod
    def of_ties(
        cls, size: int, first: NDArray[np.int64], second: NDArray[np.int64], strong: NDArray[np.bool_]
    ) -> Network:
        """The network of n accounts with k ties between `first` and `second`; a repeated tie is one."""
        ends = np.concatenate([first * size + second, second * size + first])
        keys = np.sort(ends * 2 + np.concatenate([strong, strong]))  # many times as fast as np.unique
        keys = keys[np.diff(keys, prepend=-1) > 0]
        rows, neighbours = np.divmod(keys >> 1, max(size, 1))
        offsets = np.zeros(size + 1, dtype=np.int64)
        np.add.accumulate(np.bincount(rows, minlength=size), out=offsets[1:])
        network = cls(offsets=offsets, neighbours=neighbours, strong=(keys & 1).astype(np.bool_))
        for column in (network.offsets, network.neighbours, network.strong):
            column.flags.writeable = False
        return network

    @property
    def size(self) -> int:
        """How many accounts there are, tied or not."""
        return len(self.offsets) - 1

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """How many ties each account has: (n,)."""
        return np.diff(self.offsets)

    def of(self, account: int) -> NDArray[np.int64]:
        """The accounts that one is tied to, ascending."""
        return self.neighbours[self.offsets[account] : self.offsets[account + 1]]

    def influence(self, values: Floats) -> Floats:
        """The mean of the neighbours' values, per account; its own value for one without neighbours.

        Of (n,) or (n, d), in that shape. Raises BadInput for values of another number of accounts.
        """
        return self._by_column(values, self._mean)

    def step(self, values: Floats, *, strong: float, weak: float) -> Floats:
        """Values after people have listened to each other once: (n,) or (n, d), in that shape.

        Each moves from their own value by the rate `strong` towards the mean of those they are tied to
        strongly, and by the rate `weak` towards that of the others: M. H. DeGroot, Reaching a Consensus,
        Journal of the American Statistical Association 69 (1974), with weights by the kind of tie. Nothing
        leaves the range that the values had. Raises BadInput for rates that are negative, or over 1 in sum.
        """
        if not (strong >= 0 and weak >= 0 and strong + weak <= 1):
            reason = "rates must not be negative, nor more than 1 together"
            raise BadInput("network", reason, strong=strong, weak=weak)
        return self._by_column(values, lambda column: self._moved(column, strong, weak))

    def tied(
        self, accounts: NDArray[np.int64], strong: NDArray[np.bool_], points: Floats
    ) -> NDArray[np.int64]:
        """Somebody whom each account is tied to, by a tie of that kind; −1 where there is none.

        `points` are uniforms in [0, 1), by which one of the ties is as likely as another. All are (k,).
        """
        kinds = accounts * 2 + strong
        ends = self._ends
        first = np.where(kinds > 0, ends[np.maximum(kinds, 1) - 1], 0)
        count = ends[kinds] - first
        place = first + np.minimum((points * count).astype(np.int64), count - 1)
        found: NDArray[np.int64] = np.full(len(accounts), -1, dtype=np.int64)
        some = count > 0
        found[some] = self.neighbours[self._by_kind[place[some]]]
        return found

    @cached_property
    def _by_kind(self) -> NDArray[np.int64]:
        """Ties, each account's weak ones before its strong ones."""
        return np.argsort(self._kinds, kind="stable")

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        """Where each account's weak ties end in `_by_kind`, and where its strong ones do: (2 n,)."""
        return np.add.accumulate(self._of_kind.reshape(-1))

    @cached_property
    def _rows(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(self.size), self.degrees)

    @cached_property
    def _kinds(self) -> NDArray[np.int64]:
        """Of each tie, twice the account, plus one where it is strong."""
        return self._rows * 2 + self.strong

    @cached_property
    def _of_kind(self) -> NDArray[np.int64]:
        """How many weak and strong ties each account has: (n, 2)."""
        return np.bincount(self._kinds, minlength=2 * self.size).reshape(-1, 2)

    def _by_column(self, values: Floats, change: Callable[[Floats], Floats]) -> Floats:
        if len(values) != self.size:
            raise BadInput("network", "each account needs its value", values=len(values), accounts=self.size)
        if values.ndim == 1:
            return change(values)
        return np.stack([change(np.ascontiguousarray(column)) for column in values.T], axis=1)

    def _mean(self, column: Floats) -> Floats:
        sums = portable.totals(column[self.neighbours], self._rows, self.size)
        return np.where(self.degrees > 0, sums / np.maximum(self.degrees, 1), column)

    def _moved(self, column: Floats, strong: float, weak: float) -> Floats:
        sums = portable.totals(column[self.neighbours], self._kinds, 2 * self.size).reshape(-1, 2)
        own = column[:, np.newaxis]
        pull = np.where(self._of_kind > 0, sums / np.maximum(self._of_kind, 1) - own, 0.0)
        moved = column + weak * pull[:, 0] + strong * pull[:, 1]
        return np.clip(moved, column.min(initial=np.inf), column.max(initial=-np.inf))
