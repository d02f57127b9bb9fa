"""Recorded matching rounds: read exactly, held on the contracts, equal to the reference, adding up."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from dao_sim.chain import connect
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.metrics.quadratic_funding import quadratic_matches
from dao_sim.replay import matching
from dao_sim.replay.contributions import Recorded, load_contributions, parse_dollars
from dao_sim.replay.matching import MatchingResult, replay_matching, transactions
from dao_sim.units import Wei

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
CONTRIBUTIONS = """grant_id,donor_id,value_usd
a,ann,25
a,bob,16
b,ann,1.2345678
a,ann,11
c,cat,0.0000001
"""
GRANTS = "grant_id,title,estimated_match_usd\na,Apples,30\nb,Bells,1\nc,Clocks,0.5\nd,Drums,0\n"


def recorded(tmp_path: Path, contributions: str = CONTRIBUTIONS, grants: str = GRANTS) -> Recorded:
    given, known = tmp_path / "given.csv", tmp_path / "known.csv"
    given.write_text(contributions, encoding="utf-8")
    known.write_text(grants, encoding="utf-8")
    return load_contributions(given, known)


def test_dollars_are_read_to_the_millionth_and_rounded_down(tmp_path: Path) -> None:
    found = recorded(tmp_path)
    assert [payment.amount for payment in found.payments] == [25 * 10**6, 16 * 10**6, 1_234_567, 11 * 10**6]
    assert found.of_nothing == 1
    assert [(grant.name, grant.title, grant.estimate) for grant in found.grants] == [
        ("a", "Apples", 30 * 10**18),
        ("b", "Bells", 10**18),
        ("c", "Clocks", 5 * 10**17),
        ("d", "Drums", 0),
    ]
    assert parse_dollars("102987.559272") == 102_987_559_272
    with pytest.raises(ValueError, match="6 decimal places"):
        parse_dollars("0.0000001")


@pytest.mark.parametrize(
    ("contributions", "grants", "says"),
    [
        (CONTRIBUTIONS.replace("b,ann", "x,ann"), GRANTS, "no such grant"),
        (CONTRIBUTIONS.replace("a,bob", "a,"), GRANTS, "donor_id must not be empty"),
        (CONTRIBUTIONS.replace("16", "-16"), GRANTS, "non-negative"),
        (CONTRIBUTIONS.replace("16", "1" + 30 * "0"), GRANTS, "at most 10\\^24"),
        (CONTRIBUTIONS.replace("16", 101 * "1"), GRANTS, "at most 100 digits"),
        (CONTRIBUTIONS.replace("16", "0." + 19 * "1"), GRANTS, "18 decimal places"),
        (CONTRIBUTIONS.replace("value_usd", "value"), GRANTS, "column is missing"),
        (CONTRIBUTIONS, GRANTS.replace("b,Bells", "a,Bells"), "stands on line 2 already"),
        (CONTRIBUTIONS, GRANTS.replace("b,Bells", ",Bells"), "grant_id must not be empty"),
        (CONTRIBUTIONS, GRANTS.replace("30", "some"), "estimated_match_usd must be"),
        (CONTRIBUTIONS, "title\nApples\n", "column is missing"),
    ],
)
def test_what_cannot_be_a_round_is_refused_with_its_place(
    tmp_path: Path, contributions: str, grants: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        recorded(tmp_path, contributions, grants)


def test_titles_and_estimates_may_be_unknown(tmp_path: Path) -> None:
    found = recorded(tmp_path, grants="grant_id\na\nb\nc\n")
    assert {grant.estimate for grant in found.grants} == {None}
    assert replay_matching(found, Wei(10**6)).pearson is None


def adds_up(found: Recorded, result: MatchingResult, pool: int) -> None:
    gifts: dict[str, Counter[str]] = {grant.name: Counter() for grant in found.grants}
    for payment in found.payments:
        gifts[payment.grant][payment.donor] += payment.amount
    matches = {each.grant.name: each.match for each in result.grants}
    assert matches == quadratic_matches(gifts, pool)
    assert sum(matches.values()) + result.returned == result.pool == pool
    assert {each.grant.name: each.contributed for each in result.grants} == {
        name: given.total() for name, given in gifts.items()
    }
    assert {each.grant.name: each.contributors for each in result.grants} == {
        name: len(given) for name, given in gifts.items()
    }


@pytest.mark.parametrize("pool", [1, 10**6, 10**9])
def test_a_small_round_is_held_to_its_end(tmp_path: Path, pool: int) -> None:
    found, steps = recorded(tmp_path), Counter[str]()
    result = replay_matching(found, Wei(pool), on_step=lambda sent: steps.update(sent=sent))
    adds_up(found, result, pool)
    assert steps["sent"] == transactions(found)
    (first, *_) = result.grants
    assert (first.contributors, first.contributed) == (2, 52 * 10**6)


def test_a_round_that_nobody_gives_to_returns_its_pool(tmp_path: Path) -> None:
    result = replay_matching(recorded(tmp_path, "grant_id,donor_id,value_usd\na,ann,0\n"), Wei(7))
    assert (result.returned, result.pearson) == (7, None)


def test_another_engine_says_the_same(tmp_path: Path) -> None:
    found = recorded(tmp_path)
    with closing(connect("tester")) as chain:
        assert replay_matching(found, Wei(10**6), chain=chain) == replay_matching(found, Wei(10**6))


def test_a_round_needs_a_pool_and_not_too_many_grants(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="more than nothing"):
        replay_matching(recorded(tmp_path), Wei(0))
    many = "grant_id\n" + "".join(f"{place}\n" for place in range(201))
    with pytest.raises(BadInput, match="at most 200 grants"):
        replay_matching(recorded(tmp_path, "grant_id,donor_id,value_usd\n1,ann,1\n", many), Wei(1))


def test_a_contract_that_matched_otherwise_would_be_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "quadratic_matches", lambda gifts, pool: dict.fromkeys(gifts, 1))
    with pytest.raises(DaoSimError, match="otherwise than the reference"):
        replay_matching(recorded(tmp_path), Wei(10**6))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_a_real_round_is_matched_as_it_was_published() -> None:
    files = SHARED / "gitcoin_round3_contributions.csv", SHARED / "gitcoin_round3_grants.csv"
    found, pool = load_contributions(*files), parse_dollars("102987.559272")
    result = replay_matching(found, pool)
    assert (len(found.payments) + found.of_nothing, len(result.grants)) == (2_216, 102)
    adds_up(found, result, pool)
    assert result.returned < len(result.grants)
    assert result.pearson is not None
    assert result.pearson > 0.97
