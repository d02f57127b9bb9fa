"""Whole economies at their ends, where the answer is known. Electorates are in `behaviours/`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.running.run import variants
from dao_sim.sim.scenario import load
from dao_sim.sim.state import State
from dao_sim.units import ProposalState
from tests.unit.sim.figures import figures_of

NOBODY_COMES: dict[str, Any] = {"behaviours.turnout": {"base": -30, "habit": 0, "stakes": 0}}
EVERYBODY_COMES: dict[str, Any] = {"behaviours.turnout": {"base": 30, "habit": 0, "stakes": 0, "cost": 0}}
DECIDED = {ProposalState.DEFEATED, ProposalState.SUCCEEDED, ProposalState.QUEUED, ProposalState.EXECUTED}


def small_coop(keys: dict[str, Any], horizon: int = 10, ledger: str = "array") -> State:
    return simulated(load("small-coop").with_set({"horizon": horizon, **keys}), 1, ledger=ledger)


def flow(state: State, kind: str) -> int:
    """In wei."""
    return sum(amount for (_, _, named), amount in state.record.flows.items() if named == kind)


def decided(state: State) -> list[int]:
    facts = state.ledger.coops[0]
    numbers = range(1, facts.proposal_count() + 1)
    return [number for number in numbers if facts.proposal(number).state in DECIDED]


def test_where_nobody_votes_nothing_changes_and_nothing_is_spent() -> None:
    state = small_coop(NOBODY_COMES)
    facts = state.ledger.coops[0]
    assert len(decided(state)) > 5
    assert all(facts.proposal(number).state == ProposalState.DEFEATED for number in decided(state))
    assert figures_of(state)["turnout"] == 0.0
    assert {row["levy_bps"] for row in state.record.epochs} == {1_000}
    assert facts.treasury() == flow(state, "levy") > 0


def test_people_who_are_identical_make_the_same_and_vote_as_one() -> None:
    alike = {
        "tokens": 100,
        "wealth": 1,
        "skill": 0.6,
        "engagement": 0.5,
        "ai_use": 0,
        "taste": {"mean": [1.0, 0.0], "spread": 0},
    }
    cohort = {"name": "makers", "class": "creator", "size": 40, **alike}
    keys = {
        "population": {"cohorts": [cohort]},
        "economy.production": {"chance": 0},
        "behaviours.vote_by_taste": {"temperature": 0},
        "behaviours.patron": {"cohorts": ["makers"], "rate": 0},
        "behaviours.make_works": {"derive": 0},
        "behaviours.delegate_to_reputation": {"rate": 0},
    }
    state = small_coop({**EVERYBODY_COMES, **keys})
    facts, found = state.ledger.coops[0], figures_of(state)
    assert np.ptp(state.catalogue.quality) < 1e-12
    assert state.catalogue.quality[0] == pytest.approx(0.5 * 0.6 + 0.2 * 0.5)
    assert found["variety_of_works"] < 1e-12
    assert found["gini_tokens"] == pytest.approx(0.0, abs=1e-12)
    assert (found["turnout"], found["half_weight_voters"]) == (1.0, 20.0)
    levies = [number for number in decided(state) if "SetLevy" in repr(facts.proposal(number).actions)]
    assert levies
    for number in levies:
        proposal = facts.proposal(number)
        assert proposal.for_votes == 40 * 100 * 10**18
        assert proposal.against_votes == proposal.abstain_votes == 0


def test_one_member_is_all_there_is() -> None:
    one = {"name": "makers", "class": "creator", "size": 1, "tokens": 100, "wealth": 5, "engagement": 1}
    keys = {"population": {"cohorts": [one]}, "network": {"kind": "none"}, "behaviours.patron.cohorts": []}
    state = small_coop({**EVERYBODY_COMES, **keys}, 26)
    facts, found = state.ledger.coops[0], figures_of(state)
    assert found["works"] > 0
    assert set(state.catalogue.maker.tolist()) == {0}
    assert found["gini_income"] == pytest.approx(0.0)
    assert found["top_tenth_income"] == pytest.approx(1.0)
    assert (found["turnout"], found["half_weight_voters"]) == (1.0, 1.0)
    for number in decided(state):
        (support,) = facts.supports(number)[:1].tolist()
        assert (facts.proposal(number).state != ProposalState.DEFEATED) == (support == 1)


def test_a_single_whale_decides_every_vote_whatever_all_others_do() -> None:
    scenario = variants(load("capture-attempt"))["whale"]
    state = simulated(scenario.with_set({"population.cohorts.whale.tokens": 1_000_000, "horizon": 12}), 1)
    facts, whale = state.ledger.coops[0], state.people.accounts("whale").start
    against = 0
    for number in decided(state):
        supports = facts.supports(number)
        proposal = facts.proposal(number)
        assert (proposal.state != ProposalState.DEFEATED) == (supports[whale] == 1)
        others = np.delete(supports, whale)
        against += int((others >= 0).any() and (others != supports[whale])[others >= 0].all())
    assert len(decided(state)) > 10
    assert against > 0
    assert figures_of(state)["half_weight_voters"] == 1.0
    assert figures_of(state)["top_payee_share"] == 1.0


def test_without_demand_nobody_earns_and_makers_lose_exactly_what_they_spend() -> None:
    state = small_coop({"economy.audience": [], "behaviours.patron.rate": 0})
    facts, found = state.ledger.coops[0], figures_of(state)
    assert found["works"] > 0
    assert 0 < flow(state, "costs") == sum(state.people.wealth) - state.balance.money
    assert state.ledger.cash().total() == sum(state.people.wealth) - flow(state, "costs")
    assert (found["sales"], found["income"], facts.treasury(), facts.vault()) == (0.0, 0.0, 0, 0)
    assert not state.catalogue.sold.any()


@pytest.mark.parametrize(("levy", "bps"), [("0%", 0), ("12.34%", 1_234), ("30%", 3_000)])
@pytest.mark.parametrize("ledger", ["array", "evm"])
def test_makers_take_home_what_the_levy_leaves_up_to_remainders(levy: str, bps: int, ledger: str) -> None:
    horizon = 12 if ledger == "array" else 4
    state = small_coop({**NOBODY_COMES, "charter.royalties.levy": levy}, horizon, ledger)
    facts = state.ledger.coops[0]
    sales, levied, claims = flow(state, "sales"), flow(state, "levy"), flow(state, "claims")
    assert sales > 10**17
    assert sales == claims + facts.treasury() + facts.vault()  # not a wei is lost
    assert levied == facts.treasury()
    deposits = len(state.catalogue.number) * horizon  # at most, of one group of listeners
    assert abs(levied - sales * bps / 10_000) <= deposits
    assert 0 <= sales - levied - claims <= 2 * len(state.catalogue.number)
