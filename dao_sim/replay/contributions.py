"""A recorded matching round, from two CSV files: who gave how much to what, and what was published about it.

Contributions have the columns `grant_id, donor_id, value_usd`; grants have `grant_id`, and may have `title`
and `estimated_match_usd`. Dollars are decimal, with at most 18 places. Further columns are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dao_sim.table import MAX_DIGITS, Source, open_rows, read_header, read_source
from dao_sim.units import Wei, parse_amount

DECIMALS = 6
"""Of the dollars that are paid: what is recorded to more places is rounded down to a millionth."""
_PLACES = 18
_MOST = 10**30
"""In millionths of a dollar; a contract can count a hundred million times as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A recorded contribution, in millionths of a dollar."""

    grant: str
    donor: str
    amount: Wei
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedGrant:
    """What could be given to. The estimate is in units of 10^-18 dollars, None where none was published."""

    name: str
    title: str
    estimate: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A round as the files have it, in their order."""

    grants: tuple[RecordedGrant, ...]
    payments: tuple[Payment, ...]
    """Those of something: what is less than a millionth is nothing."""
    of_nothing: int
    """How many contributions were of nothing."""


def load_contributions(contributions: str | Path, grants: str | Path) -> Recorded:
    """Reads both files. Raises BadInput naming file, line, column and value."""
    known = _grants(read_source(grants, "grants"))
    payments = _payments(read_source(contributions, "contributions"), {grant.name for grant in known})
    given = tuple(payment for payment in payments if payment.amount)
    return Recorded(grants=known, payments=given, of_nothing=len(payments) - len(given))


def parse_dollars(text: str) -> Wei:
    """Dollars in millionths. Raises ValueError for anything but a decimal with at most 6 places."""
    return Wei(_decimal(text, DECIMALS))


def _grants(source: Source) -> tuple[RecordedGrant, ...]:
    header = read_header(source)
    columns = ["grant_id", *(name for name in ("title", "estimated_match_usd") if name in header)]
    found: dict[str, RecordedGrant] = {}
    first: dict[str, int] = {}
    with open_rows(source, columns) as rows:
        for line, cells in rows:
            name, estimate = cells["grant_id"], cells.get("estimated_match_usd")
            if not name:
                raise source.bad("grant_id must not be empty", line=line, column="grant_id", value=name)
            if first.setdefault(name, line) != line:
                reason = f"this grant stands on line {first[name]} already"
                raise source.bad(reason, line=line, column="grant_id", value=name)
            found[name] = RecordedGrant(
                name=name,
                title=cells.get("title", ""),
                estimate=_dollars(source, line, "estimated_match_usd", estimate) if estimate else None,
            )
    return tuple(found.values())


def _payments(source: Source, grants: set[str]) -> list[Payment]:
    found = []
    with open_rows(source, ("grant_id", "donor_id", "value_usd")) as rows:
        for line, cells in rows:
            grant, donor = cells["grant_id"], cells["donor_id"]
            if grant not in grants:
                reason = "there is no such grant in the file of grants"
                raise source.bad(reason, line=line, column="grant_id", value=grant)
            if not donor:
                raise source.bad("donor_id must not be empty", line=line, column="donor_id", value=donor)
            value = _dollars(source, line, "value_usd", cells["value_usd"])
            amount = Wei(value // 10 ** (_PLACES - DECIMALS))
            found.append(Payment(grant=grant, donor=donor, amount=amount, line=line))
    return found


def _dollars(source: Source, line: int, column: str, text: str) -> int:
    try:
        return _decimal(text, _PLACES)
    except ValueError as error:
        raise source.bad(f"{column} {error}", line=line, column=column, value=text) from None


def _decimal(text: str, places: int) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"must have at most {MAX_DIGITS} digits, has {len(text)}")
    amount = parse_amount(text, places)
    if amount > _MOST * 10 ** (places - DECIMALS):
        raise ValueError("must be at most 10^24 dollars")
    return amount
