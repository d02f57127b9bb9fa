"""Thousands of family trees, drawn at random: every table and every payment as the reference says.

Each forest grows work by work, so that every derivative in it is the youngest of a family of its own: chains,
diamonds, parents that are ancestors as well, families as large as they may be, and some that are too large.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.metrics.lineage import ancestors, split
from dao_sim.units import BPS, ETH, Wei
from tests.contracts.kit import ALICE, BUYER
from tests.contracts.licensing import (
    announced,
    bought,
    offered,
    revealed,
    table_of,
    terms,
)

WORKS = 150
MOST = 64
SHARES = {
    "tall": (0, 1, 7, 40, 150),
    "wide": (0, 1, 2, 150),
    "dear": (0, 0, 30, 500, 2_500, 5_000, 10_000),
}
"""Shares that a forest's licences state: small ones make large families, large ones are often too much."""
PARENTS = {"tall": 2, "wide": 9, "dear": 3}


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", SHARES)
def test_tables_and_payments_are_the_reference_s(coop: Cooperative, kind: str, seed: int) -> None:
    rng = random.Random(f"{kind} {seed}")
    forest = Forest(coop, rng, SHARES[kind], PARENTS[kind])
    names = [f"work {number}" for number in range(WORKS)]
    announced(coop, ALICE, *names)
    for name in names:
        forest.grow(name)
    coop.vault.set_levy(313).send(coop.timelock.address)
    for work in rng.choices(forest.works, k=40):
        forest.pay(work, rng.choice((1, 2, 99, 10_007, rng.randrange(1, 2**64))))
    found = {work: coop.vault.income(work, ETH) for work in forest.works}
    assert found == {work: forest.income[work] for work in forest.works}
    assert coop.vault.levy_accrued(ETH) == forest.levy
    owed = sum(coop.vault.credit_of(work, ETH, ALICE) for work in forest.works)
    assert owed + forest.levy * 10**6 == coop.chain.balance(coop.vault.address) * 10**6
    largest = max(len(ancestors(work, forest.licences)) for work in forest.works)
    assert forest.refused or kind == "tall"
    assert largest >= (1 if kind == "dear" else MOST // 2)


class Forest:
    """Works and the licences between them, on the contracts and in a dictionary."""

    def __init__(self, coop: Cooperative, rng: random.Random, shares: tuple[int, ...], parents: int) -> None:
        self.coop, self.rng, self.parents = coop, rng, parents
        self.shares = shares
        self.licences: dict[int, list[tuple[int, int]]] = {}
        self.bought: dict[tuple[int, int], int] = {}
        self.works: list[int] = []
        self.income: Counter[int] = Counter()
        self.levy = self.refused = 0

    def grow(self, name: str) -> None:
        """A work with parents that are mostly young; refused exactly where the reference says so."""
        if not self.works:
            self.works.append(self.coop.register_work(ALICE, b"the first", {ALICE: 10**6}))
        recent = self.works[-12:]
        chosen = [self.rng.choice(self.rng.choice((recent, self.works))) for _ in range(self.parents)]
        edges = {parent: self.rng.choice(self.shares) for parent in chosen}
        held = [self.licence(parent, share) for parent, share in edges.items()]
        number = self.works[-1] + 1
        family = ancestors(number, {**self.licences, number: [*edges.items()]})
        error = None
        if len(family) > MOST:
            error = "RoyaltyVault_TooManyAncestors"
        elif sum(family.values()) > BPS:
            error = "RoyaltyVault_AncestorsTakeTooMuch"
        call = revealed(self.coop, ALICE, name, held)
        if error:
            with pytest.raises(Reverted, match=error):
                call.send(ALICE)
            self.refused += 1
            return
        call.send(ALICE)
        assert table_of(self.coop, number) == family
        self.works.append(number)
        self.licences[number] = [*edges.items()]

    def licence(self, parent: int, share: int) -> int:
        """Alice's licence from a work with that share; bought the first time it is needed."""
        if (parent, share) not in self.bought:
            offer = offered(self.coop, terms(parent, share_bps=share))
            self.bought[parent, share] = bought(self.coop, offer, ALICE)
        return self.bought[parent, share]

    def pay(self, work: int, gross: int) -> None:
        """A deposit, on both sides."""
        self.coop.vault.deposit_eth(work, value=Wei(gross)).send(BUYER)
        levy, parts, rest = split(gross, 313, ancestors(work, self.licences))
        self.levy += levy
        self.income.update({**parts, work: rest})
