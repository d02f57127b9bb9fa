"""Random elections, small enough that ties are frequent."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import strategies as st

from dao_sim.metrics.tallies import RULES, Options, Rule

NAMES = "ABCDE"
WEIGHTS = st.integers(0, 12) | st.integers(0, 2**100)
RANKINGS = [ranking for size in range(1, 6) for ranking in permutations(NAMES, size)]
OPTION = st.sampled_from(NAMES)
RANKING = st.sampled_from(RANKINGS)
APPROVAL = st.lists(OPTION, min_size=1, unique=True).map(tuple)
SPLIT = (
    st.dictionaries(OPTION, st.integers(0, 5), min_size=1)
    .filter(lambda shares: any(shares.values()))
    .map(lambda shares: tuple(shares.items()))
)
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "approval": APPROVAL,
    "fractional": SPLIT,
    "member": OPTION,
    "quadratic": OPTION,
    "ranked": RANKING,
    "token": OPTION,
}


def options(names: str = NAMES, no_change: str | None = None) -> Options:
    return Options(names=tuple(names), no_change=no_change)


@st.composite
def elections(draw: st.DrawFn, *rules: str) -> tuple[Rule, list[tuple[Any, int]], Options]:
    """A rule, ballots for it, and the options in any order, one of which may change nothing."""
    rule = RULES[draw(st.sampled_from(rules or tuple(RULES)))]
    ballots = draw(st.lists(st.tuples(CHOICES[rule.name], WEIGHTS), max_size=12))
    names = draw(st.permutations(NAMES))
    no_change = draw(st.none() | OPTION)
    return rule, ballots, Options(names=tuple(names), no_change=no_change)
