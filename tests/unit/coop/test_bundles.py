"""Works and their shares as people write them."""

from __future__ import annotations

import pytest

from dao_sim.coop.bundles import parse_works
from dao_sim.errors import BadInput


def test_works_are_written_with_their_shares_in_any_order() -> None:
    assert parse_works(["12=0.01%", "3=40%, 4=59.99%"]) == {3: 4_000, 4: 5_999, 12: 1}
    assert [*parse_works(["2=1%", "1=0%"])] == [1, 2]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1", "WORK=PERCENT"),
        ("=1%", "WORK=PERCENT"),
        ("it=1%", "WORK=PERCENT"),
        ("-1=1%", "WORK=PERCENT"),
        ("1=a lot", "not a share"),
        ("1=0.001%", "not a share"),
        ("1=1%,1=2%", "named twice"),
        ("1=60%,2=40.01%", "sum to 100.01 %"),
    ],
)
def test_what_makes_no_sense_is_refused(written: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        parse_works([written])
