"""The ledger of contracts: intents to the parts that send them."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.chain import connect
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.columns import check
from dao_sim.ledger.evm.coop import EvmCoop
from dao_sim.ledger.evm.world import World
from dao_sim.ledger.intents import Intent
from dao_sim.ledger.outcome import Outcome
from dao_sim.ledger.protocol import START
from dao_sim.units import Seconds


class EvmLedger:
    """`Ledger` on a chain, or the engine of that name.

    All that is done between two calls of `advance` happens at one time, as on arrays. Raises Unsupported for
    a chain whose time passes, or cannot be moved.
    """

    def __init__(self, charters: Sequence[Charter], accounts: int, chain: Chain | str = "embedded") -> None:
        self.accounts = accounts
        self.chain = _still(chain) if isinstance(chain, str) else chain
        can = self.chain.capabilities
        if not can.time_control or can.seconds_per_block:
            hint = "use embedded, tester, or an anvil; a chain of your own is made with time_stands=True"
            reason = "must run where time stands still until it is moved"
            raise Unsupported("ledger", reason, hint=hint, engine=self.chain.name)
        self._world = World(self.chain, accounts)
        deployed = [Cooperative.deploy(charter, self.chain) for charter in charters]
        self.coops = [EvmCoop(self._world, coop) for coop in deployed]
        self.chain.advance(START - self.chain.now())

    def now(self) -> Seconds:
        return self.chain.now()

    def advance(self, to: Seconds) -> None:
        if to <= self.chain.now():
            raise BadInput("ledger", "time only moves forward", now=self.chain.now(), to=to)
        self.chain.advance(to - self.chain.now())

    def cash(self) -> Amounts:
        return self._world.cash()

    def apply(self, intents: Sequence[Intent]) -> list[Outcome]:
        for intent in intents:
            check(intent, self.accounts, len(self.coops))
        return [self._carry_out(intent) for intent in intents]

    def _carry_out(self, intent: Intent) -> Outcome:
        kind = type(intent)
        handler = self._world.handlers().get(kind)
        if handler is None:
            handler = self.coops[getattr(intent, "coop", 0)].handlers().get(kind)
        if handler is None:
            raise Unsupported("ledger", f"{kind.__name__} needs a part that this co-op's charter leaves out")
        return handler(intent)


def _still(engine: str) -> Chain:
    """The engine of that name, with blocks that take no time."""
    chain = connect(engine)
    if not chain.capabilities.time_control or not chain.capabilities.seconds_per_block:
        return chain
    chain.close()
    return connect("tester" if engine == "embedded" else engine, time_stands=True)
