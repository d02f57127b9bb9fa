"""A chain and a co-op for each test."""

from __future__ import annotations

import pytest

from dao_sim.chain import Chain, connect
from dao_sim.coop import Cooperative
from tests.unit.coop.charters import CHARTER


@pytest.fixture
def chain() -> Chain:
    return connect("embedded")


@pytest.fixture
def coop(chain: Chain) -> Cooperative:
    return Cooperative.deploy(CHARTER, chain)
