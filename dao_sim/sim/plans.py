"""What behaviours mean to do beside what ledgers carry out: who comes to the vote, what is made, who joins.

Like intents, plans are frozen columns of one length, one row per act.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class Attend:
    """Who will take part in the vote on a proposal that is open."""

    coop: int = 0
    proposal: int
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Who is bound to vote how on a proposal: 0 against, 1 for, 2 abstain. The last promise counts."""

    coop: int = 0
    proposal: int
    accounts: NDArray[np.int64]
    supports: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Who wants to become a member, of which class (a number of `MemberClass`)."""

    coop: int = 0
    accounts: NDArray[np.int64]
    classes: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Who stops being a member."""

    coop: int = 0
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Works that are made, one per row."""

    coop: int = 0
    accounts: NDArray[np.int64]
    """Makers."""
    domains: NDArray[np.int64]
    """Places in the scenario's domains."""
    ai_shares: NDArray[np.float64]
    """From 0 to 1, as they are and as they are disclosed."""
    efforts: NDArray[np.float64]
    """From 0 to 1."""
    prices: NDArray[np.float64]
    """Of a copy, in ETH."""
    co_makers: NDArray[np.int64]
    """Who makes it with the maker, and shares its units; `NOBODY` for none."""
    parents: NDArray[np.int64]
    """Place of the work it derives from; `NOBODY` for an original."""
    tastes: NDArray[np.float64] | None = None
    """What each is to be like, (k, d); None for what its makers like."""
    for_grants: bool = False
    """Whether common money was paid, or promised, for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Money (wei) for makers, from account to account: it counts as income of theirs."""

    coop: int = 0
    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """Works that others are paid for (wei), and whose copies are free."""

    coop: int = 0
    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    """Makers."""
    amounts: Amounts
    domains: NDArray[np.int64]
    efforts: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Grantees say that milestones (from 0) are reached, which is true or not."""

    coop: int = 0
    grants: NDArray[np.int64]
    milestones: NDArray[np.int64]
    done: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Tokens for money (wei): nobody is in it as a seller and as a buyer."""

    coop: int = 0
    sellers: NDArray[np.int64]
    buyers: NDArray[np.int64]
    tokens: Amounts
    prices: Amounts


Plan = Attend | Promise | Join | Leave | Create | Gift | Commission | Deliver | Trade
Act = Intent | Plan
"""What a behaviour may answer with."""
