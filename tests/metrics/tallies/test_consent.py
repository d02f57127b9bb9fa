"""Who may stop a measure: chambers, and holders who veto."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.metrics.tallies.chambers import Chamber, needed_classes, passes
from dao_sim.metrics.tallies.optimistic import vetoed
from dao_sim.units import Bps, MemberClass

CREATOR, ENTERPRISE, PATRON = MemberClass.CREATOR, MemberClass.ENTERPRISE, MemberClass.PATRON


def chamber(members: int, for_: int, against: int, abstain: int = 0, *, quorum: int = 40) -> Chamber:
    return Chamber(
        members=members,
        quorum=Bps(quorum * 100),
        threshold=Bps(5_000),
        for_=for_,
        against=against,
        abstain=abstain,
    )


@pytest.mark.parametrize(
    ("each", "passing"),
    [
        (chamber(10, 3, 1), True),
        (chamber(10, 3, 0), False),
        (chamber(10, 2, 2), False),
        (chamber(10, 1, 0, 3), True),
        (chamber(10, 0, 0, 10), False),
        (chamber(0, 0, 0), True),
        (chamber(1, 0, 0, quorum=0), False),
        (replace(chamber(12, 8, 4), threshold=Bps(6_666)), True),
        (replace(chamber(12, 8, 4), threshold=Bps(6_667)), False),
    ],
)
def test_a_chamber_passes_with_its_quorum_and_more_than_its_threshold(each: Chamber, passing: bool) -> None:
    assert each.passes is passing


def test_one_chamber_stops_all_the_others() -> None:
    willing, unwilling = chamber(100, 100, 0), chamber(2, 1, 1)

    assert passes([willing, willing])
    assert not passes([willing, unwilling])


def test_a_class_that_nobody_is_in_is_in_nobody_s_way_but_decides_nothing_alone() -> None:
    assert passes([chamber(3, 3, 0), chamber(0, 0, 0)])
    assert not passes([chamber(0, 0, 0)])
    assert not passes([])


CHAMBERS = st.builds(chamber, st.integers(0, 12), *[st.integers(0, 4)] * 3, quorum=st.integers(0, 100))


@given(st.lists(CHAMBERS, max_size=4))
def test_no_chamber_passes_without_its_quorum_and_its_majority(chambers: list[Chamber]) -> None:
    if passes(chambers):
        for each in filter(lambda each: each.members, chambers):
            present = each.for_ + each.against + each.abstain
            assert Fraction(present, each.members) >= Fraction(each.quorum, 10_000)
            assert Fraction(each.for_, each.for_ + each.against) > Fraction(1, 2)


@given(CHAMBERS)
def test_a_vote_for_never_stops_a_chamber_that_passes(each: Chamber) -> None:
    if each.passes:
        assert replace(each, for_=each.for_ + 1).passes


def test_a_batch_needs_the_union_and_an_unknown_call_everybody() -> None:
    everybody = {CREATOR, ENTERPRISE, PATRON}
    table = {
        ("vault", "setLevy"): {CREATOR},
        ("treasury", "pay"): {ENTERPRISE},
        ("coop", "note"): set[MemberClass](),
    }

    assert needed_classes([("vault", "setLevy")], table, everybody) == {CREATOR}
    assert needed_classes(list(table), table, everybody) == {CREATOR, ENTERPRISE}
    assert needed_classes([("vault", "setLevy"), ("vault", "other")], table, everybody) == everybody
    assert needed_classes([], table, everybody) == set()


@pytest.mark.parametrize(
    ("objections", "supply", "veto"),
    [(49, 1_000, False), (50, 1_000, True), (50, 1_001, False), (0, 1, False), (0, 0, True)],
)
def test_exactly_the_share_is_a_veto(objections: int, supply: int, veto: bool) -> None:
    assert vetoed(objections, supply, Bps(500)) is veto
