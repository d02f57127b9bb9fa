"""Who has what: each measure once more from the tables, in a few plain lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dao_sim.experiments.running.once import simulated
from dao_sim.ledger.actions import Action, OpenRound, PayOut
from dao_sim.ledger.facts import Proposal
from dao_sim.sim.measures import MEASURES
from dao_sim.sim.scenario import Scenario, load
from dao_sim.sim.state import State
from dao_sim.sim.tables import tables
from dao_sim.units import ProposalState

SCENARIOS = Path(__file__).parents[3] / "experiments/scenarios"


def scenario(name: str, variant: str, keys: dict[str, Any]) -> Scenario:
    found = load(SCENARIOS / f"{name}.toml")
    (named,) = [each for each in found.variants if each.name == variant]
    return found.variant(named).with_set(keys)


def ran(name: str, variant: str, keys: dict[str, Any]) -> State:
    return simulated(scenario(name, variant, keys), 3)


def measured(state: State, name: str) -> float:
    value = MEASURES[name](state)
    assert value is not None, f"there is nothing to measure by {name}"
    return value


def eth(state: State, *kinds: str) -> float:
    """That flowed in all."""
    return sum(amount for (_, _, kind), amount in state.record.flows.items() if kind in kinds) / 1e18


def proposals(state: State) -> list[Proposal]:
    facts = state.ledger.coops[0]
    return [facts.proposal(number) for number in range(1, facts.proposal_count() + 1)]


def actions(state: State) -> list[Action]:
    """That were proposed."""
    return [action for proposal in proposals(state) for action in proposal.actions]


def gini(values: list[float]) -> float:
    """Of everybody: the mean difference between two, over twice the mean."""
    pairs = [abs(one - other) for one in values for other in values]
    return sum(pairs) / len(pairs) / 2 / (sum(values) / len(values))


@pytest.fixture(scope="module")
def matched() -> State:
    return ran("matching-or-flat", "matched", {"horizon": 14})


@pytest.fixture(scope="module")
def shared() -> State:
    return ran("matching-or-flat", "flat to those who earned least", {"horizon": 14})


def test_incomes_are_those_of_the_table_of_members(matched: State) -> None:
    frame = tables(matched)["members"]
    income = [float(each) / 1e18 for each in frame["income"].to_list()[: matched.people.size]]
    rising, whole = sorted(income), sum(income)
    assert min(income) == 0.0 < whole
    assert measured(matched, "creator_income") == pytest.approx(whole / len(income))
    assert measured(matched, "bottom_half_income") == pytest.approx(sum(rising[: len(rising) // 2]) / whole)
    assert measured(matched, "gini_creators") == pytest.approx(gini(income))
    net = (whole - eth(matched, "costs")) / len(income)
    assert measured(matched, "creator_net_income") == pytest.approx(net)
    assert measured(matched, "surplus") == pytest.approx(eth(matched, "sales") - eth(matched, "costs"))


def test_what_members_give_in_rounds_is_no_common_money(matched: State) -> None:
    claimed = [each for each in matched.ledger.coops[0].rounds() if any(each.claimed)]
    given = sum(sum(each.contributed) for each in claimed) / 1e18
    added = sum(sum(each.matched) for each in claimed) / 1e18
    assert min(given, added) > 0.0
    assert eth(matched, "gifts") == pytest.approx(given)
    assert measured(matched, "invested") == pytest.approx(added)
    market = (eth(matched, "claims") + given) / matched.people.size
    assert measured(matched, "market_income") == pytest.approx(market)


def test_rounds_of_an_empty_pool_are_gifts_alone() -> None:
    state = ran("matching-or-flat", "gifts alone", {"horizon": 14})
    assert eth(state, "gifts") > 0.0
    assert measured(state, "invested") == 0.0


def test_common_money_is_told_by_who_got_it(shared: State) -> None:
    people, paid = shared.people, np.zeros(shared.people.size)
    for proposal in proposals(shared):
        for action in proposal.actions if proposal.state == ProposalState.EXECUTED else ():
            if isinstance(action, PayOut):
                paid[action.account] += action.amount / 1e18
    far = people.remoteness[people.region] >= 0.5
    assert paid.sum() > 0.0
    assert measured(shared, "far_invested_share") == pytest.approx(paid[far].sum() / paid.sum())
    market = shared.minds.earned[: people.size] - paid
    small = np.argsort(market.round(12), kind="stable")[: people.size // 2]
    assert measured(shared, "small_invested_share") == pytest.approx(paid[small].sum() / paid.sum())


def test_those_of_the_latest_works_are_those_whom_a_round_lists() -> None:
    keys = {"horizon": 4, "behaviours.flat.part": 0.25}
    state = ran("matching-or-flat", "flat to the same makers", keys)
    rounds = [each.accounts for each in actions(state) if isinstance(each, OpenRound)]
    paid = tuple(each.account for each in actions(state) if isinstance(each, PayOut))
    assert len(paid) > 1
    assert rounds == [paid]


def test_works_for_grants_are_those_that_grantees_delivered() -> None:
    keys = {"horizon": 22, "behaviours.open_grants.first": 3, "behaviours.deliver.diligence": 1.0}
    state = ran("grants", "by milestones", keys)
    assert measured(state, "works_for_grants") == len(state.delivered) > 0
    assert measured(state, "works_per_grant") == pytest.approx(len(state.delivered) / eth(state, "grants"))


def test_who_is_far_is_reached_by_copies_a_head_and_epoch() -> None:
    state = ran("four-coops", "federation", {"horizon": 8})
    copies = sum(tables(state)["epochs"]["remote_copies"].to_list())
    assert measured(state, "access_far") == pytest.approx(copies / (333 * 8))
    works = tables(state)["works"]
    abroad = [
        row["parent"] >= 0 and state.catalogue.coop[row["parent"]] != row["coop"]
        for row in works.rows(named=True)
    ]
    assert any(abroad)
    assert measured(state, "derived_abroad") == pytest.approx(sum(abroad) / len(abroad))
    earned, home = state.minds.earned[: state.people.size], state.people.region % 4
    means = [float(earned[home == coop].mean()) for coop in range(4)]
    assert measured(state, "gini_between_coops") == pytest.approx(gini(means))


def test_of_people_who_earn_nothing_nothing_is_shared() -> None:
    state = ran("grants", "up front", {"horizon": 2, "behaviours.make_works.rate": 0})
    nothing = ["gini_creators", "bottom_half_income", "works_per_grant"]
    none = ["creator_income", "access_far"]
    assert [MEASURES[name](state) for name in nothing] == [None] * len(nothing)
    assert [MEASURES[name](state) for name in none] == [0.0] * len(none)
