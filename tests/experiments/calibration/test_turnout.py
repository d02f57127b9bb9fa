"""The model of turnout is fitted right: to its own likelihood, and to elections that it made."""

from __future__ import annotations

import math
import sys
from dataclasses import asdict

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.special import expit

from dao_sim.errors import BadInput, Unsupported
from dao_sim.experiments.calibration.history import split
from dao_sim.experiments.calibration.likelihood import Likelihood
from dao_sim.experiments.calibration.panel import Panel, panel
from dao_sim.experiments.calibration.turnout import fit_turnout
from tests.experiments.calibration.electorate import FILE, TRUTH, made_up, vote, votes_of

POINT = np.array([-0.7, 1.8, 0.3, 0.9, 0.4])


@pytest.fixture(scope="module")
def small() -> Panel:
    return panel(made_up(members=25, proposals=6, seed=4).fitted)


def integrated(members: Panel, point: list[float]) -> float:
    """The log-likelihood once more: member by member, and by scipy's integrals over what a proposal adds."""
    base, habit, stakes, salience, memory = point
    habits = [0.0] * len(members.members)
    value = 0.0
    for known, voted, weights in zip(members.known, members.voted, members.weights, strict=True):
        scores = [base + habit * habits[i] + stakes * math.log(weights[i]) for i in range(known)]
        came = [bool(each) for each in voted]

        def density(u: float, scores: list[float] = scores, came: list[bool] = came) -> float:
            chances = [float(expit(score + salience * u)) for score in scores]
            ways = [c if there else 1 - c for c, there in zip(chances, came, strict=False)]
            return math.prod(ways) * math.exp(-u * u / 2) / math.sqrt(2 * math.pi)

        if known:
            peak = max(np.linspace(-6, 6, 241).tolist(), key=density)
            value += math.log(quad(density, -9, 9, points=[peak], epsabs=0, epsrel=1e-10, limit=200)[0])
        habits = [
            h + memory * (there - h)
            for h, there in zip(habits, [*came, *[False] * len(habits)], strict=False)
        ]
    return value


def test_the_likelihood_is_the_integral(small: Panel) -> None:
    value, _gradient = Likelihood(small)(POINT)

    assert -value == pytest.approx(integrated(small, POINT.tolist()), abs=1e-5)


@pytest.mark.parametrize("salience", [0.0, 0.9, 4.0])
def test_the_gradient_is_the_slope(small: Panel, salience: float) -> None:
    likelihood, point = Likelihood(small), POINT.copy()
    point[3] = salience

    def value(at: NDArray[np.float64]) -> float:
        return likelihood(at)[0]

    slope = approx_fprime(point, value, 1e-6)

    assert likelihood(point)[1] == pytest.approx(slope, rel=2e-3, abs=2e-3)


def test_without_salience_it_is_a_plain_logistic_regression(small: Panel) -> None:
    likelihood = Likelihood(small)
    habits, _slopes = likelihood.habits(0.4)
    chance = expit(-0.7 + 1.8 * habits + 0.3 * likelihood.stakes)
    plain = np.log(np.where(likelihood.voted == 1, chance, 1 - chance)).sum()

    assert likelihood(np.array([-0.7, 1.8, 0.3, 0.0, 0.4]))[0] == pytest.approx(-plain)


def test_a_memory_of_one_is_the_last_proposal(small: Panel) -> None:
    habits, _slopes = Likelihood(small).habits(1.0)

    last = [voted[:before] for voted, before in zip(small.voted, small.known[1:], strict=False)]
    assert habits.tolist() == np.concatenate(last).astype(float).tolist()


def test_the_parameters_that_made_an_election_are_found_again() -> None:
    fit = fit_turnout(panel(made_up().fitted))

    found = asdict(fit.parameters)
    for name, truth in asdict(TRUTH).items():
        interval = fit.intervals[name]
        assert interval is not None
        low, high = interval
        assert low < found[name] < high
        assert low - (high - low) / 2 < truth < high + (high - low) / 2  # 4 standard errors
        assert high - low < {"base": 1.0, "salience": 0.7}.get(name, 0.6)
    assert 0 < fit.votes < fit.chances == 300 * 29


def test_intervals_of_95_percent_hold_the_truth_about_as_often() -> None:
    """Of the 50 intervals of 10 elections. Wald's are a little short with so few proposals."""
    held = 0
    for seed in range(10):
        fit = fit_turnout(panel(made_up(members=120, proposals=16, seed=100 + seed).fitted))
        for name, truth in asdict(TRUTH).items():
            low, high = fit.intervals[name] or (math.nan, math.nan)
            held += low <= truth <= high
    assert held >= 42


def test_the_fit_is_a_maximum(small: Panel) -> None:
    fit = fit_turnout(small)
    best = np.array([asdict(fit.parameters)[name] for name in Likelihood.NAMES])
    likelihood = Likelihood(small)

    assert likelihood(best)[0] == pytest.approx(-fit.log_likelihood)
    for place in range(3):
        for step in (-0.02, 0.02):
            beside = best.copy()
            beside[place] += step
            assert likelihood(beside)[0] > -fit.log_likelihood


def test_stakes_are_nothing_where_all_weigh_the_same() -> None:
    votes = votes_of(TRUTH, members=200, proposals=12, seed=3)
    alike = [vote(each.proposal, int(each.voter, 16), 10**18) for each in votes]

    fit = fit_turnout(panel(split(alike, file=FILE).fitted))

    assert fit.parameters.stakes == 0
    assert fit.intervals["stakes"] is None
    assert fit.intervals["habit"] is not None


@pytest.mark.parametrize(("again", "reason"), [(True, "always votes"), (False, "ever votes again")])
def test_votes_that_determine_nothing_are_refused(again: bool, reason: str) -> None:
    votes = [
        vote(proposal, voter if again else 20 * proposal + voter, 10 + voter)
        for proposal in range(6)
        for voter in range(20)
    ]

    with pytest.raises(BadInput, match=reason) as caught:
        fit_turnout(panel(split(votes, file=FILE).fitted))

    assert caught.value.operands["votes"] == (100 if again else 0)


def test_a_habit_that_tells_everything_is_refused() -> None:
    """Half of the members vote always, the others once: no habit is strong enough."""
    votes = [vote(0, voter, 10 + voter % 7) for voter in range(40)]
    votes += [vote(proposal, voter, 10 + voter % 7) for proposal in range(1, 8) for voter in range(20)]

    with pytest.raises(BadInput, match="do not determine what turnout depends on"):
        fit_turnout(panel(split(votes, file=FILE).fitted))


def test_the_extra_that_is_missing_is_named(small: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)

    with pytest.raises(Unsupported, match="not installed") as caught:
        fit_turnout(small)

    assert caught.value.hint == 'install the extra: pip install "dao-sim[experiments]"'
