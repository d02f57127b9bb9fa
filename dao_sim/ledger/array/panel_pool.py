"""`PanelPool`: whom panels are drawn from, in which slots, and what they have at stake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.escrow import Escrow, Purses
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.world import TOO_LITTLE, World
from dao_sim.ledger.content_facts import Panellists
from dao_sim.ledger.content_intents import Enlist, Retire, WithdrawStakes
from dao_sim.ledger.outcome import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_SLOTS = 2_048


@dataclass(slots=True)
class Panellist:
    """Who has a slot, counted from 0."""

    slot: int
    stake: int = 0
    seats: int = 0
    retired: bool = False

    @property
    def enlisted(self) -> int:
        """With how much it can be drawn."""
        return 0 if self.retired else self.stake


class PanelPool:
    """Members who enlisted, with at least `minimum` at stake (wei) each time that they did."""

    def __init__(self, world: World, membership: Membership, escrow: Escrow, minimum: int) -> None:
        self._world = world
        self._membership = membership
        self._escrow = escrow
        self._minimum = minimum
        self._free: list[int] = []
        self.slots: list[int | None] = []
        """Slot → the account in it."""
        self.panellists: dict[int, Panellist] = {}

    def facts(self) -> Panellists:
        """In the order of slots."""
        accounts = [account for account in self.slots if account is not None]
        found = [self.panellists[account] for account in accounts]
        return Panellists(
            accounts=np.array(accounts, dtype=np.int64),
            stakes=Amounts.of(each.stake for each in found),
            seats=np.array([each.seats for each in found], dtype=np.int64),
            retired=np.array([each.retired for each in found], dtype=np.bool_),
        )

    def enlist(self, intent: Enlist) -> Outcome:
        """Row by row: there are only so many slots."""
        refused: dict[int, str] = {}
        purses, members = Purses(self._world), self._membership.classes[intent.accounts] != 0
        rows = zip(intent.accounts.tolist(), intent.amounts.tolist(), members.tolist(), strict=True)
        for row, (account, amount, member) in enumerate(rows):
            if not purses.has(account, amount):
                refused[row] = TOO_LITTLE
            elif reason := self._refusal(account, amount, member):
                refused[row] = reason
            else:
                purses.pay(account, amount)
                self._enlist(account, amount)
        purses.settle()
        return Outcome(rows=len(intent.accounts), refused=refused)

    def retire(self, intent: Retire) -> Outcome:
        """Once each."""

        def retires(account: int) -> str | None:
            panellist = self.panellists.get(account)
            if panellist is None or panellist.retired:
                return "ReviewPanels_NotEnlisted"
            panellist.retired = True
            return None

        return each(intent.accounts, retires)

    def withdraw(self, intent: WithdrawStakes) -> Outcome:
        """Gives slots back: the last is given out first."""

        def withdraws(account: int) -> str | None:
            panellist = self.panellists.get(account)
            if panellist is None:
                return "ReviewPanels_NothingStaked"
            if not panellist.retired:
                return "ReviewPanels_NotRetired"
            if panellist.seats:
                return "ReviewPanels_SeatsHeld"
            self._free.append(panellist.slot)
            self.slots[panellist.slot] = None
            del self.panellists[account]
            self._escrow.owe(account, panellist.stake)
            return None

        return each(intent.accounts, withdraws)

    def lose(self, account: int, amount: int) -> int:
        """Takes so much of a stake, or what is left of it; whoever calls it says whose it is."""
        panellist = self.panellists[account]
        lost = min(amount, panellist.stake)
        panellist.stake -= lost
        return lost

    def _refusal(self, account: int, amount: int, member: bool) -> str | None:
        if not member:
            return "ReviewPanels_NotMember"
        known = self.panellists.get(account)
        if (known.stake if known else 0) + amount < self._minimum:
            return "ReviewPanels_StakeTooSmall"
        if known is None and not self._free and len(self.slots) == MAX_SLOTS:
            return "ReviewPanels_NoSlots"
        return None

    def _enlist(self, account: int, amount: int) -> None:
        self._escrow.held += amount
        if account not in self.panellists:
            self.panellists[account] = Panellist(self._give_slot(account))
        panellist = self.panellists[account]
        panellist.stake += amount
        panellist.retired = False

    def _give_slot(self, account: int) -> int:
        if self._free:
            slot = self._free.pop()
            self.slots[slot] = account
            return slot
        self.slots.append(account)
        return len(self.slots) - 1


def each(accounts: NDArray[np.int64], act: Callable[[int], str | None]) -> Outcome:
    """Row by row; `act` says why it is refused, if it is."""
    done = map(act, accounts.tolist())
    refused = {row: reason for row, reason in enumerate(done) if reason}
    return Outcome(rows=len(accounts), refused=refused)
