"""What the commands about money held for others have in common: putting it in, and having it paid."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.money import exact
from dao_sim.cli.session import Member
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput, Refused
from dao_sim.units import parse_duration, parse_percent

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.escrow import Escrow

To = Annotated[
    str | None, typer.Option("--to", metavar="ADDRESS", help="Who is paid: an address or a name: you.")
]


def send_all(member: Member, calls: Iterable[Call], told: dict[str, Any], say: str) -> Data:
    """Sends approvals, and then what they are for, which a dry run cannot try before they are there."""
    *approvals, last = calls
    for approval in approvals:
        sent = member.send(approval, f"Approved: {approval}.")
        if member.dry_run:
            member.out.note("the rest can be tried once the tokens are approved")
            return {**told, **sent}
    return {**told, **member.send(last, say)}


def hash_of(file: Path) -> bytes:
    """The hash (keccak-256) by which a file goes on the chain.

    Raises BadInput where it is empty or cannot be read.
    """
    from eth_utils.crypto import keccak

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput("file", f"cannot be read: {error.strerror or error}", file=str(file)) from error
    if not content:
        raise BadInput("file", "is empty", hint="give the file that holds what you show", file=str(file))
    return keccak(content)


def basis_points(what: str, written: str) -> int:
    """A percentage in basis points. Raises BadInput for anything else."""
    try:
        return parse_percent(written)
    except ValueError as error:
        raise BadInput(what, str(error), value=written) from error


def seconds(what: str, written: str) -> int:
    """A duration in seconds. Raises BadInput for anything else."""
    try:
        return parse_duration(written)
    except ValueError as error:
        raise BadInput(what, str(error), value=written) from error


def claim_all(member: Member, component: str, escrow: Escrow, to: str | None) -> Data:
    """Has everything paid that the account is owed there. Raises Refused where that is nothing."""
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.escrow import owed_to

    owed = owed_to(escrow, member.address)
    if not owed:
        raise Refused(component, "there is nothing to claim", account=member.address)
    payee = member.address if to is None else account_of(member, to)
    claims = []
    for asset, amount in owed.items():
        paid = exact(asset_at(member.coop, asset), amount)
        sent = member.send(escrow.claim(asset, payee), f"{paid} went to {payee}.")
        claims.append({"asset": asset, "amount": str(amount), **sent})
    return {"payee": payee, "claims": claims}
