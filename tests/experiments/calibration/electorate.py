"""Elections made by the very model that is fitted to them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.special import expit, ndtri

from dao_sim.experiments.calibration.history import History, split
from dao_sim.experiments.calibration.turnout import Turnout
from dao_sim.replay.votes import Vote, parse_voter
from dao_sim.sim.streams import Streams
from dao_sim.units import Support, Wei

FILE = Path("made-up.csv")
TRUTH = Turnout(base=-1.5, habit=3.0, stakes=0.4, salience=0.8, memory=0.3)


def vote(proposal: int, voter: int, weight: int, unit: str = "tokens") -> Vote:
    address = parse_voter(f"0x{voter + 1:040x}")
    return Vote(
        proposal=proposal, voter=address, weight=Wei(weight), unit=unit, support=Support.FOR, line=proposal
    )


def votes_of(truth: Turnout, *, members: int, proposals: int, seed: int) -> list[Vote]:
    """Everybody votes on proposal 0; on the others as the model says, their weights never changing."""
    streams = Streams(seed)
    weights = np.exp(1.5 * ndtri(streams.uniform("weights", 0, members)))
    habit = np.full(members, truth.memory)
    votes = [vote(0, voter, int(weight * 10**18)) for voter, weight in enumerate(weights)]
    for proposal in range(1, proposals):
        u = ndtri(streams.uniform("proposal", proposal, 1))
        scores = truth.base + truth.habit * habit + truth.stakes * np.log(weights / weights.mean())
        came = streams.uniform("member", proposal, members) < expit(scores + truth.salience * u)
        habit += truth.memory * (came - habit)
        votes += [vote(proposal, int(voter), int(weights[voter] * 10**18)) for voter in came.nonzero()[0]]
    return votes


def made_up(*, members: int = 300, proposals: int = 30, seed: int = 1, until: int | None = None) -> History:
    return split(votes_of(TRUTH, members=members, proposals=proposals, seed=seed), file=FILE, until=until)
