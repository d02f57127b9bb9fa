"""Populations are what their terms say, and nobody changes who has nothing to do with a change."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dao_sim.errors import BadInput
from dao_sim.metrics.concentration import top_share
from dao_sim.metrics.inequality import gini
from dao_sim.sim.population import Population, PopulationTerms, generate
from dao_sim.sim.streams import Streams
from dao_sim.units import MemberClass
from tests.unit.sim.people import cohort, people, terms

CREATORS = cohort(
    tokens={"kind": "pareto", "mean": "1000", "alpha": 1.5},
    wealth={"kind": "lognormal", "mean": "2.5", "sigma": 1.2},
    taste={"mean": [0.2, -0.3], "spread": 0.4},
    region={"city": 0.75, "far": 0.25},
    skill={"kind": "kumaraswamy", "a": 2, "b": 3},
    engagement={"kind": "uniform"},
    ai_use={"kind": "uniform", "high": 0.5},
)
PUBLIC = cohort("listeners", 300, "none", member=False, wealth="0.5")
REGIONS = [{"name": "city"}, {"name": "far", "remoteness": 0.8}]


def columns(population: Population, accounts: slice) -> list[Any]:
    names = ("member_class", "region", "taste", "skill", "engagement", "ai_use", "member")
    arrays = [getattr(population, name)[accounts].tobytes() for name in names]
    return [*arrays, population.tokens[accounts], population.wealth[accounts]]


def test_columns_say_what_the_cohorts_are() -> None:
    population = people(CREATORS, PUBLIC, regions=REGIONS)

    assert population.size == 400
    assert population.cohort.tolist() == [0] * 100 + [1] * 300
    assert population.accounts("listeners") == slice(100, 400)
    assert population.member_class.tolist() == [MemberClass.CREATOR] * 100 + [MemberClass.NONE] * 300
    assert population.member.tolist() == [True] * 100 + [False] * 300
    assert population.wealth[100:] == (5 * 10**17,) * 300
    assert population.taste.shape == (400, 2)
    assert population.region[100:].tolist() == [0] * 300
    assert population.remoteness.tolist() == [0, 0.8]
    assert np.abs(population.taste).max() <= 1
    assert population.ai_use[:100].max() < 0.5


def test_the_same_seed_is_the_same_people_and_another_is_not() -> None:
    everybody = slice(0, 400)
    first, again, other = (people(CREATORS, PUBLIC, regions=REGIONS, seed=seed) for seed in (1, 1, 2))

    assert columns(first, everybody) == columns(again, everybody)
    assert columns(first, everybody) != columns(other, everybody)


def test_a_cohort_more_changes_nobody_else() -> None:
    alone = people(CREATORS, regions=REGIONS)
    after = people(CREATORS, PUBLIC, regions=REGIONS)
    before = people(PUBLIC, CREATORS, regions=REGIONS)

    assert columns(alone, slice(0, 100)) == columns(after, slice(0, 100))
    assert columns(alone, slice(0, 100)) == columns(before, before.accounts("creators"))


def test_cohorts_of_the_same_kind_are_other_people() -> None:
    population = people(CREATORS, {**CREATORS, "name": "others"}, regions=REGIONS)
    ours, theirs = (columns(population, population.accounts(name)) for name in ("creators", "others"))

    assert [one == other for one, other in zip(ours, theirs, strict=True)] == [
        True,
        *[False] * 5,
        True,
        False,
        False,
    ]


def test_a_cohort_that_grows_keeps_its_people_as_they_were() -> None:
    small = people(CREATORS, regions=REGIONS)
    large = people({**CREATORS, "size": 150}, regions=REGIONS)

    for name in ("region", "taste", "skill", "engagement", "ai_use"):
        assert getattr(large, name)[:100].tobytes() == getattr(small, name).tobytes()


def test_who_is_richest_is_so_under_every_distribution() -> None:
    kinds = [
        {"kind": "pareto", "mean": "1000", "alpha": 1.1},
        {"kind": "lognormal", "mean": "7", "sigma": 2},
        {"kind": "top", "mean": "3", "share": 0.6, "part": 0.1},
    ]
    pareto, lognormal, top = (np.array(people(cohort(tokens=kind)).tokens) for kind in kinds)

    assert (np.argsort(pareto) == np.argsort(lognormal)).all()
    assert set(np.argsort(pareto)[-10:]) == set(np.flatnonzero(top > top.mean()))


@given(
    st.integers(0, 2**90),
    st.integers(1, 40),
    st.sampled_from(
        [{"kind": "pareto", "alpha": 0.1}, {"kind": "lognormal", "sigma": 10}, {"kind": "equal"}]
    ),
    st.integers(0, 2**64 - 1),
)
def test_together_they_hold_the_mean_to_the_last_unit(
    mean: int, size: int, kind: dict[str, Any], seed: int
) -> None:
    whole, places = divmod(mean, 10**18)
    held = people(cohort(size=size, tokens={**kind, "mean": f"{whole}.{places:018}"}), seed=seed).tokens

    assert sum(held) == size * mean
    assert min(held) >= 0


def test_how_unequal_they_are_is_what_the_distribution_says() -> None:
    normal = people(cohort(size=40_000, tokens={"kind": "lognormal", "mean": "10", "sigma": 1.2}))
    pareto = people(cohort(size=40_000, tokens={"kind": "pareto", "mean": "10", "alpha": 3}))
    top = people(cohort(size=1_000, tokens={"kind": "top", "mean": "10", "share": 0.4}))

    assert float(gini(normal.tokens)) == pytest.approx(math.erf(1.2 / 2), abs=0.01)  # 2Φ(σ/√2) − 1
    assert float(gini(pareto.tokens)) == pytest.approx(1 / (2 * 3 - 1), abs=0.01)
    assert float(top_share(top.tokens, 10)) == pytest.approx(0.4)


def test_tastes_and_skills_are_spread_as_they_are_said_to_be() -> None:
    crowd = cohort(size=40_000, taste={"mean": [0.25, -0.25, 0], "spread": 0.2}, skill=CREATORS["skill"])
    everybody = people({**crowd, "region": CREATORS["region"]}, regions=REGIONS, dimensions=3)

    assert everybody.taste.mean(axis=0) == pytest.approx([0.25, -0.25, 0], abs=0.005)
    assert everybody.taste.std(axis=0) == pytest.approx([0.2] * 3, abs=0.005)
    assert np.corrcoef(everybody.taste.T)[0, 1] == pytest.approx(0, abs=0.02)
    assert np.median(everybody.skill) == pytest.approx((1 - 0.5 ** (1 / 3)) ** 0.5, abs=0.01)
    assert everybody.region.mean() == pytest.approx(0.25, abs=0.01)


def test_shares_divide_the_size_to_the_last_person() -> None:
    third = [cohort(name, None, share=1 / 3) for name in ("a", "b", "c")]

    assert terms(*third, size=1_000).sizes() == [334, 333, 333]
    tenths = [
        cohort("most", None, share=0.7),
        cohort("few", None, share=0.3),
        cohort("firms", 5, "enterprise"),
    ]
    assert terms(*tenths, size=10).sizes() == [7, 3, 5]


def test_nothing_of_it_can_be_written_to() -> None:
    population = people(CREATORS, regions=REGIONS)

    for field in fields(population):
        if isinstance(column := getattr(population, field.name), np.ndarray):
            with pytest.raises(ValueError, match="read-only"):
                column[0] = 0


def test_terms_are_written_as_they_are_read() -> None:
    said = terms(CREATORS, PUBLIC, regions=REGIONS)

    assert PopulationTerms.model_validate(said.model_dump(mode="json", by_alias=True)) == said


def test_holdings_come_from_a_file_row_by_row_or_drawn_from_it(tmp_path: Path) -> None:
    (tmp_path / "held.csv").write_text("who,amount\na,12.5\nb,0\nc,340282366920\n")
    listed = {"kind": "file", "path": "held.csv"}

    exact = generate(terms(cohort(size=3, tokens=listed)), Streams(1), tmp_path)
    drawn = generate(terms(cohort(size=999, tokens={**listed, "resample": True})), Streams(1), tmp_path)
    assert exact.tokens == (125 * 10**17, 0, 340282366920 * 10**18)
    assert {drawn.tokens.count(each) // 100 for each in exact.tokens} == {3}
    pareto = people(cohort(size=999, tokens={"kind": "pareto", "mean": "1", "alpha": 2}))
    by_wealth = [drawn.tokens[person] for person in np.argsort(pareto.tokens)]
    assert by_wealth == sorted(by_wealth)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1\n-2\n", {"line": 3, "column": "amount", "value": "-2"}),
        ("1\n", {"size": 2, "rows": 1}),
        ("1\n340282366920938463464\n", {"line": 3, "value": "340282366920938463464"}),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, rows: str, said: dict[str, Any]) -> None:
    (tmp_path / "held.csv").write_text("amount\n" + rows)
    with pytest.raises(BadInput) as caught:
        generate(terms(cohort(size=2, wealth={"kind": "file", "path": "held.csv"})), Streams(1), tmp_path)

    assert caught.value.operands.items() >= said.items()
    assert caught.value.operands["file"] == str(tmp_path / "held.csv")


def test_what_only_shows_when_it_is_drawn_is_refused_then() -> None:
    with pytest.raises(BadInput, match="nobody beside the top"):
        people(cohort(size=1, tokens={"kind": "top", "mean": 1, "share": 0.5}))
    with pytest.raises(BadInput, match=r"less than 2\^128"):
        people(cohort(size=2, tokens=str(2**127 // 10**18 + 1)))
    with pytest.raises(BadInput, match="no such cohort") as caught:
        people(cohort()).accounts("creator")
    assert caught.value.hint == "did you mean 'creators'?"


WRONG_COHORTS: list[tuple[dict[str, Any], str, str]] = [
    ({"size": 0}, "size", "greater than or equal to 1"),
    ({"size": -3}, "size", "greater than or equal to 1"),
    ({"size": None}, "", "size: a cohort has either a size or a share"),
    ({"share": 0.5}, "", "size: a cohort has either a size or a share"),
    ({"size": None, "share": 1.5}, "share", "less than or equal to 1"),
    ({"class": "boss"}, "class", "must be creator, enterprise, public body or patron, or none"),
    ({"class": "none"}, "", "member: members have a class"),
    ({"region": {"home": 0.4}}, "region", "chances must be 1 in sum, and are 0.4"),
    ({"region": {"home": 1.4}}, "region.home", "less than or equal to 1"),
    ({"skill": 1.2}, "skill.uniform.low", "less than or equal to 1"),
    ({"skill": {"kind": "uniform", "low": 0.9, "high": 0.1}}, "skill.uniform", "low: must not be above high"),
    ({"tokens": {"kind": "pareto", "mean": 1, "alpha": 0}}, "tokens.pareto.alpha", "or equal to 0.1"),
    ({"tokens": {"kind": "zipf"}}, "tokens", "'equal', 'pareto', 'lognormal', 'top', 'file'"),
    ({"tokens": -1}, "tokens.equal.mean", "must be a number of whole tokens"),
    ({"wealth": 0.5}, "wealth.equal.mean", "in quotes as '12.5'"),
    ({"taste": {"mean": [0, 2]}}, "taste.mean.1", "less than or equal to 1"),
    ({"taste": {"spread": float("nan")}}, "taste.spread", "less than or equal to 10"),
    ({"engagment": 1}, "engagment", "not permitted"),
]

WRONG_POPULATIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"cohorts": []}, "cohorts", "at least 1 item"),
    ({"cohorts": [cohort(), cohort()]}, "cohorts", "'creators' is there twice"),
    ({"cohorts": [cohort("a", 6_000_000), cohort("b", 6_000_000)]}, "", "10,000,000 people at most"),
    ({"cohorts": [cohort(size=None, share=1)]}, "", "size: is what cohorts with a share divide"),
    ({"cohorts": [cohort(size=None, share=0.5)], "size": 9}, "", "cohorts: shares must be 1 in sum"),
    (
        {"cohorts": [cohort("a", None, share=0.999), cohort("b", None, share=0.001)], "size": 9},
        "",
        "cohorts: 'b' is nobody, with a share of 0.001",
    ),
    ({"cohorts": [cohort(region="moon")]}, "", "region of 'creators' must be of home, not 'moon'"),
    ({"cohorts": [cohort(taste={"mean": [0.1]})]}, "", "must have 2 numbers, not 1"),
    ({"cohorts": [cohort()], "dimensions": 0}, "dimensions", "greater than or equal to 1"),
    ({"cohorts": [cohort()], "regions": [{"name": "x", "remoteness": 2}]}, "regions.0.remoteness", "to 1"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "key", "reason"), WRONG_COHORTS)
def test_a_cohort_that_cannot_be_is_refused_by_its_key(said: dict[str, Any], key: str, reason: str) -> None:
    expect_refusal({"cohorts": [{**cohort(), **said}]}, f"cohorts.0.{key}".rstrip("."), reason)


@pytest.mark.parametrize(("said", "key", "reason"), WRONG_POPULATIONS)
def test_a_population_that_cannot_be_is_refused_by_its_key(
    said: dict[str, Any], key: str, reason: str
) -> None:
    expect_refusal(said, key, reason)


def expect_refusal(said: dict[str, Any], key: str, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PopulationTerms.model_validate(said)

    first = caught.value.errors()[0]
    assert ".".join(map(str, first["loc"])) == key
    assert reason in first["msg"]
