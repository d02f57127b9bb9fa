"""Nothing is created or lost: money and tokens are counted at the end of every epoch."""

from __future__ import annotations

from dao_sim.errors import DaoSimError
from dao_sim.sim.state import State


class NotConserved(DaoSimError):
    """A ledger lost or made something: what it says cannot be trusted."""

    code = "not_conserved"


def check(state: State) -> None:
    """Raises NotConserved, saying what and how much, where money or tokens are not what they must be."""
    ledger = state.ledger
    held = sum(sum(facts.holdings().values()) for facts in ledger.coops)
    money = ledger.cash().total() + held + state.spent
    if money != state.endowed:
        raise NotConserved(
            "ledger", "money is not conserved", epoch=state.epoch, there=money, came=state.endowed
        )
    for place, facts in enumerate(ledger.coops):
        tokens, supply = facts.tokens().total(), facts.supply()
        if tokens != supply:
            raise NotConserved(
                "ledger",
                "tokens are not conserved",
                epoch=state.epoch,
                coop=place,
                held=tokens,
                supply=supply,
            )
        members, classes = int(facts.members().sum()), int((facts.classes() != 0).sum())
        if members != classes:
            raise NotConserved(
                "ledger",
                "members are not conserved",
                epoch=state.epoch,
                coop=place,
                members=members,
                classes=classes,
            )
