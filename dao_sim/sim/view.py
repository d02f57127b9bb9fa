"""What a behaviour sees: everybody, their co-op, its works and votes. Nothing in it can be written to.

All of it is known on both ledgers. Amounts are floats here, in whole tokens and ETH, for decisions only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import ContentRule, Panellists
from dao_sim.ledger.facts import Grant, Parameters, Round
from dao_sim.ledger.protocol import CoopFacts
from dao_sim.sim.streams import Streams

if TYPE_CHECKING:
    from dao_sim.sim.economy import EconomyTerms
    from dao_sim.sim.networks import Network
    from dao_sim.sim.population import Population

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
Mask = NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """All works that are on sale, over all co-ops, in the order in which they were made: m rows."""

    coop: Ids
    number: Ids
    """The work's number in its co-op."""
    maker: Ids
    domain: Ids
    region: Ids
    born: Ids
    """Epoch."""
    parent: Ids
    """Place of what it derives from, or −1."""
    quality: Floats
    ai_share: Floats
    taste: Floats
    """(m, d)"""
    price: Floats
    """ETH per copy."""
    sold: Ids
    """Copies so far."""
    sold_last: Ids
    """Copies in the epoch before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Open:
    """A proposal that can be voted on now."""

    number: int
    proposer: int
    actions: Sequence[Action]
    for_share: float
    """Of all votes at the snapshot; so are the next two."""
    against_share: float
    quorum_share: float
    epochs_left: float
    attending: Mask
    """Who means to take part, by the plans of this epoch."""
    promised: NDArray[np.int8]
    """How somebody is bound to vote; −1 for who is not."""
    weight_share: Floats
    """What each vote weighs, of all votes at the snapshot."""
    supports: NDArray[np.int8]
    """How everybody voted so far; −1 for who did not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Review:
    """A case about a submitted work that its panel votes on now."""

    case: int
    panel: Ids
    """Accounts."""
    sealed: Mask
    """Who of them has sealed a vote."""
    quality: float
    """As it is: panellists see it with error."""
    ai_share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memory:
    """What there was before this epoch, per account over all co-ops: (n,)."""

    voted: Mask
    """Whether it voted the last time that it could."""
    recent: NDArray[np.uint64]
    """Whether it voted the last 64 times that it could, a bit each: the lowest for the last."""
    asked: Ids
    """How many votes it could have taken part in."""
    satisfaction: Floats
    """From 0 to 1: how content it is with its co-op (with the platform)."""
    income: Floats
    """ETH that works, gifts and common money brought it in the epoch before."""
    paid: Floats
    """ETH of that which a vote had the treasury pay it, at once and for nothing that was reviewed."""
    earned: Floats
    """ETH since the start."""
    works: Ids
    """Works made so far."""
    reputation: Floats
    """From 0 to 1: what it did as a delegate and a maker, beside the others."""


class CoopView:
    """One co-op as its members see it."""

    def __init__(
        self,
        place: int,
        facts: CoopFacts,
        look: Callable[[], Sequence[Open]],
        look_at_panels: Callable[[], Sequence[Review]] = tuple,
    ) -> None:
        self.place = place
        self._facts = facts
        self._look = look
        self._look_at_panels = look_at_panels

    @cached_property
    def open(self) -> Sequence[Open]:
        """Proposals that can be voted on now, by rising numbers."""
        return self._look()

    @cached_property
    def members(self) -> Mask:
        return sealed(self._facts.members())

    @cached_property
    def classes(self) -> NDArray[np.int8]:
        """Numbers of `MemberClass`; 0 for who is no member."""
        return sealed(self._facts.classes())

    @cached_property
    def tokens(self) -> Floats:
        """Whole tokens."""
        return sealed(self._facts.tokens().floats())

    @cached_property
    def token_amounts(self) -> Amounts:
        """Tokens exactly, for intents."""
        return self._facts.tokens().copy()

    @cached_property
    def token_shares(self) -> Floats:
        """Of the supply."""
        supply = self._facts.supply()
        return sealed(self.tokens / (supply / 10**18) if supply else np.zeros(len(self.tokens)))

    @cached_property
    def votes(self) -> Amounts:
        """Votes now, delegations counted, in the unit in which the rule counts."""
        return self._facts.votes().copy()

    @cached_property
    def delegates(self) -> Ids:
        return sealed(self._facts.delegates())

    @cached_property
    def parameters(self) -> Parameters:
        return self._facts.parameters()

    @cached_property
    def treasury(self) -> float:
        """ETH."""
        return self._facts.treasury() / 10**18

    @cached_property
    def treasury_amount(self) -> int:
        """Wei."""
        return int(self._facts.treasury())

    @cached_property
    def proposal_count(self) -> int:
        return self._facts.proposal_count()

    @cached_property
    def rounds(self) -> Sequence[Round]:
        return self._facts.rounds()

    @cached_property
    def grants(self) -> Sequence[Grant]:
        return self._facts.grants()

    @cached_property
    def content_rules(self) -> Mapping[str, ContentRule]:
        """Domain → what holds for its works; empty where works are registered directly."""
        return self._facts.content_rules()

    @cached_property
    def reviews(self) -> Sequence[Review]:
        """Cases that panels vote on now, by rising numbers."""
        return self._look_at_panels()

    @cached_property
    def panellists(self) -> Panellists:
        """Who enlisted for panels."""
        return self._facts.panellists()


@dataclass(frozen=True, kw_only=True, eq=False)
class View:
    """What whoever acts in one co-op sees in one phase of an epoch."""

    epoch: int
    horizon: int
    """Epochs in all."""
    seconds: int
    """Of an epoch."""
    now: int
    """Seconds since 1970, as the ledger counts them."""
    people: Population
    network: Network | None
    coop: CoopView
    coops: int
    """How many co-ops there are."""
    catalogue: Catalogue
    domains: Sequence[str]
    economy: EconomyTerms
    """What making costs, and what becomes of works."""
    memory: Memory
    cash: Amounts
    """Wei of every account."""
    vote_cost: float
    """ETH that a vote costs in gas, by what votes use on a chain and the scenario's price of gas."""
    firm: int | None = None
    """Account of the firm that owns the platform; None in a co-op."""
    delivered: Set[tuple[int, int]] = frozenset()
    """(grant, milestone) of what was truly done for a grant; those who judge it see that with error."""
    ai_cap: Mapping[str, float] = field(default_factory=dict)
    """Domain → the AI share above which a work is reviewed before it is registered; none where left out."""

    review: ReviewTerms | None = None
    """What the charter says of panels."""

    @cached_property
    def money(self) -> Floats:
        """ETH of every account."""
        return sealed(self.cash.floats())


@dataclass(frozen=True, slots=True)
class Draws:
    """A behaviour's own chance in one epoch: a uniform for every account, used or not."""

    streams: Streams
    name: str
    epoch: int
    accounts: int

    def uniform(self, what: str = "", index: int = 0) -> Floats:
        """(n,) in [0, 1): of this behaviour, this epoch, and `what` it is for (such as `proposal 3`)."""
        return self.streams.uniform(f"{self.name}: {what}", self.epoch, self.accounts, index=index)

    def lasting(self, what: str) -> Floats:
        """(n,) in [0, 1): of this behaviour, the same in every epoch, for what does not change every week."""
        return self.streams.uniform(f"{self.name}, always: {what}", 0, self.accounts)

    def by_row(self, what: str, accounts: Ids) -> Floats:
        """A uniform for each row: of its account's own chance, another one each time that it is named."""
        drawn = np.zeros(len(accounts))
        left, nth = np.arange(len(accounts)), 0
        while len(left):
            _, first = np.unique(accounts[left], return_index=True)
            rows = left[first]
            drawn[rows] = self.uniform(what, nth)[accounts[rows]]
            left, nth = np.delete(left, first), nth + 1
        return drawn

    def of_all(self, what: str) -> float:
        """In [0, 1): of this behaviour, the same in every epoch, for what is nobody's own."""
        return float(self.streams.uniform(f"{self.name}, of all: {what}", 0, 1)[0])


def sealed(column: NDArray[Scalar]) -> NDArray[Scalar]:
    """The column, which nobody writes to."""
    sealed: NDArray[Scalar] = column.view()
    sealed.flags.writeable = False
    return sealed
