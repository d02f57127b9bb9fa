"""What docs/rehearse.md shows is done, on a co-op that runs on a node."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import make_testnet
from tests.docs.escrows import ROOT, endow, run_in_shell, typed

__all__ = ["anvil"]

pytest.importorskip("pyrevm")


@pytest.mark.usefixtures("anvil")
def test_a_levy_is_proposed_and_rehearsed(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "rehearse.md").read_text(encoding="utf-8")
    (scenario,) = re.findall(r"^```toml\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "makers.toml").write_text(scenario)
    (tmp_path / "song.txt").write_text("la la la")
    with AnvilNode(wall_clock=True) as node:
        works = {"licences": True, "min_commit_age": "1s"}  # the node's clock is a real one
        testnet = make_testnet(node, tmp_path, changes={"works": works})
        endow(testnet)
        said = run_in_shell(testnet, typed("rehearse.md"))
    assert "RoyaltyVault.setLevy(newLevyBps=2500)" in said
    assert said.count("What proposal 1 changes") == 2
    assert (tmp_path / "levy-rehearsed" / "report.html").is_file()
    (row,) = re.findall(r"^take_home.*", said.rpartition("What proposal 1 changes")[2], flags=re.MULTILINE)
    assert row.split()[1:4] == ["0.95", "0.75", "-0.2"], "from 5 % to 25 %"
