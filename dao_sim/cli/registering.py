"""What the commands that register something share: what is stated, and two steps with a wait between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput, Refused
from dao_sim.units import SHARES_PER_WORK, Bps, Seconds, parse_percent

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.bindings.generated.structs import Registration
    from dao_sim.coop.registration import Pending, PendingFiles

WorkFile = Annotated[Path, typer.Argument(metavar="FILE", help="The work; only its hash is sent.")]
Contributors = Annotated[
    list[str] | None,
    typer.Option(
        "--contributors",
        metavar="WHO=SHARE,…",
        help="Who made it: names or addresses, shares in % or in units of 1,000,000.  [default: you, 100%]",
    ),
]
Uri = Annotated[str, typer.Option("--uri", metavar="URI", help="Where its metadata is.")]
AiShare = Annotated[str, typer.Option("--ai-share", metavar="PERCENT", help="How much of it AI made.")]
Royalty = Annotated[
    str, typer.Option("--royalty", metavar="PERCENT", help="Asked of the price when its token is sold on.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A commitment to a work's hash."""

    pending: Pending
    step: Data | None
    """The transaction that made it; None where it stood already."""
    made_at: Seconds
    ready_at: Seconds
    """The first second in which it can be revealed."""
    is_ready: bool
    """Whether that has come. Only a dry run does not wait for it."""


def stated(
    member: Member, file: Path, *, contributors: list[str] | None, uri: str, ai_share: str, royalty: str
) -> Registration:
    """What is stated of the work in a file. Raises BadInput for what makes no sense."""
    from dao_sim.bindings.generated.structs import Registration
    from dao_sim.coop.registration import hash_file
    from dao_sim.coop.shares import parse_shares

    shares = {member.address: SHARES_PER_WORK}
    if contributors:
        shares = parse_shares(contributors, lambda name: account_of(member, name))
    return Registration(
        content_hash=hash_file(file),
        uri=uri,
        contributors=tuple(shares),
        units=tuple(shares.values()),
        ai_share_bps=bps("ai-share", ai_share),
        royalty_bps=bps("royalty", royalty),
    )


def pending_files(member: Member) -> PendingFiles:
    """Where the co-op's registrations under way are kept."""
    from dao_sim.coop.registration import PendingFiles

    return PendingFiles(member.deployment.folder / "registrations", member.coop.registry)


def told(registration: Registration) -> Data:
    """What was stated, for `--json`."""
    shares = zip(registration.contributors, registration.units, strict=True)
    return {
        "content_hash": f"0x{registration.content_hash.hex()}",
        "contributors": [{"account": who, "units": units} for who, units in shares],
    }


def done_before(member: Member, registration: Registration) -> int | None:
    """The work, where the last run was cut off only after the reveal. Refuses what could not be registered.

    Raises BadInput or Refused. Asks no question that shows the content's hash, see `registration`.
    """
    from dao_sim.coop.submissions import check_cleared
    from dao_sim.coop.works import reserved_for, standing_registration

    coop, me, content_hash = member.coop, member.address, registration.content_hash
    files = pending_files(member)
    pending = files.read(me, content_hash)
    if (standing := standing_registration(coop, content_hash)) is not None:
        number, registrant = standing
        if pending is None or registrant != me:
            hint = f"`dao-sim work show {number}` shows it"
            if registrant != me:
                hint += "; if it is yours, dispute that registration"
            reason = "this content is registered already"
            raise Refused("work", reason, hint=hint, work=number, registrant=registrant)
        if not member.dry_run:
            files.forget(pending)
        return number
    if (heir := reserved_for(coop, content_hash)) not in (None, me):
        raise Refused("work", "governance keeps this content for somebody else", heir=heir)
    if not coop.membership.is_member(me):
        hint = f"`dao-sim propose admit {me} --class creator` asks for admission"
        raise Refused("work", "only members register works", hint=hint, account=me)
    if len(registration.contributors) > (most := coop.registry.max_contributors()):
        hint = f"name at most {most}; more can join later, by transfers of units"
        raise BadInput("contributors", "are too many", hint=hint, count=len(registration.contributors))
    check_cleared(coop, me, registration)
    return None


def in_two_steps(
    out: Output,
    member: Member,
    registration: Registration,
    revealing: Callable[[Pending], Call],
    what: str = "work",
) -> Data:
    """Commits, waits, and sends the call that reveals; goes on where an earlier run was cut off."""
    from dao_sim.bindings import WorkRegistry

    made = committed(out, member, registration.content_hash, what)
    if not made.is_ready:
        wait = made.ready_at - made.made_at
        out.line(f"Then, {wait} s after the commitment, it would be registered.")
        return {"dry_run": True, "commit": made.step, "reveal_at": made.ready_at}
    sent = member.send(revealing(made.pending), f"The {what} is registered.")
    if member.dry_run:
        return {"commit": made.step, "reveal_at": made.ready_at, **sent}
    assert member.receipt is not None, "what was sent has a receipt"
    number = member.coop.registry.decode(member.receipt, WorkRegistry.WorkRegistered)[0].work_id
    receiver = member.coop.vault.receiver_of(number)
    pending_files(member).forget(made.pending)
    out.line(f"It is work {number}. Its royalties can be sent to {receiver}.")
    return {"work": number, "receiver": receiver, "commit": made.step, **sent}


def committed(out: Output, member: Member, content_hash: bytes, what: str = "work") -> Commitment:
    """Commits to a work's hash unless that was done before, and waits until it can be revealed."""
    from dao_sim.coop.registration import begin, committed_at, ready_at

    registry, files = member.coop.registry, pending_files(member)
    kept = files.read(member.address, content_hash)
    pending = kept or begin(member.address, content_hash)
    made_at = committed_at(registry, pending) if kept else None
    step = None
    if made_at is None:
        step, made_at = _commit(member, files, pending)
    else:
        out.note(f"The {what} is committed to already: going on from there.")
    ready = ready_at(registry, made_at)
    waits = member.dry_run and member.chain.now() < ready
    if not waits:
        _wait(out, member, ready)
    return Commitment(pending=pending, step=step, made_at=made_at, ready_at=ready, is_ready=not waits)


def _commit(member: Member, files: PendingFiles, pending: Pending) -> tuple[Data, Seconds]:
    """Sends the commitment, its salt on disk before. Returns what happened, and when."""
    from dao_sim.coop.registration import commit

    if not member.dry_run:
        files.keep(pending)
    step = member.send(commit(member.coop.registry, pending), "Committed to the work's hash.")
    return step, member.receipt.timestamp if member.receipt else member.chain.now()


def _wait(out: Output, member: Member, ready: Seconds) -> None:
    from dao_sim.coop.registration import wait_until

    left = ready - member.chain.now()
    if left <= 0:
        return
    member.key()  # whoever is asked for a password should not have to sit out the wait first
    out.note(f"Waiting {left} s until it can be revealed. If interrupted, give the same command again.")
    with out.progress("Waiting", left) as passed:
        wait_until(member.chain, ready, passed=passed)


def bps(option: str, written: str) -> Bps:
    """A percentage of at most the whole, in basis points. Raises BadInput for anything else."""
    try:
        part = parse_percent(written)
    except ValueError as error:
        raise BadInput(option, str(error), value=written) from error
    if part > parse_percent("100%"):
        raise BadInput(option, "must be at most 100%", value=written)
    return part
