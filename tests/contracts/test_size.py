"""Every contract can be deployed on a public chain."""

from __future__ import annotations

import pytest

from dao_sim.bindings import artifact

CODE_LIMIT = 24_576
"""EIP-170: bytes of code on chain."""
CREATION_LIMIT = 49_152
"""EIP-3860: bytes of creation code."""


@pytest.mark.parametrize("name", artifact.names())
def test_a_contract_fits_the_size_limits(name: str) -> None:
    compiled = artifact.load(name)
    assert 0 < len(compiled.deployed_bytecode) <= CODE_LIMIT
    assert len(compiled.deployed_bytecode) < len(compiled.bytecode) <= CREATION_LIMIT


def test_every_contract_of_the_co_op_is_measured() -> None:
    assert set(artifact.names()) >= {
        "CoopAccess",
        "CoopGovernor",
        "CoopTimelock",
        "CoopToken",
        "Membership",
        "RoyaltyVault",
        "Treasury",
        "WorkReceiver",
        "WorkRegistry",
    }
