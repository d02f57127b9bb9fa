"""`dao-sim data show` and `dao-sim data trace`: what there is, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading
from dao_sim.errors import BadInput
from dao_sim.units import format_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dao_sim.coop.data_trace import DataTrace, Income, Payment, Use
    from dao_sim.coop.datasets import Dataset, Licence, Offer
    from dao_sim.units import Address

Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The dataset's number.")]
OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ID", min=1, help="The dataset's number.  [default: all]")
]
Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="Draw holders and uses into this PNG file, too."),
]


@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show datasets, or the holders, offers and licences of one.

    Example: dao-sim data show 1
    """
    from dao_sim.coop.datasets import dataset, datasets, licences, offers

    found = datasets(visit.coop) if number is None else [dataset(visit.coop, number)]
    rows = [
        (
            str(each.number),
            each.uri or f"0x{each.content_hash.hex()}",
            ", ".join(each.permitted),
            f"{each.consents} of {len(each.holders)}",
            each.state,
        )
        for each in found
    ]
    text = "" if found else "None is registered yet."
    out.table("Datasets", ["id", "what", "permitted for", "consent", ""], rows, text=text)
    if number is None:
        return {"datasets": [_data(each) for each in found]}
    made, sold = offers(visit.coop, number), licences(visit.coop, number)
    _tell_holders(out, found[0])
    out.table(
        "Offers",
        ["offer", "for", "uses", "term", "each", ""],
        [_offer_row(out, visit, each) for each in made],
    )
    _tell_licences(out, sold)
    return {
        "datasets": [_data(found[0])],
        "offers": [_offer(each) for each in made],
        "licences": [_licence(each) for each in sold],
    }


@reading
def trace(out: Output, visit: Visit, number: Number, *, picture: Picture = None) -> Data:
    """Trace a dataset: source, consents, licences, uses, income.

    Example: dao-sim data trace 1 --picture flow.png
    """
    from dao_sim.coop.data_trace import trace as traced

    found = traced(visit.coop, number)
    _tell_source(out, found)
    _tell_holders(out, found.dataset)
    _tell_licences(out, found.licences)
    _tell_uses(out, visit, found)
    _tell_money(out, visit, found)
    if picture is not None:
        _draw(picture, found)
        out.note(f"Holders and uses are drawn in {picture}.")
    return {
        **_data(found.dataset),
        "steps": [{"block": step.block, "what": step.what, "who": step.who} for step in found.steps],
        "licences": [_licence(each) for each in found.licences],
        "uses": [_use(each) for each in found.uses],
        "income": [_income(each) for each in found.incomes],
        "payments": [_payment(each) for each in found.payments],
    }


def _tell_source(out: Output, found: DataTrace) -> None:
    from dao_sim.coop.standing import written_time

    data = found.dataset
    confirmed = None if data.confirmed_at is None else written_time(data.confirmed_at)
    rows = [
        ("registered by", data.registrant),
        ("registered", written_time(data.registered_at)),
        ("content hash", f"0x{data.content_hash.hex()}"),
        ("statement of source", f"0x{data.statement.hex()}"),
        ("described at", data.uri or "nowhere"),
        ("confirmed by", f"{data.confirmer}, {confirmed}" if confirmed else "nobody yet"),
        ("permitted for", ", ".join(data.permitted)),
        ("countersigned by", data.service),
        ("", data.state),
    ]
    out.table(f"Dataset {data.number}", ["", ""], rows)
    steps = [(step.block, step.what, step.who or "the co-op") for step in found.steps]
    out.table("What was said about it", ["block", "what", "who"], steps)


def _tell_holders(out: Output, found: Dataset) -> None:
    rows = [
        (each.account, f"{each.points:,}", "consents" if each.consents else "does not consent")
        for each in found.holders
    ]
    out.table("Who has rights in it", ["account", "points", ""], rows)


def _tell_licences(out: Output, found: Sequence[Licence]) -> None:
    from dao_sim.coop.standing import written_time

    rows = [
        (
            str(each.number),
            each.licensee,
            each.purpose.word,
            f"{each.used} of {each.terms.uses}",
            "given back" if each.refunded else written_time(each.until),
        )
        for each in found
    ]
    text = "" if rows else "None was bought yet."
    out.table("Licences", ["licence", "held by", "for", "used", "until"], rows, text=text)


def _tell_uses(out: Output, visit: Visit, found: DataTrace) -> None:
    rows = [
        (
            each.block,
            f"{each.licence}.{each.number}",
            each.licensee,
            each.purpose.word,
            f"0x{each.query.hex()}",
            each.service,
            _money(out, visit, each.asset, each.paid + each.levy),
        )
        for each in found.uses
    ]
    columns = ["block", "use", "by", "for", "query", "countersigned by", "price"]
    out.table("Uses", columns, rows, text="" if rows else "There were none yet.")


def _tell_money(out: Output, visit: Visit, found: DataTrace) -> None:
    rows = [
        (who, _money(out, visit, each.asset, due))
        for each in found.incomes
        for who, due in each.creditable.items()
    ]
    for each in found.incomes:
        out.line(f"It earned {_money(out, visit, each.asset, each.earned)} for its holders.")
    if rows:
        out.table("Not claimed yet", ["holder", "amount"], rows)
    paid = [
        (each.block, each.what, each.who, _money(out, visit, each.asset, each.amount))
        for each in found.payments
    ]
    if paid:
        out.table("Booked", ["block", "what", "whose", "amount"], paid)


def _draw(file: Path, found: DataTrace) -> None:
    """Raises BadInput where the file cannot be written."""
    from dao_sim.report.dataflow import End, dataflow_chart

    sources = [
        End(_short(each.account), f"{each.points} of {found.dataset.points} points", each.consents)
        for each in found.dataset.holders
    ]
    uses = [
        End(
            f"licence {each.number}, {_short(each.licensee)}",
            f"{each.purpose.word}, {each.used} of {each.terms.uses}",
            each.unused > 0,
        )
        for each in found.licences
    ]
    title = f"Dataset {found.dataset.number}"
    png = dataflow_chart(title, sources, uses, is_open=found.dataset.open)
    try:
        file.write_bytes(png)
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}"
        raise BadInput("picture", reason, file=str(file)) from error


def _short(account: Address) -> str:
    return f"{account[:6]}…{account[-4:]}"


def _money(out: Output, visit: Visit, asset: Address, amount: int) -> str:
    from dao_sim.coop.assets import asset_at

    return money(out, asset_at(visit.coop, asset), amount)


def _offer_row(out: Output, visit: Visit, each: Offer) -> tuple[str, ...]:
    terms = each.terms
    return (
        str(each.number),
        _purpose(terms.purpose),
        f"{terms.uses:,}",
        format_duration(terms.term),
        _money(out, visit, terms.asset, terms.price),
        "closed" if each.closed else "",
    )


def _purpose(number: int) -> str:
    from dao_sim.coop.data_terms import Purpose

    return Purpose(number).word


def _data(each: Dataset) -> dict[str, Any]:
    return {
        "dataset": str(each.number),
        "state": each.state,
        "open": each.open,
        "content_hash": f"0x{each.content_hash.hex()}",
        "statement": f"0x{each.statement.hex()}",
        "uri": each.uri,
        "registrant": each.registrant,
        "registered_at": each.registered_at,
        "permitted": list(each.permitted),
        "service": each.service,
        "confirmer": each.confirmer,
        "confirmed_at": each.confirmed_at,
        "suspended_at": each.suspended_at,
        "holders": [
            {"account": one.account, "points": one.points, "consents": one.consents} for one in each.holders
        ],
    }


def _offer(each: Offer) -> dict[str, Any]:
    terms = each.terms
    return {
        "offer": str(each.number),
        "purpose": _purpose(terms.purpose),
        "uses": terms.uses,
        "term": terms.term,
        "asset": terms.asset,
        "price": str(terms.price),
        "closed": each.closed,
    }


def _licence(each: Licence) -> dict[str, Any]:
    return {
        "licence": str(each.number),
        "offer": str(each.offer),
        "licensee": each.licensee,
        "purpose": each.purpose.word,
        "uses": each.terms.uses,
        "used": each.used,
        "until": each.until,
        "asset": each.terms.asset,
        "price": str(each.terms.price),
        "refunded": each.refunded,
    }


def _use(each: Use) -> dict[str, Any]:
    return {
        "block": each.block,
        "licence": str(each.licence),
        "use": each.number,
        "licensee": each.licensee,
        "purpose": each.purpose.word,
        "query": f"0x{each.query.hex()}",
        "countersigned_by": each.service,
        "asset": each.asset,
        "paid": str(each.paid),
        "levy": str(each.levy),
    }


def _income(each: Income) -> dict[str, Any]:
    due = [{"holder": who, "amount": str(amount)} for who, amount in each.creditable.items()]
    return {"asset": each.asset, "earned": str(each.earned), "creditable": due}


def _payment(each: Payment) -> dict[str, Any]:
    return {
        "block": each.block,
        "what": each.what,
        "who": each.who,
        "asset": each.asset,
        "amount": str(each.amount),
    }
