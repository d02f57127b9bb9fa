"""What a proposal does if it passes: the calls that both ledgers know how to make."""

from __future__ import annotations

from dataclasses import dataclass, field

from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import LARGEST
from dao_sim.units import Bps, Seconds, Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLevy:
    """The vault keeps another part of what works earn."""

    bps: Bps


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuorum:
    """Another part of the votes makes a quorum."""

    bps: Bps


@dataclass(frozen=True, slots=True, kw_only=True)
class SetThreshold:
    """It takes another number of votes to propose, in the unit in which the rule counts."""

    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMintCap:
    """Another number of tokens (smallest unit) can be minted in an epoch of the token's."""

    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOut:
    """The treasury pays an account, in ETH."""

    account: int
    amount: Wei


@dataclass(frozen=True, slots=True, kw_only=True)
class Expel:
    """Somebody is a member no longer."""

    account: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """A matching round (see `IMatchingRounds.makeRound`) in ETH. Its grants: accounts, then works."""

    pool: Wei
    cap: Wei
    delay: Seconds
    duration: Seconds
    accounts: tuple[int, ...] = ()
    works: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadInput for what no contract could be called with."""
        _check_amounts("OpenRound", pool=self.pool, cap=self.cap)
        _check_times("OpenRound", delay=self.delay, duration=self.duration)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One milestone of a grant: what it pays, and how long after the grant's acceptance it is due."""

    amount: Wei
    due: Seconds

    def __post_init__(self) -> None:
        """Raises BadInput for what no contract could be called with."""
        _check_amounts("Stage", amount=self.amount)
        _check_times("Stage", due=self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGrant:
    """The treasury pays a grant's stages into escrow, in ETH, and offers it (see `IMilestoneGrants.open`)."""

    grantee: int
    reviewers: tuple[int, ...]
    stages: tuple[Stage, ...]
    review_period: Seconds
    needed: int = 0
    """How many reviewers must accept; 0 for more than half."""
    bond: Wei = field(default=Wei(0))

    def __post_init__(self) -> None:
        """Raises BadInput for what no contract could be called with."""
        _check_amounts("OpenGrant", bond=self.bond)
        _check_times("OpenGrant", review_period=self.review_period)
        if not 0 <= self.needed < 2**8:
            raise BadInput("OpenGrant", "must be from 0 to the number of reviewers", needed=self.needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetContentRule:
    """Another AI cap in a domain (see `ISubmissions`); above it, or from `review_from`, panels see."""

    domain: str
    cap: Bps
    review_from: Bps
    deposit: Wei


Action = (
    SetLevy | SetQuorum | SetThreshold | SetMintCap | PayOut | Expel | OpenRound | OpenGrant | SetContentRule
)
"""A proposal may have several."""


def _check_amounts(action: str, **amounts: int) -> None:
    for key, value in amounts.items():
        if not 0 <= value <= LARGEST:
            raise BadInput(action, "must be from 0 to 2^128 − 1 wei", key=key, value=value)


def _check_times(action: str, **times: int) -> None:
    for key, value in times.items():
        if not 0 <= value < 2**48:
            raise BadInput(action, "must be from 0 to 2^48 − 1 seconds", key=key, value=value)
