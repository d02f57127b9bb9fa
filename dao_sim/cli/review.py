"""`dao-sim review`: claims that panels of members, drawn by lot, uphold or dismiss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.escrows import To, claim_all, hash_of, send_all
from dao_sim.cli.money import exact
from dao_sim.cli.output import Output
from dao_sim.cli.review_show import case_data, case_lines, case_row, panellist_data, panellist_row
from dao_sim.cli.session import Member, Visit, acting, acting_governor, reading
from dao_sim.cli.submission import add_to
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput, Refused

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.assets import Asset
    from dao_sim.coop.sealed_votes import SealedVotes

app = group_app("Sit on panels that are drawn by lot, and have claims answered.")
add_to(app)

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The case's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The case's number.  [default: all]")
]
Stake = Annotated[
    str | None,
    typer.Argument(metavar="AMOUNT", help="What you put up, in whole units.  [default: what is missing]"),
]
Claim = Annotated[Path, typer.Argument(metavar="FILE", help="The claim; its hash is the subject.")]
Against = Annotated[str, typer.Option("--against", metavar="ADDRESS", help="Who wants it dismissed.")]
Conflicts = Annotated[
    list[str] | None,
    typer.Option("--conflict", metavar="ADDRESS", help="Who else must not sit; give it once for each."),
]
Answer = Annotated[str, typer.Argument(metavar="ANSWER", help="uphold or dismiss.")]


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show cases, or the panels of one.

    Example: dao-sim review show 1
    """
    from dao_sim.coop.panels import case, cases

    found = cases(visit.coop) if number is None else [case(visit.coop, number)]
    out.table("Cases", ["id", "claimant", "respondent", "", "until"], [case_row(each) for each in found])
    if number is not None:
        case_lines(out, visit, found[0])
    return {"cases": [case_data(each) for each in found]}


@app.command()
@reading
def panellists(out: Output, visit: Visit) -> Data:
    """List who can be drawn, and with what at stake.

    Example: dao-sim review panellists
    """
    from dao_sim.coop.panels import panellists as everybody

    found = everybody(visit.coop)
    asset = _asset(visit)
    rows = [panellist_row(out, asset, each) for each in found]
    out.table("Panellists", ["account", "stake", "seats", ""], rows)
    return {"asset": asset.address, "panellists": [panellist_data(each) for each in found]}


@app.command()
@acting
def enlist(_out: Output, member: Member, amount: Stake = None) -> Data:
    """Put up a stake, and be drawn for panels from the next block on. Members may.

    Example: dao-sim review enlist 0.1
    """
    from dao_sim.coop.panels import enlist as calls
    from dao_sim.coop.panels import missing_stake

    asset = _asset(member)
    stake = missing_stake(member.coop, member.address) if amount is None else asset.parse(amount)
    say = f"You are enlisted; {exact(asset, stake)} more are at stake."
    told = {"asset": asset.address, "amount": str(stake)}
    return send_all(member, calls(member.coop, member.address, stake), told, say)


@app.command()
@acting
def retire(_out: Output, member: Member) -> Data:
    """Be drawn no more. Seats that you have stay yours.

    Example: dao-sim review retire
    """
    from dao_sim.coop.panels import panels_of

    return member.send(panels_of(member.coop).retire(), "You are drawn no more for panels that come.")


@app.command()
@acting
def withdraw(_out: Output, member: Member) -> Data:
    """Take your stake back, 256 blocks after you retired and once you have no seat; then claim it.

    Example: dao-sim review withdraw
    """
    from dao_sim.coop.panels import panels_of

    say = "Your stake is your own again: `dao-sim review claim` has it paid."
    return member.send(panels_of(member.coop).withdraw(), say)


@app.command()
@acting
def ask(out: Output, member: Member, claim: Claim, *, against: Against, conflict: Conflicts = None) -> Data:
    """Put a claim of yours to a panel, and pay what it costs. Anybody may.

    Example: dao-sim review ask claim.txt --against 0x70997970C51812dc3A010C7d01b50e0d17dc79C8
    """
    from dao_sim.bindings.generated.structs import Question
    from dao_sim.coop.panels import ask as calls
    from dao_sim.coop.panels import panels_of

    contract, asset = panels_of(member.coop), _asset(member)
    subject, me = hash_of(claim), member.address
    conflicts = [account_of(member, name) for name in conflict or ()]
    question = Question(subject, me, account_of(member, against), me, member.chain.now())
    price = contract.cost()
    told = {"subject": f"0x{subject.hex()}", "asset": asset.address, "cost": str(price)}
    say = f"Asked; {exact(asset, price)} are there for the panel."
    sent = send_all(member, calls(member.coop, me, question, conflicts), told, say)
    number = None
    if member.receipt is not None and (opened := contract.decode(member.receipt, contract.Opened)):
        number = str(opened[0].case_id)
        first, last = contract.drawable_in(opened[0].case_id, 1)
        out.line(f"It is case {number}. Anybody can draw its panel in the blocks {first} to {last};")
        out.line("if nobody does, what you paid is the treasury's.")
    return {"case": number, **sent}


@app.command()
@acting
def draw(out: Output, member: Member, number: Number) -> Data:
    """Draw a panel, from the sixth to the 255th block after it was requested. Anybody may.

    Example: dao-sim review draw 1
    """
    from dao_sim.coop.panels import Phase, case
    from dao_sim.coop.panels import draw as call_of

    case(member.coop, number)
    call = call_of(member.coop, number)
    sent = _act(member, number, call, "Drawn.")
    while not member.dry_run and case(member.coop, number).phase == Phase.DRAWING:
        out.note("There are more to look at than one transaction can: going on.")
        sent = _act(member, number, call, "Drawn.")
    found = case(member.coop, number)
    if member.dry_run:
        return sent
    if found.phase == Phase.REFERRED:
        out.line("Too few can sit: the claim goes to the members' vote.")
    return {**sent, "panel": [seat.account for seat in found.rounds[-1].seats]}


@app.command()
@acting
def commit(out: Output, member: Member, number: Number, answer: Answer) -> Data:
    """Seal your vote. It is kept on this machine until you reveal it.

    Example: dao-sim review commit 1 uphold
    """
    from dao_sim.coop.panels import case, panels_of
    from dao_sim.coop.sealed_votes import seal

    contract, current = panels_of(member.coop), len(case(member.coop, number).rounds)
    vote = seal(number, current, member.address, upheld=_upheld(answer))
    sealed = vote.commitment(member.chain.chain_id, contract.address)
    if not member.dry_run:
        kept = _votes(member).keep(sealed, vote)
        out.note(f"Your vote is kept in {kept}: without it you cannot reveal, and silence costs the stake.")
    return _act(member, number, contract.commit(number, sealed), "Your vote is sealed.")


@app.command()
@acting
def reveal(_out: Output, member: Member, number: Number) -> Data:
    """Reveal the vote that you sealed on this machine.

    Example: dao-sim review reveal 1
    """
    from dao_sim.coop.panels import case, panels_of

    case(member.coop, number)
    contract, votes = panels_of(member.coop), _votes(member)
    sealed = contract.seat_of(number, member.address).commitment
    if not any(sealed):
        raise Refused("review", "you sealed no vote on this claim", case=number, account=member.address)
    upheld, salt = votes.read(sealed)
    word = "uphold" if upheld else "dismiss"
    sent = _act(member, number, contract.reveal(number, upheld, salt), f"You {word} claim {number}.")
    if not member.dry_run:
        votes.forget(sealed)
    return {"vote": word, **sent}


@app.command()
@acting
def close(out: Output, member: Member, number: Number) -> Data:
    """Settle a round, end a draw that expired, or make an outcome final. Anybody may.

    Example: dao-sim review close 1
    """
    from dao_sim.coop.panels import case, panels_of

    case(member.coop, number)
    sent = _act(member, number, panels_of(member.coop).close(number), "Closed.")
    if member.dry_run:
        return sent
    found = case(member.coop, number)
    out.line(f"The claim is {found.phase.name.lower()}: {found.standing.name.lower()}.")
    return {**sent, "phase": found.phase.name.lower(), "standing": found.standing.name.lower()}


@app.command()
@acting
def appeal(_out: Output, member: Member, number: Number) -> Data:
    """Have a panel that decided against you overruled: by a larger one, then by the members.

    Example: dao-sim review appeal 1
    """
    from dao_sim.coop.panels import appeal as calls
    from dao_sim.coop.panels import case

    asset, price = _asset(member), case(member.coop, number).appeal_cost
    say = f"You appeal; {exact(asset, price)} are put up."
    told = {"case": str(number), "asset": asset.address, "cost": str(price)}
    return send_all(member, calls(member.coop, member.address, number), told, say)


@app.command()
@acting_governor
def decide(out: Output, member: Member, number: Number, answer: Answer) -> Data:
    """Propose how the members decide a claim that went to their vote.

    Example: dao-sim review decide 1 dismiss
    """
    from dao_sim.cli.propose import propose_calls
    from dao_sim.coop.panels import Phase, case, panels_of

    found, upheld = case(member.coop, number), _upheld(answer)
    if found.phase != Phase.REFERRED:
        phase = found.phase.name.lower()
        raise Refused("review", "the claim is not with the members", case=number, phase=phase)
    call = panels_of(member.coop).decide(number, upheld)
    title = f"{'Uphold' if upheld else 'Dismiss'} claim {number}"
    return propose_calls(out, member, [call], title, "")


@app.command()
@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have everything paid: fees, what is left of costs, deposits, stakes that you withdrew.

    Example: dao-sim review claim
    """
    from dao_sim.coop.panels import panels_of

    return claim_all(member, "review", panels_of(member.coop), to)


@app.command()
@acting
def recover(_out: Output, member: Member) -> Data:
    """Have lost stakes, forfeited fees and deposits paid to the treasury. Anybody may.

    Example: dao-sim review recover
    """
    from dao_sim.coop.panels import panels_of

    asset = _asset(member)
    call = panels_of(member.coop).recover(asset.address)
    return {"asset": asset.address, **member.send(call, "The treasury has what is its own.")}


def _act(member: Member, number: int, call: Call, say: str) -> Data:
    return {"case": str(number), **member.send(call, say)}


def _asset(visit: Visit) -> Asset:
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.panels import panels_of

    return asset_at(visit.coop, panels_of(visit.coop).asset())


def _votes(member: Member) -> SealedVotes:
    from dao_sim.coop.sealed_votes import SealedVotes

    return SealedVotes(member.deployment.folder / "votes")


def _upheld(answer: str) -> bool:
    if answer not in ("uphold", "dismiss"):
        raise BadInput("answer", "must be uphold or dismiss", value=answer)
    return answer == "uphold"
