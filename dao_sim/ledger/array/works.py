"""`WorkRegistry`: who registered which work.

Commitments are never refused here: each has a salt of its own, and is revealed as soon as it may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dao_sim.coop.charter import Charter
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.vault import UNKNOWN_WORK, Opening, Openings, Vault
from dao_sim.ledger.array.world import Handler, World
from dao_sim.ledger.content_intents import Submit
from dao_sim.ledger.facts import Works as WorksFacts
from dao_sim.ledger.intents import Derive, Register
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import BPS, Seconds

MAX_CONTRIBUTORS = 100


class Gate(Protocol):
    """`IRegistrationGate`: what has to let a work pass before it is registered."""

    def refusal(self, registrant: int, title: str, opening: Opening, ai_share: int) -> str | None: ...

    def admit(self, title: str) -> None: ...


class Works:
    """The registry, whose works are open in the vault."""

    def __init__(self, world: World, charter: Charter, vault: Vault, membership: Membership) -> None:
        self._world = world
        self._vault = vault
        self._membership = membership
        self._commit_age = charter.works.min_commit_age
        self._titles: set[str] = set()
        self.gate: Gate | None = None
        self.registrant = np.zeros(1, dtype=np.int64)
        self._ai_share = np.zeros(1, dtype=np.int64)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Register: self.register}

    def facts(self) -> WorksFacts:
        """Every work, in order."""
        registrant, ai_share = self.registrant[1:].copy(), self._ai_share[1:].copy()
        return WorksFacts(registrant=registrant, ai_share=ai_share, income=self._vault.incomes())

    def register(self, intent: Register) -> Outcome:
        return self._at_once(intent) or self.reveal(intent, *self.openings(intent))

    def _at_once(self, intent: Register) -> Outcome | None:
        """All rows together, where nothing speaks against any of them; None where something may."""
        rows, titles = len(intent.accounts), set(intent.titles)
        if not rows or intent.foreign or self.gate:
            return None
        openings = Openings(
            counts=np.fromiter(map(len, intent.contributors), dtype=np.int64, count=rows),
            holders=np.concatenate(intent.contributors),
            units=np.concatenate(intent.units),
            ancestors=[{}] * rows,
        )
        of_one_length = [*map(len, intent.units)] == openings.counts.tolist()
        if not (of_one_length and openings.are_fine() and openings.counts.max() <= MAX_CONTRIBUTORS):
            return None
        if len(titles) < rows or not self._titles.isdisjoint(titles) or intent.ai_share_bps.max() > BPS:
            return None
        if not self._membership.classes[intent.accounts].all():
            return None
        self.let_commitments_age(rows)
        self._titles |= titles
        numbers = self._vault.count + 1 + np.arange(rows)
        self.enter(intent.accounts, intent.ai_share_bps, openings, Amounts.zeros(rows))
        return Outcome(rows=rows, numbers=numbers)

    def openings(self, intent: Register | Submit) -> tuple[list[Opening], dict[int, str]]:
        """What the rows would open, and which of them cannot even be sent."""
        refused: dict[int, str] = {}
        openings = []
        foreign = intent.foreign or ((),) * len(intent.accounts)
        for row, elsewhere in enumerate(foreign):
            receivers = [self._vault.receiver(coop, work) for coop, work, _ in elsewhere]
            if None in receivers:
                refused[row] = UNKNOWN_WORK
            holders = [*intent.contributors[row].tolist(), *receivers]
            units = [*intent.units[row].tolist(), *(units for _, _, units in elsewhere)]
            openings.append(Opening(holders=holders, units=units))
        return openings, refused

    def has(self, title: str) -> bool:
        """Whether it is registered."""
        return title in self._titles

    def let_commitments_age(self, rows: int) -> None:
        """So much time passes, where there is anything to commit to, until it can be revealed."""
        if rows:
            self._world.advance(Seconds(self._world.now + self._commit_age))

    def reveal(
        self, intent: Register | Derive, openings: Sequence[Opening], before: Mapping[int, str]
    ) -> Outcome:
        """Registers, once commitments are old enough; the rows in `before` are refused before all else."""
        rows = len(openings)
        self.let_commitments_age(rows)
        members, ai_shares = self._membership.classes[intent.accounts] != 0, intent.ai_share_bps
        refused: dict[int, str] = {}
        numbers = np.zeros(rows, dtype=np.int64)
        for row, opening in enumerate(openings):
            title, ai_share = intent.titles[row], int(ai_shares[row])
            reason = before.get(row) or self._refusal(bool(members[row]), title, opening, ai_share)
            if reason is None and self.gate:
                reason = self.gate.refusal(int(intent.accounts[row]), title, opening, ai_share)
            if reason := reason or opening.refusal():
                refused[row] = reason
            else:
                self._titles.add(title)
                if self.gate:
                    self.gate.admit(title)
                numbers[row] = self._vault.count + row + 1 - len(refused)
        done = np.flatnonzero(numbers)
        opened = [openings[row] for row in done.tolist()]
        self.enter(intent.accounts[done], ai_shares[done], Openings.of(opened), Amounts.zeros(len(done)))
        return Outcome(rows=rows, refused=refused, numbers=numbers)

    def enter(
        self,
        registrants: NDArray[np.int64],
        ai_shares: NDArray[np.int64],
        openings: Openings,
        incomes: Amounts,
    ) -> None:
        """Works that nothing speaks against, with what they earned and was claimed, take the next numbers."""
        self._vault.open(openings, incomes)
        self.registrant = np.concatenate((self.registrant, registrants))
        self._ai_share = np.concatenate((self._ai_share, ai_shares))

    def _refusal(self, member: bool, title: str, opening: Opening, ai_share: int) -> str | None:
        if not member:
            return "WorkRegistry_NotMember"
        if title in self._titles:
            return "WorkRegistry_HashTaken"
        if not 1 <= len(opening.holders) <= MAX_CONTRIBUTORS:
            return "WorkRegistry_InvalidContributors"
        if ai_share > BPS:
            return "WorkRegistry_InvalidBps"
        return None
