"""The words that say how to replay, as a person writes them on the command line or in a notebook."""

from __future__ import annotations

import re

from dao_sim.errors import BadInput
from dao_sim.replay.electorate import LateVoter
from dao_sim.replay.votes import parse_number, parse_voter
from dao_sim.units import BPS, Bps, parse_percent

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


def parse_quorum(text: str) -> Bps:
    """`"4"` or `"4%"`: percent of the supply, with at most 2 places. Raises BadInput."""
    shown = "must be a percentage from 0 to 100, with at most 2 decimal places"
    try:
        quorum = parse_percent(f"{text.strip().removesuffix('%')}%")
    except ValueError:
        raise BadInput("quorum", shown, value=text) from None
    if quorum > BPS:
        raise BadInput("quorum", shown, value=text)
    return quorum


def parse_late(text: str) -> LateVoter:
    """`"18:0x…"`: a proposal and a voter. Raises BadInput."""
    number, _, voter = text.strip().partition(":")
    try:
        return parse_number(number), parse_voter(voter)
    except ValueError as error:
        hint = "write the proposal's number, a colon and the voter's address, such as 18:0x…"
        raise BadInput("late", str(error), hint=hint, value=text) from None


def parse_range(text: str) -> tuple[int, int]:
    """`"3-7"`, both ends included, or `"3"`. Raises BadInput, also if it is empty."""
    match = _RANGE.fullmatch(text.strip())
    hint = "write the first and the last proposal's number, such as 3-7"
    if match is None or not text.isascii():
        raise BadInput("proposals", "is not a range", hint=hint, value=text)
    try:
        first, last = parse_number(match[1]), parse_number(match[2] or match[1])
    except ValueError as error:
        raise BadInput("proposals", str(error), hint=hint, value=text) from None
    if first > last:
        raise BadInput("proposals", "the range is empty", hint=hint, value=text)
    return first, last
