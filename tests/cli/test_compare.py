"""`dao-sim compare`: from a file or a few words to tables, an envelope, charts and an exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from dao_sim.cli import main
from dao_sim.cli.compare import FILES
from dao_sim.experiments import CONTESTS
from tests.cli.program import run_on_terminal

ONE_CHAMBER = Path(__file__).resolve().parents[2] / "examples" / "one_chamber.csv"
PEOPLE = """voter,class,tokens,delegate,ranking
ada,creator,60.5,,A>no change
bram,creator,40,,no change>A
cleo,enterprise,10,,no change>A
city,public body,1,bram,A
"""
FEW = ("--size", "20", "--rules", "token,member")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


def said(err: str) -> list[str]:
    """What stderr says, beside the one line that says so where pyrevm has no wheel."""
    return [line for line in err.splitlines() if "pyrevm is not installed" not in line]


def data_of(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """What the command prints under `--json` when it succeeds, and nothing beside it."""
    assert main(["compare", *map(str, words), "--json"]) == 0
    printed = capsys.readouterr()
    assert said(printed.err) == []
    envelope = json.loads(printed.out)
    assert (envelope["command"], envelope["success"]) == ("compare", True)
    return envelope["data"]


def test_a_rule_s_figures_are_these(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, people, "--rules", "token,member", "--gas-sample", 0)

    token, member = data.pop("rules")
    assert data == {
        "options": ["no change", "A"],
        "people": 4,
        "members": 4,
        "tokens": "111500000000000000000",
        "seed": 0,
        "gas_sample": 0,
        "quorum_bps": 400,
        "veto_bps": 1000,
    }
    assert token == {
        "rule": "token",
        "winner": "A",
        "voters": 3,
        "turnout": 1.0,
        "turnout_tokens": 1.0,
        "members_agree": False,
        "tokens_agree": True,
        "members_rival": "no change",
        "tokens_rival": "no change",
        "smallest_coalition": 1,
        "share_by_class": {
            "none": None,
            "creator": 60.5 / 101.5,
            "enterprise": 0.0,
            "public-body": None,
            "patron": None,
        },
        "gas_per_vote": None,
        "gas_per_tally": None,
        "gas_votes": [],
        "standings": [
            {
                "option": "A",
                "for": "60500000000000000000",
                "against": "51000000000000000000",
                "abstain": "0",
                "passes": True,
            }
        ],
    }
    assert (member["winner"], member["voters"], member["standings"][0]["against"]) == ("no change", 3, "3")


def test_every_rule_is_compared_unless_some_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, ONE_CHAMBER, "--gas-sample", 2)

    winners = {rule["rule"]: rule["winner"] for rule in data["rules"]}
    assert list(winners) == list(CONTESTS)
    assert {rule for rule, winner in winners.items() if winner == "no change"} == {"chambers"}
    for rule in data["rules"]:
        assert rule["gas_per_vote"] > 40_000
        assert rule["gas_per_tally"] > 21_000
        assert len(rule["gas_votes"]) == 2


def test_the_tables_say_it_in_words(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(people), "--rules", "Token, member", "--gas-sample", "0"]) == 0

    printed = capsys.readouterr()
    lines = [line.split() for line in printed.out.splitlines()]
    assert ["token", "A", "100.0", "%", "100.0", "%", "disagree", "agree", "1"] in lines
    assert "The winner's share by class" in printed.out
    assert said(printed.err) == []


def test_a_person_s_screen_gets_the_tables_too(people: Path) -> None:
    ran = run_on_terminal("compare", str(people), "--rules", "token,chambers", NO_COLOR="1", COLUMNS="100")

    assert ran.code == 0
    assert "disagree" in ran.stdout


def test_people_are_made_up_and_saved_and_the_same_for_the_same_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*FEW, "--tokens", "top1:40%", "--classes", "creator:3,none:1", "--options", "2"]
    words += ["--correlation", "-0.5", "--abstain", "10", "--delegate", "0%", "--gas-sample", "0", "-q"]
    made = data_of(capsys, *words, "--seed", 5, "--save", tmp_path / "a.csv")
    again = data_of(capsys, *words, "--seed", 5, "--save", tmp_path / "b.csv")
    data_of(capsys, *words, "--seed", 6, "--save", tmp_path / "c.csv")
    read = data_of(capsys, tmp_path / "a.csv", "--rules", "token,member", "--gas-sample", "0", "--seed", 5)

    assert made == again == read
    assert (made["people"], made["members"], made["seed"]) == (20, 15, 5)
    same, equal, other = ((tmp_path / f"{name}.csv").read_bytes() for name in "abc")
    assert same == equal != other
    with (tmp_path / "a.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert sum(row["utility:option 1"] == "" for row in rows) == 2
    assert {row["delegate"] for row in rows} == {""}


def test_out_writes_files_and_names_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "results"

    assert main(["compare", *FEW, "--gas-sample", "1", "--out", str(folder), "--json"]) == 0

    printed = capsys.readouterr()
    data = json.loads(printed.out)["data"]
    assert data["files"] == [str(folder / name) for name in FILES]
    assert f"wrote {folder}" in printed.err
    written = json.loads((folder / "comparison.json").read_text())
    assert written == {name: value for name, value in data.items() if name != "files"}
    with (folder / "comparison.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["rule"] for row in rows] == ["token", "member"]
    assert [int(row["gas_per_vote"]) for row in rows] == [rule["gas_per_vote"] for rule in data["rules"]]
    assert (folder / "outcomes.png").read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("blocked", ["out", "out/classes.png/kept"])
def test_where_nothing_can_be_written_nothing_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], blocked: str
) -> None:
    (tmp_path / blocked).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / blocked).touch()

    assert main(["compare", *FEW, "--out", str(tmp_path / "out")]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "out: the results cannot be written" in printed.err


BAD_WORDS = [
    (["--rules", "tokens"], "rules: there is no such rule"),
    (["--rules", ""], "rules: there is no such rule"),
    (["--rules", "token,token"], "rules: a rule is named twice"),
    (["--size", "1"], "size: must be from 2 to 100,000"),
    (["--tokens", "some"], "tokens: there is no such distribution"),
    (["--classes", "king:1"], "classes: must be creator, enterprise, public body or patron, or none"),
    (["--correlation", "2"], "correlation: must be from -1 to 1"),
    (["--options", "0"], "options: must be from 1 to 31"),
    (["--options", "5"], "ranked decides on at most 5 options"),
    (["--abstain", "101%"], "abstain: must be a percentage from 0 to 100"),
    (["--delegate", "many"], "delegate: must be a percentage from 0 to 100"),
    (["--quorum", "four"], "quorum: must be a percentage from 0 to 100"),
    (["--veto", "-1%"], "veto: must be a percentage from 0 to 100"),
    (["--gas-sample", "-1"], "--gas-sample"),
    (["--seed", "-1"], "--seed"),
    (["--out", ""], "out: must name a folder"),
    (["--save", "/nowhere/at/all.csv"], "save: the electorate cannot be written"),
]


@pytest.mark.parametrize(("words", "reason"), BAD_WORDS)
def test_a_bad_option_is_named(capsys: pytest.CaptureFixture[str], words: list[str], reason: str) -> None:
    assert main(["compare", *words]) == 2

    printed = capsys.readouterr()
    assert reason in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("option", [("--size", "9"), ("--abstain", "1%"), ("--save", "made.csv")])
def test_a_file_and_made_up_people_exclude_each_other(
    people: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, str]
) -> None:
    assert main(["compare", str(people), *option]) == 2

    printed = capsys.readouterr()
    assert f"{option[0][2:]}: is for an electorate that is made up" in printed.err
    assert not Path("made.csv").exists()


def test_a_bad_file_is_named_with_the_place(people: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people.write_text(PEOPLE.replace("60.5", "sixty"))

    assert main(["compare", str(people), "--json", "--out", str(people.parent / "out")]) == 2

    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["code"] == "bad_input"
    for part in (f"file={str(people)!r}", "line=2", "column='tokens'", "value='sixty'", "such as 12.5"):
        assert part in error["message"]
    assert list(people.parent.iterdir()) == [people]
