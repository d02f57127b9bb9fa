"""Whole simulations of votes with known answers: closed forms, and the ends where nothing or all happens."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.evm import EvmLedger
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.scenario import Scenario, read
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams
from dao_sim.testing.ledger import differences
from dao_sim.units import ProposalState
from tests.unit.sim.behaviours.scenes import deviation, logistic

MANY = 20_000
LEDGERS = {"array": ArrayLedger, "evm": EvmLedger}
CERTAIN = {"habit": 0, "stakes": 0, "cost": 0, "base": 30}
ALIKE = {"mean": [1, 0], "spread": 0}
"""Everybody would have the levy at its cap."""


def cohort(name: str, size: int, **keys: Any) -> dict[str, Any]:
    return {"name": name, "class": "creator", "size": size, "tokens": "1", "wealth": "1", **keys}


def scenario(*cohorts: dict[str, Any], behaviours: dict[str, Any], **keys: Any) -> Scenario:
    data: dict[str, Any] = {
        "title": "An electorate",
        "horizon": 3,
        "population": {"cohorts": list(cohorts)},
        "charter": {
            "name": "Co-op",
            "token": {"mint_cap": "none"},
            "governance": {"proposal_threshold": "1", "quorum": "4%"},
        },
        "behaviours": behaviours,
        "phases": ["join", "trade", "propose", "delegate", "bribe", "attend", "vote", "execute"],
    }
    return read({**data, **keys}, None)


def simulated(asked: Scenario, ledger: str = "array") -> Simulation:
    def make(charters: Any, accounts: int) -> Ledger:
        return cast("Ledger", LEDGERS[ledger](charters, accounts))

    return Simulation(asked, Streams(1), make)


def run(asked: Scenario, ledger: str = "array") -> State:
    return simulated(asked, ledger).run()


def states(state: State) -> list[ProposalState]:
    facts = state.ledger.coops[0]
    return [facts.proposal(number).state for number in range(1, facts.proposal_count() + 1)]


def test_of_people_alike_turnout_and_outcome_are_the_closed_form() -> None:
    """Of 20,000 with one weight and one taste: as many come and agree as two binomials say."""
    state = run(
        scenario(
            cohort("people", MANY, taste=ALIKE),
            behaviours={
                "propose_regularly": {"each_week": 1, "about": ["levy"], "step": 100},
                "turnout": {**CERTAIN, "base": -1},
                "vote_by_taste": {"temperature": 2, "band": 0},
            },
        )
    )
    rows = list(state.record.votes.values())
    assert len(rows) == 3
    come, agree = logistic(-1), logistic(0.5)
    facts = state.ledger.coops[0]
    for number, row in enumerate(rows, 1):
        assert row["electorate"] == MANY
        assert abs(row["voters"] - MANY * come) < 4 * deviation(come, MANY)
        assert abs(facts.proposal(number).for_votes // 10**18 - row["voters"] * agree) < 4 * deviation(
            agree, row["voters"]
        )
    assert states(state)[:2] == [ProposalState.EXECUTED, ProposalState.QUEUED]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_where_nobody_comes_nothing_is_decided(ledger: str) -> None:
    state = run(
        scenario(
            cohort("people", 6),
            behaviours={
                "propose_regularly": {"each_week": 1},
                "turnout": {**CERTAIN, "base": -30},
                "vote_by_taste": {},
            },
        ),
        ledger,
    )
    assert states(state)[:2] == [ProposalState.DEFEATED] * 2
    assert [row["voters"] for row in state.record.votes.values()] == [0, 0, 0]
    assert not state.minds.voted.any()
    assert state.minds.asked.tolist() == [*[3] * 6, 0]  # the audience has no votes


@pytest.mark.parametrize("ledger", LEDGERS)
def test_one_member_alone_decides(ledger: str) -> None:
    state = run(
        scenario(
            cohort("one", 1, taste=ALIKE),
            behaviours={
                "propose_regularly": {"each_week": 1, "about": ["levy"]},
                "turnout": CERTAIN,
                "vote_by_taste": {},
            },
        ),
        ledger,
    )
    assert states(state)[0] == ProposalState.EXECUTED
    assert state.ledger.coops[0].parameters().levy > 500


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_flash_loan_is_vain_as_snapshots_are_of_before(ledger: str) -> None:
    """A thousand tokens go through the attacker's hands in every vote, and its own alone weighs."""
    state = run(
        scenario(
            cohort("people", 2),
            cohort("attackers", 1),
            cohort("pool", 1, tokens="1000"),
            behaviours={
                "propose_regularly": {"each_week": 1, "cohorts": ["people"]},
                "flash_loan": {"pool": "pool", "cohorts": ["attackers"]},
            },
        ),
        ledger,
    )
    facts = state.ledger.coops[0]
    assert facts.tokens().tolist() == [10**18, 10**18, 10**18, 1_000 * 10**18, 0]
    assert facts.supports(1).tolist() == [-1, -1, 2, -1, -1]  # a quorum moves no money: it abstains
    votes = [facts.proposal(number) for number in (1, 2, 3)]
    assert [each.abstain_votes + each.for_votes + each.against_votes for each in votes] == [10**18] * 3
    assert not state.record.refused


@pytest.mark.parametrize("ledger", LEDGERS)
def test_bribes_decide_what_would_have_passed(ledger: str) -> None:
    """All want a higher levy but account 6, who alone earns anything.

    Once it knows that they come it buys half of them, each at twice 0.05 ETH, as they hate the outcome, and
    the gas of a vote: 3 to 3 is not adopted.
    """
    asked = scenario(
        cohort("people", 6, taste=ALIKE),
        cohort("briber", 1, wealth="10"),
        behaviours={
            "propose_regularly": {"each_week": 1, "about": ["levy"], "cohorts": ["people"]},
            "briber": {"cohorts": ["briber"], "bribable": 1, "price": 0.05, "reach": 10},
            "turnout": {**CERTAIN, "cohorts": ["people"]},
            "vote_by_taste": {"temperature": 0, "cohorts": ["people"]},
            "vote_as_promised": {},
        },
    )
    simulation = simulated(asked, ledger)
    state = simulation.state
    for epoch in range(asked.horizon):
        state.minds.income[6], state.memory = 1.0, None
        simulation.step(epoch)
    assert states(state)[:2] == [ProposalState.EXECUTED, ProposalState.DEFEATED]
    facts, cash = state.ledger.coops[0], state.ledger.cash().tolist()
    assert facts.proposal(2).for_votes == facts.proposal(2).against_votes == 3 * 10**18
    price = int((2 * 0.05 + state.view(0).vote_cost) * 10**9) * 10**9
    assert sum(cash[:6]) - 6 * 10**18 == 10**19 - cash[6] == 2 * 3 * price


def test_sybils_become_members_and_hold_what_was_one() -> None:
    state = run(
        scenario(
            cohort("people", 5),
            cohort("master", 1, tokens="110"),
            cohort("reserve", 10, member=False, tokens="0"),
            behaviours={"sybil": {"cohorts": ["master", "reserve"], "each": 5}},
        )
    )
    facts = state.ledger.coops[0]
    assert facts.members()[:16].all()
    assert [amount // 10**18 for amount in facts.tokens().tolist()[5:16]] == [10] * 11


def test_votes_are_remembered_once_each_however_long_they_are_open() -> None:
    """A vote that is open for three epochs is one vote in people's memory."""
    state = run(
        scenario(
            cohort("people", 8),
            behaviours={
                "propose_regularly": {"each_week": 1, "cohorts": ["people"]},
                "turnout": CERTAIN,
                "vote_by_taste": {},
            },
            horizon=6,
            charter={
                "name": "Co-op",
                "token": {"mint_cap": "none"},
                "governance": {"proposal_threshold": "1", "voting_period": "17d"},
            },
        )
    )
    over = sum(each != ProposalState.ACTIVE for each in states(state))
    assert over in {3, 4}
    assert set(state.minds.asked[:8].tolist()) == {4}
    assert set(state.minds.recent[:8].tolist()) == {0b1111}
    assert np.array_equal(state.minds.took_part, state.minds.asked)


@pytest.mark.parametrize("rule", ["token", "member", "quadratic"])
def test_attackers_and_voters_together_come_to_the_same_on_both_ledgers(rule: str) -> None:
    """Every political behaviour at once, in every fact and every refusal."""
    held = {"kind": "lognormal", "mean": "10", "sigma": 1}
    asked = scenario(
        cohort("people", 9, tokens=held),
        cohort("whale", 1, tokens="40"),
        cohort("gang", 2, tokens="5"),
        cohort("reserve", 3, tokens="0", member=False),
        cohort("attackers", 1, wealth="5"),
        behaviours={
            "propose_regularly": {"each_week": 2, "cohorts": ["people"]},
            "propose_when_dissatisfied": {"below": 1, "rate": 0.5, "cohorts": ["people"]},
            "spam": {"each": 1, "cohorts": ["gang"]},
            "whale": {"cohorts": ["whale"], "worth": 0},
            "sybil": {"cohorts": ["gang", "reserve"], "each": 2},
            "free_rider": {"cohorts": ["reserve"], "worth": 0, "gone": 0},
            "delegate_to_reputation": {"cohorts": ["people"], "rate": 0.5, "misses": 1},
            "proximity": {"use": "delegate_to_proximity", "cohorts": ["gang"], "rate": 0.5},
            "cartel": {"cohorts": ["gang", "reserve"]},
            "briber": {"cohorts": ["attackers"], "least": 0, "bribable": 1},
            "turnout": {"base": 1, "closeness": 0.5, "fatigue": 0.1, "salience": 0.5},
            "vote_by_taste": {"cohorts": ["people"]},
            "vote_by_interest": {"cohorts": ["whale"], "always": True},
            "neighbours": {"use": "vote_with_neighbours", "cohorts": ["gang"]},
            "vote_as_promised": {},
            "flash_loan": {"cohorts": ["attackers"]},
        },
        network={"kind": "small-world", "degree": 4, "rewire": 0.2},
        charter={
            "name": "Co-op",
            "token": {"mint_cap": "none"},
            "governance": {"rule": rule, "proposal_threshold": "1" if rule == "token" else "0"},
        },
        horizon=4,
    )
    array, evm = run(asked), run(asked, "evm")
    assert differences(array.ledger, evm.ledger) == []
    assert array.record.refused == evm.record.refused
    assert array.record.votes == evm.record.votes
    assert array.ledger.coops[0].proposal_count() > 8
    assert sum(row["voters"] for row in array.record.votes.values()) > 20
