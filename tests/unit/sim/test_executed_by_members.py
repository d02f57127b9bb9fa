"""What members execute themselves counts as what is executed for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import pytest

from dao_sim.experiments.running.once import simulated
from dao_sim.ledger.actions import Expel
from dao_sim.ledger.intents import Execute, Propose, Queue, Vote
from dao_sim.sim.behaviour import Behaviour, known
from dao_sim.sim.plans import Act
from dao_sim.sim.scenario import read
from dao_sim.sim.view import Draws, Ids, View
from dao_sim.units import ProposalState


class ExpelTheLast(Behaviour):
    """Proposes it, once."""

    name: ClassVar[str] = "expel_the_last"
    phase: ClassVar[str] = "propose"

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        if view.epoch:
            return []
        return [Propose(accounts=members[:1], actions=[(Expel(account=int(members[-1])),)])]


class AllFor(Behaviour):
    """Votes."""

    name: ClassVar[str] = "all_for"
    phase: ClassVar[str] = "vote"

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        supports = np.ones(len(members), dtype=np.int8)
        return [Vote(proposal=each.number, accounts=members, supports=supports) for each in view.coop.open]


class ExecuteThemselves(Behaviour):
    """Queues and executes, in one go."""

    name: ClassVar[str] = "execute_themselves"
    phase: ClassVar[str] = "claim"

    def decide(self, view: View, members: Ids, draws: Draws) -> Sequence[Act]:
        return [Queue(proposals=np.array([1])), Execute(proposals=np.array([1]))]


def test_members_who_are_expelled_so_are_missed_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (ExpelTheLast, AllFor, ExecuteThemselves):
        monkeypatch.setitem(known(), kind.name, kind)
    governance = {
        "voting_delay": "1h",
        "voting_period": "2d",
        "late_quorum_extension": "0s",
        "timelock_delay": "0s",
        "proposal_threshold": "0",
        "quorum": "0%",
    }
    scenario = read(
        {
            "title": "Do it yourself",
            "horizon": 2,
            "phases": ["propose", "vote", "claim"],
            "charter": {"name": "Co-op", "governance": governance},
            "population": {"cohorts": [{"name": "all", "class": "creator", "size": 3, "tokens": "1"}]},
            "behaviours": {"expel_the_last": {}, "all_for": {}, "execute_themselves": {}},
        },
        None,
    )
    (coop,) = simulated(scenario, 1).ledger.coops
    assert coop.proposal(1).state == ProposalState.EXECUTED
    assert coop.members()[:3].tolist() == [True, True, False]
