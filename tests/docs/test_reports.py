"""What docs/reports.md shows: its commands run, its lines open the tables, its statistics are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

import dao_sim.experiments.analysis
from dao_sim.cli import main
from dao_sim.report.stored import Sweep, open_folder
from tests.unit.report.folders import grid_points, make_run, make_sweep

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ dao-sim (.+)$", TEXT, flags=re.MULTILINE)
OF_A_RUN, OF_A_SWEEP, STATISTICS = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the reader stands, with the results of a run and of a sweep."""
    place = tmp_path_factory.mktemp("reader")
    make_run(place / "results", replications=2, only=("epochs",))
    make_sweep(place / "swept", grid_points(), "grid", replications=3)
    return place


@pytest.fixture
def reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    return folder


def opened(line: str) -> Any:
    return eval(line, {"polars": pl, "pandas": pd, "duckdb": duckdb})


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_work(command: str, reader: Path) -> None:
    assert main(shlex.split(command)) == 0
    charts = re.findall(r"^\| `(\w+\.png)`", TEXT, flags=re.MULTILINE)
    if "--out" in command:
        assert (reader / "levy.html").exists()
    else:
        assert {path.name for path in (reader / "results" / "charts").iterdir()} <= set(charts)


def test_a_run_s_tables_open_in_one_line_and_hold_the_same(reader: Path) -> None:
    in_polars, in_pandas, in_duckdb = map(opened, OF_A_RUN.splitlines())

    treasury = in_polars["treasury"]
    assert treasury.dtype == pl.Decimal(38, 0)
    assert in_pandas["treasury"].tolist() == treasury.to_list()
    names = in_duckdb.columns
    assert names == in_polars.columns == in_pandas.columns.tolist()
    rows = in_duckdb.fetchall()
    assert [row[names.index("treasury")] for row in rows] == treasury.to_list()
    assert [row[names.index("turnout")] for row in rows] == in_polars["turnout"].to_list()
    assert in_pandas["turnout"].tolist() == in_polars["turnout"].to_list()


def test_a_sweep_s_runs_open_in_one_line_and_hold_the_same(reader: Path) -> None:
    in_polars, in_pandas, in_duckdb = map(opened, OF_A_SWEEP.splitlines())

    stored = open_folder("swept")
    assert isinstance(stored, Sweep)
    key, columns = ["point", "replication"], ["point", "replication", "charter.royalties.levy", "variety"]
    expected = stored.runs().select(columns)
    assert len(expected) == 36
    assert in_polars.sort(key).select(columns).equals(expected)
    assert in_pandas.sort_values(key)[columns].values.tolist() == [list(row) for row in expected.rows()]
    assert in_duckdb.pl().sort(key).select(columns).equals(expected)


def test_the_statistics_are_these(reader: Path) -> None:
    stored = open_folder("swept")
    assert isinstance(stored, Sweep)
    names: dict[str, Any] = {"frame": stored.runs().drop("charter.governance.rule")}
    imports, *lines = STATISTICS.strip().split("\n\n")
    exec(imports, names)
    made, *shown = lines[0].splitlines()
    exec(made, names)
    for line in shown:
        found = eval(line, names)
        assert isinstance(found, pl.DataFrame)
        assert len(found)


def test_every_function_is_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)` \|", TEXT, flags=re.MULTILINE))
    functions = {name for name in dao_sim.experiments.analysis.__all__ if name.islower()}
    assert explained == functions - {"available"}
