"""Milestone grants on arrays: who is owed what, once reviewers spoke, or did not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dao_sim.coop import Charter
from dao_sim.coop.grants import GrantState
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import OpenGrant, Stage
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.grants import Grants
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.world import World
from dao_sim.ledger.intents import (
    NOBODY,
    AcceptGrant,
    LapseGrant,
    ReviewMilestone,
    SettleMilestone,
    SubmitMilestone,
    WithdrawGrant,
)
from dao_sim.ledger.outcome import Refusal
from dao_sim.ledger.protocol import START
from dao_sim.units import Seconds, Wei

DAY = 86_400
CHARTER = Charter(
    name="Reels",
    operators={"admitter": ["account:0"], "minter": ["account:0"]},
    treasury={"epoch": "30d", "caps": [{"asset": "ETH", "amount": "1"}]},
    grants={"accept_within": "2d"},
)
GRANTEE, *REVIEWERS = range(4)
STAGE = Stage(amount=Wei(1_001), due=Seconds(DAY))
TERMS = OpenGrant(
    grantee=GRANTEE,
    reviewers=tuple(REVIEWERS),
    stages=(STAGE, STAGE),
    review_period=Seconds(DAY),
    bond=Wei(600),
)
FIRST: dict[str, Any] = {"grants": np.array([1]), "milestones": np.array([0])}
SECOND: dict[str, Any] = {"grants": np.array([1]), "milestones": np.array([1])}


class Told:
    """The part, with a world and a treasury of its own, told by kinds of intents."""

    def __init__(self) -> None:
        self.world = World(5, START)
        self.world.cash = Amounts.full(5, 1_000)
        self.treasury = Treasury(self.world, CHARTER)
        self.treasury.receive(10_000)
        self.grants = Grants(self.world, CHARTER, self.treasury)

    def open(self, terms: OpenGrant = TERMS) -> None:
        self.grants.actions()[OpenGrant](terms)

    def tell(self, intent: object) -> dict[int, str]:
        return dict(self.grants.handlers()[type(intent)](intent).refused)

    def review(self, *bps: int) -> dict[int, str]:
        count = len(bps)
        places: dict[str, Any] = {key: column.repeat(count) for key, column in FIRST.items()}
        accounts = np.array(REVIEWERS[:count])
        return self.tell(ReviewMilestone(**places, accounts=accounts, bps=np.array(bps)))

    def submitted(self) -> Told:
        self.open()
        assert self.tell(AcceptGrant(grants=np.array([1]))) == {}
        assert self.tell(SubmitMilestone(**FIRST)) == {}
        return self

    def owed(self) -> tuple[int, int]:
        """To the grantee, and to the treasury."""
        return self.grants.escrow.owed(GRANTEE), self.grants.escrow.owed(NOBODY)


def test_what_most_reviewers_accept_is_paid_rounded_down_and_the_bond_covers_the_loss() -> None:
    told = Told().submitted()
    assert told.review(10_000, 5_000, 0) == {}
    assert told.tell(SettleMilestone(**FIRST)) == {}
    assert told.owed() == (500, 501 + 501)
    assert told.grants.facts()[0].bond == 600 - 501


def test_silence_returns_the_amount_and_costs_no_bond() -> None:
    told = Told().submitted()
    assert told.review(10_000) == {}
    assert told.tell(SettleMilestone(**FIRST)) == {0: "MilestoneGrants_TooEarly"}
    told.world.now = Seconds(START + DAY)
    assert told.tell(SettleMilestone(**FIRST)) == {}
    assert told.owed() == (0, 1_001)
    assert told.grants.facts()[0].bond == 600


def test_a_missed_milestone_costs_the_bond_and_the_last_one_ends_the_grant() -> None:
    told = Told().submitted()
    assert told.review(10_000, 10_000) == {}
    assert told.tell(SettleMilestone(**FIRST)) == {}
    told.world.now = Seconds(START + DAY)
    assert told.tell(SubmitMilestone(**SECOND)) == {0: "MilestoneGrants_TooLate"}
    assert told.tell(SettleMilestone(**SECOND)) == {}
    assert told.owed() == (1_001, 1_001 + 600)
    assert told.grants.facts()[0].state == GrantState.ENDED
    taken = told.grants.handlers()[WithdrawGrant](WithdrawGrant(accounts=np.array([NOBODY, GRANTEE, 4])))
    assert taken.refused == {2: "Escrow_NothingOwed"}
    assert taken.amounts == Amounts.of([1_601, 1_001, 0])
    assert told.grants.escrow.held == 0
    assert told.treasury.held == 10_000 - 2_002 + 1_601
    assert told.world.cash.at(GRANTEE) == 1_000 - 600 + 1_001


def test_an_offer_that_nobody_accepts_goes_back() -> None:
    told = Told()
    told.open()
    assert told.tell(LapseGrant(grants=np.array([1]))) == {0: "MilestoneGrants_TooEarly"}
    told.world.now = Seconds(START + 2 * DAY)
    assert told.tell(AcceptGrant(grants=np.array([1]))) == {0: "MilestoneGrants_TooLate"}
    assert told.tell(LapseGrant(grants=np.array([1, 1]))) == {1: "MilestoneGrants_WrongState"}
    assert told.owed() == (0, 2_002)


def test_an_opening_that_is_refused_takes_nothing_and_one_that_is_undone_gives_it_back() -> None:
    told = Told()
    with pytest.raises(Refusal, match="MilestoneGrants_InvalidReviewer"):
        told.open(replace(TERMS, reviewers=(GRANTEE,)))
    assert (told.treasury.held, told.grants.escrow.held) == (10_000, 0)
    undo = told.grants.actions()[OpenGrant](TERMS)
    assert (told.treasury.held, told.grants.escrow.held) == (10_000 - 2_002, 2_002)
    undo()
    assert (told.treasury.held, told.grants.escrow.held, told.grants.facts()) == (10_000, 0, [])


def test_without_the_section_there_is_nothing_to_open() -> None:
    charter = CHARTER.model_copy(update={"grants": None})
    world = World(1, START)
    grants = Grants(world, charter, Treasury(world, charter))
    assert (grants.handlers(), grants.actions(), grants.facts()) == ({}, {}, [])


@pytest.mark.parametrize(
    "change", [{"bond": -1}, {"bond": 2**128}, {"needed": 256}, {"review_period": 2**48}]
)
def test_terms_that_no_contract_could_be_called_with_are_named(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=next(iter(change))):
        replace(TERMS, **change)
