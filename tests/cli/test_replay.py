"""`dao-sim replay`: the whole way from a file and words to a table, an envelope and an exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dao_sim.cli import main
from tests.cli.program import run_on_terminal

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "beanstalk_bip_votes.csv"
ALICE, BOB = "0x" + "a1" * 20, "0x" + "b0" * 20
VOTES = f"""proposal,voter,weight,unit,support
0,{ALICE},60.5,tokens,for
0,{BOB},40,tokens,against
1,{BOB},1,tokens,for
2,{ALICE},70,tokens,for
"""


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    return path


def said(err: str) -> list[str]:
    """What stderr says, beside the one line that says so where pyrevm has no wheel."""
    return [line for line in err.splitlines() if "pyrevm is not installed" not in line]


def data_of(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What a command that succeeds prints under `--json`, and nothing beside it."""
    assert main(["replay", *words, "--json"]) == 0
    printed = capsys.readouterr()
    assert said(printed.err) == []
    envelope = json.loads(printed.out)
    assert (envelope["schema_version"], envelope["command"], envelope["success"]) == (1, "replay", True)
    return envelope["data"]


def test_each_proposal_is_a_row(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, str(votes))

    assert list(data) == ["proposals"]
    assert data["proposals"][0] == {
        "proposal": 0,
        "voters": 2,
        "for": "60500000000000000000",
        "against": "40000000000000000000",
        "abstain": "0",
        "supply": "100500000000000000000",
        "quorum": "4020000000000000000",
        "state": "executed",
        "executed": True,
        "majority_holders": 1,
    }
    assert [row["state"] for row in data["proposals"]] == ["executed", "defeated", "executed"]


def test_the_table_has_the_same_figures(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(votes)]) == 0

    printed = capsys.readouterr()
    _title, _unit, header, _rule, *rows = printed.out.strip().splitlines()
    assert header.split()[:7] == ["proposal", "voters", "for", "against", "abstain", "supply", "quorum"]
    assert rows[0].split()[:4] == ["0", "2", "60500000000000000000", "40000000000000000000"]
    assert said(printed.err) == []


def test_a_screen_gets_figures_that_are_short(votes: Path) -> None:
    ran = run_on_terminal("replay", str(votes), "--quiet", NO_COLOR="1")

    assert ran.code == 0
    rows = [line.split() for line in ran.stdout.splitlines() if "executed" in line]
    assert ["0", "2", "60", "40", "0", "100", "4", "executed", "yes", "1"] in rows
    assert "keep every digit" in ran.stdout


def test_options_reach_the_contracts(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(
        capsys,
        str(votes),
        "--quorum",
        "1%",
        "--proposals",
        "0-1",
        "--late",
        f"0:{ALICE}",
        "--late",
        f"1:{BOB}",
    )

    first, second = data["proposals"]
    assert (first["voters"], first["for"], first["quorum"]) == (2, "0", "400000000000000000")
    assert (second["for"], second["supply"], second["state"]) == ("0", "60500000000000000000", "defeated")


def test_out_writes_files_and_names_them(
    votes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "results"

    assert main(["replay", str(votes), "--out", str(folder), "--json"]) == 0

    printed = capsys.readouterr()
    data = json.loads(printed.out)["data"]
    names = ["proposals.parquet", "votes.parquet", "turnout.png", "replay.json"]
    assert data["files"] == [str(folder / name) for name in names]
    rows = pl.read_parquet(folder / "proposals.parquet").drop("unit", "largest_vote").to_dicts()
    assert rows == data["proposals"]
    assert f"wrote {folder}" in printed.err


@pytest.mark.parametrize("words", [("--engine", "steam"), ("--engine", "http://127.0.0.1:9")])
def test_a_wrong_engine_makes_no_folder(votes: Path, words: tuple[str, ...]) -> None:
    assert main(["replay", str(votes), "--out", str(votes.parent / "new" / "out"), *words]) in {2, 3}

    assert list(votes.parent.iterdir()) == [votes]


def test_a_run_that_fails_makes_no_folder(votes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dao_sim.replay.run._charter", lambda _quorum: 1 / 0)

    assert main(["replay", str(votes), "--out", str(votes.parent / "new" / "out")]) != 0

    assert list(votes.parent.iterdir()) == [votes]


@pytest.mark.parametrize("blocked", ["out", "out/votes.parquet/kept"])
def test_where_nothing_can_be_written_nothing_is_run(
    votes: Path, capsys: pytest.CaptureFixture[str], blocked: str
) -> None:
    (votes.parent / blocked).parent.mkdir(parents=True, exist_ok=True)
    (votes.parent / blocked).touch()

    assert main(["replay", str(votes), "--out", str(votes.parent / "out")]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "out: the results cannot be written" in printed.err


def test_an_empty_name_is_no_folder(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(votes), "--out", ""]) == 2

    assert "out: must name a folder" in capsys.readouterr().err


BAD_FILES = [
    ("", "the file is empty"),
    (VOTES.replace("weight", "wait"), "column='weight'"),
    (VOTES.replace("60.5", "-60.5"), "line=2, column='weight', value='-60.5'"),
    (VOTES.replace("60.5", "0." + "1" * 19), "line=2, column='weight', value='0.1111111111111111111'"),
    (VOTES + f"1,{BOB},2,tokens,for\n", "line=6, column='voter'"),
    (VOTES.replace(ALICE, "alice", 1), "line=2, column='voter', value='alice'"),
    (VOTES.replace("against", "never"), "line=3, column='support', value='never'"),
    (VOTES + "\0", "binary file"),
    (VOTES.replace("40,", f"{2**208 // 10**18},"), "line=3, column='weight'"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_FILES)
def test_a_bad_file_is_named_with_the_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, reason: str
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(content)

    assert main(["replay", str(path), "--out", str(tmp_path / "out"), "--json"]) == 2

    envelope = json.loads(capsys.readouterr().out)
    (error,) = envelope["errors"]
    assert (envelope["success"], error["code"]) == (False, "bad_input")
    assert reason in error["message"]
    assert f"file={str(path)!r}" in error["message"]
    assert list(tmp_path.iterdir()) == [path]


BAD_WORDS = [
    (["--quorum", "101"], "quorum: must be a percentage from 0 to 100"),
    (["--quorum", "four"], "quorum: must be a percentage from 0 to 100"),
    (["--proposals", "2-1"], "proposals: the range is empty"),
    (["--proposals", "3-9"], "proposals: no proposal is in the range"),
    (["--proposals", "first"], "proposals: is not a range"),
    (["--late", "0"], "late: must be an address"),
    (["--late", f"7:{BOB}"], "late: this proposal is not among those replayed"),
    (["--late", f"2:{BOB}"], "late: this voter casts no vote on this proposal"),
    (["--engine", "steam"], "no such engine"),
]


@pytest.mark.parametrize(("words", "reason"), BAD_WORDS)
def test_a_bad_option_is_named(
    votes: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    assert main(["replay", str(votes), *words]) == 2

    printed = capsys.readouterr()
    assert reason in printed.err
    assert printed.out == ""


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path / "none.csv")]) == 2

    assert "there is no such file" in capsys.readouterr().err


def test_a_node_that_does_not_answer_exits_with_3(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(votes), "--engine", "http://127.0.0.1:9", "--json"]) == 3

    assert json.loads(capsys.readouterr().out)["errors"][0]["code"] == "chain_unreachable"


def test_the_attack_on_beanstalk_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data/beanstalk_bip_votes.csv is not here")
    whole = data_of(capsys, str(SHARED))["proposals"]
    attacker = "18:0x79224bC0bf70EC34F0ef56ed8251619499a59dEf"

    (late,) = data_of(capsys, str(SHARED), "--late", attacker, "--proposals", "18-18")["proposals"]

    assert [row["proposal"] for row in whole if row["state"] == "defeated"] == [3, 19]
    assert sum(row["voters"] for row in whole) == 1296
    assert whole[18]["executed"] is True
    assert (late["state"], late["for"]) == ("defeated", "621056975685204812733032628")
