"""`dao-sim member`: who belongs to the co-op, and how one joins and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.complete import member_classes
from dao_sim.cli.money import shortened
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.cli.votes import account_of, tokens_text, votes_figure, votes_text, votes_unit
from dao_sim.errors import BadInput, Refused
from dao_sim.units import MemberClass

if TYPE_CHECKING:
    from dao_sim.coop.members import Member as Known

app = group_app("List members, join, resign.")

Whose = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="A name or an address.")]
Newcomer = Annotated[
    str | None,
    typer.Argument(metavar="ADDRESS", help="Who is admitted: an address or a name.  [default: you]"),
]
ClassName = Annotated[
    str,
    typer.Option(
        "--class",
        metavar="CLASS",
        help="creator, enterprise, public-body or patron.",
        autocompletion=member_classes,
    ),
]


@app.command("list")
@reading
def list_(out: Output, visit: Visit) -> Data:
    """List the members, the oldest first.

    Example: dao-sim member list
    """
    from dao_sim.coop.members import members
    from dao_sim.coop.standing import written_time

    found = members(visit.coop)
    symbol = visit.coop.charter.symbol
    out.table(
        "Members",
        ["number", "account", "class", "since", f"tokens, {symbol}", f"votes, {votes_unit(visit)}"],
        [
            (
                each.member_id,
                f"{each.account} (you)" if each.account == visit.address else each.account,
                _words(each.member_class),
                written_time(each.since),
                shortened(out, each.tokens),
                votes_figure(out, visit, each.votes),
            )
            for each in found
        ],
    )
    return {"members": [_data(each) for each in found]}


@app.command()
@reading
def show(out: Output, visit: Visit, account: Whose = None) -> Data:
    """Show an account: class, tokens, votes.

    Example: dao-sim member show ada
    """
    from dao_sim.coop.members import member
    from dao_sim.coop.splits import words
    from dao_sim.coop.standing import written_time

    who = visit.address if account is None else account_of(visit, account)
    if who is None:
        raise BadInput("member", "who?", hint="give a name or an address, or --account")
    found = member(visit.coop, who)
    membership = [
        ("class", _words(found.member_class)),
        ("number", str(found.member_id)),
        ("since", written_time(found.since)),
    ]
    out.table(
        f"Account {who}",
        ["", ""],
        [
            *(membership if found.belongs else [("class", "not a member")]),
            ("tokens", tokens_text(out, visit, found.tokens)),
            *([("excluded", "yes: its tokens have no votes")] if found.excluded else []),
            ("votes", votes_text(out, visit, found.votes)),
            ("its votes are cast by", "itself" if found.delegate == who else words(found.delegates)),
        ],
    )
    return _data(found)


@app.command()
@acting
def join(_out: Output, member: Member, newcomer: Newcomer = None, *, member_class: ClassName) -> Data:
    """Admit an account, with the role of admitter.

    Nobody joins without being admitted. Who has not that role asks the members, or has one of them ask:
    `dao-sim propose admit ADDRESS --class CLASS`.

    Example: dao-sim member join 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --class creator
    """
    from dao_sim.coop.quantities import parse_class

    try:
        joins_as = parse_class(member_class)
    except ValueError as error:
        raise BadInput("class", str(error), value=member_class) from error
    who = member.address if newcomer is None else account_of(member, newcomer)
    coop = member.coop
    call = coop.membership.admit(who, int(joins_as))
    if not coop.access.can_call(member.address, call.to, call.data[:4]).immediate:
        name = joins_as.name.lower().replace("_", "-")
        hint = f"ask the members instead: dao-sim propose admit {who} --class {name}"
        raise Refused("member", "only an admitter can admit members", hint=hint, account=member.address)
    sent = member.send(call, f"{who} is a member now, of class {_words(joins_as)}.")
    return {"account": who, "class": joins_as.name.lower(), **sent}


@app.command()
@acting
def resign(out: Output, member: Member) -> Data:
    """Leave the co-op.

    Your tokens, works and royalties stay yours; coming back takes a new admission.

    Example: dao-sim member resign --account ada
    """
    sent = member.send(member.coop.membership.resign(), "You are not a member any more.")
    out.note("Your tokens, works and royalties stay yours.")
    return {"account": member.address, **sent}


def _words(member_class: MemberClass) -> str:
    return member_class.name.lower().replace("_", " ")


def _data(found: Known) -> dict[str, Any]:
    return {
        "account": found.account,
        "member": found.belongs,
        "class": found.member_class.name.lower() if found.belongs else None,
        "number": found.member_id if found.belongs else None,
        "since": found.since if found.belongs else None,
        "tokens": str(found.tokens),
        "excluded": found.excluded,
        "votes": str(found.votes),
        "delegate": found.delegate,
        "delegates": [{"delegate": part.delegatee, "share_bps": part.bps} for part in found.delegates],
    }
