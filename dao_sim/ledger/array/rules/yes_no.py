"""A measure passes if more weight is for it than against it; who is for it and who abstains make the quorum.

As OpenZeppelin's GovernorCountingSimple (`TokenRule`, `MemberRule`): a vote weighs the votes at
the snapshot, and the quorum is a share of all units, rounded down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.ballots import ABSTAIN, AGAINST, FOR
from dao_sim.ledger.array.rules.rule import BPS, Electorate, Poll, Rule
from dao_sim.ledger.array.votes import Votes
from dao_sim.ledger.array.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MANY = 4


class YesNoPoll(Poll):
    """Against, for and abstain, in weight."""

    def __init__(self, accounts: int) -> None:
        super().__init__(accounts)
        self._tally = [0, 0, 0]

    def tally(self) -> Sequence[int]:
        return self._tally

    def quorum_reached(self, electorate: Electorate) -> bool:
        return electorate.quorum <= self._tally[FOR] + self._tally[ABSTAIN]

    def passes(self, electorate: Electorate) -> bool:  # noqa: ARG002 (the tally says it)
        return self._tally[FOR] > self._tally[AGAINST]

    def _count(self, electorate: Electorate, accounts: NDArray[np.int64], supports: NDArray[np.int8]) -> None:
        """Many votes are counted with all before them, which spares looking up whose they are."""
        ballots = self.ballots.supports
        if _MANY * len(accounts) > len(ballots):
            self._tally = electorate.weights.sums(ballots & 3, None, 4)[:3]  # −1 & 3 is 3
        else:
            counted = electorate.weights.sums(supports, accounts, 3)
            self._tally = [had + more for had, more in zip(self._tally, counted, strict=True)]


class YesNoRule(Rule):
    """Votes weigh what they are, tokens' or members'."""

    def __init__(self, quorum_bps: int, votes: Votes) -> None:
        super().__init__(quorum_bps)
        self._votes = votes
        self._weighed: tuple[Amounts, Weights] | None = None

    def power_before(self, account: int) -> int:
        return self._votes.before().at(account)

    def votes(self) -> Amounts:
        return self._votes.latest()

    def electorate(self) -> Electorate:
        return Electorate(
            weights=self._weights(self.votes()), quorum=self._votes.units * self.quorum_bps // BPS
        )

    def poll(self, accounts: int, actions: Sequence[Action]) -> Poll:  # noqa: ARG002 (all count alike)
        return YesNoPoll(accounts)

    def _weights(self, amounts: Amounts) -> Weights:
        """Made once where nothing changed from one snapshot to the next."""
        if self._weighed is None or self._weighed[0] is not amounts:
            self._weighed = (amounts, Weights(amounts))
        return self._weighed[1]
