"""Beanstalk's votes: fitted on proposals 1 to 12, and 13 to 17 predicted."""

from __future__ import annotations

from pathlib import Path

from dao_sim.experiments.calibration.forecast import score
from dao_sim.experiments.calibration.history import split
from dao_sim.experiments.calibration.votes import fit_votes
from dao_sim.replay import load_votes


def test_the_fit_predicts_better_than_the_mean_of_what_it_was_fitted_to(beanstalk: Path) -> None:
    history = split(load_votes(beanstalk).votes, file=beanstalk, until=12, proposals=(0, 18))

    assert {each.proposal: each.reason for each in history.left_out} == {
        0: "its weights count stalk, those of most others roots",
        18: "one voter cast 99.84 % of the weight",
    }
    fit = fit_votes(history, seed=0)
    assert [poll.proposal for poll in fit.history.fitted] == list(range(1, 13))
    voters, half = fit.forecasts
    assert [each.actual for each in voters.model] == [58, 109, 110, 105, 112]
    assert [each.actual for each in half.model] == [6, 10, 10, 10, 8]
    for each, error, naive in ((voters, 15, 38), (half, 1.5, 1.9)):
        assert each.better() == "model"
        assert abs(score(each.model).mean_absolute_error - error) < 0.05 * error
        assert abs(score(each.naive).mean_absolute_error - naive) < 0.05 * naive
        assert score(each.model).covered == 5
