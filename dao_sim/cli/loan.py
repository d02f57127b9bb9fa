"""`dao-sim loan`: advances that repay themselves from the income of share units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import To, claim_all, seconds, send_all
from dao_sim.cli.financing import (
    Amount,
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
from dao_sim.cli.votes import account_of
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.advances import Advance

app = group_app("Take an advance on what your share units will earn, or give one.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The advance's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The advance's number.  [default: all]")
]
Lender = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Who gets it: a name or an address.")]
Term = Annotated[str, typer.Option("--term", metavar="DURATION", help="After which nothing is due any more.")]
Open = Annotated[str, typer.Option("--open", metavar="DURATION", help="How long it can be taken up.")]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show advances: what was asked for, lent and repaid.

    Example: dao-sim loan show
    """
    from dao_sim.coop.advances import advance, advances
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.shares import percent_of
    from dao_sim.coop.standing import written_time

    found = advances(visit.coop) if number is None else [advance(visit.coop, number)]
    rows = []
    for each in found:
        asset = asset_at(visit.coop, each.asset)
        figures = [money(out, asset, amount) for amount in (each.amount, each.due, each.repaid)]
        share, until = percent_of(each.units), written_time(each.deadline)
        state = each.state.name.lower()
        rows.append((str(each.number), str(each.work), each.borrower, share, *figures, state, until))
    columns = ["id", "work", "borrower", "share", "amount", "due", "repaid", "", "until"]
    out.table("Advances", columns, rows)
    return {"advances": [_data(each) for each in found]}


@app.command()
@acting
def ask(
    out: Output,
    member: Member,
    work: Work,
    share: Units,
    amount: Amount,
    *,
    asset: PaidIn = "ETH",
    multiple: Multiple = "1.2",
    term: Term = "365d",
    open_for: Open = "14d",
) -> Data:
    """Ask for an advance on units of yours, which go into custody once somebody gives it.

    Example: dao-sim loan ask 1 30% 5 --multiple 1.25 --term 180d
    """
    from dao_sim.bindings.generated.structs import AdvanceTerms
    from dao_sim.coop.advances import advances_of
    from dao_sim.coop.advances import ask as calls
    from dao_sim.coop.assets import asset_named

    paid_in, units = asset_named(member.coop, asset), units_of(share)
    wanted, factor = paid_in.parse(amount), multiple_of(multiple)
    times = seconds("term", term), seconds("open", open_for)
    terms = AdvanceTerms(work, units, paid_in.address, wanted, factor, *times)
    told = {"work": work, "units": units, "asset": paid_in.address, "amount": str(wanted)}
    say = f"Asked for {exact(paid_in, wanted)}, {format_amount(factor, 4)} times of which is due."
    sent = send_all(member, calls(member.coop, member.address, terms), told, say)
    number = None
    if member.receipt is not None and not member.dry_run:
        contract = advances_of(member.coop)
        number = str(contract.decode(member.receipt, contract.Asked)[0].advance_id)
        out.line(f"It is advance {number}.")
    return {"advance": number, **sent}


@app.command()
@acting
def lend(_out: Output, member: Member, number: Number) -> Data:
    """Give an advance that somebody asks for; what its units earn is yours until you have what is due.

    Example: dao-sim loan lend 1
    """
    from dao_sim.coop.advances import advance, fund
    from dao_sim.coop.assets import asset_at

    found = advance(member.coop, number)
    due = exact(asset_at(member.coop, found.asset), found.due)
    say = f"Advanced. At most {due} is due to you, from what the units earn."
    calls = fund(member.coop, number, member.address)
    return send_all(member, calls, {"advance": str(number), "due": str(found.due)}, say)


@app.command()
@acting
def collect(_out: Output, member: Member, number: Number, asset: AssetName = "ETH") -> Data:
    """Bring in what units in custody earned, for lender and borrower to claim. Anybody may.

    Example: dao-sim loan collect 1
    """
    from dao_sim.coop.advances import advances_of

    return {"advance": str(number), **collected(member, advances_of(member.coop), number, asset)}


@app.command()
@acting
def repay(_out: Output, member: Member, number: Number, amount: Amount) -> Data:
    """Pay what is missing, or a part of it, before the units have earned it.

    Example: dao-sim loan repay 1 2.5
    """
    from dao_sim.coop.advances import advance
    from dao_sim.coop.advances import repay as calls
    from dao_sim.coop.assets import asset_at

    asset = asset_at(member.coop, advance(member.coop, number).asset)
    paid = asset.parse(amount)
    told = {"advance": str(number), "amount": str(paid)}
    say = f"Paid {exact(asset, paid)}."
    return send_all(member, calls(member.coop, number, member.address, paid), told, say)


@app.command()
@acting
def release(_out: Output, member: Member, number: Number) -> Data:
    """Give units back to their owner once nothing is due from them any more. Anybody may.

    Example: dao-sim loan release 1
    """
    from dao_sim.coop.advances import advances_of

    return _act(
        member, number, advances_of(member.coop).release(number), "The units are their owner's again."
    )


@app.command()
@acting
def transfer(_out: Output, member: Member, number: Number, to: Lender) -> Data:
    """Hand what is due to you on to somebody else; what came in before is still yours.

    Example: dao-sim loan transfer 1 bram
    """
    from dao_sim.coop.advances import advances_of

    lender = account_of(member, to)
    call = advances_of(member.coop).transfer_loan(number, lender)
    return {"lender": lender, **_act(member, number, call, f"What is due is {lender}'s.")}


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: Number) -> Data:
    """Ask no more, as long as nobody gave the advance.

    Example: dao-sim loan withdraw 1
    """
    from dao_sim.coop.advances import advances_of

    return _act(member, number, advances_of(member.coop).withdraw(number), f"Advance {number} is withdrawn.")


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that advances brought you: as borrower, or as lender.

    Example: dao-sim loan claim
    """
    from dao_sim.coop.advances import advances_of

    return claim_all(member, "loan", advances_of(member.coop), to)


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"advance": str(number), **member.send(call, say)}


def _data(each: Advance) -> dict[str, Any]:
    return {
        "advance": str(each.number),
        "state": each.state.name.lower(),
        "borrower": each.borrower,
        "lender": each.lender,
        "work": each.work,
        "units": each.units,
        "asset": each.asset,
        "amount": str(each.amount),
        "due": str(each.due),
        "repaid": str(each.repaid),
        "deadline": each.deadline,
        "term": each.term,
        "custody": each.custody,
        "uncollected": amounts(each.uncollected),
    }
