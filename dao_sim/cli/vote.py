"""`dao-sim vote`: a vote and its receipt, or a signed ballot for somebody else to send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting_governor
from dao_sim.cli.votes import account_of, file_name, on_governor, weight_text, write_document
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address, ProposalState

if TYPE_CHECKING:
    from dao_sim.coop.ballot_paper import Choice
    from dao_sim.coop.documents import Document
    from dao_sim.coop.power import Power
    from dao_sim.coop.standing import Standing

app = command_app()


Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The proposal's number.")]
Given = Annotated[
    str,
    typer.Argument(
        metavar="VOTE",
        help="for, against or abstain; or as the rule asks: a split for:70|against:30, an approval A|B, "
        "spent votes A:3|B:1, a ranking A>B>C. Quote what your shell would read.",
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; public, on the chain.")]
SignOnly = Annotated[
    bool, typer.Option("--sign-only", help="Sign a ballot that anybody can send with `relay`; send nothing.")
]
Voter = Annotated[
    str | None,
    typer.Option("--voter", metavar="0x…", help="With --sign-only: the contract account that you sign for."),
]
File = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where the receipt, or the ballot, is written.")
]


@app.command()
@acting_governor
def vote(
    out: Output,
    member: Member,
    proposal: Number,
    given: Given,
    *,
    reason: Reason = "",
    sign_only: SignOnly = False,
    voter: Voter = None,
    file: File = None,
) -> Data:
    """Vote on a proposal, or sign a ballot for others to send.

    Example: dao-sim vote 1 for --reason "the studio needs it"
    """
    if voter and not sign_only:
        hint = "a contract cannot send its own vote; sign a ballot for it"
        raise BadInput("vote", "--voter goes with --sign-only", hint=hint)
    if sign_only and member.dry_run:
        raise BadInput("vote", "--sign-only sends nothing anyway", hint="leave out --dry-run")
    if file is not None and not file.parent.is_dir():
        raise BadInput("vote", "there is no such folder to write to", folder=str(file.parent))
    if sign_only:
        return _sign(out, member, proposal, given, voter=voter, reason=reason, file=file)
    return _cast(out, member, proposal, given, reason=reason, file=file)


def _cast(out: Output, member: Member, proposal: int, given: str, *, reason: str, file: Path | None) -> Data:
    from dao_sim.coop.proposal import vote_call
    from dao_sim.coop.standing import standing_of
    from dao_sim.coop.vote_receipt import receipt_of, title_of

    governor = member.coop.governor
    standing = standing_of(member.coop, proposal, member.address)
    choice = _choice(member, proposal, given, member.address, standing)
    words = standing.paper.words(choice)
    _tell_power(out, member, standing.power, "you")
    if standing.why_not:
        raise _refusal(member, proposal, member.address, standing)
    if standing.cast:
        what = "adds to" if standing.may_add else "takes the place of"
        out.note(f"it {what} your vote {standing.said}, in block {standing.cast.block_number}")
    title = title_of(governor, proposal)
    call = vote_call(governor, proposal, choice, reason)
    weight = weight_text(out, member, standing.power.counts)
    say = f'Voted {words} on proposal {proposal}, "{title}", with {weight}.'
    told = {
        "proposal": str(proposal),
        "title": title,
        "support": words,
        "voter": member.address,
        "reason": reason,
        "power": _power(standing.power),
    }
    sent = member.send(call, say)
    if member.receipt is None:  # a dry run
        return {**told, **sent}
    receipt = receipt_of(member.coop, title, member.receipt)
    path = _kept(
        out,
        receipt,
        file or member.deployment.folder / "receipts" / file_name(member, proposal, member.address),
    )
    return {**told, **sent, "weight": str(receipt.weight), "receipt": receipt.record(), "file": path}


def _sign(
    out: Output,
    member: Member,
    proposal: int,
    given: str,
    *,
    voter: str | None,
    reason: str,
    file: Path | None,
) -> Data:
    from dao_sim.coop.ballots import check_signature, sign
    from dao_sim.coop.standing import standing_of

    account = member.address if voter is None else account_of(member, voter)
    standing = standing_of(member.coop, proposal, account)
    choice = _choice(member, proposal, given, account, standing)
    _tell_power(out, member, standing.power, "you" if voter is None else account)
    if standing.state != ProposalState.PENDING and standing.why_not:
        raise _refusal(member, proposal, account, standing)
    if not standing.power.counts:
        out.warn(f"the vote will weigh nothing unless votes arrive in time: {standing.power.why}")
    if choice.params and standing.paper.needs_weight and standing.power.at_snapshot is None:
        out.warn("the shares are of the votes of now; should there be fewer at the snapshot, it is refused")
    ballot = sign(member.coop.governor, member.key(), proposal, choice, voter=account, reason=reason)
    if problem := check_signature(member.coop.governor, ballot):
        raise Refused("ballot", problem, voter=account, signer=ballot.signer)
    path = file or member.deployment.folder / "ballots" / file_name(member, proposal, account)
    write_document(ballot, path)
    out.line(f"Signed a ballot, {standing.paper.words(choice)} on proposal {proposal}: {path}")
    out.note(f"Nothing was sent. Whoever has the file can send it: dao-sim relay {path}")
    return {**ballot.record(), "power": _power(standing.power), "file": path}


def _choice(member: Member, proposal: int, given: str, account: Address, standing: Standing) -> Choice:
    """What is sent for the vote as it was written. Raises BadInput saying how votes here are written."""
    from dao_sim.coop.proposal import weight_left

    weight = 0
    if standing.paper.needs_weight:
        opened = standing.power.at_snapshot is not None
        weight = weight_left(member.coop.governor, proposal, account) if opened else standing.power.now
    return standing.paper.read(given, weight)


def _refusal(member: Member, proposal: int, account: Address, standing: Standing) -> Refused:
    hints = {
        ProposalState.PENDING: "`vote --sign-only` signs a ballot now, which others can send then",
        ProposalState.ACTIVE: "`dao-sim delegates` shows who holds whose votes",
    }
    hint = hints.get(standing.state)
    if standing.cast:
        hint = f"`dao-sim receipt get {proposal}{on_governor(member.coop)}` writes its receipt"
    return Refused("vote", str(standing.why_not), hint=hint, proposal=proposal, voter=account)


def _tell_power(out: Output, member: Member, power: Power, whose: str) -> None:
    """What the vote weighs, before anything is signed."""
    now = weight_text(out, member, power.now)
    have = "have" if whose == "you" else "has"
    if power.at_snapshot is None:
        out.note(f"{whose} {have} {now} now; what counts is decided when voting opens")
    else:
        at_snapshot = weight_text(out, member, power.at_snapshot)
        out.note(f"{whose} {have} {at_snapshot} on this proposal (at its snapshot; {now} now)")


def _power(power: Power) -> dict[str, Any]:
    at_snapshot = None if power.at_snapshot is None else str(power.at_snapshot)
    return {"now": str(power.now), "at_snapshot": at_snapshot, "why": power.why}


def _kept(out: Output, receipt: Document, path: Path) -> Path | None:
    """Writes the receipt. That it cannot be written must not look as if the vote had not been cast."""
    try:
        write_document(receipt, path)
    except OSError as error:
        out.warn(f"the vote is cast, but its receipt cannot be written to {path}: {error.strerror or error}")
        return None
    out.line(f"Receipt: {path}")
    return path
