"""Who sits on panels, what panellists say of works, and who proposes another cap on AI."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dao_sim.coop.review_terms import ReviewTerms
from dao_sim.ledger.actions import SetContentRule
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import ContentRule, Panellists
from dao_sim.ledger.content_intents import Enlist, SealVerdicts
from dao_sim.ledger.intents import Propose
from dao_sim.sim.behaviours.propose_ai_cap import ProposeAiCap
from dao_sim.sim.behaviours.review_works import ReviewWorks
from dao_sim.sim.view import CoopView, Review, View
from dao_sim.testing.situations import situations
from dao_sim.units import Bps, Wei
from tests.unit.sim.behaviours.scenes import ETHER, all_of, drawn, makers, scene

SURE: dict[str, Any] = {"error": 0.0, "speaks": 1.0, "dislike": 1.0, "bar": 0.3}


def panels(view: View, *reviews: Review) -> View:
    """The view, where panels vote on these cases."""
    facts = view.coop._facts
    return replace(view, coop=CoopView(0, facts, list, lambda: reviews))


def case(number: int, *panel: int, quality: float = 0.5, ai_share: float = 0.5, sealed: int = -1) -> Review:
    who = np.array(panel, dtype=np.int64)
    return Review(case=number, panel=who, sealed=who == sealed, quality=quality, ai_share=ai_share)


def verdicts(view: View, **keys: Any) -> dict[int, dict[int, bool]]:
    """Case → account → whether it upholds the claim."""
    acts = ReviewWorks(**{**SURE, "enlists": 0.0, **keys}).decide(view, all_of(view), drawn(view))
    seals = [act for act in acts if isinstance(act, SealVerdicts)]
    return {act.case: dict(zip(act.accounts.tolist(), act.upheld.tolist(), strict=True)) for act in seals}


def test_who_works_with_ai_itself_minds_it_less() -> None:
    """Of a work of quality 0.5, three quarters AI's: 0.5 − 0.75 · (1 − use), beside a bar of 0.3."""
    view = scene(makers(2, ai_use=0.9), makers(2, ai_use=0.1) | {"name": "others"}, review=ReviewTerms())
    found = verdicts(panels(view, case(4, 0, 3, ai_share=0.75), case(9, 1, 2, quality=0.2, ai_share=0.0)))
    assert found == {4: {0: False, 3: True}, 9: {1: True, 2: True}}


def test_a_vote_is_sealed_once_and_only_by_panellists() -> None:
    view = scene(makers(4), review=ReviewTerms())
    assert verdicts(panels(view, case(1, 0, 2, sealed=2))).keys() == {1}
    assert list(verdicts(panels(view, case(1, 0, 2, sealed=2)))[1]) == [0]
    assert verdicts(panels(view, case(1, 0, 2)), speaks=0.0) == {}


def test_on_several_panels_one_errs_in_each_by_itself() -> None:
    view = scene(makers(1), review=ReviewTerms())
    many = [case(number, 0, quality=0.3, ai_share=0.0) for number in range(1, 41)]
    found = [each[0] for each in verdicts(panels(view, *many), error=0.2).values()]
    assert 8 <= sum(found) <= 32


@pytest.mark.parametrize(
    ("stake", "retired", "money", "enlists"),
    [(0, False, 2, True), (ETHER, False, 2, False), (ETHER, True, 2, True), (0, False, 0, False)],
)
def test_members_enlist_who_cannot_be_drawn_and_have_the_stake(
    stake: int, retired: bool, money: int, enlists: bool
) -> None:
    one = np.zeros(1, dtype=np.int64)
    known = Panellists(accounts=one, stakes=Amounts.of([stake]), seats=one, retired=np.array([retired]))
    values: dict[str, Any] = {"stake": "1", "fee": "0.1"}
    terms = ReviewTerms(**values)
    cohort = makers(1, wealth=str(money), engagement=1.0)
    view = scene(cohort, review=terms, facts={"panellists": known})
    acts = ReviewWorks(enlists=1.0).decide(view, all_of(view), drawn(view))
    assert [act.amounts.tolist() for act in acts if isinstance(act, Enlist)] == [[ETHER]] * enlists


def test_without_panels_there_is_nothing_to_do() -> None:
    view = scene(makers(3))
    assert ReviewWorks(enlists=1.0).decide(view, all_of(view), drawn(view)) == []


def test_the_cap_goes_towards_what_the_bothered_use_themselves() -> None:
    """As they say in each situation with works on sale; never up, and by a step at most."""
    keys: dict[str, Any] = {"every": 1, "first": 0, "step": "10%"}
    behaviour, proposed = ProposeAiCap(**keys), 0
    for view in situations():
        members = np.arange(view.people.size)
        for act in behaviour.decide(view, members, drawn(view)):
            assert isinstance(act, Propose)
            ((action,),) = act.actions
            assert isinstance(action, SetContentRule)
            rule = view.coop.content_rules[action.domain]
            assert rule.cap - 1_000 <= action.cap < rule.cap
            assert (action.deposit, action.review_from) == (rule.deposit, rule.review_from)
            works = view.catalogue.domain == view.domains.index(action.domain)
            assert view.people.ai_use[act.accounts[0]] + 0.1 < view.catalogue.ai_share[works].mean()
            proposed += 1
    assert proposed


def test_who_uses_as_much_is_not_bothered() -> None:
    rules = {"music": ContentRule(cap=Bps(5_000), review_from=Bps(10_001), deposit=Wei(0))}
    view = scene(makers(3, ai_use=1.0), facts={"content_rules": rules})
    assert ProposeAiCap(every=1, first=0).decide(view, all_of(view), drawn(view)) == []
