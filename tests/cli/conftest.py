"""The node that commands are pointed at, and a co-op deployed on a node of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet

__all__ = ["anvil", "testnet"]


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op on a node that keeps real time, for one module of tests. Needs anvil, as `anvil` does."""
    with AnvilNode(wall_clock=True) as node:
        yield make_testnet(node, tmp_path_factory.mktemp("testnet"))
