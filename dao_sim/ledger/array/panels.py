"""`ReviewPanels`: claims against submissions, panels drawn for them, and what they say. Nobody appeals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.panels import Outcome as Verdict
from dao_sim.coop.panels import Phase
from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.ledger import lots
from dao_sim.ledger.array.escrow import Escrow
from dao_sim.ledger.array.in_turn import in_turn
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.panel_pool import PanelPool
from dao_sim.ledger.array.world import Handler, World
from dao_sim.ledger.content_facts import Case as CaseFacts
from dao_sim.ledger.content_intents import (
    CloseCase,
    Enlist,
    Retire,
    RevealVerdicts,
    SealVerdicts,
    WithdrawStakes,
)
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.metrics.panels import order
from dao_sim.units import BPS, Address, Seconds

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRONG_PHASE = "ReviewPanels_WrongPhase"
TOO_EARLY = "ReviewPanels_TooEarly"


@dataclass(slots=True)
class Case:
    """One claim. What is sealed and revealed is of the present round."""

    submission: int
    respondent: int
    admitted: NDArray[np.bool_]
    """Who was a member before the work was submitted."""
    conflicts: frozenset[int]
    phase: Phase = Phase.DRAWING
    standing: Verdict = Verdict.PENDING
    repeated: bool = False
    round: int = 0
    panel: list[int] = field(default_factory=list)
    sat: set[int] = field(default_factory=set)
    """Who sat in rounds before."""
    sealed: dict[int, bool] = field(default_factory=dict)
    revealed: dict[int, bool] = field(default_factory=dict)
    commit_ends: int = 0
    reveal_ends: int = 0
    deadline: int = 0


class Panels:
    """One co-op's; `address` is the contract's, which counts in every seed."""

    def __init__(
        self, world: World, terms: ReviewTerms, membership: Membership, escrow: Escrow, address: Address
    ) -> None:
        self._world = world
        self._terms = terms
        self._membership = membership
        self._escrow = escrow
        self._address = address
        self._cases: list[Case] = []
        self.pool = PanelPool(world, membership, escrow, terms.stake)
        self.cost = terms.size * (terms.fee + terms.bonus)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Enlist: self.pool.enlist,
            Retire: self.pool.retire,
            WithdrawStakes: self.pool.withdraw,
            SealVerdicts: self.seal,
            RevealVerdicts: self.reveal,
            CloseCase: self.close,
        }

    def count(self) -> int:
        """How many cases there are."""
        return len(self._cases)

    def facts(self, number: int) -> CaseFacts:
        """A case as it stands."""
        case = self._cases[number - 1]
        return CaseFacts(
            number=number,
            submission=case.submission,
            phase=case.phase,
            outcome=self.outcome(number),
            standing=case.standing,
            round=case.round,
            panel=tuple(case.panel),
            sealed=tuple(account in case.sealed for account in case.panel),
            revealed=len(case.revealed),
            upheld=sum(case.revealed.values()),
            commit_ends=Seconds(case.commit_ends),
            reveal_ends=Seconds(case.reveal_ends),
            deadline=Seconds(0 if case.phase == Phase.FINAL else case.deadline),
        )

    def outcome(self, number: int) -> Verdict:
        """Pending until nothing can change it any more."""
        case = self._cases[number - 1]
        if case.phase == Phase.FINAL:
            return case.standing
        waits = case.phase in (Phase.DECIDED, Phase.REFERRED)
        return _unless_decided(case) if waits and self._world.now >= case.deadline else Verdict.PENDING

    def open(
        self,
        *,
        submission: int,
        respondent: int,
        admitted: NDArray[np.bool_],
        conflicts: frozenset[int],
        block: int,
    ) -> int:
        """Opens a case, whose cost was paid in, and draws its panel; the case's number."""
        self._cases.append(
            Case(submission=submission, respondent=respondent, admitted=admitted, conflicts=conflicts)
        )
        self._draw(len(self._cases), block)
        return len(self._cases)

    def seal(self, intent: SealVerdicts) -> Outcome:
        """What is sealed last counts."""

        def seal(row: int) -> None:
            case, account = self._voted_on(intent.case, int(intent.accounts[row]))
            if self._world.now >= case.commit_ends:
                raise Refusal("ReviewPanels_TooLate")
            case.sealed[account] = bool(intent.upheld[row])

        return in_turn(len(intent.accounts), seal)

    def reveal(self, intent: RevealVerdicts) -> Outcome:
        """Who sealed nothing has nothing to reveal."""

        def reveal(row: int) -> None:
            case, account = self._voted_on(intent.case, int(intent.accounts[row]))
            if self._world.now < case.commit_ends:
                raise Refusal(TOO_EARLY)
            if self._world.now >= case.reveal_ends:
                raise Refusal("ReviewPanels_TooLate")
            if account in case.revealed:
                raise Refusal("ReviewPanels_AlreadyRevealed")
            if account not in case.sealed:
                raise Refusal("ReviewPanels_OtherVote")
            case.revealed[account] = case.sealed[account]

        return in_turn(len(intent.accounts), reveal)

    def close(self, intent: CloseCase) -> Outcome:
        """What is drawn again has a seed of its own."""

        def close(row: int) -> None:
            block = self._world.next_request(int(intent.seeds[row]))
            number = int(intent.cases[row])
            case = self._numbered(number)
            if case is None or case.phase == Phase.FINAL:
                raise Refusal(WRONG_PHASE)
            complete = case.phase == Phase.VOTING and len(case.revealed) == len(case.panel)
            if not complete and self._world.now < case.deadline:
                raise Refusal(TOO_EARLY)
            if case.phase == Phase.VOTING:
                self._tally(number, case, block)
            else:
                case.phase, case.standing = Phase.FINAL, _unless_decided(case)

        return in_turn(len(intent.cases), close)

    def _draw(self, number: int, block: int) -> None:
        """Slots are looked at in the seed's order until every seat is taken; else the members are asked."""
        case, pool, now = self._cases[number - 1], self.pool, self._world.now
        case.round += 1
        case.sat.update(case.panel)
        case.panel, case.sealed, case.revealed = [], {}, {}
        can_sit = case.admitted & (self._membership.classes_before != 0)
        for slot in order(lots.seed_of(block, self._address, number, case.round), len(pool.slots)):
            account = pool.slots[slot]
            if account is not None and can_sit[account] and self._free_of(case, account):
                case.panel.append(account)
                if len(case.panel) == self._terms.size:
                    break
        else:
            case.panel = []
            case.commit_ends = case.reveal_ends = 0
            self._escrow.owe(case.respondent, self.cost)
            self._refer(case)
            return
        for account in case.panel:
            pool.panellists[account].seats += 1
        case.commit_ends = now + self._terms.commit_period
        case.reveal_ends = case.commit_ends + self._terms.reveal_period
        case.phase, case.deadline = Phase.VOTING, case.reveal_ends

    def _free_of(self, case: Case, account: int) -> bool:
        if account == case.respondent or account in case.conflicts or account in case.sat:
            return False
        return self.pool.panellists[account].enlisted >= self._terms.stake

    def _tally(self, number: int, case: Case, block: int) -> None:
        """Settles a round: pays who revealed, takes from who did not, and sees what follows."""
        verdict = self._verdict(case)
        paid, lost = self._settle(case, verdict)
        if verdict != Verdict.PENDING:
            case.phase, case.standing = Phase.DECIDED, verdict
            case.deadline = self._world.now + self._terms.appeal_period
        elif not case.repeated and lost >= paid:
            case.repeated = True
            self._escrow.owe(NOBODY, lost - paid)
            self._draw(number, block)
            return
        else:
            self._refer(case)
        self._escrow.owe(case.respondent, self.cost - paid)
        self._escrow.owe(NOBODY, lost)

    def _settle(self, case: Case, verdict: Verdict) -> tuple[int, int]:
        """What the panel earns, and what it loses."""
        paid = lost = 0
        for account in case.panel:
            self.pool.panellists[account].seats -= 1
            if account not in case.revealed:
                lost += self.pool.lose(account, self._terms.stake)
                continue
            right = verdict != Verdict.PENDING and case.revealed[account] == (verdict == Verdict.UPHELD)
            earned = self._terms.fee + (self._terms.bonus if right else 0)
            self._escrow.owe(account, earned)
            paid += earned
        return paid, lost

    def _verdict(self, case: Case) -> Verdict:
        """Pending if less than two thirds of the seats revealed. Nothing is rounded."""
        revealed = len(case.revealed)
        if 3 * revealed < 2 * len(case.panel):
            return Verdict.PENDING
        upheld = sum(case.revealed.values()) * BPS > revealed * self._terms.majority
        return Verdict.UPHELD if upheld else Verdict.DISMISSED

    def _refer(self, case: Case) -> None:
        case.phase, case.deadline = Phase.REFERRED, self._world.now + self._terms.vote_period

    def _numbered(self, number: int) -> Case | None:
        return self._cases[number - 1] if 1 <= number <= len(self._cases) else None

    def _voted_on(self, number: int, account: int) -> tuple[Case, int]:
        """A case whose panel votes, and a panellist. Raises Refusal."""
        case = self._numbered(number)
        if case is None or case.phase != Phase.VOTING:
            raise Refusal(WRONG_PHASE)
        if account not in case.panel:
            raise Refusal("ReviewPanels_NotPanellist")
        return case, account


def _unless_decided(case: Case) -> Verdict:
    """What holds if nobody says anything more."""
    return Verdict.DISMISSED if case.standing == Verdict.PENDING else case.standing
