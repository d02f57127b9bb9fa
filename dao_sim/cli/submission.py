"""`dao-sim review`, its part about submissions: works are submitted, screened, and put to panels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.content_rules import domains, percent, propose_domain, propose_screener
from dao_sim.cli.escrows import To, claim_all, seconds, send_all
from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.registering import AiShare, Contributors, Royalty, Uri, WorkFile, committed, stated
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.errors import BadInput, Refused

if TYPE_CHECKING:
    from dao_sim.coop.submissions import Submission
    from dao_sim.screening import Candidate

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The submission's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The submission's number.  [default: all]")
]
DomainName = Annotated[
    str, typer.Option("--domain", metavar="NAME", help="What kind of work it is, such as music.")
]
Tools = Annotated[str, typer.Option("--tools", metavar="TEXT", help="What AI's share was made with.")]
Works = Annotated[
    Path, typer.Option("--works", metavar="FOLDER", help="Where the registered works' files are.")
]
ScreenerName = Annotated[
    str, typer.Option("--screener", metavar="NAME", help="Which screener looks; rules is the one that ships.")
]
Metadata = Annotated[
    Path | None,
    typer.Option("--metadata", metavar="FILE", help="The work's metadata, as JSON, to look at too."),
]
Valid = Annotated[
    str, typer.Option("--valid", metavar="TIME", help="How long the verdict can be sent, such as 12h.")
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FILE", help="Write the signed verdict there, for others to send; send nothing."
    ),
]
VerdictFile = Annotated[Path, typer.Argument(metavar="FILE", help="A verdict that a screener signed.")]


def add_to(app: typer.Typer) -> None:
    """Makes these commands part of a group."""
    for name, command in {
        "submit": submit,
        "submissions": show,
        "domains": domains,
        "propose-domain": propose_domain,
        "propose-screener": propose_screener,
        "screen": screen,
        "relay-verdict": relay_verdict,
        "request": request,
        "conclude": conclude,
        "withdraw-submission": withdraw,
        "lapse-submission": lapse,
        "claim-deposit": claim,
        "recover-deposits": recover,
    }.items():
        app.command(name)(command)


@acting
def submit(
    out: Output,
    member: Member,
    file: WorkFile,
    *,
    domain: DomainName,
    tools: Tools = "",
    contributors: Contributors = None,
    uri: Uri = "",
    ai_share: AiShare = "0%",
    royalty: Royalty = "0%",
) -> Data:
    """Submit a work, disclose AI's part in it, put up the deposit.

    State what you are going to register. Like registering, that takes two transactions and a wait between; if
    interrupted, give the same command again.

    Example: dao-sim review submit song.flac --domain music --ai-share 30% --tools "a voice model"
    """
    from dao_sim.bindings import Submissions
    from dao_sim.coop.submissions import submissions_of
    from dao_sim.coop.submissions import submit as calls

    contract = submissions_of(member.coop)
    registration = stated(
        member, file, contributors=contributors, uri=uri, ai_share=ai_share, royalty=royalty
    )
    _check_new(member, registration.content_hash)
    made = committed(out, member, registration.content_hash)
    told = {"content_hash": f"0x{registration.content_hash.hex()}", "commit": made.step}
    if not made.is_ready:
        out.line(f"Then, {made.ready_at - made.made_at} s after the commitment, it would be submitted.")
        return {"dry_run": True, "submit_at": made.ready_at, **told}
    salt = made.pending.salt
    sent = send_all(
        member,
        calls(member.coop, member.address, registration, domain=domain, tools=tools, salt=salt),
        told,
        "The work is submitted.",
    )
    if member.receipt is None or member.dry_run:
        return sent
    number = contract.decode(member.receipt, Submissions.Submitted)[0].submission_id
    out.line(f"It is submission {number}. `dao-sim review submissions {number}` shows what becomes of it.")
    return {"submission": str(number), **sent}


@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show submissions, or all about one.

    Example: dao-sim review submissions 1
    """
    from dao_sim.coop.submissions import submission, submissions

    if number is not None:
        found = submission(visit.coop, number)
        _tell(out, visit, found)
        return {"submissions": [_data(found)]}
    every = submissions(visit.coop)
    rows = [
        (
            str(each.number),
            each.submitter,
            each.domain,
            percent(each.ai_share_bps),
            _flags(each),
            _state(each),
        )
        for each in every
    ]
    out.table("Submissions", ["id", "submitter", "domain", "made by AI", "flags", ""], rows)
    return {"submissions": [_data(each) for each in every]}


@acting
def screen(
    out: Output,
    member: Member,
    number: Number,
    file: WorkFile,
    *,
    works: Works,
    screener: ScreenerName = "rules",
    metadata: Metadata = None,
    valid: Valid = "1d",
    out_file: OutFile = None,
) -> Data:
    """Screen a submission, sign what was found, and send it.

    Example: dao-sim review screen 1 song.flac --works works/
    """
    from dao_sim.coop.submissions import registered_works, submission
    from dao_sim.coop.verdicts import screen as call
    from dao_sim.coop.verdicts import sign
    from dao_sim.screening import known_works, report_of, screener_named

    chosen = screener_named(screener)
    found = submission(member.coop, number)
    _check_screener(member)
    registered = registered_works(member.coop)
    known = known_works(works, registered)
    findings = chosen.screen(_candidate(member, found, file, metadata), known)
    _tell_findings(out, findings, len(known), len(registered))
    until = member.chain.now() + seconds("valid", valid)
    told = {"submission": str(number), "screened_against": len(known), "findings": report_of(findings)}
    verdict = sign(member.coop, member.key(), number, findings, valid_until=until)
    if out_file is not None:
        _save(verdict, out_file)
        out.line(
            f"Signed: {out_file}. Whoever has the file can send it: dao-sim review relay-verdict {out_file}"
        )
        return {**told, "file": str(out_file), "verdict": verdict.record()}
    return {
        **told,
        **member.send(call(member.coop, verdict), f"The verdict on submission {number} is given."),
    }


@acting
def relay_verdict(_out: Output, member: Member, file: VerdictFile) -> Data:
    """Send a verdict that a screener signed.

    Example: dao-sim review relay-verdict verdict.json
    """
    from dao_sim.coop.verdicts import Verdict
    from dao_sim.coop.verdicts import screen as call

    verdict = Verdict.load(file)
    sent = member.send(
        call(member.coop, verdict), f"The verdict on submission {verdict.submission} is given."
    )
    return {"submission": str(verdict.submission), "screener": verdict.screener, **sent}


@acting
def request(_out: Output, member: Member, number: Number) -> Data:
    """Ask for the panel that your submission needs, out of its deposit.

    Example: dao-sim review request 1
    """
    from dao_sim.bindings import Submissions
    from dao_sim.coop.submissions import request_review, submissions_of

    told = {"submission": str(number)}
    sent = send_all(member, request_review(member.coop, number), told, "A panel is asked.")
    if member.receipt is None or member.dry_run:
        return sent
    (asked,) = submissions_of(member.coop).decode(member.receipt, Submissions.ReviewRequested)
    member.out.line(f"It is case {asked.case_id}. Have it drawn in time, or the deposit is lost:")
    member.out.line(f"  dao-sim review draw {asked.case_id}")
    return {**sent, "case": str(asked.case_id), "cost": str(asked.cost)}


@acting
def conclude(out: Output, member: Member, number: Number) -> Data:
    """Do what the panel's final answer says of a submission. Anybody may.

    Example: dao-sim review conclude 1
    """
    from dao_sim.coop.submissions import submission, submissions_of

    call = submissions_of(member.coop).conclude(number)
    sent = member.send(call, f"The panel's answer on submission {number} is carried out.")
    if member.receipt is None or member.dry_run:
        return {"submission": str(number), **sent}
    found = submission(member.coop, number)
    out.line(f"It is {_state(found)}.")
    return {"submission": str(number), **sent, "state": found.state.name.lower()}


@acting
def withdraw(_out: Output, member: Member, number: Number) -> Data:
    """Withdraw a submission of yours, unless a panel or the registry has it.

    Example: dao-sim review withdraw-submission 1
    """
    from dao_sim.coop.submissions import submissions_of

    call = submissions_of(member.coop).withdraw(number)
    return {"submission": str(number), **member.send(call, f"Submission {number} is withdrawn.")}


@acting
def lapse(_out: Output, member: Member, number: Number) -> Data:
    """End a submission whose time is over. Anybody may.

    Example: dao-sim review lapse-submission 1
    """
    from dao_sim.coop.submissions import submissions_of

    call = submissions_of(member.coop).lapse(number)
    return {"submission": str(number), **member.send(call, f"Submission {number} has lapsed.")}


@acting
def claim(_out: Output, member: Member, to: To = None) -> Data:
    """Have deposits paid back that are yours again.

    Example: dao-sim review claim-deposit
    """
    from dao_sim.coop.submissions import submissions_of

    return claim_all(member, "review", submissions_of(member.coop), to)


@acting
def recover(_out: Output, member: Member) -> Data:
    """Have forfeited deposits paid to the treasury. Anybody may.

    Example: dao-sim review recover-deposits
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.submissions import submissions_of

    contract = submissions_of(member.coop)
    asset = asset_at(member.coop, contract.asset())
    owed = contract.owed_to(member.coop.treasury.address, asset.address)
    sent = member.send(contract.recover(asset.address), f"The treasury has {exact(asset, owed)} more.")
    return {"asset": asset.address, "amount": str(owed), **sent}


def _check_new(member: Member, content_hash: bytes) -> None:
    """Raises Refused where the content is registered or under way. Asks no question that shows its hash."""
    from dao_sim.coop.submissions import live_submission
    from dao_sim.coop.works import standing_registration

    if (standing := standing_registration(member.coop, content_hash)) is not None:
        number, registrant = standing
        reason = "this content is registered already"
        raise Refused(
            "review",
            reason,
            hint=f"`dao-sim work show {number}` shows it",
            work=number,
            registrant=registrant,
        )
    if (live := live_submission(member.coop, content_hash)) is not None:
        reason, hint = (
            "this content is submitted already",
            f"`dao-sim review submissions {live.number}` shows it",
        )
        raise Refused("review", reason, hint=hint, submission=live.number, submitter=live.submitter)


def _check_screener(member: Member) -> None:
    from dao_sim.coop.content_terms import screeners
    from dao_sim.coop.submissions import submissions_of

    if member.address not in (known := screeners(submissions_of(member.coop))):
        hint = f"there are {', '.join(known)}" if known else "none is appointed; that takes a vote"
        raise Refused("review", "only appointed screeners screen", hint=hint, account=member.address)


def _candidate(member: Member, found: Submission, file: Path, metadata: Path | None) -> Candidate:
    """What is screened. Raises BadInput where the file is not what was submitted."""
    from eth_utils.crypto import keccak

    from dao_sim.coop.content_terms import policies
    from dao_sim.coop.submissions import submissions_of
    from dao_sim.screening import Candidate
    from dao_sim.units import BPS, Bps

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput("review", f"cannot be read: {error.strerror or error}", file=str(file)) from error
    if keccak(content) != found.content_hash:
        hint = f"its hash must be 0x{found.content_hash.hex()}"
        raise BadInput("review", "is not the work that was submitted", hint=hint, file=str(file))
    policy = policies(submissions_of(member.coop)).get(found.domain)
    return Candidate(
        content=content,
        ai_share_bps=found.ai_share_bps,
        cap_bps=Bps(BPS if policy is None else policy.cap_bps),
        tools=found.tools,
        uri=found.registration.uri,
        metadata=None if metadata is None else _metadata(metadata),
    )


def _metadata(file: Path) -> Mapping[str, Any]:
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput("metadata", f"cannot be read: {error.strerror or error}", file=str(file)) from error
    except ValueError as error:
        raise BadInput("metadata", f"is not JSON: {error}", file=str(file)) from error
    if not isinstance(read, dict):
        raise BadInput("metadata", "must be a JSON object", file=str(file))
    return read


def _save(verdict: Any, file: Path) -> None:
    try:
        verdict.save(file)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise BadInput("verdict", reason, file=str(file)) from error


def _tell_findings(out: Output, findings: Any, at_hand: int, registered: int) -> None:
    if at_hand < registered:
        out.warn(f"of {registered} registered works, only {at_hand} are there to be compared with")
    rows = [(finding.flag.name.lower().replace("_", " "), finding.reason) for finding in findings]
    out.table("Findings", ["flag", "why"], rows, text="" if rows else "Nothing was found.")


def _tell(out: Output, visit: Visit, found: Submission) -> None:
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.shares import percent_of
    from dao_sim.coop.standing import written_time
    from dao_sim.coop.submissions import submissions_of

    asset = asset_at(visit.coop, submissions_of(visit.coop).asset())
    rows = [
        ("", _state(found)),
        ("until", "" if found.deadline is None else written_time(found.deadline)),
        ("submitted by", found.submitter),
        ("submitted", written_time(found.submitted_at)),
        ("content hash", f"0x{found.content_hash.hex()}"),
        ("metadata", found.registration.uri or "none"),
        ("domain", found.domain),
        ("made by AI", percent(found.ai_share_bps)),
        ("with", found.tools or "nothing named"),
        ("needs a panel", "yes" if found.needs_review or found.flags else "no"),
        ("flags", _flags(found) or "none"),
        ("flagged by", ", ".join(found.flagged_by) or "nobody"),
        ("like", "no work" if found.similar_to is None else f"work {found.similar_to}"),
        ("case", "none" if found.case is None else str(found.case)),
        ("deposit held", money(out, asset, found.deposit)),
    ]
    out.table(f"Submission {found.number}", ["", ""], rows)
    registration = found.registration
    makers = zip(registration.contributors, registration.units, strict=True)
    out.table("Who made it", ["account", "share"], [(who, percent_of(units)) for who, units in makers])


def _state(found: Submission) -> str:
    return found.state.name.lower().replace("_", " ")


def _flags(found: Submission) -> str:
    return ", ".join(_flag_names(found)).replace("_", " ")


def _flag_names(found: Submission) -> list[str]:
    from dao_sim.units import Flag

    return [flag.name.lower() for flag in Flag if flag in found.flags and flag.name]


def _data(found: Submission) -> dict[str, Any]:
    registration = found.registration
    return {
        "submission": str(found.number),
        "state": found.state.name.lower(),
        "deadline": found.deadline,
        "submitter": found.submitter,
        "submitted_at": found.submitted_at,
        "content_hash": f"0x{found.content_hash.hex()}",
        "registration_hash": f"0x{found.registration_hash.hex()}",
        "uri": registration.uri,
        "contributors": [
            {"account": who, "units": units}
            for who, units in zip(registration.contributors, registration.units, strict=True)
        ],
        "domain": found.domain,
        "ai_share_bps": found.ai_share_bps,
        "tools": found.tools,
        "needs_review": found.needs_review,
        "flags": _flag_names(found),
        "flagged_by": list(found.flagged_by),
        "similar_to": found.similar_to,
        "case": None if found.case is None else str(found.case),
        "deposit": str(found.deposit),
    }
