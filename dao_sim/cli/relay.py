"""`dao-sim relay`: other people's signed ballots, sent in one go, with a report on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output
from dao_sim.cli.session import Member, acting
from dao_sim.errors import BadInput, ChainUnreachable, DaoSimError

if TYPE_CHECKING:
    from dao_sim.coop.ballots import Ballot

app = command_app()

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Ballots, and folders of ballots (*.json).")
]

_RELAYED, _CAST, _GOOD, _REFUSED = "relayed", "already cast", "would be relayed", "refused"
_UNKNOWN = "unknown"
"""The node went away: the ballot may have been cast or not. Relaying it again finds out."""


@dataclass(kw_only=True, slots=True)
class _Line:
    """What became of one file."""

    file: str
    voter: str | None = None
    proposal: str | None = None
    support: str | None = None
    status: str = _REFUSED
    reason: str | None = None
    transaction: str | None = None
    effects: list[dict[str, Any]] | None = None


@app.command()
@acting
def relay(out: Output, member: Member, files: Files) -> Data:
    """Send ballots that others signed.

    Example: dao-sim relay ballots/
    """
    paths = list(_ballot_files(files))
    if not member.dry_run:
        member.key()  # a wrong password is no ballot's fault
    lines: list[_Line] = []
    gone = _relay_all(member, paths, lines)
    _report(out, lines)
    failures = [_failure(line) for line in lines if line.status in (_REFUSED, _UNKNOWN)]
    if gone:
        ended = Failure(code=gone.code, message=str(gone), hint=gone.hint)
        raise CommandFailed([ended, *failures, *_rest(lines)], gone.exit_code) from gone
    if failures:
        raise CommandFailed([*failures, *(_rest(lines) if out.json else ())])  # a person has the table
    return {"dry_run": member.dry_run, "ballots": [asdict(line) for line in lines]}


def _relay_all(member: Member, paths: Sequence[Path], lines: list[_Line]) -> ChainUnreachable | None:
    """Sends one ballot after the other. Returns why it had to stop, if it had to."""
    for path in paths:
        lines.append(_Line(file=str(path)))
        try:
            _relay(member, path, lines[-1])
        except ChainUnreachable as error:
            lines[-1].status, lines[-1].reason = _UNKNOWN, error.reason
            return error
    return None


def _ballot_files(given: Sequence[Path]) -> Iterator[Path]:
    """The files, with folders opened, each once. Raises BadInput for a folder without ballots."""
    seen: set[Path] = set()
    for path in given:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not inside:
            hint = "ballots are files that end in .json"
            raise BadInput("relay", "there are no ballots in this folder", hint=hint, folder=str(path))
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _relay(member: Member, path: Path, line: _Line) -> None:
    """Sends the ballot in a file, and writes down what became of it. Raises ChainUnreachable."""
    from dao_sim.coop.ballots import Ballot

    try:
        ballot = Ballot.load(path)
        member.coop = member.coop.under_address(ballot.governor)
        line.voter, line.proposal = ballot.voter, str(ballot.proposal)
        line.support = _words(member, ballot)
        _send(member, ballot, line)
    except ChainUnreachable:
        raise
    except BadInput as error:
        value = error.operands.get("value")
        line.reason = error.reason if value is None else f"{error.reason} ({value!r})"
    except DaoSimError as error:
        line.reason = str(error)


def _words(member: Member, ballot: Ballot) -> str | None:
    """The vote in words; None where there is no such proposal."""
    from dao_sim.coop.ballot_paper import Choice
    from dao_sim.coop.papers import paper_of

    try:
        paper = paper_of(member.coop, ballot.proposal)
    except BadInput:
        return None
    return paper.words(Choice(ballot.support, ballot.params))


def _send(member: Member, ballot: Ballot, line: _Line) -> None:
    from dao_sim.coop.ballots import cast, check, is_cast

    if is_cast(member.coop, ballot):
        line.status, line.reason = _CAST, "the voter's vote is on the chain already"
        return
    line.reason = check(member.coop, ballot)
    if line.reason:
        return
    sent = member.send(cast(member.coop.governor, ballot), f"Relayed {line.file}")
    if member.dry_run:
        line.status, line.effects = _GOOD, sent["effects"]
    else:
        line.status, line.transaction = _RELAYED, sent["transaction"]


def _report(out: Output, lines: Sequence[_Line]) -> None:
    rows = [
        (line.file, line.voter, line.proposal, line.support, line.status, line.reason or line.transaction)
        for line in lines
    ]
    out.table("Ballots", ["file", "voter", "proposal", "vote", "status", "why, or transaction"], rows)


def _failure(line: _Line) -> Failure:
    if line.status == _UNKNOWN:
        message = f"{line.file}: may have been cast or not: {line.reason}"
        return Failure(code="ballot_unknown", message=message, hint="relay it again: that does no harm")
    return Failure(code="ballot_refused", message=f"{line.file}: {line.reason}")


def _rest(lines: Sequence[_Line]) -> Iterator[Failure]:
    """What went well beside what was refused: a failure's envelope has no other place for it."""
    for line in lines:
        if line.status == _RELAYED:
            yield Failure(
                code="partly_relayed",
                message=f"{line.file}: was relayed in transaction {line.transaction}",
                hint="relaying the same files again does no harm: what is cast is left out",
            )
