"""What became of many calls at once, with refusals decoded. A refused call is data, not an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from dao_sim.bindings import decode_revert
from dao_sim.chain.protocol import BatchResult, Log
from dao_sim.errors import Refused, Reverted


class Outcomes:
    """Row by row, what the contracts said to a batch."""

    def __init__(self, result: BatchResult) -> None:
        self._result = result

    def __len__(self) -> int:
        return len(self._result)

    @property
    def accepted(self) -> int:
        """How many rows took effect."""
        return len(self._result) - len(self._result.failures)

    @cached_property
    def refusals(self) -> Mapping[int, Reverted]:
        """Row number → why the contracts refused it."""
        return {row: decode_revert(raw) for row, raw in self._result.failures.items()}

    def gas_used(self) -> Sequence[int]:
        """Gas per row; exact only where the chain's capabilities say so."""
        return self._result.gas_used()

    def logs(self) -> Iterable[tuple[int, Log]]:
        """(row, log) in order; built when asked for."""
        return self._result.logs()

    def raise_if_refused(self) -> Outcomes:
        """Itself. Raises Refused, with the first row's reason, if any row was refused."""
        for row, refusal in self.refusals.items():
            reason = f"{len(self.refusals)} of {len(self)} calls were refused, the first because: {refusal}"
            raise Refused("batch", reason, hint=refusal.hint, row=row)
        return self
