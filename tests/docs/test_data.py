"""What docs/data.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]

ETHER = 10**18


@pytest.mark.usefixtures("anvil")
def test_a_dataset_is_registered_used_and_withdrawn(tmp_path: Path) -> None:
    section = {"confirmers": ["account:9"], "barred": ["profiling"], "suspension": "30d"}
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes={"data": section})
        endow(testnet)
        said = run_in_shell(testnet, typed("data.md"))
        assert testnet.run("verify").code == 0
        traced = testnet.data("data", "trace", "1")
    assert traced["state"] == "waits for consent"
    assert [step["what"] for step in traced["steps"]] == [
        *("registered", "service", "consents", "confirmed", "consents", "withdraws")
    ]
    (use,) = traced["uses"]
    assert (use["purpose"], use["countersigned_by"]) == ("research", testnet.address("office"))
    (licence,) = traced["licences"]
    assert (licence["used"], licence["uses"], licence["refunded"]) == (1, 3, True)
    amounts = {payment["what"]: int(payment["amount"]) for payment in traced["payments"]}
    assert amounts == {"credit": 57 * ETHER // 100, "refund": 2 * ETHER}
    assert "0.95 ETH is the holders', 0.05 ETH the treasury's." in said
    assert (tmp_path / "flow.png").read_bytes().startswith(b"\x89PNG")


def test_the_example_shares_everything_out() -> None:
    assert run_example("data.py", "--uses", "3").split() == [
        *("ada", "1.9", "ETH"),
        *("bram", "0.95", "ETH"),
        *("licensee", "2", "ETH"),
        *("treasury", "0.15", "ETH"),
    ]
