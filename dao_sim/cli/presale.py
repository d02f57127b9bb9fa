"""`dao-sim presale`: works sold before they are there, for whose completion backers answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import To, claim_all, hash_of, seconds, send_all
from dao_sim.cli.financing import (
    AssetName,
    Multiple,
    PaidIn,
    Units,
    Work,
    amounts,
    collected,
    multiple_of,
    units_of,
)
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.units import format_amount, format_duration

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.presales import Project

app = group_app("Sell a work before it is there, back one, buy one.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The project's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The project's number.  [default: all]")
]
Shares = Annotated[int, typer.Argument(metavar="SHARES", min=1, help="How many shares you pledge.")]
Copies = Annotated[int, typer.Argument(metavar="COPIES", min=1, help="How many copies you pay for.")]
Delivery = Annotated[Path, typer.Argument(metavar="FILE", help="What you deliver, whose hash is shown.")]
Ruling = Annotated[bool, typer.Option("--delivered/--not-delivered", help="What you decide.")]
Price = Annotated[str, typer.Option("--price", metavar="AMOUNT", help="What a copy costs.")]
Bond = Annotated[str, typer.Option("--bond", metavar="AMOUNT", help="What you put up for the first loss.")]
Share = Annotated[str, typer.Option("--share", metavar="AMOUNT", help="What a backer pledges for a share.")]
HowMany = Annotated[
    int,
    typer.Option("--shares", metavar="NUMBER", min=1, max=10_000, help="How many shares there are."),
]
Lasts = Annotated[str, typer.Option("--lasts", metavar="DURATION", help="How long the presale lasts.")]
Within = Annotated[str, typer.Option("--within", metavar="DURATION", help="How long you need after it.")]
Review = Annotated[
    str, typer.Option("--review", metavar="DURATION", help="After which silence accepts a delivery.")
]
Term = Annotated[
    str, typer.Option("--term", metavar="DURATION", help="After which backers get no more income.")
]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show presales, or who backs one and who bought.

    Example: dao-sim presale show 1
    """
    from dao_sim.coop.presales import project, projects

    found = projects(visit.coop) if number is None else [project(visit.coop, number)]
    columns = ["id", "work", "borrower", "copy", "sold for", "covered yet", "", "until"]
    out.table("Presales", columns, [_row(out, visit, each) for each in found])
    for each in found if number is not None else ():
        shares = [(who, f"{shares:,}") for who, shares in each.backers.items()]
        out.line(
            f"A delivery can be disputed for {format_duration(each.review)}; the units stay in custody for "
            f"at most {format_duration(each.term)} from the end."
        )
        out.table(f"Backers, of {each.shares:,} shares", ["backer", "shares"], shares)
        out.table("Buyers", ["buyer", "copies"], [(who, f"{many:,}") for who, many in each.buyers.items()])
    return {"projects": [_data(each) for each in found]}


@app.command(name="open")
@acting
def open_project(
    out: Output,
    member: Member,
    work: Work,
    units: Units,
    *,
    asset: PaidIn = "ETH",
    price: Price,
    share: Share,
    shares: HowMany,
    bond: Bond = "0",
    multiple: Multiple = "1.2",
    lasts: Lasts = "30d",
    within: Within = "90d",
    review: Review = "14d",
    term: Term = "365d",
) -> Data:
    """Open a presale: units of yours go into custody, and you put up a bond. Members may.

    Example: dao-sim presale open 1 20% --price 0.1 --bond 1 --share 0.5 --shares 8
    """
    from dao_sim.bindings.generated.structs import ProjectTerms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.presales import bonds_of
    from dao_sim.coop.presales import open_project as calls

    paid_in = asset_named(member.coop, asset)
    at_stake = 0 if bond == "0" else paid_in.parse(bond)
    terms = ProjectTerms(
        work_id=work,
        units=units_of(units),
        asset=paid_in.address,
        price=paid_in.parse(price),
        bond=at_stake,
        share=paid_in.parse(share),
        shares=shares,
        multiple_bps=multiple_of(multiple),
        presale_period=seconds("lasts", lasts),
        delivery_period=seconds("within", within),
        review_period=seconds("review", review),
        term=seconds("term", term),
    )
    target = exact(paid_in, at_stake + shares * terms.share)
    told = {"work": work, "units": terms.units, "asset": paid_in.address, "bond": str(at_stake)}
    say = f"Opened. With every share pledged you can sell for {target}."
    sent = send_all(member, calls(member.coop, member.address, terms), told, say)
    number = None
    if member.receipt is not None and not member.dry_run:
        contract = bonds_of(member.coop)
        number = str(contract.decode(member.receipt, contract.Opened)[0].project_id)
        out.line(f"It is project {number}.")
    return {"project": number, **sent}


@app.command()
@acting
def back(_out: Output, member: Member, number: Number, shares: Shares) -> Data:
    """Pledge shares: you get a premium if it is delivered, and may lose them if not.

    Example: dao-sim presale back 1 4
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.presales import pledge, project

    found = project(member.coop, number)
    amount = exact(asset_at(member.coop, found.asset), shares * found.share)
    told = {"project": str(number), "shares": shares}
    calls = pledge(member.coop, number, member.address, shares)
    return send_all(member, calls, told, f"Pledged {amount}.")


@app.command()
@acting
def buy(_out: Output, member: Member, number: Number, copies: Copies) -> Data:
    """Pay for copies in advance; you are paid back if it is not delivered.

    Example: dao-sim presale buy 1 2
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.presales import prepay, project

    found = project(member.coop, number)
    amount = exact(asset_at(member.coop, found.asset), copies * found.price)
    told = {"project": str(number), "copies": copies}
    calls = prepay(member.coop, number, member.address, copies)
    return send_all(member, calls, told, f"Paid {amount} in advance.")


@app.command()
@acting
def deliver(_out: Output, member: Member, number: Number, file: Delivery) -> Data:
    """Show the hash of what you deliver, before the deadline.

    Example: dao-sim presale deliver 1 album.flac
    """
    from dao_sim.coop.presales import bonds_of

    hashed = hash_of(file)
    call = bonds_of(member.coop).deliver(number, hashed)
    return {"delivery": f"0x{hashed.hex()}", **_act(member, number, call, f"Delivered 0x{hashed.hex()}.")}


@app.command()
@acting
def dispute(_out: Output, member: Member, number: Number) -> Data:
    """Put what was delivered before the arbiter, as a buyer, while the review lasts.

    Example: dao-sim presale dispute 1
    """
    from dao_sim.coop.presales import bonds_of

    call = bonds_of(member.coop).dispute(number)
    return _act(member, number, call, f"Project {number} is in dispute.")


@app.command()
@acting
def rule(_out: Output, member: Member, number: Number, *, delivered: Ruling) -> Data:
    """Decide a dispute, as the arbiter.

    Example: dao-sim presale rule 1 --not-delivered
    """
    from dao_sim.coop.presales import bonds_of

    call = bonds_of(member.coop).rule(number, delivered)
    say = f"It is {'' if delivered else 'not '}delivered."
    return {"delivered": delivered, **_act(member, number, call, say)}


@app.command()
@acting
def settle(_out: Output, member: Member, number: Number) -> Data:
    """Accept what was delivered once review, or ruling in a dispute, is over. Anybody may.

    Example: dao-sim presale settle 1
    """
    from dao_sim.coop.presales import bonds_of

    return _act(member, number, bonds_of(member.coop).settle(number), f"Project {number} is completed.")


@app.command()
@acting
def abandon(_out: Output, member: Member, number: Number) -> Data:
    """Give up a project of yours; once it is too late to deliver anybody may.

    Example: dao-sim presale abandon 1
    """
    from dao_sim.coop.presales import bonds_of

    return _act(member, number, bonds_of(member.coop).abandon(number), f"Project {number} has failed.")


@app.command()
@acting
def collect(_out: Output, member: Member, number: Number, asset: AssetName = "ETH") -> Data:
    """Bring in what units in custody earned, for backers and borrower to claim. Anybody may.

    Example: dao-sim presale collect 1
    """
    from dao_sim.coop.presales import bonds_of

    return {"project": str(number), **collected(member, bonds_of(member.coop), number, asset)}


@app.command()
@acting
def release(_out: Output, member: Member, number: Number) -> Data:
    """Give units back to their owner once nothing is due from them any more. Anybody may.

    Example: dao-sim presale release 1
    """
    from dao_sim.coop.presales import bonds_of

    call = bonds_of(member.coop).release(number)
    return _act(member, number, call, "The units are their owner's again.")


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that presales owe you: sales, bonds, pledges, premiums, and refunds.

    Example: dao-sim presale claim
    """
    from dao_sim.coop.presales import bonds_of, shares_out

    booked = []
    for number, call in shares_out(member.coop, member.address):
        booked.append(_act(member, number, call, f"What project {number} has for you is booked."))
    if booked and member.dry_run:
        member.out.note("the rest can be tried once it is booked")
        return {"booked": booked}
    return {"booked": booked, **claim_all(member, "presale", bonds_of(member.coop), to)}


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"project": str(number), **member.send(call, say)}


def _row(out: Output, visit: Visit, each: Project) -> tuple[str, ...]:
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.standing import written_time

    asset = asset_at(visit.coop, each.asset)
    price, presold, covered = (
        money(out, asset, amount) for amount in (each.price, each.presold, each.covered)
    )
    state, until = each.state.name.lower(), written_time(each.deadline)
    return str(each.number), str(each.work), each.borrower, price, presold, covered, state, until


def _data(each: Project) -> dict[str, Any]:
    return {
        "project": str(each.number),
        "state": each.state.name.lower(),
        "borrower": each.borrower,
        "work": each.work,
        "asset": each.asset,
        "price": str(each.price),
        "bond": str(each.bond),
        "share": str(each.share),
        "shares": each.shares,
        "multiple": format_amount(each.multiple, 4),
        "presold": str(each.presold),
        "covered": str(each.covered),
        "presale_ends": each.presale_ends,
        "deadline": each.deadline,
        "review": each.review,
        "term": each.term,
        "delivery": None if each.delivery is None else f"0x{each.delivery.hex()}",
        "due_per_share": str(each.due_per_share),
        "paid_per_share": str(each.paid_per_share),
        "custody": each.custody,
        "returned": each.returned,
        "uncollected": amounts(each.uncollected),
        "backers": [{"backer": who, "shares": shares} for who, shares in each.backers.items()],
        "buyers": [{"buyer": who, "copies": copies} for who, copies in each.buyers.items()],
    }
