"""Purposes and contribution points as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dao_sim.cli.session import Member
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.data_terms import Purpose
    from dao_sim.units import Address


MOST_POINTS = 2**32 - 1
"""What the contract can keep of one holder."""


def purpose_of(written: str) -> Purpose:
    """A purpose by its name. Raises BadInput naming those there are."""
    from dao_sim.coop.data_terms import PURPOSES, Purpose

    if written not in PURPOSES:
        hint = f"one of {', '.join(PURPOSES)}"
        raise BadInput("purpose", "there is no such purpose", hint=hint, value=written)
    return Purpose[written.upper()]


def points_of(member: Member, written: Iterable[str]) -> dict[Address, int]:
    """Contribution points by holder, from `WHO=POINTS,…`; one of the member's own where nothing is given.

    Raises BadInput for anything else, and for somebody named twice.
    """
    points: dict[Address, int] = {}
    for part in (part.strip() for parts in written for part in parts.split(",")):
        name, _, number = (piece.strip() for piece in part.rpartition("="))
        if not name or not (number.isascii() and number.isdecimal()):
            raise BadInput("holders", "must be WHO=POINTS", hint="such as ada=3,bram=2", value=part)
        if not 1 <= int(number) <= MOST_POINTS:
            hint = f"give whole points from 1 to {MOST_POINTS:,}"
            raise BadInput("holders", "a holder has points that cannot be counted", hint=hint, value=part)
        account = account_of(member, name)
        if account in points:
            hint = "give each holder its points once"
            raise BadInput("holders", "somebody is named twice", hint=hint, account=account)
        points[account] = int(number)
    return points or {member.address: 1}
