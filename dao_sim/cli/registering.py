"""What registering a work and submitting one have in common: what is stated of it, and the commitment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member
from dao_sim.cli.votes import account_of
from dao_sim.errors import BadInput
from dao_sim.units import SHARES_PER_WORK, Bps, Seconds, parse_percent

if TYPE_CHECKING:
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
    """What is stated of a work. Raises BadInput for what cannot be."""
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
        ai_share_bps=_bps("ai-share", ai_share),
        royalty_bps=_bps("royalty", royalty),
    )


def pending_files(member: Member) -> PendingFiles:
    """Where the salts of commitments are kept."""
    from dao_sim.coop.registration import PendingFiles

    return PendingFiles(member.deployment.folder / "registrations", member.coop.registry)


def committed(out: Output, member: Member, content_hash: bytes) -> Commitment:
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
        out.note("The work is committed to already: going on from there.")
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


def _bps(option: str, written: str) -> Bps:
    try:
        bps = parse_percent(written)
    except ValueError as error:
        raise BadInput(option, str(error), value=written) from error
    if bps > parse_percent("100%"):
        raise BadInput(option, "must be at most 100%", value=written)
    return bps
