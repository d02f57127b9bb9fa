"""Fewer futures than people get: what is tested here does not grow surer with more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.experiments.calibration import forecast


@pytest.fixture(autouse=True, scope="module")
def fewer() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forecast, "REPLICATIONS", 100)
        yield
