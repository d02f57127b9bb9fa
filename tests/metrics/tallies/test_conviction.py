"""Conviction in integers, beside the formula in 50 digits."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import conviction as integers
from dao_sim.metrics.tallies.conviction import (
    MAX_HALF_LIFE,
    ONE,
    Decay,
    Request,
    bound,
    grow_floor,
    passes,
    power_floor,
    threshold_ceil,
)
from dao_sim.metrics.tallies.conviction_exact import conviction_exact, decay_exact, threshold_exact
from dao_sim.units import MAX_UINT208, MAX_UINT256, Bps, Seconds

DAY = 86_400
NEAR = Decimal("1e-9")
HALF_LIVES = (st.integers(1, 100 * DAY) | st.integers(1, MAX_HALF_LIFE)).map(Seconds)
AMOUNTS = st.integers(4 * 10**9, MAX_UINT208) | st.integers(2**200, MAX_UINT208)
STAKES = st.lists(
    st.tuples(AMOUNTS, st.integers(1, 400 * DAY).map(Seconds)),
    min_size=1,
    max_size=6,
)


def error(found: int, exact: Decimal) -> Decimal:
    """Relative, for what is not zero."""
    with localcontext(Context(prec=50)):
        return abs(found - exact) / exact


@given(HALF_LIVES)
def test_half_is_lost_in_a_half_life(half_life: Seconds) -> None:
    decay = Decay.from_half_life(half_life)

    with localcontext(Context(prec=50)):
        assert abs(decay.per_second - decay_exact(half_life) * ONE) <= 4
    assert error(power_floor(decay.per_second, half_life), Decimal(ONE) / 2) < Decimal("1e-28")


def test_ln_2_has_all_its_digits() -> None:
    with localcontext(Context(prec=60)):
        assert int(Decimal(2).ln() * ONE) == integers.LN_2_FLOOR


@given(STAKES, HALF_LIVES)
def test_conviction_is_that_of_the_formula(stakes: list[tuple[int, Seconds]], half_life: Seconds) -> None:
    decay, conviction = Decay.from_half_life(half_life), 0
    for staked, elapsed in stakes:
        conviction = grow_floor(conviction, staked, elapsed, decay)

    assert error(conviction, conviction_exact(stakes, half_life)) < NEAR


@pytest.mark.parametrize("half_life", [Seconds(60), Seconds(3 * DAY), MAX_HALF_LIFE])
def test_updating_every_second_takes_next_to_nothing(half_life: Seconds) -> None:
    decay, often, staked = Decay.from_half_life(half_life), 0, 4 * 10**9
    for _ in range(2_000):
        often = grow_floor(often, staked, Seconds(1), decay)

    assert error(often, conviction_exact([(staked, Seconds(2_000))], half_life)) < NEAR


def test_the_first_seconds_are_the_recurrence_itself() -> None:
    decay = Decay.from_half_life(Seconds(1))  # a half

    convictions = [0]
    for _ in range(3):
        convictions.append(grow_floor(convictions[-1], 1_000, Seconds(1), decay))

    assert convictions[1:] == pytest.approx([1_000, 1_500, 1_750], abs=2)


def test_no_time_changes_nothing() -> None:
    assert grow_floor(123, 10**18, Seconds(0), Decay.from_half_life(Seconds(DAY))) == 123


@given(STAKES, HALF_LIVES)
def test_conviction_never_exceeds_its_bound(stakes: list[tuple[int, Seconds]], half_life: Seconds) -> None:
    decay, conviction = Decay.from_half_life(half_life), 0
    highest = bound(max(staked for staked, _elapsed in stakes), decay)
    for staked, elapsed in stakes:
        conviction = grow_floor(conviction, staked, elapsed, decay)
        assert conviction <= highest <= MAX_UINT256


REQUESTS = st.builds(
    Request,
    requested=st.integers(0, 2**126),
    budget=st.integers(10**6, 2**128),
    supply=st.integers(10**18, MAX_UINT208),
    weight=st.integers(1, 1_000).map(Bps),
    most=st.integers(500, 10_000).map(Bps),
)


@given(st.integers(2**200, MAX_UINT208), st.integers(0, 400 * DAY).map(Seconds), HALF_LIVES)
def test_who_is_at_the_bound_stays_there(staked: int, elapsed: Seconds, half_life: Seconds) -> None:
    decay = Decay.from_half_life(half_life)
    highest = bound(staked, decay)

    assert grow_floor(highest, staked, elapsed, decay) <= highest


@given(REQUESTS, HALF_LIVES)
def test_the_threshold_is_that_of_the_formula(request: Request, half_life: Seconds) -> None:
    found = threshold_ceil(request, Decay.from_half_life(half_life))
    exact = threshold_exact(request, half_life)

    if exact is None:
        assert found is None
    elif found is None:
        assert exact > MAX_UINT256 * (1 - NEAR)
    else:
        assert error(found, exact) < NEAR


def asking(requested: int, budget: int = 100) -> Request:
    return Request(requested=requested, budget=budget, supply=10**24, weight=Bps(25), most=Bps(2_000))


@pytest.mark.parametrize(("requested", "budget"), [(20, 100), (21, 100), (1, 0), (0, 0)])
def test_nothing_is_enough_for_too_much(requested: int, budget: int) -> None:
    request = asking(requested, budget)

    assert threshold_ceil(request, Decay.from_half_life(Seconds(DAY))) is None
    assert threshold_exact(request, Seconds(DAY)) is None
    assert not passes(MAX_UINT256, None, active=1, least_active=0)


def test_a_larger_request_needs_more() -> None:
    decay = Decay.from_half_life(Seconds(3 * DAY))
    needed = [threshold_ceil(asking(part), decay) or MAX_UINT256 for part in range(20)]

    assert needed == sorted(set(needed))
    assert needed[-1] < MAX_UINT256


def test_a_request_needs_more_than_its_threshold_and_enough_active_stake() -> None:
    assert passes(11, 10, active=5, least_active=5)
    assert not passes(10, 10, active=5, least_active=5)
    assert not passes(11, 10, active=4, least_active=5)


@pytest.mark.parametrize("half_life", [0, -1, MAX_HALF_LIFE + 1])
def test_a_half_life_out_of_range_is_refused(half_life: int) -> None:
    with pytest.raises(BadInput, match="half_life"):
        Decay.from_half_life(Seconds(half_life))


@pytest.mark.parametrize("staked", [-1, MAX_UINT208 + 1])
def test_a_stake_that_no_token_counts_is_refused(staked: int) -> None:
    with pytest.raises(BadInput, match="stake"):
        grow_floor(0, staked, Seconds(1), Decay.from_half_life(Seconds(DAY)))
