"""`dao-sim charter`: the template it prints is one that it accepts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dao_sim.coop import Charter
from dao_sim.coop.charter import RoyaltyTerms, TokenTerms, WorkTerms
from dao_sim.coop.governance_terms import GovernanceTerms


def charter(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dao_sim", "charter", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_template_is_a_charter_with_the_defaults(tmp_path: Path) -> None:
    printed = charter("new")
    assert (printed.returncode, printed.stderr) == (0, "")
    read = Charter.parse(printed.stdout)
    assert read.token == TokenTerms()
    assert read.governance == GovernanceTerms()
    assert read.royalties == RoyaltyTerms()
    assert read.works == WorkTerms()
    path = tmp_path / "coop.toml"
    path.write_text(printed.stdout, encoding="utf-8")
    checked = charter("check", str(path))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "4%" in checked.stdout
    assert read.hash in checked.stdout


def test_as_json_integers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    path.write_text('name = "Far"\n[operators]\nminter = ["account:0"]\n', encoding="utf-8")
    envelope = json.loads(charter("check", str(path), "--json").stdout)
    assert envelope["success"]
    assert envelope["data"]["charter"]["token"]["mint_cap"] == str(10_000 * 10**18)


def test_an_unknown_key_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    path.write_text('name = "Far"\n[governance]\nqourum = "4%"\n', encoding="utf-8")
    refused = charter("check", str(path))
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert f"file='{path}', line=3, key='governance.qourum'" in refused.stderr
    assert "did you mean quorum?" in refused.stderr
