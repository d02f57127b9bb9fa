"""What every figure of a list of weights asks of it first."""

from __future__ import annotations

from collections.abc import Iterable

from dao_sim.errors import BadInput


def ascending(weights: Iterable[int]) -> tuple[list[int], int]:
    """The weights from the smallest to the largest, and their sum.

    Raises BadInput for a negative weight, and where nobody holds anything: shares of nothing are undefined.
    """
    ordered = sorted(weights)
    if ordered and ordered[0] < 0:
        raise BadInput("weights", "must not be negative", value=ordered[0])
    if not (total := sum(ordered)):
        raise BadInput(
            "weights", "must not all be zero: shares of nothing are undefined", holders=len(ordered)
        )
    return ordered, total
