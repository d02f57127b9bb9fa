"""`dao-sim fund`: requests for money, which are paid once enough support has gathered behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import bar, percent
from dao_sim.cli.command import Data, group_app
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.cli.votes import account_of, tokens_text
from dao_sim.errors import BadInput, Refused
from dao_sim.units import format_amount, parse_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.fund import Request

app = group_app("Ask for money, and stand behind requests by conviction.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The request's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The request's number.  [default: all]")
]
Payee = Annotated[str, typer.Argument(metavar="ADDRESS", help="Who is to be paid: an address or a name.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
Tokens = Annotated[str, typer.Argument(metavar="TOKENS", help="How many whole tokens, such as 12.5.")]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show requests, and how far their support is from enough.

    Example: dao-sim fund show
    """
    from dao_sim.coop.fund import request, requests

    found = requests(visit.coop) if number is None else [request(visit.coop, number)]
    rows = [
        (
            str(each.number),
            _asked(out, visit, each),
            each.payee,
            each.state.name.lower(),
            tokens_text(out, visit, each.staked),
            _share(each),
        )
        for each in found
    ]
    out.table("Requests", ["id", "asks for", "to be paid to", "", "support", "conviction"], rows)
    _tell_minimum(out, visit)
    if number is not None:
        stakes = [(who, tokens_text(out, visit, stake)) for who, stake in found[0].stakes.items()]
        out.table("Who stands behind it", ["account", "tokens"], stakes)
    return {"requests": [_data(each) for each in found]}


@app.command("request")
@acting
def request_(out: Output, member: Member, payee: Payee, amount: Amount, asset: AssetName = "ETH") -> Data:
    """Ask for money from the treasury. Members may.

    Example: dao-sim fund request 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 1.5 ETH
    """
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.fund import funding_of

    funding = funding_of(member.coop)
    who, paid_in = account_of(member, payee), asset_named(member.coop, asset)
    units = paid_in.parse(amount)
    call = funding.request(paid_in.address, units, who)
    sent = member.send(call, f"Requested {exact(paid_in, units)} for {who}.")
    number = None
    if member.receipt is not None:
        number = str(funding.decode(member.receipt, funding.Requested)[0].request_id)
        out.line(f"It is request {number}.")
    return {"request": number, "payee": who, "asset": paid_in.address, "amount": str(units), **sent}


@app.command()
@acting
def back(out: Output, member: Member, number: Number, tokens: Tokens) -> Data:
    """Stand behind a request with tokens of yours, which do not vote meanwhile.

    Example: dao-sim fund back 1 100
    """
    from dao_sim.coop.fund import RequestState, request
    from dao_sim.coop.fund import back as calls

    amount = _tokens(tokens)
    if (state := request(member.coop, number).state) != RequestState.LIVE:
        raise Refused("fund", f"the request is {state.name.lower()}, and takes no support", request=number)
    if not amount:
        raise BadInput("fund", "back it with more than nothing", tokens=tokens)
    held = member.coop.token.balance_of(member.address)
    if held < amount:
        reason = f"you hold {format_amount(held)} {member.coop.charter.symbol}, which is less"
        raise Refused("fund", reason, tokens=tokens)
    *approvals, backing = calls(member.coop, number, member.address, amount)
    for approval in approvals:
        sent = member.send(approval, f"Approved {tokens_text(out, member, amount)}.")
        if member.dry_run:
            out.note("backing itself can be tried once the tokens are approved")
            return {"request": str(number), "tokens": str(amount), **sent}
    return _act(
        member,
        number,
        backing,
        f"Request {number} has {_exact(member, amount)} more behind it.",
        tokens=amount,
    )


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: Number, tokens: Tokens) -> Data:
    """Take tokens back, whatever became of the request.

    Example: dao-sim fund withdraw 1 100
    """
    from dao_sim.coop.fund import funding_of

    amount = _tokens(tokens)
    staked = funding_of(member.coop).stake_of(number, member.address)
    if not 0 < amount <= staked:
        raise Refused("fund", f"you have {_exact(member, staked)} behind request {number}", tokens=tokens)
    call = funding_of(member.coop).withdraw(number, amount)
    say = f"{_exact(member, amount)} of request {number} are yours again."
    return _act(member, number, call, say, tokens=amount)


@app.command()
@acting
def execute(_out: Output, member: Member, number: Number) -> Data:
    """Have a request paid that has support enough. Anybody may.

    Example: dao-sim fund execute 1
    """
    from dao_sim.coop.fund import funding_of

    call = funding_of(member.coop).execute(number)
    return _act(member, number, call, f"Request {number} is paid.")


@app.command()
@acting
def cancel(_out: Output, member: Member, number: Number) -> Data:
    """Take back a request of yours.

    Example: dao-sim fund cancel 1
    """
    from dao_sim.coop.fund import funding_of

    call = funding_of(member.coop).cancel(number)
    return _act(member, number, call, f"Request {number} is cancelled.")


def _tell_minimum(out: Output, visit: Visit) -> None:
    """Says so where nothing can be paid, for too little is staked in all."""
    from dao_sim.coop.fund import funding_of

    funding = funding_of(visit.coop)
    least, active = funding.terms().min_active_stake, funding.active_stake()
    if active < least:
        needed = f"{_exact(visit, least)} must be behind all requests together"
        out.note(f"nothing is paid now: {needed}, and {_exact(visit, active)} are")


def _act(member: Member, number: int, call: Call, say: str, *, tokens: int | None = None) -> Data:
    amount = {} if tokens is None else {"tokens": str(tokens)}
    return {"request": str(number), **amount, **member.send(call, say)}


def _exact(visit: Visit, amount: int) -> str:
    return f"{format_amount(amount)} {visit.coop.charter.symbol}"


def _tokens(written: str) -> int:
    try:
        return parse_amount(written)
    except ValueError as error:
        raise BadInput("tokens", str(error), value=written) from error


def _asked(out: Output, visit: Visit, request: Request) -> str:
    from dao_sim.coop.assets import asset_at

    return money(out, asset_at(visit.coop, request.asset), request.amount)


def _share(request: Request) -> str:
    """How much of the conviction that it takes is there."""
    if request.state.name != "LIVE":
        return ""
    if request.threshold is None:
        return "none would be enough now: it asks for too much of what can be paid"
    whole = max(request.threshold, 1)
    return f"{percent(request.conviction, whole)} {bar(request.conviction, whole, 20)}"


def _data(request: Request) -> dict[str, Any]:
    return {
        "request": str(request.number),
        "state": request.state.name.lower(),
        "requester": request.requester,
        "payee": request.payee,
        "asset": request.asset,
        "amount": str(request.amount),
        "staked": str(request.staked),
        "conviction": str(request.conviction),
        "threshold": None if request.threshold is None else str(request.threshold),
        "passes": request.passes,
        "stakes": [{"account": who, "tokens": str(stake)} for who, stake in request.stakes.items()],
    }
