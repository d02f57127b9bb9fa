"""Random elections on a rule alone: an account stands in for the governor, so that thousands fit in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dao_sim.coop import Cooperative
from dao_sim.units import Address, MemberClass
from tests.contracts.kit import NOBODY, OPERATOR

HOLDINGS = (0, 1, 1, 2, 2, 3, 4, 4, 5, 8, 9, 16)
"""Tokens in their smallest unit, so that ties are frequent."""
VOTERS = tuple(Address(f"0x{0xA11CE000 + number:040x}") for number in range(len(HOLDINGS)))
ELECTIONS = 1_500
GOVERNOR = OPERATOR
"""Who stands in for the governor."""


@dataclass(slots=True)
class Polls:
    """An electorate of members, and elections among them."""

    coop: Cooperative
    rule: Any
    snapshot: int
    latest: int = 0
    rng: random.Random = field(default_factory=lambda: random.Random(4))

    def elections(self, options: int) -> Iterator[tuple[int, list[tuple[Address, int]]]]:
        """Proposal by proposal: its number, and who takes part with how many tokens."""
        for _ in range(ELECTIONS):
            self.latest += 1
            if self.rule.watches_proposals():
                self.rule.open_(self.latest, NOBODY, [], [], options).send(GOVERNOR)
            present = self.rng.sample(range(len(VOTERS)), self.rng.randint(0, 7))
            yield self.latest, [(VOTERS[each], HOLDINGS[each]) for each in present]

    def cast(self, voter: Address, support: int = 0, params: bytes = b"") -> int:
        """Casts a vote in the latest election; returns nothing that the rule did not count."""
        self.rule.cast(self.latest, self.snapshot, voter, support, params).send(GOVERNOR)
        return support


def hold_polls(coop: Cooperative, rule: Any) -> Polls:
    """Admits the electorate and lets `rule` serve the account that stands in for the governor."""
    for voter, held in zip(VOTERS, HOLDINGS, strict=True):
        coop.admit(voter, MemberClass.PATRON)
        coop.mint(voter, held)
    coop.chain.advance(2)
    rule.serve().send(GOVERNOR)
    return Polls(coop, rule, coop.chain.now() - 1)
