"""A scenario on arrays and on the contracts: the same tables; and what happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from dao_sim.coop import Charter
from dao_sim.experiments.running.once import maker
from dao_sim.experiments.running.verify import differing
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.scenario import Scenario, read
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams
from dao_sim.sim.tables import tables
from dao_sim.units import ProposalState
from tests.property.scenarios.sections import toml
from tests.property.scenarios.written import written

FIRST, SECOND = range(200, 300), range(300, 400)
"""Seeds of the scenarios that are always run."""

Apply = Callable[[Sequence[Intent]], list[Outcome]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What happened, by name, in how many rows."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(intent, reason) → rows."""
    executed: Counter[str] = field(default_factory=Counter)
    """Actions of proposals that were executed."""

    def watch(self, apply: Apply, intents: Sequence[Intent]) -> list[Outcome]:
        """Has them carried out, and counts."""
        outcomes = apply(intents)
        for intent, outcome in zip(intents, outcomes, strict=True):
            kind = type(intent).__name__
            self.done[kind] += outcome.rows - len(outcome.refused)
            self.refused.update((kind, reason) for reason in outcome.refused.values())
        return outcomes

    def end(self, state: State) -> None:
        """Counts what was executed."""
        for coop in state.ledger.coops:
            proposals = map(coop.proposal, range(1, coop.proposal_count() + 1))
            executed = (each.actions for each in proposals if each.state == ProposalState.EXECUTED)
            self.executed.update(type(action).__name__ for actions in executed for action in actions)


def run(scenario: Scenario, ledger: str, engine: str = "embedded", seen: Seen | None = None) -> State:
    """The scenario's first replication. Raises NotConserved where something is lost."""

    def make(charters: Sequence[Charter], accounts: int) -> Ledger:
        made = maker(ledger, engine)(charters, accounts)
        if seen is not None:
            made.apply = partial(seen.watch, made.apply)  # type: ignore[method-assign]
        return made

    state = Simulation(scenario, Streams(scenario.seed).child("replication 0"), make).run()
    if seen is not None:
        seen.end(state)
    return state


def check(seed: int, seen: Seen | None = None) -> None:
    """Runs a random scenario on both; `seen` counts what the contracts do.

    Raises AssertionError, with the scenario, where anything differs.
    """
    data = written(seed)
    try:
        scenario = read(data, None)
        found = differing(
            tables(run(scenario, "array")), tables(run(scenario, "evm", seen=seen)), f"seed {seed}"
        )
        assert not found.different, "\n".join(("the ledgers differ:", *found.where))
    except Exception as error:
        told = f"{type(error).__name__}: {error}\n\nin random scenario {seed}:\n\n{toml(data)}"
        raise AssertionError(told) from error
