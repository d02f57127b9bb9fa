"""fractional: a voter splits its tokens' weight over for and against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dao_sim.bindings import FractionalRule
from dao_sim.experiments import preferences
from dao_sim.experiments.contests.contest import Standing
from dao_sim.experiments.contests.simple import MEASURE, OFF, TokenContest, standing
from dao_sim.experiments.stage import Stage
from dao_sim.metrics.tallies import fractional
from dao_sim.units import Support

_SPLIT = 255


class FractionalContest(TokenContest):
    """Weight in parts; what rounding down leaves over is not voted."""

    name = "fractional"
    says = "a voter splits its tokens' weight"

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        return FractionalRule.deploy(
            stage.chain, stage.clerk, coop.access.address, self.terms.quorum, coop.token.address, OFF
        )

    def split(self, option: int, person: int) -> list[tuple[str, int]]:
        """Somebody's shares by side: against, for, abstaining."""
        cut = preferences.shares(self.utilities(person), option, cardinal=self.electorate.cardinal)
        return [(side.name.lower(), share) for side, share in zip(Support, cut, strict=True)]

    def parts(self, option: int, person: int) -> Sequence[int]:
        parts = fractional.amounts_floor(self.split(option, person), self.weights[person])
        return [amount for _side, amount in parts]

    def ballot(self, option: int, person: int) -> tuple[int, bytes] | None:
        parts = self.parts(option, person)
        for side, part in enumerate(parts):
            if part == self.weights[person]:
                return side, b""
        return (_SPLIT, b"".join(part.to_bytes(16, "big") for part in parts)) if any(parts) else None

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        ballots = [(self.split(option, person), self.weights[person]) for person in people]
        return standing(option, fractional.count(ballots, MEASURE), self.quorum)
