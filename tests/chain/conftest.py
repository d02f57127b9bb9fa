"""A node for the tests: one anvil for the whole session."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from dao_sim.chain.anvil import AnvilNode, find_anvil
from dao_sim.errors import BadInput


@pytest.fixture(scope="session")
def anvil() -> Iterator[AnvilNode]:
    """A running anvil. Without the program tests skip, unless DAO_SIM_REQUIRE_ANVIL is set."""
    try:
        find_anvil()
    except BadInput as error:
        if os.environ.get("DAO_SIM_REQUIRE_ANVIL"):
            raise
        pytest.skip(f"{error.reason}: {error.hint}")
    with AnvilNode() as node:
        yield node
