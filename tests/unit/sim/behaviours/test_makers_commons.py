"""What is proposed to be done with common money, and what a platform's firm does instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

import numpy as np
import pytest
from pydantic import ValidationError

from dao_sim.ledger.actions import OpenGrant, OpenRound, PayOut, SetLevy
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Propose, Vote
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.behaviours.firm import Firm
from dao_sim.sim.behaviours.firm_votes import FirmVotes
from dao_sim.sim.behaviours.fund_makers import FundMakers
from dao_sim.sim.behaviours.open_grants import OpenGrants
from dao_sim.sim.behaviours.open_rounds import OpenRounds
from dao_sim.sim.behaviours.set_levy import SetLevyByRule
from dao_sim.sim.view import Open
from dao_sim.units import Bps, Seconds, Wei
from tests.unit.sim.behaviours.situations import ETHER, WEEK, Situation, creators

ALWAYS: Any = {"every": 1, "first": 0}


B = TypeVar("B", bound=Behaviour)


def asked(kind: type[B], **keys: Any) -> B:
    """As a scenario asks for it, shares written in percent."""
    return kind(**keys)


def levy(bps: int) -> SetLevy:
    return SetLevy(bps=Bps(bps))


def payment(account: int, amount: int) -> PayOut:
    return PayOut(account=account, amount=Wei(amount))


def rich(size: int = 10) -> Situation:
    situation = creators(size)
    situation.facts["treasured"] = 8 * ETHER
    return situation


def test_payments_go_to_those_who_earned_least_and_are_a_part_of_the_treasury() -> None:
    situation = rich()
    situation.minds["income"] = np.array([5, 1, 5, 5, 2, 5, 5, 5, 5, 5], dtype=np.float64)
    propose: Propose = situation.act(FundMakers(makers=2, part=0.5, **ALWAYS))
    (actions,) = propose.actions
    assert actions == (payment(1, 2 * ETHER), payment(4, 2 * ETHER))


def test_payments_go_to_those_whose_works_are_best() -> None:
    situation = rich()
    situation.work(3, quality=0.9)
    situation.work(7, quality=0.7)
    situation.work(7, quality=0.1)
    (actions,) = situation.act(FundMakers(makers=2, to="promising", **ALWAYS)).actions
    assert [action.account for action in actions] == [3, 7]


def test_they_are_proposed_when_it_is_time_and_there_is_something() -> None:
    behaviour = FundMakers(every=4, first=2)
    assert [epoch for epoch in range(12) if rich().acts(behaviour, epoch)] == [2, 6, 10]
    assert creators().acts(FundMakers(**ALWAYS)) == []  # an empty treasury


def test_who_proposes_has_the_votes_for_it() -> None:
    situation = rich()
    situation.facts |= {"held": Amounts.of([0, 5, 0, 0, 9, 0, 0, 0, 0, 4]), "threshold": 5}
    proposers = {int(situation.act(FundMakers(**ALWAYS), epoch).accounts[0]) for epoch in range(20)}
    assert proposers == {1, 4}
    situation.facts["threshold"] = 10
    assert situation.acts(FundMakers(**ALWAYS)) == []


def test_rounds_are_for_the_latest_works_one_a_maker() -> None:
    situation = rich()
    for maker in (4, 1, 4, 2):
        situation.work(maker)
    behaviour = OpenRounds(part=0.5, cap=0.25, duration=3, grants=2, **ALWAYS)
    ((action,),) = situation.act(behaviour).actions
    assert action == OpenRound(
        pool=Wei(4 * ETHER), cap=Wei(ETHER), delay=Seconds(0), duration=Seconds(3 * WEEK), works=(4, 3)
    )
    ((action,),) = situation.act(behaviour.model_copy(update={"to": "makers"})).actions
    assert cast("OpenRound", action).accounts == (2, 4)


def test_grants_pay_the_same_up_front_and_by_milestones() -> None:
    terms: Any = {"grants": 2, "part": 0.3, "stages": 3, **ALWAYS}
    ((*milestones,),) = rich().act(OpenGrants(**terms)).actions
    ((*upfront,),) = rich().act(OpenGrants(upfront=True, **terms)).actions
    assert [grant.grantee for grant in milestones] == [each.account for each in upfront]
    assert [sum(stage.amount for stage in grant.stages) for grant in milestones] == [
        each.amount for each in upfront
    ]
    assert sum(each.amount for each in upfront) == 24 * ETHER // 10


def test_grants_are_reviewed_by_others_of_good_name() -> None:
    situation = rich()
    situation.minds["reputation"] = np.arange(10) / 10.0
    ((grant,),) = situation.act(OpenGrants(grants=1, reviewers=2, bond=0.5, apart=2, **ALWAYS)).actions
    assert isinstance(grant, OpenGrant)
    assert len(set(grant.reviewers) - {grant.grantee}) == 2
    assert min(grant.reviewers) >= 3  # drawn from the six best
    assert [stage.due for stage in grant.stages] == [2 * WEEK, 4 * WEEK, 6 * WEEK]
    assert grant.bond == sum(stage.amount for stage in grant.stages) // 2


def test_nobody_has_a_grant_who_could_not_be_reviewed() -> None:
    assert rich(1).acts(OpenGrants(**ALWAYS)) == []


@pytest.mark.parametrize(
    ("treasury", "present", "proposed"),
    [(0, 500, 600), (0, 1_950, 2_000), (0, 2_000, None), (5, 500, None), (50, 500, 400), (50, 50, 0)],
)
def test_a_rule_moves_the_levy_towards_a_reserve(treasury: int, present: int, proposed: int | None) -> None:
    situation = creators()
    situation.facts |= {"treasured": treasury * ETHER, "levy": present}
    acts = situation.acts(asked(SetLevyByRule, every=1, to="20%", step="1%", least=1, most=10))
    assert [act.actions for act in cast("list[Propose]", acts)] == (
        [] if proposed is None else [[(levy(proposed),)]]
    )


def test_a_levy_can_be_proposed_once_in_a_given_epoch() -> None:
    behaviour = asked(SetLevyByRule, at=3, to="12.5%")
    assert [epoch for epoch in range(9) if creators().acts(behaviour, epoch)] == [3]
    ((action,),) = creators().act(behaviour, 3).actions
    assert action == levy(1_250)


def test_no_levy_above_what_contracts_allow_can_be_asked_for() -> None:
    for wrong in (lambda: asked(SetLevyByRule, to="31%"), lambda: asked(Firm, target="31%")):
        with pytest.raises(ValidationError, match="30%"):
            wrong()


def platform() -> Situation:
    situation = rich()
    situation.view["firm"] = 9
    return situation


def test_a_firm_raises_its_cut_up_to_its_target_and_takes_its_profit() -> None:
    situation, behaviour = platform(), asked(Firm, target="30%", step="2%", profit=0.5, **ALWAYS)
    acts: Propose = situation.act(behaviour)
    assert acts.accounts.tolist() == [9, 9]
    assert list(acts.actions) == [(levy(700),), (payment(9, 4 * ETHER),)]
    situation.facts["levy"] = 2_900
    assert situation.act(behaviour).actions[0] == (levy(3_000),)
    situation.facts |= {"levy": 3_000, "treasured": 0}
    assert situation.acts(behaviour) == []


def test_a_co_op_has_no_firm() -> None:
    assert rich().acts(Firm(profit=1.0, **ALWAYS)) == []
    assert rich().acts(FirmVotes()) == []


def test_a_firm_votes_for_what_it_proposed_and_against_the_rest() -> None:
    situation = platform()
    nobody = np.zeros(10, dtype=np.bool_)
    ours = Open(
        number=1,
        proposer=9,
        actions=[levy(700)],
        for_share=0.0,
        against_share=0.0,
        quorum_share=0.04,
        epochs_left=0.5,
        attending=nobody,
        promised=np.full(10, -1, dtype=np.int8),
        weight_share=np.append(np.zeros(9), 1.0),
        supports=np.full(10, -1, dtype=np.int8),
    )
    voted = np.full(10, -1, dtype=np.int8)
    voted[9] = 1
    situation.open = (ours, replace(ours, number=2, proposer=3), replace(ours, number=3, supports=voted))
    votes = cast("list[Vote]", situation.acts(FirmVotes()))
    assert [(vote.proposal, vote.accounts.tolist(), vote.supports.tolist()) for vote in votes] == [
        (1, [9], [1]),
        (2, [9], [0]),
    ]
