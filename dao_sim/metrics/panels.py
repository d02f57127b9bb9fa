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
