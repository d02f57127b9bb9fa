"""Derivatives, rights and bundles of each other, at random: tables and payments as the reference says."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.metrics.lineage import ancestors, parts_of, split
from dao_sim.units import BPS, ETH, Wei
from tests.contracts.bundling import bundles_of, joined, opening, proposing, split_off
from tests.contracts.kit import ALICE, BUYER
from tests.contracts.licensing import Scope, announced, licensed, revealed, table_of

WORKS, MOST = 40, 64
SHARES = {"small": (1, 7, 40, 150), "large": (0, 30, 500, 2_500, 5_000)}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", SHARES)
def test_tables_and_payments_are_the_reference_s(coop: Cooperative, kind: str, seed: int) -> None:
    rng = random.Random(f"bundles {kind} {seed}")
    shelf = Shelf(coop, rng, SHARES[kind])
    names = [f"work {number}" for number in range(WORKS)]
    announced(coop, ALICE, *names)
    for name in names:
        rng.choice((shelf.derive, shelf.bundle, shelf.bundle))(name)
    shelf.split("a right")
    coop.vault.set_levy(313).send(coop.timelock.address)
    for work in rng.choices(shelf.works, k=30):
        shelf.pay(work, rng.choice((1, 2, 99, 10_007, rng.randrange(1, 2**64))))
    assert {work: coop.vault.income(work, ETH) for work in shelf.works} == {
        work: shelf.income[work] for work in shelf.works
    }
    owed = sum(coop.vault.credit_of(work, ETH, ALICE) for work in shelf.works)
    assert owed + coop.vault.levy_accrued(ETH) * 10**6 == coop.chain.balance(coop.vault.address) * 10**6
    assert len(shelf.bundles) > WORKS // 3


class Shelf:
    """One owner's works, licences and bundles, on the contracts and in dictionaries."""

    def __init__(self, coop: Cooperative, rng: random.Random, shares: tuple[int, ...]) -> None:
        self.coop, self.rng, self.shares = coop, rng, shares
        self.licences: dict[int, list[tuple[int, int]]] = {}
        self.bundles: dict[int, dict[int, int]] = {}
        self.works = [coop.register_work(ALICE, content, {ALICE: 10**6}) for content in (b"one", b"two")]
        self.income: Counter[int] = Counter()

    def derive(self, name: str) -> None:
        """A work by licences from a few others, unless they want too much."""
        parents = self.rng.sample(self.works, k=min(len(self.works), self.rng.randint(1, 3)))
        edges = {parent: self.rng.choice(self.shares) for parent in parents}
        held = [licensed(self.coop, ALICE, parent, share) for parent, share in edges.items()]
        number = self.works[-1] + 1
        family = ancestors(number, {**self.licences, number: [*edges.items()]}, self.bundles)
        call = revealed(self.coop, ALICE, name, held)
        if len(family) > MOST or sum(family.values()) > BPS:
            with pytest.raises(Reverted, match=r"TooManyAncestors|AncestorsTakeTooMuch"):
                call.send(ALICE)
            return
        call.send(ALICE)
        self.licences[number] = [*edges.items()]
        self.add(number)

    def bundle(self, name: str) -> None:
        """A bundle of a few works, bundles among them, that divides some part of the whole."""
        chosen = sorted(self.rng.sample(self.works, k=min(len(self.works), self.rng.randint(2, 6))))
        cuts = sorted(self.rng.randint(0, BPS) for _ in chosen)
        shares = [end - start for start, end in zip([0, *cuts], cuts, strict=False)]
        held = dict(zip(chosen, shares, strict=True))
        call = proposing(self.coop, ALICE, name, held)
        if len(parts_of(held, self.licences, self.bundles)) > MOST:
            with pytest.raises(Reverted, match="Bundles_TooManyAncestors"):
                call.send(ALICE)
            return
        call.send(ALICE)
        number = bundles_of(self.coop).bundle_count()
        joined(self.coop, number)
        opening(self.coop, ALICE, name, number).send(ALICE)
        self.bundles[self.works[-1] + 1] = held
        self.add(self.works[-1] + 1)

    def split(self, name: str) -> None:
        """A right, which the reference takes for a derivative."""
        work = self.rng.choice(self.works)
        share = BPS - sum(ancestors(work, self.licences, self.bundles).values())
        right = split_off(self.coop, work, Scope.USE, share, name)
        self.licences[right] = [(work, share)]
        self.add(right)

    def add(self, work: int) -> None:
        """Holds its table against the reference."""
        assert table_of(self.coop, work) == ancestors(work, self.licences, self.bundles)
        self.works.append(work)

    def pay(self, work: int, gross: int) -> None:
        """A deposit, on both sides."""
        self.coop.vault.deposit_eth(work, value=Wei(gross)).send(BUYER)
        _, parts, rest = split(gross, 313, ancestors(work, self.licences, self.bundles))
        self.income.update({**parts, work: rest})
