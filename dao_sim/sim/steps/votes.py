"""Proposals that were made are followed; what was voted on is counted while its weights are known."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger.intents import Propose
from dao_sim.ledger.outcome import Outcome
from dao_sim.sim.state import Live, Minds, State
from dao_sim.sim.view import Ids, Mask
from dao_sim.units import ProposalState


def proposed(state: State, intent: Propose, outcome: Outcome) -> None:
    """Follows new proposals. Attendance starts empty, and nobody is bound."""
    numbers = outcome.numbers if outcome.numbers is not None else np.zeros(0, dtype=np.int64)
    for number in numbers[outcome.done].tolist():
        state.live[intent.coop][number] = Live(
            number=number,
            attending=np.zeros(state.size, dtype=np.bool_),
            promised=np.full(state.size, -1, dtype=np.int8),
        )


def count(state: State) -> None:
    """How many voted, how many of them have half of the weight cast; who voted when it could."""
    for place, facts in enumerate(state.ledger.coops):
        for number, live in sorted(state.live[place].items()):
            if facts.proposal(number).state != ProposalState.ACTIVE:
                continue
            weights, supports = facts.weights(number), facts.supports(number)
            cast = np.flatnonzero(supports >= 0)
            able = np.flatnonzero(weights.positive())
            state.record.votes[place, number] = {
                "voters": len(cast),
                "electorate": len(able),
                "half": heaviest_half(weights[cast].floats(1)),
            }
            live.attending[:] = False
            if facts.proposal(number).deadline < state.ledger.now() + state.scenario.epoch:
                _remember(state.minds, able, supports[able] >= 0)


def _remember(minds: Minds, able: Ids, came: Mask) -> None:
    """Who came, of those who could, when voting is over: once for each proposal."""
    minds.voted[able] = came
    minds.recent[able] = minds.recent[able] << np.uint64(1) | came
    minds.asked[able] += 1
    minds.took_part[able] += came


def heaviest_half(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    """The fewest voters who together have half of the weight that was cast."""
    falling = np.sort(weights)[::-1]
    running = np.add.accumulate(falling)
    return int(np.searchsorted(running, running[-1] * 0.5)) + 1 if len(falling) else 0
