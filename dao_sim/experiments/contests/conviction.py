"""conviction: each option asks the treasury for money, and who favours it stakes all its tokens on it.

`ConvictionFunding` stands beside a governor. Each option but no change is a request for the same share of the
budget; whoever likes it best, and better than no change, backs it with all its tokens and leaves them there.
After the terms' patience, the request that passes with most conviction wins, of equals the one listed first;
if none passes there is no change. Nobody can be against: who prefers no change stakes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from dao_sim.bindings import ConvictionFunding
from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.coop.roles import Role
from dao_sim.experiments import preferences
from dao_sim.experiments.contests.contest import Contest, Held, Standing, share_floor
from dao_sim.experiments.stage import BUDGET, Stage
from dao_sim.metrics.concentration import fewest_holding
from dao_sim.metrics.tallies import conviction as reference
from dao_sim.units import ETH, MAX_UINT256, MemberClass, Seconds


class ConvictionContest(Contest):
    """Support that accumulates. Tokens are escrowed by who holds them: delegation is ignored."""

    name = "conviction"
    says = "tokens staked on a request, for as long as it takes"
    counts = "tokens"

    @cached_property
    def decay(self) -> reference.Decay:
        """How conviction fades."""
        return reference.Decay.from_half_life(self.terms.half_life)

    @property
    def least_active(self) -> int:
        """What must be staked on all requests together."""
        return share_floor(sum(self.holdings), self.terms.quorum)

    @property
    def requested(self) -> int:
        """What each option asks for, in wei."""
        return share_floor(BUDGET, self.terms.requested)

    @cached_property
    def threshold(self) -> int | None:
        """The conviction that a request must exceed; None if nothing is enough."""
        request = reference.Request(
            requested=self.requested,
            budget=BUDGET,
            supply=sum(self.holdings),
            weight=self.terms.conviction_weight,
            most=self.terms.conviction_most,
        )
        return reference.threshold_ceil(request, self.decay)

    def backed(self, person: int) -> int:
        """The option that somebody stakes on; 0 if it stakes on none."""
        return preferences.favourite(self.utilities(person))

    @cached_property
    def senders(self) -> list[int]:
        return [person for person in self.present if self.backed(person)]

    def hold(self, stage: Stage, people: Sequence[int]) -> Held:
        funding = self._deploy(stage)
        options = range(1, len(self.electorate.options))
        requests = {option: funding.request_count() + option for option in options}
        for _option in options:
            funding.request(ETH, self.requested, stage.clerk).send(stage.clerk)
        gas, grown = self._back(stage, funding, requests, [each for each in people if self.backed(each)])
        staked: dict[int, int] = defaultdict(int)
        for person in people:
            staked[self.backed(person)] += self.weights[person]
        active = sum(staked[option] for option in options)
        self.ensure_same("the stake", contract=funding.active_stake(), reference=active)
        standings = []
        for option, number in requests.items():
            self.ensure_same("conviction", contract=funding.conviction_of(number), reference=grown[option])
            passes = reference.passes(
                grown[option], self.threshold, active=active, least_active=self.least_active
            )
            self.ensure_same("an outcome", contract=funding.passes(number), reference=passes)
            standings.append(Standing(option=option, for_=staked[option], passes=passes))
        needed = MAX_UINT256 if self.threshold is None else self.threshold
        found = funding.threshold_for(ETH, self.requested)
        self.ensure_same("a threshold", contract=found, reference=needed)
        adopted = [each.option for each in standings if each.passes]
        winner = max(adopted, key=lambda option: (grown[option], -option)) if adopted else 0
        return Held(
            winner=winner,
            standings=tuple(standings),
            given={person: self.weights[person] * (self.backed(person) == winner) for person in people},
            vote_gas=gas,
            tally_gas=self._tally_gas(stage, funding, list(requests.values())),
        )

    def _deploy(self, stage: Stage) -> ConvictionFunding:
        coop, terms = stage.coop, self.terms
        said = FundingTerms(
            terms.half_life, terms.conviction_weight, terms.conviction_most, self.least_active
        )
        parts = coop.access.address, coop.token.address, coop.membership.address, coop.treasury.address
        funding = ConvictionFunding.deploy(stage.chain, stage.clerk, *parts, said)
        decree = coop.timelock.address
        coop.access.grant_role(int(Role.SPENDER), funding.address, 0).send(decree)
        coop.treasury.set_cap(funding.address, ETH, BUDGET).send(decree)
        stage.chain.fund(coop.treasury.address, BUDGET)
        coop.admit(stage.clerk, MemberClass.PATRON)  # only a member may request
        return funding

    def _back(
        self, stage: Stage, funding: ConvictionFunding, requests: dict[int, int], people: Sequence[int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Gas by person, and what each option's conviction is after the terms' patience, by the reference."""
        token, chain = stage.coop.token, stage.chain
        accounts = [stage.accounts[person] for person in people]
        amounts = [self.weights[person] for person in people]
        approvals = stage.send(
            [(who, token.approve(funding.address, much)) for who, much in zip(accounts, amounts, strict=True)]
        )
        began, each_takes = chain.now(), chain.capabilities.seconds_per_block
        backing = stage.send(
            [
                (who, funding.back(requests[self.backed(person)], much))
                for who, person, much in zip(accounts, people, amounts, strict=True)
            ]
        )
        chain.advance(self.terms.patience)
        grown: dict[int, int] = {}
        for option in requests:
            conviction, staked, at = 0, 0, began
            for place, (person, much) in enumerate(zip(people, amounts, strict=True), start=1):
                if self.backed(person) == option:
                    now = Seconds(began + place * each_takes)
                    conviction = reference.grow_floor(conviction, staked, Seconds(now - at), self.decay)
                    staked, at = staked + much, now
            waited = Seconds(chain.now() - at)
            grown[option] = reference.grow_floor(conviction, staked, waited, self.decay)
        gas = [first + then for first, then in zip(approvals, backing, strict=True)]
        return dict(zip(people, gas, strict=True)), grown

    def _tally_gas(self, stage: Stage, funding: ConvictionFunding, requests: Sequence[int]) -> int:
        if not stage.chain.capabilities.exact_gas:
            return 0
        asked = [funding.write("passes(uint256)", number) for number in requests]
        return sum(call.send(stage.clerk).gas_used for call in asked)

    def smallest_coalition(self) -> int | None:
        """The fewest whose stake passes in time, and outgrows all others', should they stake on a rival."""
        weights = [self.weights[person] for person in self.present]
        need = self._enough(sum(weights))
        if need is None:
            return None
        if len(self.electorate.options) > 2:
            need = max(need, sum(weights) // 2 + 1)
        return fewest_holding(weights, need)

    def _enough(self, most: int) -> int | None:
        """The least stake that passes after the terms' patience, by bisection; None if `most` does not."""

        def passes(stake: int) -> bool:
            grown = reference.grow_floor(0, stake, self.terms.patience, self.decay)
            return reference.passes(grown, self.threshold, active=stake, least_active=self.least_active)

        if not passes(most):
            return None
        low, high = 0, most
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if passes(middle) else (middle + 1, high)
        return low
