"""Made-up electorates: what was asked for, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist, correlation
from typing import Any

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments import (
    Design,
    Electorate,
    Equal,
    Pareto,
    Top,
    generate,
    parse_classes,
    parse_tokens,
    save_electorate,
)
from dao_sim.experiments.streams import NAMES, stream
from dao_sim.units import Bps, MemberClass

E18 = 10**18


def test_the_same_seed_makes_the_same_file_and_another_another(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        save_electorate(generate(Design(), seed), tmp_path / name)
    same, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert same == again != other


def test_one_choice_changes_nothing_else() -> None:
    """More delegation must not make other people, or a sweep would compare apples with pears."""
    few, many = (generate(Design(delegate=Bps(part)), 3) for part in (0, 5_000))
    for one, other in zip(few.people, many.people, strict=True):
        assert (one.tokens, one.member_class, one.utilities) == (
            other.tokens,
            other.member_class,
            other.utilities,
        )
    assert sum(each.delegate is not None for each in many.people) == 100


def test_streams_are_apart_and_start_again() -> None:
    firsts = {float(stream(1, name).random()) for name in NAMES}
    assert len(firsts) == len(NAMES)
    assert float(stream(1, "tokens").random()) == float(stream(1, "tokens").random())


def test_as_many_of_each_class_as_asked_and_as_many_silent() -> None:
    found = generate(Design(size=201, abstain=Bps(2_500)), 1)
    counts = {kind: sum(each.member_class is kind for each in found.people) for kind in MemberClass}
    assert sum(counts.values()) == 201
    for kind, part in Design().classes.items():
        assert abs(counts[kind] - 201 * part / 100) < 1
    assert sum(each.utilities is None for each in found.people) == 50
    assert counts[MemberClass.NONE] == 0
    assert found.options == ("no change", "option 1", "option 2", "option 3")
    assert all(each.delegate != each.name for each in found.people)


def tokens_of(found: Electorate) -> list[int]:
    return [each.tokens for each in found.people]


def test_tokens_are_spread_as_asked() -> None:
    assert set(tokens_of(generate(Design(tokens=Equal()), 1))) == {1_000 * E18}
    top = tokens_of(generate(Design(size=250, tokens=Top(Bps(4_000))), 1))
    assert abs(sum(top[:3]) / sum(top) - 0.4) < 1e-5  # 3 of 250 are the richest hundredth, rounded up
    assert (len(set(top[:3])), len(set(top[3:]))) == (1, 1)
    pareto = tokens_of(generate(Design(size=2_000, tokens=Pareto(1.16)), 1))
    assert pareto == sorted(pareto, reverse=True)
    assert min(pareto) > 0
    assert 0.6 < sum(pareto[:400]) / sum(pareto) < 0.95
    assert abs(sum(pareto) / 2_000 / E18 - 1_000) < 1


@pytest.mark.parametrize("rho", [-1, -0.5, 0, 0.6, 1])
def test_wishes_go_with_wealth_as_much_as_asked(rho: float) -> None:
    found = generate(Design(size=5_000, correlation=rho, options=3, abstain=Bps(0)), 4)
    wealth = [NormalDist().inv_cdf((4_999.5 - place) / 5_000) for place in range(5_000)]  # richest first
    for option, stance in ((1, 1), (2, 0), (3, -1)):
        wishes = [each.utilities[option] / E18 for each in found.people if each.utilities]
        spread = (sum(wish**2 for wish in wishes) / 5_000) ** 0.5
        assert abs(spread - (1 if stance else (1 - rho**2) ** 0.5)) < 0.1
        if spread:
            assert abs(correlation(wealth, wishes) - rho * stance) < 0.05


def test_who_holds_the_same_has_the_same_wealth() -> None:
    found = generate(Design(tokens=Equal(), correlation=1, options=1, abstain=Bps(0)), 1)
    assert {each.utilities for each in found.people} == {(0, 0)}


def test_words_are_read() -> None:
    assert parse_tokens("equal") == Equal()
    assert parse_tokens(" pareto:1.16") == Pareto(1.16)
    assert parse_tokens("top1:12.5%") == Top(Bps(1_250))
    assert parse_classes("creator: 3, public body:1,none:2") == {
        MemberClass.CREATOR: 3,
        MemberClass.PUBLIC_BODY: 1,
        MemberClass.NONE: 2,
    }


@pytest.mark.parametrize(
    "text",
    ["", "even", "equal:1", "pareto", "pareto:-1", "pareto:0.01", "pareto:nan", "top1:40", "top1:101%"],
)
def test_a_bad_spread_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_tokens(text)
    assert caught.value.component == "tokens"
    assert caught.value.operands == {"value": text}
    assert "top1:40%" in str(caught.value.hint)


@pytest.mark.parametrize(
    "text", ["", "creator", "creator:x", "creator:-1", "wizard:1", "creator:1,creator:2"]
)
def test_a_bad_mix_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^classes: "):
        parse_classes(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 1},
        {"size": 100_001},
        {"options": 0},
        {"options": 32},
        {"correlation": 1.01},
        {"correlation": float("nan")},
        {"abstain": Bps(10_001)},
        {"delegate": Bps(-1)},
        {"classes": {MemberClass.CREATOR: 0}},
        {"classes": {}},
    ],
)
def test_what_no_electorate_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=rf"^{next(iter(wrong))}: "):
        Design(**wrong)


def test_a_negative_seed_and_a_top_that_is_everybody_are_refused() -> None:
    with pytest.raises(BadInput, match="seed"):
        generate(Design(), -1)
    assert Top(Bps(5_000)).draw(2, stream(1, "tokens"))[0] > 0
    with pytest.raises(BadInput, match="beside the top"):
        Top(Bps(5_000)).draw(1, stream(1, "tokens"))
