"""How a charter writes amounts, durations, shares and accounts: each a pydantic type with its range.

A value is text as a person writes it ("10000", "3d", "7.5%") and becomes an integer in the smallest unit, in
seconds, or in basis points. The message of a wrong value says what would be right.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from eth_utils.address import is_checksum_address, to_checksum_address
from pydantic import BeforeValidator, Field

from dao_sim.units import (
    ETH,
    MAX_UINT208,
    Address,
    MemberClass,
    format_amount,
    format_duration,
    parse_amount,
    parse_duration,
    parse_percent,
)

NO_CAP = MAX_UINT208
"""The largest cap a contract can keep, which is none in practice; a charter writes "none"."""

PANELS_DECIDE = "panels"
"""What a charter writes where panels take the place of an account that decides."""

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_PERCENTAGES = {"quorum", "early_success", "levy", "veto", "threshold"}
_PERCENTAGES |= {"most", "weight", "majority", "cap", "review_from"}
_AMOUNTS = {"mint_cap", "proposal_threshold", "proposal_bond", "amount", "tokens", "minimum"}
_AMOUNTS |= {"min_active_stake", "per_proposal", "per_proposer", "per_epoch", "stake", "fee", "bonus"}
_AMOUNTS |= {"deposit"}
_NUMBERS = {"swing_extensions", "size"}
_CLASSES = {"creator", "enterprise", "public_body", "patron"}
_ACCOUNT = re.compile(r"account:(\d{1,6})")


def _percent(value: Any, most: int) -> int:
    shown = f"must be a percentage from 0% to {format_amount(most, 2)}%"
    try:
        bps = parse_percent(value)
    except ValueError as error:
        raise ValueError(f"{shown}, with at most 2 decimal places") from error
    if bps > most:
        raise ValueError(shown)
    return bps


def _duration(value: Any, least: str, most: str) -> int:
    shown = f"must be a duration from {least} to {most}, such as 90s, 12h or 3d"
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(shown)
    try:
        seconds = parse_duration(value)
    except ValueError as error:
        raise ValueError(shown) from error
    if not parse_duration(least) <= seconds <= parse_duration(most):
        raise ValueError(shown)
    return seconds


def _amount(value: Any, *, may_be_none: bool) -> int:
    shown = (
        "must be a number of whole tokens, written as 1000 or in quotes as '12.5', at most 18 decimal places"
    )
    if may_be_none:
        shown += ', or "none"'
        if value == "none":
            return NO_CAP
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(shown)
    try:
        amount = parse_amount(value)
    except ValueError as error:
        raise ValueError(shown) from error
    if amount > MAX_UINT208:
        raise ValueError(f"{shown}, at most {format_amount(MAX_UINT208)}")
    return amount


def _address(value: str, wanted: str) -> Address:
    """An address whose capitals, if it mixes them, are EIP-55's: they are there to catch a mistyped digit."""
    if not _ADDRESS.fullmatch(value):
        raise ValueError(wanted)
    if value[2:] not in (value[2:].lower(), value[2:].upper()) and not is_checksum_address(value):
        raise ValueError(f"is mistyped: its capitals do not match its digits (EIP-55); {wanted}")
    if value == ETH:
        raise ValueError(f"is the zero address, which is nobody; {wanted}")
    return Address(to_checksum_address(value))


def _account(value: Any) -> str:
    wanted = 'must be an address (0x and 40 hex digits) or "account:N", the chain\'s N-th account from 0'
    if not isinstance(value, str):
        raise ValueError(wanted)
    return value if _ACCOUNT.fullmatch(value) else _address(value, wanted)


def _arbiter(value: Any) -> str:
    try:
        return value if value == PANELS_DECIDE else _account(value)
    except ValueError as error:
        raise ValueError(f'{error}, or "{PANELS_DECIDE}", drawn as [review] says') from error


def _asset(value: Any) -> str:
    wanted = 'must be "ETH" or the address of an ERC-20 (0x and 40 hex digits)'
    if not isinstance(value, str):
        raise ValueError(wanted)
    return ETH if value in ("ETH", ETH) else _address(value, wanted)


def written(text: str) -> Any:
    """A default, as a charter would write it. Typed Any because the field holds what is made of it."""
    return Field(default=text)


def rewritten(key: str, value: Any) -> Any:
    """A charter's value in the form that a charter is read from, exactly, by what its key counts."""
    if isinstance(value, dict):
        return {name: rewritten(name, part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [rewritten(key, part) for part in value]
    if key in ("class", "chambers") and value is not None:
        return MemberClass(value).name.lower()
    if value == NO_CAP:
        return "none"
    if isinstance(value, bool) or not isinstance(value, int):
        return "ETH" if value == ETH else value
    if key in _PERCENTAGES:
        return f"{format_amount(value, 2)}%"
    if key in _NUMBERS:
        return value
    if key in _AMOUNTS:
        return format_amount(value).replace(",", "")
    return format_duration(value)


def shown(key: str, value: Any) -> str:
    """A charter's value as a person reads it, by what its key counts."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(name, part)}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(shown(key, part) for part in value) or "none"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(rewritten(key, value))
    whole, point, places = text.partition(".")
    return f"{int(whole):,}{point}{places}" if whole.isdecimal() and whole.isascii() else text


def account_index(reference: str) -> int | None:
    """N of "account:N"; None for an address."""
    match = _ACCOUNT.fullmatch(reference)
    return int(match[1]) if match else None


def parse_class(value: Any) -> MemberClass:
    """A class, by its member, its number on chain, or its name. Raises ValueError naming the four."""
    if isinstance(value, int) and not isinstance(value, bool) and value in range(1, len(MemberClass)):
        return MemberClass(value)
    name = str(value).lower().replace(" ", "_").replace("-", "_")
    if name not in _CLASSES:
        raise ValueError("must be creator, enterprise, public body or patron")
    return MemberClass[name.upper()]


def percent(most: str = "100%") -> BeforeValidator:
    """A percentage from 0 % to `most`, in basis points."""
    return BeforeValidator(lambda value: _percent(value, parse_percent(most)))


def duration(least: str, most: str) -> BeforeValidator:
    """A duration within that range, in seconds."""
    return BeforeValidator(lambda value: _duration(value, least, most))


Tokens = Annotated[int, BeforeValidator(lambda value: _amount(value, may_be_none=False))]
"""An amount of an 18-decimal token, in its smallest unit."""

Cap = Annotated[int, BeforeValidator(lambda value: _amount(value, may_be_none=True))]
"""An amount per epoch, in the smallest unit; "none" for no cap."""

Account = Annotated[str, BeforeValidator(_account)]
"""An address, or "account:N"."""

Arbiter = Annotated[str, BeforeValidator(_arbiter)]
"""An address, "account:N", or "panels"."""

Asset = Annotated[Address, BeforeValidator(_asset)]
"""The address of an asset; "ETH" is the zero address."""

OneClass = Annotated[MemberClass, BeforeValidator(parse_class)]
"""A class of members, written by name."""
