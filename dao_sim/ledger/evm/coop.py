"""One co-op as its contracts: its parts, each of which sends intents of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.ledger.actions import Action, PayOut
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.units import ETH, Wei


class EvmCoop:
    """`CoopFacts`, and who carries out what concerns this co-op."""

    def __init__(self, world: World, coop: Cooperative) -> None:
        self.world = world
        self.coop = coop
        self._calls: dict[type, Callable[[Any], Sequence[Call]]] = {PayOut: self._pay_out}

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {}

    def calls(self, actions: Sequence[Action]) -> list[Call]:
        """What a proposal with these actions calls."""
        return [call for action in actions for call in self._calls[type(action)](action)]

    def treasury(self) -> Wei:
        return self.world.chain.balance(self.coop.treasury.address)

    def _pay_out(self, action: PayOut) -> Sequence[Call]:
        return [self.coop.treasury.pay(ETH, self.world.addresses[action.account], action.amount)]
