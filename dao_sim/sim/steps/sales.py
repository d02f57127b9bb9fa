"""The audience buys: what it pays goes through the vault, which takes the levy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dao_sim.ledger.intents import Deposit, Intent
from dao_sim.sim.market import paid
from dao_sim.sim.state import State


def run(state: State) -> None:
    """The audience's money comes from outside, as it is spent."""
    copies = state.market.buy(state.catalogue, state.streams, state.epoch)
    groups, works = np.nonzero(copies)
    sold = copies.sum(axis=0)
    state.catalogue = replace(state.catalogue, sold=state.catalogue.sold + sold, sold_last=sold)
    state.copies = copies
    amounts = paid(copies[groups, works], state.catalogue.price[works])
    priced = np.flatnonzero(amounts.positive())
    groups, works, amounts = groups[priced], works[priced], amounts[priced]
    if not len(groups):
        return
    payers = state.first_audience + groups
    spent = amounts.totals(payers, state.size)
    buyers = np.flatnonzero(spent.positive())
    state.endow(buyers, spent[buyers])
    intents: list[Intent] = []
    for place in range(len(state.ledger.coops)):
        rows = np.flatnonzero(state.catalogue.coop[works] == place)
        if len(rows):
            here = amounts[rows]
            number = state.catalogue.number[works[rows]]
            intents.append(Deposit(coop=place, accounts=payers[rows], works=number, amounts=here))
            state.record.flow(state.epoch, place, "sales", here.total())
    state.apply(intents)
