"""Contributors' shares as people write them."""

from __future__ import annotations

import pytest

from dao_sim.coop.shares import parse_shares, percent_of
from dao_sim.errors import BadInput
from dao_sim.units import Address

ADA, BRAM = Address("0x" + "a" * 40), Address("0x" + "b" * 40)
PEOPLE = {"ada": ADA, "bram": BRAM, ADA: ADA}


def who(name: str) -> Address:
    return PEOPLE[name]


@pytest.mark.parametrize(
    ("written", "units"),
    [
        (["ada=60%,bram=40%"], (600_000, 400_000)),
        (["ada=60%", "bram=40%"], (600_000, 400_000)),
        (["ada = 60 % , bram = 40 %"], (600_000, 400_000)),
        (["ada=33.3333%,bram=66.6667%"], (333_333, 666_667)),
        (["ada=0.0001%,bram=99.9999%"], (1, 999_999)),
        (["ada=600000,bram=400000"], (600_000, 400_000)),
        (["ada=60%,bram=400000"], (600_000, 400_000)),
        ([f"{ADA}=1000000"], (1_000_000,)),
    ],
)
def test_percentages_become_units(written: list[str], units: tuple[int, ...]) -> None:
    assert parse_shares(written, who) == dict(zip((ADA, BRAM), units, strict=False))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (["ada=60%,bram=39.9999%"], "sum to 99.9999 %"),
        (["ada=60%,bram=40"], "sum to 60.004 %"),
        (["ada=100.0001%"], "sum to 100.0001 %"),
        (["ada=33.33333%,bram=66.66667%"], "at most 4 decimal places"),
        (["ada=500000.5,bram=50%"], "at most 0 decimal places"),
        (["ada=-10%,bram=110%"], "non-negative"),
        (["ada=0%,bram=100%"], "a share of nothing"),
        (["ada=50%,ada=50%"], "somebody is named twice"),
        ([f"ada=50%,{ADA}=50%"], "somebody is named twice"),
        (["ada"], "must be WHO=SHARE"),
        (["=100%"], "must be WHO=SHARE"),
        (["ada=100%,"], "must be WHO=SHARE"),
        ([], "sum to 0 %"),
    ],
)
def test_what_does_not_come_out_in_whole_units_of_one_work_is_refused(written: list[str], says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_shares(written, who)
    assert says in str(caught.value)
    assert caught.value.hint


def test_units_are_shown_as_percentages() -> None:
    assert [percent_of(units) for units in (1, 333_333, 600_000, 1_000_000)] == [
        "0.0001 %",
        "33.3333 %",
        "60 %",
        "100 %",
    ]
