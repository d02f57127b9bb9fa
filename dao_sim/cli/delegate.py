"""`dao-sim delegate`: who votes with your tokens."""

from __future__ import annotations

from typing import Annotated

import typer

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import account_of, votes_text
from dao_sim.errors import BadInput, Refused

app = command_app()

Whom = Annotated[
    str | None, typer.Argument(metavar="ADDRESS", help="Who votes for you from now on; a name works too.")
]
Oneself = Annotated[bool, typer.Option("--self", help="Take your votes back.")]


@app.command()
@acting_governor
def delegate(out: Output, member: Member, whom: Whom = None, *, oneself: Oneself = False) -> Data:
    """Give your votes to somebody, or take them back.

    Example: dao-sim delegate 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
    """
    if (whom is None) != oneself:
        raise BadInput("delegate", "to whom?", hint="give either an address or --self")
    votes, rule = member.coop.votes, member.coop.terms.voting_rule
    if not rule.delegable:
        reason = f"delegation is ignored under the rule {rule.name}: each member votes itself"
        raise Refused("delegate", reason)
    before = votes.delegates(member.address)
    to = member.address if whom is None else account_of(member, whom)
    held = votes.balance_of(member.address)
    told = {"delegator": member.address, "from": before, "to": to, "votes": str(held)}
    whose = "your own" if to == member.address else f"with {to}"
    if to == before:
        out.line(f"Your votes are {whose} already; nothing was sent.")
        return {**told, "transaction": None}
    if not held:
        out.warn("you have no votes of your own now; this decides about those that you may get")
    sent = member.send(votes.delegate(to), f"Your votes, {votes_text(out, member, held)}, are {whose} now.")
    out.note("Proposals whose snapshot is past stay with whoever held the votes then.")
    return {**told, **sent}
