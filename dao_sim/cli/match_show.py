"""`dao-sim match show`: rounds, their grants, and what these are matched with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import bar
from dao_sim.cli.command import Data
from dao_sim.cli.money import money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading

if TYPE_CHECKING:
    from dao_sim.coop.assets import Asset
    from dao_sim.coop.matching import Round

OneOrAll = Annotated[
    int | None, typer.Argument(metavar="ROUND", min=1, help="The round's number.  [default: all]")
]


@reading
def show(out: Output, visit: Visit, number: OneOrAll = None) -> Data:
    """Show rounds; with a number, its grants and what they are matched with as things stand.

    Example: dao-sim match show 1
    """
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.matching import round_numbered, rounds

    found = rounds(visit.coop) if number is None else [round_numbered(visit.coop, number)]
    assets = [asset_at(visit.coop, each.asset) for each in found]
    rows = [
        (
            str(each.number),
            each.state.name.lower(),
            _times(each),
            money(out, asset, each.pool),
            money(out, asset, sum(grant.match for grant in each.grants)),
            str(len(each.grants)),
        )
        for each, asset in zip(found, assets, strict=True)
    ]
    out.table("Matching rounds", ["round", "", "until", "pool", "matched", "grants"], rows)
    if number is not None:
        _show_grants(out, found[0], assets[0])
    return {"rounds": [_data(each) for each in found]}


def _times(found: Round) -> str:
    """When the state that it is in ends."""
    from dao_sim.coop.standing import written_time

    ends = {
        "ANNOUNCED": found.opens_at,
        "OPEN": found.closes_at,
        "REVIEW": found.claims_at,
        "CLAIMS": found.lapses_at,
    }
    return written_time(ends[found.state.name]) if found.state.name in ends else ""


def _show_grants(out: Output, found: Round, asset: Asset) -> None:
    most = max((grant.match for grant in found.grants), default=0)
    rows = [
        (
            str(grant.number),
            f"work {grant.work}" if grant.work else grant.payee,
            grant.state.name.lower(),
            str(grant.contributors),
            money(out, asset, grant.contributed),
            money(out, asset, grant.match),
            bar(grant.match, most, 20) if most else "",
        )
        for grant in found.grants
    ]
    columns = ["grant", "for", "", "contributors", "contributed", "match", ""]
    out.table(f"Grants of round {found.number}", columns, rows)


def _data(found: Round) -> dict[str, Any]:
    from dao_sim.coop.matching import NO_CAP

    return {
        "round": str(found.number),
        "state": found.state.name.lower(),
        "asset": found.asset,
        "opens_at": found.opens_at,
        "closes_at": found.closes_at,
        "claims_at": found.claims_at,
        "lapses_at": found.lapses_at,
        "pool": str(found.pool),
        "cap": None if found.cap == NO_CAP else str(found.cap),
        "due": str(found.due),
        "settled": found.settled,
        "grants": [
            {
                "grant": str(grant.number),
                "payee": grant.payee,
                "work": None if grant.work is None else str(grant.work),
                "state": grant.state.name.lower(),
                "contributors": grant.contributors,
                "contributed": str(grant.contributed),
                "match": str(grant.match),
            }
            for grant in found.grants
        ],
    }
