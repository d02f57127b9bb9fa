"""The conformance suite on every engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.chain import Chain, connect
from dao_sim.chain.anvil import AnvilNode
from dao_sim.testing.chain import ChainConformance


class TestEmbedded(ChainConformance):
    @pytest.fixture
    def chain(self) -> Chain:
        pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
        return connect("embedded")


class TestTester(ChainConformance):
    @pytest.fixture
    def chain(self) -> Chain:
        return connect("tester")


class TestTesterThatStands(ChainConformance):
    """Blocks that take no time."""

    @pytest.fixture
    def chain(self) -> Chain:
        return connect("tester", time_stands=True)


class TestAnvil(ChainConformance):
    @pytest.fixture
    def chain(self, anvil: AnvilNode) -> Iterator[Chain]:
        chain = connect(anvil.url)
        yield chain
        chain.close()


class TestAnvilThatStands(ChainConformance):
    """Blocks that take no time."""

    @pytest.fixture
    def chain(self, anvil: AnvilNode) -> Iterator[Chain]:
        chain = connect(anvil.url, time_stands=True)
        yield chain
        chain.close()


class TestOrdinaryNode(ChainConformance):
    """A node that obeys nobody: anvil again, without its powers."""

    @pytest.fixture
    def chain(self, anvil: AnvilNode) -> Iterator[Chain]:
        chain = connect(anvil.url, take_over=False)
        yield chain
        chain.close()
