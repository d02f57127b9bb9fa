"""`RoyaltyVault` in ETH: deposits, claims, and the levy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.bindings import Call, RoyaltyVault
from dao_sim.bindings.call import batch_of
from dao_sim.errors import Reverted
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.results import paid
from dao_sim.ledger.evm.world import OUTSIDE, Handler, World
from dao_sim.ledger.intents import Claim, ClaimForeign, CollectLevy, Deposit, MoveUnits
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import ETH, Address, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN_WORK = "RoyaltyVault_UnknownWork"


class Vault:
    """One co-op's vault."""

    def __init__(self, world: World, contract: RoyaltyVault) -> None:
        self._world = world
        self._vault = contract
        world.vaults.append(self)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Deposit: self.deposit,
            Claim: self.claim,
            ClaimForeign: self.claim_foreign,
            MoveUnits: self.move_units,
            CollectLevy: self.collect_levy,
        }

    def receiver(self, work: int) -> Address | None:
        """Where a work's royalties can be sent; None where there is no such work."""
        try:
            return self._vault.receiver_of(work)
        except Reverted:
            return None

    def income(self, work: int) -> Wei:
        """What the work's holders earned."""
        return Wei(self._vault.income(work, ETH))

    def levy_accrued(self) -> Wei:
        """What waits for the treasury."""
        return Wei(self._vault.levy_accrued(ETH))

    def units(self, work: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Who holds units of a work, by rising index, and how many."""
        held: dict[int, int] = defaultdict(int)
        for moved in self._vault.events(RoyaltyVault.Transfer, id_=work):
            for address, units in ((moved.sender, -moved.amount), (moved.receiver, moved.amount)):
                if (account := self._world.account_of.get(address)) is not None:
                    held[account] += units
        holders = sorted(account for account, units in held.items() if units)
        counts = [held[account] for account in holders]
        return np.array(holders, dtype=np.int64), np.array(counts, dtype=np.int64)

    def claimable(self, works: NDArray[np.int64], payees: NDArray[np.int64]) -> Amounts:
        """What row i's payee can claim of row i's work."""
        rows = zip(works.tolist(), self._world.named(payees), strict=True)
        return Amounts.of(self._vault.claimable(work, ETH, payee) for work, payee in rows)

    def earning_bps(self, work: int, accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """What part of the net of a deposit for a work each account has, in basis points, rounded down."""
        named = self._world.named(accounts)
        return np.array([self._vault.earning_bps(work, holder) for holder in named], dtype=np.int64)

    def collect(self, work: int) -> Call:
        """What waits in a work's receiver becomes a deposit for it."""
        return self._vault.collect(work, ETH)

    def deposit(self, intent: Deposit) -> Outcome:
        senders, values = self._world.named(intent.accounts), intent.amounts.tolist()
        return self._world.sent(self._vault.batch("depositETH", senders, values=values, work_id=intent.works))

    def claim(self, intent: Claim) -> Outcome:
        payees = self._world.named(intent.payees)
        batch = self._vault.batch("claim", payees, work_id=intent.works, asset=ETH, payee=payees)
        return paid(self._world.chain.send_batch(batch), self._vault, RoyaltyVault.Claimed)

    def claim_foreign(self, intent: ClaimForeign) -> Outcome:
        """Each row is a claim here and what it makes possible there. Whose work is unknown sends nothing."""
        columns = (intent.works, intent.foreign_coops, intent.foreign_works)
        refused: dict[int, str] = {}
        rows: list[int] = []
        calls: list[Call] = []
        for row, (work, coop, foreign) in enumerate(zip(*(each.tolist() for each in columns), strict=True)):
            elsewhere = self._world.vaults[coop]
            if receiver := elsewhere.receiver(foreign):
                rows.append(row)
                calls += [self._vault.claim(work, ETH, receiver), elsewhere.collect(foreign)]
            else:
                refused[row] = UNKNOWN_WORK
        result = self._world.chain.send_batch(batch_of(calls, [OUTSIDE] * len(calls)))
        claims = paid(result, self._vault, RoyaltyVault.Claimed)
        amounts = [0] * len(intent.works)
        for place, row in enumerate(rows):
            amounts[row] = claims.amounts.at(2 * place) if claims.amounts else 0
            failures = (claims.refused.get(2 * place + part) for part in range(2))
            if failure := next(filter(None, failures), None):
                refused[row] = failure
        return Outcome(rows=len(amounts), refused=refused, amounts=Amounts.of(amounts))

    def move_units(self, intent: MoveUnits) -> Outcome:
        senders, recipients = self._world.named(intent.senders), self._world.named(intent.recipients)
        batch = self._vault.batch(
            "transfer", senders, receiver=recipients, id_=intent.works, amount=intent.units
        )
        return self._world.sent(batch)

    def collect_levy(self, _intent: CollectLevy) -> Outcome:
        result = self._world.chain.send_batch(batch_of([self._vault.collect_levy(ETH)], [OUTSIDE]))
        return paid(result, self._vault, RoyaltyVault.LevyCollected)
