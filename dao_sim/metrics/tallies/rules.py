"""The rules by name: how a ballot is read, how ballots are counted, and in which unit."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import approval, fractional, member, quadratic, ranked, token, written
from dao_sim.metrics.tallies.outcome import Options, Tally, find_options


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A way to count ballots, each of them a choice with a weight in the smallest unit, 10^-18."""

    name: str
    says: str
    """The rule in a few words."""
    read: Callable[[str], Any]
    """A choice from its text. Raises ValueError for what is no ballot under this rule."""
    named: Callable[[Any], tuple[str, ...]]
    """The options that a choice names."""
    count: Callable[[Iterable[tuple[Any, int]], Options], Tally]
    decimals: int
    """Totals are in units of 10^-decimals."""
    quorum_counts: Literal["votes", "voters"]
    """What `Tally.toward_quorum` is: votes, in the unit of the totals, or voters."""
    sides: bool
    """Whether for, against and abstain mean what they say."""

    def tally(
        self, ballots: Iterable[tuple[Any, int]], *, listed: Sequence[str] = (), no_change: str | None = None
    ) -> Tally:
        """Counts (choice, weight) pairs. Options that nobody lists are those that ballots name.

        See `find_options` for their order. Raises BadInput for ballots that do not fit the options or the
        rule.
        """
        given = list(ballots)
        named = (option for choice, _weight in given for option in self.named(choice))
        return self.count(given, find_options(named, listed, no_change, sides=self.sides))


def _itself(choice: str) -> tuple[str, ...]:
    return (choice,)


def _all(choice: tuple[str, ...]) -> tuple[str, ...]:
    return choice


def _shared(choice: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    return tuple(option for option, _share in choice)


_RULES = (
    Rule(
        name="approval",
        says="each approved option gets the voter's whole weight",
        read=written.approval,
        named=_all,
        count=approval.count,
        decimals=18,
        quorum_counts="voters",
        sides=False,
    ),
    Rule(
        name="fractional",
        says="a voter splits its weight",
        read=written.split,
        named=_shared,
        count=fractional.count,
        decimals=18,
        quorum_counts="votes",
        sides=True,
    ),
    Rule(
        name="member",
        says="one voter, one vote",
        read=written.option,
        named=_itself,
        count=member.count,
        decimals=0,
        quorum_counts="voters",
        sides=True,
    ),
    Rule(
        name="quadratic",
        says="a vote weighs the square root of the voter's weight",
        read=written.option,
        named=_itself,
        count=quadratic.count,
        decimals=9,
        quorum_counts="voters",
        sides=True,
    ),
    Rule(
        name="ranked",
        says="instant run-off",
        read=written.ranking,
        named=_all,
        count=ranked.count,
        decimals=18,
        quorum_counts="voters",
        sides=False,
    ),
    Rule(
        name="token",
        says="one token, one vote",
        read=written.option,
        named=_itself,
        count=token.count,
        decimals=18,
        quorum_counts="votes",
        sides=True,
    ),
)
RULES = {rule.name: rule for rule in _RULES}


def find_rule(name: str) -> Rule:
    """The rule of this name. Raises BadInput, with the nearest name, if there is none."""
    word = name.strip().lower()
    if word not in RULES:
        close = difflib.get_close_matches(word, RULES, n=1)
        hint = f"did you mean {close[0]}?" if close else f"the rules are {', '.join(RULES)}"
        raise BadInput("rule", "there is no such rule", hint=hint, value=name, rules=list(RULES))
    return RULES[word]
