"""`dao-sim exit`: leaving with one's share before a measure that one did not vote for is executed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting_governor, reading_governor
from dao_sim.cli.votes import account_of, on_governor, tokens_text
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, format_amount, parse_amount

if TYPE_CHECKING:
    from dao_sim.coop.exits import Window

app = group_app("Leave with your share before a measure that you did not vote for is executed.")

Number = Annotated[int, typer.Argument(metavar="PROPOSAL", min=1, help="The proposal's number.")]
Tokens = Annotated[
    str, typer.Argument(metavar="TOKENS", help="How many whole tokens burn, such as 12.5, or all.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="ADDRESS", help="Who is paid: an address or a name: you.")
]


@app.command()
@reading_governor
def show(out: Output, visit: Visit) -> Data:
    """Show over which measures members can leave, with what, and what you have to claim.

    Example: dao-sim exit show
    """
    from dao_sim.coop.exits import leave_of, owed_to, windows

    found = windows(visit.coop)
    mine = {
        window.proposal: leave_of(visit.coop, window.proposal, visit.address)
        for window in found
        if window.is_open and visit.address
    }
    rows = []
    for window in found:
        own = mine.get(window.proposal)
        you = "" if own is None else own.why_not or f"{tokens_text(out, visit, own.burnable)}"
        rows.append((str(window.proposal), _until(window), _worth(out, visit, window), you))
    title = "Members may leave over"
    out.table(title, ["proposal", "until", "one token leaves with", "you may burn"], rows)
    if not found:
        out.note("a window opens when an adopted measure is queued; there was none yet")
    owed = owed_to(visit.coop, visit.address) if visit.address else {}
    claims = [(_money(out, visit, asset, amount),) for asset, amount in owed.items()]
    out.table("You can claim", ["amount"], claims)
    return {
        "windows": [_window(window) | {"burnable": _burnable(mine.get(window.proposal))} for window in found],
        "owed": _amounts(owed),
    }


@app.command()
@acting_governor
def over(out: Output, member: Member, proposal: Number, tokens: Tokens) -> Data:
    """Burn tokens for their share of what the treasury can spare. It cannot be undone.

    What you leave with is yours to claim, asset by asset, from then on.

    Example: dao-sim exit over 3 all
    """
    from dao_sim.coop.exits import leave, leave_of

    wanted = None if tokens == "all" else _tokens(tokens)
    own = leave_of(member.coop, proposal, member.address)
    if own.why_not:
        raise Refused("exit", own.why_not, proposal=proposal)
    amount = own.burnable if wanted is None else wanted
    if not 0 < amount <= own.burnable:
        reason = f"you may burn at most {format_amount(own.burnable)} {member.coop.charter.symbol}"
        raise Refused("exit", reason, hint="what came after the snapshot stays", tokens=tokens)
    shares = own.window.shares(amount)
    *approvals, leaving = leave(member.coop, proposal, member.address, amount)
    for approval in approvals:
        sent = member.send(approval, f"Approved {tokens_text(out, member, amount)}.")
        if member.dry_run:
            out.line(f"You would leave with {_listed(member, shares)}.")
            out.note("leaving itself can be tried once the tokens are approved")
            return {"proposal": str(proposal), "tokens": str(amount), "shares": _amounts(shares), **sent}
    gone = format_amount(amount)
    say = f"Burned {gone} {member.coop.charter.symbol}, and left with {_listed(member, shares)}."
    sent = member.send(leaving, say)
    if not member.dry_run and any(shares.values()):
        out.note(f"`dao-sim exit claim{on_governor(member.coop)}` has it paid to you")
    return {"proposal": str(proposal), "tokens": str(amount), "shares": _amounts(shares), **sent}


@app.command()
@acting_governor
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that you left with and did not claim yet.

    Example: dao-sim exit claim
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.exits import exit_of, owed_to

    owed = owed_to(member.coop, member.address)
    if not owed:
        raise Refused("exit", "there is nothing to claim", account=member.address)
    payee = member.address if to is None else account_of(member, to)
    sent = []
    for asset, amount in owed.items():
        call = exit_of(member.coop).claim(asset, payee)
        paid = exact(asset_at(member.coop, asset), amount)
        sent.append({"asset": asset, "amount": str(amount), **member.send(call, f"{paid} went to {payee}.")})
    return {"payee": payee, "claims": sent}


def _tokens(written: str) -> int:
    try:
        return parse_amount(written)
    except ValueError as error:
        hint = "write whole tokens, such as 12.5, or all"
        raise BadInput("tokens", str(error), hint=hint, value=written) from error


def _until(window: Window) -> str:
    from dao_sim.coop.standing import written_time

    return written_time(window.closes_at) if window.is_open else "closed"


def _worth(out: Output, visit: Visit, window: Window) -> str:
    shares = window.shares(10**18)
    return ", ".join(_money(out, visit, asset, amount) for asset, amount in shares.items()) or "nothing"


def _money(out: Output, visit: Visit, asset: Address, amount: int) -> str:
    from dao_sim.coop.assets import asset_at

    return money(out, asset_at(visit.coop, asset), amount)


def _listed(visit: Visit, shares: Mapping[Address, int]) -> str:
    from dao_sim.coop.assets import asset_at

    paid = [exact(asset_at(visit.coop, asset), amount) for asset, amount in shares.items() if amount]
    return " and ".join(paid) or "nothing, for there was nothing to spare"


def _window(window: Window) -> dict[str, Any]:
    return {
        "proposal": str(window.proposal),
        "state": window.state.name.lower(),
        "closes_at": window.closes_at,
        "open": window.is_open,
        "supply": str(window.supply),
        "burned": str(window.burned),
        "pots": _amounts(window.pots),
    }


def _burnable(own: Any) -> str | None:
    return None if own is None or own.why_not else str(own.burnable)


def _amounts(amounts: Mapping[Address, int]) -> list[dict[str, str]]:
    return [{"asset": asset, "amount": str(amount)} for asset, amount in amounts.items()]
