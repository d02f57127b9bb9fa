"""What audiences buy: McFadden's shares, within what they hear of, attend to and can pay."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.demand.choice import choose, weights
from dao_sim.sim.demand.market import Audience, Works
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.streams import Streams
from tests.unit.sim.markets import alike, audience, works

ALL = DemandParameters(
    quality=3, popularity=0.5, fading=0.1, taste=2, domain=1.5, ai_aversion=1, price=4, outside=2
)


def bought(
    offered: Works, by: Audience, parameters: DemandParameters = ALL, seed: int = 5
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """In epoch 3."""
    return choose(offered, by, parameters, Streams(seed), 3)


def test_each_weight_is_mcfaddens() -> None:
    """Written out once more, one work and group at a time, with the library's logarithms."""
    offered, groups, count = works(40), audience(3, 4, income=np.array([0.5, 0.8])), 40
    found = weights(offered, groups, ALL)

    for group in range(2):
        utilities = []
        for work in range(count):
            taste = sum(groups.taste[group, k] * offered.taste[work, k] for k in range(2)) / 2
            utilities.append(
                3 * offered.quality[work]
                + 0.5 * math.log(1 + offered.sales[work])
                - 0.1 * offered.age[work]
                + 2 * taste
                + 1.5 * groups.domains[group, offered.domain[work]]
                - 1 * offered.ai_share[work]
                - 4 * offered.price[work] / groups.income[group]
            )
        odds = np.array([math.exp(utility) for utility in [*utilities, ALL.outside]])
        np.testing.assert_allclose(found[group] / found[group].sum(), odds / odds.sum(), rtol=1e-12)


def test_shares_approach_their_weights() -> None:
    stats = pytest.importorskip("scipy.stats")
    offered, groups = works(20), audience(60_000)
    copies, expected = bought(offered, groups)[0], weights(offered, groups, ALL)[0]

    counted = [*copies, 60_000 - copies.sum()]
    assert stats.chisquare(counted, expected / expected.sum() * 60_000).pvalue > 0.001


def test_choices_are_one_uniform_each_through_the_inverse_of_the_weights() -> None:
    """Counted again, consumer by consumer."""
    parameters, offered, groups = ALL.model_copy(update={"attention": 3}), works(15), audience(40, 0, 25)
    likely = weights(offered, groups, parameters)
    by_hand = np.zeros((3, 15), dtype=np.int64)
    for choice in range(3):
        uniforms = iter(Streams(5).uniform("demand", 3, 65, index=choice).tolist())
        for group, size in enumerate(groups.size):
            ends = np.cumsum(likely[group])
            for _ in range(size):
                point = next(uniforms) * ends[-1]
                chosen = int((ends <= point).sum())
                if chosen < 15:
                    by_hand[group, chosen] += 1

    found = bought(offered, groups, parameters)
    np.testing.assert_array_equal(found, by_hand)
    assert found.dtype == np.int64
    assert not found[1].any()


def test_the_same_stream_buys_the_same_and_another_epoch_does_not() -> None:
    offered, groups = works(50), audience(300, 200)

    np.testing.assert_array_equal(bought(offered, groups), bought(offered, groups))
    assert (bought(offered, groups) != choose(offered, groups, ALL, Streams(5), 4)).any()


def test_an_audience_of_nobody_and_a_market_of_nothing() -> None:
    assert bought(works(0), audience(10, 20)).shape == (2, 0)
    assert bought(works(5), audience(0, 0)).tolist() == [[0] * 5] * 2
    assert bought(works(5), audience()).shape == (0, 5)


def test_alike_works_share_what_the_outside_leaves() -> None:
    """The closed form in the description of `outside`: n / (n + e^outside) buy, each work as often."""
    parameters = ALL.model_copy(update={"outside": 3.0})
    share = weights(alike(50), audience(1, domains=np.zeros((1, 3))), parameters)[0]

    np.testing.assert_allclose(share[:-1].sum() / share.sum(), 50 / (50 + math.exp(3)), rtol=1e-14)
    assert len(set(share[:-1].tolist())) == 1


def test_nobody_buys_what_they_do_not_hear_of() -> None:
    region = np.arange(30) % 2
    deaf = audience(500, 500, reach=np.array([[1.0, 0.0], [0.0, 1.0]]))
    copies = bought(works(30, region=region), deaf)

    assert not copies[0][region == 1].any()
    assert not copies[1][region == 0].any()
    assert (copies.sum(axis=1) > 0).all()


def test_the_likeliest_of_works_that_nobody_hears_of_hides_no_other() -> None:
    """Beside a utility 1,000 higher, nothing else would have a weight."""
    offered = alike(2, sales=np.array([1e300, 0.0]), age=np.array([-300.0, 0.0]), region=np.array([1, 0]))
    parameters = DemandParameters(popularity=2, fading=1, outside=0)

    assert bought(offered, audience(1_000, reach=np.array([[1.0, 0.0]])), parameters)[0, 1] > 100


def test_the_lowest_draw_of_all_and_those_on_an_end_choose_what_begins_there() -> None:
    class Given(Streams):
        def uniform(self, name: str, epoch: int, size: int, *, index: int = 0) -> portable.Floats:
            return np.array([0.0, 0.25, 0.5, 0.75])

    offered = alike(4, region=np.array([1, 0, 0, 0]))
    groups = audience(4, reach=np.array([[1.0, 0.0]]), domains=np.zeros((1, 3)))
    copies = choose(offered, groups, DemandParameters(outside=0), Given(0), 0)

    assert copies.tolist() == [[0, 1, 1, 1]]


def test_who_hears_of_half_weighs_it_by_half() -> None:
    region = np.arange(30) % 2
    offered = works(30, region=region)
    all_of_it = weights(offered, audience(1), ALL)
    half = weights(offered, audience(1, reach=np.array([[1.0, 0.5]])), ALL)

    np.testing.assert_array_equal(half[0, :-1] / all_of_it[0, :-1], np.where(region == 1, 0.5, 1.0))


@pytest.mark.parametrize("attention", [1, 4])
def test_nobody_spends_more_than_their_income(attention: int) -> None:
    parameters = ALL.model_copy(update={"attention": attention, "price": 0.0, "outside": -50.0})
    groups = audience(200, 200, 200, income=np.array([0.004, 0.02, 0.0]))
    offered = works(60)
    spent = (bought(offered, groups, parameters) * offered.price).sum(axis=1)

    assert (spent <= groups.income * groups.size * (1 + 1e-12)).all()
    assert spent[:2].min() > 0 == spent[2]


def test_what_is_free_is_for_those_without_income_too() -> None:
    parameters = ALL.model_copy(update={"outside": -50.0})
    penniless = audience(100, income=np.zeros(1))

    assert bought(works(10, price=np.arange(10) // 9 * 0.01), penniless, parameters)[0, -1] == 0
    assert bought(works(10, price=np.zeros(10)), penniless, parameters).sum() == 100


def test_works_compete_for_attention() -> None:
    """Twice as many works sell more in all, less each, and never more than there are choices."""
    groups, parameters = audience(2_000), ALL.model_copy(update={"attention": 2, "outside": 5.0})
    few, many = bought(works(100), groups, parameters).sum(), bought(works(200), groups, parameters).sum()

    assert few < many < 2 * few
    assert bought(works(200), groups, ALL.model_copy(update={"outside": -50.0})).sum() == 2_000


MORE = [("quality", 1.0), ("sales", 40.0), ("age", -5.0), ("ai_share", -1.0), ("price", -0.5)]


@pytest.mark.parametrize(("column", "change"), MORE)
def test_what_makes_a_work_likelier(column: str, change: float) -> None:
    base, changed = np.full(2, max(0.0, -change)), np.array([max(0.0, -change) + change, max(0.0, -change)])
    one, other = weights(alike(2, **{column: base}), audience(1), ALL)[0, :2]
    assert one == other

    one, other = weights(alike(2, **{column: changed}), audience(1), ALL)[0, :2]
    assert one > other


def test_success_feeds_on_success() -> None:
    """The same works and audience, 40 epochs: with feedback the most successful take a larger share."""

    def most_successful(popularity: float) -> int:
        parameters, sales = DemandParameters(quality=0, popularity=popularity, outside=2), np.zeros(100)
        for epoch in range(40):
            offered = alike(100, sales=sales)
            sales = sales + choose(offered, audience(200), parameters, Streams(9), epoch).sum(axis=0)
        return int(np.sort(sales)[-10:].sum() / sales.sum() * 100)

    assert most_successful(0.0) < 20 < most_successful(0.9)


def test_extreme_utilities_neither_warn_nor_fail() -> None:
    parameters = ALL.model_copy(update={"quality": 50.0, "popularity": 2.0, "outside": -50.0})
    offered = alike(3, quality=np.array([1.0, 0.0, 1.0]), sales=np.array([1e300, 0.0, 1e300]))
    copies = bought(offered, audience(1_000), parameters)[0]

    assert copies[1] == 0
    assert copies.sum() == 1_000


BAD = [
    ({"domain": np.array([0, 3, 0])}, r"knows 3 domains, from 0"),
    ({"region": np.array([0, 0, -1])}, r"knows 2 regions, from 0"),
    ({"taste": np.zeros((3, 4))}, "traits"),
    ({"quality": np.array([0.5, np.nan, 0.5])}, "finite"),
    ({"sales": np.array([0.0, -2.0, 0.0])}, "finite"),
]


@pytest.mark.parametrize(("changed", "reason"), BAD)
def test_works_that_the_audience_cannot_judge_are_refused(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        bought(works(3, **changed), audience(5))


@pytest.mark.parametrize("column", [field.name for field in fields(Works) if field.name != "quality"])
def test_columns_of_works_are_as_long_as_each_other(column: str) -> None:
    with pytest.raises(BadInput, match="must have 4 rows") as caught:
        works(4, **{column: getattr(works(5), column)})
    assert caught.value.operands == {"column": column, "rows": 5}


def test_columns_of_an_audience_are_as_long_as_each_other() -> None:
    with pytest.raises(BadInput, match="must have 2 rows"):
        audience(5, 5, income=np.ones(3))


@pytest.mark.parametrize(
    "wrong", [{"quality": -1}, {"popularity": 3}, {"attention": 0}, {"outside": math.inf}, {"qualty": 1}]
)
def test_parameters_out_of_range_or_misspelt_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        DemandParameters(**wrong)  # type: ignore[arg-type]
