"""`dao-sim bundle`: works combined into collections that sell as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.output import Output
from dao_sim.cli.registering import (
    AiShare,
    Contributors,
    Royalty,
    Uri,
    done_before,
    in_two_steps,
    pending_files,
    stated,
    told,
)
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.errors import BadInput
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.bundles import Bundle
    from dao_sim.coop.registration import Pending

app = group_app("Combine works and license them as one.")

Number = Annotated[int, typer.Argument(metavar="BUNDLE", min=1, help="The bundle's number among bundles.")]
OneOrAll = Annotated[
    int | None,
    typer.Argument(metavar="BUNDLE", min=1, help="The bundle's number among bundles.  [default: all]"),
]
WorkNumber = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The number of a work of yours.")]
File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The bundle's own content; only its hash is sent.")
]
Shares = Annotated[
    list[str],
    typer.Option(
        "--work",
        metavar="WORK=PERCENT",
        help="A work, and its share of what the bundle earns. Once for each.",
    ),
]


@app.command()
@acting
def propose(
    out: Output,
    member: Member,
    file: File,
    *,
    work: Shares,
    contributors: Contributors = None,
    uri: Uri = "",
    ai_share: AiShare = "0%",
    royalty: Royalty = "0%",
) -> Data:
    """Propose to bundle works, each for a share of what the bundle earns.

    What the shares leave belongs to the bundle's contributors. Everything said here is fixed, and the same
    file and options are given again when the bundle is opened.

    Example: dao-sim bundle propose booklet.pdf --work 1=40% --work 2=30%
    """
    from dao_sim.coop.bundles import bundles_of, parse_works, proposing
    from dao_sim.coop.registration import begin

    contract, shares = bundles_of(member.coop), parse_works(work)
    registration = stated(
        member, file, contributors=contributors, uri=uri, ai_share=ai_share, royalty=royalty
    )
    files, said = pending_files(member), told(registration)
    done_before(member, registration)
    pending = files.read(member.address, registration.content_hash)
    pending = pending or begin(member.address, registration.content_hash)
    if not member.dry_run:
        files.keep(pending)
    call = proposing(member.coop, shares, registration, pending.salt)
    sent = member.send(call, "The bundle is proposed.")
    number = None
    if member.receipt is not None:
        number = contract.decode(member.receipt, contract.BundleProposed)[0].bundle_id
        out.line(f"It is bundle {number}. Each work's owner joins: dao-sim bundle join {number} WORK")
    works = [{"work": each, "share_bps": share} for each, share in shares.items()]
    return {"bundle": number, "works": works, **said, **sent}


@app.command()
@acting
def join(_out: Output, member: Member, number: Number, work: WorkNumber) -> Data:
    """Agree that a work of yours is bundled, for the share that is proposed.

    Example: dao-sim bundle join 1 2
    """
    from dao_sim.coop.bundles import bundle, bundles_of

    found = bundle(member.coop, number)
    call = bundles_of(member.coop).join(found.number, work)
    return {"bundle": number, "work": work, **member.send(call, f"Work {work} joins bundle {number}.")}


@app.command()
@acting
def withdraw(_out: Output, member: Member, number: Number, work: WorkNumber) -> Data:
    """Take back that you agreed, until the bundle is opened.

    Example: dao-sim bundle withdraw 1 2
    """
    from dao_sim.coop.bundles import bundle, bundles_of

    found = bundle(member.coop, number)
    call = bundles_of(member.coop).withdraw(found.number, work)
    say = f"Work {work} does not join bundle {number} any more."
    return {"bundle": number, "work": work, **member.send(call, say)}


@app.command("open")
@acting
def open_(
    out: Output,
    member: Member,
    number: Number,
    file: File,
    *,
    contributors: Contributors = None,
    uri: Uri = "",
    ai_share: AiShare = "0%",
    royalty: Royalty = "0%",
) -> Data:
    """Register a bundle that everybody joined, as it was proposed.

    That takes two steps, as for any work. If interrupted, give the same command again.

    Example: dao-sim bundle open 1 booklet.pdf
    """
    from dao_sim.coop.bundles import bundles_of, check_opening

    contract = bundles_of(member.coop)
    registration = stated(
        member, file, contributors=contributors, uri=uri, ai_share=ai_share, royalty=royalty
    )
    files, said = pending_files(member), told(registration)
    if (done := done_before(member, registration)) is not None:
        out.line(f"The bundle is registered already: it is work {done}.")
        return {"bundle": number, "work": done, "transaction": None, **said}
    kept = files.read(member.address, registration.content_hash)
    if kept is None:
        hint = "give the file that it was proposed with, from where it was proposed"
        raise BadInput("bundle", "nothing was proposed with this file here", hint=hint, file=str(file))
    check_opening(member.coop, number, registration, kept.salt, member.address)

    def revealing(pending: Pending) -> Call:
        return contract.open_(number, registration, pending.salt)

    return {"bundle": number, **said, **in_two_steps(out, member, registration, revealing, "bundle")}


@app.command()
@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show bundles, or the works of one and who agreed.

    Example: dao-sim bundle show 1
    """
    from dao_sim.coop.bundles import bundle, bundles

    found = bundles(visit.coop) if number is None else [bundle(visit.coop, number)]
    out.table(
        "Bundles",
        ["bundle", "works", "curator", ""],
        [
            (each.number, ", ".join(str(part.work) for part in each.parts), each.curator, _state(each))
            for each in found
        ],
        text="" if found else "None was proposed yet.",
    )
    for each in found if number is not None else ():
        out.table(
            "Works in it",
            ["work", "share", "", "is paid"],
            [
                (
                    part.work,
                    _percent(part.share_bps),
                    "joined" if part.joined else "has not joined",
                    _percent(each.passes_on.get(part.work, 0)),
                )
                for part in each.parts
            ],
        )
        works = {part.work for part in each.parts}
        above = [(work, _percent(share)) for work, share in each.passes_on.items() if work not in works]
        if above:
            out.table("What they derive from", ["work", "is paid"], above)
    return {"bundles": [_data(each) for each in found]}


def _state(bundle: Bundle) -> str:
    if bundle.work is not None:
        return f"is work {bundle.work}"
    return "can be opened" if bundle.complete else "waits for owners"


def _percent(bps: int) -> str:
    return f"{format_amount(bps, 2)} %"


def _data(bundle: Bundle) -> dict[str, Any]:
    return {
        "bundle": bundle.number,
        "curator": bundle.curator,
        "work": bundle.work,
        "terms": f"0x{bundle.terms.hex()}",
        "works": [
            {"work": part.work, "share_bps": part.share_bps, "joined": part.joined} for part in bundle.parts
        ],
        "passes_on": [{"work": work, "share_bps": share} for work, share in bundle.passes_on.items()],
    }
