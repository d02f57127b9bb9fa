"""Submissions in plain Python: where each one is, and whose its deposit is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

SCREENING, FLAGGED, IN_REVIEW, CLEARED, REGISTERED, REFUSED, FORFEITED, WITHDRAWN, LAPSED = range(1, 10)
PENDING, UPHELD, DISMISSED, EXPIRED = range(4)
LIVE = (SCREENING, FLAGGED, IN_REVIEW, CLEARED)
TREASURY = "treasury"


@dataclass
class Policy:
    """What holds for works that are submitted."""

    cap: int
    review_from: int
    deposit: int

    def needs_review(self, ai: int) -> bool:
        return ai > self.cap or ai >= self.review_from


@dataclass
class Submission:
    """A content that somebody wants to register."""

    submitter: str
    content: str
    ai: int
    deposit: int
    needs_review: bool
    screened_until: int
    deadline: int
    state: int = SCREENING
    flags: int = 0
    flaggers: list[str] = field(default_factory=list)
    heard: dict[str, int] = field(default_factory=dict)
    """Who has spoken, and in which edition of the set of screeners."""
    outcome: int = PENDING


class SubmissionsModel:
    """Submissions, screeners, and what is owed to whom."""

    def __init__(self, policy: Policy, screen: int, act: int, cost: int) -> None:
        self.policy, self.screen_period, self.act_period, self.cost = policy, screen, act, cost
        self.screeners: set[str] = set()
        self.edition = 0
        self.made: list[Submission] = []
        self.registered: set[str] = set()
        self.kept: dict[str, tuple[str, int]] = {}
        """Contents that were withdrawn: by whom, and until when nobody else submits them."""
        self.owed: Counter[str] = Counter()

    def held(self) -> int:
        return sum(self.owed.values()) + sum(each.deposit for each in self.made)

    def state(self, each: Submission, now: int) -> tuple[int, int]:
        """Where it is, and until when: silence passes."""
        if each.state == SCREENING and now >= each.deadline:
            return (FLAGGED if each.needs_review else CLEARED), each.deadline + self.act_period
        return each.state, each.deadline

    def at(self, number: int, now: int, *states: int) -> Submission:
        found = self.made[number - 1] if number <= len(self.made) else None
        refuse_if(found is None or self.state(found, now)[0] not in states, "Submissions_WrongState")
        assert found is not None
        return found

    def live(self, content: str) -> Submission | None:
        return next((each for each in self.made if each.content == content and each.state in LIVE), None)

    def set_screener(self, name: str, appointed: bool) -> None:
        refuse_if((name in self.screeners) == appointed, "Submissions_InvalidScreener")
        self.screeners = self.screeners | {name} if appointed else self.screeners - {name}
        self.edition += 1

    def check_free(self, by: str, content: str, now: int) -> None:
        """Refuses a content that is somebody else's, or was until just now."""
        refuse_if(content in self.registered, "Submissions_ContentRegistered")
        refuse_if(self.live(content) is not None, "Submissions_ContentSubmitted")
        keeper, until = self.kept.get(content, (by, 0))
        refuse_if(by != keeper and now < until, "Submissions_ContentKept")

    def submit(self, by: str, content: str, ai: int, now: int) -> None:
        self.kept.pop(content, None)
        end = now + self.screen_period
        needs = self.policy.needs_review(ai)
        self.made.append(Submission(by, content, ai, self.policy.deposit, needs, end, end))

    def screen(self, number: int, by: str, flags: int, now: int) -> None:
        each = self.at(number, now, SCREENING, FLAGGED)
        refuse_if(now >= each.screened_until, "Submissions_TooLate")
        refuse_if(by not in self.screeners, "Submissions_NotScreener")
        refuse_if(by in each.heard, "Submissions_AlreadyScreened")
        each.heard[by] = self.edition
        if flags:
            each.flaggers.append(by)
            each.flags |= flags
            if each.state == SCREENING:
                each.state, each.deadline = FLAGGED, each.screened_until + self.act_period
            return
        if each.state == SCREENING and self.all_heard(each):
            each.state = FLAGGED if each.needs_review else CLEARED
            each.deadline = now + self.act_period

    def all_heard(self, each: Submission) -> bool:
        """Whether every screener has spoken since the set of them last changed."""
        return sum(edition == self.edition for edition in each.heard.values()) >= len(self.screeners)

    def request(self, number: int, by: str, now: int) -> None:
        each = self.at(number, now, FLAGGED)
        refuse_if(by != each.submitter, "Submissions_NotSubmitter")
        refuse_if(now >= self.state(each, now)[1], "Submissions_TooLate")
        refuse_if(not self.all_heard(each) and now < each.screened_until, "Submissions_TooEarly")
        each.state, each.deadline = IN_REVIEW, 0
        each.deposit -= self.cost

    def conclude(self, number: int, now: int) -> None:
        each = self.at(number, now, IN_REVIEW)
        refuse_if(each.outcome == PENDING, "Submissions_Undecided")
        if each.outcome == DISMISSED:
            each.state, each.deadline = CLEARED, now + self.act_period
            self._release(each, each.submitter)
        else:
            each.state = REFUSED if each.outcome == UPHELD else FORFEITED
            self._release(each, TREASURY)

    def withdraw(self, number: int, by: str, now: int) -> None:
        each = self.at(number, now, SCREENING, FLAGGED, CLEARED)
        refuse_if(by != each.submitter, "Submissions_NotSubmitter")
        self.kept[each.content] = (by, now + self.act_period)
        self._end(each, WITHDRAWN)

    def lapse(self, number: int, now: int) -> None:
        each = self.at(number, now, FLAGGED, CLEARED)
        refuse_if(now < self.state(each, now)[1], "Submissions_TooEarly")
        self._end(each, LAPSED)

    def register(self, content: str, by: str, ai: int, now: int) -> None:
        refuse_if(content in self.registered, "WorkRegistry_HashTaken")
        each = self.live(content)
        refuse_if(each is None, "Submissions_NotSubmitted")
        assert each is not None
        state, deadline = self.state(each, now)
        refuse_if(state != CLEARED, "Submissions_WrongState")
        refuse_if(by != each.submitter, "Submissions_NotSubmitter")
        refuse_if(now >= deadline, "Submissions_TooLate")
        refuse_if(ai != each.ai, "Submissions_OtherRegistration")
        self.registered.add(content)
        self._end(each, REGISTERED)

    def claim(self, who: str) -> int:
        refuse_if(not self.owed[who], "Escrow_NothingOwed")
        return self.owed.pop(who)

    def recover(self) -> int:
        refuse_if(not self.owed[TREASURY], "Submissions_NothingToRecover")
        return self.owed.pop(TREASURY)

    def _end(self, each: Submission, state: int) -> None:
        each.state, each.deadline = state, 0
        self._release(each, each.submitter)

    def _release(self, each: Submission, to: str) -> None:
        self.owed[to] += each.deposit
        each.deposit = 0
