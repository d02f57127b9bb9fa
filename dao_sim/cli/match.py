"""`dao-sim match`: rounds in which what members give to grants is matched from a pool."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.match_replay import replay
from dao_sim.cli.match_show import show
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.propose import Text, Title, propose_calls
from dao_sim.cli.session import Member, acting
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput, Refused
from dao_sim.units import parse_duration

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.assets import Asset

app = group_app("Give to grants that a pool matches, and replay real rounds.")
app.command("show")(show)
app.command("replay")(replay)

_STEP = 100
"""Grants that are counted in one transaction: `settle` of 100 costs some 620,000 gas."""

Number = Annotated[int, typer.Argument(metavar="ROUND", min=1, help="The round's number.")]
GrantNumber = Annotated[int, typer.Argument(metavar="GRANT", min=1, help="The grant's number.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole units, such as 1.5.")]
Pool = Annotated[str, typer.Argument(metavar="POOL", help="What the treasury pays, in whole units, or 0.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]
Payees = Annotated[
    list[str] | None, typer.Option("--payee", metavar="ADDRESS", help="An account to give to; repeatable.")
]
Works = Annotated[
    list[int] | None, typer.Option("--work", metavar="ID", min=1, help="A work to give to; repeatable.")
]
Delay = Annotated[str, typer.Option(metavar="TIME", help="From execution to opening, to register grants in.")]
Lasts = Annotated[str, typer.Option(metavar="TIME", help="For how long it is open, such as 14d.")]
Cap = Annotated[
    str | None, typer.Option(metavar="AMOUNT", help="The most that a grant is matched with: no cap.")
]
Payee = Annotated[
    str | None, typer.Argument(metavar="ADDRESS", help="Who is given to: an address or a name.")
]
Work = Annotated[
    int | None, typer.Option("--work", metavar="ID", min=1, help="A work, instead of an account.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="ADDRESS", help="Who is paid instead: an address or a name.")
]


@app.command("open")
@acting
def open_(
    out: Output,
    member: Member,
    pool: Pool,
    asset: AssetName = "ETH",
    *,
    payees: Payees = None,
    works: Works = None,
    delay: Delay = "3d",
    lasts: Lasts = "14d",
    cap: Cap = None,
    title: Title = None,
    text: Text = "",
) -> Data:
    """Propose a round: its pool, its grants, and how long it is open.

    Example: dao-sim match open 5 ETH --payee ada --work 1 --lasts 14d --cap 2
    """
    from dao_sim.bindings.generated.structs import RoundTerms
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.matching import NO_CAP, matching_of, opening

    matching_of(member.coop)
    paid_in = asset_named(member.coop, asset)
    units = 0 if pool == "0" else paid_in.parse(pool)
    terms = RoundTerms(
        paid_in.address,
        _seconds("delay", delay),
        _seconds("lasts", lasts),
        NO_CAP if cap is None else paid_in.parse(cap),
        units,
    )
    accounts = [account_of(member, payee) for payee in payees or ()]
    call = opening(member.coop, terms, accounts, works or [])
    usual = f"Hold a matching round with {exact(paid_in, units)}"
    return propose_calls(out, member, [call], title or usual, text)


@app.command()
@acting
def register(_out: Output, member: Member, number: Number, payee: Payee = None, *, work: Work = None) -> Data:
    """Register a grant in a round that is not open yet. Members may, once per round.

    Example: dao-sim match register 1 --work 1
    """
    from dao_sim.coop.matching import matching_of, round_numbered

    if (payee is None) == (work is None):
        raise BadInput("match", "what is given to?", hint="give either an account or --work ID")
    round_numbered(member.coop, number)
    matching = matching_of(member.coop)
    if work is not None:
        sent = member.send(matching.register_work(number, work), f"Work {work} can be given to.")
        return {"round": str(number), "work": str(work), **sent}
    who = account_of(member, payee or "")
    sent = member.send(matching.register(number, who), f"{who} can be given to.")
    return {"round": str(number), "payee": who, **sent}


@app.command()
@acting
def contribute(out: Output, member: Member, number: Number, grant: GrantNumber, amount: Amount) -> Data:
    """Give to a grant. Who was a member before the round opened may, as often as it likes.

    Example: dao-sim match contribute 1 2 0.5
    """
    from dao_sim.coop.matching import contribute as calls
    from dao_sim.coop.matching import matching_of

    asset, units = _amount(member, number, amount)
    say = f"Gave {exact(asset, units)} to grant {grant} of round {number}."
    given: dict[str, Any] = {"round": str(number), "grant": str(grant), "amount": str(units), "counted": None}
    sent = _pay(out, member, [*calls(member.coop, number, grant, member.address, units)], say)
    if member.receipt is not None:
        matching = matching_of(member.coop)
        given["counted"] = matching.decode(member.receipt, matching.Contributed)[0].counted
        if not given["counted"]:
            out.note("it is not matched, since you earn of what is given to it")
    return {**given, **sent}


@app.command()
@acting
def fund(out: Output, member: Member, number: Number, amount: Amount) -> Data:
    """Add to a round's pool. Anybody may, until it closes.

    Example: dao-sim match fund 1 2.5
    """
    from dao_sim.coop.matching import fund as calls

    asset, units = _amount(member, number, amount)
    say = f"Gave {exact(asset, units)} to the pool of round {number}."
    return {
        "round": str(number),
        "amount": str(units),
        **_pay(out, member, [*calls(member.coop, number, member.address, units)], say),
    }


@app.command()
@acting
def claim(out: Output, member: Member, number: Number, grant: GrantNumber, to: To = None) -> Data:
    """Have a grant paid to its payee: what was given to it, and the match.

    Anybody may; the payee itself may have it paid to somebody else.

    Example: dao-sim match claim 1 2
    """
    from dao_sim.coop.matching import grant_numbered, matching_of

    found = grant_numbered(member.coop, number, grant)
    payee = found.payee if to is None else account_of(member, to)
    call = matching_of(member.coop).claim(number, grant, payee)
    sent = member.send(call, f"Grant {grant} of round {number} is paid to {payee}.")
    if found.work is not None:
        out.note(f"`dao-sim royalty collect {found.work}` brings it from there to the holders of its units")
    paid = {"contributed": str(found.contributed), "match": str(found.match)}
    return {"round": str(number), "grant": str(grant), "payee": payee, **paid, **sent}


@app.command()
@acting
def refund(_out: Output, member: Member, number: Number, grant: GrantNumber, to: To = None) -> Data:
    """Take back what you gave to a grant that lapsed, or whose round was called off.

    Example: dao-sim match refund 1 2
    """
    from dao_sim.coop.matching import grant_numbered, matching_of

    grant_numbered(member.coop, number, grant)
    payee = member.address if to is None else account_of(member, to)
    call = matching_of(member.coop).refund(number, grant, payee)
    sent = member.send(call, f"What you gave to grant {grant} went to {payee}.")
    return {"round": str(number), "grant": str(grant), "payee": payee, **sent}


@app.command()
@acting
def lapse(_out: Output, member: Member, number: Number, grant: GrantNumber) -> Data:
    """End a grant that nobody claimed in time, so that who gave to it is paid back. Anybody may.

    Example: dao-sim match lapse 1 2
    """
    from dao_sim.coop.matching import grant_numbered, matching_of

    grant_numbered(member.coop, number, grant)
    call = matching_of(member.coop).lapse(number, grant)
    return {"round": str(number), "grant": str(grant), **member.send(call, f"Grant {grant} has lapsed.")}


@app.command()
@acting
def settle(out: Output, member: Member, number: Number) -> Data:
    """Find out what is left of a round's pool, and return it to the treasury. Anybody may.

    Example: dao-sim match settle 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.matching import RoundState, matching_of, round_numbered

    matching, found = matching_of(member.coop), round_numbered(member.coop, number)
    sent: list[Data] = []
    if not found.settled and found.state != RoundState.VOIDED:
        say = f"Counted grants of round {number}."
        while not matching.round_of(number).finished:  # others may count, too
            sent.append(member.send(matching.settle(number, _STEP), say))
            if member.dry_run:
                out.note("what is left can be returned once the grants are counted")
                return {"round": str(number), "returned": None, "sent": sent}
    due = round_numbered(member.coop, number).due
    if due:
        returned = exact(asset_at(member.coop, found.asset), due)
        sent.append(member.send(matching.give_back(number), f"{returned} returned to the treasury."))
    elif not sent:
        raise Refused("match", "nothing waits to return to the treasury", round=number)
    return {"round": str(number), "returned": str(due), "sent": sent}


def _pay(out: Output, member: Member, calls: Sequence[Call], say: str) -> Data:
    *approvals, paying = calls
    for approval in approvals:
        sent = member.send(approval, "Approved.")
        if member.dry_run:
            out.note("giving itself can be tried once the tokens are approved")
            return sent
    return member.send(paying, say)


def _amount(member: Member, number: int, written: str) -> tuple[Asset, int]:
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.matching import round_numbered

    asset = asset_at(member.coop, round_numbered(member.coop, number).asset)
    return asset, asset.parse(written)


def _seconds(name: str, written: str) -> int:
    try:
        return parse_duration(written)
    except ValueError as error:
        raise BadInput(name, str(error), value=written) from error
