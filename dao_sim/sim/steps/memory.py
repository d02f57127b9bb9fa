"""What people take from an epoch: how content they are, and who has a name."""

from __future__ import annotations

import numpy as np

from dao_sim.sim import portable
from dao_sim.sim.state import State
from dao_sim.units import ProposalState, Support

RATE = 0.2
"""Which part of contentment is of the present epoch."""

DECIDED = {ProposalState.SUCCEEDED: Support.FOR, ProposalState.DEFEATED: Support.AGAINST}


def decided(state: State) -> None:
    """Notes, before what was adopted is executed, how every vote that ended went for each who voted."""
    for place, facts in enumerate(state.ledger.coops):
        for number in sorted(state.live[place]):
            outcome = DECIDED.get(facts.proposal(number).state)
            if outcome is None or (place, number) in state.judged:
                continue
            state.judged.add((place, number))
            supports = facts.supports(number)
            voted = supports >= 0
            state.voice[voted] += np.where(supports[voted] == outcome, 1.0, -1.0)


def remember(state: State) -> None:
    """Contentment follows what makers earned, beside what they expect, and whether votes went one's way.

    A maker's income x counts x / (x + expected), which is half where it is what was expected. A vote that was
    won or lost moves contentment by half of what is left. Reputation is the part of votes that somebody took
    part in, and its income so far beside the mean's, in equal parts.
    """
    minds, expected = state.minds, state.scenario.economy.expected_income
    makers = minds.works > 0
    felt = minds.satisfaction.copy()
    felt[makers] = minds.income[makers] / (minds.income[makers] + expected)
    voice = np.clip(state.voice, -1.0, 1.0)
    felt = np.where(voice > 0, felt + (1.0 - felt) * 0.5 * voice, felt + felt * 0.5 * voice)
    minds.satisfaction += RATE * (felt - minds.satisfaction)
    state.voice[:] = 0.0
    part = minds.took_part / np.maximum(minds.asked, 1)
    mean = portable.total(minds.earned) / max(len(minds.earned), 1)
    name = minds.earned / (minds.earned + mean) if mean else np.zeros(len(part))
    minds.reputation = 0.5 * part + 0.5 * name
    state.memory = minds.memory()
    minds.income[:] = 0.0
    minds.paid[:] = 0.0
