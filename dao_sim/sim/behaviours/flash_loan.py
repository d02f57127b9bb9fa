"""Voting with what one has borrowed for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from dao_sim.ledger.intents import Transfer
from dao_sim.sim.ballots import choice, votes
from dao_sim.sim.behaviour import Behaviour
from dao_sim.sim.plans import Act
from dao_sim.sim.positions import interest_gain
from dao_sim.sim.view import Draws, Ids, View


class FlashLoan(Behaviour):
    """The richest in money of its accounts borrows a pool's tokens, votes its interest, and gives them back.

    All in one moment, so that the pool risks nothing. Votes weigh what they did at the snapshot: it gets
    nothing by it, which is what there is to see. (K. Qin, L. Zhou, B. Livshits and A. Gervais, Attacking the
    DeFi Ecosystem with Flash Loans for Fun and Profit, Financial Cryptography 2021.)
    """

    name: ClassVar[str] = "flash_loan"
    phase: ClassVar[str] = "vote"

    pool: str = ""
    """The cohort that lends: its largest holder; left out, the largest holder of all others."""

    def decide(self, view: View, members: NDArray[np.int64], draws: Draws) -> Sequence[Act]:  # noqa: ARG002
        lenders = self._lenders(view, members)
        if not view.coop.open or not len(members) or not len(lenders):
            return []
        lender = lenders[view.coop.tokens[lenders].argmax()]
        attacker = members[view.money[members].argmax()]
        loan = view.coop.token_amounts[[lender]]
        if lender == attacker or not loan.positive().any():
            return []
        giver, taker, place = np.array([lender]), np.array([attacker]), view.coop.place
        acts: list[Act] = [Transfer(coop=place, senders=giver, recipients=taker, amounts=loan)]
        for proposal in view.coop.open:
            if proposal.supports[attacker] < 0:
                gain = interest_gain(view, proposal.actions)[taker]
                acts += votes(view, proposal, taker, choice(gain, gain, 0.0, 0.0))
        return [*acts, Transfer(coop=place, senders=taker, recipients=giver, amounts=loan)]

    def _lenders(self, view: View, members: Ids) -> Ids:
        if self.pool:
            span = view.people.accounts(self.pool)
            return np.arange(span.start, span.stop)
        return np.setdiff1d(np.arange(view.people.size), members, assume_unique=True)


BEHAVIOUR = FlashLoan
