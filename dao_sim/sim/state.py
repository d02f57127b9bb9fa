"""All of a replication that changes: the ledger, the catalogue, what people remember, what is recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dao_sim.coop.panels import Phase
from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import ContentRule
from dao_sim.ledger.facts import ProposalState
from dao_sim.ledger.intents import Endow, Intent
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.balance import Balance
from dao_sim.sim.drafts import Waiting
from dao_sim.sim.market import Market, closed
from dao_sim.sim.population import Population
from dao_sim.sim.record import Record
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Catalogue, CoopView, Floats, Ids, Mask, Memory, Open, Review, View, sealed
from dao_sim.units import BPS

if TYPE_CHECKING:
    from dao_sim.sim.networks import Network


@dataclass(slots=True)
class Live:
    """A proposal that is not yet decided, or not yet executed."""

    number: int
    attending: Mask
    promised: NDArray[np.int8]
    queued_at: int | None = None
    attempts: int = 0
    """How often its execution was refused."""


@dataclass(slots=True)
class Minds:
    """What people remember: the columns of `Memory`, to be written to between phases."""

    voted: Mask
    recent: NDArray[np.uint64]
    satisfaction: Floats
    income: Floats
    paid: Floats
    earned: Floats
    works: Ids
    reputation: Floats
    asked: Ids
    """How many votes each could have taken part in, and in how many it did."""
    took_part: Ids
    common: Floats
    """ETH of common money that each got since the start: paid out, matched, granted."""
    costs: Floats
    """ETH that making cost each since the start."""

    @classmethod
    def fresh(cls, accounts: int) -> Minds:
        """Of people whom nothing happened to yet."""
        return cls(
            voted=np.zeros(accounts, dtype=np.bool_),
            recent=np.zeros(accounts, dtype=np.uint64),
            satisfaction=np.full(accounts, 0.5),
            income=np.zeros(accounts),
            paid=np.zeros(accounts),
            earned=np.zeros(accounts),
            works=np.zeros(accounts, dtype=np.int64),
            reputation=np.full(accounts, 0.5),
            asked=np.zeros(accounts, dtype=np.int64),
            took_part=np.zeros(accounts, dtype=np.int64),
            common=np.zeros(accounts),
            costs=np.zeros(accounts),
        )

    def memory(self) -> Memory:
        """As a view shows them: copies, which nobody writes to."""
        columns = {each.name: getattr(self, each.name).copy() for each in fields(Memory)}
        for column in columns.values():
            column.flags.writeable = False
        return Memory(**columns)


@dataclass(slots=True)
class State:
    """One replication as it stands."""

    scenario: Scenario
    streams: Streams
    ledger: Ledger
    people: Population
    network: Network | None
    market: Market
    catalogue: Catalogue
    minds: Minds
    record: Record
    balance: Balance
    first_audience: int
    """Account of the first group of the audience."""
    firm: int | None
    """Account of the firm that owns the platform."""
    delays: Sequence[int]
    """Of each co-op's timelock, in seconds."""
    licensed: bool
    """Whether works can derive from others by licences."""
    vote_gas: int
    began: int
    """When the first epoch began, in seconds since 1970."""
    earlier: Sequence[int]
    """How many proposals each co-op had then."""
    review: ReviewTerms | None
    """The charter's, which nothing here changes."""
    reviewed: bool
    """Whether works are submitted before they are registered."""
    epoch: int = 0
    live: list[dict[int, Live]] = field(default_factory=list)
    co_makers: Ids = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Of each work in the catalogue, or `NOBODY`."""
    offers: Ids = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Of each work in the catalogue: the offer by which others derive from it; 0 for none."""
    holders: tuple[Ids, Ids] = field(
        default_factory=lambda: (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    )
    """Places of works in the catalogue, and who else, beside maker and co-maker, has units of them."""
    earned_exactly: Amounts = field(default_factory=lambda: Amounts.zeros(0))
    judged: set[tuple[int, int]] = field(default_factory=set)
    """(co-op, proposal) whose outcome people have taken in."""
    voice: Floats = field(default_factory=lambda: np.zeros(0))
    """Votes won less votes lost in this epoch, of each account."""
    delivered: set[tuple[int, int, int]] = field(default_factory=set)
    """(co-op, grant, milestone) for which the work was truly done."""
    works_for_grants: int = 0
    """Works that were made for common money, registered or not."""
    settled_rounds: set[tuple[int, int]] = field(default_factory=set)
    """(co-op, matching round) that is paid out."""
    copies: Ids = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    """What each group of the audience bought of each work in this epoch: (groups, m)."""
    waiting: dict[int, Waiting | None] = field(default_factory=lambda: defaultdict(lambda: None))
    """Co-op → works that were submitted and are not registered yet."""
    cases: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    """Co-op → case that is not over → when (seconds) something of it is due."""
    memory: Memory | None = None

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return self.ledger.accounts

    def proposals(self, place: int) -> range:
        """The numbers of a co-op's proposals that were made in this replication."""
        return range(self.earlier[place] + 1, self.ledger.coops[place].proposal_count() + 1)

    def apply(self, intents: Sequence[Intent]) -> list[Outcome]:
        """Has the ledger carry intents out, and records what is refused."""
        outcomes = self.ledger.apply(intents)
        for intent, outcome in zip(intents, outcomes, strict=True):
            self.record.refusals(self.epoch, intent, outcome)
            self.balance.note(intent, outcome)
        return outcomes

    def endow(self, accounts: Ids, amounts: Amounts) -> None:
        """Money comes to accounts from outside."""
        self.apply([Endow(accounts=accounts, amounts=amounts)])

    def gains(self, accounts: Ids, amounts: Amounts, *, common: bool = False) -> None:
        """Somebody earned something, or got it of common money; each account is named once or more."""
        self.earned_exactly.increase(accounts, amounts)
        gained = amounts.totals(accounts, self.size).floats()
        self.minds.income += gained
        self.minds.earned += gained
        if common:
            self.minds.common += gained

    def view(self, place: int) -> View:
        """What members of a co-op see now."""
        if self.memory is None:
            self.memory = self.minds.memory()
        facts = self.ledger.coops[place]
        delivered = {(grant, at) for coop, grant, at in self.delivered if coop == place}
        return View(
            epoch=self.epoch,
            horizon=self.scenario.horizon,
            seconds=self.scenario.epoch,
            now=self.ledger.now(),
            people=self.people,
            network=self.network,
            coop=CoopView(place, facts, lambda: list(self._open(place)), lambda: list(self._reviews(place))),
            coops=len(self.ledger.coops),
            catalogue=closed(self.catalogue),
            domains=self.scenario.economy.domains,
            economy=self.scenario.economy,
            memory=self.memory,
            cash=self.ledger.cash().copy(),
            vote_cost=self.vote_gas * self.scenario.economy.gas_price * 1e-9,
            firm=self.firm,
            delivered=frozenset(delivered),
            ai_cap=_caps(facts.content_rules()),
            review=self.review,
        )

    def _reviews(self, place: int) -> Iterable[Review]:
        """Cases that a panel votes on now, by rising numbers."""
        waiting = self.waiting[place]
        if waiting is None:
            return
        for number, due in self.cases[place].items():
            if due <= self.ledger.now():
                continue
            case = self.ledger.coops[place].case(number)
            if case.phase != Phase.VOTING or self.ledger.now() >= case.commit_ends:
                continue
            (row,) = np.flatnonzero(waiting.numbers == case.submission)
            yield Review(
                case=number,
                panel=np.array(case.panel, dtype=np.int64),
                sealed=np.array(case.sealed, dtype=np.bool_),
                quality=float(waiting.drafts.made.quality[row]),
                ai_share=float(waiting.drafts.plan.ai_shares[row]),
            )

    def _open(self, place: int) -> Iterable[Open]:
        facts = self.ledger.coops[place]
        for number, live in sorted(self.live[place].items()):
            proposal = facts.proposal(number)
            if proposal.state != ProposalState.ACTIVE:
                continue
            weights = facts.weights(number)
            whole = weights.total()
            share = 1.0 / float(whole) if whole else 0.0
            yield Open(
                number=number,
                proposer=proposal.proposer,
                actions=proposal.actions,
                for_share=proposal.for_votes * share,
                against_share=proposal.against_votes * share,
                quorum_share=proposal.quorum * share,
                epochs_left=(proposal.deadline - self.ledger.now()) / self.scenario.epoch,
                attending=sealed(live.attending),
                promised=sealed(live.promised),
                weight_share=sealed(weights.floats(1) * share),
                supports=sealed(facts.supports(number)),
            )


def _caps(rules: Mapping[str, ContentRule]) -> dict[str, float]:
    """Domain → up to which AI share nobody sees a work."""
    return {name: max(min(rule.cap, rule.review_from - 1), 0) / BPS for name, rule in rules.items()}
