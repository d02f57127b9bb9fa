"""Who makes what: creators, enterprises and public bodies, by what it earns, costs and means to them."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.ledger.intents import NOBODY
from dao_sim.sim.behaviours.enterprise import Enterprise
from dao_sim.sim.behaviours.make_works import MakeWorks
from dao_sim.sim.behaviours.patron import Patron
from dao_sim.sim.behaviours.public_body import PublicBody
from dao_sim.sim.economy import EconomyTerms
from dao_sim.sim.networks import Network
from dao_sim.sim.plans import Commission, Create, Gift
from dao_sim.sim.supply import worth
from dao_sim.sim.view import Ids
from tests.unit.sim.behaviours.situations import ETHER, Situation, creators
from tests.unit.sim.people import cohort, people

EVERYBODY = MakeWorks(rate=1.0, calling=1.0, moods=0.0)


def keen(size: int = 100, **keys: object) -> Situation:
    """Creators who all make a work at `EVERYBODY`."""
    return creators(size, engagement=1, **keys)


def ties(size: int, pairs: list[tuple[int, int, bool]]) -> Network:
    first, second, strong = (np.array(column) for column in zip(*pairs, strict=True))
    return Network.of_ties(size, first, second, strong)


def makers(situation: Situation, behaviour: MakeWorks) -> Ids:
    (plan,) = cast("list[Create]", situation.acts(behaviour))
    return plan.accounts


def test_as_many_make_a_work_as_the_formula_says() -> None:
    situation = creators(20_000, engagement=0.8)
    behaviour = MakeWorks(rate=0.5, calling=0.2, moods=0.5, hope=0.06)
    pay = 0.06 * 0.95  # after a levy of 5 %
    cost = 0.02 * 0.5 * 1.3
    expected = 0.5 * 0.8 * (0.2 + 0.8 * pay / (pay + cost))
    assert len(makers(situation, behaviour)) / 20_000 == pytest.approx(expected, abs=0.012)


def test_a_higher_levy_leaves_less_and_less_is_made() -> None:
    low, high = creators(5_000), creators(5_000)
    high.facts["levy"] = 3_000
    greedy = MakeWorks(rate=1.0, calling=0.0, hope=0.02)
    fewer, more = set(makers(high, greedy).tolist()), set(makers(low, greedy).tolist())
    assert fewer < more  # the same chance: who still makes is among those who made


def test_the_discontent_make_nothing_where_only_mood_counts() -> None:
    situation = keen(3)
    situation.minds["satisfaction"] = np.array([0.0, 0.5, 1.0])
    assert makers(situation, MakeWorks(rate=1.0, calling=1.0, moods=1.0)).tolist() == [1, 2]


def test_nobody_makes_what_they_cannot_pay() -> None:
    situation = keen(4)
    situation.view["economy"] = EconomyTerms(cost=11.0)
    assert situation.acts(EVERYBODY) != []
    situation.view["economy"] = EconomyTerms(cost=20.0)
    assert situation.acts(EVERYBODY) == []  # 20 × 0.75 of effort are more than 10 ETH


def test_those_who_are_no_members_make_nothing() -> None:
    situation = keen(4)
    situation.facts["kinds"] = np.array([1, 0, 1, 0], dtype=np.int8)
    assert makers(situation, EVERYBODY).tolist() == [0, 2]


def test_own_experience_counts_beside_everybodys() -> None:
    situation = keen(2)
    for _ in range(20):
        situation.work(0, sold=10)  # 0.1 ETH each
        situation.work(1, sold=0)
    lucky, unlucky = worth(situation.seen(), np.array([0, 1]), hope=0.0)
    common = 20 * 0.1 / 45
    assert lucky == pytest.approx((common + 20 * 0.1) / 21 * 0.95)
    assert unlucky == pytest.approx(common / 21 * 0.95)


def test_domains_are_ones_own_or_what_sold_last() -> None:
    situation = keen(50)
    situation.work(0, domain=2)
    situation.work(1, domain=1, sold=5, sold_last=5)
    plan: Create = situation.act(MakeWorks(rate=1.0, calling=1.0, moods=0.0, habit=1.0))
    assert plan.domains[0] == 2  # its own
    assert set(plan.domains[2:].tolist()) == {1}  # nothing of their own yet: the market's


def test_ai_grows_where_it_sells_and_shrinks_where_it_does_not() -> None:
    def share(sold_by_machines: int, sold_by_hands: int) -> float:
        situation = keen(5, ai_use=0.4)
        situation.view["economy"] = EconomyTerms(ai_saving=0.0)
        situation.work(0, ai_share=1.0, sold_last=sold_by_machines)
        situation.work(1, ai_share=0.0, sold_last=sold_by_hands)
        plan: Create = situation.act(MakeWorks(rate=1.0, calling=1.0, moods=0.0, ai_pull=1.0))
        return float(plan.ai_shares[0])

    assert share(10, 0) == pytest.approx(0.4 * 1.5)
    assert share(0, 10) == pytest.approx(0.4 * 0.5)


def test_a_cap_binds_those_who_comply_and_nobody_else() -> None:
    situation = keen(20, ai_use=0.9)
    situation.view["ai_cap"] = {"music": 0.3, "film": 0.3, "heritage": 0.3}
    for compliance, most in ((1.0, 0.3), (0.0, 1.0)):
        plan: Create = situation.act(
            MakeWorks(rate=1.0, calling=1.0, moods=0.0, compliance=compliance, hope=0.0)
        )
        assert plan.ai_shares.max() == most


def test_helpers_are_found_over_ties_of_the_kind_that_is_asked() -> None:
    situation = keen(4)
    situation.view["network"] = ties(4, [(0, 1, True), (0, 2, False)])
    for weak, helper in ((0.0, 1), (1.0, 2)):
        plan: Create = situation.act(MakeWorks(rate=1.0, calling=1.0, moods=0.0, together=1.0, weak=weak))
        assert plan.co_makers[0] == helper
        assert plan.co_makers[3] == NOBODY  # tied to nobody


def test_helpers_are_members() -> None:
    situation = keen(2)
    situation.view["network"] = ties(2, [(0, 1, True)])
    situation.facts["kinds"] = np.array([1, 0], dtype=np.int8)
    plan: Create = situation.act(MakeWorks(rate=1.0, calling=1.0, moods=0.0, together=1.0, weak=0.0))
    assert plan.co_makers.tolist() == [NOBODY]


def test_one_of_several_ties_is_as_likely_as_another() -> None:
    network = ties(4, [(0, 1, True), (0, 2, True), (0, 3, True)])
    points = np.linspace(0.0, 1.0, 3_000, endpoint=False)
    found = network.tied(np.zeros(3_000, dtype=np.int64), np.ones(3_000, dtype=np.bool_), points)
    assert np.bincount(found).tolist() == [0, 1_000, 1_000, 1_000]


def test_derivatives_derive_from_what_is_near_to_ones_taste() -> None:
    situation = keen(30)
    situation.work(0, taste=(0.9, 0.9))
    situation.work(1, taste=(0.1, 0.1))
    situation.work(2, taste=(0.0, 0.0), born=-60)  # no longer on sale
    plan: Create = situation.act(MakeWorks(rate=1.0, calling=1.0, moods=0.0, derive=1.0))
    counts = np.bincount(plan.parents, minlength=3)
    assert counts[2] == 0
    assert counts[1] > counts[0] > 0  # four looks at two works: the farther one in one case of 16


def enterprises(size: int = 3) -> Situation:
    return Situation(people(cohort("firms", size, "enterprise", taste={"mean": (0.8, 0.8), "spread": 0})))


def test_enterprises_make_as_many_works_as_capital_buys_and_no_more_than_they_may() -> None:
    situation = enterprises()
    situation.view["economy"] = EconomyTerms(cost=1.0, ai_saving=0.5)
    plan: Create = situation.act(Enterprise(works=9, capital=0.2, ai=0.8, effort=0.5, hope=10.0))
    # 2 ETH at 0.5 × (1 − 0.4) = 0.3 each are 6 works
    assert np.bincount(plan.accounts).tolist() == [6, 6, 6]
    plan = situation.act(Enterprise(works=2, capital=0.2, ai=0.8, effort=0.5, hope=10.0))
    assert np.bincount(plan.accounts).tolist() == [2, 2, 2]


def test_enterprises_make_nothing_that_does_not_pay_after_the_levy() -> None:
    situation = enterprises()
    situation.view["economy"] = EconomyTerms(cost=1.0, ai_saving=0.0)
    behaviour = Enterprise(hope=0.75, effort=0.7)
    assert situation.acts(behaviour) != []  # 0.75 × 0.95 is more than 0.7
    situation.facts["levy"] = 1_000
    assert situation.acts(behaviour) == []  # 0.75 × 0.9 is less


def test_who_keeps_to_a_cap_reckons_with_what_a_work_then_costs() -> None:
    situation = enterprises()
    situation.view["economy"] = EconomyTerms(cost=1.0, ai_saving=0.8)
    keeping, breaking = (Enterprise(hope=0.3, ai=0.9, effort=1.0, compliance=each) for each in (1.0, 0.0))
    assert situation.acts(keeping) != []  # 0.3 × 0.95 is more than 1 − 0.8 × 0.9
    situation.view["ai_cap"] = dict.fromkeys(("music", "film", "heritage"), 0.5)
    assert situation.acts(keeping) == []  # and less than 1 − 0.8 × 0.5
    assert situation.acts(breaking) != []
    many = keen(2_000, ai_use=0.9)
    many.view["economy"] = EconomyTerms(cost=0.2, ai_saving=0.8)
    paid = MakeWorks(rate=1.0, calling=0.0, moods=0.0)
    before = set(makers(many, paid).tolist())
    many.view["ai_cap"] = dict.fromkeys(("music", "film", "heritage"), 0.0)
    assert set(makers(many, paid).tolist()) < before


def test_enterprises_follow_the_tastes_that_are_bought() -> None:
    situation = enterprises(1)
    situation.work(0, taste=(-0.4, 0.0), sold_last=30)
    situation.work(0, taste=(0.0, 0.4), sold_last=10)
    plan: Create = situation.act(Enterprise(works=1, follow=0.5, hope=10.0))
    assert plan.tastes is not None
    assert plan.tastes[0] == pytest.approx([(0.8 - 0.3) / 2, (0.8 + 0.1) / 2])


def districts() -> Situation:
    return Situation(
        people(
            cohort("near", 5, region="centre"),
            cohort("far", 5, region="edge"),
            cohort("town", 1, "public body", region="centre"),
            regions=[{"name": "centre"}, {"name": "edge", "remoteness": 0.9}],
        )
    )


def test_public_bodies_commission_free_works_from_the_poorest_of_remote_makers() -> None:
    situation = districts()
    situation.minds["income"] = np.array([0, 0, 0, 0, 0, 9, 1, 5, 2, 7, 0], dtype=np.float64)
    plan: Commission = situation.act(PublicBody(works=2, fee=0.5, domain="heritage"), accounts=[10])
    assert plan.recipients.tolist() == [6, 8]
    assert plan.amounts.tolist() == [ETHER // 2] * 2
    assert plan.senders.tolist() == [10, 10]
    assert plan.domains.tolist() == [2, 2]


def test_public_bodies_pay_no_more_than_they_have() -> None:
    plan: Commission = districts().act(PublicBody(works=5, fee=4.0), accounts=[10])
    assert len(plan.senders) == 2  # of 10 ETH


def test_an_unknown_domain_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="is no domain") as refused:
        districts().acts(PublicBody(domain="opera"), accounts=[10])
    assert "heritage" in str(refused.value.hint)


def test_patrons_give_a_part_of_their_money_to_makers_near_to_them() -> None:
    situation = creators(50)
    situation.work(0, taste=(1.0, 1.0))
    situation.work(1, taste=(0.0, 0.0))
    act: Gift = situation.act(Patron(rate=1.0, part=0.02, looks=20))
    assert set(act.recipients.tolist()) == {1}
    assert 1 not in act.senders.tolist()  # nobody gives to themselves
    assert set(act.amounts.tolist()) == {ETHER // 5}
    act = situation.act(Patron(rate=1.0, part=0.02, most=0.05, looks=20))
    assert set(act.amounts.tolist()) == {ETHER // 20}
