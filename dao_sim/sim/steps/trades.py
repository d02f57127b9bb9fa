"""Tokens are sold for money: whoever pays gets them, or the money back."""

from __future__ import annotations

from dao_sim.ledger.intents import Pay, Transfer
from dao_sim.sim.plans import Trade
from dao_sim.sim.state import State


def trade(state: State, plan: Trade) -> None:
    """Buyers pay first; where the tokens then do not come, sellers, who still have the money, return it."""
    (paid,) = state.apply([Pay(senders=plan.buyers, recipients=plan.sellers, amounts=plan.prices)])
    sellers, buyers = plan.sellers[paid.done], plan.buyers[paid.done]
    tokens, prices = plan.tokens[paid.done], plan.prices[paid.done]
    transfer = Transfer(coop=plan.coop, senders=sellers, recipients=buyers, amounts=tokens)
    (sold,) = state.apply([transfer])
    failed = ~sold.done
    if failed.any():
        back = Pay(senders=sellers[failed], recipients=buyers[failed], amounts=prices[failed])
        state.apply([back])
    state.record.flow(state.epoch, plan.coop, "tokens sold", prices[sold.done].total())
