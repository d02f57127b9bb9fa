"""`dao-sim report`: from a folder to charts and a document, an envelope and an exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dao_sim.cli import main
from tests.unit.report.folders import make_run


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return make_run(tmp_path / "results", only=("works", "licences"))


def test_what_was_written_is_told(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(results), "--json"]) == 0

    printed = capsys.readouterr()
    envelope = json.loads(printed.out)
    assert printed.err == ""
    assert (envelope["command"], envelope["success"]) == ("report", True)
    assert envelope["data"] == {
        "kind": "run",
        "report": str(results / "report.html"),
        "charts": [str(results / "charts" / "ranks.png")],
        "tables": [str(results / "tables" / f"{name}.parquet") for name in ("licences", "works")],
    }
    assert (results / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_out_names_the_only_file(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(results), "--out", str(tmp_path / "new" / "works.html")]) == 0

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["report", str(tmp_path / "new" / "works.html")] in lines
    assert sorted(path.name for path in results.iterdir()) == ["run.json", "tables"]


def test_a_folder_that_is_none_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "nowhere"), "--json"]) == 2

    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["code"] == "bad_input"
    assert "there is no such folder" in error["message"]
    assert error["hint"] == "name a folder that a run or a sweep wrote"


def test_a_damaged_table_is_named(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = results / "tables" / "works.parquet"
    damaged.write_bytes(damaged.read_bytes()[:100])

    assert main(["report", str(results)]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"is damaged, or not the Parquet file that belongs here (file='{damaged}')" in printed.err


def test_a_place_that_cannot_be_written_is_named(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "charts").write_text("a file where a folder belongs")

    assert main(["report", str(results)]) == 2

    assert "out: the results cannot be written" in capsys.readouterr().err
    assert not (results / "report.html").exists()
