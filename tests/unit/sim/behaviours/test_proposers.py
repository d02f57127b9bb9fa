"""Who proposes, what, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dao_sim.ledger.actions import Action, PayOut, SetLevy, SetQuorum
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviour import named
from dao_sim.sim.view import View
from dao_sim.units import Bps, Wei
from tests.unit.sim.behaviours.scenes import ETHER, PARAMETERS, all_of, drawn, makers, scene, vote

LEVY = SetLevy(bps=Bps(2_000))


def proposals(name: str, view: View, seed: int = 1, **terms: Any) -> list[tuple[int, Action]]:
    found: list[tuple[int, Action]] = []
    for act in named(name)(**terms).decide(view, all_of(view), drawn(view, seed)):
        assert isinstance(act, Propose)
        found += zip(act.accounts.tolist(), (actions[0] for actions in act.actions), strict=True)
    return found


def test_whoever_is_not_content_proposes_its_ideal_by_steps() -> None:
    view = scene(
        makers(4),
        taste=[[1.0, 0.0], [-1.0, 0.0], [-0.6, 0.0], [1.0, 0.0]],
        memory={"satisfaction": np.array([0.2, 0.2, 0.2, 0.9])},
    )
    found = proposals("propose_when_dissatisfied", view, rate=1.0, step=300)
    assert dict(found) == {0: SetLevy(bps=Bps(800)), 1: SetLevy(bps=Bps(200)), 2: SetLevy(bps=Bps(600))}
    found = proposals("propose_when_dissatisfied", view, rate=1.0, step=10_000, about="quorum")
    assert dict(found) == {0: SetQuorum(bps=Bps(2_000)), 1: SetQuorum(bps=Bps(0))}  # 2 has the ideal 4 %
    found = proposals("propose_when_dissatisfied", view, rate=1.0, about="payment", part=0.05)
    assert dict(found) == {at: PayOut(account=at, amount=Wei(ETHER // 2)) for at in range(3)}


def test_nobody_proposes_beyond_what_may_be_open_or_without_the_votes() -> None:
    unhappy = {"satisfaction": np.zeros(50)}
    assert len(proposals("propose_when_dissatisfied", scene(makers(50), memory=unhappy), rate=1.0)) == 3
    busy = scene(makers(50), memory=unhappy, open_=[vote(50, LEVY, number=at) for at in (1, 2)])
    assert len(proposals("propose_when_dissatisfied", busy, rate=1.0)) == 1
    facts = {"parameters": replace(PARAMETERS, threshold=2 * ETHER)}
    poor = scene(makers(50), memory=unhappy, facts=facts)
    assert proposals("propose_when_dissatisfied", poor, rate=1.0) == []
    for name in ("propose_regularly", "spam", "whale"):
        assert proposals(name, poor) == []


def test_where_it_takes_no_votes_it_still_takes_some() -> None:
    facts: dict[str, Any] = {
        "parameters": replace(PARAMETERS, threshold=0),
        "votes": Amounts.of([0, 1, 0, 2]),
    }
    assert {who for who, _ in proposals("spam", scene(makers(4), facts=facts))} == {1, 3}


@pytest.mark.parametrize(("each_week", "days"), [(2, 7), (3, 7), (1, 1), (5, 2)])
def test_so_many_are_proposed_in_a_week_whatever_an_epoch_is(each_week: int, days: int) -> None:
    weeks = 2
    made = [
        proposals(
            "propose_regularly", scene(makers(9), epoch=epoch, seconds=86_400 * days), each_week=each_week
        )
        for epoch in range(7 * weeks // days)
    ]
    assert sum(map(len, made)) == each_week * weeks


def test_proposers_take_turns_and_so_do_matters() -> None:
    made = [
        each
        for epoch in range(100)
        for each in proposals("propose_regularly", scene(makers(10), epoch=epoch), about=["levy", "quorum"])
    ]
    who, what = Counter(account for account, _ in made), Counter(type(action) for _, action in made)
    assert len(who) == 10
    assert max(who.values()) < 40
    assert what == {SetLevy: 100, SetQuorum: 100}


def test_spam_changes_nothing() -> None:
    found = proposals("spam", scene(makers(2)), each=3)
    assert found == [(who, SetQuorum(bps=PARAMETERS.quorum)) for who in (0, 0, 0, 1, 1, 1)]


def test_a_whale_asks_for_its_part_once_at_a_time() -> None:
    view = scene(makers(2))
    assert proposals("whale", view, part=0.5) == [
        (who, PayOut(account=who, amount=Wei(5 * ETHER))) for who in (0, 1)
    ]
    asking = scene(makers(2), open_=[vote(2, LEVY)])
    assert [who for who, _ in proposals("whale", asking)] == [1]
    assert proposals("whale", scene(makers(2), treasury=ETHER), part=0.5, worth=0.6) == []
    assert proposals("whale", scene(makers(2), treasury=0), worth=0.0) == []
