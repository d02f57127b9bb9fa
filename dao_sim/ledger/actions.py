"""What a proposal does if it passes: the calls that both ledgers know how to make."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One milestone of a grant: what it pays, and how long after the grant's acceptance it is due."""

    amount: Wei
    due: Seconds


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
