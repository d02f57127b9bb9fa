"""What docs/commissions.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]


@pytest.mark.usefixtures("anvil")
def test_a_commission_is_posted_bid_for_delivered_and_paid(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes={"commissions": {"ruling_period": "30d"}})
        endow(testnet)
        said = run_in_shell(testnet, typed("commissions.md"))
        assert testnet.run("verify").code == 0
        (found,) = testnet.data("commission", "show", "1")["commissions"]
        assert (found["state"], found["accepted"], found["late_bps"]) == ("settled", "2", 500)
        assert [each["state"] for each in found["bids"]] == ["withdrawn", "accepted"]
        # two days, and the seconds that pass between commands
        assert 2 * 10**17 <= int(found["late_fee"]) < 201 * 10**15
    assert "9.79" in said or "9.8 ETH is the provider's" in said


def test_the_example_shares_everything_out() -> None:
    """8 for the price and 2 for the bond, of which 0.2 for delay; 40 % of the rest is the provider's."""
    said = run_example("commission.py", "--days-late", "2", "--ruling", "40").splitlines()
    assert [line.split() for line in said] == [
        ["poster", "-1.92", "ETH"],
        ["provider", "+1.92", "ETH"],
        ["other", "+0", "ETH"],
    ]
