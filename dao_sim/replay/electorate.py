"""Who holds what when a recorded proposal is voted on, and the mints and burns that make it so.

A vote file says what its voters weighed, not what the others held. So, before each proposal's snapshot,
every voter of it comes to hold exactly its recorded weight; whoever does not vote on it keeps the last
weight known; another `unit` starts afresh. The supply is the sum of what is then held.

A late voter holds nothing at the snapshot, whatever it had before, and its recorded weight from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path

from dao_sim.errors import BadInput
from dao_sim.replay.votes import Vote
from dao_sim.units import MAX_UINT208, Address, Support, Wei, format_amount

Balances = dict[Address, Wei]
"""What each account holds."""
LateVoter = tuple[int, Address]
"""The proposal and the voter that gets its weight only after that proposal's snapshot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One vote, with what it must count for."""

    voter: Address
    support: Support
    recorded: Wei
    """What the file says."""
    weight: Wei
    """What was held at the snapshot: `recorded`, or 0 for a late voter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One proposal: what to burn and mint before its snapshot, what to mint after, and who votes."""

    proposal: int
    unit: str
    burns: Mapping[Address, Wei]
    """Sent first, so that the supply never grows beyond what is held in the end."""
    mints: Mapping[Address, Wei]
    late_mints: Mapping[Address, Wei]
    ballots: tuple[Ballot, ...]
    """In the file's order."""
    supply: Wei
    """At the snapshot."""

    def weight(self, support: Support) -> Wei:
        """What the ballots for, against or abstaining must add up to."""
        return Wei(sum(ballot.weight for ballot in self.ballots if ballot.support == support))

    @property
    def transactions(self) -> int:
        """Mints, burns and votes."""
        return len(self.burns) + len(self.mints) + len(self.late_mints) + len(self.ballots)


def plan_rounds(
    votes: Iterable[Vote],
    *,
    proposals: tuple[int, int] | None = None,
    late: Collection[LateVoter] = (),
    file: str | Path | None = None,
) -> list[Round]:
    """The rounds of the proposals numbered A to B (all of them without `proposals`), by number.

    Proposals before A are not voted on again, but what their voters held counts, so that a round has the
    same figures whether it is replayed alone or with all others.

    Raises BadInput if no proposal is in the range, a late voter casts no vote in it, or holders would own
    more than a voting token can count (2^208 - 1); that names the vote's line, and `file`.
    """
    by_proposal: dict[int, list[Vote]] = {}
    for vote in votes:
        by_proposal.setdefault(vote.proposal, []).append(vote)
    first, last = proposals or (min(by_proposal, default=0), max(by_proposal, default=0))
    _check_range(by_proposal, first, last)
    _check_late(by_proposal, first, last, late)
    rounds: list[Round] = []
    held: Balances = {}
    known: Balances = {}
    unit = ""
    for proposal in sorted(number for number in by_proposal if number <= last):
        cast = by_proposal[proposal]
        known = {**(known if cast[0].unit == unit else {}), **{vote.voter: vote.weight for vote in cast}}
        unit = cast[0].unit
        if proposal >= first:
            _check_supply(cast, known, file)
            missing = {voter for number, voter in late if number == proposal}
            rounds.append(_round(cast, missing, held, known))
            held = known
    return rounds


def _check_range(by_proposal: Collection[int], first: int, last: int) -> None:
    if not any(first <= number <= last for number in by_proposal):
        there = (
            f"the file has {min(by_proposal)} to {max(by_proposal)}" if by_proposal else "there are no votes"
        )
        raise BadInput("proposals", "no proposal is in the range", hint=there, value=f"{first}-{last}")


def _check_late(
    by_proposal: Mapping[int, Sequence[Vote]], first: int, last: int, late: Collection[LateVoter]
) -> None:
    for proposal, voter in late:
        value = f"{proposal}:{voter}"
        if not first <= proposal <= last or proposal not in by_proposal:
            raise BadInput("late", "this proposal is not among those replayed", value=value)
        if all(vote.voter != voter for vote in by_proposal[proposal]):
            raise BadInput("late", "this voter casts no vote on this proposal", value=value)


def _round(cast: Sequence[Vote], late: Collection[Address], held: Balances, known: Balances) -> Round:
    """From what is `held` on the chain to what is `known`, but for the late voters."""
    wanted: Balances = {account: weight for account, weight in known.items() if account not in late}
    changes = {account: wanted.get(account, 0) - held.get(account, 0) for account in {**held, **wanted}}
    late_mints = {account: known[account] for account in known if account in late and known[account]}
    return Round(
        proposal=cast[0].proposal,
        unit=cast[0].unit,
        burns={account: Wei(-change) for account, change in changes.items() if change < 0},
        mints={account: Wei(change) for account, change in changes.items() if change > 0},
        late_mints=late_mints,
        ballots=tuple(
            Ballot(
                voter=vote.voter,
                support=vote.support,
                recorded=vote.weight,
                weight=Wei(0) if vote.voter in late else vote.weight,
            )
            for vote in cast
        ),
        supply=Wei(sum(wanted.values())),
    )


def _check_supply(cast: Sequence[Vote], known: Balances, file: str | Path | None) -> None:
    """Blames the vote whose weight no longer fits, in the file's order, over what the others hold."""
    supply = sum(known.values())
    if supply <= MAX_UINT208:
        return
    held = supply - sum(vote.weight for vote in cast)
    sums = accumulate((vote.weight for vote in cast), initial=held)
    over = next(vote for vote, total in zip(cast, islice(sums, 1, None), strict=True) if total > MAX_UINT208)
    raise BadInput(
        "votes",
        "with this vote the holders would own more than a voting token can count",
        hint=f"at most {format_amount(MAX_UINT208)} in all",
        **({} if file is None else {"file": str(file)}),
        line=over.line,
        column="weight",
        value=format_amount(over.weight),
        proposal=over.proposal,
        supply=format_amount(supply),
    )
