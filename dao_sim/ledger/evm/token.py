"""`CoopToken` on the contracts: who holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.ledger.actions import SetMintCap
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.ledger.intents import Burn, Mint, Transfer
from dao_sim.ledger.outcome import Outcome


class Token:
    """Mints by the charter's minter. Without one, whoever sends it is refused."""

    def __init__(self, world: World, coop: Cooperative) -> None:
        self._world = world
        self._contract = coop.token
        self._minter = world.operator(coop, "minter")

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Mint: self._mint, Burn: self._burn, Transfer: self._transfer}

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that a proposal with it makes."""
        return {SetMintCap: lambda action: [self._contract.set_mint_cap(action.amount)]}

    def balances(self) -> Amounts:
        return Amounts.of(self._world.ask(self._contract, "balanceOf", account=self._world.addresses))

    def _mint(self, intent: Mint) -> Outcome:
        accounts = self._world.named(intent.accounts)
        senders = [self._minter] * len(accounts)
        amounts = intent.amounts.tolist()
        return self._world.sent(self._contract.batch("mint", senders, to=accounts, amount=amounts))

    def _burn(self, intent: Burn) -> Outcome:
        holders, amounts = self._world.named(intent.accounts), intent.amounts.tolist()
        return self._world.sent(self._contract.batch("burn", holders, value=amounts))

    def _transfer(self, intent: Transfer) -> Outcome:
        senders, recipients = self._world.named(intent.senders), self._world.named(intent.recipients)
        amounts = intent.amounts.tolist()
        return self._world.sent(self._contract.batch("transfer", senders, to=recipients, value=amounts))
