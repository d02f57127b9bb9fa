"""Concurrent majorities: a measure passes when every class of members that it concerns passes it.

As `ChambersRule`, after J. C. Calhoun, A Disquisition on Government (1851).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.coop.governance_terms import GovernanceTerms
from dao_sim.ledger.actions import Action, PayOut, SetLevy, SetMintCap
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.ballots import AGAINST, FOR
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.rules.rule import BPS, Electorate, Poll, Rule
from dao_sim.ledger.array.weights import Weights
from dao_sim.ledger.array.world import Undo
from dao_sim.ledger.outcome import Refusal
from dao_sim.units import MemberClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALL = 15
_KINDS = len(MemberClass)
_CALLS: dict[type, str] = {
    SetLevy: "vault.setLevy",
    SetMintCap: "token.setMintCap",
    PayOut: "treasury.pay",
}
"""The action → the call that a charter's `needs` names. Any other needs all chambers."""


class ChambersPoll(Poll):
    """Votes by class and side, one per member."""

    def __init__(self, accounts: int, terms: Sequence[tuple[int, int]], mask: int) -> None:
        super().__init__(accounts)
        self._terms = terms
        self._mask = mask
        self._votes = np.zeros((_KINDS, 3), dtype=np.int64)

    def tally(self) -> Sequence[int]:
        return [int(votes) for votes in self._votes.sum(axis=0)]

    def quorum_reached(self, electorate: Electorate) -> bool:
        return all(
            sum(votes) * BPS >= quorum * members for votes, members, (quorum, _) in self._asked(electorate)
        )

    def passes(self, electorate: Electorate) -> bool:
        asked = list(self._asked(electorate))
        return bool(asked) and all(
            votes[FOR] * BPS > threshold * (votes[FOR] + votes[AGAINST]) for votes, _, (_, threshold) in asked
        )

    def _asked(self, electorate: Electorate) -> Iterator[tuple[list[int], int, tuple[int, int]]]:
        """Votes, members and terms of each chamber that is needed and not empty."""
        members = np.bincount(_classes(electorate), minlength=_KINDS).tolist()
        for kind, (votes, count) in enumerate(zip(self._votes.tolist(), members, strict=True)):
            if kind and count and self._mask >> (kind - 1) & 1:
                yield votes, count, self._terms[kind - 1]

    def _count(self, electorate: Electorate, accounts: NDArray[np.int64], supports: NDArray[np.int8]) -> None:
        places = _classes(electorate)[accounts].astype(np.intp) * 3 + supports
        self._votes += np.bincount(places, minlength=3 * _KINDS).reshape(_KINDS, 3)

    def _in_order(self, kinds: list[tuple[NDArray[np.bool_], str]]) -> list[tuple[NDArray[np.bool_], str]]:
        not_member, voted, invalid = kinds
        return [invalid, voted, not_member]


class ChambersRule(Rule):
    """One vote per member, counted by class. Delegation is ignored."""

    def __init__(self, terms: GovernanceTerms, membership: Membership) -> None:
        super().__init__(0)
        by_class = terms.chambers.by_class() if terms.chambers else {}
        self._terms = [(chamber.quorum, chamber.threshold) for chamber in by_class.values()]
        self._masks = {need.call: need.mask for need in terms.needs}
        self._membership = membership

    def set_quorum(self, bps: int) -> Undo:  # noqa: ARG002 (none is right)
        raise Refusal("ChambersRule_QuorumIsPerChamber")

    def power_before(self, account: int) -> int:
        return int(self._membership.classes_before[account] != 0)

    def votes(self) -> Amounts:
        return self._membership.units()

    def electorate(self) -> Electorate:
        return Electorate(weights=Weights(self.votes()), quorum=0, classes=self._membership.classes)

    def poll(self, accounts: int, actions: Sequence[Action]) -> Poll:
        mask = 0
        for action in actions:
            mask |= self._masks.get(_CALLS.get(type(action), ""), _ALL)
        return ChambersPoll(accounts, self._terms, mask)


def _classes(electorate: Electorate) -> NDArray[np.int8]:
    assert electorate.classes is not None
    return electorate.classes
