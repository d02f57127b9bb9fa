"""Thousands of random histories: the contract's conviction is the reference's to the unit, and the formula's.

A token that anybody may mint stands in for the co-op's, so that stakes and supply are of every size. Time is
drawn from seconds to hundreds of half-lives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from functools import partial
from random import Random

import pytest

from dao_sim.bindings import ConvictionFunding, CoopToken
from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.coop import Cooperative
from dao_sim.metrics.tallies.conviction import MAX_HALF_LIFE, Decay, bound, grow_floor
from dao_sim.metrics.tallies.conviction_exact import conviction_exact
from dao_sim.units import BPS, ETH, MAX_UINT208, Seconds
from tests.contracts.funding import NONE_SUFFICES, bare, decay_of, needed, terms
from tests.contracts.kit import ALICE, DAVE, DAY, decree, mock_token

FIXED = (1, 2, 3, 60, 3_600, DAY, 3 * DAY, 100 * DAY, MAX_HALF_LIFE)
HALF_LIVES = 20
"""The fixed ones, and random ones."""
HISTORIES = 200
"""For each half-life."""
STEPS = 5
LEAST_STAKE = 4 * 10**9
"""From here on rounding takes less than 10^-9."""
NEAR = Decimal("1e-9")
LONGEST = 100 * 365 * DAY


def half_lives(rng: Random) -> list[int]:
    """From a second to the longest."""
    drawn = [int(2 ** rng.uniform(1, 30)) for _ in range(HALF_LIVES - len(FIXED))]
    return [*FIXED, *drawn]


def a_while(rng: Random, half_life: int) -> int:
    """No time, a second, a part of a half-life, or many."""
    several = int(half_life * rng.uniform(0, 4))
    return min(
        rng.choice((0, 1, rng.randint(1, half_life), several, half_life * rng.randint(1, 300))), LONGEST
    )


def a_stake(rng: Random) -> int:
    """Of any size that leaves room for others in 208 bits."""
    return int(2 ** rng.uniform(33, 206))


@dataclass(slots=True)
class History:
    """A request's support by the contract and by the reference, kept side by side."""

    made: ConvictionFunding
    number: int
    decay: Decay
    staked: int = 0
    most: int = 0
    settled: int = 0
    """Conviction when the stake last changed."""
    since: int = 0
    """Seconds from then on."""
    stakes: list[tuple[int, Seconds]] = field(default_factory=list)

    def stake(self, target: int) -> None:
        """Backs or withdraws until so much is staked."""
        if target != self.staked:
            self.settled, self.since = self.conviction(), 0
        if target > self.staked:
            self.made.back(self.number, target - self.staked).send(ALICE)
        elif target < self.staked:
            self.made.withdraw(self.number, self.staked - target).send(ALICE)
        self.staked, self.most = target, max(self.most, target)

    def conviction(self) -> int:
        """By the reference."""
        return grow_floor(self.settled, self.staked, Seconds(self.since), self.decay)

    def wait(self, seconds: int) -> None:
        """Time passes; contract and reference must agree about what it did."""
        if seconds:
            self.made.chain.advance(seconds)
        self.stakes.append((self.staked, Seconds(seconds)))
        self.since += seconds
        found = self.made.conviction_of(self.number)
        assert found == self.conviction(), (self.decay.half_life, self.stakes)
        assert found <= bound(self.most, self.decay), (self.decay.half_life, self.stakes)

    def is_exact(self) -> bool:
        """Whether what the contract says is the formula's, to 10^-9."""
        exact = conviction_exact(self.stakes, self.decay.half_life)
        with localcontext(Context(prec=50)):
            return abs(self.made.conviction_of(self.number) - exact) <= NEAR * exact


def stand_in(coop: Cooperative) -> CoopToken:
    """A token of which Alice has as many as a token may have."""
    token = mock_token(coop.chain)
    token.mint(ALICE, MAX_UINT208).send(ALICE)
    return token


def begin(made: ConvictionFunding, decay: Decay) -> History:
    made.request(ETH, 1, DAVE).send(ALICE)
    return History(made, made.request_count(), decay)


def test_conviction_is_the_reference_s_to_the_unit(coop: Cooperative) -> None:
    rng, token, exact = Random(31), stand_in(coop), 0
    for half_life in half_lives(rng):
        said = terms(half_life=half_life)
        made, decay = bare(coop, said, token.address), decay_of(said)
        assert made.decay() == decay.per_second
        token.approve(made.address, 2**256 - 1).send(ALICE)
        for _ in range(HISTORIES):
            history = begin(made, decay)
            for _ in range(rng.randint(1, STEPS)):
                history.stake(a_stake(rng))
                history.wait(a_while(rng, half_life))
            assert history.is_exact(), (half_life, history.stakes)
            exact += 1
            history.stake(0)  # who withdraws everything sees it fade
            history.wait(a_while(rng, half_life))
            history.wait(a_while(rng, half_life))
        assert token.balance_of(made.address) == made.active_stake() == 0
    assert exact == HALF_LIVES * HISTORIES


@pytest.mark.parametrize("half_life", [1, 60, 3 * DAY, MAX_HALF_LIFE])
def test_the_smallest_and_the_largest_stakes(coop: Cooperative, half_life: int) -> None:
    """To the unit as well, though what is rounded weighs more here; and nothing overflows."""
    rng, token, said = Random(half_life), stand_in(coop), terms(half_life=half_life)
    made, decay = bare(coop, said, token.address), decay_of(said)
    token.approve(made.address, 2**256 - 1).send(ALICE)
    for _ in range(200):
        history = begin(made, decay)
        for _ in range(6):
            history.stake(rng.choice((0, 1, 2, 1_000, MAX_UINT208 - 1, MAX_UINT208)))
            history.wait(a_while(rng, half_life))
        history.stake(0)


@pytest.mark.parametrize("half_life", [60, 3 * DAY, MAX_HALF_LIFE])
def test_updating_every_second_takes_next_to_nothing(coop: Cooperative, half_life: int) -> None:
    token, said = stand_in(coop), terms(half_life=half_life)
    made, decay = bare(coop, said, token.address), decay_of(said)
    token.approve(made.address, 2**256 - 1).send(ALICE)
    history = begin(made, decay)
    for turn in range(500):
        history.stake(LEAST_STAKE + turn % 2)
        history.wait(1)
    assert history.is_exact()


def random_terms(rng: Random) -> FundingTerms:
    """Any that a funding accepts, with a weight as likely small as large."""
    most = rng.randint(101, BPS)
    heaviest = (most * most - 1) // BPS
    half_life = rng.choice((*FIXED, int(2 ** rng.uniform(1, 30))))
    return terms(half_life=half_life, weight=max(1, int(heaviest ** rng.random())), most=most)


def asked_amounts(rng: Random, budget: int, most: int) -> list[int]:
    """Of all sizes up to the budget, and around the share that none reaches."""
    edge = budget * most // BPS
    around = [max(1, edge + offset) for offset in (-2, -1, 0, 1)]
    return [1, *around, rng.randint(1, budget), rng.randint(1, max(1, edge)), budget, budget + 1]


def test_the_threshold_is_the_reference_s_to_the_unit(coop: Cooperative) -> None:
    rng, asset, seen = Random(32), mock_token(coop.chain), {"finite": 0, "none": 0}
    asset.mint(coop.treasury.address, MAX_UINT208).send(ALICE)
    set_cap = partial(coop.treasury.set_cap, asset=asset.address)
    for _ in range(150):
        said, token = random_terms(rng), mock_token(coop.chain)
        made = bare(coop, said, token.address)
        for supply in sorted(int(2 ** rng.uniform(0, 207)) for _ in range(3)):
            token.mint(ALICE, supply - token.total_supply()).send(ALICE)
            budget = int(2 ** rng.uniform(0, 207))
            decree(coop, set_cap(spender=made.address, cap=budget))
            assert made.budget(asset.address) == budget
            for amount in asked_amounts(rng, budget, said.most_bps):
                expected = needed(said, amount, budget, supply)
                found = made.threshold_for(asset.address, amount)
                assert found == expected, (said, amount, budget, supply)
                seen["none" if found == NONE_SUFFICES else "finite"] += 1
    assert min(seen.values()) > 1_000


def test_a_threshold_beyond_a_word_is_none(coop: Cooperative) -> None:
    """All but the last unit of the largest share of a huge budget, and all tokens there can be."""
    asset, token, said = mock_token(coop.chain), stand_in(coop), terms(half_life=MAX_HALF_LIFE)
    made = bare(coop, said, token.address)
    asset.mint(coop.treasury.address, MAX_UINT208).send(ALICE)
    for bits, finite in [(1, True), (9, True), (12, False), (205, False)]:
        budget = 5 << bits
        decree(coop, coop.treasury.set_cap(made.address, asset.address, budget))
        expected = needed(said, budget // 5 - 1, budget, MAX_UINT208)
        assert made.threshold_for(asset.address, budget // 5 - 1) == expected, bits
        assert (expected < NONE_SUFFICES) == finite, bits
