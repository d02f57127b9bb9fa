"""`Membership`: who belongs, to which class, and whose votes are whose where members count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.ledger.actions import Expel
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.rows import all_refused, first_of_each, reasons
from dao_sim.ledger.array.votes import Votes
from dao_sim.ledger.array.world import UNAUTHORIZED, Doer, Handler, Undo, World
from dao_sim.ledger.intents import Admit, Resign
from dao_sim.ledger.outcome import Outcome, Refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOT_MEMBER = "Membership_NotMember"


class Membership:
    """Classes of all accounts, 0 for who is no member, now and a second ago. Arrays are never changed."""

    def __init__(self, world: World, charter: Charter) -> None:
        self._has_admitter = bool(charter.operators.admitter)
        self.classes: NDArray[np.int8] = np.zeros(world.accounts, dtype=np.int8)
        self.classes.flags.writeable = False
        self.classes_before = self.classes
        self.votes = Votes(world.accounts)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Admit: self._admit, Resign: self._resign}

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {Expel: self._expel}

    def begin(self, classes: NDArray[np.int8]) -> None:
        """Members who were there before."""
        members = np.flatnonzero(classes)
        self._assign(members, classes[members])
        self.votes.arrive(members, Amounts.full(len(members), 1))

    def end_second(self) -> None:
        """What there is now was there a second ago."""
        self.classes_before = self.classes
        self.votes.end_second()

    def units(self) -> Amounts:
        """One for each member."""
        return Amounts.counts(self.classes != 0)

    def _admit(self, intent: Admit) -> Outcome:
        accounts, classes = intent.accounts, intent.classes
        if not self._has_admitter:
            return all_refused(len(accounts), UNAUTHORIZED)
        named = classes != 0
        done = first_of_each(accounts, named & (self.classes[accounts] == 0))
        refused = (
            {}
            if done.all()
            else reasons((~named, "Membership_ClassRequired"), (~done, "Membership_AlreadyMember"))
        )
        self._assign(accounts[done], classes[done])
        self.votes.arrive(accounts[done], Amounts.full(int(done.sum()), 1))
        return Outcome(rows=len(accounts), refused=refused)

    def _resign(self, intent: Resign) -> Outcome:
        accounts = intent.accounts
        done = first_of_each(accounts, self.classes[accounts] != 0)
        self._leave(accounts[done])
        return Outcome(rows=len(accounts), refused=reasons((~done, NOT_MEMBER)))

    def _expel(self, action: Expel) -> Undo:
        account = np.array([action.account])
        former = self.classes[account]
        if not former.any():
            raise Refusal(NOT_MEMBER)
        self._leave(account)

        def undo() -> None:
            self._assign(account, former)
            self.votes.arrive(account, Amounts.full(1, 1))

        return undo

    def _leave(self, members: NDArray[np.int64]) -> None:
        self._assign(members, np.zeros(len(members), dtype=np.int8))
        self.votes.leave(members, Amounts.full(len(members), 1))

    def _assign(self, accounts: NDArray[np.int64], classes: NDArray[np.int8]) -> None:
        changed = self.classes.copy()
        changed[accounts] = classes
        changed.flags.writeable = False
        self.classes = changed
