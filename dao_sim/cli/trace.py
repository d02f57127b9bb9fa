"""`dao-sim work trace`: where a work comes from, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.licence import licence_data, words
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading
from dao_sim.errors import BadInput
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.coop.provenance import Link, Payment, Provenance

Number = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The work's number.")]
Picture = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help="Draw its family into this PNG file, too.")
]


@reading
def trace(out: Output, visit: Visit, number: Number, *, picture: Picture = None) -> Data:
    """Trace a work: origin, makers, owners, licences, family, payments.

    Example: dao-sim work trace 1 --picture family.png
    """
    from dao_sim.coop.provenance import trace as traced

    found = traced(visit.coop, number)
    _tell_origin(out, found)
    _tell_owners(out, found)
    _tell_licences(out, visit, found)
    _tell_payments(out, visit, found)
    if picture is not None:
        _draw(picture, visit, found)
        out.note(f"The family is drawn in {picture}.")
    return _data(found)


def _tell_origin(out: Output, found: Provenance) -> None:
    from dao_sim.coop.shares import percent_of
    from dao_sim.coop.standing import written_time

    work = found.work
    disclosed = found.disclosure
    rows = [
        ("registered by", work.registrant),
        ("registered", written_time(work.registered_at)),
        ("content hash", f"0x{work.content_hash.hex()}"),
        ("metadata", work.uri or "none"),
        ("made by AI", f"{format_amount(work.ai_share_bps, 2)} %"),
        *(
            ()
            if disclosed is None
            else (("with", disclosed.tools or "nothing named"), ("domain", disclosed.domain))
        ),
        ("derives from", _works(found.parents) or "nothing: an original"),
        ("parent of", _works(found.children) or "nothing yet"),
    ]
    out.table(f"Work {work.id}", ["", ""], rows)
    makers = [(who, percent_of(units)) for who, units in work.contributors.items()]
    out.table("Who made it", ["account", "share as registered"], makers)


def _tell_owners(out: Output, found: Provenance) -> None:
    rows = [
        (change.block, change.giver or "registered", change.taker or "voided", _whose(change.decreed))
        for change in found.changes
    ]
    out.table("Who owned it", ["block", "from", "to", ""], rows)


def _tell_licences(out: Output, visit: Visit, found: Provenance) -> None:
    for title, licences in (("Licences in it", found.out), ("Licences by which it derives", found.into)):
        if licences:
            rows = [
                (each.number, each.terms.work_id, words(out, visit, each.terms), each.holder)
                for each in licences
            ]
            out.table(title, ["licence", "work", "what", "held by"], rows)


def _tell_payments(out: Output, visit: Visit, found: Provenance) -> None:
    from dao_sim.coop.assets import asset_at

    assets = {address: asset_at(visit.coop, address) for address in {each.asset for each in found.payments}}
    rows = [
        (
            each.block,
            each.kind,
            money(out, assets[each.asset], each.amount),
            money(out, assets[each.asset], each.levy) if each.levy else "",
            _other(each),
        )
        for each in found.payments
    ]
    text = "" if rows else "There were none yet."
    out.table("Payments", ["block", "what", "amount", "levy in it", "from or to"], rows, text=text)


def _draw(file: Path, visit: Visit, found: Provenance) -> None:
    """Raises BadInput where the file cannot be written."""
    from dao_sim.coop.licences import licence
    from dao_sim.report.lineage import Edge, lineage_chart

    def edge(link: Link) -> Edge:
        share = licence(visit.coop, link.licence).terms.share_bps
        return Edge(link.parent, link.child, f"{format_amount(share, 2)} %")

    png = lineage_chart(found.work.id, [edge(link) for link in found.family], title=f"Work {found.work.id}")
    try:
        file.write_bytes(png)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise BadInput("picture", reason, file=str(file)) from error


def _whose(decreed: bool) -> str:
    return "by governance" if decreed else ""


def _works(numbers: list[int]) -> str:
    return ", ".join(f"work {number}" for number in numbers)


def _other(payment: Payment) -> str:
    return f"work {payment.other}" if isinstance(payment.other, int) else payment.other


def _data(found: Provenance) -> dict[str, Any]:
    work = found.work
    return {
        "work": work.id,
        "origin": {
            "registrant": work.registrant,
            "registered_at": work.registered_at,
            "content_hash": f"0x{work.content_hash.hex()}",
            "uri": work.uri,
        },
        "contributors": [{"account": who, "units": units} for who, units in work.contributors.items()],
        "ai_share_bps": work.ai_share_bps,
        "disclosure": None if found.disclosure is None else asdict(found.disclosure),
        "parents": found.parents,
        "children": found.children,
        "ancestors": [{"work": one, "share_bps": share} for one, share in work.ancestors.items()],
        "family": [
            {"parent": link.parent, "child": link.child, "licence": link.licence} for link in found.family
        ],
        "owners": [
            {"block": one.block, "from": one.giver, "to": one.taker, "decreed": one.decreed}
            for one in found.changes
        ],
        "licences_out": [licence_data(each) for each in found.out],
        "licences_in": [licence_data(each) for each in found.into],
        "payments": [
            {
                "block": each.block,
                "kind": each.kind,
                "asset": each.asset,
                "amount": str(each.amount),
                "levy": str(each.levy),
                "other": each.other,
            }
            for each in found.payments
        ],
    }
