"""What both ledgers know of a co-op, in columns. No addresses, block numbers or gas: those are only one's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.coop.grants import MilestoneState
from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.units import Bps, ProposalState, Seconds, Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What votes can change, as it is now."""

    levy: Bps
    quorum: Bps
    threshold: int
    """Votes needed to propose, in the unit in which the rule counts."""
    mint_cap: int
    mintable: int
    """Tokens (smallest unit) that can still be minted in the token's present epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal as it stands."""

    number: int
    proposer: int
    actions: Sequence[Action]
    snapshot: Seconds
    deadline: Seconds
    state: ProposalState
    against_votes: int
    for_votes: int
    abstain_votes: int
    quorum: int
    """Votes needed; 0 before the snapshot, and where the rule has none as one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Every registered work, in order: row i is work i + 1."""

    registrant: NDArray[np.int64]
    ai_share: NDArray[np.int64]
    """Basis points, as disclosed."""
    income: Amounts
    """What holders earned in ETH: net of the levy and of what is passed on, with what was passed on to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A matching round, and its grants in order."""

    number: int
    state: int
    """`IMatchingRounds.RoundState`."""
    opens_at: Seconds
    closes_at: Seconds
    pool: Wei
    payees: Sequence[tuple[str, int]]
    """Of each grant: ("account", index) or ("work", number)."""
    contributed: Sequence[Wei]
    contributors: Sequence[int]
    matched: Sequence[Wei]
    """As the round stands; final once it has closed."""
    claimed: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone of a grant."""

    amount: Wei
    state: MilestoneState
    accepted: Bps
    """What part was accepted, once it is settled."""
    settles_at: Seconds
    """From when anybody can settle it: when it is due, or its review ends; 0 if at once, or not accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A milestone grant."""

    number: int
    grantee: int
    reviewers: Sequence[int]
    state: int
    """`IMilestoneGrants.GrantState`."""
    bond: Wei
    accept_by: Seconds
    accepted_at: Seconds
    milestones: Sequence[Milestone]
