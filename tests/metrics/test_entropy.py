"""How uncertain it is whose a unit is, and how blocs that vote alike make it certain."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.blocs import bloc_entropy_bits, bloc_weights
from dao_sim.metrics.entropy import entropy_bits, min_entropy_bits

HOLDINGS = st.lists(st.integers(0, 2**208), min_size=1, max_size=9).filter(any)


def test_a_coin_a_die_and_a_certainty() -> None:
    assert entropy_bits([5, 5]) == 1
    assert entropy_bits([2, 1, 1]) == 1.5
    assert entropy_bits([1] * 6) == pytest.approx(math.log2(6))
    assert math.copysign(1, entropy_bits([0, 9])) == 1
    assert entropy_bits([0, 9]) == 0


def test_amounts_beyond_any_float_are_fine() -> None:
    assert entropy_bits([10**400, 10**400]) == 1
    assert entropy_bits([10**400, 1]) == pytest.approx(0)


@given(HOLDINGS)
def test_min_entropy_is_never_more(weights: list[int]) -> None:
    largest, shannon = min_entropy_bits(weights), entropy_bits(weights)

    assert -1e-9 <= largest <= shannon + 1e-9
    assert shannon <= math.log2(len(weights)) + 1e-9
    assert 2**-largest == pytest.approx(max(weights) / sum(weights))


def test_whoever_votes_alike_is_one_bloc() -> None:
    votes = [("for", "against"), ("for", "against"), ("for", "for"), (None, None), (None, None)]

    assert bloc_weights(votes, [1, 2, 4, 10, 1]) == [11, 4, 3]
    assert bloc_entropy_bits(votes, [1, 2, 4, 10, 1]) == pytest.approx(-math.log2(11 / 18))


def test_many_holders_who_never_disagree_are_no_decentralisation() -> None:
    assert bloc_entropy_bits([("for",)] * 64, [1] * 64) == 0
    assert bloc_entropy_bits([(number,) for number in range(64)], [1] * 64) == 6


@given(st.lists(st.tuples(st.tuples(st.booleans(), st.booleans()), st.integers(1, 99)), min_size=1))
def test_telling_less_apart_never_adds_entropy(voters: list[tuple[tuple[bool, bool], int]]) -> None:
    weights = [weight for _, weight in voters]

    whole = bloc_entropy_bits([record for record, _ in voters], weights)
    assert bloc_entropy_bits([record[:1] for record, _ in voters], weights) <= whole
    assert bloc_entropy_bits([() for _ in voters], weights) == 0


@pytest.mark.parametrize(
    ("records", "weights", "reason"),
    [
        ([("for",)], [1, 2], "needs a weight"),
        ([("for",), ("for", "for")], [1, 2], "same elections"),
        ([("for",), ("for",)], [3, -1], "not be negative"),
        ([("for",)], [0], "all be zero"),
    ],
)
def test_records_that_are_none(records: list[tuple[str, ...]], weights: list[int], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        bloc_entropy_bits(records, weights)
