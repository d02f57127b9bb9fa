"""What is said of a rehearsal beside its figures: what was assumed, and what its folder records."""

from __future__ import annotations

from dao_sim.coop.rules import Counting
from dao_sim.experiments.rehearsal.people import unlike
from dao_sim.experiments.rehearsal.rehearse import Order, Rehearsal, Starts
from dao_sim.experiments.rehearsal.standing import Standing
from dao_sim.experiments.running import run as running
from dao_sim.sim.scenario import Scenario


def assumed(standing: Standing, scenario: Scenario) -> list[str]:
    """What the chain does not know and the scenario says instead, in sentences."""
    people = "what people are like (taste, skill, engagement, use of AI, region) by cohorts of their class"
    said = [f"from the scenario, drawn anew for each run: {people}, whom they know, what they do, who buys"]
    if standing.works:
        said.append(f"from the scenario, too: domain, quality and price of the {len(standing.works):,} works")
    if strangers := unlike(standing, scenario.population):
        said.append(f"the scenario has no cohort for {', '.join(strangers)}: they are like any of its people")
    if outsiders := [cohort.name for cohort in scenario.population.cohorts if not cohort.member]:
        said.append(f"nobody is there but the co-op's own people: of {', '.join(outsiders)} nobody comes in")
    if not standing.charter.operators.admitter:
        said.append("only votes admit members here, so that nobody joins")
    governance = standing.charter.governance
    if governance.voting_rule.counting not in (Counting.SIDE, Counting.SPLIT):
        said.append(f"people vote for or against, so that nothing more passes by the rule {governance.rule}")
    return said


def recorded(
    order: Order, starts: Starts, found: Rehearsal, command: str
) -> tuple[running.Order, running.Run]:
    """The rehearsal as a run of two variants, whose charter is the co-op's, to be written into a folder."""
    charter, item = starts.standing.charter, order.proposed.item
    scenario = order.scenario.model_copy(
        update={
            "title": f"Proposal {item.id} of {charter.name}, rehearsed",
            "question": f"What does it change? {'; '.join(str(call) for call in order.proposed.calls)}",
            "charter": charter.record(),
            "replications": order.replications,
            "variants": (),
        }
    )
    told = running.Order(
        scenario=scenario, seed=order.seed, ledger=starts.ledger, engine=starts.engine, command=command
    )
    return told, running.Run(tables=found.tables, verified=None, wall_seconds=found.wall_seconds)
