"""`RoyaltyVault` in ETH: what works earn, for whom, and what the co-op keeps of it.

Works are never closed here, since no intent voids one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dao_sim.coop.charter import Charter
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.ancestry import Ancestry, Table
from dao_sim.ledger.array.levy import Levy
from dao_sim.ledger.array.rows import reasons
from dao_sim.ledger.array.royalty_math import share_floor
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.unit_moves import covered
from dao_sim.ledger.array.units import NOTHING, Units
from dao_sim.ledger.array.world import Handler, World
from dao_sim.ledger.intents import Claim, ClaimForeign, CollectLevy, Deposit, MoveUnits
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import BPS, SHARES_PER_WORK, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_ANCESTORS = 64

UNKNOWN_WORK = "RoyaltyVault_UnknownWork"
NOTHING_TO_CLAIM = "RoyaltyVault_NothingToClaim"

OWN_RECEIVER = -1
"""Instead of a holder: the receiver of a work in this very vault, which takes no units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A work that is to be opened: units of 1,000,000 by holder, and to whom it passes on."""

    holders: Sequence[int]
    units: Sequence[int]
    ancestors: Table = field(default_factory=dict)

    def refusal(self) -> str | None:
        """Why the vault does not open it."""
        if len(self.holders) != len(self.units):
            return "RoyaltyVault_LengthMismatch"
        for holder, units in zip(self.holders, self.units, strict=True):
            if not units:
                return "RoyaltyVault_ZeroUnits"
            if holder == OWN_RECEIVER:
                return "RoyaltyVault_UnitsRefused"
        if sum(self.units) != SHARES_PER_WORK:
            return "RoyaltyVault_UnitsMustSumTo"
        if len(self.ancestors) > MAX_ANCESTORS:
            return "RoyaltyVault_TooManyAncestors"
        if sum(self.ancestors.values()) > BPS:
            return "RoyaltyVault_AncestorsTakeTooMuch"
        return None


class Openings(NamedTuple):
    """Many works that are to be opened, in columns: how many holders each has, and all holders in order."""

    counts: NDArray[np.int64]
    holders: NDArray[np.int64]
    units: NDArray[np.int64]
    ancestors: Sequence[Table]

    @classmethod
    def of(cls, openings: Sequence[Opening]) -> Openings:
        """Those."""
        return cls(
            np.array([len(opening.holders) for opening in openings], dtype=np.int64),
            np.array([holder for opening in openings for holder in opening.holders], dtype=np.int64),
            np.array([units for opening in openings for units in opening.units], dtype=np.int64),
            [opening.ancestors for opening in openings],
        )

    def are_fine(self) -> bool:
        """Whether the vault would open each, none of which is of a receiver, and none without holders."""
        if not (self.counts.all() and len(self.holders) == len(self.units) and self.units.all()):
            return False
        if self.units.max(initial=0) > SHARES_PER_WORK:
            return False
        firsts = np.cumsum(self.counts) - self.counts
        return bool((np.add.reduceat(self.units, firsts) == SHARES_PER_WORK).all())


class Vault:
    """Works by their number; what is kept by number has a row 0, which is no work."""

    def __init__(self, world: World, charter: Charter, treasury: Treasury, levy: Levy) -> None:
        self._world = world
        self._treasury = treasury
        self._number = len(world.vaults)
        world.vaults.append(self)
        self._lock = charter.works.dispute_window
        self._levy = levy
        self.levy_accrued = Wei(0)
        self.units = Units()
        self.ancestry = Ancestry()
        self._incomes = Amounts.zeros(1)
        self._locked_until = np.zeros(1, dtype=np.int64)
        self._receivers: dict[tuple[int, int], int] = {}

    @property
    def count(self) -> int:
        """How many works there are."""
        return len(self._incomes) - 1

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Deposit: self.deposit,
            Claim: self.claim,
            ClaimForeign: self.claim_foreign,
            MoveUnits: self.move_units,
            CollectLevy: self.collect_levy,
        }

    def known(self, works: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these numbers are works'."""
        return (works >= 1) & (works <= self.count)

    def held(self) -> Wei:
        """All the money in it."""
        return Wei(self.levy_accrued + self.units.owed(self._incomes))

    def incomes(self) -> Amounts:
        """What every work's holders earned, in order."""
        return self._incomes[1:].copy()

    def holders(self, work: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Accounts that hold units of a work, by rising index, and how many."""
        holders, units = self.units.holders(work)
        accounts = holders < self._world.accounts
        return holders[accounts], units[accounts]

    def claimable(self, works: NDArray[np.int64], payees: NDArray[np.int64]) -> Amounts:
        """What row i's payee can claim of row i's work."""
        rows = self.units.find(works, payees)
        held = rows != NOTHING
        amounts = Amounts.zeros(len(works))
        amounts.put(held, self.units.credit(rows[held], self._incomes)[0])
        return amounts

    def earning_bps(self, work: int, accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """What part of the net of a deposit for a work each account has, in basis points, rounded down."""
        own, parts = BPS, np.zeros(len(accounts), dtype=np.int64)
        for ancestor, share in self.ancestry.table(work).items():
            own -= share
            parts += share * self._held(ancestor, accounts)
        return (parts + own * self._held(work, accounts)) // SHARES_PER_WORK

    def receiver(self, coop: int, work: int) -> int | None:
        """The holder that stands for another co-op's work; None where there is no such work."""
        if not 1 <= work <= self._world.vaults[coop].count:
            return None
        if coop == self._number:
            return OWN_RECEIVER
        first_free = self._world.accounts + len(self._receivers)
        return self._receivers.setdefault((coop, work), first_free)

    def open(self, openings: Openings, incomes: Amounts) -> None:
        """Opens works, which the vault accepts, under the next numbers; what they earned is claimed."""
        opened = len(openings.counts)
        works = np.repeat(self.count + 1 + np.arange(opened), openings.counts)
        self._incomes = self._incomes.extended(incomes)
        self.units.mint(works, openings.holders, openings.units, self._incomes)
        self.ancestry.append(openings.ancestors)
        locked = np.full(opened, self._world.now + self._lock)
        self._locked_until = np.concatenate((self._locked_until, locked))

    def credit(self, works: NDArray[np.int64], gross: Amounts) -> None:
        """Deposits for works that there are: the levy off, then what ancestors get, each rounded down."""
        levy = share_floor(gross, self._levy.bps)
        net = gross - levy
        rows, ancestors, shares = self.ancestry.of(works)
        if len(rows):
            passed = share_floor(net[rows], shares)
            net = (net - passed.totals(rows, len(works))).extended(passed)
            works = np.concatenate((works, ancestors))
        self._incomes.increase(works, net)
        self.levy_accrued = Wei(self.levy_accrued + levy.total())

    def deposit(self, intent: Deposit) -> Outcome:
        known, given = self.known(intent.works), intent.amounts.positive()
        accepted = known & given
        doomed = None if accepted.all() else ~accepted
        refused = reasons((~known, "RoyaltyVault_WorkNotOpen"), (~given, "RoyaltyVault_NothingReceived"))
        refused |= self._world.charge(intent.accounts, intent.amounts, doomed)
        outcome = Outcome(rows=len(intent.works), refused=refused)
        self.credit(intent.works[outcome.done], intent.amounts[outcome.done])
        return outcome

    def claim(self, intent: Claim) -> Outcome:
        paid = self._claimed(intent.works, intent.payees)
        self._world.cash.increase(intent.payees, paid)
        return _paid(paid)

    def claim_foreign(self, intent: ClaimForeign) -> Outcome:
        """What is collected is a deposit there, row by row: that co-op takes its levy of each."""
        pairs = list(zip(intent.foreign_coops.tolist(), intent.foreign_works.tolist(), strict=True))
        receivers = [self.receiver(coop, work) for coop, work in pairs]
        holders = np.array([OWN_RECEIVER if each is None else each for each in receivers], dtype=np.int64)
        paid = self._claimed(intent.works, holders)
        collected = paid.positive()
        for coop in np.unique(intent.foreign_coops[collected]).tolist():
            rows = collected & (intent.foreign_coops == coop)
            self._world.vaults[coop].credit(intent.foreign_works[rows], paid[rows])
        unknown = {row: UNKNOWN_WORK for row, receiver in enumerate(receivers) if receiver is None}
        outcome = _paid(paid)
        return Outcome(rows=outcome.rows, refused={**outcome.refused, **unknown}, amounts=paid)

    def move_units(self, intent: MoveUnits) -> Outcome:
        works = intent.works
        locked = self._world.now < self._locked_until[np.where(self.known(works), works, 0)]
        free = np.flatnonzero(~locked)
        moves = works[free], intent.senders[free], intent.recipients[free], intent.units[free]
        enough = covered(self.units, *moves)
        refused = dict.fromkeys(np.flatnonzero(locked).tolist(), "RoyaltyVault_UnitsLocked")
        refused |= dict.fromkeys(free[~enough].tolist(), "ERC6909InsufficientBalance")
        moving = enough & (moves[3] > 0)
        if moving.any():
            senders, recipients = moves[1][moving], moves[2][moving]
            self.units.move(moves[0][moving], senders, recipients, moves[3][moving], self._incomes)
        return Outcome(rows=len(works), refused=refused)

    def collect_levy(self, _intent: CollectLevy) -> Outcome:
        amount, self.levy_accrued = self.levy_accrued, Wei(0)
        self._treasury.held = Wei(self._treasury.held + amount)
        refused = {} if amount else {0: "RoyaltyVault_NoLevyToCollect"}
        return Outcome(rows=1, refused=refused, amounts=Amounts.of([amount]))

    def _claimed(self, works: NDArray[np.int64], holders: NDArray[np.int64]) -> Amounts:
        """What each row is paid: one that is named twice, the first time."""
        rows = self.units.find(works, holders)
        first = np.unique(rows, return_index=True)[1]
        first = first[rows[first] != NOTHING]
        paid = Amounts.zeros(len(works))
        paid.put(first, self.units.claim(rows[first], self._incomes))
        return paid

    def _held(self, work: int, accounts: NDArray[np.int64]) -> NDArray[np.int64]:
        rows = self.units.find(np.full(len(accounts), work), accounts)
        held = np.zeros(len(accounts), dtype=np.int64)
        held[rows != NOTHING] = self.units.held[rows[rows != NOTHING]]
        return held


def _paid(paid: Amounts) -> Outcome:
    refused = reasons((~paid.positive(), NOTHING_TO_CLAIM))
    return Outcome(rows=len(paid), refused=refused, amounts=paid)
