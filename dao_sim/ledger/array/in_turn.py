"""Acts of which there are few, carried out one after the other."""

from __future__ import annotations

from collections.abc import Callable

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.outcome import Outcome, Refusal


def in_turn(rows: int, act: Callable[[int], None]) -> Outcome:
    """What became of rows, of which `act` carries one out, or raises Refusal and changes nothing."""
    return Outcome(rows=rows, refused=_refused(rows, act))


def paid_in_turn(rows: int, act: Callable[[int], int]) -> Outcome:
    """As `in_turn`, where `act` gives what was paid."""
    paid = [0] * rows

    def pay(row: int) -> None:
        paid[row] = act(row)

    refused = _refused(rows, pay)
    return Outcome(rows=rows, refused=refused, amounts=Amounts.of(paid))


def _refused(rows: int, act: Callable[[int], None]) -> dict[int, str]:
    refused = {}
    for row in range(rows):
        try:
            act(row)
        except Refusal as refusal:  # noqa: PERF203 (a refused row is data)
            refused[row] = refusal.reason
    return refused
