"""One replication, epoch after epoch, phase after phase: acts in, outcomes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Execute, Intent, Propose
from dao_sim.sim.balance import Balance
from dao_sim.sim.conservation import check
from dao_sim.sim.figures import epoch_row
from dao_sim.sim.gas import vote_gas
from dao_sim.sim.market import Market, empty
from dao_sim.sim.networks import connect
from dao_sim.sim.plans import Act, Attend, Commission, Create, Deliver, Gift, Join, Leave, Promise, Trade
from dao_sim.sim.record import Record
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.start import MakeLedger, Start, fresh
from dao_sim.sim.state import Minds, State
from dao_sim.sim.steps import (
    attendance,
    claims,
    execution,
    funding,
    gifts,
    influence,
    making,
    membership,
    memory,
    reviews,
    sales,
    trades,
    votes,
)
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Draws, Ids
from dao_sim.units import Seconds

PLANS: dict[type, Callable[[State, Any, str], None]] = {
    Attend: lambda state, plan, _label: attendance.attend(state, plan),
    Promise: lambda state, plan, _label: attendance.promise(state, plan),
    Join: lambda state, plan, _label: membership.join(state, plan),
    Leave: lambda state, plan, _label: membership.leave(state, plan),
    Create: making.create,
    Commission: gifts.commission,
    Gift: lambda state, plan, _label: gifts.give(state, plan),
    Deliver: lambda state, plan, _label: funding.deliver(state, plan),
    Trade: lambda state, plan, _label: trades.trade(state, plan),
}
"""Plan → what becomes of it; the label is that of whose plan it is."""


def _settle_votes(state: State) -> None:
    memory.decided(state)
    execution.run(state)


def _claim(state: State) -> None:
    claims.run(state)
    reviews.claim(state)


BEFORE: dict[str, Callable[[State], None]] = {"fund": reviews.request}
"""What happens in a phase before anybody acts."""

AFTER: dict[str, Callable[[State], None]] = {
    "vote": votes.count,
    "execute": _settle_votes,
    "sell": sales.run,
    "claim": _claim,
    "fund": funding.run,
}
"""What happens in a phase when everybody has acted."""


class Simulation:
    """A scenario, carried out on a ledger, by the chance of one seed.

    It begins with its people settling in on a new ledger, or from any other `Start`.
    """

    def __init__(self, scenario: Scenario, streams: Streams, start: MakeLedger | Start) -> None:
        self._decisions = scenario.decisions()
        begun = start if isinstance(start, Start) else fresh(scenario, streams, start)
        self.state = _set_up(scenario, streams, begun)
        self._members = {label: self._of(cohorts) for label, (_, cohorts) in self._decisions.items()}

    def run(self, on_epoch: Callable[[int], None] = lambda _epoch: None) -> State:
        """All epochs; `on_epoch` is told each that is over. Raises NotConserved where something is lost."""
        for epoch in range(self.state.scenario.horizon):
            self.step(epoch)
            on_epoch(epoch)
        return self.state

    def step(self, epoch: int) -> None:
        """One epoch."""
        state = self.state
        state.epoch = epoch
        phases = state.scenario.phases
        part = state.scenario.epoch // (len(phases) + 1)
        for place, phase in enumerate(phases, start=1):
            self._advance(phase, Seconds(state.began + epoch * state.scenario.epoch + place * part))
            if before := BEFORE.get(phase):
                before(state)
            for label, act in self._acts(phase):
                self._carry_out(label, act)
            if after := AFTER.get(phase):
                after(state)
            reviews.run(state)
        memory.remember(state)
        influence.listen(state)
        check(state)
        for coop in range(len(state.ledger.coops)):
            state.record.epochs.append(epoch_row(state, coop))

    def _advance(self, phase: str, to: Seconds) -> None:
        """To the moment of a phase. Raises BadInput where registering works took until then or longer."""
        ledger, age = self.state.ledger, "charter.works.min_commit_age"
        if to <= ledger.now():
            reason = f"{age}: works are registered for so long that the phase {phase} would come too late"
            hint = "make it shorter, or the epoch longer"
            raise BadInput("scenario", reason, hint=hint, key=age, epoch=self.state.epoch)
        ledger.advance(to)

    def _acts(self, phase: str) -> list[tuple[str, Act]]:
        """What everybody means to do, each seeing what was before the phase."""
        acts: list[tuple[str, Act]] = []
        asked = [(label, each) for label, (each, _) in self._decisions.items() if each.phase == phase]
        for coop in range(len(self.state.ledger.coops)) if asked else ():
            view = self.state.view(coop)
            for label, behaviour in asked:
                draws = Draws(self.state.streams, f"{label}, co-op {coop}", self.state.epoch, self.state.size)
                decided = behaviour.decide(view, self._here(label, coop), draws)
                acts.extend((f"{label} {coop}", act) for act in decided)
        return acts

    def _carry_out(self, label: str, act: Act) -> None:
        if handler := PLANS.get(type(act)):
            handler(self.state, act, label)
            return
        intent: Intent = act  # type: ignore[assignment]  # what is no plan is an intent
        (outcome,) = self.state.apply([intent])
        if isinstance(intent, Propose):
            votes.proposed(self.state, intent, outcome)
        if isinstance(intent, Execute):
            execution.carried_out(self.state, intent, outcome)

    def _of(self, cohorts: Sequence[str]) -> Ids:
        people = self.state.people
        if not cohorts:
            return np.arange(people.size, dtype=np.int64)
        spans = sorted((people.accounts(cohort) for cohort in cohorts), key=lambda span: int(span.start))
        return np.concatenate([np.arange(span.start, span.stop, dtype=np.int64) for span in spans])

    def _here(self, label: str, coop: int) -> Ids:
        """Whose behaviour it is, of those at home in a co-op."""
        members = self._members[label]
        coops = len(self.state.ledger.coops)
        return members if coops == 1 else members[self.state.people.region[members] % coops == coop]


def _set_up(scenario: Scenario, streams: Streams, start: Start) -> State:
    people, charters = start.people, start.charters
    network = connect(scenario.network, people, streams, scenario.folder)
    firm = people.size if scenario.organisation.kind == "platform" else None
    first_audience = people.size + (firm is not None)
    accounts = first_audience + len(scenario.economy.audience) + start.beyond
    ledger = start.make_ledger(accounts)
    state = State(
        scenario=scenario,
        streams=streams,
        ledger=ledger,
        people=people,
        network=network,
        market=Market(scenario.economy, scenario.demand, people),
        catalogue=empty(people.taste.shape[1]),
        minds=Minds.fresh(accounts),
        record=Record(),
        balance=Balance(ledger),
        first_audience=first_audience,
        firm=firm,
        delays=[charter.governance.timelock_delay for charter in charters],
        licensed=charters[0].works.licences,
        review=charters[0].review,
        reviewed=charters[0].content is not None,
        vote_gas=vote_gas(charters[0].governance.rule),
        began=ledger.now(),
        earlier=[facts.proposal_count() for facts in ledger.coops],
        live=[{} for _ in charters],
        earned_exactly=Amounts.zeros(accounts),
        voice=np.zeros(accounts),
    )
    start.settle(state)
    return state
