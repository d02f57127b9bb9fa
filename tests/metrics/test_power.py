"""Power, beside published tables, beside every coalition and every order of small games, and by sampling."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dao_sim.bench.power import electoral_college, large_assembly
from dao_sim.errors import BadInput, Unsupported
from dao_sim.metrics import coalitions, limbs, sampling
from dao_sim.metrics.banzhaf import banzhaf, banzhaf_swings, penrose
from dao_sim.metrics.game import WeightedGame
from dao_sim.metrics.sampling import sampled_banzhaf, sampled_shapley_shubik
from dao_sim.metrics.shapley_shubik import shapley_shubik

EEC = WeightedGame(weights=(4, 4, 4, 2, 2, 1), quota=12)
"""The council of the European Economic Community, 1958: Luxembourg had a vote and no power."""
SECURITY_COUNCIL = WeightedGame(weights=(7,) * 5 + (1,) * 10, quota=39)
"""Of the United Nations since 1966: nine of fifteen, all five permanent members among them."""
BEYOND_COUNTING = WeightedGame(weights=tuple(3**place for place in range(40)), quota=3**39)


def games(most: int) -> st.SearchStrategy[WeightedGame]:
    """Small games, with weights of zero, equal weights and common divisors among them."""
    weights = st.lists(st.integers(0, 9), min_size=1, max_size=most).filter(any)
    scaled = st.tuples(weights, st.sampled_from([1, 6, 10**18]))
    return scaled.flatmap(
        lambda each: st.builds(
            WeightedGame,
            weights=st.just(tuple(weight * each[1] for weight in each[0])),
            quota=st.integers(1, sum(each[0]) * each[1]),
        )
    )


def swings_by_looking(game: WeightedGame) -> tuple[int, ...]:
    voters = range(len(game.weights))
    return tuple(
        sum(
            held(game, others) < game.quota <= held(game, (*others, voter))
            for size in voters
            for others in combinations([other for other in voters if other != voter], size)
        )
        for voter in voters
    )


def pivots_by_looking(game: WeightedGame) -> tuple[Fraction, ...]:
    orders = list(permutations(range(len(game.weights))))
    counts = [0] * len(game.weights)
    for order in orders:
        counts[
            next(voter for place, voter in enumerate(order) if held(game, order[: place + 1]) >= game.quota)
        ] += 1
    return tuple(Fraction(count, len(orders)) for count in counts)


def held(game: WeightedGame, members: Sequence[int]) -> int:
    return sum(game.weights[member] for member in members)


def test_the_council_of_1958() -> None:
    fifth, seventh, none = Fraction(5, 21), Fraction(1, 7), Fraction(0)
    assert banzhaf(EEC) == (fifth, fifth, fifth, seventh, seventh, none)
    large, small = Fraction(7, 30), Fraction(3, 20)
    assert shapley_shubik(EEC) == (large, large, large, small, small, none)


def test_the_security_council() -> None:
    assert set(shapley_shubik(SECURITY_COUNCIL)[:5]) == {Fraction(421, 2145)}
    assert set(shapley_shubik(SECURITY_COUNCIL)[5:]) == {Fraction(4, 2145)}
    assert banzhaf_swings(SECURITY_COUNCIL) == (848,) * 5 + (84,) * 10
    assert penrose(SECURITY_COUNCIL)[0] == Fraction(848, 2**14)


def test_a_dictator_and_two_dummies() -> None:
    game = WeightedGame(weights=(3, 1, 1), quota=3)

    assert banzhaf(game) == shapley_shubik(game) == penrose(game) == (Fraction(1), Fraction(0), Fraction(0))


@given(games(7))
def test_swings_are_those_of_every_coalition(game: WeightedGame) -> None:
    swings = swings_by_looking(game)

    assert banzhaf_swings(game) == swings
    assert banzhaf(game) == tuple(Fraction(count, sum(swings)) for count in swings)
    assert penrose(game) == tuple(Fraction(count, 2 ** (len(swings) - 1)) for count in swings)


@settings(max_examples=40)
@given(games(6))
def test_pivots_are_those_of_every_order(game: WeightedGame) -> None:
    assert shapley_shubik(game) == pivots_by_looking(game)


@given(games(7))
def test_both_ways_of_counting_agree(game: WeightedGame) -> None:
    """By sums, and, where sums are too many, by halves."""
    by_sums = banzhaf(game), shapley_shubik(game)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coalitions, "TABLE_LIMIT", 0)
        assert (banzhaf(game), shapley_shubik(game)) == by_sums


def test_amounts_of_tokens_are_counted_too() -> None:
    weights = (10**24 + 1, 10**24 + 2, 10**24 + 3, 7)
    game = WeightedGame(weights=weights, quota=2 * 10**24 + 5)

    assert banzhaf_swings(game) == swings_by_looking(game)
    assert shapley_shubik(game) == pivots_by_looking(game)


def test_the_electoral_college_adds_up() -> None:
    game = electoral_college()

    assert (len(game.weights), sum(game.weights)) == (51, 538)
    for power in (banzhaf(game), shapley_shubik(game)):
        assert sum(power) == 1
        assert max(power) == power[game.weights.index(54)] > Fraction(54, 538)


def test_a_large_assembly_is_counted_and_not_sampled() -> None:
    game = large_assembly()
    power = banzhaf(game)

    assert (len(power), sum(game.weights), sum(power)) == (200, 100_000, 1)
    by_weight = [value for _, value in sorted(zip(game.weights, power, strict=True))]
    assert by_weight == sorted(by_weight)


@pytest.mark.parametrize("power", [banzhaf, shapley_shubik])
def test_what_cannot_be_counted_is_refused(power: object) -> None:
    assert callable(power)
    with pytest.raises(Unsupported, match="too many coalitions") as caught:
        power(BEYOND_COUNTING)

    assert caught.value.operands["voters"] == 40


@pytest.mark.parametrize(
    ("weights", "quota", "reason"),
    [((1, 2), 0, "above zero"), ((1, 2), 4, "at most the sum"), ((3, -1), 1, "negative"), ((), 1, "the sum")],
)
def test_games_that_are_none(weights: tuple[int, ...], quota: int, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        WeightedGame(weights=weights, quota=quota)


TOKENS = WeightedGame(weights=(5 * 10**30, 3 * 10**30, 10**30 + 1, 10**30, 0, 10**29), quota=51 * 10**29 + 1)
"""An exact tie decides here: two of these together are one short of the quota."""


@pytest.mark.parametrize("game", [EEC, SECURITY_COUNCIL, TOKENS], ids=["council", "veto", "tokens"])
@pytest.mark.parametrize(
    ("exact", "sampled"), [(banzhaf, sampled_banzhaf), (shapley_shubik, sampled_shapley_shubik)]
)
def test_a_sample_errs_no_more_than_it_says(exact: object, sampled: object, game: WeightedGame) -> None:
    assert callable(exact)
    assert callable(sampled)
    truth = exact(game)

    estimates = [sampled(game, samples=10_000, seed=seed) for seed in range(10)]

    for estimate in estimates:
        wrong = max(abs(value - float(true)) for value, true in zip(estimate.values, truth, strict=True))
        assert 0 < wrong <= estimate.error < 0.25
        assert sum(estimate.values) == pytest.approx(1)
    assert len({estimate.values for estimate in estimates}) == 10


def test_a_voter_without_power_has_none_in_a_sample() -> None:
    assert sampled_banzhaf(EEC).values[-1] == sampled_shapley_shubik(EEC).values[-1] == 0


@pytest.mark.parametrize("sampled", [sampled_banzhaf, sampled_shapley_shubik])
def test_a_seed_draws_the_same_again_and_more_samples_err_less(sampled: object) -> None:
    assert callable(sampled)
    first = sampled(BEYOND_COUNTING, samples=2_000, seed=7)

    assert sampled(BEYOND_COUNTING, samples=2_000, seed=7) == first
    assert (first.samples, first.seed) == (2_000, 7)
    assert sampled(EEC, samples=32_000).error < sampled(EEC, samples=2_000).error / 3


def test_many_voters_get_fewer_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sampled_banzhaf(EEC).samples == 20_000

    monkeypatch.setattr(sampling, "MOST_DRAWS", 6_000)
    assert sampled_banzhaf(EEC).samples == sampled_shapley_shubik(EEC).samples == 1_000


@pytest.mark.parametrize("sampled", [sampled_banzhaf, sampled_shapley_shubik])
def test_one_sample_says_nothing(sampled: object) -> None:
    assert callable(sampled)
    with pytest.raises(BadInput, match="at least two"):
        sampled(EEC, samples=1)


def test_unanimity_of_many_swings_no_sample() -> None:
    with pytest.raises(Unsupported, match="no voter swung"):
        sampled_banzhaf(WeightedGame(weights=(1,) * 90, quota=90), samples=100)


@given(
    st.lists(st.lists(st.integers(0, 2**130), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(0, 2**133),
)
def test_sums_of_limbs_are_exact(rows: list[list[int]], bound: int) -> None:
    values = [value for row in rows for value in row]
    summed = limbs.split(values).reshape(len(rows), 3, -1).sum(axis=1)

    sums = [sum(row) for row in rows]
    assert limbs.join(summed) == sums
    assert limbs.at_least(summed, bound).tolist() == [total >= bound for total in sums]
    assert limbs.at_least(summed, sums[0]).tolist()[0]
    assert not limbs.at_least(summed, sums[0] + 1).tolist()[0]
