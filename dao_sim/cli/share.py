"""`dao-sim share`: share units that their owners sell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import To, claim_all, seconds, send_all
from dao_sim.cli.financing import PaidIn, Units, Work, units_of
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.errors import BadInput
from dao_sim.units import ETH

if TYPE_CHECKING:
    from dao_sim.coop.share_sales import Offer

app = group_app("Sell share units in works of yours, and buy others'.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The offer's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The offer's number.  [default: all]")
]
Price = Annotated[str, typer.Argument(metavar="PRICE", help="For the whole work, such as 100.")]
FallsTo = Annotated[str | None, typer.Option("--falls-to", metavar="PRICE", help="To which the price falls.")]
Over = Annotated[
    str | None, typer.Option("--over", metavar="DURATION", help="How long it takes to fall.  [default: all]")
]
Lasts = Annotated[str, typer.Option("--lasts", metavar="DURATION", help="How long the offer stands.")]
Most = Annotated[
    str | None, typer.Option("--most", metavar="AMOUNT", help="What they may cost.  [default: as now]")
]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show what is for sale, and for how much.

    Example: dao-sim share show
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.share_sales import offer, offers
    from dao_sim.coop.shares import percent_of
    from dao_sim.coop.standing import written_time

    found = offers(visit.coop) if number is None else [offer(visit.coop, number)]
    rows = [
        (
            str(each.number),
            str(each.work),
            each.seller,
            percent_of(each.units),
            money(out, asset_at(visit.coop, each.asset), each.price),
            each.state.name.lower().replace("_", " "),
            written_time(each.end),
        )
        for each in found
    ]
    out.table("Offers", ["id", "work", "seller", "left", "price of the whole work", "", "until"], rows)
    return {"offers": [_data(each) for each in found]}


@app.command()
@acting
def offer(
    out: Output,
    member: Member,
    work: Work,
    share: Units,
    price: Price,
    *,
    asset: PaidIn = "ETH",
    falls_to: FallsTo = None,
    over: Over = None,
    lasts: Lasts = "30d",
) -> Data:
    """Offer units of yours, at a price that stands or falls. They stay yours until somebody buys.

    Example: dao-sim share offer 1 10% 100 --falls-to 60 --over 20d
    """
    from dao_sim.bindings.generated.structs import ShareOfferTerms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.share_sales import offer_units, sales_of

    if over is not None and falls_to is None:
        raise BadInput("over", "is for a price that falls", hint="say to which one: --falls-to", value=over)
    paid_in, units, period = asset_named(member.coop, asset), units_of(share), seconds("lasts", lasts)
    first = paid_in.parse(price)
    last = first if falls_to is None else paid_in.parse(falls_to)
    fall = seconds("over", over) if over is not None else period if falls_to is not None else 0
    terms = ShareOfferTerms(work, units, paid_in.address, first, last, 0, fall, period)
    told = {"work": work, "units": units, "asset": paid_in.address, "price": str(first)}
    say = f"Offered {units:,} units at {exact(paid_in, first)} for the whole work."
    sent = send_all(member, offer_units(member.coop, member.address, terms), told, say)
    number = None
    if member.receipt is not None and not member.dry_run:
        contract = sales_of(member.coop)
        number = str(contract.decode(member.receipt, contract.Offered)[0].offer_id)
        out.line(f"It is offer {number}.")
    return {"offer": number, **sent}


@app.command()
@acting
def buy(out: Output, member: Member, number: Number, share: Units, *, most: Most = None) -> Data:
    """Buy units that are offered. What you pay in ETH beyond the price is yours to claim.

    Example: dao-sim share buy 1 2.5%
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.share_sales import buy as calls
    from dao_sim.coop.share_sales import offer as found
    from dao_sim.coop.share_sales import sales_of

    asset = asset_at(member.coop, found(member.coop, number).asset)
    units, limit = units_of(share), None if most is None else asset.parse(most)
    told = {"offer": str(number), "units": units}
    sent = send_all(
        member, calls(member.coop, number, member.address, units, limit), told, f"Bought {units:,} units."
    )
    if member.receipt is None or member.dry_run:
        return sent
    contract = sales_of(member.coop)
    cost = contract.decode(member.receipt, contract.Bought)[0].cost
    out.line(f"They cost {exact(asset, cost)}.")
    if asset.address == ETH and contract.owed_to(member.address, ETH):
        out.line("What is left of your payment is yours: `dao-sim share claim`.")
    return {**sent, "cost": str(cost)}


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: Number) -> Data:
    """Take back what you offered and nobody bought.

    Example: dao-sim share withdraw 1
    """
    from dao_sim.coop.share_sales import sales_of

    call = sales_of(member.coop).withdraw(number)
    return {"offer": str(number), **member.send(call, f"Offer {number} is withdrawn.")}


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that your units were bought for.

    Example: dao-sim share claim
    """
    from dao_sim.coop.share_sales import sales_of

    return claim_all(member, "share", sales_of(member.coop), to)


def _data(each: Offer) -> dict[str, Any]:
    return {
        "offer": str(each.number),
        "state": each.state.name.lower(),
        "seller": each.seller,
        "work": each.work,
        "units": each.units,
        "asset": each.asset,
        "start_price": str(each.start_price),
        "end_price": str(each.end_price),
        "price": str(each.price),
        "start": each.start,
        "fall": each.fall,
        "end": each.end,
    }
