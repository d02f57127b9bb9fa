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
from dao_sim.ledger.array.escrow import Escrow
from dao_sim.ledger.array.in_turn import in_turn
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.panels import Panels
from dao_sim.ledger.array.submission import Submission
from dao_sim.ledger.array.vault import Opening
from dao_sim.ledger.array.works import MAX_CONTRIBUTORS, Works
from dao_sim.ledger.array.world import TOO_LITTLE, Doer, Handler, Undo, World
from dao_sim.ledger.content_facts import ContentRule
from dao_sim.ledger.content_facts import Submissions as SubmissionsFacts
from dao_sim.ledger.content_intents import (
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
            ConcludeSubmission: self.conclude,
            LapseSubmission: self.lapse,
        }

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {SetContentRule: self._set_rule}

    def rules(self) -> Mapping[str, ContentRule]:
        """Domain → what holds for it now."""
        return dict(sorted(self._rules.items()))

    def facts(self, numbers: NDArray[np.int64] | None = None) -> SubmissionsFacts:
        """Of these numbers, or every submission, in order."""
        made = self._made if numbers is None else [self._made[number - 1] for number in numbers.tolist()]
        ripe = [self._ripe(each) for each in made]

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
        """Once commitments are old enough."""
        openings, before = self._works.openings(intent)
        self._works.let_commitments_age(len(openings))
        numbers = np.zeros(len(openings), dtype=np.int64)

        def submit(row: int) -> None:
            if row in before:
                raise Refusal(before[row])
            self._make(intent, row, openings[row])
            numbers[row] = len(self._made)

        outcome = in_turn(len(openings), submit)
        return Outcome(rows=outcome.rows, refused=outcome.refused, numbers=numbers)

    def request(self, intent: RequestReview) -> Outcome:
        """Each with a draw."""
        numbers = np.zeros(len(intent.accounts), dtype=np.int64)

        def request(row: int) -> None:
            block = self._world.next_request(int(intent.seeds[row]))
            number = int(intent.submissions[row])
            asked = self._numbered(number)
            state, deadline = self._ripe(asked)
            if state != State.FLAGGED:
                raise Refusal(WRONG_STATE)
            if intent.accounts[row] != asked.submitter:
                raise Refusal("Submissions_NotSubmitter")
            if self._world.now >= deadline:
                raise Refusal("Submissions_TooLate")
            numbers[row] = self._open(number, asked, block)

        outcome = in_turn(len(numbers), request)
        return Outcome(rows=outcome.rows, refused=outcome.refused, numbers=numbers)

    def conclude(self, intent: ConcludeSubmission) -> Outcome:
        return self._each(intent.submissions, self._conclude)

    def lapse(self, intent: LapseSubmission) -> Outcome:
        return self._each(intent.submissions, self._lapse)

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

    def _make(self, intent: Submit, row: int, opening: Opening) -> None:
        """Raises Refusal, the money being looked at before all else."""
        account, share = int(intent.accounts[row]), int(intent.ai_share_bps[row])
        title, domain = intent.titles[row], intent.domains[row]
        rule = self._rules.get(domain)
        if rule and self._world.cash.at(account) < rule.deposit:
            raise Refusal(TOO_LITTLE)
        if not self._membership.classes[account]:
            raise Refusal("Submissions_NotMember")
        if rule is None:
            raise Refusal("Submissions_DomainNotOpen")
        self._check_free(title, opening, share)
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
        self._world.add(account, -rule.deposit)
        self._deposits.held += rule.deposit

    def _check_free(self, title: str, opening: Opening, ai_share: int) -> None:
        if ai_share > BPS:
            raise Refusal("Submissions_InvalidShare")
        if not 1 <= len(opening.holders) <= MAX_CONTRIBUTORS:
            raise Refusal("Submissions_InvalidContributors")
        if len(opening.holders) != len(opening.units):
            raise Refusal("Submissions_LengthMismatch")
        if self._works.has(title):
            raise Refusal("Submissions_ContentRegistered")
        if title in self._live:
            raise Refusal("Submissions_ContentSubmitted")

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

    def _conclude(self, judged: Submission) -> None:
        if judged.state != State.IN_REVIEW:
            raise Refusal(WRONG_STATE)
        verdict = self._panels.outcome(judged.case)
        if verdict == Verdict.PENDING:
            raise Refusal("Submissions_Undecided")
        if verdict == Verdict.DISMISSED:
            judged.state, judged.deadline = State.CLEARED, self._world.now + self._periods[1]
            self._release(judged, judged.submitter)
        else:
            judged.state = State.REFUSED
            del self._live[judged.title]
            self._release(judged, NOBODY)

    def _lapse(self, ended: Submission) -> None:
        state, deadline = self._ripe(ended)
        if state not in (State.FLAGGED, State.CLEARED):
            raise Refusal(WRONG_STATE)
        if self._world.now < deadline:
            raise Refusal("Submissions_TooEarly")
        self._end(ended, State.LAPSED)

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

    def _numbered(self, number: int) -> Submission:
        """Raises Refusal for a number that no submission has."""
        if not 1 <= number <= len(self._made):
            raise Refusal(WRONG_STATE)
        return self._made[number - 1]

    def _each(self, numbers: NDArray[np.int64], act: Callable[[Submission], None]) -> Outcome:
        return in_turn(len(numbers), lambda row: act(self._numbered(int(numbers[row]))))

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
