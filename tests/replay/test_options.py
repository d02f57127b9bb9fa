"""How a replay is asked for, in words."""

from __future__ import annotations

import pytest

from dao_sim.errors import BadInput
from dao_sim.replay.options import parse_late, parse_quorum, parse_range
from tests.replay.conftest import voter


@pytest.mark.parametrize(
    ("text", "bps"), [("4", 400), ("4%", 400), (" 2.5 % ", 250), ("0", 0), ("100", 10_000), ("0.01", 1)]
)
def test_a_quorum_is_a_percentage(text: str, bps: int) -> None:
    assert parse_quorum(text) == bps


@pytest.mark.parametrize("text", ["-1", "100.01", "101", "4.001", "four", "", "%", "nan", "4%%"])
def test_a_quorum_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="from 0 to 100") as caught:
        parse_quorum(text)

    assert caught.value.operands == {"value": text}


@pytest.mark.parametrize(("text", "both"), [("3-7", (3, 7)), ("0-0", (0, 0)), ("18", (18, 18))])
def test_a_range_has_two_ends(text: str, both: tuple[int, int]) -> None:
    assert parse_range(text) == both


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7-3", "empty"),
        ("", "not a range"),
        ("3-", "not a range"),
        ("-3", "not a range"),
        ("3-7-9", "not a range"),
        ("a-b", "not a range"),
        ("٣", "not a range"),
        (f"0-{2**64}", "whole number"),
    ],
)
def test_what_is_no_range_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        parse_range(text)

    assert caught.value.operands == {"value": text}


def test_a_late_voter_is_a_proposal_and_an_address() -> None:
    number, address = parse_late(f"18:{voter(1)}")

    assert (number, address.lower()) == (18, voter(1))


@pytest.mark.parametrize(
    "text", ["18", "18:", f":{voter(1)}", "18:0x12", f"x:{voter(1)}", f"-1:{voter(1)}", ""]
)
def test_what_is_no_late_voter_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="must be") as caught:
        parse_late(text)

    assert caught.value.operands == {"value": text}
