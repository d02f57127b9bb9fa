"""Random scenarios have the same tables on arrays and on the contracts: the first half of them.

The others are in `test_second.py`: two files, so that two workers share them.
"""

from __future__ import annotations

import pytest

from tests.property.scenarios.twice import FIRST, check

pytest.importorskip("pyrevm", reason="the contracts run on the embedded engine, which this Python has not")


@pytest.mark.parametrize("seed", FIRST)
def test_random_scenarios_are_the_same_on_both(seed: int) -> None:
    check(seed)
