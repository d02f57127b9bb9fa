"""Chance: every draw is from a named stream of one seed; a draw more in one changes none in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

NAMES = ("tokens", "classes", "preferences", "silence", "delegation", "gas sample")
"""New ones come last: a stream is known by its place."""


def stream(seed: int, name: str) -> np.random.Generator:
    """The stream of that name, from its start."""
    import numpy as np

    return np.random.default_rng(np.random.SeedSequence(seed).spawn(len(NAMES))[NAMES.index(name)])
