"""`dao-sim commission`: work that somebody needs, which members bid for, deliver, and are paid for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.commission_panel import ask, conclude, question_data, question_line
from dao_sim.cli.escrows import To, basis_points, claim_all, hash_of, seconds, send_all
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.units import format_amount, format_duration

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.commissions import Bid, Commission

app = group_app("Post what you need, bid, deliver, and be paid.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The commission's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The commission's number.  [default: all]")
]
BidNumber = Annotated[int, typer.Argument(metavar="BID", min=1, help="The bid's number.")]
Brief = Annotated[Path, typer.Argument(metavar="FILE", help="What you need; its hash is posted.")]
Work = Annotated[Path, typer.Argument(metavar="FILE", help="Your work, whose hash is delivered.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
Part = Annotated[str, typer.Argument(metavar="PERCENT", help="The provider's part, such as 40%.")]
Bids = Annotated[str, typer.Option("--bids", metavar="DURATION", help="How long bids are taken.")]
Review = Annotated[
    str, typer.Option("--review", metavar="DURATION", help="After which silence accepts a delivery.")
]
Late = Annotated[
    str, typer.Option("--late", metavar="PERCENT", help="What a day's delay costs of the bond, from 1%.")
]
Within = Annotated[str, typer.Option("--within", metavar="DURATION", help="How long you need, from then on.")]
Bond = Annotated[str, typer.Option("--bond", metavar="AMOUNT", help="What you lose of for being late.")]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show commissions, or the bids for one.

    Example: dao-sim commission show 1
    """
    from dao_sim.coop.commissions import RUNNING, commission, commissions
    from dao_sim.coop.standing import written_time

    found = commissions(visit.coop) if number is None else [commission(visit.coop, number)]
    rows = [
        (
            str(each.number),
            each.poster,
            _money(out, visit, each, each.budget),
            each.state.name.lower(),
            written_time(each.deadline) if each.state in RUNNING else "",
        )
        for each in found
    ]
    out.table("Commissions", ["id", "posted by", "budget", "", "until"], rows)
    if number is not None:
        _show_course(out, visit, found[0])
        if found[0].question is not None:
            out.line(question_line(found[0].question))
        bids = [_row(out, visit, found[0], each) for each in found[0].bids]
        out.table("Bids", ["bid", "by", "price", "within", "bond", ""], bids)
    return {"commissions": [_data(each) for each in found]}


@app.command()
@acting
def post(
    out: Output,
    member: Member,
    brief: Brief,
    amount: Amount,
    asset: AssetName = "ETH",
    *,
    bids: Bids = "7d",
    review: Review = "7d",
    late: Late = "5%",
) -> Data:
    """Post what you need, and put up what it may cost. Anybody may.

    Example: dao-sim commission post brief.txt 10 ETH --late 5%
    """
    from dao_sim.bindings.generated.structs import CommissionTerms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.commissions import commissions_of
    from dao_sim.coop.commissions import post as calls

    paid_in, hashed = asset_named(member.coop, asset), hash_of(brief)
    budget = paid_in.parse(amount)
    times = seconds("bids", bids), seconds("review", review)
    terms = CommissionTerms(hashed, paid_in.address, *times, budget, basis_points("late", late))
    told = {"brief": f"0x{hashed.hex()}", "asset": paid_in.address, "budget": str(budget)}
    say = f"Posted; {exact(paid_in, budget)} are in escrow."
    sent = send_all(member, calls(member.coop, member.address, terms), told, say)
    number = None
    if member.receipt is not None and not member.dry_run:
        contract = commissions_of(member.coop)
        number = str(contract.decode(member.receipt, contract.Posted)[0].commission_id)
        out.line(f"It is commission {number}.")
    return {"commission": number, **sent}


@app.command()
@acting
def bid(
    out: Output, member: Member, number: Number, price: Amount, *, within: Within, bond: Bond = "0"
) -> Data:
    """Say what you would do it for, how fast, and with what at stake. Members may.

    Example: dao-sim commission bid 1 8 --within 10d --bond 2
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.commissions import bid as calls
    from dao_sim.coop.commissions import commission, commissions_of

    asset = asset_at(member.coop, commission(member.coop, number).asset)
    offer = {
        "price": asset.parse(price),
        "time": seconds("within", within),
        "bond": 0 if bond == "0" else asset.parse(bond),
    }
    told = {
        "commission": str(number),
        "price": str(offer["price"]),
        "time": offer["time"],
        "bond": str(offer["bond"]),
    }
    say = f"You would do it for {exact(asset, offer['price'])}."
    sent = send_all(member, calls(member.coop, number, member.address, **offer), told, say)
    made = None
    if member.receipt is not None and not member.dry_run:
        contract = commissions_of(member.coop)
        made = str(contract.decode(member.receipt, contract.BidMade)[0].bid_id)
        out.line(f"It is bid {made}.")
    return {"bid": made, **sent}


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: BidNumber) -> Data:
    """Take back a bid of yours that was not accepted; `claim` has its bond paid.

    Example: dao-sim commission withdraw 2
    """
    from dao_sim.coop.commissions import bid_at, commissions_of

    found = bid_at(member.coop, number)
    call = commissions_of(member.coop).withdraw_bid(number)
    return {"bid": str(number), **_act(member, found.commission, call, f"Bid {number} is withdrawn.")}


@app.command()
@acting
def accept(_out: Output, member: Member, number: BidNumber) -> Data:
    """Accept a bid for what you posted; its time runs from now on.

    Example: dao-sim commission accept 2
    """
    from dao_sim.coop.commissions import bid_at, commissions_of

    found = bid_at(member.coop, number)
    call = commissions_of(member.coop).accept(number)
    say = f"Bid {number} is accepted; it is due in {format_duration(found.time)}."
    return {"bid": str(number), **_act(member, found.commission, call, say)}


@app.command()
@acting
def cancel(_out: Output, member: Member, number: Number) -> Data:
    """Take back what you posted, while no bid is accepted; once bidding is over anybody may.

    Example: dao-sim commission cancel 1
    """
    from dao_sim.coop.commissions import commissions_of

    call = commissions_of(member.coop).cancel(number)
    return _act(member, number, call, f"Commission {number} is cancelled.")


@app.command()
@acting
def deliver(_out: Output, member: Member, number: Number, work: Work) -> Data:
    """Deliver the hash of your work.

    Example: dao-sim commission deliver 1 poster.svg
    """
    from dao_sim.coop.commissions import commissions_of

    hashed = hash_of(work)
    call = commissions_of(member.coop).deliver(number, hashed)
    return {"delivery": f"0x{hashed.hex()}", **_act(member, number, call, f"Delivered 0x{hashed.hex()}.")}


@app.command()
@acting
def settle(_out: Output, member: Member, number: Number) -> Data:
    """Accept what was delivered. Once review, or ruling in a dispute, is over anybody may.

    Example: dao-sim commission settle 1
    """
    from dao_sim.coop.commissions import commissions_of

    call = commissions_of(member.coop).settle(number)
    return _end(member, number, call, f"Commission {number} is settled.")


@app.command()
@acting
def dispute(_out: Output, member: Member, number: Number) -> Data:
    """Put what was delivered to you before the arbiter, while the review lasts.

    Example: dao-sim commission dispute 1
    """
    from dao_sim.coop.commissions import commissions_of

    call = commissions_of(member.coop).dispute(number)
    return _act(member, number, call, f"Commission {number} is in dispute.")


@app.command()
@acting
def rule(_out: Output, member: Member, number: Number, part: Part) -> Data:
    """Decide a dispute, as the arbiter: which part of price and bond is the provider's.

    Example: dao-sim commission rule 1 40%
    """
    from dao_sim.coop.commissions import commissions_of

    bps = basis_points("part", part)
    call = commissions_of(member.coop).rule(number, bps)
    return {"bps": bps, **_end(member, number, call, f"{format_amount(bps, 2)}% is the provider's.")}


app.command("ask")(ask)
app.command("conclude")(conclude)


@app.command()
@acting
def abandon(_out: Output, member: Member, number: Number) -> Data:
    """Give up a commission of yours, which costs the bond; once it is too late for it anybody may.

    Example: dao-sim commission abandon 1
    """
    from dao_sim.coop.commissions import commissions_of

    call = commissions_of(member.coop).abandon(number)
    return _act(member, number, call, f"Commission {number} is abandoned.")


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that commissions owe you: prices, bonds, and what is left of budgets.

    Example: dao-sim commission claim
    """
    from dao_sim.coop.commissions import commissions_of

    return claim_all(member, "commission", commissions_of(member.coop), to)


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"commission": str(number), **member.send(call, say)}


def _end(member: Member, number: int, call: Call, say: str) -> Data:
    """`_act` for what shares everything out, and who gets what."""
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.commissions import commission, commissions_of

    sent = _act(member, number, call, say)
    if member.receipt is None:
        return sent
    contract = commissions_of(member.coop)
    asset = asset_at(member.coop, commission(member.coop, number).asset)
    (settled,) = contract.decode(member.receipt, contract.Settled)
    provider, poster = exact(asset, settled.to_provider), exact(asset, settled.to_poster)
    member.out.line(f"{provider} is the provider's, and {poster} the poster's.")
    shares = {"to_provider": str(settled.to_provider), "to_poster": str(settled.to_poster)}
    return {**sent, **shares, "late": str(settled.late)}


def _money(out: Output, visit: Visit, commission: Commission, amount: int) -> str:
    from dao_sim.coop.assets import asset_at

    return money(out, asset_at(visit.coop, commission.asset), amount)


def _show_course(out: Output, visit: Visit, each: Commission) -> None:
    """What is wanted, what was delivered, and what delay costs."""
    from dao_sim.coop.standing import written_time

    out.line(f"Brief: 0x{each.brief.hex()}.")
    out.line(f"A day's delay costs {format_amount(each.late_bps, 2)} % of the bond.")
    if each.due_at is not None and each.last_delivery is not None:
        last = written_time(each.last_delivery)
        out.line(f"Due by {written_time(each.due_at)}; nothing can be delivered from {last} on.")
    if each.delivery is not None:
        out.line(f"Delivered: 0x{each.delivery.hex()}.")
    if each.late_fee:
        out.line(f"Delay costs {_money(out, visit, each, each.late_fee)}.")


def _row(out: Output, visit: Visit, commission: Commission, each: Bid) -> tuple[str, ...]:
    price, bond = (_money(out, visit, commission, amount) for amount in (each.price, each.bond))
    return str(each.number), each.bidder, price, format_duration(each.time), bond, each.state.name.lower()


def _data(each: Commission) -> dict[str, Any]:
    return {
        "commission": str(each.number),
        "state": each.state.name.lower(),
        "poster": each.poster,
        "asset": each.asset,
        "budget": str(each.budget),
        "brief": f"0x{each.brief.hex()}",
        "late_bps": each.late_bps,
        "deadline": each.deadline,
        "due_at": each.due_at,
        "last_delivery": each.last_delivery,
        "delivery": None if each.delivery is None else f"0x{each.delivery.hex()}",
        "late_fee": str(each.late_fee),
        "accepted": None if each.accepted is None else str(each.accepted),
        "question": question_data(each.question),
        "bids": [_bid(one) for one in each.bids],
    }


def _bid(each: Bid) -> dict[str, Any]:
    return {
        "bid": str(each.number),
        "bidder": each.bidder,
        "price": str(each.price),
        "time": each.time,
        "bond": str(each.bond),
        "state": each.state.name.lower(),
    }
