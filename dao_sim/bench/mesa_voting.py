"""The same voting model as an agent-based model is usually written: one Mesa agent per member.

Members come by habit and stakes (the behaviour `turnout`) and vote by taste, more surely the more they like
what is proposed (`vote_by_taste`), as in our simulation, but in one agent's `step` each.
Nothing is carried out on a ledger: there are no snapshots, delegations or timelocks, so it does less.
"""

from __future__ import annotations

import math
from time import perf_counter
from typing import Any

from dao_sim.errors import Unsupported

BASE, HABIT, STAKES, TEMPERATURE = -1.0, 1.5, 0.3, 0.1


def mesa_seconds(members: int, epochs: int, proposals: int) -> float:
    """Wall time of so many members deciding on so many proposals in each epoch.

    Raises Unsupported where Mesa is not installed.
    """
    model = _model(members, proposals)
    started = perf_counter()
    for _ in range(epochs):
        model.step()
    return perf_counter() - started


def _model(members: int, proposals: int) -> Any:
    try:
        import mesa
    except ImportError as error:
        hint = "pip install 'dao-sim[mesa]'"
        raise Unsupported("bench", "Mesa is not installed", hint=hint) from error

    class Member(mesa.Agent):  # type: ignore[misc]  # Mesa's classes are not typed
        def __init__(self, model: Any) -> None:
            super().__init__(model)
            self.taste = model.random.uniform(-1, 1)
            self.weight = 10**18 * (1 + int(model.random.paretovariate(1.16)))
            self.habit = 0.0

        def step(self) -> None:
            for proposal, (now, then) in enumerate(self.model.proposals):
                score = BASE + HABIT * self.habit + STAKES * math.log(self.weight / self.model.mean)
                came = self.model.random.random() < 1 / (1 + math.exp(-score))
                self.habit += 0.5 * (came - self.habit)
                if came:
                    gain = (abs(now - self.taste) - abs(then - self.taste)) / abs(then - now)
                    favours = self.model.random.random() < 1 / (1 + math.exp(-gain / TEMPERATURE))
                    self.model.tallies[proposal][favours] += self.weight

    class Assembly(mesa.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(rng=1)
            Member.create_agents(self, members)
            self.mean = sum(member.weight for member in self.agents) / members
            self.proposals: list[tuple[float, float]] = []
            self.tallies: list[list[int]] = []

        def step(self) -> None:
            self.proposals = [(0.0, self.random.uniform(0.1, 1)) for _ in range(proposals)]
            self.tallies = [[0, 0] for _ in self.proposals]
            self.agents.do("step")

    return Assembly()
