"""How cases, panels and panellists are printed, and what they are as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dao_sim.cli.money import exact, money
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit

if TYPE_CHECKING:
    from dao_sim.coop.assets import Asset
    from dao_sim.coop.panels import Case, Panellist, Round, Seat


def case_row(case: Case) -> tuple[str, ...]:
    """A case's row among others."""
    return (str(case.number), case.claimant, case.respondent, _state(case), _time(case.deadline))


def case_lines(out: Output, visit: Visit, case: Case) -> None:
    """A case's panels, one table each, and what an appeal takes."""
    from dao_sim.coop.assets import asset_at
    from dao_sim.coop.panels import panels_of

    out.line(f"Subject 0x{case.subject.hex()}; panellists were members before {_time(case.admitted_before)}.")
    asset = asset_at(visit.coop, panels_of(visit.coop).asset())
    out.line(f"An appeal takes {exact(asset, case.appeal_cost)}.")
    for each in case.rounds:
        rows = [(seat.account, _said(seat)) for seat in each.seats]
        out.table(_heading(each), ["panellist", ""], rows)


def panellist_row(out: Output, asset: Asset, one: Panellist) -> tuple[str, ...]:
    """Who can be drawn, as a row."""
    return (one.account, money(out, asset, one.stake), str(one.seats), "retired" if one.retired else "")


def panellist_data(one: Panellist) -> dict[str, Any]:
    """The same as data."""
    return {"account": one.account, "stake": str(one.stake), "seats": one.seats, "retired": one.retired}


def case_data(case: Case) -> dict[str, Any]:
    """A case as data."""
    return {
        "case": str(case.number),
        "phase": case.phase.name.lower(),
        "outcome": case.outcome.name.lower(),
        "standing": case.standing.name.lower(),
        "subject": f"0x{case.subject.hex()}",
        "asker": case.asker,
        "claimant": case.claimant,
        "respondent": case.respondent,
        "admitted_before": case.admitted_before,
        "conflicts": list(case.conflicts),
        "deadline": case.deadline,
        "appeal_cost": str(case.appeal_cost),
        "rounds": [_round_data(each) for each in case.rounds],
    }


def _round_data(each: Round) -> dict[str, Any]:
    return {
        "round": each.number,
        "payer": each.payer,
        "size": each.size,
        "first_block": each.drawable[0],
        "last_block": each.drawable[1],
        "commit_ends": each.commit_ends,
        "reveal_ends": each.reveal_ends,
        "upheld": each.upheld,
        "revealed": each.revealed,
        "seats": [
            {"account": seat.account, "committed": seat.committed, "vote": seat.vote.name.lower()}
            for seat in each.seats
        ],
    }


def _state(case: Case) -> str:
    from dao_sim.coop.panels import Outcome

    if case.outcome != Outcome.PENDING:
        return case.outcome.name.lower()
    standing = "" if case.standing == Outcome.PENDING else f", {case.standing.name.lower()} so far"
    return f"{case.phase.name.lower()}{standing}"


def _heading(each: Round) -> str:
    if each.commit_ends is None:
        first, last = each.drawable
        return f"Round {each.number}: {each.size} seats, to be drawn in the blocks {first} to {last}"
    times = f"votes sealed until {_time(each.commit_ends)}, revealed until {_time(each.reveal_ends)}"
    return f"Round {each.number}: {each.upheld} of {each.revealed} uphold; {times}"


def _said(seat: Seat) -> str:
    from dao_sim.coop.panels import Vote

    if seat.vote == Vote.NONE:
        return "sealed" if seat.committed else "silent so far"
    return seat.vote.name.lower()


def _time(moment: int | None) -> str:
    from dao_sim.coop.standing import written_time

    return "" if moment is None else written_time(moment)
