"""Predictions: where the answer is known, and of elections that the model made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dao_sim.experiments.calibration.forecast import Forecast, Prediction, final_habits, forecast, score
from dao_sim.experiments.calibration.history import History, Poll
from dao_sim.experiments.calibration.panel import panel
from dao_sim.experiments.calibration.turnout import Turnout
from dao_sim.metrics.voting import half_holders
from dao_sim.sim.streams import Streams
from tests.experiments.calibration.electorate import TRUTH, made_up


def predicted(history: History, turnout: Turnout, seed: int = 0) -> tuple[Forecast, Forecast]:
    return forecast(
        panel(history.fitted),
        turnout,
        fitted=history.fitted,
        held_out=history.held_out,
        streams=Streams(seed),
    )


def test_if_everybody_is_sure_to_vote_everybody_does() -> None:
    history = made_up(members=50, proposals=10, until=6)

    voters, half = predicted(history, Turnout(base=1e3, habit=0, stakes=0, salience=0, memory=0.5))

    weights = {voter: weight for poll in history.fitted for voter, weight in poll.weights.items()}
    for each in voters.model:
        assert (each.low, each.mean, each.high) == (50, 50, 50)
    for each in half.model:
        assert (each.low, each.high) == (half_holders(weights.values()),) * 2


def test_if_nobody_does_only_those_come_who_are_new() -> None:
    history = made_up(members=50, proposals=10, until=6)
    late = Poll(proposal=6, weights={"a newcomer": 5 * 10**18, "another one": 10**18})
    fitted = (*history.fitted[:-1], late)
    nobody = Turnout(base=-1e3, habit=0, stakes=0, salience=0, memory=0.5)

    voters, half = predicted(replace(history, fitted=fitted), nobody)

    for each in voters.model:  # one in six fitted proposals had two
        assert (each.low, each.high) == (0, 2)
        assert 0.15 < each.mean < 0.55
    assert all(0 <= each.mean <= 0.55 for each in half.model)


def test_those_who_came_and_those_who_did_not_have_habits() -> None:
    members = panel(made_up(members=50, proposals=6).fitted)

    habits = final_habits(members, 1.0)

    assert habits.tolist() == members.voted[-1].astype(float).tolist()
    assert np.all((final_habits(members, 0.3) > 0) & (final_habits(members, 0.3) < 1))


def test_predictions_are_the_seed_s_and_do_not_look_at_what_they_predict() -> None:
    history = made_up(members=60, proposals=10, until=6)
    other = replace(history, held_out=tuple(replace(poll, weights={"one": 1}) for poll in history.held_out))

    (first, _), (again, _), (blind, _) = (predicted(each, TRUTH) for each in (history, history, other))

    assert first == again != predicted(history, TRUTH, seed=1)[0]
    assert [(each.mean, each.low, each.high) for each in first.model] == [
        (each.mean, each.low, each.high) for each in blind.model
    ]
    assert {each.actual for each in blind.model} == {1}


def test_nine_in_ten_are_within_their_intervals() -> None:
    """Of futures that the model made: 60 proposals of 6 elections."""
    covered = [0, 0]
    for seed in range(6):
        history = made_up(members=150, proposals=20, seed=200 + seed, until=9)
        for place, each in enumerate(predicted(history, TRUTH)):
            covered[place] += score(each.model).covered

    for held in covered:
        assert 0.8 < held / 60 <= 1


def test_the_naive_prediction_is_the_mean_of_what_was_fitted() -> None:
    history = made_up(members=60, proposals=10, until=6)

    voters, half = predicted(history, TRUTH)

    counts = [len(poll.weights) for poll in history.fitted]
    halves = [half_holders(poll.weights.values()) for poll in history.fitted]
    for found, values in ((voters, counts), (half, halves)):
        assert all(each.mean == pytest.approx(sum(values) / len(values)) for each in found.naive)
        assert min(values) <= found.naive[0].low < found.naive[0].high <= max(values)


def test_scores_and_who_is_better() -> None:
    def prediction(mean: float, actual: int) -> Prediction:
        return Prediction(proposal=1, actual=actual, mean=mean, low=mean - 2, high=mean + 2)

    close, far = (prediction(10, 11), prediction(20, 17)), (prediction(10, 15), prediction(20, 17))

    assert (score(close).mean_absolute_error, score(close).covered, score(close).of) == (2, 1, 2)
    assert Forecast(figure="voters", model=close, naive=far).better() == "model"
    assert Forecast(figure="voters", model=far, naive=close).better() == "naive"
    assert Forecast(figure="voters", model=far, naive=far).better() == "neither"
