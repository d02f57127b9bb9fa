"""Whatever is done with works, licences and units: arrays and contracts know the same of it."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from dao_sim.ledger.intents import Endow, Intent
from tests.property.ledgers.works import ACCOUNTS, COOPS, INTENTS
from tests.property.ledgers.works_stage import MONEY, VARIANTS, Stage, set_levy, stage

EXAMPLES = 120

Levy: TypeAlias = tuple[int, int]
"""A co-op, and what its levy is to be, in basis points."""

Turn: TypeAlias = list[Intent] | Levy | int
"""Intents, after which the ledgers are compared; another levy; or seconds that pass."""

levies = st.tuples(st.integers(0, COOPS - 1), st.sampled_from([0, 1, 500, 3_000, 3_001]))
intents = st.lists(st.one_of(*INTENTS), min_size=3, max_size=6)
turns = st.lists(st.one_of(intents, intents, levies, st.integers(1, 4_000)), min_size=2, max_size=6)
variants = st.integers(0, len(VARIANTS) - 1)


@given(variant=variants, played=turns)
@settings(max_examples=EXAMPLES, derandomize=True)
def test_arrays_do_with_works_what_contracts_do(variant: int, played: list[Turn]) -> None:
    play(stage(variant).again(), played)


def play(on: Stage, turns: list[Turn]) -> None:
    """Does one thing after the other on both, and looks at what there is then, and whether money was lost."""
    endowed = COOPS * sum(MONEY)
    for turn in turns:
        if isinstance(turn, int):
            on.twins.advance(turn)
        elif isinstance(turn, tuple):
            set_levy(on, *turn)
        else:
            on.twins.apply(*turn)
            endowed += sum(intent.amounts.total() for intent in turn if isinstance(intent, Endow))
    coops = on.array.coops
    held = on.array.cash().total() + sum(coop.treasury() + coop.vault() for coop in coops)
    assert held == endowed
    assert earning(on, "array") == earning(on, "evm")


def earning(on: Stage, ledger: str) -> list[int]:
    """What part of a deposit everybody would have, of every work of the first co-op, in basis points."""
    everybody = np.arange(ACCOUNTS)
    works = range(1, len(on.array.coops[0].works().registrant) + 1)
    vault = getattr(on, ledger).coops[0].earning_bps
    return [bps for work in works for bps in vault(work, everybody).tolist()]
