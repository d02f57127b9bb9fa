"""Who fills in a ballot now, and how: what the behaviours of voters share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.intents import Vote
from dao_sim.sim import portable
from dao_sim.sim.view import Floats, Ids, Open, View
from dao_sim.units import Support


def free(members: Ids, proposal: Open) -> Ids:
    """Those of them who can still vote, and are bound by no promise."""
    waiting = able(members, proposal)
    return np.asarray(waiting[proposal.promised[waiting] < 0], dtype=np.int64)


def able(members: Ids, proposal: Open) -> Ids:
    """Those of them whose vote weighs something and is not yet cast."""
    return members[(proposal.weight_share[members] > 0.0) & (proposal.supports[members] < 0)]


def coming(members: Ids, proposal: Open) -> Ids:
    """Those of them who mean to take part, can, and are bound by no promise."""
    return free(members[proposal.attending[members]], proposal)


def choice(gain: Floats, uniforms: Floats, temperature: float, band: float) -> NDArray[np.int8]:
    """For with probability logistic(gain / temperature), else against; within the band of 0, abstain.

    With a temperature of 0 for what gains and against what loses; 0 itself abstains. (D. McFadden,
    Conditional Logit Analysis of Qualitative Choice Behavior, 1974.)
    """
    if temperature > 0.0:
        agrees = uniforms < portable.logistic(gain / temperature)
        abstains = np.abs(gain) < band
    else:
        agrees = gain > 0.0
        abstains = (np.abs(gain) < band) | (gain == 0.0)
    supports = np.where(agrees, np.int8(Support.FOR), np.int8(Support.AGAINST))
    supports[abstains] = Support.ABSTAIN
    return np.asarray(supports, dtype=np.int8)


def votes(view: View, proposal: Open, accounts: Ids, supports: NDArray[np.int8]) -> list[Vote]:
    """One intent, or none where nobody votes."""
    if not len(accounts):
        return []
    return [Vote(coop=view.coop.place, proposal=proposal.number, accounts=accounts, supports=supports)]
