"""`ReviewPanels` on the contracts: who can be drawn, who is, and what panels say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.bindings import Call, ReviewPanels
from dao_sim.bindings.call import batch_of
from dao_sim.chain.protocol import BatchResult
from dao_sim.coop.panels import Phase, conflicts_of
from dao_sim.errors import Unsupported
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import Case, Panellists
from dao_sim.ledger.content_intents import (
    ClaimRewards,
    CloseCase,
    Enlist,
    Retire,
    RevealVerdicts,
    SealVerdicts,
    WithdrawStakes,
)
from dao_sim.ledger.evm.escrow import claim
from dao_sim.ledger.evm.world import OUTSIDE, Handler, World, refusals
from dao_sim.ledger.lots import SEED_DELAY
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Address, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COOLDOWN = 256
"""Blocks after which who retired can withdraw."""


class Panels:
    """One co-op's. `expected` is where the contract is if nothing else was deployed on the chain before."""

    def __init__(self, world: World, contract: ReviewPanels, expected: Address | None) -> None:
        self._world = world
        self._contract = contract
        self._expected = expected
        self._sealed: dict[tuple[int, int, int], tuple[bool, bytes]] = {}
        self._salts = 0

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Enlist: self.enlist,
            Retire: lambda intent: self._all("retire", intent.accounts),
            WithdrawStakes: self.withdraw,
            SealVerdicts: self.seal,
            RevealVerdicts: self.reveal,
            CloseCase: self.close,
            ClaimRewards: lambda intent: claim(self._world, self._contract, intent.accounts),
        }

    def facts(self, number: int) -> Case:
        """A case as it stands."""
        contract = self._contract
        case = contract.case_of(number)
        found, panel = contract.round_of(number, case.rounds), contract.panel_of(number, case.rounds)
        return Case(
            number=number,
            submission=int.from_bytes(case.question.subject, "big"),
            phase=case.phase,
            outcome=contract.outcome_of(number),
            standing=case.standing,
            round=case.rounds,
            panel=tuple(self._world.account_of[account] for account in panel),
            sealed=tuple(any(contract.seat_of(number, account).commitment) for account in panel),
            revealed=found.revealed,
            upheld=found.upheld,
            commit_ends=Seconds(found.commit_ends),
            reveal_ends=Seconds(found.reveal_ends),
            deadline=Seconds(0 if case.phase == Phase.FINAL else case.deadline),
        )

    def panellists(self) -> Panellists:
        """In the order of slots."""
        owners = map(self._contract.slot_owner, range(1, self._contract.slot_count() + 1))
        accounts = [self._world.account_of[owner] for owner in owners if owner in self._world.account_of]
        found = [self._contract.panellist_of(self._world.addresses[account]) for account in accounts]
        return Panellists(
            accounts=np.array(accounts, dtype=np.int64),
            stakes=Amounts.of(each.stake for each in found),
            seats=np.array([each.seats for each in found], dtype=np.int64),
            retired=np.array([each.retired_in != 0 for each in found], dtype=np.bool_),
        )

    def enlist(self, intent: Enlist) -> Outcome:
        senders, amounts = self._world.named(intent.accounts), intent.amounts.tolist()
        return self._world.sent(self._contract.batch("enlist", senders, values=amounts, amount=amounts))

    def withdraw(self, intent: WithdrawStakes) -> Outcome:
        self._world.skip_to(self._world.chain.block_number() + _COOLDOWN)
        return self._all("withdraw", intent.accounts)

    def seal(self, intent: SealVerdicts) -> Outcome:
        """Each under a salt of its own, which is kept if it was accepted."""
        case, contract = intent.case, self._contract
        round_ = contract.case_of(case).rounds
        verdicts = [(upheld, self._salt()) for upheld in intent.upheld.tolist()]
        senders = self._world.named(intent.accounts)
        calls = [
            contract.commit(case, contract.commitment_of(case, round_, sender, upheld, salt))
            for sender, (upheld, salt) in zip(senders, verdicts, strict=True)
        ]
        outcome = self._world.sent(batch_of(calls, senders))
        for row in np.flatnonzero(outcome.done).tolist():
            self._sealed[case, round_, int(intent.accounts[row])] = verdicts[row]
        return outcome

    def reveal(self, intent: RevealVerdicts) -> Outcome:
        """Who sealed nothing shows something else."""
        case, contract = intent.case, self._contract
        round_ = contract.case_of(case).rounds
        nothing = (True, bytes(32))
        kept = [self._sealed.get((case, round_, each), nothing) for each in intent.accounts.tolist()]
        calls = [contract.reveal(case, upheld, salt) for upheld, salt in kept]
        return self._world.sent(batch_of(calls, self._world.named(intent.accounts)))

    def close(self, intent: CloseCase) -> Outcome:
        """Each in a block of its own, from which a panel that is drawn again has its seed."""
        refused: dict[int, str] = {}
        for row, (number, seed) in enumerate(zip(intent.cases.tolist(), intent.seeds.tolist(), strict=True)):
            self._world.next_request(seed)
            for reason in refusals(self._send(self._contract.close(number))).values():
                refused[row] = reason
            self.draw(number)
        return Outcome(rows=len(intent.cases), refused=refused)

    def draw(self, case: int) -> None:
        """Draws the panel of a case that was just requested, if it was.

        Raises Unsupported where the contract is not where arrays expect it: its address counts in every seed.
        """
        if self._contract.case_of(case).phase != Phase.DRAWING:
            return
        if self._contract.address != self._expected:
            reason = "panels are drawn as on arrays only where nothing else was deployed before"
            raise Unsupported("ledger", reason, hint="use a fresh engine")
        conflicts = conflicts_of(self._contract, case)
        self._world.skip_to(self._world.chain.block_number() + SEED_DELAY)
        while self._contract.case_of(case).phase == Phase.DRAWING:
            self._contract.draw(case, conflicts).send(OUTSIDE)

    def _all(self, function: str, accounts: NDArray[np.int64]) -> Outcome:
        return self._world.sent(self._contract.batch(function, self._world.named(accounts)))

    def _send(self, call: Call) -> BatchResult:
        return self._world.chain.send_batch(batch_of([call], [OUTSIDE]))

    def _salt(self) -> bytes:
        self._salts += 1
        return self._salts.to_bytes(32, "big")
