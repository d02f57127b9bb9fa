"""A round on arrays is matched as the exact reference says, however gifts are split and mixed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.ledger.array.round import MatchedGrant, Round
from dao_sim.ledger.outcome import Refusal
from dao_sim.metrics.quadratic_funding import quadratic_matches

GRANTS = 3
LARGEST = 2**128 - 1


def a_round(pool: int, cap: int) -> Round:
    grants = [MatchedGrant(("account", account)) for account in range(GRANTS)]
    return Round(opens_at=10, closes_at=20, claims_at=25, pool=pool, cap=cap, grants=grants)


@given(
    gifts=st.lists(
        st.tuples(
            st.integers(0, GRANTS - 1),
            st.integers(0, 4),
            st.integers(1, 10) | st.integers(1, 9).map(lambda root: root * root) | st.integers(1, 2**120),
        ),
        max_size=20,
    ),
    pool=st.integers(0, 20) | st.integers(0, LARGEST),
    cap=st.integers(0, 20) | st.just(LARGEST),
)
def test_matches_are_the_references(gifts: list[tuple[int, int, int]], pool: int, cap: int) -> None:
    """Account i is the payee of grant i: what it gives itself reaches it, and is not matched."""
    made = a_round(pool, cap)
    given_to: dict[int, Counter[int]] = {grant: Counter() for grant in range(GRANTS)}
    for grant, giver, amount in gifts:
        made.grants[grant].give(giver, amount, is_matched=giver != grant)
        given_to[grant][giver] += amount
    own = {grant: [grant] for grant in range(GRANTS)}
    matches = made.matches()
    assert matches == list(quadratic_matches(given_to, pool, cap=cap, recipients=own).values())
    assert sum(matches) <= pool
    assert [grant.contributed for grant in made.grants] == [each.total() for each in given_to.values()]
    assert [len(grant.counted_of) for grant in made.grants] == [len(each) for each in given_to.values()]


def test_nothing_and_more_than_can_be_counted_are_refused() -> None:
    grant = MatchedGrant(("account", 0))
    grant.give(1, LARGEST, is_matched=True)
    for amount in (0, 1):
        with pytest.raises(Refusal, match="MatchingRounds_InvalidAmount"):
            grant.give(1, amount, is_matched=True)
    assert grant.contributed == LARGEST


@pytest.mark.parametrize(("now", "state"), [(9, 1), (10, 2), (19, 2), (20, 3), (24, 3), (25, 4)])
def test_a_round_is_announced_open_reviewed_and_claimed(now: int, state: int) -> None:
    assert a_round(0, 0).state(now) == state
