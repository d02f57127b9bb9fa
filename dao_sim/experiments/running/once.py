"""One replication of one scenario, on the ledger of one's choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dao_sim.coop import Charter
from dao_sim.errors import BadInput
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.simulation import Simulation
from dao_sim.sim.start import MakeLedger
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams

LEDGERS = ("array", "evm")


def simulated(
    scenario: Scenario,
    seed: int,
    replication: int = 0,
    *,
    ledger: str = "array",
    engine: str = "embedded",
    on_epoch: Callable[[int], None] = lambda _epoch: None,
) -> State:
    """A replication that is over: its seed's own child, so that scenarios of one seed share their chance.

    `engine` is what the contracts run on, where the ledger is `evm`. Raises BadInput for what cannot run.
    """
    streams = Streams(seed).child(f"replication {replication}")
    return Simulation(scenario, streams, maker(ledger, engine)).run(on_epoch)


def maker(ledger: str, engine: str) -> MakeLedger:
    """Makes ledgers of that kind. Raises BadInput for a kind that there is not."""
    if ledger == "array":
        from dao_sim.ledger.array import ArrayLedger

        return ArrayLedger
    if ledger == "evm":

        def on_engine(charters: Sequence[Charter], accounts: int) -> Ledger:
            from dao_sim.ledger.evm import EvmLedger

            return EvmLedger(charters, accounts, engine)

        return on_engine
    raise BadInput("ledger", "there is no such ledger", hint=f"there are {', '.join(LEDGERS)}", value=ledger)
