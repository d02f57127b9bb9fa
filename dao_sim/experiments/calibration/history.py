"""Recorded votes as a history: which proposals are fitted, which predicted, and which left out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from dao_sim.errors import BadInput

LEAST_PROPOSALS, LEAST_VOTERS = 5, 20
"""What is fitted has so many at least: proposals differ, which fewer could not show."""
MOST_SHARE = 0.9
"""A proposal on which one voter cast more of the weight than this is left out."""
MOST_ROWS = 2_000_000
"""Members times proposals; more would take minutes."""


class Recorded(Protocol):
    """A vote as a file has it. The weight is an integer of what `unit` counts, in its smallest part."""

    @property
    def proposal(self) -> int: ...
    @property
    def voter(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A proposal, and who voted on it with what weight, which is above zero."""

    proposal: int
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A proposal that says nothing of how the others were voted on."""

    proposal: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A file's proposals, by their numbers: the first ones are fitted, and the others, if any, predicted."""

    unit: str
    fitted: tuple[Poll, ...]
    held_out: tuple[Poll, ...]
    left_out: tuple[LeftOut, ...]


def split(
    votes: Iterable[Recorded],
    *,
    file: Path,
    until: int | None = None,
    proposals: tuple[int, int] | None = None,
) -> History:
    """Sorts recorded votes into what is fitted, what is predicted and what is left out.

    Fitted are the proposals up to number `until`, predicted those after it, of the range `proposals` (both
    ends included) or of all. Left out are proposals whose weights count something else than those of most
    others do, and those on which one voter cast more than `MOST_SHARE` of the weight. Votes of no weight do
    not count.
    Raises BadInput that names the file for a range that is not there, and where too little is left to fit.
    """
    units, weights = _by_proposal(votes)
    chosen = _chosen(sorted(units), proposals, file)
    usual = Counter(units[number] for number in chosen).most_common(1)[0][0]
    left_out, polls = [], []
    for number in chosen:
        poll = Poll(proposal=number, weights=weights[number])
        if reason := _reason(poll, units[number], usual):
            left_out.append(LeftOut(proposal=number, reason=reason))
        else:
            polls.append(poll)
    last = chosen[-1] if until is None else until
    history = History(
        unit=usual,
        fitted=tuple(poll for poll in polls if poll.proposal <= last),
        held_out=tuple(poll for poll in polls if poll.proposal > last),
        left_out=tuple(left_out),
    )
    _check(history, until, chosen, file)
    return history


def _by_proposal(votes: Iterable[Recorded]) -> tuple[dict[int, str], dict[int, dict[str, int]]]:
    units: dict[int, str] = {}
    weights: dict[int, dict[str, int]] = {}
    for vote in votes:
        units[vote.proposal] = vote.unit
        cast = weights.setdefault(vote.proposal, {})
        if vote.weight:
            cast[vote.voter] = vote.weight
    return units, weights


def _chosen(numbers: Sequence[int], proposals: tuple[int, int] | None, file: Path) -> list[int]:
    first, last = proposals or (numbers[0], numbers[-1])
    if chosen := [number for number in numbers if first <= number <= last]:
        return chosen
    reason = "has no votes on any of these proposals"
    raise _bad(reason, file, column="proposal", value=f"{first}-{last}", hint=_there(numbers))


def _reason(poll: Poll, unit: str, usual: str) -> str:
    """Why a proposal is left out; nothing if it is not."""
    if unit != usual:
        return f"its weights count {unit}, those of most others {usual}"
    total = sum(poll.weights.values())
    if not total:
        return "no vote on it has any weight"
    largest = max(poll.weights.values())
    if largest > MOST_SHARE * total:
        return f"one voter cast {100 * largest / total:.2f} % of the weight"
    return ""


def _check(history: History, until: int | None, chosen: Sequence[int], file: Path) -> None:
    if until is not None and not history.held_out:
        reason = "leaves no proposal to predict"
        raise _bad(reason, file, column="proposal", value=until, hint=f"--until N: {_there(chosen)}")
    last = chosen[-1] if until is None else until
    if (fitted := len(history.fitted)) < LEAST_PROPOSALS:
        out = sum(each.proposal <= last for each in history.left_out)
        reason = f"a fit takes {LEAST_PROPOSALS} proposals at least; up to here there are {fitted}"
        reason += f", and {out} left out" if out else ""
        raise _bad(reason, file, column="proposal", value=last, hint=_there(chosen))
    voters = {voter for poll in history.fitted for voter in poll.weights}
    if len(voters) < LEAST_VOTERS:
        raise _bad(f"a fit takes {LEAST_VOTERS} voters at least", file, column="voter", value=len(voters))
    if (rows := len(voters) * len(history.fitted)) > MOST_ROWS:
        reason = f"voters times proposals are more than {MOST_ROWS:,}"
        raise _bad(reason, file, value=rows, hint="fit fewer proposals: --proposals A-B")


def _there(numbers: Sequence[int]) -> str:
    return f"the file's proposals are numbered {numbers[0]} to {numbers[-1]}, {len(numbers):,} in all"


def _bad(reason: str, file: Path, *, hint: str | None = None, **operands: Any) -> BadInput:
    return BadInput("votes", reason, hint=hint, file=str(file), **operands)
