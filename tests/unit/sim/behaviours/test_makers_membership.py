"""Who joins, who leaves, and who sells their tokens."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from dao_sim.ledger.amounts import Amounts
from dao_sim.sim.behaviours.join_when_better import JoinWhenBetter
from dao_sim.sim.behaviours.leave_when_dissatisfied import LeaveWhenDissatisfied
from dao_sim.sim.behaviours.trade_tokens import TradeTokens
from dao_sim.sim.networks import Network
from dao_sim.sim.plans import Join, Trade
from tests.unit.sim.behaviours.situations import ETHER, Situation, creators
from tests.unit.sim.people import cohort, people


def neighbours() -> Situation:
    """Members 0 and 1, content and rich or not at all; 2 is tied to the first and 3 to the other."""
    situation = Situation(
        people(
            cohort("inside", 2), cohort("outside", 2, member=False), cohort("public", 2, "none", member=False)
        )
    )
    situation.minds["satisfaction"] = np.array([1.0, 0.0, 0.5, 0.5, 0.5, 0.5])
    situation.minds["income"] = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    situation.view["network"] = Network.of_ties(6, np.array([0, 1]), np.array([2, 3]), np.array([True, True]))
    return situation


def test_who_sees_members_that_are_better_off_joins() -> None:
    joins: Join = neighbours().act(JoinWhenBetter(rate=1.0, threshold=0.4, outside=0.05))
    assert joins.accounts.tolist() == [2]
    assert joins.classes.tolist() == [1]


def test_without_ties_everybody_sees_all_members() -> None:
    situation = neighbours()
    situation.view["network"] = None
    joins: Join = situation.act(JoinWhenBetter(rate=1.0, threshold=0.0))
    assert joins.accounts.tolist() == [2, 3]  # who has no class cannot join


def test_as_many_join_as_have_a_threshold_below_what_they_see() -> None:
    situation = Situation(people(cohort("inside", 1), cohort("outside", 20_000, member=False)))
    situation.minds["income"] = np.append(0.1, np.zeros(20_000))
    joins: Join = situation.act(JoinWhenBetter(rate=0.5, threshold=0.5, outside=0.1))
    # they see half of 0.5 for contentment and half of 0.5 for income, of thresholds from 0 to 1
    assert len(joins.accounts) / 20_000 == pytest.approx(0.5 * 0.5, abs=0.012)


def test_the_discontent_leave_and_the_loyal_wait() -> None:
    situation = creators(20_000, engagement=1)
    situation.minds["satisfaction"] = np.repeat([0.1, 0.4], 10_000)
    behaviour = LeaveWhenDissatisfied(rate=0.5, level=0.2, loyalty=0.0)
    leavers = situation.act(behaviour).accounts
    assert leavers.max() < 10_000
    assert len(leavers) / 10_000 == pytest.approx(0.5 * 0.5, abs=0.015)
    assert situation.acts(LeaveWhenDissatisfied(rate=1.0, level=0.2, loyalty=1.0)) == []


def traders() -> Situation:
    """10 who are poor and discontent, 10 who are rich and content; everybody has 3 tokens."""
    situation = creators(20)
    situation.minds["satisfaction"] = np.repeat([0.1, 0.9], 10)
    situation.view["cash"] = Amounts.of([0] * 10 + [7 * ETHER] * 10)
    situation.facts["held"] = Amounts.full(20, 3 * ETHER)
    return situation


def test_poor_and_rich_trade_at_the_price_and_within_what_they_have() -> None:
    trade: Trade = traders().act(TradeTokens(rate=1.0, price=0.5, part=0.5))
    assert sorted(trade.sellers.tolist()) == list(range(10))
    assert sorted(trade.buyers.tolist()) == list(range(10, 20))
    assert trade.tokens.tolist() == [3 * ETHER // 2] * 10
    assert trade.prices.tolist() == [3 * ETHER // 4] * 10
    trade = traders().act(TradeTokens(rate=1.0, price=7.0, part=0.5))
    assert trade.tokens.tolist() == [ETHER // 2] * 10  # all that half of the money buys


def test_nobody_trades_where_nobody_would_buy() -> None:
    situation = traders()
    situation.minds["satisfaction"] = np.full(20, 0.1)
    assert situation.acts(TradeTokens(rate=1.0)) == []


def test_who_is_poor_cannot_be_richer_than_the_rich() -> None:
    with pytest.raises(ValidationError, match="poor: must be at most"):
        TradeTokens(poor=2.0, rich=1.0)
