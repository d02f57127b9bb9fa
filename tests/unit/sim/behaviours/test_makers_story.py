"""What makers decide, carried out: money and works go where they should; what is refused moves nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dao_sim.ledger.actions import PayOut
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.intents import NOBODY
from dao_sim.sim.plans import Commission, Create, Gift, Trade
from dao_sim.sim.scenario import read
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.state import State
from dao_sim.sim.steps import gifts, making, trades
from dao_sim.sim.streams import Streams
from dao_sim.sim.tables import tables

ETHER = 10**18
SCENARIO: dict[str, Any] = {
    "title": "Makers and their co-op",
    "horizon": 10,
    "charter": {
        "name": "Makers",
        "token": {"mint_cap": "none"},
        "governance": {"proposal_threshold": "1", "quorum": "1%"},
        "treasury": {"caps": [{"asset": "ETH", "amount": "1000"}]},
        "royalties": {"levy": "20%"},
        "works": {"licences": True},
        "matching": {"review": "7d", "caps": [{"asset": "ETH", "amount": "1000"}]},
        "grants": {"accept_within": "14d"},
    },
    "population": {
        "cohorts": [
            {
                "name": "makers",
                "size": 30,
                "class": "creator",
                "tokens": {"kind": "equal", "mean": "10"},
                "wealth": {"kind": "equal", "mean": "2"},
                "engagement": 0.9,
                "taste": {"mean": [0.0, 0.9], "spread": 0.1},
            }
        ]
    },
    "network": {"kind": "small-world"},
    "economy": {"cost": 0.002, "audience": [{"name": "listeners", "size": 300}]},
    "demand": {"outside": 4.0},
    "behaviours": {
        "turnout": {"base": 9.0},
        "vote_by_taste": {},
        "make_works": {"derive": 0.5},
        "open_grants": {"first": 1, "every": 100, "grants": 4, "part": 0.5},
        "deliver": {"diligence": 0.0, "price": 0.07},
        "review_grants": {"error": 0.0, "speaks": 1.0},
    },
}


def simulated(**keys: Any) -> State:
    scenario = read(SCENARIO, None).with_set(keys)
    return Simulation(scenario, Streams(1), ArrayLedger).run()


def fresh() -> State:
    """Nothing happened yet: 30 members with 10 tokens and 2 ETH."""
    return Simulation(read(SCENARIO, None), Streams(1), ArrayLedger).state


def flow(state: State, kind: str) -> int:
    return sum(amount for (_, _, named), amount in state.record.flows.items() if named == kind)


def delivered(state: State) -> int:
    """Works that were made for grants: nothing else has their price."""
    return int((state.catalogue.price == 0.07).sum())


def test_shirkers_keep_what_is_paid_up_front_and_work_where_milestones_pay_for_it() -> None:
    by_milestones = simulated()
    assert len(by_milestones.delivered) >= 8  # of 12: it pays to
    assert delivered(by_milestones) == len(by_milestones.delivered)
    upfront = {"behaviours.open_grants.upfront": True}
    shirked = simulated(**upfront)
    assert flow(shirked, "payments") > 0
    assert delivered(shirked) == 0
    assert delivered(simulated(**upfront, **{"behaviours.deliver.diligence": 1.0})) == 4 * 3
    (first, *_) = by_milestones.ledger.coops[0].grants()
    assert flow(by_milestones, "grants") <= 4 * sum(stage.amount for stage in first.milestones)


def test_everything_that_makers_do_comes_to_the_same_on_arrays_and_on_the_contracts() -> None:
    from dao_sim.ledger.evm import EvmLedger

    behaviours: dict[str, Any] = {
        "fund_makers": {"first": 1, "every": 3},
        "open_rounds": {"first": 1, "every": 2, "to": "works"},
        "give": {"rate": 1.0},
        "patron": {},
        "enterprise": {"works": 1},
        "public_body": {"remote": 0.0},
        "trade_tokens": {"rate": 0.5, "poor": 1.9, "rich": 2.0},
        "leave_when_dissatisfied": {"level": 1.0},
    }
    scenario = read({**SCENARIO, "behaviours": SCENARIO["behaviours"] | behaviours}, None)
    scenario = scenario.with_set({"horizon": 8})
    on_arrays, on_contracts = (
        Simulation(scenario, Streams(4), make).run()
        for make in (ArrayLedger, lambda charters, accounts: EvmLedger(charters, accounts, "embedded"))
    )
    kinds = {kind for _, _, kind in on_arrays.record.flows}
    assert kinds >= {"gifts", "commissions", "payments", "matching", "grants", "tokens sold", "levy"}
    theirs = tables(on_contracts)
    assert [name for name, table in tables(on_arrays).items() if not table.equals(theirs[name])] == []


def test_a_firm_raises_its_cut_and_takes_profits_that_are_nobodys_income() -> None:
    keys = {
        "organisation.kind": "platform",
        "organisation.cut": "26%",
        "behaviours": {
            "make_works": {},
            "firm": {"first": 1, "every": 2, "step": "2%", "profit": 0.5},
            "firm_votes": {},
        },
    }
    state = simulated(**keys)
    levies = [row["levy_bps"] for row in state.record.epochs]
    assert levies[0] == 2_600
    assert levies[-1] == 3_000
    assert levies == sorted(levies)
    assert state.firm is not None
    assert flow(state, "profit") == state.ledger.cash().at(state.firm) > 0
    assert flow(state, "payments") == 0


def test_a_higher_levy_leaves_makers_less() -> None:
    low, high = simulated(), simulated(**{"charter.royalties.levy": "30%"})
    assert flow(low, "claims") / flow(low, "sales") == pytest.approx(0.8, abs=0.01)
    assert flow(high, "claims") / flow(high, "sales") == pytest.approx(0.7, abs=0.01)


def test_who_does_not_get_the_tokens_gets_the_money_back() -> None:
    state = fresh()
    trade = Trade(
        sellers=np.array([0, 1, 2]),
        buyers=np.array([3, 4, 5]),
        tokens=Amounts.of([10 * ETHER, 11 * ETHER, 1 * ETHER]),  # the second has 10
        prices=Amounts.of([ETHER, ETHER, 3 * ETHER]),  # the third buyer has 2
    )
    trades.trade(state, trade)
    tokens, cash = state.ledger.coops[0].tokens().tolist(), state.ledger.cash().tolist()
    assert [amount // ETHER for amount in tokens[:6]] == [0, 10, 10, 20, 10, 10]
    assert [amount // ETHER for amount in cash[:6]] == [3, 2, 2, 1, 2, 2]
    assert flow(state, "tokens sold") == ETHER


def test_gifts_and_commissions_are_income_and_what_is_not_paid_is_not_made() -> None:
    state = fresh()
    gift = Gift(senders=np.array([0, 1]), recipients=np.array([2, 2]), amounts=Amounts.of([ETHER, 3 * ETHER]))
    gifts.give(state, gift)
    commission = Commission(
        senders=np.array([3, 4]),
        recipients=np.array([5, 6]),
        amounts=Amounts.of([ETHER, 3 * ETHER]),
        domains=np.array([1, 1]),
        efforts=np.array([0.5, 0.5]),
    )
    gifts.commission(state, commission, "town")
    assert state.minds.income[[2, 5, 6]].tolist() == [1.0, 1.0, 0.0]
    assert state.catalogue.maker.tolist() == [5]
    assert state.catalogue.price.tolist() == [0.0]
    assert (flow(state, "gifts"), flow(state, "commissions")) == (ETHER, ETHER)


def test_several_works_of_one_maker_differ_by_chance_and_taste_can_be_given() -> None:
    state = fresh()
    rows = np.zeros(4, dtype=np.int64)
    plan = Create(
        accounts=rows,
        domains=rows,
        ai_shares=np.zeros(4),
        efforts=np.full(4, 0.5),
        prices=np.full(4, 0.01),
        co_makers=rows + NOBODY,
        parents=rows + NOBODY,
        tastes=np.full((4, 2), 0.25),
    )
    making.create(state, plan, "firm")
    assert len(set(state.catalogue.quality.tolist())) == 4
    assert state.catalogue.taste.tolist() == [[0.25, 0.25]] * 4


def test_what_the_treasury_pays_is_seen_as_income_in_the_next_epoch() -> None:
    scenario = read(SCENARIO, None).with_set({"behaviours.open_grants.upfront": True})
    simulation = Simulation(scenario, Streams(1), ArrayLedger)
    paid: dict[int, float] = {}
    for epoch in range(8):
        simulation.step(epoch)
        memory = simulation.state.view(0).memory
        if memory.paid.any():
            paid[epoch] = float(memory.paid.sum())
            assert (memory.income >= memory.paid).all()
    ((epoch, amount),) = paid.items()
    executed = simulation.state.record.flows[epoch, 0, "payments"]
    assert amount == pytest.approx(executed / ETHER)
    payments = [
        action
        for action in simulation.state.ledger.coops[0].proposal(1).actions
        if isinstance(action, PayOut)
    ]
    assert executed == sum(payment.amount for payment in payments)
