"""What members mean to do: tables of arrays, one row per act, which a ledger carries out in order.

Accounts are indices. `coop` says in which co-op. Numbers of proposals, works, offers, licences, rounds and
grants are the contracts' own, from 1. Columns of one intent have one length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_intents import ContentIntent

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOBODY = -1
"""Instead of an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endow:
    """Money (wei) comes to accounts from outside of what is simulated."""

    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """Accounts spend money (wei) outside of what is simulated. Refused where there is too little."""

    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Money (wei) from account to account."""

    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """The co-op's admitter admits; `classes` are numbers of `MemberClass`."""

    coop: int = 0
    accounts: NDArray[np.int64]
    classes: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resign:
    """Members leave."""

    coop: int = 0
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """The co-op's minter mints tokens, within the cap of the token's epoch."""

    coop: int = 0
    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Burn:
    """Holders burn tokens of their own."""

    coop: int = 0
    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Tokens from holder to holder."""

    coop: int = 0
    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Whoever has votes by the co-op's rule gives them to a delegate, or takes them back by naming itself."""

    coop: int = 0
    accounts: NDArray[np.int64]
    delegates: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """Row i is `accounts[i]` proposing `actions[i]`. The outcome's `numbers` are the proposals'."""

    coop: int = 0
    accounts: NDArray[np.int64]
    actions: Sequence[Sequence[Action]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """Votes on one proposal: 0 against, 1 for, 2 abstain."""

    coop: int = 0
    proposal: int
    accounts: NDArray[np.int64]
    supports: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Adopted proposals go into the timelock; anybody may."""

    coop: int = 0
    proposals: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Execute:
    """Proposals whose time in the timelock is over are executed; anybody may."""

    coop: int = 0
    proposals: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Proposers withdraw, before voting starts."""

    coop: int = 0
    proposals: NDArray[np.int64]
    accounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Members register original works. It takes the registry's `min_commit_age` of time, once for all rows.

    `contributors[i]` have `units[i]` of 1,000,000 in row i. `titles[i]` stands for the content, whose hash it
    makes: the same title cannot be registered twice. A work of another co-op has units by
    `foreign[i]`, which go to its receiver. The outcome's `numbers` are the works'.
    """

    coop: int = 0
    accounts: NDArray[np.int64]
    titles: Sequence[str]
    contributors: Sequence[NDArray[np.int64]]
    units: Sequence[NDArray[np.int64]]
    ai_share_bps: NDArray[np.int64]
    foreign: Sequence[Sequence[tuple[int, int, int]]] = field(default=())
    """Per row, (co-op, work, units) of what it derives from elsewhere; empty for none in any row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Owners of works offer licences to derive, for ETH and without end; `numbers` are the offers'."""

    coop: int = 0
    accounts: NDArray[np.int64]
    works: NDArray[np.int64]
    share_bps: NDArray[np.int64]
    prices: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyLicence:
    """Accounts take licences that are offered, and pay their price; `numbers` are the licences'."""

    coop: int = 0
    accounts: NDArray[np.int64]
    offers: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derive:
    """As `Register`, for works that derive by licences: `licences[i]` of row i."""

    coop: int = 0
    accounts: NDArray[np.int64]
    titles: Sequence[str]
    contributors: Sequence[NDArray[np.int64]]
    units: Sequence[NDArray[np.int64]]
    ai_share_bps: NDArray[np.int64]
    licences: Sequence[NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Accounts pay for works (wei), into the vault, which takes the levy."""

    coop: int = 0
    accounts: NDArray[np.int64]
    works: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Payees claim what their units of works earned; the outcome's `amounts` are what was paid."""

    coop: int = 0
    works: NDArray[np.int64]
    payees: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForeign:
    """What units of this co-op's `works` earned for works elsewhere goes to these and is collected there."""

    coop: int = 0
    works: NDArray[np.int64]
    foreign_coops: NDArray[np.int64]
    foreign_works: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUnits:
    """Holders hand units of works on."""

    coop: int = 0
    works: NDArray[np.int64]
    senders: NDArray[np.int64]
    recipients: NDArray[np.int64]
    units: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectLevy:
    """The levy that accrued in the vault goes to the treasury; the outcome's `amounts` has one row."""

    coop: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Give:
    """Members contribute (wei) to grants of a matching round."""

    coop: int = 0
    round: int
    grants: NDArray[np.int64]
    accounts: NDArray[np.int64]
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMatch:
    """Grants of a round are paid what they were given and its match; what is a work's is collected there."""

    coop: int = 0
    round: int
    grants: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRound:
    """What is left of a round's pool is found out, and returns to the treasury."""

    coop: int = 0
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptGrant:
    """Grantees accept, and put up the bond."""

    coop: int = 0
    grants: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitMilestone:
    """Grantees say that a milestone (from 0) is reached."""

    coop: int = 0
    grants: NDArray[np.int64]
    milestones: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMilestone:
    """Reviewers accept a part (basis points) of a milestone."""

    coop: int = 0
    grants: NDArray[np.int64]
    milestones: NDArray[np.int64]
    accounts: NDArray[np.int64]
    bps: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleMilestone:
    """What a milestone pays is booked; anybody may, once it is due or judged."""

    coop: int = 0
    grants: NDArray[np.int64]
    milestones: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseGrant:
    """Offers that nobody accepted in time go back; anybody may."""

    coop: int = 0
    grants: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawGrant:
    """Accounts take what grants owe them; `NOBODY` stands for the treasury. `amounts` are what was paid."""

    coop: int = 0
    accounts: NDArray[np.int64]


Intent = (
    Endow
    | Spend
    | Pay
    | Admit
    | Resign
    | Mint
    | Burn
    | Transfer
    | Delegate
    | Propose
    | Vote
    | Queue
    | Execute
    | Cancel
    | Register
    | Offer
    | BuyLicence
    | Derive
    | Deposit
    | Claim
    | ClaimForeign
    | MoveUnits
    | CollectLevy
    | Give
    | ClaimMatch
    | SettleRound
    | AcceptGrant
    | SubmitMilestone
    | ReviewMilestone
    | SettleMilestone
    | LapseGrant
    | WithdrawGrant
    | ContentIntent
)
