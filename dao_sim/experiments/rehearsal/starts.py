"""Where runs begin, on the ledger of one's choice."""

from __future__ import annotations

from dao_sim.coop.cooperative import Cooperative
from dao_sim.errors import BadInput
from dao_sim.experiments.rehearsal.rehearse import Order, Starts
from dao_sim.experiments.running.once import LEDGERS


def starts(ledger: str, coop: Cooperative, order: Order) -> Starts:
    """The co-op, copied (`evm`) or made again (`array`).

    Raises BadInput for another ledger, and for what arrays do not model, of the charter or of the proposal.
    """
    if ledger == "evm":
        from dao_sim.experiments.rehearsal.copies import Copies

        return Copies(coop)
    if ledger == "array":
        from dao_sim.experiments.rehearsal.arrays import Arrays

        return Arrays(coop, order.proposed)
    raise BadInput("ledger", "there is no such ledger", hint=f"there are {', '.join(LEDGERS)}", value=ledger)
