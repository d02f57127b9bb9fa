"""`dao-sim reward`: what members did, and the governance tokens that it earns them over time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import basis_points, hash_of, seconds
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, Visit, acting, acting_governor, reading
from dao_sim.cli.votes import account_of, tokens_text
from dao_sim.errors import BadInput, Refused
from dao_sim.units import format_amount, format_duration

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.rewards import Award, Contribution

app = group_app("Submit what you did, have it accepted, and earn tokens that vest.")

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The contribution's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The contribution's number.  [default: all]")
]
KindName = Annotated[str, typer.Argument(metavar="KIND", help="Of which kind, as `kinds` lists them.")]
Evidence = Annotated[Path, typer.Argument(metavar="FILE", help="What shows it; its hash is submitted.")]
Where = Annotated[str, typer.Option("--uri", metavar="URI", help="Where others find that file.")]
Part = Annotated[str, typer.Argument(metavar="PERCENT", help="Which part you accept, such as 75%.")]
Whom = Annotated[str, typer.Argument(metavar="ADDRESS", help="Who votes with it: an address or a name.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In whole tokens; 0 ends the kind.")]
Cliff = Annotated[str, typer.Option("--cliff", metavar="DURATION", help="Until when nothing is released.")]
Duration = Annotated[
    str, typer.Option("--duration", metavar="DURATION", help="Until everything is released.")
]


@app.command()
@reading
def kinds(out: Output, visit: Visit) -> Data:
    """Show what is rewarded, and how that vests.

    Example: dao-sim reward kinds
    """
    from dao_sim.coop.rewards import kinds as all_kinds
    from dao_sim.coop.rewards import rewards_of

    found, period = all_kinds(visit.coop), rewards_of(visit.coop).review_period()
    rows = [
        (
            each.name,
            tokens_text(out, visit, each.amount),
            format_duration(each.cliff),
            format_duration(each.duration),
        )
        for each in found
    ]
    text = f"decided within {format_duration(period)}; times count from the acceptance"
    out.table("Rewards", ["kind", "earns", "nothing before", "everything after"], rows, text=text)
    return {
        "review_period": period,
        "kinds": [
            {"kind": each.name, "amount": str(each.amount), "cliff": each.cliff, "duration": each.duration}
            for each in found
        ],
    }


@app.command()
@acting_governor
def propose(
    out: Output,
    member: Member,
    kind: KindName,
    amount: Amount,
    *,
    cliff: Cliff = "0s",
    duration: Duration = "0s",
) -> Data:
    """Propose what a kind of contribution earns from then on.

    Example: dao-sim reward propose code 100 --cliff 30d --duration 365d
    """
    from dao_sim.bindings.generated.structs import Reward
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.rewards import check_reward, kind_named, rewards_of

    token = asset_at(member.coop, member.coop.token.address)
    units = 0 if amount == "0" else token.parse(amount)
    reward = Reward(units, seconds("cliff", cliff), seconds("duration", duration))
    check_reward(member.coop, kind, reward)
    call = rewards_of(member.coop).set_reward(kind_named(kind), reward)
    title = f"Reward {kind} with {amount} {token.symbol}" if units else f"Reward {kind} no more"
    return propose_calls(out, member, [call], title, "")


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show contributions, or what one earned.

    Example: dao-sim reward show 1
    """
    from dao_sim.coop.rewards import contribution, contributions
    from dao_sim.coop.standing import written_time

    found = contributions(visit.coop) if number is None else [contribution(visit.coop, number)]
    rows = [
        (
            str(each.number),
            each.contributor,
            each.kind.name,
            tokens_text(out, visit, each.kind.amount),
            each.state.name.lower(),
            f"{format_amount(each.accepted, 2)} %" if each.award else "",
        )
        for each in found
    ]
    out.table("Contributions", ["id", "by", "kind", "promised", "", "accepted"], rows)
    for each in found if number is not None else ():
        out.line(f"Evidence 0x{each.evidence.hex()} {each.uri}".rstrip())
        if each.award:
            _tell(out, visit, each.award)
        elif each.state.name == "SUBMITTED":
            out.line(f"Decided by {written_time(each.decide_by)}, or it lapses.")
    return {"contributions": [_data(each) for each in found]}


@app.command()
@acting
def submit(_out: Output, member: Member, kind: KindName, file: Evidence, *, uri: Where = "") -> Data:
    """Submit the hash of what shows what you did.

    Example: dao-sim reward submit code patch.diff
    """
    from dao_sim.coop.rewards import kind_named, kinds, rewards_of

    contract, evidence = rewards_of(member.coop), hash_of(file)
    if not contract.reward_of(kind_named(kind)).amount:
        known = ", ".join(each.name for each in kinds(member.coop))
        raise BadInput("reward", "this is not rewarded", hint=f"one of {known or 'nothing'}", kind=kind)
    sent = member.send(contract.submit(kind_named(kind), evidence, uri), "Your contribution is submitted.")
    told = {"kind": kind, "evidence": f"0x{evidence.hex()}", **sent}
    if member.receipt is None:
        return told
    (made,) = contract.decode(member.receipt, contract.Submitted)
    member.out.line(f"It is number {made.contribution_id}.")
    return {"contribution": str(made.contribution_id), **told}


@app.command()
@acting
def accept(out: Output, member: Member, number: Number, part: Part = "100%") -> Data:
    """Accept a contribution, or a part of it. For who holds the role of rewarder.

    Example: dao-sim reward accept 1 75%
    """
    from dao_sim.coop.rewards import award_of, rewards_of

    bps = basis_points("part", part)
    call = rewards_of(member.coop).accept(number, bps)
    say = f"You accept {format_amount(bps, 2)}% of contribution {number}."
    sent = {"bps": bps, **_act(member, number, call, say)}
    if member.receipt is None:
        return sent
    award, _ = award_of(member.coop, number)
    _tell(out, member, award)
    return {**sent, "award": _award(award)}


@app.command()
@acting
def decline(_out: Output, member: Member, number: Number) -> Data:
    """Decline a contribution. For who holds the role of rewarder.

    Example: dao-sim reward decline 1
    """
    from dao_sim.coop.rewards import rewards_of

    call = rewards_of(member.coop).decline(number)
    return _act(member, number, call, f"Contribution {number} is declined.")


@app.command()
@acting
def lapse(_out: Output, member: Member, number: Number) -> Data:
    """End what nobody decided in time; its contributor may withdraw it before.

    Example: dao-sim reward lapse 1
    """
    from dao_sim.coop.rewards import rewards_of

    call = rewards_of(member.coop).lapse(number)
    return _act(member, number, call, f"Contribution {number} is over.")


@app.command()
@acting
def mint(out: Output, member: Member, number: Number) -> Data:
    """Mint what the cap left no room for when it was accepted. Anybody may.

    Example: dao-sim reward mint 1
    """
    from dao_sim.coop.rewards import rewards_of

    contract = rewards_of(member.coop)
    sent = _act(member, number, contract.mint(number), f"More of award {number} is minted.")
    if member.receipt is None:
        return sent
    (minted,) = contract.decode(member.receipt, contract.Minted)
    amount, left = (tokens_text(out, member, units) for units in (minted.amount, minted.left))
    out.line(f"{amount} were minted, and {left} are left to mint.")
    return {**sent, "minted": str(minted.amount), "left": str(minted.left)}


@app.command()
@acting
def release(out: Output, member: Member, number: Number) -> Data:
    """Have what has vested paid to its owner. Anybody may.

    Example: dao-sim reward release 1
    """
    from dao_sim.coop.rewards import award_of
    from dao_sim.coop.standing import written_time

    award, vesting = award_of(member.coop, number)
    if not award.releasable:
        early = member.chain.now() < award.cliff
        hint = f"the first can be released at {written_time(award.cliff)}" if early else None
        raise Refused("reward", "there is nothing to release", hint=hint, contribution=number)
    call = vesting.release_with_token(member.coop.token.address)
    sent = _act(member, number, call, f"What has vested of award {number} is its owner's.")
    if member.receipt is None:
        return sent
    (paid,) = vesting.decode(member.receipt, vesting.ERC20Released)
    out.line(f"{tokens_text(out, member, paid.amount)} were released.")
    return {**sent, "released": str(paid.amount)}


@app.command()
@acting
def delegate(_out: Output, member: Member, number: Number, whom: Whom) -> Data:
    """Give the votes of an award of yours to somebody, or to yourself again.

    Example: dao-sim reward delegate 1 bram
    """
    from dao_sim.coop.rewards import award_of

    _, vesting = award_of(member.coop, number)
    to = account_of(member, whom)
    say = f"The votes of award {number} are with {to}."
    return {"to": to, **_act(member, number, vesting.delegate(to), say)}


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"contribution": str(number), **member.send(call, say)}


def _tell(out: Output, visit: Visit, award: Award) -> None:
    """What an award is, in three lines."""
    from dao_sim.coop.standing import written_time

    amount, released, now = (
        tokens_text(out, visit, units) for units in (award.amount, award.released, award.releasable)
    )
    first, last = written_time(award.cliff), written_time(award.end)
    out.line(f"{amount} vest in {award.address}: nothing before {first}, everything after {last}.")
    out.line(f"{released} were released, and {now} can be released now.")
    if left := award.amount - award.minted:
        out.line(
            f"{tokens_text(out, visit, left)} are still to be minted, as far as the cap on minting allows."
        )


def _data(each: Contribution) -> dict[str, Any]:
    return {
        "contribution": str(each.number),
        "kind": each.kind.name,
        "promised": str(each.kind.amount),
        "contributor": each.contributor,
        "state": each.state.name.lower(),
        "decide_by": each.decide_by,
        "evidence": f"0x{each.evidence.hex()}",
        "uri": each.uri,
        "accepted_bps": each.accepted,
        "award": _award(each.award) if each.award else None,
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "address": award.address,
        "amount": str(award.amount),
        "minted": str(award.minted),
        "released": str(award.released),
        "releasable": str(award.releasable),
        "start": award.start,
        "cliff": award.cliff,
        "end": award.end,
        "delegate": award.delegate,
    }
