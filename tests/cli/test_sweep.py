"""`dao-sim sweep`, from the experiment's file to the tables, and what it says when something goes wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dao_sim.cli import main
from dao_sim.experiments.sweeps import load, sweep_hash
from tests.cli.program import run, run_on_terminal

ROOT = Path(__file__).parents[2]
EXPERIMENT = """
title = "What a levy brings"
scenario = "coop.yaml"
replications = 4
measures = ["treasury", "luck"]
runner = "tests.unit.experiments.sweeps.runners:treasury"
[[factors]]
key = "levy"
values = [0.05, 0.1, 0.2]
"""
PROGRAM = [sys.executable, "-m", "dao_sim"]


@pytest.fixture
def levy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "coop.yaml").write_text("{levy: 0, members: 3, years: 4}\n")
    (tmp_path / "levy.toml").write_text(EXPERIMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "levy.toml"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    code = main(["sweep", *words, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_two_workers_of_a_program_write_what_one_does(levy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run("sweep", "levy.toml", "--jobs", "2", "--json", program=PROGRAM, PYTHONPATH=str(ROOT))
    code, alone, _ = told(capsys, "levy.toml", "--jobs", "1", "--out", "alone")
    assert (ran.code, ran.stderr, code) == (0, "", 0)
    sha256 = sweep_hash("alone")
    assert ran.envelope["data"] == {
        "sweep_dir": "sweeps/levy",
        "points": 3,
        "replications": 4,
        "runs": 12,
        "kept": 0,
        "damaged": [],
        "tables": {"runs": sha256},
    }
    assert alone["data"]["tables"] == {"runs": sha256}
    assert load("sweeps/levy").collect().equals(load("alone").collect())


def test_a_person_reads_what_was_run_where(levy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "levy.toml", "--jobs", "1"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "12 runs at 3 points: sweeps/levy",
        f"SHA-256 of all rows: {sweep_hash('sweeps/levy')}",
    ]
    assert said.err == ""


def test_progress_is_shown_on_a_terminal(levy: Path) -> None:
    ran = run_on_terminal("sweep", "levy.toml", "--jobs", "1", program=PROGRAM, PYTHONPATH=str(ROOT))
    assert ran.code == 0
    assert "Running" in ran.stdout
    assert "12/12" in ran.stdout


def test_a_folder_that_is_there_is_refused_and_resumed(
    levy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "levy.toml", "--jobs", "1")
    code, refused, _ = told(capsys, "levy.toml", "--jobs", "1")
    (error,) = refused["errors"]
    assert code == 2
    assert "sweeps/levy" in error["message"]
    assert error["hint"] == "--resume goes on with the sweep in it; --out names another folder"
    code, resumed, _ = told(capsys, "levy.toml", "--jobs", "1", "--resume")
    assert (code, resumed["data"]["kept"]) == (0, 12)


def test_a_damaged_file_is_told_and_kept(levy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, first, _ = told(capsys, "levy.toml", "--jobs", "1")
    Path("sweeps/levy/batches/0000002.parquet").write_bytes(b"PAR1")
    code, resumed, warned = told(capsys, "levy.toml", "--jobs", "1", "--resume")
    place = str(Path("sweeps/levy/batches/_0000002.parquet.damaged"))
    assert code == 0
    assert resumed["data"]["damaged"] == [place]
    assert resumed["data"]["tables"] == first["data"]["tables"]
    assert warned.startswith("dao-sim: warning: a file was damaged (")
    assert place in warned


def test_runs_that_fail_are_counted_at_the_end(levy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    levy.write_text(EXPERIMENT.replace("[0.05, 0.1, 0.2]", "[0.05, 0.95, -1]"))
    code, failed, _ = told(capsys, "levy.toml", "--jobs", "1", "--out", "swept")
    assert code == 1
    assert failed["errors"] == [
        {
            "code": "runs_failed",
            "message": "8 of 12 runs failed; the results of all are in swept",
            "hint": "their rows have a stage and a message",
        },
        {
            "code": "run_failed",
            "message": "epoch 3: treasury: nobody works for nothing (levy=0.95) (4 runs)",
            "hint": None,
        },
        {"code": "run_failed", "message": "run: ZeroDivisionError: division by zero (4 runs)", "hint": None},
    ]
    assert load("swept").filter(pl.col("stage").is_null()).collect().height == 4


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("nowhere.toml",), "No such file or directory (file='nowhere.toml')", None),
        (("levy.toml", "--executor", "slurm"), "no such executor (executor='slurm')", "local, dask, ray"),
        (("levy.toml", "--address", "tcp://10.0.0.1:8786"), "address is of a cluster", "dask or ray"),
        (("levy.toml", "--out", "coop.yaml"), "is there already (folder='coop.yaml')", "--out names another"),
        (("levy.toml", "--out", "coop.yaml/in"), "coop.yaml/in", None),
        (("levy.toml", "--jobs", "0"), "--jobs", "see dao-sim sweep --help"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_run(
    levy: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str, hint: str | None
) -> None:
    code, refused, _ = told(capsys, *words)
    (error,) = refused["errors"]
    assert code == 2
    assert message in error["message"]
    assert hint is None or hint in error["hint"]
    assert {path.name for path in levy.parent.iterdir()} == {"levy.toml", "coop.yaml"}
