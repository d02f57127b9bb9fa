"""What docs/review.md shows is done, its odds are computed, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.metrics.panels import Odds, odds
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import ROOT, endow, run_example, run_in_shell, typed

__all__ = ["anvil"]

TERMS = {"size": 3, "stake": "1", "fee": "0.1", "bonus": "0.02"}


@pytest.mark.usefixtures("anvil")
def test_a_claim_is_asked_drawn_answered_and_paid(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes={"review": TERMS})
        endow(testnet)
        said = run_in_shell(testnet, typed("review.md"))
        assert testnet.run("verify").code == 0
        (case,) = testnet.data("review", "show", "1")["cases"]
        assert (case["outcome"], case["phase"]) == ("upheld", "final")
        assert {seat["account"] for seat in case["rounds"][0]["seats"]} == {
            testnet.address(name) for name in ("ada", "bram", "chipo")
        }
    assert "0.12 ETH went to" in said  # ada's fee and bonus
    assert "0.02 ETH went to" in said  # what kiosk gets back: the bonus that chipo did not earn


def test_the_odds_are_those_that_are_computed() -> None:
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    shown = [line for line in text.splitlines() if " of 60 |" in line]
    assert shown == [row(colluders, odds(60, colluders, 5)) for colluders in (6, 12, 18, 24, 30)]


def row(colluders: int, found: Odds) -> str:
    """A line of the table."""
    figures = (str(each) if isinstance(each, int) else f"{float(100 * each):.2f} %" for each in found)
    return f"| {colluders} of 60 | {' | '.join(figures)} |"


def test_the_example_goes_through_an_appeal() -> None:
    assert run_example("review.py", "--seats", "3").split("\n") == [
        "first panel of 3: upheld",
        "larger panel of 7: dismissed",
        "final: dismissed",
        "treasury  2 ETH",
        "",
    ]
