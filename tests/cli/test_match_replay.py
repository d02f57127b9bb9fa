"""`dao-sim match replay`: from two files to a table, a chart and an envelope."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dao_sim.cli import main
from tests.cli.program import run_on_terminal

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
EXAMPLE = (
    str(ROOT / "examples" / "contributions.csv"),
    "--grants",
    str(ROOT / "examples" / "grants.csv"),
    "--pool",
)
REAL = (
    str(SHARED / "gitcoin_round3_contributions.csv"),
    "--grants",
    str(SHARED / "gitcoin_round3_grants.csv"),
    "--pool",
    "102987.559272",
)


def data_of(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["match", "replay", *words, "--json"]) == 0
    envelope = json.loads(capsys.readouterr().out)
    assert (envelope["command"], envelope["success"]) == ("match replay", True)
    return envelope["data"]


def test_the_envelope_has_every_grant_and_the_pool(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, *EXAMPLE, "1000")
    assert list(data) == ["grants", "pool", "returned", "pearson"]
    library, archive, gala, mural = data["grants"]
    # (5 + 5 + 4 + 3 + 5)² − 100; (4 + 2 + 6)² − 56; (30 + 1)² − 901: Ann gave twice to the archive
    assert library == {"id": "library", "contributors": 5, "contributed": "100000000", "match": "384000000"}
    assert archive == {"id": "archive", "contributors": 3, "contributed": "56000000", "match": "88000000"}
    assert (gala["match"], mural["match"], mural["contributors"]) == ("60000000", "0", 0)
    assert (data["pool"], data["returned"]) == ("1000000000", "468000000")
    assert data["pearson"] > 0.97


def test_the_table_is_the_largest_match_first_with_a_chart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "replay", *EXAMPLE, "100"]) == 0
    _title, _unit, header, _rule, *rows = capsys.readouterr().out.strip().splitlines()
    columns = ["grant", "title", "contributors", "contributed", "match", "published"]
    assert header.split() == columns
    assert [row.split()[0] for row in rows[:4]] == ["library", "archive", "gala", "mural"]
    assert "[####################]" in rows[0]
    assert rows[-1].startswith("Pearson correlation with the published estimates: 0.9")
    assert rows[-2] == "0.000001 returned to the treasury."


def test_a_screen_gets_cents() -> None:
    ran = run_on_terminal("match", "replay", *EXAMPLE, "1000", NO_COLOR="1", COLUMNS="140")
    assert ran.code == 0
    assert "384.00" in ran.stdout
    assert "384.000000" not in ran.stdout
    assert "--json keeps every digit" in ran.stdout


def test_out_writes_figures_and_a_chart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "matched"
    data = data_of(capsys, *EXAMPLE, "1000", "--out", str(folder))
    assert data["files"] == [str(folder / name) for name in ("matching.json", "matching.png")]
    kept = json.loads((folder / "matching.json").read_text(encoding="utf-8"))
    assert kept == {name: data[name] for name in ("grants", "pool", "returned", "pearson")}
    assert (folder / "matching.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_without_estimates_is_one_panel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grants = tmp_path / "grants.csv"
    grants.write_text("grant_id\nlibrary\narchive\ngala\n", encoding="utf-8")
    words = (EXAMPLE[0], "--grants", str(grants), "--pool", "10", "--out", str(tmp_path / "matched"))
    assert data_of(capsys, *words)["pearson"] is None
    assert main(["match", "replay", *words]) == 0
    assert "no published estimates" in capsys.readouterr().out


@pytest.mark.parametrize("pool", ["0", "-1", "some", "0.0000001"])
def test_a_pool_is_dollars(pool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "replay", EXAMPLE[0], EXAMPLE[1], EXAMPLE[2], f"--pool={pool}", "--json"]) == 2
    assert "pool" in json.loads(capsys.readouterr().out)["errors"][0]["message"]


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("nowhere.csv", *EXAMPLE[1:], "5")
    assert main(["match", "replay", *words, "--json"]) == 2
    assert "nowhere.csv" in json.loads(capsys.readouterr().out)["errors"][0]["message"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_a_real_round_sums_to_its_pool(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, *REAL)
    assert len(data["grants"]) == 102
    assert sum(int(grant["match"]) for grant in data["grants"]) + int(data["returned"]) == 102_987_559_272
    assert data["pearson"] > 0.97
