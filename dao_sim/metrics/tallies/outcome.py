"""What every count starts from and ends with: the options, whose order decides ties, and the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dao_sim.errors import BadInput

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
SIDES = (FOR, AGAINST, ABSTAIN)
"""The options of a vote on a single measure: `against` is no change, and `abstain` can never win."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What can be voted for: at least one name, as listed, with the one that changes nothing, if any.

    Raises BadInput for no name, a name listed twice, and a `no_change` that is not listed.
    """

    names: tuple[str, ...]
    no_change: str | None = None

    def __post_init__(self) -> None:
        if not self.names:
            raise BadInput("options", "there is nothing to vote for")
        if (twice := repeated(self.names)) is not None:
            raise BadInput("options", "an option is listed twice", value=twice)
        if self.no_change is not None and self.no_change not in self.names:
            raise BadInput("options", "the option that changes nothing is not listed", value=self.no_change)

    @property
    def favoured(self) -> tuple[str, ...]:
        """In the order that decides ties: no change, then as listed."""
        return tuple(sorted(self.names, key=lambda name: name != self.no_change))

    def most(self, totals: Mapping[str, int]) -> str:
        """The option with the highest total; of several, the most favoured."""
        return max((name for name in self.favoured if name in totals), key=totals.__getitem__)

    def least(self, totals: Mapping[str, int]) -> str:
        """The option with the lowest total; of several, the least favoured."""
        return min((name for name in reversed(self.favoured) if name in totals), key=totals.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One count of an instant run-off, in the unit of the ballots' weight."""

    totals: Mapping[str, int]
    """By option that is still in, as listed."""
    exhausted: int
    """The weight of ballots that name none of these options."""
    eliminated: str | None
    """Who is out after this round; None in the last."""
    tied: tuple[str, ...] = ()
    """If the order of the options had to decide who is out: those that had equally little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The outcome of a count. Amounts are in the unit in which the rule counts (see `Rule.decimals`)."""

    options: Options
    totals: Mapping[str, int]
    """By option, as listed."""
    winner: str
    """Of those with most (of a run-off: in its last round), no change, or else the one listed first."""
    voters: int
    """Ballots counted, those without weight included."""
    cast: int
    """What all ballots could give together."""
    unused: int = 0
    """The part of it that voters kept, or that rounding down left over."""
    toward_quorum: int
    """What the rule compares with the quorum."""
    tied: tuple[str, ...] = ()
    """If the order of the options had to decide who wins: those with most. Of a run-off, see its
    rounds."""
    rounds: tuple[Round, ...] = ()
    """Of a run-off; otherwise none."""
    condorcet_winner: str | None = None
    """Where ballots are rankings: the option that beats every other one in pairs, if there is one."""


def repeated(names: Iterable[str]) -> str | None:
    """The first name that has been there before, if any has."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def add_up(gifts: Iterable[tuple[str, int]], options: Options) -> dict[str, int]:
    """By option, as listed, the sum of what it was given.

    Raises BadInput for an option that is not listed, and for a negative amount.
    """
    totals = dict.fromkeys(options.names, 0)
    for option, amount in gifts:
        if option not in totals:
            raise BadInput("options", "there is no such option", value=option, options=list(totals))
        if amount < 0:
            raise BadInput("weight", "must not be negative", value=amount)
        totals[option] += amount
    return totals


def most_wins(totals: Mapping[str, int], options: Options) -> tuple[str, tuple[str, ...]]:
    """The winner, which is never `abstain`, and those that had as much as it, if there are any."""
    electable = {name: total for name, total in totals.items() if name != ABSTAIN} or dict(totals)
    winner = options.most(electable)
    return winner, equals(electable, winner)


def equals(totals: Mapping[str, int], chosen: str) -> tuple[str, ...]:
    """Everybody with as much as the chosen one, itself included, or nobody if it is alone."""
    same = tuple(name for name, total in totals.items() if total == totals[chosen])
    return same if len(same) > 1 else ()


def for_and_abstain(totals: Mapping[str, int]) -> int:
    """What counts toward a quorum of votes: on a measure, those for and abstaining; otherwise all.

    As in OpenZeppelin's `COUNTING_MODE` with `quorum=for,abstain`: who is against does not help a
    measure.
    """
    if FOR in totals and AGAINST in totals:
        return sum(total for name, total in totals.items() if name != AGAINST)
    return sum(totals.values())


def find_options(
    named: Iterable[str], listed: Sequence[str], no_change: str | None, *, sides: bool
) -> Options:
    """The options of an election of which only the ballots are known.

    They are those `listed`, or else those that ballots have `named`, in the alphabet's order, so that the
    order of ballots decides nothing. With `sides`, ballots that say nothing but for, against and abstain
    make a vote on a measure, which has all three. `no_change` is always an option; it is the first unless
    it is listed.
    """
    names = list(listed) or sorted(set(named))
    if sides and not listed and set(names) <= set(SIDES):
        names = list(SIDES)
    if sides and no_change is None and AGAINST in names:
        no_change = AGAINST
    if no_change is not None and no_change not in names:
        names.insert(0, no_change)
    return Options(names=tuple(names), no_change=no_change)
