"""Money, tokens and members are counted: a ledger that loses or makes any is told at the epoch's end."""

from __future__ import annotations

import pytest

from dao_sim.experiments.running.once import maker
from dao_sim.ledger.actions import Expel
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.coop import ArrayCoop
from dao_sim.ledger.array.world import World
from dao_sim.ledger.intents import Endow
from dao_sim.ledger.outcome import Outcome
from dao_sim.sim.conservation import NotConserved, check
from dao_sim.sim.scenario import load
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.streams import Streams


@pytest.fixture
def running() -> Simulation:
    scenario = load("small-coop").with_set({"horizon": 3, "population.size": 20})
    return Simulation(scenario, Streams(1), maker("array", "embedded"))


def test_an_honest_ledger_passes(running: Simulation) -> None:
    check(running.run())


def test_money_from_nowhere_is_told(running: Simulation) -> None:
    state = running.run()
    state.ledger.apply([Endow(accounts=state.catalogue.maker[:1], amounts=Amounts.of([1]))])
    with pytest.raises(NotConserved, match=r"money must be conserved.*epoch=2") as told:
        check(state)
    assert told.value.operands["there"] == told.value.operands["wanted"] + 1


def test_money_that_is_lost_on_its_way_is_told(running: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    def spend_twice(self: World, intent: Endow) -> Outcome:
        self.cash.decrease(intent.accounts, intent.amounts)
        return Outcome(rows=len(intent.accounts))

    running.run()
    monkeypatch.setattr(World, "endow", spend_twice)
    world = running.state.ledger._world  # type: ignore[attr-defined]
    running.state.balance.note(
        intent := Endow(accounts=running.state.catalogue.maker[:1], amounts=Amounts.of([1])),
        world.endow(intent),
    )
    with pytest.raises(NotConserved, match="money"):
        check(running.state)


@pytest.mark.parametrize("fact", ["supply", "tokens"])
def test_tokens_that_appear_are_told(running: Simulation, monkeypatch: pytest.MonkeyPatch, fact: str) -> None:
    state = running.run()
    one_more = {
        "supply": lambda _coop: state.balance.tokens[0] + 1,
        "tokens": lambda _coop: Amounts.of([state.balance.tokens[0] + 1]),
    }
    monkeypatch.setattr(ArrayCoop, fact, one_more[fact])
    with pytest.raises(NotConserved, match="tokens must be conserved"):
        check(state)


def test_members_who_vanish_are_told(running: Simulation) -> None:
    state = running.run()
    state.balance.executed(0, [Expel(account=0)])
    with pytest.raises(NotConserved, match="members must be conserved"):
        check(state)
