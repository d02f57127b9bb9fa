"""Votes that were cast somewhere, from a CSV file: read exactly, or refused with the place that is wrong.

Columns `proposal, voter, weight, unit, support`, in any order; further columns are left alone.

- `proposal`: a whole number. Proposals are replayed in the order of their numbers.
- `voter`: an address in any capitals. A checksum is not demanded: files of many tools have none, and a
  slip only makes another voter.
- `weight`: decimal, at most 18 places, kept as an integer of 10^-18. Never rounded.
- `unit`: what the weight counts, the same for all votes on one proposal.
- `support`: `for`, `against` or `abstain`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dao_sim.table import MAX_DIGITS, Rows, Source, open_rows, read_source
from dao_sim.units import MAX_UINT208, Address, Support, Wei, format_amount, parse_amount

COLUMNS = ("proposal", "voter", "weight", "unit", "support")
MAX_PROPOSAL = 2**63 - 1
_UNIT_SHOWN = 80
"""Letters of a unit that an error about another one quotes."""
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_NOBODY = "0x" + "0" * 40
_SUPPORT = {support.name.lower(): support for support in Support}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One line of the file."""

    proposal: int
    voter: Address
    weight: Wei
    """In units of 10^-18 of what `unit` counts."""
    unit: str
    support: Support
    line: int
    """Where it stands in the file; the first line is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteFile:
    """A file of votes as it was when it was read."""

    path: Path
    votes: tuple[Vote, ...]
    """In the file's order; at least one."""
    sha256: str
    """Of the very bytes that were read: a pipe cannot be read twice, and a file may change."""


def read_votes(path: str | Path) -> list[Vote]:
    """Every vote in the file, in the file's order.

    Raises BadInput naming the file and, as far as they are known, line, column and value.
    """
    return list(load_votes(path).votes)


def load_votes(path: str | Path) -> VoteFile:
    """The votes as `read_votes` gives them, with the checksum of what was read. Raises BadInput."""
    source = read_source(path, "votes")
    with open_rows(source, COLUMNS) as rows:
        votes = _votes(source, rows)
    return VoteFile(path=source.path, votes=tuple(votes), sha256=source.sha256)


def _votes(source: Source, rows: Rows) -> list[Vote]:
    votes: list[Vote] = []
    seen: dict[tuple[int, Address], int] = {}
    units: dict[int, tuple[str, int]] = {}
    for line, cells in rows:
        vote = _vote(source, line, cells)
        first = seen.setdefault((vote.proposal, vote.voter), line)
        if first != line:
            reason = f"this voter has voted on proposal {vote.proposal} before, on line {first}"
            raise source.bad(reason, line=line, column="voter", value=vote.voter)
        unit, first = units.setdefault(vote.proposal, (vote.unit, line))
        if unit != vote.unit:
            reason = f"the votes on proposal {vote.proposal} are in {unit[:_UNIT_SHOWN]!r} since line {first}"
            raise source.bad(reason, line=line, column="unit", value=vote.unit)
        votes.append(vote)
    return votes


def parse_voter(text: str) -> Address:
    """An address in any capitals. Raises ValueError for anything else, and for the zero address."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError("must be an address: 0x and 40 hexadecimal digits")
    if text == _NOBODY:
        raise ValueError("must not be the zero address, which cannot hold or vote")
    return _checksum(text.lower())


def parse_number(text: str) -> int:
    """A proposal's number. Raises ValueError for anything but a whole number from 0 to 2^63 - 1."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PROPOSAL))):
        raise ValueError("must be a whole number: proposals are numbered in the order they were made")
    if int(text) > MAX_PROPOSAL:
        raise ValueError("must be a number below 2^63: proposals are numbered in the order they were made")
    return int(text)


@lru_cache(maxsize=1 << 16)
def _checksum(lower: str) -> Address:
    """EIP-55's capitals for an address in lower case.

    A file may have a million voters: this takes half the time of the general function, which has to
    look at what it is given.
    """
    from eth_utils.crypto import keccak

    digest = keccak(text=lower[2:]).hex()
    digits = zip(lower[2:], digest, strict=False)
    return Address("0x" + "".join([digit.upper() if nibble > "7" else digit for digit, nibble in digits]))


def _vote(source: Source, line: int, cells: dict[str, str]) -> Vote:
    column = ""
    try:
        column = "proposal"
        proposal = parse_number(cells[column])
        column = "voter"
        voter = parse_voter(cells[column])
        column = "weight"
        weight = parse_weight(cells[column])
        column = "unit"
        if not (unit := cells[column]):
            raise ValueError("must say what the weight counts, such as tokens")
        column = "support"
        if (support := _SUPPORT.get(cells[column].lower())) is None:
            raise ValueError(f"must be one of {', '.join(_SUPPORT)}")
    except ValueError as error:
        raise source.bad(f"{column} {error}", line=line, column=column, value=cells[column]) from None
    return Vote(proposal=proposal, voter=voter, weight=weight, unit=unit, support=support, line=line)


def parse_weight(text: str) -> Wei:
    """A decimal of at most 18 places as an integer of 10^-18.

    Raises ValueError for anything else, and for more than a voting token can count.
    """
    if len(text) > MAX_DIGITS:
        raise ValueError(f"must have at most {MAX_DIGITS} digits, has {len(text)}")
    weight = parse_amount(text)
    if weight > MAX_UINT208:
        raise ValueError(f"must be at most {format_amount(MAX_UINT208)}, all that a voting token can count")
    return Wei(weight)
