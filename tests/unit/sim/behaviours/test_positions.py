"""What is proposed is worth to people what their taste and their purse say."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dao_sim.ledger.actions import (
    Action,
    Expel,
    OpenGrant,
    OpenRound,
    PayOut,
    SetLevy,
    SetMintCap,
    SetQuorum,
    SetThreshold,
    Stage,
)
from dao_sim.sim.positions import interest_gain, taste_gain
from dao_sim.testing.situations import situations
from dao_sim.units import Bps, Seconds, Wei
from tests.unit.sim.behaviours.scenes import ETHER, PARAMETERS, makers, scene

MIDDLE, ENDS = [0.0, 0.0], [[1.0, 0.0], [-1.0, 0.0], [0.0, 0.0]]


def levy(bps: int) -> SetLevy:
    return SetLevy(bps=Bps(bps))


def test_a_levy_gains_what_it_comes_closer_to_ones_ideal() -> None:
    view = scene(makers(3), taste=ENDS, facts={"parameters": replace(PARAMETERS, levy=Bps(1_400))})
    assert taste_gain(view, [levy(1_800)]).tolist() == [1.0, -1.0, (100 - 300) / 400]
    assert taste_gain(view, [levy(1_400)]).tolist() == [0.0, 0.0, 0.0]


def test_a_quorum_has_its_own_range() -> None:
    view = scene(makers(3), taste=ENDS)
    gain = taste_gain(view, [SetQuorum(bps=Bps(1_600))])
    assert gain.tolist() == [1.0, -1.0, 0.0]  # the middle's ideal is 10 %, as far from 4 % as from 16 %


def test_of_several_actions_the_mean_counts() -> None:
    view = scene(makers(3), taste=ENDS)
    both: list[Action] = [levy(800), SetQuorum(bps=Bps(1_600))]
    each = [taste_gain(view, [action]) for action in both]
    assert taste_gain(view, both) == pytest.approx((each[0] + each[1]) / 2)


def test_spending_pleases_public_spirit_and_whom_is_near_less_what_it_costs() -> None:
    view = scene(makers(3), taste=[[1.0, 1.0], [-1.0, -1.0], [1.0, 0.0]])
    tenth = Wei(ETHER)
    pool = OpenRound(pool=tenth, cap=tenth, delay=Seconds(0), duration=Seconds(1))
    assert taste_gain(view, [pool]) == pytest.approx([0.9, -1.0, -0.1])
    paid = taste_gain(view, [PayOut(account=0, amount=tenth)])
    assert paid == pytest.approx([(1 + 1) / 2 - 0.1, -1.0, (0 + 0.5) / 2 - 0.1])


def test_whom_nobody_resembles_is_put_out_gladly() -> None:
    view = scene(makers(3), taste=[[1.0, 1.0], [-1.0, -1.0], [1.0, 1.0]])
    assert taste_gain(view, [Expel(account=1)]).tolist() == [1.0, -1.0, 1.0]


def test_who_earns_less_than_the_mean_gains_by_a_levy_and_who_earns_more_loses() -> None:
    view = scene(makers(4), memory={"income": np.array([0.1, 0.2, 0.4, 0.1])})
    for change, sign in ((800, 1), (200, -1)):
        gain = interest_gain(view, [levy(change)])
        assert (np.sign(gain) == np.array([1, 0, -1, 1]) * sign).all()


def test_where_all_earn_alike_a_levy_moves_nobody() -> None:
    view = scene(makers(8), memory={"income": np.full(8, 0.25)}, vote_cost=0.001)
    assert interest_gain(view, [levy(3_000)]) == pytest.approx(np.zeros(8), abs=1e-12)


def test_a_payment_is_its_payees_gain_and_the_others_loss() -> None:
    view = scene(makers(4), vote_cost=0.01)
    gain = interest_gain(view, [PayOut(account=2, amount=Wei(ETHER))])
    assert gain[2] == pytest.approx(0.75 / (0.75 + 0.01))
    assert gain[[0, 1, 3]] == pytest.approx(-0.25 / (0.25 + 0.01))


def test_what_is_less_than_a_vote_costs_hardly_counts() -> None:
    view = scene(makers(4), vote_cost=100.0)
    assert np.abs(interest_gain(view, [PayOut(account=2, amount=Wei(ETHER))])).max() < 0.01


def test_a_rounds_pool_is_its_grants_in_equal_parts() -> None:
    view = scene(makers(4), vote_cost=0.01)
    pool = OpenRound(
        pool=Wei(ETHER), cap=Wei(0), delay=Seconds(0), duration=Seconds(1), accounts=(0, 1), works=()
    )
    gain = interest_gain(view, [pool])
    assert gain[:2] == pytest.approx(0.25 / 0.26)
    assert gain[2:] == pytest.approx(-0.25 / 0.26)


def test_minting_dilutes_holders() -> None:
    view = scene(makers(2), makers(1, tokens="0") | {"name": "others"})
    gain = interest_gain(view, [SetMintCap(amount=ETHER)])
    assert (gain[:2] < 0).all()
    assert gain[2] == 0


@pytest.mark.parametrize("action", [SetQuorum(bps=Bps(100)), SetThreshold(votes=1)])
def test_no_money_is_moved_by(action: Action) -> None:
    assert not interest_gain(scene(makers(3)), [action]).any()


def test_every_action_has_its_worth_within_bounds_in_real_views() -> None:
    tried = set()
    for view in situations():
        for proposal in view.coop.open:
            tried |= {type(action) for action in proposal.actions}
            for gain in (taste_gain(view, proposal.actions), interest_gain(view, proposal.actions)):
                assert gain.shape == (view.people.size,)
                assert (np.abs(gain) <= 1.0).all()
    assert tried == set(get_args(Action))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 3_000), st.integers(0, 3_000), st.lists(st.floats(0, 10), min_size=2, max_size=6))
def test_a_levy_taken_back_is_worth_as_much_less(now: int, then: int, income: list[float]) -> None:
    there = scene(
        makers(len(income)),
        memory={"income": np.array(income) * (1 - now / 10_000)},
        facts={"parameters": replace(PARAMETERS, levy=Bps(now))},
        vote_cost=0.01,
    )
    back = scene(
        makers(len(income)),
        memory={"income": np.array(income) * (1 - then / 10_000)},
        facts={"parameters": replace(PARAMETERS, levy=Bps(then))},
        vote_cost=0.01,
    )
    for worth in (taste_gain, interest_gain):
        assert worth(there, [levy(then)]) == pytest.approx(-worth(back, [levy(now)]), abs=1e-6)


def test_a_grant_is_as_good_as_a_payment_of_its_stages() -> None:
    view = scene(makers(4), vote_cost=0.01)
    stages = tuple(Stage(amount=Wei(ETHER // 2), due=Seconds(1)) for _ in range(2))
    grant = OpenGrant(grantee=1, reviewers=(2,), stages=stages, review_period=Seconds(1))
    paid = PayOut(account=1, amount=Wei(ETHER))
    for worth in (taste_gain, interest_gain):
        assert worth(view, [grant]).tolist() == worth(view, [paid]).tolist()
