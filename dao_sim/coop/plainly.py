"""What contracts that hold money for others refuse, with states by name and times as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from dao_sim.coop import grants, matching
from dao_sim.coop.commissions import BidState, CommissionState
from dao_sim.coop.standing import written_time
from dao_sim.errors import Reverted

_STATES: Mapping[str, type[IntEnum]] = {
    "MatchingRounds_WrongState": matching.RoundState,
    "MatchingRounds_PoolClosed": matching.RoundState,
    "MatchingRounds_NotLive": matching.GrantState,
    "MilestoneGrants_WrongState": grants.GrantState,
    "Commissions_WrongState": CommissionState,
    "Commissions_NotLive": BidState,
}
"""Of which kind an error's operand `state` is."""

_TIMED = frozenset({"MatchingRounds", "MilestoneGrants", "Commissions"})
_TIMES = frozenset({"opensAt", "lapsesAt", "deadline"})


def plainly(error: Reverted) -> Reverted:
    """The same refusal, for people; of other contracts, the refusal as it is."""
    if error.component not in _TIMED:
        return error
    operands = {name: _written(error.name or "", name, value) for name, value in error.operands.items()}
    return Reverted(
        error.raw,
        name=error.name,
        component=error.component,
        reason=error.reason,
        hint=error.hint,
        **operands,
    )


def _written(error: str, name: str, value: Any) -> Any:
    if name == "state" and error in _STATES:
        return _STATES[error](value).name.lower()
    if name in _TIMES and value:
        return written_time(value)
    return value
