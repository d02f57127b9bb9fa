"""Scenarios here may use meddlers, as if another package had brought them."""

from __future__ import annotations

import pytest

from dao_sim.sim.behaviour import known
from tests.property.scenarios.meddlers import MEDDLERS


@pytest.fixture(autouse=True)
def _meddlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, kind in MEDDLERS.items():
        monkeypatch.setitem(known(), name, kind)
