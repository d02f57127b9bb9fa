"""Brownie compiles for itself; what it gets must be what the package ships, byte for byte.

The last bytes are a hash over sources, compiler settings and ABI, so that these are the same, too.
"""

from __future__ import annotations

from pathlib import Path

import brownie
import pytest

from dao_sim.bindings import Artifact, artifact

MOCKS = sorted((Path(__file__).resolve().parents[1] / "artifacts").glob("*.json"))


@pytest.mark.parametrize("name", artifact.names())
def test_brownies_contract_is_the_one_that_ships(name: str) -> None:
    same_as(artifact.load(name))


@pytest.mark.parametrize("path", MOCKS, ids=lambda path: path.stem)
def test_brownies_mock_is_the_one_that_is_tested(path: Path) -> None:
    same_as(Artifact.from_json(path.read_text(encoding="utf-8")))


def same_as(committed: Artifact) -> None:
    assert getattr(brownie, committed.contract).bytecode == committed.bytecode.hex()
