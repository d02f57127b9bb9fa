"""`Submissions`: what is disclosed of works before they are registered. There are no screeners here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.content_terms import ContentTerms
from dao_sim.coop.panels import Outcome as Verdict
from dao_sim.coop.submissions import SubmissionState as State
from dao_sim.ledger.actions import SetContentRule
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.escrow import Escrow, Purses
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.panels import Panels
from dao_sim.ledger.array.submission import Submission
from dao_sim.ledger.array.vault import Opening
from dao_sim.ledger.array.works import MAX_CONTRIBUTORS, Works
from dao_sim.ledger.array.world import TOO_LITTLE, Doer, Handler, Undo, World
from dao_sim.ledger.content_facts import ContentRule
from dao_sim.ledger.content_facts import Submissions as SubmissionsFacts
from dao_sim.ledger.content_intents import (
    ClaimDeposits,
    ConcludeSubmission,
    LapseSubmission,
    RequestReview,
    Submit,
)
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import BPS, Bps, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRONG_STATE = "Submissions_WrongState"
_UNSETTLED = (State.SCREENING, State.FLAGGED, State.CLEARED)


class Submissions:
    """One co-op's, which is the gate of its registry."""

    def __init__(
        self,
        world: World,
        terms: ContentTerms,
        membership: Membership,
        works: Works,
        *,
        panels: Panels,
        deposits: Escrow,
        fees: Escrow,
    ) -> None:
        self._world = world
        self._periods = terms.screen_period, terms.act_period
        self._membership = membership
        self._works = works
        self._panels = panels
        self._deposits = deposits
        self._fees = fees
        self._rules = {
            name: ContentRule(
                cap=Bps(rule.cap_bps), review_from=Bps(rule.review_from_bps), deposit=Wei(rule.deposit)
            )
            for name, rule in ((name, domain.policy) for name, domain in terms.domains.items())
        }
        self._made: list[Submission] = []
        self._live: dict[str, Submission] = {}
        works.gate = self

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Submit: self.submit,
            RequestReview: self.request,
            ConcludeSubmission: lambda intent: self._each(intent.submissions, self._conclude),
            LapseSubmission: lambda intent: self._each(intent.submissions, self._lapse),
            ClaimDeposits: lambda intent: self._deposits.claim(intent.accounts),
        }

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {SetContentRule: self._set_rule}

    def rules(self) -> Mapping[str, ContentRule]:
        """Domain → what holds for it now."""
        return dict(sorted(self._rules.items()))

    def facts(self) -> SubmissionsFacts:
        """Every submission, in order."""
        made, ripe = self._made, [self._ripe(each) for each in self._made]

        def column(values: list[int]) -> NDArray[np.int64]:
            return np.array(values, dtype=np.int64)

        return SubmissionsFacts(
            submitter=column([each.submitter for each in made]),
            domain=[each.domain for each in made],
            ai_share=column([each.ai_share for each in made]),
            state=column([state for state, _ in ripe]),
            deadline=column([deadline for _, deadline in ripe]),
            deposit=Amounts.of(each.deposit for each in made),
            case=column([each.case for each in made]),
        )

    def submit(self, intent: Submit) -> Outcome:
        """Row by row, once commitments are old enough."""
        openings, refused = self._works.openings(intent)
        self._works.let_commitments_age(len(openings))
        purses, members = Purses(self._world), self._membership.classes[intent.accounts] != 0
        numbers = np.zeros(len(openings), dtype=np.int64)
        for row, opening in enumerate(openings):
            if row in refused:
                continue
            account, title, domain = int(intent.accounts[row]), intent.titles[row], intent.domains[row]
            rule, share = self._rules.get(domain), int(intent.ai_share_bps[row])
            if not purses.has(account, rule.deposit if rule else 0):
                refused[row] = TOO_LITTLE
            elif not members[row]:
                refused[row] = "Submissions_NotMember"
            elif rule is None:
                refused[row] = "Submissions_DomainNotOpen"
            elif reason := self._refusal(title, opening, share):
                refused[row] = reason
            else:
                purses.pay(account, rule.deposit)
                self._make(account, (title, domain), opening, share)
                numbers[row] = len(self._made)
        purses.settle()
        return Outcome(rows=len(openings), refused=dict(sorted(refused.items())), numbers=numbers)

    def request(self, intent: RequestReview) -> Outcome:
        """Row by row, each with a draw."""
        refused: dict[int, str] = {}
        numbers = np.zeros(len(intent.accounts), dtype=np.int64)
        rows = zip(intent.accounts.tolist(), intent.submissions.tolist(), intent.seeds.tolist(), strict=True)
        for row, (account, number, seed) in enumerate(rows):
            block = self._world.next_request(seed)
            asked = self._numbered(number)
            if reason := self._unreviewable(asked, account):
                refused[row] = reason
            elif asked:
                numbers[row] = self._open(number, asked, block)
        return Outcome(rows=len(numbers), refused=refused, numbers=numbers)

    def refusal(self, registrant: int, title: str, opening: Opening, ai_share: int) -> str | None:
        """Why the registry must not register that: `IRegistrationGate.admit`."""
        passed = self._live.get(title)
        if passed is None:
            return "Submissions_NotSubmitted"
        if self._ripe(passed)[0] != State.CLEARED:
            return WRONG_STATE
        if registrant != passed.submitter:
            return "Submissions_NotSubmitter"
        if self._world.now >= self._ripe(passed)[1]:
            return "Submissions_TooLate"
        return None if passed.states(opening, ai_share) else "Submissions_OtherRegistration"

    def admit(self, title: str) -> None:
        """It is registered."""
        self._end(self._live[title], State.REGISTERED)

    def _refusal(self, title: str, opening: Opening, ai_share: int) -> str | None:
        if ai_share > BPS:
            return "Submissions_InvalidShare"
        if not 1 <= len(opening.holders) <= MAX_CONTRIBUTORS:
            return "Submissions_InvalidContributors"
        if len(opening.holders) != len(opening.units):
            return "Submissions_LengthMismatch"
        if self._works.has(title):
            return "Submissions_ContentRegistered"
        return "Submissions_ContentSubmitted" if title in self._live else None

    def _make(self, account: int, named: tuple[str, str], opening: Opening, share: int) -> None:
        title, domain = named
        rule = self._rules[domain]
        made = Submission(
            submitter=account,
            title=title,
            domain=domain,
            holders=tuple(opening.holders),
            units=tuple(opening.units),
            ai_share=share,
            needs_review=share > rule.cap or share >= rule.review_from,
            admitted=np.asarray(self._membership.classes_before != 0),
            state=State.SCREENING,
            deadline=self._world.now + self._periods[0],
            deposit=rule.deposit,
        )
        self._made.append(made)
        self._live[title] = made
        self._deposits.held += rule.deposit

    def _unreviewable(self, asked: Submission | None, account: int) -> str | None:
        state, deadline = self._ripe(asked) if asked else (State.NONE, 0)
        if asked is None or state != State.FLAGGED:
            return WRONG_STATE
        if account != asked.submitter:
            return "Submissions_NotSubmitter"
        return "Submissions_TooLate" if self._world.now >= deadline else None

    def _open(self, number: int, asked: Submission, block: int) -> int:
        cost = self._panels.cost
        asked.state, asked.deadline = State.IN_REVIEW, 0
        asked.deposit -= cost
        self._deposits.held -= cost
        self._fees.held += cost
        asked.case = self._panels.open(
            submission=number,
            respondent=asked.submitter,
            admitted=asked.admitted,
            conflicts=asked.stakeholders(),
            block=block,
        )
        return asked.case

    def _conclude(self, judged: Submission) -> str | None:
        if judged.state != State.IN_REVIEW:
            return WRONG_STATE
        verdict = self._panels.outcome(judged.case)
        if verdict == Verdict.PENDING:
            return "Submissions_Undecided"
        if verdict == Verdict.DISMISSED:
            judged.state, judged.deadline = State.CLEARED, self._world.now + self._periods[1]
            self._release(judged, judged.submitter)
        else:
            judged.state = State.REFUSED
            del self._live[judged.title]
            self._release(judged, NOBODY)
        return None

    def _lapse(self, ended: Submission) -> str | None:
        state, deadline = self._ripe(ended)
        if ended.state not in _UNSETTLED or state == State.SCREENING:
            return WRONG_STATE
        if self._world.now < deadline:
            return "Submissions_TooEarly"
        self._end(ended, State.LAPSED)
        return None

    def _end(self, ended: Submission, state: State) -> None:
        ended.state, ended.deadline = state, 0
        del self._live[ended.title]
        self._release(ended, ended.submitter)

    def _release(self, ended: Submission, to: int) -> None:
        self._deposits.owe(to, ended.deposit)
        ended.deposit = 0

    def _ripe(self, found: Submission) -> tuple[State, int]:
        """State and deadline as passing time made them."""
        if found.state == State.SCREENING and self._world.now >= found.deadline:
            state = State.FLAGGED if found.needs_review else State.CLEARED
            return state, found.deadline + self._periods[1]
        return found.state, found.deadline

    def _numbered(self, number: int) -> Submission | None:
        return self._made[number - 1] if 1 <= number <= len(self._made) else None

    def _each(self, numbers: NDArray[np.int64], act: Callable[[Submission], str | None]) -> Outcome:
        """Row by row; there is no submission that any other number is of."""
        refused = {}
        for row, number in enumerate(numbers.tolist()):
            found = self._numbered(number)
            if reason := WRONG_STATE if found is None else act(found):
                refused[row] = reason
        return Outcome(rows=len(numbers), refused=refused)

    def _set_rule(self, action: SetContentRule) -> Undo:
        if action.cap > BPS:
            raise Refusal("Submissions_InvalidCap")
        if action.deposit < self._panels.cost:
            raise Refusal("Submissions_DepositBelowCost")
        before = dict(self._rules)
        self._rules[action.domain] = ContentRule(
            cap=action.cap, review_from=action.review_from, deposit=action.deposit
        )

        def undo() -> None:
            self._rules = before

        return undo
