"""From a history to parameters in the form in which a scenario has them, and a record."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments.calibration.concentration import measure
from dao_sim.experiments.calibration.history import Poll, split
from dao_sim.experiments.calibration.votes import VotesFit, fit_votes
from dao_sim.report.calibration import votes_chart
from tests.experiments.calibration.electorate import FILE, TRUTH, made_up, vote, votes_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture(scope="module")
def fit() -> VotesFit:
    return fit_votes(made_up(members=60, proposals=10, until=7), seed=5)


def test_the_fragment_is_toml_with_the_parameters(fit: VotesFit) -> None:
    turnout = tomllib.loads(fit.toml())["behaviours"]["turnout"]

    assert turnout == {name: pytest.approx(value, rel=1e-3) for name, value in asdict(fit.parameters).items()}


def test_the_record_is_json_and_has_what_was_fitted(fit: VotesFit) -> None:
    record = json.loads(json.dumps(fit.record()))

    assert record["fitted"] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert record["held_out"] == [8, 9]
    assert record["behaviours"]["turnout"] == asdict(fit.parameters)
    for name, (low, high) in record["intervals"].items():
        assert low <= record["behaviours"]["turnout"][name] <= high
    assert set(record["predictions"]) == {"voters", "half"}
    assert record["predictions"]["voters"]["better"] in {"model", "naive", "neither"}
    assert record["seed"] == 5


def test_futures_are_told_one_by_one() -> None:
    told: list[int] = []

    fit_votes(made_up(members=40, proposals=7, until=5), seed=0, done=told.append)

    assert told == [1] * 100


def test_without_proposals_held_out_nothing_is_predicted() -> None:
    fit = fit_votes(made_up(members=40, proposals=7), seed=0)

    assert (fit.forecasts, fit.record()["predictions"], fit.record()["replications"]) == ((), {}, 0)
    assert votes_chart(fit, title="no predictions").startswith(b"\x89PNG")


def test_a_seed_is_a_seed() -> None:
    with pytest.raises(BadInput, match="seed"):
        fit_votes(made_up(members=40, proposals=7), seed=2**64)


def test_concentration_of_three_voters() -> None:
    polls = [
        Poll(proposal=0, weights={"ada": 6, "bram": 3, "cleo": 1}),
        Poll(proposal=1, weights={"bram": 2, "cleo": 2, "dora": 1}),
    ]

    found = measure(polls)

    # the last weights are 6, 2, 2, 1
    assert (found.members, found.voters, found.half) == (4, 3, 1.5)
    assert found.gini == pytest.approx((-3 * 1 - 1 * 2 + 1 * 2 + 3 * 6) / (4 * 11))
    assert found.top10_share == 1
    assert found.tail is None


def test_the_chart_has_predictions_also_where_all_weigh_the_same(fit: VotesFit) -> None:
    votes = votes_of(TRUTH, members=60, proposals=10, seed=2)
    alike = [vote(each.proposal, int(each.voter, 16), 1) for each in votes]
    level = fit_votes(split(alike, file=FILE, until=6), seed=0)

    assert level.turnout.intervals["stakes"] is None
    for each in (fit, level):
        assert len(votes_chart(each, title="$ 5 for $ 6")) > 20_000
