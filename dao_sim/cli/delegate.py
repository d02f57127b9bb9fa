"""`dao-sim delegate`: who votes with your tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import account_of, votes_text
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, format_amount, parse_percent

if TYPE_CHECKING:
    from dao_sim.bindings import Call

app = command_app()

Whom = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ADDRESS[:SHARE]…",
        help="Who votes for you from now on; a name works too. Several with shares: ada:60% bram:40%.",
    ),
]
Oneself = Annotated[bool, typer.Option("--self", help="Take your votes back.")]


@app.command()
@acting_governor
def delegate(out: Output, member: Member, whom: Whom = None, *, oneself: Oneself = False) -> Data:
    """Give your votes to somebody, share them out over several, or take them back.

    Example: dao-sim delegate 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
    """
    if bool(whom) == oneself:
        raise BadInput("delegate", "to whom?", hint="give either addresses or --self")
    votes, rule = member.coop.votes, member.coop.terms.voting_rule
    if not rule.delegable:
        reason = f"delegation is ignored under the rule {rule.name}: each member votes itself"
        raise Refused("delegate", reason)
    if oneself or not whom:
        return _give(out, member, member.address, votes.delegate(member.address), "your own")
    shares = [_share(member, written) for written in whom]
    if len(shares) == 1 and shares[0][1] is None:
        to = shares[0][0]
        whose = "your own" if to == member.address else f"with {to}"
        return _give(out, member, to, votes.delegate(to), whose)
    return _split(out, member, shares)


def _give(out: Output, member: Member, to: Address, call: Call, whose: str) -> dict[str, Any]:
    votes = member.coop.votes
    before, held = votes.delegates(member.address), votes.balance_of(member.address)
    told = {"delegator": member.address, "from": before, "to": to, "votes": str(held)}
    if to == before:
        out.line(f"Your votes are {whose} already; nothing was sent.")
        return {**told, "transaction": None}
    if not held:
        out.warn("you have no votes of your own now; this decides about those that you may get")
    sent = member.send(call, f"Your votes, {votes_text(out, member, held)}, are {whose} now.")
    out.note("Proposals whose snapshot is past stay with whoever held the votes then.")
    return {**told, **sent}


def _split(out: Output, member: Member, shares: Sequence[tuple[Address, int | None]]) -> Data:
    from dao_sim.bindings import CoopToken
    from dao_sim.coop.splits import split

    votes = member.coop.votes
    if not isinstance(votes, CoopToken):
        rule = member.coop.terms.voting_rule.name
        raise Refused("delegate", f"a membership has one vote, which is not shared out under the rule {rule}")
    given: dict[Address, int] = {}
    for whom, bps in shares:
        if bps is None:
            hint = "write each with its share, such as ada:60% bram:40%"
            raise BadInput("delegate", "to several, in which shares?", hint=hint, delegate=whom)
        if whom in given:
            raise BadInput("delegate", "one delegate is named twice", delegate=whom)
        given[whom] = bps
    parts = split(given)
    whose = "with " + ", ".join(f"{part.delegatee} ({format_amount(part.bps, 2)}%)" for part in parts)
    told = _give(out, member, votes.split_address(parts), votes.delegate_split(parts), whose)
    return {**told, "parts": [{"delegate": part.delegatee, "share_bps": part.bps} for part in parts]}


def _share(member: Member, written: str) -> tuple[Address, int | None]:
    """An account, and its share in basis points where one is written."""
    name, colon, share = written.rpartition(":")
    if not colon or name == "account":  # the whole of account:7
        return account_of(member, written), None
    try:
        return account_of(member, name), parse_percent(share)
    except ValueError as error:
        raise BadInput("delegate", str(error), hint="write a share such as 60%", value=written) from error
