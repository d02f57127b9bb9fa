"""`dao-sim calibrate`: from a vote file to parameters, predictions, an envelope, files and an exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dao_sim.cli import main
from dao_sim.cli.calibrate import FILES
from dao_sim.experiments.calibration import forecast
from dao_sim.units import format_amount
from tests.cli.program import run_on_terminal
from tests.experiments.calibration.electorate import TRUTH, votes_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.fixture(autouse=True)
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Futures: a hundred show all that is shown."""
    monkeypatch.setattr(forecast, "REPLICATIONS", 100)


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 60 members' votes on proposals 0 to 9, and one that a single voter decides."""
    path = tmp_path_factory.mktemp("calibrate") / "club.csv"
    made = votes_of(TRUTH, members=60, proposals=10, seed=7)
    lines = [
        f"{each.proposal},{each.voter},{format_amount(each.weight).replace(',', '')},tokens,for"
        for each in made
    ]
    path.write_text(
        "\n".join(["proposal,voter,weight,unit,support", *lines, f"10,{made[0].voter},9,tokens,for"])
    )
    return path


def data_of(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """What the command prints under `--json` when it succeeds; notes go to stderr."""
    assert main(["calibrate", *map(str, words), "--json"]) == 0
    envelope = json.loads(capsys.readouterr().out)
    assert (envelope["command"], envelope["success"]) == ("calibrate", True)
    return envelope["data"]


def test_a_fit_and_what_it_predicts(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, votes, "--until", 7)

    assert (data["file"], data["unit"], data["seed"]) == ("club.csv", "tokens", 0)
    assert (data["fitted"], data["held_out"]) == ([0, 1, 2, 3, 4, 5, 6, 7], [8, 9])
    assert data["left_out"] == [{"proposal": 10, "reason": "one voter cast 100.00 % of the weight"}]
    assert set(data["behaviours"]["turnout"]) == {"base", "habit", "stakes", "salience", "memory"}
    for figure in ("voters", "half"):
        for side in ("model", "naive"):
            found = data["predictions"][figure][side]
            errors = [abs(each["mean"] - each["actual"]) for each in found["proposals"]]
            assert found["mean_absolute_error"] == pytest.approx(sum(errors) / 2)
            assert (found["of"], [each["proposal"] for each in found["proposals"]]) == (2, [8, 9])


def test_the_seed_moves_predictions_and_nothing_else(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (data_of(capsys, votes, "--until", 7, "--seed", seed) for seed in (1, 1, 2))

    assert first == again
    assert first["predictions"] != other["predictions"]
    assert first["behaviours"] == other["behaviours"]


def test_out_writes_the_record_and_a_chart(
    votes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "calibrated"

    data = data_of(capsys, votes, "--proposals", "1-9", "--until", 7, "--out", folder)

    assert data.pop("files") == [str(folder / name) for name in FILES]
    assert json.loads((folder / "calibration.json").read_text()) == data
    assert (folder / "calibration.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_person_gets_tables_a_verdict_and_a_fragment(
    votes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", str(votes), "--until", "7"]) == 0

    printed = capsys.readouterr()
    assert "Predicted: voters\n" in printed.out
    assert "Better: " in printed.out
    fragment = tomllib.loads(printed.out[printed.out.index("[behaviours.turnout]") :])
    assert fragment["behaviours"]["turnout"]["memory"] > 0
    assert "proposal 10 is left out: one voter cast 100.00 % of the weight\n" in printed.err


def test_a_screen_shows_it_all(votes: Path) -> None:
    ran = run_on_terminal("calibrate", str(votes), NO_COLOR="1", COLUMNS="100")

    assert ran.code == 0
    assert "newcomers" in ran.stdout
    assert "Predicted" not in ran.stdout  # nothing was held out


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["--until", "2"], ["club.csv", "5 proposals at least", "column='proposal'", "value=2"]),
        (["--until", "12"], ["club.csv", "no proposal to predict", "value=12", "0 to 10"]),
        (["--proposals", "40-50"], ["club.csv", "value='40-50'", "0 to 10"]),
        (["--proposals", "9-1"], ["range is empty", "value='9-1'"]),
        (["--seed", str(2**64)], ["seed", str(2**64)]),
    ],
)
def test_what_is_not_there_is_exit_2(
    votes: Path, words: list[str], parts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", str(votes), *words]) == 2

    said = capsys.readouterr().err
    for part in parts:
        assert part in said


def test_a_wrong_cell_and_a_missing_file_are_named(
    votes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(votes.read_text().replace("tokens,for", "tokens,perhaps", 1))

    assert main(["calibrate", str(broken), "--out", str(tmp_path / "new")]) == 2
    said = capsys.readouterr().err
    for part in ("broken.csv", "line=2", "column='support'", "value='perhaps'"):
        assert part in said
    assert not (tmp_path / "new").exists()
    assert main(["calibrate", str(tmp_path / "nothing.csv")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_other_columns_are_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "grants.csv"
    path.write_text("grant_id,title\n1,one\n")

    assert main(["calibrate", str(path)]) == 2

    said = capsys.readouterr().err
    assert "a column is missing" in said
    assert "proposal,voter,weight,unit,support" in said


def test_a_folder_that_cannot_be_written_is_refused_before_the_fit(
    votes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").touch()

    assert main(["calibrate", str(votes), "--out", str(tmp_path / "taken")]) == 2

    assert "the results cannot be written" in capsys.readouterr().err


def test_films_fit_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "films.csv"
    lines = [f"film {rank},{10**8 // rank}" for rank in range(1, 121)]
    path.write_text("\n".join(["title,worldwide_gross_usd", *lines]))

    data = data_of(capsys, path, "--out", tmp_path / "fitted")

    assert (data["file"], data["films"]["works"], data["seed"]) == ("films.csv", 120, 0)
    assert set(data["fitted"]) <= set(data["parameters"])
    assert [Path(name).name for name in data["files"]] == list(FILES)
    assert (tmp_path / "fitted" / "calibration.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_films_have_no_proposals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "films.csv"
    path.write_text("title,worldwide_gross_usd\none,1\n")

    assert main(["calibrate", str(path), "--until", "3"]) == 2
    assert "until: is for votes, and this file has films" in capsys.readouterr().err
    assert main(["calibrate", str(path)]) == 2
    assert "at least 100 films" in capsys.readouterr().err
