"""The walk-through about licences, command by command as its readers type it."""

from __future__ import annotations

import json
from pathlib import Path

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.docs.escrows import run_example
from tests.docs.test_walkthroughs import Terminal, commands, script

__all__ = ["anvil"]


def test_a_song_is_licensed_and_its_remix_traced(anvil: AnvilNode, tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        terminal = Terminal(tmp_path, node)
        said = terminal.run(script(commands("licences.md")))
        album = json.loads(terminal.run("dao-sim work trace 4 --json"))["data"]
        song = json.loads(terminal.run("dao-sim work trace 1 --json"))["data"]
    assert "checks agree" in said
    assert "commercial, with attribution, 5 % of revenue, up to 10 ETH, for 365d, 0.1 ETH" in said
    assert "Revoke licence 1" in said
    assert (tmp_path / "family.png").read_bytes().startswith(b"\x89PNG")
    traced = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))["data"]
    assert (traced["parents"], traced["ai_share_bps"]) == ([1], 3_000)
    assert [(each["kind"], each["amount"]) for each in traced["payments"]] == [
        ("deposit", str(10**18)),
        ("passed on", str(95 * 10**15)),
        ("received", str(4_275 * 10**14)),
    ]
    shares = [(each["work"], each["share_bps"]) for each in album["ancestors"]]
    assert (album["bundle"], album["parents"], shares) == (1, [1, 2], [(1, 3_500), (2, 4_500)])
    assert [(each["work"], each["scope"], each["stands"]) for each in song["rights"]] == [
        (3, "ai-training", False)
    ]
    assert song["children"] == [2, 3, 4]
    assert "The ai-training right is work 1's again." in said


def test_the_examples_pay_everybody() -> None:
    assert run_example("licence.py", "--share", "10").split() == [
        *("song", "2.375", "ETH"),
        *("remix", "8.55", "ETH"),
        *("treasury", "0.575", "ETH"),
    ]
    assert run_example("bundle.py", "--remix", "40").split() == [
        *("song", "2.8", "ETH"),
        *("essay", "1.5", "ETH"),
        *("remix", "3.2", "ETH"),
        *("album", "3", "ETH"),
        *("right", "1.5", "ETH"),
    ]
