"""A member's vote weighs the root of its token votes, rounded down; the quorum counts members who vote.

As `QuadraticRule`, after Lalley and Weyl, AEA Papers and Proceedings 108, 2018.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.rules.rule import BPS, Electorate, Poll
from dao_sim.ledger.array.rules.yes_no import YesNoPoll, YesNoRule
from dao_sim.ledger.array.token import Token

if TYPE_CHECKING:
    from numpy.typing import NDArray


class QuadraticPoll(YesNoPoll):
    """Against, for and abstain, in roots of tokens."""

    def quorum_reached(self, electorate: Electorate) -> bool:
        return electorate.quorum <= self.ballots.count


class QuadraticRule(YesNoRule):
    """Roots of token votes, of members only."""

    def __init__(self, quorum_bps: int, token: Token, membership: Membership) -> None:
        super().__init__(quorum_bps, token.votes)
        self._membership = membership
        self._rooted: tuple[Amounts, NDArray[np.int8], Amounts] | None = None

    def power_before(self, account: int) -> int:
        is_member = self._membership.classes_before[account] != 0
        return isqrt(super().power_before(account)) if is_member else 0

    def votes(self) -> Amounts:
        held, classes = super().votes(), self._membership.classes
        if self._rooted is None or self._rooted[0] is not held or self._rooted[1] is not classes:
            weights = Amounts.counts(np.where(classes != 0, held.roots(), np.uint64(0)))
            weights.limbs.flags.writeable = False
            self._rooted = (held, classes, weights)
        return self._rooted[2]

    def electorate(self) -> Electorate:
        quorum = self._membership.votes.units * self.quorum_bps // BPS
        return Electorate(
            weights=self._weights(self.votes()), quorum=quorum, classes=self._membership.classes
        )

    def poll(self, accounts: int, actions: Sequence[Action]) -> Poll:  # noqa: ARG002 (all count alike)
        return QuadraticPoll(accounts)
