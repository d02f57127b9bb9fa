"""What docs/disputes.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import endow, run_example, run_in_shell, typed

__all__ = ["anvil"]

CHARTER = {
    "works": {"min_commit_age": "1s", "dispute_window": "30d", "dispute_freeze": "60d"},
    "review": {"size": 3, "stake": "1", "fee": "0.1", "bonus": "0.02"},
}


@pytest.mark.usefixtures("anvil")
def test_half_of_a_song_is_claimed_and_given(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes=CHARTER)
        endow(testnet)
        said = run_in_shell(testnet, typed("disputes.md"))
        ada, kiosk = testnet.address("ada"), testnet.address("kiosk")
        with testnet.coop() as coop:
            assert [coop.vault.balance_of(who, 1) for who in (ada, kiosk)] == [500_000, 500_000]
        (found,) = testnet.data("dispute", "show", "1")["disputes"]
        assert (found["state"], found["moved"], found["held"]) == ("upheld", 500_000, 500_000)
    assert "The claim is upheld: 500,000 units changed hands." in said
    assert f"0.95 ETH went to {ada}" in said, "what was earned before the ruling is not touched"


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (
            ("--claimed", "40"),
            ["maker  60 %, 1.6 ETH of 2", "other  40 %, 0.4 ETH of 2", "buyer  0 %, 0 ETH of 2"],
        ),
        (
            ("--claimed", "40", "--sold", "75"),
            [
                "in the window  RoyaltyVault_UnitsLocked",
                "maker  0 %, 1 ETH of 2",
                "other  25 %, 0.25 ETH of 2",
                "buyer  75 %, 0.75 ETH of 2",
            ],
        ),
    ],
)
def test_the_example_gives_what_is_still_held(words: tuple[str, ...], ends: list[str]) -> None:
    assert run_example("dispute.py", *words).splitlines() == ends
