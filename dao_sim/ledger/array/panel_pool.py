"""`PanelPool`: whom panels are drawn from, in which slots, and what they have at stake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.escrow import Escrow
from dao_sim.ledger.array.in_turn import in_turn
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.world import TOO_LITTLE, World
from dao_sim.ledger.content_facts import Panellists
from dao_sim.ledger.content_intents import Enlist, Retire, WithdrawStakes
from dao_sim.ledger.outcome import Outcome, Refusal

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
        """There are only so many slots, so that rows depend on each other."""
        members, amounts = self._membership.classes != 0, intent.amounts.tolist()

        def enlist(row: int) -> None:
            account, amount = int(intent.accounts[row]), amounts[row]
            if self._world.cash.at(account) < amount:
                raise Refusal(TOO_LITTLE)
            if not members[account]:
                raise Refusal("ReviewPanels_NotMember")
            known = self.panellists.get(account)
            if (known.stake if known else 0) + amount < self._minimum:
                raise Refusal("ReviewPanels_StakeTooSmall")
            panellist = known or Panellist(self._give_slot(account))
            panellist.stake += amount
            panellist.retired = False
            self.panellists[account] = panellist
            self._world.add(account, -amount)
            self._escrow.held += amount

        return in_turn(len(intent.accounts), enlist)

    def retire(self, intent: Retire) -> Outcome:
        """Once each."""

        def retire(row: int) -> None:
            panellist = self.panellists.get(int(intent.accounts[row]))
            if panellist is None or panellist.retired:
                raise Refusal("ReviewPanels_NotEnlisted")
            panellist.retired = True

        return in_turn(len(intent.accounts), retire)

    def withdraw(self, intent: WithdrawStakes) -> Outcome:
        """Gives slots back: the last is given out first."""

        def withdraw(row: int) -> None:
            account = int(intent.accounts[row])
            panellist = self.panellists.get(account)
            if panellist is None:
                raise Refusal("ReviewPanels_NothingStaked")
            if not panellist.retired:
                raise Refusal("ReviewPanels_NotRetired")
            if panellist.seats:
                raise Refusal("ReviewPanels_SeatsHeld")
            self._free.append(panellist.slot)
            self.slots[panellist.slot] = None
            del self.panellists[account]
            self._escrow.owe(account, panellist.stake)

        return in_turn(len(intent.accounts), withdraw)

    def lose(self, account: int, amount: int) -> int:
        """Takes so much of a stake, or what is left of it; whoever calls it says whose it is."""
        panellist = self.panellists[account]
        lost = min(amount, panellist.stake)
        panellist.stake -= lost
        return lost

    def _give_slot(self, account: int) -> int:
        if self._free:
            slot = self._free.pop()
            self.slots[slot] = account
            return slot
        if len(self.slots) == MAX_SLOTS:
            raise Refusal("ReviewPanels_NoSlots")
        self.slots.append(account)
        return len(self.slots) - 1
