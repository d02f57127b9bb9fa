"""Chance: every draw is a uniform of a named stream, known by its name, its epoch and its index alone.

A stream that is added, or drawn from more often, changes no draw of another; and of one stream the first n
are the same however many are drawn, so that what is drawn for account i stays account i's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput

SEEDS = 2**64
"""Seeds are from 0 to one less."""


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams of one seed."""

    seed: int

    def __post_init__(self) -> None:
        if type(self.seed) is not int or not 0 <= self.seed < SEEDS:
            raise BadInput("seed", "must be a whole number from 0 to 2^64 - 1", value=self.seed)

    def child(self, name: str) -> Streams:
        """The streams of a part, such as `replication 3`: none of this seed's, none of another part's."""
        return Streams(int.from_bytes(self._digest(f"child {name}", 8), "little"))

    def uniform(self, name: str, epoch: int, size: int, *, index: int = 0) -> NDArray[np.float64]:
        """`size` uniforms in [0, 1), multiples of 2^−53, of the stream of that name, epoch and index.

        From Philox 4×64-10 (J. K. Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011), keyed
        by a hash of seed, name, epoch and index and counting from 0. `index` tells several draws of one epoch
        apart.
        """
        key = np.frombuffer(self._digest(f"draws {epoch} {index} {name}", 16), dtype="<u8")
        raw: NDArray[np.uint64] = np.random.Philox(key=key.astype(np.uint64)).random_raw(size)
        uniforms: NDArray[np.float64] = (raw >> np.uint64(11)) * 2.0**-53
        return uniforms

    def _digest(self, what: str, size: int) -> bytes:
        return hashlib.blake2b(f"{self.seed} {what}".encode(), digest_size=size).digest()
