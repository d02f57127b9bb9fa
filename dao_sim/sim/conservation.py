"""Nothing is created or lost: money, tokens and members are counted at the end of every epoch."""

from __future__ import annotations

from dao_sim.errors import DaoSimError
from dao_sim.sim.balance import money_of
from dao_sim.sim.state import State


class NotConserved(DaoSimError):
    """A ledger lost or made something: what it says cannot be trusted."""

    code = "not_conserved"


def check(state: State) -> None:
    """Raises NotConserved, saying what and how much, where something is not what it must be."""
    ledger, must = state.ledger, state.balance
    _same(state, "money", money_of(ledger), must.money)
    for coop, facts in enumerate(ledger.coops):
        _same(state, "tokens", facts.tokens().total(), must.tokens[coop], coop=coop)
        _same(state, "the supply of tokens", facts.supply(), must.tokens[coop], coop=coop)
        _same(state, "members", int(facts.members().sum()), must.members[coop], coop=coop)


def _same(state: State, what: str, there: int, wanted: int, coop: int | None = None) -> None:
    if there != wanted:
        reason = f"{what} must be conserved"
        raise NotConserved("ledger", reason, epoch=state.epoch, coop=coop, there=there, wanted=wanted)
