"""What docs/grants.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]


@pytest.mark.usefixtures("anvil")
def test_a_grant_is_proposed_reviewed_and_paid(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes={"grants": {"accept_within": "14d"}})
        endow(testnet)
        said = run_in_shell(testnet, typed("grants.md"))
        assert testnet.run("verify").code == 0
        (grant,) = testnet.data("grant", "show", "1")["grants"]
        assert (grant["state"], grant["amount"], grant["needed"]) == ("ended", str(10 * 10**18), 2)
        assert [one["accepted_bps"] for one in grant["milestones"]] == [7_500, 0]
    assert "3 ETH is the grantee's." in said
    assert "2 ETH is the treasury's again." in said  # a quarter of 4 ETH, and the whole bond


def test_the_example_shares_everything_out() -> None:
    assert run_example("grant.py", "--accepted", "75").split() == [
        *("grantee", "3", "ETH"),
        *("treasury", "8", "ETH"),
    ]
