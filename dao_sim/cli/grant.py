"""`dao-sim grant`: money from the treasury in escrow, paid as reviewers accept milestones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import To, basis_points, claim_all, hash_of, send_all
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, acting_governor, reading
from dao_sim.errors import Refused
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.grants import Grant, Milestone

app = group_app("Fund work by milestones, review them, and have them paid.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The grant's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The grant's number.  [default: all]")
]
Stone = Annotated[int, typer.Argument(metavar="MILESTONE", min=1, help="The milestone's number, from 1.")]
FilePath = Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file that describes the grant.")]
EvidenceFile = Annotated[Path, typer.Argument(metavar="FILE", help="The evidence, whose hash is submitted.")]
Part = Annotated[str, typer.Argument(metavar="PERCENT", help="Which part you accept, such as 75%.")]
AssetName = Annotated[str, typer.Argument(metavar="ASSET", help="ETH, a token's address, or its symbol.")]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show grants, or the milestones of one.

    Example: dao-sim grant show 1
    """
    from dao_sim.coop.grants import grant, grants

    found = grants(visit.coop) if number is None else [grant(visit.coop, number)]
    rows = [
        (str(each.number), each.grantee, _money(out, visit, each, each.amount), each.state.name.lower())
        for each in found
    ]
    out.table("Grants", ["id", "grantee", "amount", ""], rows)
    for each in found if number is not None else ():
        bond = _money(out, visit, each, each.bond)
        offered = each.state.name == "OFFERED"
        out.line(
            f"Accepted or lost by {_time(each.accept_by)}; bond {bond}." if offered else f"Bond: {bond}."
        )
        columns = ["milestone", "amount", "", "evidence by", "review until", "accepted"]
        out.table(
            f"{each.needed} of {len(each.reviewers)} reviewers must accept",
            columns,
            [_row(out, visit, each, one) for one in each.milestones],
        )
        _show_reviews(out, each)
    return {"grants": [_data(each) for each in found]}


@app.command()
@acting_governor
def propose(out: Output, member: Member, file: FilePath) -> Data:
    """Propose that the treasury funds a grant.

    The file holds title, text, grantee, asset, bond, review_period, reviewers, needed (else more than half of
    them), and for each of [[milestones]] an amount and within which time it is due, such as "30d".

    Example: dao-sim grant propose archive.toml
    """
    from dao_sim.cli.propose import propose_calls
    from dao_sim.cli.votes import account_of
    from dao_sim.coop.grant_draft import GrantDraft

    draft = GrantDraft.load(file)
    calls = draft.calls(member.coop, lambda name: account_of(member, name))
    return propose_calls(out, member, calls, draft.title, draft.text)


@app.command()
@acting
def accept(_out: Output, member: Member, number: Number) -> Data:
    """Accept a grant that is offered to you, and put up its bond.

    Example: dao-sim grant accept 1
    """
    from dao_sim.coop.grants import accept as calls
    from dao_sim.coop.grants import grant

    if (grantee := grant(member.coop, number).grantee) != member.address:
        raise Refused("grant", "is somebody else's to accept", grant=number, grantee=grantee)
    say = f"Grant {number} is yours to earn."
    return send_all(member, calls(member.coop, number), {"grant": str(number)}, say)


@app.command()
@acting
def lapse(_out: Output, member: Member, number: Number) -> Data:
    """Give back what nobody accepted in time; its grantee may decline before.

    Example: dao-sim grant lapse 1
    """
    from dao_sim.coop.grants import grants_of

    call = grants_of(member.coop).lapse(number)
    return _act(member, number, call, f"Grant {number} goes back to the treasury.")


@app.command()
@acting
def submit(_out: Output, member: Member, number: Number, milestone: Stone, file: EvidenceFile) -> Data:
    """Submit the hash of a milestone's evidence, once, before its deadline.

    Example: dao-sim grant submit 1 1 report.pdf
    """
    from dao_sim.coop.grants import grants_of

    evidence = hash_of(file)
    call = grants_of(member.coop).submit(number, _place(member, number, milestone), evidence)
    say = f"Evidence 0x{evidence.hex()} stands for milestone {milestone}."
    return {"evidence": f"0x{evidence.hex()}", **_act(member, number, call, say, milestone)}


@app.command()
@acting
def review(_out: Output, member: Member, number: Number, milestone: Stone, part: Part) -> Data:
    """Say, once, which part of a milestone you accept.

    Example: dao-sim grant review 1 1 75%
    """
    from dao_sim.coop.grants import grants_of

    bps = basis_points("part", part)
    call = grants_of(member.coop).review(number, _place(member, number, milestone), bps)
    say = f"You accept {format_amount(bps, 2)}% of milestone {milestone}."
    return {"bps": bps, **_act(member, number, call, say, milestone)}


@app.command()
@acting
def settle(out: Output, member: Member, number: Number, milestone: Stone) -> Data:
    """Settle a milestone that was reviewed or missed. Anybody may.

    Example: dao-sim grant settle 1 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.grants import grant, grants_of

    contract = grants_of(member.coop)
    call = contract.settle(number, _place(member, number, milestone))
    sent = _act(member, number, call, f"Milestone {milestone} is settled.", milestone)
    if member.receipt is None:
        return sent
    asset = asset_at(member.coop, grant(member.coop, number).asset)
    (settled,) = contract.decode(member.receipt, contract.Settled)
    out.line(f"{exact(asset, settled.paid)} is the grantee's.")
    out.line(f"{exact(asset, settled.returned + settled.lost)} is the treasury's again.")
    return {**sent, "paid": str(settled.paid), "returned": str(settled.returned), "lost": str(settled.lost)}


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid that you earned with milestones, and what is left of bonds.

    Example: dao-sim grant claim
    """
    from dao_sim.coop.grants import grants_of

    return claim_all(member, "grant", grants_of(member.coop), to)


@app.command()
@acting
def recover(out: Output, member: Member, asset: AssetName = "ETH") -> Data:
    """Have everything paid to the treasury that is its own again. Anybody may.

    Example: dao-sim grant recover ETH
    """
    from dao_sim.coop.assets import asset_named
    from dao_sim.coop.grants import grants_of

    contract, back = grants_of(member.coop), asset_named(member.coop, asset)
    sent = member.send(contract.recover(back.address), f"The treasury has its {back.symbol} again.")
    amount = None
    if member.receipt is not None:
        (recovered,) = contract.decode(member.receipt, contract.Recovered)
        amount = str(recovered.amount)
        out.line(f"It is {exact(back, recovered.amount)}.")
    return {"asset": back.address, "amount": amount, **sent}


def _act(member: Member, number: int, call: Call, say: str, milestone: int | None = None) -> Data:
    which = {} if milestone is None else {"milestone": milestone}
    return {"grant": str(number), **which, **member.send(call, say)}


def _place(member: Member, number: int, milestone: int) -> int:
    from dao_sim.coop.grants import grant, place_of

    return place_of(grant(member.coop, number), milestone)


def _money(out: Output, visit: Visit, grant: Grant, amount: int) -> str:
    from dao_sim.coop.assets import asset_at

    return money(out, asset_at(visit.coop, grant.asset), amount)


def _time(moment: int | None) -> str:
    from dao_sim.coop.standing import written_time

    return "" if moment is None else written_time(moment)


def _row(out: Output, visit: Visit, grant: Grant, one: Milestone) -> tuple[str, ...]:
    return (
        str(one.number),
        _money(out, visit, grant, one.amount),
        one.state.name.lower(),
        _time(one.deadline),
        _time(one.review_ends),
        f"{format_amount(one.accepted, 2)} %",
    )


def _show_reviews(out: Output, grant: Grant) -> None:
    shown = [one for one in grant.milestones if one.evidence is not None]
    for one in shown:
        out.line(f"Evidence of milestone {one.number}: 0x{(one.evidence or b'').hex()}.")
    rows = [
        (who, *(f"{format_amount(one.verdicts[who], 2)} %" if who in one.verdicts else "" for one in shown))
        for who in grant.reviewers
    ]
    out.table("Reviews", ["reviewer", *(f"milestone {one.number}" for one in shown)], rows)


def _data(grant: Grant) -> dict[str, Any]:
    return {
        "grant": str(grant.number),
        "state": grant.state.name.lower(),
        "grantee": grant.grantee,
        "asset": grant.asset,
        "amount": str(grant.amount),
        "bond": str(grant.bond),
        "accept_by": grant.accept_by,
        "review_period": grant.review_period,
        "needed": grant.needed,
        "reviewers": list(grant.reviewers),
        "milestones": [_milestone(one) for one in grant.milestones],
    }


def _milestone(one: Milestone) -> dict[str, Any]:
    return {
        "milestone": one.number,
        "amount": str(one.amount),
        "state": one.state.name.lower(),
        "deadline": one.deadline,
        "evidence": None if one.evidence is None else f"0x{one.evidence.hex()}",
        "review_ends": one.review_ends,
        "accepted_bps": one.accepted,
        "verdicts": [{"reviewer": who, "bps": bps} for who, bps in one.verdicts.items()],
    }
