"""Quantities that carry their unit, and enums that mirror Solidity's.

Amounts are integers in the smallest unit from contract to report; floats appear in charts only.
"""

from __future__ import annotations

import re
from enum import IntEnum, IntFlag
from typing import NewType

Address = NewType("Address", str)
"""An account, as an EIP-55 checksummed `0x…` string."""

Wei = NewType("Wei", int)
"""An amount of ETH or of a token, in its smallest unit."""

Bps = NewType("Bps", int)
"""Basis points: 10,000 are the whole."""

Seconds = NewType("Seconds", int)
"""A duration, or a chain timestamp (seconds since 1970)."""

ETH = Address("0x0000000000000000000000000000000000000000")
"""The asset address that stands for the chain's own coin."""

SHARES_PER_WORK = 1_000_000
CREDIT_PER_UNIT = 1_000_000
"""Royalty credits are kept in millionths of an asset's smallest unit."""
BPS = 10_000
MAX_UINT256 = 2**256 - 1
MAX_UINT208 = 2**208 - 1


class MemberClass(IntEnum):
    """`IMembership.MemberClass`."""

    NONE = 0
    CREATOR = 1
    ENTERPRISE = 2
    PUBLIC_BODY = 3
    PATRON = 4


class Support(IntEnum):
    """`GovernorCountingSimple.VoteType`."""

    AGAINST = 0
    FOR = 1
    ABSTAIN = 2


class ProposalState(IntEnum):
    """`IGovernor.ProposalState`."""

    PENDING = 0
    ACTIVE = 1
    CANCELED = 2
    DEFEATED = 3
    SUCCEEDED = 4
    QUEUED = 5
    EXPIRED = 6
    EXECUTED = 7


class Flag(IntFlag):
    """What a screener can find of a submission: the bits of `ISubmissions.Verdict.flags`."""

    NEAR_DUPLICATE = 1
    MISSING_FIELD = 2
    CAP_EXCEEDED = 4
    OTHER = 8


_DURATION = re.compile(r"(\d+)\s*(s|m|h|d|w)?")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_SCALES = ("", "k", "M", "B", "T")
_DECIMAL = re.compile(r"(\d+)(?:\.(\d+))?")


def parse_amount(text: str | int, decimals: int = 18) -> int:
    """Whole units, written in decimal, as an integer in the smallest unit. Never rounds.

    Raises `ValueError` for anything that is not a non-negative decimal number with at most `decimals` places.
    """
    match = _DECIMAL.fullmatch(str(text).strip())
    if match is None or not str(text).isascii():
        raise ValueError("must be a non-negative decimal number such as 12.5")
    whole, places = match[1], match[2] or ""
    if len(places) > decimals:
        raise ValueError(f"must have at most {decimals} decimal places, has {len(places)}")
    return int(whole + places.ljust(decimals, "0"))


def format_amount(amount: int, decimals: int = 18) -> str:
    """The smallest unit as a decimal number of whole units, exactly (the inverse of `parse_amount`)."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 10**decimals)
    places = str(rest).rjust(decimals, "0").rstrip("0") if decimals else ""
    return f"{sign}{whole:,}" + (f".{places}" if places else "")


def short_amount(amount: int, decimals: int = 18) -> str:
    """Whole units in at most four digits, rounded down, for a screen: `14.73B`, `358.0M`, `52`."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    power, suffix = 0, ""
    for candidate, name in enumerate(_SCALES):
        if amount >= 10 ** (decimals + 3 * candidate):
            power, suffix = 3 * candidate, name
    whole = amount // 10 ** (decimals + power)
    places = max(4 - len(str(whole)), 0) if power else 0
    digits = str(amount * 10**places // 10 ** (decimals + power)).rjust(places + 1, "0")
    shown = f"{digits[:-places]}.{digits[-places:]}" if places else f"{int(digits):,}"
    return f"{sign}{shown}{suffix}"


def parse_duration(text: str | int) -> Seconds:
    """`"90s"`, `"15m"`, `"12h"`, `"3d"`, `"2w"`, or a number of seconds. Raises `ValueError` otherwise."""
    match = _DURATION.fullmatch(str(text).strip())
    if match is None or not str(text).isascii():
        raise ValueError("must be seconds, or a number with s, m, h, d or w, such as 3d")
    return Seconds(int(match[1]) * _SECONDS[match[2] or "s"])


def format_duration(seconds: int) -> str:
    """Seconds in the largest unit that fits exactly: `259200` as `3d` (an inverse of `parse_duration`)."""
    fitting = [unit for unit, size in _SECONDS.items() if unit != "w" and seconds % size == 0]
    unit = fitting[-1] if seconds else "s"
    return f"{seconds // _SECONDS[unit]}{unit}"


def parse_percent(text: object) -> Bps:
    """`"7.5%"` in basis points, exactly. Raises `ValueError` unless it is a percentage, at most 2 places."""
    if not isinstance(text, str) or not text.strip().endswith("%"):
        raise ValueError("must be a percentage such as 7.5%")
    return Bps(parse_amount(text.strip()[:-1].rstrip(), 2))
