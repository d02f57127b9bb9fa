"""The stages of a proposal's life: waiting, voting, queue, timelock, ready, done, and their dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from dao_sim.units import ProposalState, Seconds


class Stage(str, Enum):
    """Where in its life a proposal is. The last four are ends."""

    WAITING = "waiting"
    """Until the snapshot, when votes are weighed."""
    VOTING = "voting"
    QUEUE = "queue"
    """Adopted: anybody may put it into the timelock."""
    TIMELOCK = "timelock"
    """Queued: whoever disagrees has time to act."""
    READY = "ready"
    """Anybody may execute it."""
    DONE = "done"
    DEFEATED = "defeated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def is_open(self) -> bool:
        """Whether something can still become of the proposal."""
        return self in _WAY


_WAY = (Stage.WAITING, Stage.VOTING, Stage.QUEUE, Stage.TIMELOCK, Stage.READY)
_ENDS = {
    ProposalState.EXECUTED: Stage.DONE,
    ProposalState.DEFEATED: Stage.DEFEATED,
    ProposalState.CANCELED: Stage.CANCELLED,
    ProposalState.EXPIRED: Stage.EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What decides about a proposal's stages, in seconds of chain time."""

    state: ProposalState
    snapshot: Seconds
    deadline: Seconds
    """The last second in which a vote counts."""
    eta: Seconds
    """When it may be executed; 0 before it is queued."""

    def stage(self, now: int) -> Stage:
        """Where in its life it is."""
        if self.state in _ENDS:
            return _ENDS[self.state]
        if self.state == ProposalState.QUEUED:
            return Stage.READY if now >= self.eta else Stage.TIMELOCK
        return {
            ProposalState.PENDING: Stage.WAITING,
            ProposalState.ACTIVE: Stage.VOTING,
            ProposalState.SUCCEEDED: Stage.QUEUE,
        }[self.state]

    @property
    def opens(self) -> Seconds:
        """The first second in which a vote counts."""
        return Seconds(self.snapshot + 1)

    @property
    def closes(self) -> Seconds:
        """The first second in which it does not any more, unless a late quorum moves that."""
        return Seconds(self.deadline + 1)

    def ended_early(self, now: int) -> bool:
        """Whether the outcome was so clear that voting was over before its deadline; when is not known."""
        return self.state in (ProposalState.SUCCEEDED, ProposalState.QUEUED, ProposalState.EXECUTED) and (
            now <= self.deadline
        )

    def left(self, now: int) -> Seconds | None:
        """Seconds until the present stage ends by itself; None where it does not."""
        ends = {
            Stage.WAITING: self.opens,
            Stage.VOTING: self.closes,
            Stage.TIMELOCK: self.eta,
        }.get(self.stage(now))
        return None if ends is None else Seconds(max(ends - now, 0))

    def earliest_execution(self, now: int, delay: int) -> Seconds:
        """When it can be executed if it is adopted and queued at once; `delay` is the timelock's."""
        return self.eta or Seconds((now if self.ended_early(now) else max(self.closes, now)) + delay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stage on the way, and its dates (chain time), as far as they are known."""

    stage: Stage
    begins: Seconds | None
    ends: Seconds | None
    """Excluded; None for a stage that lasts until somebody acts, and where it is not known."""
    when: Literal["past", "now", "ahead"]
    """Dates of what is ahead are the earliest ones."""


def periods(dates: Dates, now: int, delay: int) -> Iterator[Period]:
    """The way of a proposal: what is past, present and ahead, and its end where that has come.

    A proposal that was defeated or cancelled has no stages ahead. `delay` is the timelock's, in seconds.
    """
    stage = dates.stage(now)
    execution = dates.earliest_execution(now, delay)
    closes = None if dates.ended_early(now) else dates.closes
    known: dict[Stage, tuple[Seconds | None, Seconds | None]] = {
        Stage.WAITING: (None, dates.opens),
        Stage.VOTING: (dates.opens, closes),
        Stage.QUEUE: (closes, None),
        Stage.TIMELOCK: (None, execution),
        Stage.READY: (execution, None),
    }
    reached = _reached(stage, dates)
    for place, (step, (begins, ends)) in enumerate(known.items()):
        if place < reached:
            yield Period(stage=step, begins=begins, ends=ends, when="past")
        elif stage.is_open:
            yield Period(stage=step, begins=begins, ends=ends, when="now" if step == stage else "ahead")
    if not stage.is_open:
        yield Period(stage=stage, begins=None, ends=None, when="now")


def _reached(stage: Stage, dates: Dates) -> int:
    """How many stages of the way are past."""
    if stage.is_open:
        return _WAY.index(stage)
    if stage == Stage.DONE:
        return len(_WAY)
    if stage == Stage.DEFEATED:
        return _WAY.index(Stage.QUEUE)
    return _WAY.index(Stage.TIMELOCK) if dates.eta else 0  # when it was cancelled, nothing else tells
