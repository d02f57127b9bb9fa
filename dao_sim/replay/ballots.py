"""Ballots to be counted by any rule, from a CSV file: read exactly, or refused with the place that is wrong.

Columns `voter, weight, ballot`, in any order; further columns are left alone.

- `voter`: any name, once. An address is the same voter in any capitals.
- `weight`: decimal, at most 18 places, kept as an integer of 10^-18. Never rounded.
- `ballot`: as the rule has it: an option `A`, a ranking `A>B>C`, an approval `A|B`, a split `A:3|B:1`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dao_sim.metrics.tallies import Rule
from dao_sim.replay.votes import parse_weight
from dao_sim.table import Source, open_rows, read_source

COLUMNS = ("voter", "weight", "ballot")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFile:
    """A file of ballots as it was when it was read."""

    path: Path
    ballots: tuple[tuple[Any, int], ...]
    """(choice, weight) pairs, in the file's order; at least one. What a choice is, the rule says."""


def load_ballots(path: str | Path, rule: Rule, *, listed: Sequence[str] = ()) -> BallotFile:
    """Every ballot in the file, which names only options that are `listed`, if any are.

    Raises BadInput naming the file and, as far as they are known, line, column and value.
    """
    source = read_source(path, "ballots")
    ballots: list[tuple[Any, int]] = []
    seen: dict[str, int] = {}
    with open_rows(source, COLUMNS) as rows:
        for line, cells in rows:
            voter = cells["voter"]
            key = voter.lower() if _ADDRESS.fullmatch(voter) else voter
            first = seen.setdefault(key, line)
            if first != line:
                reason = f"this voter has a ballot already, on line {first}"
                raise source.bad(reason, line=line, column="voter", value=voter)
            ballots.append(_ballot(source, line, cells, rule, listed))
    return BallotFile(path=source.path, ballots=tuple(ballots))


def _ballot(
    source: Source, line: int, cells: dict[str, str], rule: Rule, listed: Sequence[str]
) -> tuple[Any, int]:
    column = ""
    try:
        column = "voter"
        if not cells[column]:
            raise ValueError("must have a name")
        column = "weight"
        weight = parse_weight(cells[column])
        column = "ballot"
        choice = rule.read(cells[column])
        for option in rule.named(choice):
            if listed and option not in listed:
                raise ValueError(f"must name listed options: {option!r} is none{_nearest(option, listed)}")
    except ValueError as error:
        raise source.bad(f"{column} {error}", line=line, column=column, value=cells[column]) from None
    return choice, weight


def _nearest(option: str, listed: Sequence[str]) -> str:
    close = difflib.get_close_matches(option, listed, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
