"""Disputes about works as rows and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.coop.disputes import Dispute

DISPUTE_COLUMNS = ["id", "work", "about", "units of", "claimed", "for", "case", ""]


def dispute_row(each: Dispute) -> tuple[str, ...]:
    """A line of a table with `DISPUTE_COLUMNS`."""
    return (
        str(each.number),
        str(each.work),
        each.kind.name.lower(),
        each.party,
        f"{sum(each.heirs.values()):,}",
        ", ".join(each.heirs),
        str(each.case),
        _state(each),
    )


def dispute_data(each: Dispute) -> dict[str, Any]:
    """A dispute as JSON has it."""
    return {
        "dispute": str(each.number),
        "state": each.state.name.lower(),
        "kind": each.kind.name.lower(),
        "work": each.work,
        "claimant": each.claimant,
        "party": each.party,
        "heirs": [{"account": who, "units": units} for who, units in each.heirs.items()],
        "grounds": f"0x{each.grounds.hex()}",
        "granted": each.granted,
        "held": each.held,
        "case": str(each.case),
        "outcome": each.outcome.name.lower(),
        "freezes": each.freezes,
        "moved": each.moved,
    }


def _state(each: Dispute) -> str:
    state = each.state.name.lower()
    if each.moved:
        return f"{state}, {each.moved:,} units moved"
    return f"{state}, units locked" if each.freezes else state
