"""`dao-sim work`: works registered, listed and looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.registering import (
    AiShare,
    Contributors,
    Royalty,
    Uri,
    WorkFile,
    done_before,
    in_two_steps,
    stated,
    told,
)
from dao_sim.cli.session import Member, Visit, acting, reading
from dao_sim.cli.trace import trace
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.cooperative import Cooperative
    from dao_sim.coop.registration import Pending
    from dao_sim.coop.works import Work

app = group_app("Register works and look them up.")

Licence = Annotated[
    list[int] | None,
    typer.Option(
        "--licence", metavar="LICENCE", help="Of yours, from a work that it derives from. Once for each."
    ),
]
Number = Annotated[int, typer.Argument(metavar="WORK", min=0, help="The work's number.")]


@app.command()
@acting
def register(
    out: Output,
    member: Member,
    file: WorkFile,
    *,
    contributors: Contributors = None,
    uri: Uri = "",
    ai_share: AiShare = "0%",
    royalty: Royalty = "0%",
    licence: Licence = None,
) -> Data:
    """Register a work, or with --licence what derives from others.

    That takes two transactions and a wait between: the first commits to the work's hash without showing it,
    the second reveals it. If interrupted, give the same command again: it goes on from there.


    Example: dao-sim work register song.flac --contributors ada=60%,bram=40% --royalty 5%
    """
    from dao_sim.coop.licences import check_deriving, deriving
    from dao_sim.coop.registration import reveal

    registration = stated(
        member, file, contributors=contributors, uri=uri, ai_share=ai_share, royalty=royalty
    )
    licences = check_deriving(member.coop, licence or (), member.address)
    said = told(registration)
    if (done := done_before(member, registration)) is not None:
        out.line(f"The work is registered already: it is work {done}.")
        return {"work": done, "transaction": None, **said}

    def revealing(pending: Pending) -> Call:
        if licences:
            return deriving(member.coop, registration, pending.salt, licences, member.address)
        return reveal(member.coop.registry, pending, registration)

    return {**said, **in_two_steps(out, member, registration, revealing)}


@app.command("list")
@reading
def list_(out: Output, visit: Visit) -> Data:
    """List all works.

    Example: dao-sim work list
    """
    from dao_sim.coop.standing import written_time
    from dao_sim.coop.works import works

    found = works(visit.coop)
    out.table(
        "Works",
        ["work", "owner", "registered", "made by AI", "income", "metadata"],
        [
            (
                work.id,
                work.owner or "voided",
                written_time(work.registered_at),
                _percent(work.ai_share_bps),
                _income(out, visit.coop, work),
                work.uri,
            )
            for work in found
        ],
        text="" if found else "None is registered yet.",
    )
    return {"works": [_data(work) for work in found]}


@app.command()
@reading
def show(out: Output, visit: Visit, number: Number) -> Data:
    """Show a work: owner, makers, income.

    Example: dao-sim work show 1
    """
    from dao_sim.coop.shares import percent_of
    from dao_sim.coop.standing import written_time
    from dao_sim.coop.works import work

    found = work(visit.coop, number)
    void = "" if found.heir is None else f"; its content is kept for {found.heir}"
    out.table(
        f"Work {found.id}",
        ["", ""],
        [
            ("owner", found.owner or f"nobody: it was voided{void}"),
            ("registered by", found.registrant),
            ("registered", written_time(found.registered_at)),
            ("content hash", f"0x{found.content_hash.hex()}"),
            ("metadata", found.uri or "none"),
            ("made by AI", _percent(found.ai_share_bps)),
            ("royalty on resales", _percent(found.royalty_bps)),
            ("royalties are sent to", found.receiver),
            ("passes on to", _passes_on(found) or "nobody"),
            ("income", _income(out, visit.coop, found) or "none yet"),
        ],
    )
    everybody = dict.fromkeys([*found.contributors, *found.holders])
    out.table(
        "Who is paid for it",
        ["account", "share", "share as registered"],
        [
            (who, percent_of(found.holders.get(who, 0)), percent_of(found.contributors.get(who, 0)))
            for who in everybody
        ],
    )
    if len(found.owners) > 1:
        rows = list(enumerate(found.owners, start=1))
        out.table("Who owned it, in order", ["", "owner"], rows)
    return _data(found)


app.command("trace")(trace)


def _percent(bps: int) -> str:
    return f"{format_amount(bps, 2)} %"


def _passes_on(work: Work) -> str:
    return ", ".join(f"{_percent(share)} to work {ancestor}" for ancestor, share in work.ancestors.items())


def _income(out: Output, coop: Cooperative, work: Work) -> str:
    from dao_sim.coop.assets import asset_at

    return ", ".join(money(out, asset_at(coop, asset), amount) for asset, amount in work.income.items())


def _data(work: Work) -> dict[str, Any]:
    return {
        "work": work.id,
        "owner": work.owner,
        "owners": list(work.owners),
        "registrant": work.registrant,
        "registered_at": work.registered_at,
        "content_hash": f"0x{work.content_hash.hex()}",
        "uri": work.uri,
        "contributors": [{"account": who, "units": units} for who, units in work.contributors.items()],
        "holders": [{"account": who, "units": units} for who, units in work.holders.items()],
        "ancestors": [{"work": one, "share_bps": share} for one, share in work.ancestors.items()],
        "ai_share_bps": work.ai_share_bps,
        "royalty_bps": work.royalty_bps,
        "voided": work.voided,
        "heir": work.heir,
        "receiver": work.receiver,
        "income": [{"asset": asset, "amount": str(amount)} for asset, amount in work.income.items()],
    }
