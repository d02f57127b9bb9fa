"""Situations in which behaviours decide: people who are alike, of whom a test changes what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from dao_sim.coop.grants import MilestoneState
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.facts import Grant, Milestone, Parameters, Round
from dao_sim.ledger.protocol import START, CoopFacts
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.economy import EconomyTerms
from dao_sim.sim.market import empty, grown
from dao_sim.sim.plans import Act
from dao_sim.sim.population import Population
from dao_sim.sim.state import Minds
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Catalogue, CoopView, Draws, Open, View
from dao_sim.units import Bps, Seconds, Wei
from tests.unit.sim.people import cohort, people

WEEK = 7 * 86_400
ETHER = 10**18


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a ledger would say of one co-op, in which every account that has a class is a member."""

    kinds: NDArray[np.int8]
    held: Amounts
    treasured: int = 0
    levy: int = 500
    threshold: int = 1
    made: tuple[Round, ...] = ()
    offered: tuple[Grant, ...] = ()

    def members(self) -> NDArray[np.bool_]:
        return np.not_equal(self.kinds, 0)

    def classes(self) -> NDArray[np.int8]:
        return np.array(self.kinds)

    def tokens(self) -> Amounts:
        return self.held

    def supply(self) -> int:
        return self.held.total()

    def votes(self) -> Amounts:
        return self.held

    def treasury(self) -> Wei:
        return Wei(self.treasured)

    def parameters(self) -> Parameters:
        return Parameters(
            levy=Bps(self.levy), quorum=Bps(400), threshold=self.threshold, mint_cap=0, mintable=0
        )

    def rounds(self) -> tuple[Round, ...]:
        return self.made

    def grants(self) -> tuple[Grant, ...]:
        return self.offered


@dataclass
class Situation:
    """Creators of skill, engagement and satisfaction one half, each with 1 token and 10 ETH."""

    people: Population
    facts: dict[str, Any] = field(default_factory=dict)
    view: dict[str, Any] = field(default_factory=dict)
    minds: dict[str, Any] = field(default_factory=dict)
    catalogue: Catalogue = field(init=False)
    open: tuple[Open, ...] = ()

    def __post_init__(self) -> None:
        self.catalogue = empty(self.people.taste.shape[1])

    def work(self, maker: int, **changed: Any) -> None:
        """One more work on sale, of the domain 0 and in the middle of all tastes, which sold nothing."""
        columns: dict[str, Any] = {each.name: 0 for each in fields(Catalogue)}
        columns |= {"maker": maker, "number": len(self.catalogue.number) + 1, "parent": -1, "price": 0.01}
        taste = np.array([changed.pop("taste", (0.0,) * self.people.taste.shape[1])])
        arrays = {
            name: np.array([value]).astype(getattr(self.catalogue, name).dtype)
            for name, value in (columns | changed).items()
        }
        self.catalogue = grown(self.catalogue, Catalogue(**{**arrays, "taste": taste}))

    def seen(self, epoch: int = 10) -> View:
        size = self.people.size
        kinds = np.where(self.people.member, self.people.member_class, np.int8(0))
        known: dict[str, Any] = {"kinds": kinds, "held": Amounts.full(size, ETHER)}
        facts = Facts(**known | self.facts)
        minds = replace(Minds.fresh(size), **self.minds)
        shown: dict[str, Any] = {
            "epoch": epoch,
            "horizon": 26,
            "seconds": WEEK,
            "now": START + epoch * WEEK,
            "people": self.people,
            "network": None,
            "coop": CoopView(0, cast("CoopFacts", facts), lambda: self.open),
            "coops": 1,
            "catalogue": self.catalogue,
            "domains": ("music", "film", "heritage"),
            "economy": EconomyTerms(),
            "memory": minds.memory(),
            "cash": Amounts.full(size, 10 * ETHER),
            "vote_cost": 0.0,
        }
        return View(**shown | self.view)

    def acts(self, behaviour: Behaviour, epoch: int = 10, accounts: Any = None) -> list[Act]:
        """What everybody does, or those accounts do."""
        view = self.seen(epoch)
        asked = np.arange(self.people.size) if accounts is None else np.array(accounts)
        draws = Draws(Streams(7), behaviour.name, epoch, self.people.size)
        return list(behaviour.decide(view, asked, draws))

    def act(self, behaviour: Behaviour, epoch: int = 10, accounts: Any = None) -> Any:
        """The only thing that they do."""
        (act,) = self.acts(behaviour, epoch, accounts)
        return act


def creators(size: int = 100, **keys: Any) -> Situation:
    """So many creators, all of one taste unless told otherwise."""
    return Situation(people(cohort(size=size, **({"taste": {"spread": 0}} | keys))))


def grant(number: int, grantee: int, milestones: int, *, state: int, left: int, **changed: Any) -> Grant:
    """A grant of 1 ETH a milestone, of which the first can be settled in `left` seconds from epoch 10."""
    stages = [
        Milestone(
            amount=Wei(ETHER),
            state=changed.get("milestone", MilestoneState.OPEN),
            accepted=Bps(0),
            settles_at=Seconds(START + 10 * WEEK + left + at * 2 * WEEK),
        )
        for at in range(milestones)
    ]
    return Grant(
        number=number,
        grantee=grantee,
        reviewers=changed.get("reviewers", (1, 2, 3)),
        state=state,
        bond=Wei(changed.get("bond", 0)),
        accept_by=Seconds(START + 10 * WEEK + left),
        accepted_at=Seconds(START),
        milestones=stages,
    )
