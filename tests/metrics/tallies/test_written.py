"""Ballots as people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.metrics.tallies.written import approval, option, ranking, split

E18 = 10**18

GOOD: list[tuple[Callable[[str], Any], str, Any]] = [
    (option, " Fund the archive ", "Fund the archive"),
    (option, "FOR", "for"),
    (ranking, "A > B>C", ("A", "B", "C")),
    (ranking, "A", ("A",)),
    (approval, "A| B", ("A", "B")),
    (approval, "A", ("A",)),
    (split, "A:3|B:1", (("A", 3 * E18), ("B", E18))),
    (split, "A : 0.5 | Against:0", (("A", E18 // 2), ("against", 0))),
    (split, "A", (("A", 1),)),
]


@pytest.mark.parametrize(("read", "text", "choice"), GOOD)
def test_what_is_written_is_read(read: Callable[[str], Any], text: str, choice: object) -> None:
    assert read(text) == choice


BAD: list[tuple[Callable[[str], Any], str, str]] = [
    *((read, " ", "must not be empty") for read in (option, ranking, approval, split)),
    (option, "A>B", "must be an option such as A under this rule; this is a ranking"),
    (option, "A|B", "this is an approval"),
    (option, "A:1|B:1", "this is a split"),
    (ranking, "A|B", "must be a ranking such as A>B>C under this rule; this is an approval"),
    (ranking, "A:1", "this is a split"),
    (ranking, "A>B>A", "'A' is ranked twice"),
    (ranking, "For>A>for", "'for' is ranked twice"),
    (ranking, "A>>B", "no letters"),
    (ranking, "A>", "no letters"),
    (approval, "A>B", "this is a ranking"),
    (approval, "A:1", "this is a split"),
    (approval, "A|A", "'A' is approved twice"),
    (approval, "|", "no letters"),
    (split, "A>B", "this is a ranking"),
    (split, "A|B", "'A' has none"),
    (split, "A:1|B", "'B' has none"),
    (split, "A:1|A:2", "'A' is given a share twice"),
    (split, "A:0|B:0.0", "sums to zero"),
    (split, "A:-1|B:2", "'A' must be a non-negative decimal number"),
    (split, "A:|B:2", "'A' must be a non-negative decimal number"),
    (split, "A:1:2", "decimal shares"),
    (split, ":1", "no letters"),
    (split, "A:0.1234567890123456789", "at most 18 decimal places"),
    (split, f"A:{'9' * 61}", "at most 60 digits"),
]


@pytest.mark.parametrize(("read", "text", "reason"), BAD)
def test_what_is_no_such_ballot_is_refused_with_the_reason(
    read: Callable[[str], Any], text: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=r"^must") as caught:
        read(text)

    assert reason in str(caught.value)


@given(st.lists(st.sampled_from("ABCDEFG"), min_size=1, unique=True))
def test_a_list_of_options_comes_back_whole(names: list[str]) -> None:
    assert ranking(">".join(names)) == approval("|".join(names)) == tuple(names)
