"""`MilestoneGrants` in ETH: money in escrow, released as reviewers accept milestones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dao_sim.coop.charter import Charter
from dao_sim.coop.grants import GrantState, MilestoneState
from dao_sim.ledger.actions import OpenGrant
from dao_sim.ledger.array.escrow import Escrow
from dao_sim.ledger.array.in_turn import in_turn, paid_in_turn
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.world import TOO_LITTLE, Doer, Handler, Undo, World
from dao_sim.ledger.facts import Grant, Milestone
from dao_sim.ledger.intents import (
    NOBODY,
    AcceptGrant,
    LapseGrant,
    ReviewMilestone,
    SettleMilestone,
    SubmitMilestone,
    WithdrawGrant,
)
from dao_sim.ledger.outcome import Outcome, Refusal
from dao_sim.units import Bps, Seconds, Wei

BPS = 10_000
MAX_REVIEWERS = 9
MAX_MILESTONES = 12
MAX_PERIOD = 365 * 86_400
MAX_TIME = 3_650 * 86_400


@dataclass(slots=True, kw_only=True)
class _Milestone:
    amount: int
    time: int
    state: MilestoneState = MilestoneState.OPEN
    review_ends: int = 0
    accepted: int = 0
    verdicts: dict[int, int] = field(default_factory=dict)
    """Reviewer → basis points."""


@dataclass(slots=True, kw_only=True)
class _Grant:
    grantee: int
    reviewers: tuple[int, ...]
    needed: int
    bond: int
    review_period: int
    accept_by: int
    milestones: list[_Milestone]
    state: GrantState = GrantState.OFFERED
    accepted_at: int = 0

    def milestone(self, place: int) -> _Milestone:
        """One of them, from 0. Raises Refusal."""
        if not 0 <= place < len(self.milestones):
            raise Refusal("MilestoneGrants_WrongMilestone")
        return self.milestones[place]

    def settles_at(self, milestone: _Milestone) -> int:
        """From when anybody can settle it; 0 for at once, or where the grant is not accepted."""
        if milestone.state == MilestoneState.OPEN:
            return self.accepted_at and self.accepted_at + milestone.time
        spoken = len(milestone.verdicts) == len(self.reviewers) or self.agreed(milestone) == BPS
        return 0 if spoken else milestone.review_ends

    def agreed(self, milestone: _Milestone) -> int:
        """What as many reviewers as needed accept (basis points): the needed-th largest verdict."""
        falling = sorted(milestone.verdicts.values(), reverse=True)
        return falling[self.needed - 1] if len(falling) >= self.needed else 0


_NONE = _Grant(
    grantee=NOBODY,
    reviewers=(),
    needed=0,
    bond=0,
    review_period=0,
    accept_by=0,
    milestones=[],
    state=GrantState.NONE,
)
"""What the contract finds under a number that no grant has."""


class Grants:
    """The grants of one co-op, and what they owe. Without the charter's section, nothing."""

    def __init__(self, world: World, charter: Charter, treasury: Treasury) -> None:
        self._world = world
        self._terms = charter.grants
        self._treasury = treasury
        self._grants: list[_Grant] = []
        self.escrow = Escrow()

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        if self._terms is None:
            return {}
        return {
            AcceptGrant: self._accept,
            SubmitMilestone: self._submit,
            ReviewMilestone: self._review,
            SettleMilestone: self._settle,
            LapseGrant: self._lapse,
            WithdrawGrant: self._withdraw,
        }

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contracts would."""
        return {OpenGrant: self._open} if self._terms else {}

    def facts(self) -> list[Grant]:
        """Every grant, in the order in which they were opened."""
        return [_fact(number, grant) for number, grant in enumerate(self._grants, 1)]

    def _open(self, action: OpenGrant) -> Undo:
        assert self._terms is not None
        amount = sum(stage.amount for stage in action.stages)
        take_back = self._treasury.pay(amount)
        try:
            _check_terms(action)
        except Refusal:
            take_back()
            raise
        opened = _Grant(
            grantee=action.grantee,
            reviewers=action.reviewers,
            needed=action.needed or len(action.reviewers) // 2 + 1,
            bond=action.bond,
            review_period=action.review_period,
            accept_by=self._world.now + self._terms.accept_within,
            milestones=[_Milestone(amount=stage.amount, time=stage.due) for stage in action.stages],
        )
        self._grants.append(opened)
        self.escrow.held += amount

        def undo() -> None:
            self._grants.pop()
            self.escrow.held -= amount
            take_back()

        return undo

    def _accept(self, intent: AcceptGrant) -> Outcome:
        def accept(row: int) -> None:
            grant = self._numbered(intent.grants[row])
            if grant.state != GrantState.NONE and grant.bond > self._world.cash.at(grant.grantee):
                raise Refusal(TOO_LITTLE)
            _require(grant, GrantState.OFFERED)
            self._before(grant.accept_by)
            (grant.state, grant.accepted_at) = (GrantState.ACTIVE, self._world.now)
            self._world.add(grant.grantee, -grant.bond)
            self.escrow.held += grant.bond

        return in_turn(len(intent.grants), accept)

    def _submit(self, intent: SubmitMilestone) -> Outcome:
        def submit(row: int) -> None:
            grant = self._numbered(intent.grants[row])
            _require(grant, GrantState.ACTIVE)
            milestone = grant.milestone(int(intent.milestones[row]))
            if milestone.state != MilestoneState.OPEN:
                raise Refusal("MilestoneGrants_WrongMilestone")
            self._before(grant.accepted_at + milestone.time)
            milestone.state = MilestoneState.SUBMITTED
            milestone.review_ends = self._world.now + grant.review_period

        return in_turn(len(intent.grants), submit)

    def _review(self, intent: ReviewMilestone) -> Outcome:
        def review(row: int) -> None:
            grant, reviewer = self._numbered(intent.grants[row]), int(intent.accounts[row])
            milestone = grant.milestone(int(intent.milestones[row]))
            if milestone.state != MilestoneState.SUBMITTED:
                raise Refusal("MilestoneGrants_WrongMilestone")
            if reviewer not in grant.reviewers:
                raise Refusal("MilestoneGrants_NotReviewer")
            if intent.bps[row] > BPS:
                raise Refusal("MilestoneGrants_InvalidPart")
            self._before(milestone.review_ends)
            if reviewer in milestone.verdicts:
                raise Refusal("MilestoneGrants_AlreadyReviewed")
            milestone.verdicts[reviewer] = int(intent.bps[row])

        return in_turn(len(intent.grants), review)

    def _settle(self, intent: SettleMilestone) -> Outcome:
        def settle(row: int) -> None:
            grant = self._numbered(intent.grants[row])
            _require(grant, GrantState.ACTIVE)
            milestone = grant.milestone(int(intent.milestones[row]))
            decided = self._decided(grant, milestone)
            (milestone.accepted, milestone.state) = (grant.agreed(milestone), MilestoneState.SETTLED)
            self._share(grant, milestone, decided)

        return in_turn(len(intent.grants), settle)

    def _decided(self, grant: _Grant, milestone: _Milestone) -> bool:
        """Whether a shortfall costs the bond. Raises Refusal where it cannot be settled now."""
        if milestone.state == MilestoneState.SETTLED:
            raise Refusal("MilestoneGrants_WrongMilestone")
        if milestone.state == MilestoneState.OPEN:
            self._from(grant.accepted_at + milestone.time)
            return True
        spoke = len(milestone.verdicts)
        if grant.agreed(milestone) != BPS and spoke != len(grant.reviewers):
            self._from(milestone.review_ends)
        return spoke >= grant.needed

    def _share(self, grant: _Grant, milestone: _Milestone, decided: bool) -> None:
        """Books what a settled milestone gives to whom; the last one ends the grant."""
        paid = milestone.amount * milestone.accepted // BPS
        returned = milestone.amount - paid
        lost = min(grant.bond, returned) if decided else 0
        grant.bond -= lost
        self.escrow.owe(grant.grantee, paid)
        self.escrow.owe(NOBODY, returned + lost)
        if all(each.state == MilestoneState.SETTLED for each in grant.milestones):
            grant.state = GrantState.ENDED
            self.escrow.owe(grant.grantee, grant.bond)

    def _lapse(self, intent: LapseGrant) -> Outcome:
        def lapse(row: int) -> None:
            grant = self._numbered(intent.grants[row])
            _require(grant, GrantState.OFFERED)
            self._from(grant.accept_by)
            grant.state = GrantState.LAPSED
            self.escrow.owe(NOBODY, sum(milestone.amount for milestone in grant.milestones))

        return in_turn(len(intent.grants), lapse)

    def _withdraw(self, intent: WithdrawGrant) -> Outcome:
        def withdraw(row: int) -> int:
            account = int(intent.accounts[row])
            if account == NOBODY:
                amount = self.escrow.take(NOBODY, "MilestoneGrants_NothingToRecover")
                self._treasury.receive(amount)
            else:
                amount = self.escrow.take(account, "Escrow_NothingOwed")
                self._world.add(account, amount)
            return amount

        return paid_in_turn(len(intent.accounts), withdraw)

    def _numbered(self, number: int) -> _Grant:
        return self._grants[number - 1] if 1 <= number <= len(self._grants) else _NONE

    def _before(self, deadline: int) -> None:
        if self._world.now >= deadline:
            raise Refusal("MilestoneGrants_TooLate")

    def _from(self, deadline: int) -> None:
        if self._world.now < deadline:
            raise Refusal("MilestoneGrants_TooEarly")


def _require(grant: _Grant, state: GrantState) -> None:
    if grant.state != state:
        raise Refusal("MilestoneGrants_WrongState")


def _check_terms(action: OpenGrant) -> None:
    """What `open` checks, in its order. Raises Refusal."""
    if not 1 <= action.review_period <= MAX_PERIOD:
        raise Refusal("MilestoneGrants_InvalidReviewPeriod")
    count = len(action.reviewers)
    if not 1 <= count <= MAX_REVIEWERS:
        raise Refusal("MilestoneGrants_InvalidReviewerCount")
    if action.needed > count:
        raise Refusal("MilestoneGrants_InvalidNeeded")
    if action.grantee in action.reviewers or len(set(action.reviewers)) < count:
        raise Refusal("MilestoneGrants_InvalidReviewer")
    if not 1 <= len(action.stages) <= MAX_MILESTONES:
        raise Refusal("MilestoneGrants_InvalidMilestoneCount")
    if any(stage.amount == 0 or not 1 <= stage.due <= MAX_TIME for stage in action.stages):
        raise Refusal("MilestoneGrants_InvalidMilestone")


def _fact(number: int, grant: _Grant) -> Grant:
    return Grant(
        number=number,
        grantee=grant.grantee,
        reviewers=grant.reviewers,
        state=grant.state,
        bond=Wei(grant.bond),
        accept_by=Seconds(grant.accept_by),
        accepted_at=Seconds(grant.accepted_at),
        milestones=[
            Milestone(
                amount=Wei(each.amount),
                state=each.state,
                accepted=Bps(each.accepted),
                settles_at=Seconds(grant.settles_at(each)),
            )
            for each in grant.milestones
        ],
    )
