"""What the governor asks a voting rule, and what every rule has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.ballots import Ballots
from dao_sim.ledger.array.rows import reasons
from dao_sim.ledger.array.weights import Weights
from dao_sim.ledger.array.world import Undo
from dao_sim.ledger.outcome import Refusal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BPS = 10_000
ALREADY, INVALID = "GovernorAlreadyCastVote", "GovernorInvalidVoteType"
NOT_MEMBER = "VotingRule_NotMember"


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """Who may vote, and with what weight, at the end of a second: for all proposals of that snapshot."""

    weights: Weights
    quorum: int
    classes: NDArray[np.int8] | None = None
    """Where only members vote."""

    @property
    def eligible(self) -> NDArray[np.bool_] | None:
        """Shape (accounts,); None where anybody may vote."""
        return None if self.classes is None else self.classes != 0


class Poll(ABC):
    """One proposal's votes."""

    def __init__(self, accounts: int) -> None:
        self.ballots = Ballots(accounts)

    def cast(
        self, electorate: Electorate, accounts: NDArray[np.int64], supports: NDArray[np.int8]
    ) -> dict[int, str]:
        """Counts votes row by row; row → why it is refused."""
        eligible = electorate.eligible
        done, voted = self.ballots.cast(accounts, supports, eligible)
        if done is None:
            self._count(electorate, accounts, supports)
            return {}
        self._count(electorate, accounts[done], supports[done])
        kinds = [(voted & ~done, ALREADY), (supports > 2, INVALID)]
        if eligible is not None:
            kinds.insert(0, (~eligible[accounts], NOT_MEMBER))
        return reasons(*self._in_order(kinds))

    def _in_order(self, kinds: list[tuple[NDArray[np.bool_], str]]) -> list[tuple[NDArray[np.bool_], str]]:
        """Why rows are refused, in the order in which the contract looks."""
        return kinds

    @abstractmethod
    def _count(self, electorate: Electorate, accounts: NDArray[np.int64], supports: NDArray[np.int8]) -> None:
        """Adds votes that were taken to the tally."""

    @abstractmethod
    def tally(self) -> Sequence[int]:
        """Against, for, abstain."""

    @abstractmethod
    def quorum_reached(self, electorate: Electorate) -> bool: ...

    @abstractmethod
    def passes(self, electorate: Electorate) -> bool:
        """Whether it is adopted if voting ends now, quorum aside."""


class Rule(ABC):
    """How votes are weighed and counted."""

    def __init__(self, quorum_bps: int) -> None:
        self.quorum_bps = quorum_bps

    def set_quorum(self, bps: int) -> Undo:
        """Another quorum, for proposals whose snapshot is not past. Raises Refusal."""
        if bps > BPS:
            raise Refusal("VotingRule_InvalidQuorum")
        before, self.quorum_bps = self.quorum_bps, bps

        def undo() -> None:
            self.quorum_bps = before

        return undo

    @abstractmethod
    def power_before(self, account: int) -> int:
        """What an account's vote weighed a second ago."""

    @abstractmethod
    def votes(self) -> Amounts:
        """What everybody's vote weighs now."""

    @abstractmethod
    def electorate(self) -> Electorate:
        """Who may vote on proposals whose snapshot is this second, which is over."""

    @abstractmethod
    def poll(self, accounts: int, actions: Sequence[Action]) -> Poll:
        """Of a new proposal."""
