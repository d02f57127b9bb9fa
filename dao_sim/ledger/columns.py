"""Checks on an intent before any of it is carried out: columns of one length, accounts that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np

from dao_sim.coop.content_terms import domain_id
from dao_sim.errors import BadInput
from dao_sim.ledger.actions import Action
from dao_sim.ledger.intents import NOBODY, Intent
from dao_sim.ledger.lots import SEEDS
from dao_sim.units import MemberClass

_RANGES = {"classes": (0, len(MemberClass) - 1), "supports": (0, 127)}
"""Columns whose values the contracts' own types bound; supports beyond 2 are refused by the voting rule."""

_OF_ACCOUNTS = {"accounts", "senders", "recipients", "delegates", "payees", "contributors"}
_OF_TREASURY_TOO = {"WithdrawGrant", "ClaimRewards", "ClaimDeposits"}
"""Intents whose accounts can be `NOBODY`."""
_LARGEST_NUMBER = 2**31 - 1
_UINT16 = 2**16 - 1
_LARGEST = {
    **dict.fromkeys(("works", "foreign_works", "offers", "licences"), _LARGEST_NUMBER),
    **dict.fromkeys(("submissions", "cases", "case"), _LARGEST_NUMBER),
    "seeds": SEEDS - 1,
    **dict.fromkeys(("grants", "milestones"), _LARGEST_NUMBER),
    **dict.fromkeys(("ai_share_bps", "share_bps"), _UINT16),
    **dict.fromkeys(("units", "bps"), np.iinfo(np.int64).max),
}
"""What numbers in these columns, or in the lists in them, can be at most; at least, they are 0."""

_ACCOUNTS_OF_ACTIONS = {"account", "accounts", "grantee", "reviewers"}


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def check(intent: Intent, accounts: int, coops: int) -> int:
    """How many rows the intent has. Raises BadInput naming the column that does not fit, and the row."""
    name = type(intent).__name__
    coop = getattr(intent, "coop", 0)
    if not 0 <= coop < coops:
        raise BadInput(name, f"there are {coops} co-ops, numbered from 0", coop=coop)
    for one in ("proposal", "round"):
        if (number := getattr(intent, one, 0)) < 0:
            raise BadInput(name, f"{one}s are numbered from 1", number=number)
    kind: Any = type(intent)
    columns = {field: getattr(intent, field) for field in _fields(kind)}
    lengths = {column: len(value) for column, value in columns.items() if _is_column(value)}
    if not columns.get("foreign", True):
        del lengths["foreign"]
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{column} {length}" for column, length in lengths.items())
        raise BadInput(name, f"columns must have one length, not {shown}")
    _check_accounts(name, columns, accounts)
    for column, (least, most) in _RANGES.items():
        if column in columns:
            _check_range(name, column, columns[column], (least, most), f"must be from {least} to {most}")
    for row, actions in enumerate(columns.get("actions", ())):
        _check_actions(row, actions, accounts)
    for column in _LARGEST.keys() & columns.keys():
        _check_numbers(name, column, columns[column], _LARGEST[column])
    _check_elsewhere(name, columns, coops)
    return next(iter(lengths.values()), 1)


def _check_accounts(name: str, columns: dict[str, Any], accounts: int) -> None:
    least = NOBODY if name in _OF_TREASURY_TOO else 0
    for column in _OF_ACCOUNTS & columns.keys():
        reason = f"there are {accounts} accounts, numbered from 0"
        _check_range(name, column, columns[column], (least, accounts - 1), reason)


def _check_numbers(name: str, column: str, values: Any, largest: int) -> None:
    _check_range(name, column, values, (0, largest), f"must be from 0 to {largest:,}")


def _check_range(name: str, column: str, values: Any, within: tuple[int, int], reason: str) -> None:
    """Of a column, of a list of them, one per row, or of one number for all rows."""
    least, most = within
    if isinstance(values, int):
        values = np.array([values])
    if isinstance(values, np.ndarray):
        if len(values) and not least <= values.min() <= values.max() <= most:
            row = int(np.flatnonzero((values < least) | (values > most))[0])
            raise BadInput(name, reason, column=column, row=row, value=int(values[row]))
        return
    together = np.concatenate(values) if len(values) else np.zeros(0, dtype=np.int64)
    if len(together) and not least <= together.min() <= together.max() <= most:
        for row, inner in enumerate(values):
            _check_range(name, f"{column}[{row}]", inner, within, reason)


def _check_elsewhere(name: str, columns: dict[str, Any], coops: int) -> None:
    """Domains' names, and works of other co-ops, in `foreign`, or in `foreign_coops` and `foreign_works`."""
    for domain in columns["domains"] if name == "Submit" else ():
        domain_id(domain)
    if "foreign_coops" in columns:
        _check_numbers(name, "foreign_coops", columns["foreign_coops"], coops - 1)
    for row, elsewhere in enumerate(columns.get("foreign", ())):
        for coop, work, units in elsewhere:
            if not 0 <= coop < coops:
                reason = f"there are {coops} co-ops, numbered from 0"
                raise BadInput(name, reason, column="foreign", row=row, value=coop)
            if not (0 <= work <= _LARGEST_NUMBER and units >= 0):
                reason = "must have a work's number and units that are not negative"
                raise BadInput(name, reason, column="foreign", row=row, value=(coop, work, units))


def _is_column(value: Any) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str)


def _check_actions(row: int, actions: Sequence[Action], accounts: int) -> None:
    """Numbers are not negative, and accounts are there."""
    for action in actions:
        for field in fields(action):
            value = getattr(action, field.name)
            if field.name == "domain":
                domain_id(value)
            for number in value if isinstance(value, tuple) else (value,):
                if isinstance(number, int):
                    _check_number(type(action).__name__, field.name, row, number, accounts)


def _check_number(name: str, field: str, row: int, number: int, accounts: int) -> None:
    if number < 0:
        raise BadInput(name, f"{field} must not be negative", row=row, value=number)
    if field in ("cap", "review_from") and name == "SetContentRule" and number > _UINT16:
        raise BadInput(name, f"{field} must be at most {_UINT16:,}", row=row, value=number)
    if field in _ACCOUNTS_OF_ACTIONS and number >= accounts:
        raise BadInput(name, f"there are {accounts} accounts, numbered from 0", row=row, value=number)
