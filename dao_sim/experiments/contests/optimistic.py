"""optimistic: an option is adopted unless holders of a share of the supply veto it. Silence is consent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from dao_sim.bindings import OptimisticRule
from dao_sim.bindings.generated.structs import Caps
from dao_sim.experiments.contests.contest import Standing
from dao_sim.experiments.contests.measures import Measures
from dao_sim.experiments.stage import BUDGET, Stage
from dao_sim.metrics.concentration import fewest_holding
from dao_sim.metrics.tallies import optimistic
from dao_sim.units import BPS, ETH, Support


class OptimisticContest(Measures):
    """Of the options that nobody vetoes, the one with the least against it wins."""

    name = "optimistic"
    says = "adopted unless a share of the tokens vetoes"
    counts = "tokens"
    delegation = True

    def deploy(self, stage: Stage) -> Any:
        coop = stage.coop
        rule = OptimisticRule.deploy(
            stage.chain,
            stage.clerk,
            coop.access.address,
            self.terms.veto,
            coop.token.address,
            coop.treasury.address,
        )
        rule.set_caps(ETH, Caps(BUDGET, BUDGET, BUDGET)).send(coop.timelock.address)
        return rule

    @cached_property
    def senders(self) -> list[int]:
        measures = range(1, len(self.electorate.options))
        return [person for person in self.present if any(self.objects(each, person) for each in measures)]

    def objects(self, option: int, person: int) -> bool:
        """Whether somebody vetoes an option: no change is better."""
        return self.side(option, person) is Support.AGAINST

    def ballot(self, option: int, person: int) -> tuple[int, bytes] | None:
        return (int(Support.AGAINST), b"") if self.objects(option, person) else None

    def parts(self, option: int, person: int) -> Sequence[int]:
        """Who does not object lets it pass."""
        weight, against = self.weights[person], self.objects(option, person)
        return [weight * against, weight * (not against), 0]

    def reference(self, option: int, people: Sequence[int]) -> Standing:
        objections = sum(self.weights[person] for person in people if self.objects(option, person))
        vetoed = optimistic.vetoed(objections, sum(self.holdings), self.terms.veto)
        return Standing(option=option, for_=0, against=objections, passes=not vetoed)

    def strongest(self, standings: Sequence[Standing]) -> Standing:
        return min(standings, key=lambda each: (each.against, each.option))

    def smallest_coalition(self) -> int | None:
        """The fewest that can veto."""
        weights = [self.weights[person] for person in self.present]
        return fewest_holding(weights, -(-sum(self.holdings) * self.terms.veto // BPS))
