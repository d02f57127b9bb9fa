"""Who holds, delegates and votes: a unit has one holder, one delegate and at most one vote."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

BPS = 10_000
Split = tuple[tuple[str, int], ...]
"""(delegate, basis points), in the order of their addresses."""
Shares = dict[str, dict[str, int]]
"""Holder → delegate → units."""


@dataclass
class Election:
    """What was held and delegated at its snapshot, and how its voters chose."""

    changeable: bool
    snapshot: int
    shares: Shares
    excluded: frozenset[str]
    choices: dict[str, int] = field(default_factory=dict)

    def vote(self, voter: str, support: int) -> None:
        refuse_if(voter in self.choices and not self.changeable, "GovernorAlreadyCastVote")
        refuse_if(support > 2, "GovernorInvalidVoteType")
        self.choices[voter] = support

    def counts(self, delegate: str) -> int | None:
        """How what was delegated to `delegate` is voted, if its holder does not vote."""
        return None if delegate in self.excluded else self.choices.get(delegate)

    def tally(self) -> list[int]:
        """Against, for, abstain."""
        weights = [0, 0, 0]
        for holder, given in self.shares.items():
            for delegate, units in given.items():
                support = self.choices.get(holder, self.counts(delegate))
                if support is not None:
                    weights[support] += units
        return weights


class DelegationsModel:
    """Tokens of people who delegate whole or in shares, and whom governance may exclude."""

    def __init__(self, holdings: dict[str, int]) -> None:
        self.held = dict(holdings)
        self.chosen: dict[str, Split] = {who: ((who, BPS),) for who in holdings}
        self.excluded: set[str] = set()
        self.elections: list[Election] = []

    def delegate(self, by: str, split: Split) -> None:
        refuse_if(by in self.excluded, "CoopToken_Excluded")
        refuse_if(any(whom in self.excluded for whom, _ in split), "CoopToken_Excluded")
        self.chosen[by] = split

    def transfer(self, by: str, to: str, amount: int) -> None:
        refuse_if(amount > self.held[by], "ERC20InsufficientBalance")
        self.held[by] -= amount
        self.held[to] += amount

    def exclude(self, account: str, excluded: bool) -> None:
        refuse_if((account in self.excluded) == excluded, "CoopToken_InvalidExclusion")
        (self.excluded.add if excluded else self.excluded.discard)(account)

    def shares(self) -> Shares:
        """What each delegate has of whom; nobody has anything of who is excluded."""
        found: Shares = {}
        for holder, units in self.held.items():
            if holder in self.excluded:
                continue
            split = self.chosen[holder]
            given = {delegate: units * bps // BPS for delegate, bps in split}
            given[split[0][0]] += units - sum(given.values())
            found[holder] = given
        return found

    def votes(self, delegate: str) -> int:
        if delegate in self.excluded:
            return 0
        return sum(given.get(delegate, 0) for given in self.shares().values())

    def votable(self) -> int:
        return sum(units for holder, units in self.held.items() if holder not in self.excluded)
