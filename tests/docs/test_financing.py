"""What docs/financing.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]


@pytest.mark.usefixtures("anvil")
def test_units_are_sold_advanced_on_and_put_into_custody(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        changes = {"financing": {"ruling_period": "30d"}, "works": {"min_commit_age": "1s"}}
        testnet = make_testnet(node, tmp_path, changes=changes)
        endow(testnet)
        said = run_in_shell(testnet, typed("financing.md"))
        assert testnet.run("verify").code == 0
        (offer,) = testnet.data("share", "show")["offers"]
        (advance,) = testnet.data("loan", "show")["advances"]
        (project,) = testnet.data("presale", "show")["projects"]
    assert (offer["units"], offer["state"]) == (80_000, "open")
    assert (advance["state"], advance["repaid"]) == ("ended", str(6 * 10**18))
    assert (project["state"], project["due_per_share"]) == ("completed", str(10**17))
    assert (project["paid_per_share"], project["returned"]) == (str(10**17), True)
    assert "1.14 ETH came in." in said  # 30 % of 4 ETH, less the levy
    assert "What project 1 has for you is booked." in said


@pytest.mark.parametrize(
    ("words", "borrower", "backer", "buyer"),
    [
        (("--income", "10"), "12.2", "0.8", "-3"),
        (("--income", "10", "--not-delivered"), "9.6", "0.4", "0"),
        (("--income", "0", "--not-delivered"), "2", "-2", "0"),
    ],
)
def test_the_example_shares_everything_out(
    words: tuple[str, ...], borrower: str, backer: str, buyer: str
) -> None:
    told = (("borrower", borrower), ("backer", backer), ("buyer", buyer))
    assert run_example("financing.py", *words).split() == [
        word for who, amount in told for word in (who, amount, "ETH")
    ]
