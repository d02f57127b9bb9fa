"""The ledger of contracts: intents to the parts that send them."""

from __future__ import annotations

from collections.abc import Sequence

from dao_sim.chain import connect
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.errors import BadInput, Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.coop import EvmCoop
from dao_sim.ledger.evm.world import World, address_of
from dao_sim.ledger.lots import panel_addresses
from dao_sim.ledger.protocol import START
from dao_sim.ledger.told import Parts, Told
from dao_sim.units import Address, Seconds


class EvmLedger(Told):
    """`Ledger` on a chain, or the engine of that name.

    All that is done between two calls of `advance` happens at one time, as on arrays. Raises Unsupported for
    a chain whose time passes, or cannot be moved.
    """

    def __init__(self, charters: Sequence[Charter], accounts: int, chain: Chain | str = "embedded") -> None:
        on = _still(chain) if isinstance(chain, str) else chain
        _check(on)
        deployed = [Cooperative.deploy(charter, on) for charter in charters]
        addresses = [address_of(account) for account in range(accounts)]
        self._hold(deployed, addresses, on, panel_addresses(charters))
        self.chain.advance(START - self.chain.now())

    @classmethod
    def of(cls, coops: Sequence[Cooperative], addresses: Sequence[Address]) -> EvmLedger:
        """A ledger of co-ops as they are on the chain that they share; account i is at `addresses[i]`.

        Whoever has to do with a co-op must be among them. Time goes on from the chain's.
        """
        ledger = cls.__new__(cls)
        panels = [coop.panels.address if coop.panels else None for coop in coops]
        ledger._hold(coops, addresses, coops[0].chain, panels)  # noqa: SLF001 (its own)
        return ledger

    def _hold(
        self,
        coops: Sequence[Cooperative],
        addresses: Sequence[Address],
        chain: Chain,
        panels: Sequence[Address | None],
    ) -> None:
        self.accounts = len(addresses)
        self.chain = chain
        self._world = World(
            chain, addresses, {address for coop in coops for address in coop.addresses.values()}
        )
        self.coops = [EvmCoop(self._world, *each) for each in zip(coops, panels, strict=True)]

    def now(self) -> Seconds:
        return self.chain.now()

    def advance(self, to: Seconds) -> None:
        if to <= self.chain.now():
            raise BadInput("ledger", "time only moves forward", now=self.chain.now(), to=to)
        self.chain.advance(to - self.chain.now())

    def cash(self) -> Amounts:
        return self._world.cash()

    def _parts(self) -> tuple[Parts, Sequence[Parts]]:
        return self._world, self.coops


def _check(chain: Chain) -> None:
    """Raises Unsupported for a chain on which a phase cannot happen at one time."""
    can = chain.capabilities
    if not can.time_control or can.seconds_per_block:
        hint = "use embedded, tester, or an anvil; a chain of your own is made with time_stands=True"
        reason = "must run where time stands still until it is moved"
        raise Unsupported("ledger", reason, hint=hint, engine=chain.name)


def _still(engine: str) -> Chain:
    """The engine of that name, with blocks that take no time."""
    chain = connect(engine)
    if not chain.capabilities.time_control or not chain.capabilities.seconds_per_block:
        return chain
    chain.close()
    return connect("tester" if engine == "embedded" else engine, time_stands=True)
