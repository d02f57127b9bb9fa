"""`dao-sim dispute`: claims to shares in works, which panels uphold or dismiss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.dispute_show import DISPUTE_COLUMNS, dispute_data, dispute_row
from dao_sim.cli.escrows import hash_of, send_all
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.coop.disputes import Dispute, DisputeKind

app = group_app("Claim shares in a work that are due to somebody else.")

WorkNumber = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The work's number.")]
Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The dispute's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The dispute's number.  [default: all]")
]
Party = Annotated[
    str, typer.Option("--party", metavar="WHO", help="Whose: a contributor of the work, by name or address.")
]
Heirs = Annotated[
    list[str],
    typer.Option("--for", metavar="WHO=SHARE", help="Who is due how much, in % or in units of 1,000,000."),
]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="shares or infringement.")]
Grounds = Annotated[Path, typer.Option("--grounds", metavar="FILE", help="Why; its hash is published.")]


@app.command("open")
@acting
def open_(
    out: Output,
    member: Member,
    number: WorkNumber,
    *,
    party: Party,
    heirs: Heirs,
    grounds: Grounds,
    kind: Kind = "shares",
) -> Data:
    """Claim units of a work's contributor for whom they are due, and pay a panel. Anybody may.

    Example: dao-sim dispute open 1 --party ada --for bram=10% --grounds why.txt
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.disputes import disputes_of, open_dispute
    from dao_sim.coop.panels import panels_of
    from dao_sim.coop.shares import parse_units

    contract, about = disputes_of(member.coop), _kind(kind)
    due = parse_units(heirs, lambda name: account_of(member, name), "for")
    at_fault, hashed = account_of(member, party), hash_of(grounds)
    panels = panels_of(member.coop)
    asset, cost = asset_at(member.coop, panels.asset()), panels.cost()
    calls = open_dispute(
        member.coop, member.address, work=number, party=at_fault, heirs=due, grounds=hashed, kind=about
    )
    told = {
        "work": number,
        "kind": about.name.lower(),
        "party": at_fault,
        "heirs": [{"account": who, "units": units} for who, units in due.items()],
        "grounds": f"0x{hashed.hex()}",
        "asset": asset.address,
        "cost": str(cost),
    }
    sent = send_all(member, calls, told, f"Claimed; {exact(asset, cost)} are there for the panel.")
    opened = None
    if member.receipt is not None and (found := contract.decode(member.receipt, contract.DisputeOpened)):
        opened, case = str(found[0].dispute_id), found[0].case_id
        out.line(f"It is dispute {opened}, and case {case} of the panels.")
        out.line(f"Draw its panel within 255 blocks: `dao-sim review draw {case}`, or the claim falls.")
    return {"dispute": opened, **sent}


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show disputes, or what is claimed in one.

    Example: dao-sim dispute show 1
    """
    from dao_sim.coop.disputes import dispute, disputes

    found = disputes(visit.coop) if number is None else [dispute(visit.coop, number)]
    text = "" if found else "There are none."
    out.table("Disputes", DISPUTE_COLUMNS, [dispute_row(each) for each in found], text=text)
    if number is not None:
        _tell(out, found[0])
    return {"disputes": [dispute_data(each) for each in found]}


@app.command()
@acting
def conclude(out: Output, member: Member, number: Number) -> Data:
    """Do what the panels decided, once that is final. Anybody may.

    Example: dao-sim dispute conclude 1
    """
    from dao_sim.coop.disputes import dispute, disputes_of

    contract = disputes_of(member.coop)
    dispute(member.coop, number)
    sent = member.send(contract.conclude(number), f"Dispute {number} is concluded.")
    moved = None
    if member.receipt is not None and (found := contract.decode(member.receipt, contract.DisputeConcluded)):
        moved = found[0].moved
        verdict = f"upheld: {moved:,} units changed hands" if found[0].upheld else "dismissed"
        out.line(f"The claim is {verdict}.")
    return {"dispute": str(number), "moved": moved, **sent}


def _tell(out: Output, found: Dispute) -> None:
    from dao_sim.coop.shares import percent_of

    rows = [
        ("claimed by", found.claimant),
        ("grounds", f"0x{found.grounds.hex()}"),
        ("had from the registration", percent_of(found.granted)),
        ("of which it still holds", percent_of(found.held)),
        ("the panels say", found.outcome.name.lower()),
    ]
    out.table(f"Dispute {found.number}", ["", ""], rows)
    heirs = [(who, percent_of(units)) for who, units in found.heirs.items()]
    out.table("Claimed for", ["account", "share"], heirs)


def _kind(written: str) -> DisputeKind:
    from dao_sim.coop.disputes import DisputeKind

    names = [kind.name.lower() for kind in DisputeKind]
    if written not in names:
        raise BadInput("kind", f"must be {' or '.join(names)}", value=written)
    return DisputeKind[written.upper()]
