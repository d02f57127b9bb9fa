"""The terms of a conviction funding: those under which nothing works are refused, and they never change."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.metrics.tallies.conviction import MAX_HALF_LIFE, bound
from dao_sim.units import ETH, Address
from tests.contracts.funding import (
    CAP,
    HALF_LIFE,
    NONE_SUFFICES,
    ask,
    bare,
    decay_of,
    funding,
    needed,
    support,
    terms,
)
from tests.contracts.kit import ALICE, BOB, CAROL, TOKEN, refuses

SUPPLY = 2_000 * TOKEN
BASE = {"half_life": 60, "weight": 25, "most": 2_000}


@pytest.mark.parametrize(
    ("odd", "error", "operands"),
    [
        ({"half_life": 0}, "ConvictionFunding_InvalidHalfLife", {"halfLife": 0, "maximum": MAX_HALF_LIFE}),
        (
            {"half_life": MAX_HALF_LIFE + 1},
            "ConvictionFunding_InvalidHalfLife",
            {"halfLife": MAX_HALF_LIFE + 1, "maximum": MAX_HALF_LIFE},
        ),
        ({"most": 0}, "ConvictionFunding_InvalidMost", {"mostBps": 0, "maximum": 10_000}),
        ({"most": 10_001}, "ConvictionFunding_InvalidMost", {"mostBps": 10_001, "maximum": 10_000}),
        ({"weight": 0}, "ConvictionFunding_InvalidWeight", {"weightBps": 0, "maximum": 399}),
        ({"weight": 400}, "ConvictionFunding_InvalidWeight", {"weightBps": 400, "maximum": 399}),
        ({"most": 100, "weight": 1}, "ConvictionFunding_InvalidWeight", {"weightBps": 1, "maximum": 0}),
    ],
    ids=["no-half-life", "long", "no-share", "whole", "weightless", "heavy", "never"],
)
def test_terms_under_which_nothing_works_are_refused(
    coop: Cooperative, odd: dict[str, int], error: str, operands: dict[str, int]
) -> None:
    with refuses(error, **operands):
        bare(coop, terms(**{**BASE, **odd}))


def test_the_heaviest_terms_can_still_be_met_by_everybody(coop: Cooperative) -> None:
    """ρ just below β²: a tiny request passes if all tokens back it for long; one heavier never would."""
    heaviest = terms(weight=399)
    assert needed(heaviest, 1, CAP, SUPPLY) < bound(SUPPLY, decay_of(heaviest))
    assert needed(terms(weight=400), 1, CAP, SUPPLY) > bound(SUPPLY, decay_of(heaviest))
    made = funding(coop, heaviest)
    number = ask(made, ALICE, 1)
    for holder in (ALICE, BOB, CAROL):
        support(coop, made, number, holder, coop.token.balance_of(holder))
    coop.chain.advance(20 * HALF_LIFE)
    made.execute(number).send(ALICE)


def test_it_says_what_it_stands_on(coop: Cooperative) -> None:
    made = funding(coop)
    assert made.terms() == terms()
    assert made.decay() == decay_of(terms()).per_second
    stands: tuple[Address, ...] = (made.token(), made.membership(), made.treasury())
    assert stands == (coop.token.address, coop.membership.address, coop.treasury.address)
    assert made.threshold_for(ETH, CAP // 5) == made.threshold_for(ETH, 2**256 - 1) == NONE_SUFFICES
