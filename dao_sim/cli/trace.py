"""`dao-sim work trace`: where a work comes from, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.dispute_show import DISPUTE_COLUMNS, dispute_data, dispute_row
from dao_sim.cli.licence import SCOPES, licence_data, right_data, state_of, words
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading
from dao_sim.errors import BadInput
from dao_sim.units import format_amount

if TYPE_CHECKING:
    from dao_sim.coop.provenance import Payment, Provenance

Number = Annotated[int, typer.Argument(metavar="WORK", min=1, help="The work's number.")]
Picture = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help="Draw its family into this PNG file, too.")
]


@reading
def trace(out: Output, visit: Visit, number: Number, *, picture: Picture = None) -> Data:
    """Trace a work: origin, makers, owners, licences, family, payments, disputes.

    Example: dao-sim work trace 1 --picture family.png
    """
    from dao_sim.coop.provenance import trace as traced

    found = traced(visit.coop, number)
    _tell_origin(out, found)
    _tell_owners(out, found)
    _tell_rights(out, found)
    _tell_licences(out, visit, found)
    _tell_payments(out, visit, found)
    _tell_disputes(out, found)
    if picture is not None:
        _draw(picture, found)
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
        _descent(found),
        *(
            ()
            if disclosed is None
            else (("with", disclosed.tools or "nothing named"), ("domain", disclosed.domain))
        ),
        ("parent of", _works(found.children) or "nothing yet"),
    ]
    if found.locked_until is not None:
        rows.append(("its units are locked until", written_time(found.locked_until)))
    out.table(f"Work {work.id}", ["", ""], rows)
    makers = [(who, percent_of(units)) for who, units in work.contributors.items()]
    out.table("Who made it", ["account", "share as registered"], makers)


def _descent(found: Provenance) -> tuple[str, str]:
    if found.right is not None:
        stands = "" if found.right.stands else ", which it is no more"
        return "right to", f"{SCOPES[found.right.scope]} of work {found.right.work}{stands}"
    if found.bundle is not None:
        return f"bundle {found.bundle.number} of", _works(found.parents)
    return "derives from", _works(found.parents) or "nothing: an original"


def _tell_rights(out: Output, found: Provenance) -> None:
    if found.rights:
        rows = [
            (
                each.number,
                SCOPES[each.scope],
                f"{format_amount(each.share_bps, 2)} %",
                "stands" if each.stands else "ended",
            )
            for each in found.rights
        ]
        out.table("Rights split from it", ["work", "to", "its share", ""], rows)


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
                (each.number, each.terms.work_id, words(out, visit, each.terms), each.holder, state_of(each))
                for each in licences
            ]
            out.table(title, ["licence", "work", "what", "held by", ""], rows)


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


def _tell_disputes(out: Output, found: Provenance) -> None:
    if found.disputes:
        out.table("Disputes", DISPUTE_COLUMNS, [dispute_row(each) for each in found.disputes])
    if found.adjudged:
        rows = [(each.block, each.giver, each.taker, f"{each.units:,}") for each in found.adjudged]
        out.table("Units that rulings moved", ["block", "from", "to", "units"], rows)


def _draw(file: Path, found: Provenance) -> None:
    """Raises BadInput where the file cannot be written."""
    from dao_sim.report.lineage import Edge, lineage_chart

    shares: dict[tuple[int, int, str], int] = {}  # the largest, where several licences are from one parent
    for link in found.family:
        kind = "" if link.by == "licence" else f"{link.by} "
        known = link.parent, link.child, kind
        shares[known] = max(link.share_bps, shares.get(known, 0))
    edges = [
        Edge(parent, child, f"{kind}{format_amount(share, 2)} %")
        for (parent, child, kind), share in shares.items()
    ]
    png = lineage_chart(found.work.id, edges, title=f"Work {found.work.id}")
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
            {
                "parent": link.parent,
                "child": link.child,
                "by": link.by,
                "licence": link.licence,
                "share_bps": link.share_bps,
            }
            for link in found.family
        ],
        "locked_until": found.locked_until,
        "disputes": [dispute_data(each) for each in found.disputes],
        "adjudged": [
            {"block": each.block, "from": each.giver, "to": each.taker, "units": each.units}
            for each in found.adjudged
        ],
        "right": right_data(found.right) if found.right else None,
        "bundle": found.bundle.number if found.bundle else None,
        "rights": [right_data(each) for each in found.rights],
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
