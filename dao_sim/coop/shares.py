"""Contributors' shares in a work as people write them: `ada=60%,bram=40%`, or in units."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dao_sim.errors import BadInput
from dao_sim.units import SHARES_PER_WORK, Address, format_amount, parse_amount

_PERCENT_PLACES = 4
"""A millionth of a work is 0.0001 %."""


def parse_shares(written: Iterable[str], who: Callable[[str], Address]) -> dict[Address, int]:
    """Units by contributor, 1,000,000 in all, each part being `WHO=PERCENT%` or `WHO=UNITS`.

    A part may hold several, with commas between. `who` turns a name into an address.
    Raises BadInput like `parse_units`, and where the shares do not sum to a whole work.
    """
    shares = parse_units(written, who)
    check_whole(shares)
    return shares


def parse_units(
    written: Iterable[str], who: Callable[[str], Address], what: str = "contributors"
) -> dict[Address, int]:
    """The same whatever the units sum to; `what` names them in errors.

    Raises BadInput for a share that is not a whole number of units, and for somebody named twice; whatever
    `who` raises.
    """
    shares: dict[Address, int] = {}
    for part in (part.strip() for parts in written for part in parts.split(",")):
        name, equals, share = (piece.strip() for piece in part.rpartition("="))
        if not equals or not name:
            raise BadInput(what, "must be WHO=SHARE", hint="such as ada=60%,bram=40%", value=part)
        account = who(name)
        if account in shares:
            hint = "give each account one share"
            raise BadInput(what, "somebody is named twice", hint=hint, account=account)
        shares[account] = _units(share, part, what)
    return shares


def check_whole(shares: dict[Address, int]) -> None:
    """Raises BadInput where the units do not sum to a whole work."""
    units = sum(shares.values())
    if units != SHARES_PER_WORK:
        whole = f"{SHARES_PER_WORK:,} units, which are 100 %"
        reason = f"sum to {percent_of(units)}, and must sum to 100 %"
        raise BadInput("contributors", reason, hint=f"a work has {whole}", units=units)


def percent_of(units: int) -> str:
    """Units as people read them: `60 %`, `33.3333 %`."""
    return f"{format_amount(units, _PERCENT_PLACES)} %"


def _units(share: str, part: str, what: str) -> int:
    try:
        digits = share.removesuffix("%")
        units = parse_amount(digits, 0 if digits == share else _PERCENT_PLACES)
    except ValueError as error:
        hint = f"write a percentage with at most {_PERCENT_PLACES} decimal places, or a whole number of units"
        raise BadInput(what, f"not a share: {error}", hint=hint, value=part) from error
    if not units:
        raise BadInput(what, "a share of nothing", hint="leave out who gets none", value=part)
    return units
