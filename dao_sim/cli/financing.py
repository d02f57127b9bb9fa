"""What the commands about share units and their income have in common: units, multiples, and what came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.money import exact
from dao_sim.cli.session import Member
from dao_sim.errors import BadInput
from dao_sim.units import SHARES_PER_WORK, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dao_sim.coop.custody import Custodian
    from dao_sim.units import Address

Work = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The work's number.")]
Units = Annotated[
    str,
    typer.Argument(metavar="SHARE", help="How much of the work: 12.5%, or units of a million."),
]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
PaidIn = Annotated[str, typer.Option("--in", metavar="ASSET", help="ETH, a token's address, or its symbol.")]
Multiple = Annotated[
    str, typer.Option("--multiple", metavar="FACTOR", help="What is due for each unit, such as 1.2.")
]
_PERCENT_PLACES = 4
"""A millionth of a work is 0.0001 %."""


def units_of(written: str) -> int:
    """A share of a work in units. Raises BadInput for none, or more than a work has."""
    digits = written.removesuffix("%")
    try:
        units = parse_amount(digits, 0 if digits == written else _PERCENT_PLACES)
    except ValueError as error:
        hint = f"write a percentage with at most {_PERCENT_PLACES} decimal places, or a number of units"
        raise BadInput("share", str(error), hint=hint, value=written) from error
    if not 0 < units <= SHARES_PER_WORK:
        hint = f"a work has {SHARES_PER_WORK:,} units, which are 100 %"
        raise BadInput("share", "is nothing, or more than there is", hint=hint, value=written)
    return units


def multiple_of(written: str) -> int:
    """A factor in basis points. Raises BadInput for anything else."""
    try:
        return parse_amount(written, 4)
    except ValueError as error:
        raise BadInput("multiple", str(error), hint="write a factor such as 1.2", value=written) from error


def collected(member: Member, custodian: Custodian, matter: int, asset: str) -> Data:
    """Brings in what units in custody earned in an asset. Anybody may."""
    from dao_sim.coop.assets import asset_named

    paid_in = asset_named(member.coop, asset)
    call = custodian.collect(matter, paid_in.address)
    amount = call.simulate(member.address)
    sent = member.send(call, f"{exact(paid_in, amount)} came in.")
    return {"asset": paid_in.address, "amount": str(amount), **sent}


def amounts(found: Mapping[Address, int]) -> list[dict[str, Any]]:
    """What there is by asset, as data."""
    return [{"asset": asset, "amount": str(amount)} for asset, amount in found.items()]
