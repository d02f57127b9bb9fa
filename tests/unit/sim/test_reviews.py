"""A co-op that has panels see what AI made most of: on arrays, and the same on the contracts."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest

from dao_sim.coop.submissions import SubmissionState
from dao_sim.errors import BadInput
from dao_sim.experiments.running.once import simulated
from dao_sim.ledger.intents import NOBODY
from dao_sim.sim.scenario import Scenario, read
from dao_sim.sim.state import State
from dao_sim.sim.tables import tables

ETHER = 10**18
RULE = {"cap": "50%", "deposit": "0.05"}
SCENARIO: dict[str, Any] = {
    "title": "What AI made most of",
    "horizon": 9,
    "charter": {
        "name": "Careful",
        "token": {"mint_cap": "none"},
        "works": {"licences": True},
        "governance": {
            "voting_delay": "1d",
            "voting_period": "5d",
            "timelock_delay": "1d",
            "proposal_threshold": "1",
            "quorum": "1%",
        },
        "review": {
            "size": 3,
            "stake": "0.2",
            "fee": "0.01",
            "bonus": "0.002",
            "appeal_period": "1d",
            "vote_period": "10d",
        },
        "content": {"screen_period": "2d", "domains": {"music": RULE, "film": RULE}},
    },
    "population": {
        "cohorts": [
            {
                "name": "makers",
                "size": 12,
                "class": "creator",
                "tokens": {"kind": "equal", "mean": "10"},
                "wealth": {"kind": "equal", "mean": "2"},
                "engagement": 1.0,
                "ai_use": {"kind": "uniform"},
            }
        ]
    },
    "network": {"kind": "small-world"},
    "economy": {"cost": 0.002, "domains": ["music", "film"], "audience": [{"name": "all", "size": 100}]},
    "behaviours": {
        "turnout": {"base": 9.0},
        "vote_by_taste": {},
        "make_works": {"compliance": 0.0, "derive": 0.3},
        "review_works": {"enlists": 0.8, "error": 0.0, "speaks": 1.0},
        "propose_ai_cap": {"first": 3, "bothers": -0.2},
    },
}


def scenario(**keys: Any) -> Scenario:
    return read(deepcopy(SCENARIO), None).with_set(keys)


@cache
def story() -> State:
    return simulated(scenario(), 1)


def test_both_ledgers_seat_the_same_panels_and_come_to_the_same() -> None:
    pytest.importorskip("pyrevm", reason="only the embedded engine has block numbers that can be chosen")
    arrays = tables(story())
    contracts = tables(simulated(scenario(), 1, ledger="evm"))
    assert arrays["submissions"]["case"].to_numpy().max() >= 5
    for name, table in arrays.items():
        assert table.equals(contracts[name]), name


def test_panels_see_what_exceeds_the_cap_and_nothing_else() -> None:
    """While the cap is what the charter says: before a vote changes it."""
    state = simulated(scenario(**{"behaviours.propose_ai_cap.first": 100}), 1)
    rows = tables(state)["submissions"]
    ended = rows.filter(rows["state"].is_in(["registered", "refused"]))
    seen = ended["case"].to_numpy() > 0
    assert np.array_equal(seen, ended["ai_share_bps"].to_numpy() > 5_000)
    assert 3 <= seen.sum() < len(seen)


def test_what_is_refused_is_never_on_sale() -> None:
    state = story()
    found = state.ledger.coops[0].submissions()
    assert (found.state == SubmissionState.REFUSED).any()
    registered = found.submitter[found.state == SubmissionState.REGISTERED]
    assert sorted(registered.tolist()) == sorted(state.catalogue.maker.tolist())
    assert not story().record.refused


def test_what_a_panel_passes_is_on_sale_later_than_what_none_saw() -> None:
    """A work that nobody must see is on sale the week after; a panel takes some two."""
    state = simulated(scenario(**{"behaviours.review_works.bar": -9.0, "economy.lifetime": 5_000}), 1)
    rows = tables(state)["submissions"]
    assert set(rows["state"]) <= {"registered", "screening", "in_review"}
    assert not rows.filter(rows["state"] == "in_review").is_empty()
    seen = rows.filter((rows["case"] > 0) & (rows["state"] == "registered"))
    assert (seen["upheld"] == 0).all()
    assert (seen["revealed"] == 3).all()
    shares = state.catalogue.ai_share
    assert state.catalogue.born[shares <= 0.5].min() == 1
    assert 2 <= state.catalogue.born[shares > 0.5].min() <= 3


def test_deposits_and_fees_are_somewhere() -> None:
    """What was forfeited is the treasury's; nobody is owed anything after claiming but what came since."""
    facts = story().ledger.coops[0]
    forfeited = sum(amount for (_, _, kind), amount in story().record.flows.items() if kind == "forfeited")
    assert 0 < forfeited <= facts.treasury()
    assert NOBODY not in facts.rewards()
    live = np.isin(facts.submissions().state, (SubmissionState.SCREENING, SubmissionState.IN_REVIEW))
    kept = facts.submissions().deposit[live].total() + sum(facts.refunds().values())
    assert facts.holdings()["submissions"] == kept


def test_members_lower_the_cap_by_vote() -> None:
    adopted = [
        story().ledger.coops[0].proposal(number)
        for number in range(1, story().ledger.coops[0].proposal_count() + 1)
    ]
    assert adopted
    caps = {name: rule.cap for name, rule in story().ledger.coops[0].content_rules().items()}
    assert min(caps.values()) < 5_000
    assert all(rule.deposit == ETHER // 20 for rule in story().ledger.coops[0].content_rules().values())


def test_silent_panellists_lose_their_stakes_and_works_pass_without_a_verdict() -> None:
    state = simulated(scenario(**{"behaviours.review_works.speaks": 0.0, "horizon": 9}), 1)
    facts = state.ledger.coops[0]
    cases = [facts.case(number) for number in range(1, facts.case_count() + 1)]
    assert any(case.round == 2 for case in cases)
    forfeited = sum(amount for (_, _, kind), amount in state.record.flows.items() if kind == "forfeited")
    assert forfeited >= 3 * ETHER // 5


def test_a_domain_that_is_not_open_is_named() -> None:
    with pytest.raises(BadInput, match=r"charter\.content\.domains\.games: must be there") as refused:
        scenario(**{"economy.domains": ["music", "games"]})
    assert refused.value.operands["key"] == "charter.content.domains.games"
