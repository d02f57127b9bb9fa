"""Panels drawn by lot: the order that a seed makes, and how likely colluders are to have their way.

The order is the shuffle of R. Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7
(1964), 420, with hashes for random numbers, as the contracts draw. How many colluders a panel has, drawn
without putting any back, is hypergeometric: W. Feller, An Introduction to Probability Theory and Its
Applications I (1968), II.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb
from typing import NamedTuple

from eth_utils.crypto import keccak

from dao_sim.errors import BadInput


def order(seed: bytes, lots: int) -> Iterator[int]:
    """The lots, numbered from 0, in the order that a seed of 32 bytes makes. Raises BadInput for another."""
    if len(seed) != 32:
        raise BadInput("seed", "must be 32 bytes", seed=seed.hex())
    urn = list(range(lots))
    for step in range(lots):
        number = int.from_bytes(keccak(seed + step.to_bytes(32, "big")), "big")
        place = step + number % (lots - step)
        urn[step], urn[place] = urn[place], urn[step]
        yield urn[step]


def capture(eligible: int, colluders: int, seats: int, needed: int) -> Fraction:
    """The chance that a panel of `seats`, drawn from so many eligible, has at least `needed` colluders.

    Raises BadInput where more collude, or sit, than are eligible.
    """
    if not 0 <= colluders <= eligible or not 0 <= seats <= eligible:
        reason = "no more can collude, or sit, than are eligible"
        raise BadInput("panel", reason, eligible=eligible, colluders=colluders, seats=seats)
    ways = sum(
        comb(colluders, sitting) * comb(eligible - colluders, seats - sitting)
        for sitting in range(max(needed, 0), seats + 1)
    )
    return Fraction(ways, comb(eligible, seats))


def best_of(chance: Fraction, draws: int) -> Fraction:
    """The chance that one of so many independent draws comes out as wished, if each does with `chance`."""
    if draws < 0:
        raise BadInput("draws", "must not be negative", draws=draws)
    return 1 - (1 - chance) ** draws


def with_withheld(chance: Fraction, blocks: Fraction) -> Fraction:
    """The chance of a wished panel for who makes a part `blocks` of all blocks and withholds unwished ones.

    A block that is withheld is made by the next maker, which is the same with the same chance: it is one more
    draw each time. Raises BadInput for a part that is not from 0 to 1.
    """
    if not 0 <= blocks <= 1:
        raise BadInput("blocks", "must be a part, from 0 to 1", blocks=blocks)
    if not chance:
        return Fraction(0)
    return chance / (1 - blocks * (1 - chance))


def with_redraw(eligible: int, colluders: int, seats: int, needed: int) -> Fraction:
    """The same as `capture` where colluders who are too few fall silent if that fails the panel.

    A panel fails if more than a third of its seats is silent. Another one is drawn, of those who did not sit
    on the first. Everybody else reveals. Raises BadInput like `capture`.
    """
    at_once = capture(eligible, colluders, seats, needed)
    again = Fraction(0)
    for sitting in range(seats // 3 + 1, min(needed, seats + 1)):
        exactly = capture(eligible, colluders, seats, sitting) - capture(
            eligible, colluders, seats, sitting + 1
        )
        if exactly and eligible >= 2 * seats:
            again += exactly * capture(eligible - seats, colluders - sitting, seats, needed)
    return at_once + again


def draws_for(chance: Fraction, wanted: Fraction) -> int:
    """How many independent draws it takes until one comes out as wished with the chance `wanted`.

    Raises BadInput where no number of draws is enough.
    """
    if not 0 < chance <= 1 or not 0 <= wanted < 1:
        raise BadInput("chance", "no number of draws is enough", chance=str(chance), wanted=str(wanted))
    draws, missed = 0, Fraction(1)
    while 1 - missed < wanted:
        draws, missed = draws + 1, missed * (1 - chance)
    return draws


class Odds(NamedTuple):
    """How likely colluders are to have a majority, by what they do about the draw."""

    once: Fraction
    """In a panel that nobody tampers with."""
    redrawn: Fraction
    """If those who are too few fall silent wherever that forces another draw."""
    twice: Fraction
    """With two draws to choose from: one block withheld, or a case that is opened twice."""
    withheld: Fraction
    """Where a tenth of all blocks is made by them, and they withhold every one that they dislike."""
    tries: int
    """How many draws they would have to choose from for an even chance."""
    appealed: Fraction
    """In the panel of the appeal, a majority of the first one having been theirs."""


def odds(eligible: int, colluders: int, seats: int) -> Odds:
    """How likely colluders are to capture a panel by a simple majority. Raises BadInput like `capture`."""
    majority, larger = seats // 2 + 1, 2 * seats + 1
    once = capture(eligible, colluders, seats, majority)
    return Odds(
        once=once,
        redrawn=with_redraw(eligible, colluders, seats, majority),
        twice=best_of(once, 2),
        withheld=with_withheld(once, Fraction(1, 10)),
        tries=draws_for(once, Fraction(1, 2)),
        appealed=capture(eligible - seats, colluders - majority, larger, larger // 2 + 1),
    )
