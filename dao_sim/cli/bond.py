"""`dao-sim bond`: what proposing locked, and how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting_governor, reading_governor
from dao_sim.cli.votes import tokens_text

if TYPE_CHECKING:
    from dao_sim.coop.bonds import Bond

app = group_app("See what proposing locked, and have it paid back.")

Number = Annotated[int, typer.Argument(metavar="PROPOSAL", min=1, help="The proposal's number.")]


@app.command()
@reading_governor
def show(out: Output, visit: Visit) -> Data:
    """Show the bond of every proposal, and which can be released.

    Example: dao-sim bond show
    """
    from dao_sim.coop.bonds import bonds

    found = bonds(visit.coop.branch)
    rows = [
        (str(each.proposal), each.proposer, tokens_text(out, visit, each.amount), _state(visit, each))
        for each in found
    ]
    out.table("Bonds", ["proposal", "put up by", "amount", ""], rows)
    return {"bonds": [_data(each) for each in found]}


@app.command()
@acting_governor
def release(_out: Output, member: Member, proposal: Number) -> Data:
    """Have a bond paid to whom it belongs now that its proposal is over. Anybody may.

    Example: dao-sim bond release 1
    """
    from dao_sim.coop.bonds import bond_of

    call = bond_of(member.coop.branch).release(proposal)
    return {"proposal": str(proposal), **member.send(call, f"The bond of proposal {proposal} is released.")}


def _state(visit: Visit, bond: Bond) -> str:
    if bond.released_to == visit.coop.treasury.address:
        return "lost to the treasury"
    if bond.released_to is not None:
        return "paid back"
    return "can be released" if bond.can_be_released else "locked"


def _data(bond: Bond) -> dict[str, Any]:
    return {
        "proposal": str(bond.proposal),
        "proposer": bond.proposer,
        "amount": str(bond.amount),
        "released_to": bond.released_to,
        "can_be_released": bond.can_be_released,
    }
