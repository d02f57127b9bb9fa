"""Review panels in plain Python: slots, stakes, rounds, and whose every unit is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from dao_sim.metrics.panels import order
from tests.property.machines.refusal import refuse_if

BPS = 10_000
PENDING, UPHELD, DISMISSED, EXPIRED = range(4)
DRAWING, VOTING, DECIDED, REFERRED, FINAL = range(1, 6)
TREASURY = "treasury"
NEVER = 1 << 60


@dataclass(frozen=True)
class Terms:
    """What holds for a case."""

    size: int
    majority: int
    stake: int
    fee: int
    bonus: int
    commit: int
    reveal: int
    appeal: int
    vote: int

    def cost(self, seats: int) -> int:
        return seats * (self.fee + self.bonus)


@dataclass
class Sitter:
    """Who is enlisted, or was. `history` has what was enlisted from a block on."""

    stake: int = 0
    slot: int = 0
    retired_in: int = 0
    seats: int = 0
    history: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    left_at: int = NEVER

    def enlisted_in(self, block: int) -> int:
        return [stake for since, stake in self.history if since <= block][-1]


@dataclass
class Round:
    """A panel: votes sealed and revealed, by panellist."""

    payer: str
    seats: int
    block: int
    second: int
    slots: int
    panel: list[str] = field(default_factory=list)
    commit_ends: int = 0
    reveal_ends: int = 0
    sealed: dict[str, bool] = field(default_factory=dict)
    said: dict[str, bool] = field(default_factory=dict)

    @property
    def last_block(self) -> int:
        return self.block + 255

    def outcome(self, terms: Terms) -> int:
        """What it says; pending if more than a third of the seats is silent."""
        if 3 * (self.seats - len(self.said)) > self.seats:
            return PENDING
        return UPHELD if sum(self.said.values()) * BPS > len(self.said) * terms.majority else DISMISSED


@dataclass
class Case:
    """A claim of one party against another."""

    claimant: str
    respondent: str
    terms: Terms
    admitted_before: int
    phase: int = DRAWING
    standing: int = PENDING
    deadline: int = 0
    appealed: bool = False
    repeated: bool = False
    depositor: str = ""
    rounds: list[Round] = field(default_factory=list)

    @property
    def larger(self) -> int:
        return 2 * self.terms.size + 1

    @property
    def escrow(self) -> int:
        """What of it belongs to nobody yet: a round's cost, and a deposit."""
        running = self.terms.cost(self.rounds[-1].seats) if self.phase in (DRAWING, VOTING) else 0
        return running + (self.terms.cost(self.larger) if self.depositor and self.phase == REFERRED else 0)

    @property
    def unless_decided(self) -> int:
        return self.standing or DISMISSED

    @property
    def undrawn(self) -> int:
        return self.standing if self.appealed else EXPIRED

    def outcome(self, now: int, block: int) -> int:
        """What nothing can change any more."""
        if self.phase == FINAL:
            return self.standing
        if self.phase == DRAWING:
            return self.undrawn if block > self.rounds[-1].last_block and not self.repeated else PENDING
        late = self.phase in (DECIDED, REFERRED) and now >= self.deadline
        return self.unless_decided if late else PENDING


class PanelsModel:
    """Who is enlisted, who sits, who is owed what."""

    def __init__(self, people: Sequence[str], terms: Terms) -> None:
        self.terms = terms
        self.sitters = {who: Sitter() for who in people}
        self.slots: list[str | None] = []
        self.free: list[int] = []
        self.cases: list[Case] = []
        self.owed: Counter[str] = Counter()

    @property
    def held(self) -> int:
        stakes = sum(sitter.stake for sitter in self.sitters.values())
        return stakes + sum(self.owed.values()) + sum(case.escrow for case in self.cases)

    def case(self, number: int, *phases: int) -> Case:
        found = self.cases[number - 1] if number <= len(self.cases) else None
        refuse_if(found is None or found.phase not in phases, "ReviewPanels_WrongPhase")
        assert found is not None
        return found

    def enlist(self, who: str, amount: int, now: int, block: int) -> None:
        sitter = self.sitters[who]
        refuse_if(now >= sitter.left_at, "ReviewPanels_NotMember")
        refuse_if(sitter.stake + amount < self.terms.stake, "ReviewPanels_StakeTooSmall")
        if not sitter.slot:
            if self.free:
                sitter.slot = self.free.pop()
                self.slots[sitter.slot - 1] = who
            else:
                self.slots.append(who)
                sitter.slot = len(self.slots)
        sitter.stake += amount
        sitter.retired_in = 0
        sitter.history.append((block, sitter.stake))

    def retire(self, who: str, block: int) -> None:
        sitter = self.sitters[who]
        refuse_if(not sitter.slot or bool(sitter.retired_in), "ReviewPanels_NotEnlisted")
        sitter.retired_in = block
        sitter.history.append((block, 0))

    def withdraw(self, who: str, block: int) -> None:
        sitter = self.sitters[who]
        refuse_if(not sitter.slot, "ReviewPanels_NothingStaked")
        refuse_if(not sitter.retired_in, "ReviewPanels_NotRetired")
        refuse_if(block <= sitter.retired_in + 255, "ReviewPanels_Cooldown")
        refuse_if(sitter.seats > 0, "ReviewPanels_SeatsHeld")
        self.owed[who] += sitter.stake
        self.free.append(sitter.slot)
        self.slots[sitter.slot - 1] = None
        sitter.stake = sitter.slot = sitter.retired_in = 0

    def open(self, case: Case, payer: str, now: int, block: int) -> None:
        self.cases.append(case)
        self._request(case, case.terms.size, payer, now, block)

    def drawable(self, number: int, block: int) -> Case:
        case = self.case(number, DRAWING)
        asked = case.rounds[-1]
        refuse_if(not asked.block + 6 <= block <= asked.last_block, "ReviewPanels_NotDrawable")
        return case

    def draw(self, number: int, seed: bytes, now: int, block: int) -> None:
        case = self.drawable(number, block)
        asked = case.rounds[-1]
        lots = (self.slots[lot] for lot in order(seed, asked.slots))
        panel = list(islice((who for who in lots if who and self.can_sit(case, who)), asked.seats))
        if len(panel) < asked.seats:
            self.owed[asked.payer] += case.terms.cost(asked.seats)
            self._refer(case, now)
            return
        asked.panel = panel
        for who in panel:
            self.sitters[who].seats += 1
        asked.commit_ends = now + case.terms.commit
        asked.reveal_ends = asked.commit_ends + case.terms.reveal
        case.phase, case.deadline = VOTING, asked.reveal_ends

    def can_sit(self, case: Case, who: str) -> bool:
        """Whether it was eligible when the round was requested."""
        asked, sitter = case.rounds[-1], self.sitters[who]
        return (
            who not in (case.claimant, case.respondent)
            and sitter.enlisted_in(asked.block - 1) >= case.terms.stake
            and sitter.left_at > max(case.admitted_before, asked.second) - 1
            and all(who not in earlier.panel for earlier in case.rounds)
        )

    def commit(self, number: int, who: str, upheld: bool, now: int) -> None:
        current = self._seated(number, who)
        refuse_if(now >= current.commit_ends, "ReviewPanels_TooLate")
        current.sealed[who] = upheld

    def reveal(self, number: int, who: str, upheld: bool, now: int) -> None:
        current = self._seated(number, who)
        refuse_if(now < current.commit_ends, "ReviewPanels_TooEarly")
        refuse_if(now >= current.reveal_ends, "ReviewPanels_TooLate")
        refuse_if(who in current.said, "ReviewPanels_AlreadyRevealed")
        refuse_if(current.sealed.get(who) is not upheld, "ReviewPanels_OtherVote")
        current.said[who] = upheld

    def close(self, number: int, now: int, block: int) -> None:
        case = self.case(number, DRAWING, VOTING, DECIDED, REFERRED)
        if case.phase == DRAWING:
            self._expire(case, now, block)
        elif case.phase == VOTING:
            self._tally(case, now, block)
        else:
            refuse_if(now < case.deadline, "ReviewPanels_TooEarly")
            self._conclude(case, case.unless_decided)

    def appeal(self, number: int, who: str, now: int, block: int) -> int:
        """What it takes."""
        case = self.case(number, DECIDED)
        loser = case.respondent if case.standing == UPHELD else case.claimant
        refuse_if(who != loser, "ReviewPanels_NotAppellant")
        refuse_if(now >= case.deadline, "ReviewPanels_TooLate")
        if case.appealed:
            case.depositor = who
            self._refer(case, now)
        else:
            case.appealed, case.repeated = True, False
            self._request(case, case.larger, who, now, block)
        return case.terms.cost(case.larger)

    def decide(self, number: int, upheld: bool, now: int) -> None:
        case = self.case(number, REFERRED)
        refuse_if(now >= case.deadline, "ReviewPanels_TooLate")
        self._conclude(case, UPHELD if upheld else DISMISSED)

    def claim(self, who: str) -> int:
        refuse_if(self.owed[who] == 0, "Escrow_NothingOwed")
        return self.owed.pop(who)

    def recover(self) -> int:
        refuse_if(self.owed[TREASURY] == 0, "ReviewPanels_NothingToRecover")
        return self.owed.pop(TREASURY)

    def penalty(self, case: Case, who: str) -> int:
        """What silence costs."""
        return min(case.terms.stake, self.sitters[who].stake)

    def _request(self, case: Case, seats: int, payer: str, now: int, block: int) -> None:
        case.rounds.append(Round(payer, seats, block, now, len(self.slots)))
        case.phase, case.deadline = DRAWING, 0

    def _refer(self, case: Case, now: int) -> None:
        case.phase, case.deadline = REFERRED, now + case.terms.vote

    def _seated(self, number: int, who: str) -> Round:
        current = self.case(number, VOTING).rounds[-1]
        refuse_if(who not in current.panel, "ReviewPanels_NotPanellist")
        return current

    def _expire(self, case: Case, now: int, block: int) -> None:
        asked = case.rounds[-1]
        refuse_if(block <= asked.last_block, "ReviewPanels_NotExpired")
        self.owed[TREASURY] += case.terms.cost(asked.seats)
        if case.repeated:
            self._refer(case, now)
        else:
            self._conclude(case, case.undrawn)

    def _tally(self, case: Case, now: int, block: int) -> None:
        current, terms = case.rounds[-1], case.terms
        refuse_if(now < current.reveal_ends and len(current.said) < current.seats, "ReviewPanels_TooEarly")
        outcome = current.outcome(terms)
        earned = dict.fromkeys(current.said, terms.fee)
        for who, upheld in current.said.items():
            if outcome == (UPHELD if upheld else DISMISSED):
                earned[who] += terms.bonus
        self.owed.update(earned)
        lost = 0
        for who in current.panel:
            sitter = self.sitters[who]
            sitter.seats -= 1
            if who not in current.said:
                amount = self.penalty(case, who)
                lost += amount
                sitter.stake -= amount
                if not sitter.retired_in:
                    sitter.history.append((block, sitter.stake))
        paid = sum(earned.values())
        if outcome == PENDING and not case.repeated and lost >= paid:
            case.repeated = True
            self.owed[TREASURY] += lost - paid
            self._request(case, current.seats, current.payer, now, block)
            return
        self.owed[current.payer] += terms.cost(current.seats) - paid
        self.owed[TREASURY] += lost
        if outcome == PENDING:
            self._refer(case, now)
        else:
            case.phase, case.standing, case.deadline = DECIDED, outcome, now + terms.appeal

    def _conclude(self, case: Case, outcome: int) -> None:
        if case.depositor:
            winner = case.depositor if outcome != case.standing else TREASURY
            self.owed[winner] += case.terms.cost(case.larger)
        case.phase, case.standing = FINAL, outcome
