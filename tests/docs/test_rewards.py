"""What docs/rewards.md shows is done, and the example ends as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import run_example, run_in_shell, typed

__all__ = ["anvil"]

REWARDS = {
    "review_period": "14d",
    "kinds": [
        {"name": "code", "amount": "100", "cliff": "30d", "duration": "360d"},
        {"name": "text", "amount": "20", "duration": "0s"},
    ],
}


@pytest.mark.usefixtures("anvil")
def test_a_contribution_is_accepted_vests_and_votes(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path, changes={"rewards": REWARDS})
        said = run_in_shell(testnet, typed("rewards.md"))
        (found,) = testnet.data("reward", "show")["contributions"]
    award = found["award"]
    assert (award["amount"], award["delegate"]) == (str(75 * 10**18), testnet.address("bram"))
    assert 18 * 10**18 < int(award["released"]) < 19 * 10**18  # a quarter of 75, and some seconds' worth
    assert ("It is number 1." in said, 'Proposed "Reward code with 40 LUM".' in said) == (True, True)


def test_the_example_releases_nothing_before_the_cliff_and_everything_after() -> None:
    assert run_example("reward.py", "--accepted", "75").split("\n") == [
        "votes      1,090",
        "day  60        0 released",
        "day  90     22.5 released",
        "day 180       45 released",
        "day 360       90 released",
        "",
    ]
