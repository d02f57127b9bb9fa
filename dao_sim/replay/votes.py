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

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dao_sim.errors import BadInput
from dao_sim.units import MAX_UINT208, Address, Support, Wei, format_amount, parse_amount

COLUMNS = ("proposal", "voter", "weight", "unit", "support")
MAX_PROPOSAL = 2**63 - 1
_MAX_DIGITS = 100
_LONGEST_CELL = 2**31 - 1
"""What csv can be told on every system; its own 131,072 letters are fewer than a forum post may have."""
_SHOWN = 80
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
    path = Path(path)
    raw = _bytes(path)
    with _long_cells():
        votes = _votes(path, _text(path, raw))
    return VoteFile(path=path, votes=tuple(votes), sha256=hashlib.sha256(raw).hexdigest())


def _votes(path: Path, text: str) -> list[Vote]:
    lines = _rows(path, text)
    header_line, header = next(lines, (0, []))
    if not header:
        raise _bad(path, "the file is empty", hint=_HEADER_HINT)
    places = _places(path, header_line, [name.strip() for name in header])
    votes: list[Vote] = []
    seen: dict[tuple[int, Address], int] = {}
    units: dict[int, tuple[str, int]] = {}
    for line, cells in lines:
        if len(cells) != len(header):
            raise _bad(
                path, f"a line must have {len(header)} values, as the header has", line=line, value=len(cells)
            )
        vote = _vote(path, line, {name: cells[place].strip() for name, place in places.items()})
        first = seen.setdefault((vote.proposal, vote.voter), line)
        if first != line:
            reason = f"this voter has voted on proposal {vote.proposal} before, on line {first}"
            raise _bad(path, reason, line=line, column="voter", value=vote.voter)
        unit, first = units.setdefault(vote.proposal, (vote.unit, line))
        if unit != vote.unit:
            reason = f"the votes on proposal {vote.proposal} are in {unit[:_SHOWN]!r} since line {first}"
            raise _bad(path, reason, line=line, column="unit", value=vote.unit)
        votes.append(vote)
    if not votes:
        raise _bad(path, "there is a header and no votes", line=header_line)
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


_HEADER_HINT = f"the first line names the columns: {','.join(COLUMNS)}"


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


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _bad(path, "there is no such file") from None
    except IsADirectoryError:
        raise _bad(path, "this is a folder", hint="name a CSV file") from None
    except OSError as error:
        raise _bad(path, f"the file cannot be read: {error.strerror or error}") from error


def _text(path: Path, raw: bytes) -> str:
    try:
        if (nul := raw.find(b"\0")) >= 0:
            raise UnicodeDecodeError("utf-8", raw, nul, nul + 1, "a NUL byte")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, value = raw.count(b"\n", 0, error.start) + 1, f"byte 0x{raw[error.start]:02x}"
        hint = "export the votes as CSV, as UTF-8"
        raise _bad(
            path, "this is a binary file, or not UTF-8 text", line=line, value=value, hint=hint
        ) from None


@contextmanager
def _long_cells() -> Iterator[None]:
    """Further columns are left alone, whatever their length. The limit is the whole process's."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, cells) of every record that is not blank.

    A line ends with CR, LF or both, and nowhere else: `str.splitlines` knows more ends than CSV does.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _bad(path, f"this is not CSV: {error}", line=line) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _places(path: Path, line: int, header: Sequence[str]) -> dict[str, int]:
    for name in COLUMNS:
        if (times := header.count(name)) != 1:
            reason = "a column is missing" if times == 0 else f"a column is named {times} times"
            found = ",".join(header)[:_SHOWN]
            raise _bad(path, reason, line=line, column=name, value=found, hint=_HEADER_HINT)
    return {name: header.index(name) for name in COLUMNS}


def _vote(path: Path, line: int, cells: dict[str, str]) -> Vote:
    column = ""
    try:
        column = "proposal"
        proposal = parse_number(cells[column])
        column = "voter"
        voter = parse_voter(cells[column])
        column = "weight"
        weight = _weight(cells[column])
        column = "unit"
        if not (unit := cells[column]):
            raise ValueError("must say what the weight counts, such as tokens")
        column = "support"
        if (support := _SUPPORT.get(cells[column].lower())) is None:
            raise ValueError(f"must be one of {', '.join(_SUPPORT)}")
    except ValueError as error:
        raise _bad(path, f"{column} {error}", line=line, column=column, value=cells[column]) from None
    return Vote(proposal=proposal, voter=voter, weight=weight, unit=unit, support=support, line=line)


def _weight(text: str) -> Wei:
    if len(text) > _MAX_DIGITS:
        raise ValueError(f"must have at most {_MAX_DIGITS} digits, has {len(text)}")
    weight = parse_amount(text)
    if weight > MAX_UINT208:
        raise ValueError(f"must be at most {format_amount(MAX_UINT208)}, all that a voting token can count")
    return Wei(weight)


def _bad(path: Path, reason: str, *, hint: str | None = None, **operands: Any) -> BadInput:
    if isinstance(value := operands.get("value"), str) and len(value) > _SHOWN:
        operands["value"] = f"{value[:_SHOWN]}…"
    return BadInput("votes", reason, hint=hint, file=str(path), **operands)
