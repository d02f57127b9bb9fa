"""The levy of `RoyaltyVault`: what part of deposits is the co-op's."""

from __future__ import annotations

from collections.abc import Mapping

from dao_sim.coop.charter import Charter
from dao_sim.ledger.actions import SetLevy
from dao_sim.ledger.array.world import Doer, Undo
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import Bps

MAX_LEVY = 3_000
"""`RoyaltyVault.MAX_LEVY_BPS`."""


class Levy:
    """In basis points."""

    def __init__(self, charter: Charter) -> None:
        self.bps = Bps(charter.royalties.levy)

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return {SetLevy: self._set}

    def _set(self, action: SetLevy) -> Undo:
        if action.bps > MAX_LEVY:
            raise Refusal("RoyaltyVault_LevyTooHigh")
        before, self.bps = self.bps, action.bps

        def undo() -> None:
            self.bps = before

        return undo
