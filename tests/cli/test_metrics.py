"""`dao-sim metrics`: from a table of weights to figures, an envelope, a chart and an exit code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dao_sim.cli import main
from dao_sim.metrics import coalitions
from tests.cli.program import run, run_on_terminal

COUNCIL = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}


def table(folder: Path, weights: Mapping[str, object]) -> Path:
    path = folder / "council.csv"
    lines = [f"{holder},{weight}" for holder, weight in weights.items()]
    path.write_text("\n".join(["name,weight", *lines]) + "\n")
    return path


@pytest.fixture
def council(tmp_path: Path) -> Path:
    return table(tmp_path, COUNCIL)


def data_of(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """What a command that succeeds prints under `--json`, and nothing beside it."""
    assert main(["metrics", *map(str, words), "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    envelope = json.loads(printed.out)
    assert (envelope["command"], envelope["success"]) == ("metrics", True)
    return envelope["data"]


def test_figures_of_any_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, table(tmp_path, dict(zip("abcde", [1, 2, 3, 4, 5], strict=True))))

    assert data == {
        "holders": 5,
        "gini": 4 / 15,
        "hhi": 11 / 45,
        "entropy_bits": pytest.approx(2.1492553971685),
        "nakamoto": 2,
        "top10_share": 1.0,
        "exact": {"gini": "4/15", "hhi": "11/45", "top10_share": "1"},
    }


def test_a_quota_adds_the_power_of_each_holder(council: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, council, "--quota", "12")

    assert data["quota"] == "12"
    assert data["banzhaf"] == dict(zip(COUNCIL, [5 / 21] * 3 + [1 / 7] * 2 + [0], strict=True))
    assert data["shapley_shubik"] == dict(zip(COUNCIL, [7 / 30] * 3 + [3 / 20] * 2 + [0], strict=True))
    fractions = ["7/30"] * 3 + ["3/20"] * 2 + ["0"]
    assert data["exact"]["shapley_shubik"] == dict(zip(COUNCIL, fractions, strict=True))
    assert "sampled" not in data


def test_parquet_has_the_same_figures(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "council.parquet"
    pl.DataFrame({"name": list(COUNCIL), "weight": list(COUNCIL.values())}).write_parquet(path)

    assert data_of(capsys, path, "--quota", "12") == data_of(capsys, council, "--quota", "12")


def test_ten_of_twenty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, table(tmp_path, {f"holder {number}": 1 + (number < 10) for number in range(20)}))

    assert data["top10_share"] == 2 / 3


def test_power_beyond_counting_is_sampled_and_says_how_well(
    council: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coalitions, "WORK_LIMIT", 0)
    for module in ("banzhaf", "shapley_shubik"):
        monkeypatch.setattr(f"dao_sim.metrics.{module}.MOST_VOTERS", 0)

    data = data_of(capsys, council, "--quota", "12", "--samples", "5000", "--seed", "3")

    for index, truth in (("banzhaf", 5 / 21), ("shapley_shubik", 7 / 30)):
        said = data["sampled"][index]
        assert (said["samples"], said["seed"], said["confidence"]) == (5000, 3, 0.99)
        assert abs(data[index]["Italy"] - truth) <= said["error"] < 0.1
        assert data[index]["Luxembourg"] == 0
        assert index not in data["exact"]


def test_tables_in_a_pipe_have_every_digit(council: Path) -> None:
    ran = run("metrics", str(council), "--quota", "12")

    assert (ran.code, ran.stderr) == (0, "")
    rows = [line.split() for line in ran.stdout.splitlines()]
    assert ["nakamoto", "3"] in [row[:2] for row in rows]
    assert ["Italy", "4", "0.23529411764705882", "0.23809523809523808", "0.23333333333333334"] in rows


def test_a_screen_shows_the_heaviest(tmp_path: Path) -> None:
    path = table(tmp_path, {f"holder-{number}": f"{number}.000001" for number in range(1, 41)})

    ran = run_on_terminal("metrics", str(path), "--quota", "500", NO_COLOR="1")

    assert ran.code == 0
    rows = [line.split() for line in ran.stdout.splitlines() if line.strip().startswith("holder-")]
    assert [row[0] for row in rows] == [f"holder-{number}" for number in range(40, 20, -1)]
    assert rows[0][1:3] == ["40", "0.04878"]
    assert "the 20 heaviest; --json has all 40" in " ".join(ran.stdout.split())


def test_out_draws_the_lorenz_curve(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "charts"

    assert main(["metrics", str(council), "--out", str(folder), "--json"]) == 0

    printed = capsys.readouterr()
    assert json.loads(printed.out)["data"]["files"] == [str(folder / "lorenz.png")]
    assert printed.err == f"wrote {folder / 'lorenz.png'}\n"
    (file,) = folder.iterdir()
    assert file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_chart_of_many_holders_keeps_the_largest(tmp_path: Path) -> None:
    path = table(tmp_path, {f"holder {number}": 1 for number in range(9_999)} | {"whale": 10**6})

    assert main(["metrics", str(path), "--out", str(tmp_path / "charts"), "--quiet"]) == 0

    assert (tmp_path / "charts" / "lorenz.png").stat().st_size > 10_000


def test_a_folder_that_cannot_be_written_is_exit_2(
    council: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").touch()

    assert main(["metrics", str(council), "--out", str(tmp_path / "taken")]) == 2

    assert "out: the chart cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("quota", ["0", "18", "-1", "half"])
def test_a_quota_that_decides_nothing_is_exit_2(council: Path, tmp_path: Path, quota: str) -> None:
    words = ["metrics", str(council), f"--quota={quota}", "--out", str(tmp_path / "charts")]

    assert main(words) == 2

    assert list(tmp_path.iterdir()) == [council]


def test_a_wrong_cell_is_named(tmp_path: Path) -> None:
    ran = run("metrics", str(table(tmp_path, {"Ann": 1, "Bo": -2})), "--json")

    assert ran.code == 2
    assert ran.error["code"] == "bad_input"
    for part in ("council.csv", "line=3", "column='weight'", "value='-2'"):
        assert part in ran.error["message"]
