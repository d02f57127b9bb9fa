"""What docs/screening.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]

SCREENER = "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955"
"""The node's account:7."""
CONTENT: dict[str, Any] = {
    "screeners": [SCREENER],
    "domains": {"music": {"cap": "50%", "review_from": "20%", "deposit": "0.5"}},
}
RULES = {
    "review": {"size": 1, "stake": "1", "fee": "0.1", "bonus": "0.02"},
    "works": {"min_commit_age": "1s"},
    "content": CONTENT,
}


@pytest.mark.usefixtures("anvil")
def test_a_work_is_submitted_screened_and_registered_and_its_copy_is_not(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes=RULES)
        endow(testnet)
        said = run_in_shell(testnet, typed("screening.md"))
        assert testnet.run("verify").code == 0
        first, second = testnet.data("review", "submissions")["submissions"]
        assert (first["state"], first["flags"], first["tools"]) == ("registered", [], "a voice model")
        assert (second["state"], second["flags"]) == ("refused", ["near_duplicate"])
        assert (second["similar_to"], second["flagged_by"]) == (1, [SCREENER])
        (case,) = testnet.data("review", "show", "1")["cases"]
        assert (case["claimant"], case["respondent"]) == (testnet.address("ada"), testnet.address("bram"))
        assert testnet.data("work", "trace", "1")["disclosure"] == {
            "submission": 1,
            "domain": "music",
            "ai_share_bps": 1_000,
            "tools": "a voice model",
        }
    assert "0.5 ETH went to" in said
    assert "The treasury has 0.38 ETH more." in said


def test_the_example_ends_as_its_first_line_says() -> None:
    assert run_example("screening.py").splitlines() == [
        "original:   clean, registered",
        "smaller:    near duplicate, refused",
        "generated:  cap exceeded, registered",
    ]
