"""`WorkRegistry`: an intent's works are committed to, all at once, and revealed in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from eth_utils.crypto import keccak

from dao_sim.bindings import Call, Contract, Event, WorkRegistry
from dao_sim.bindings.call import batch_of
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop.registration import Pending, commit
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_intents import Submit
from dao_sim.ledger.evm.results import numbered
from dao_sim.ledger.evm.vault import UNKNOWN_WORK, Vault
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.ledger.facts import Works as WorksFacts
from dao_sim.ledger.intents import Derive, Register
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Address

Rows: TypeAlias = Register | Derive | Submit
Holders: TypeAlias = list[tuple[Address, int]]
Reveal: TypeAlias = Callable[[int, Registration, bytes], Call]
"""By row, what registers, and the salt that was committed with: the call that registers it."""

Made: TypeAlias = tuple[Contract, type[Event], str]
"""A contract, the event by which it announces what it made, and the field with the number."""


class Works:
    """The registry of one co-op."""

    def __init__(self, world: World, registry: WorkRegistry, vault: Vault) -> None:
        self._world = world
        self._registry = registry
        self._vault = vault
        self._salts = 0

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Register: self.register}

    def facts(self) -> WorksFacts:
        """Every work, in order."""
        numbers = range(1, self._registry.work_count() + 1)
        works = [self._registry.work(number) for number in numbers]
        registrants = [self._world.account_of[work.registrant] for work in works]
        return WorksFacts(
            registrant=np.array(registrants, dtype=np.int64),
            ai_share=np.array([work.ai_share_bps for work in works], dtype=np.int64),
            income=Amounts.of(map(self._vault.income, numbers)),
        )

    def register(self, intent: Register) -> Outcome:
        """A row of which no receiver is known cannot even be sent."""
        return self.reveal(intent, *self.elsewhere(intent), self._reveal)

    def elsewhere(self, intent: Register | Submit) -> tuple[list[Holders], dict[int, str]]:
        """Each row's holders elsewhere, and the rows with one that is not known."""
        receivers = [self._receivers(elsewhere) for elsewhere in intent.foreign]
        unknown = {row: UNKNOWN_WORK for row, each in enumerate(receivers) if each is None}
        return [each or [] for each in receivers] or [[]] * len(intent.accounts), unknown

    def reveal(
        self,
        intent: Rows,
        more: Sequence[Holders],
        refused: Mapping[int, str],
        reveal: Reveal,
        *,
        made: Made | None = None,
    ) -> Outcome:
        """Commits to all rows but the `refused`, waits, and reveals them; `more` are holders elsewhere.

        `made` says what announces the numbers of what was made: works, unless it is something else.
        """
        rows = [row for row in range(len(intent.accounts)) if row not in refused]
        if not len(intent.accounts):
            return Outcome(rows=0, numbers=np.zeros(0, dtype=np.int64))
        senders = self._world.named(intent.accounts[rows])
        pending = [
            Pending(registrant=sender, content_hash=keccak(text=intent.titles[row]), salt=self._salt())
            for row, sender in zip(rows, senders, strict=True)
        ]
        chain = self._world.chain
        chain.send_batch(batch_of([commit(self._registry, each) for each in pending], senders))
        chain.advance(self._registry.min_commit_age())
        calls = [
            reveal(row, self._registration(intent, row, more[row], each.content_hash), each.salt)
            for row, each in zip(rows, pending, strict=True)
        ]
        result = chain.send_batch(batch_of(calls, senders))
        sent = numbered(result, *(made or (self._registry, WorkRegistry.WorkRegistered, "work_id")))
        return _spread(sent, rows, refused)

    def _reveal(self, _row: int, registration: Registration, salt: bytes) -> Call:
        return self._registry.register(registration, salt)

    def _registration(self, intent: Rows, row: int, more: Holders, content_hash: bytes) -> Registration:
        return Registration(
            content_hash=content_hash,
            uri=intent.titles[row],
            contributors=(*self._world.named(intent.contributors[row]), *(holder for holder, _ in more)),
            units=(*intent.units[row].tolist(), *(units for _, units in more)),
            ai_share_bps=int(intent.ai_share_bps[row]),
            royalty_bps=0,
        )

    def _receivers(self, elsewhere: Sequence[tuple[int, int, int]]) -> Holders | None:
        found = [(self._world.vaults[coop].receiver(work), units) for coop, work, units in elsewhere]
        known = [(receiver, units) for receiver, units in found if receiver]
        return known if len(known) == len(found) else None

    def _salt(self) -> bytes:
        """Never the same twice, so that no commitment is refused because of another."""
        self._salts += 1
        return self._salts.to_bytes(32, "big")


def _spread(sent: Outcome, rows: list[int], refused: Mapping[int, str]) -> Outcome:
    """The outcome of an intent of which only these rows could be sent."""
    count = len(rows) + len(refused)
    numbers = np.zeros(count, dtype=np.int64)
    if sent.numbers is not None:
        numbers[rows] = sent.numbers
    failed = {rows[place]: reason for place, reason in sent.refused.items()}
    return Outcome(rows=count, refused={**refused, **failed}, numbers=numbers)
