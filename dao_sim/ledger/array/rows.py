"""Rows of an intent that depend on rows before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray


def first_of_each(accounts: NDArray[np.int64], able: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows are the first of their account among those that are able. Shape (rows,)."""
    rows = np.flatnonzero(able)
    first = np.zeros(len(accounts), dtype=np.bool_)
    first[rows[np.unique(accounts[rows], return_index=True)[1]]] = True
    return first


def after_done(accounts: NDArray[np.int64], done: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows come after one of their account that was done. Shape (rows,)."""
    rows = np.flatnonzero(done)
    named, first = np.unique(accounts[rows], return_index=True)
    if not len(named):
        return np.zeros(len(accounts), dtype=np.bool_)
    place = np.minimum(np.searchsorted(named, accounts), len(named) - 1)
    later = np.arange(len(accounts)) > rows[first][place]
    return np.asarray((named[place] == accounts) & later)


def reasons(*kinds: tuple[NDArray[np.bool_], str]) -> dict[int, str]:
    """Row → why it is refused: the first of these kinds that it is of."""
    refused: dict[int, str] = {}
    for rows, reason in reversed(kinds):
        refused.update(dict.fromkeys(np.flatnonzero(rows).tolist(), reason))
    return dict(sorted(refused.items()))


def all_refused(rows: int, reason: str) -> Outcome:
    """No row is done."""
    return Outcome(rows=rows, refused=dict.fromkeys(range(rows), reason))
