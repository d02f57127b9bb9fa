"""Random columns of intents: few accounts, so that rows meet, and amounts of every size."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from dao_sim.ledger.amounts import Amounts

ROWS = 5
_SIZES = st.one_of(
    st.integers(0, 3),
    st.integers(1, 3),  # that what one row gives is what another needs
    st.sampled_from((10**18, 10**20, 999 * 10**18, 2**32, 2**64 - 1, 2**96, 2**120)),
    st.integers(0, 2**120),
)


def amounts(rows: int) -> st.SearchStrategy[Amounts]:
    """So many amounts, up to 2^120."""
    return st.lists(_SIZES, min_size=rows, max_size=rows).map(Amounts.of)


def numbers(rows: int, least: int, most: int, dtype: Any = np.int64) -> st.SearchStrategy[NDArray[Any]]:
    """So many integers."""
    listed = st.lists(st.integers(least, most), min_size=rows, max_size=rows)
    return listed.map(lambda values: np.array(values, dtype=dtype))
