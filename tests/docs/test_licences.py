"""The walk-through about licences, command by command as its readers type it."""

from __future__ import annotations

import json
from pathlib import Path

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.docs.test_walkthroughs import Terminal, commands, script

__all__ = ["anvil"]


def test_a_song_is_licensed_and_its_remix_traced(anvil: AnvilNode, tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        terminal = Terminal(tmp_path, node)
        said = terminal.run(script(commands("licences.md")))
    assert "checks agree" in said
    assert "commercial, with attribution, 5 % of revenue, up to 10 ETH, for 365d, 0.1 ETH" in said
    assert "Revoke licence 1" in said
    assert (tmp_path / "family.png").read_bytes().startswith(b"\x89PNG")
    traced = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))["data"]
    assert (traced["parents"], traced["ai_share_bps"]) == ([1], 3_000)
    assert [(each["kind"], each["amount"]) for each in traced["payments"]] == [
        ("deposit", str(10**18)),
        ("passed on", str(95 * 10**15)),
    ]
