"""`dao-sim tally`: from a file of ballots to a table, an envelope, a chart and an exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.cli import main
from dao_sim.errors import BadInput
from dao_sim.metrics.tallies import RULES, find_rule
from dao_sim.replay.ballots import load_ballots
from dao_sim.report.tally import readable, tally_chart
from dao_sim.units import MAX_UINT208, format_amount
from tests.cli.program import run_on_terminal

TENNESSEE = Path(__file__).resolve().parents[2] / "examples" / "tennessee.csv"
HEADER = "voter,weight,ballot"
E18 = 10**18
PNG = b"\x89PNG\r\n\x1a\n"


def ballots(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "ballots.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def data_of(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    """What the command prints under `--json` when it succeeds, and nothing beside it."""
    assert main(["tally", *map(str, words), "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    envelope = json.loads(printed.out)
    assert (envelope["command"], envelope["success"]) == ("tally", True)
    return envelope["data"]


def test_tennessee_elects_knoxville_though_nashville_beats_everybody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = data_of(capsys, TENNESSEE, "--rule", "ranked")

    assert (data["winner"], data["condorcet_winner"]) == ("Knoxville", "Nashville")
    assert data["totals"] == {
        "Chattanooga": str(15 * E18),
        "Knoxville": str(17 * E18),
        "Memphis": str(42 * E18),
        "Nashville": str(26 * E18),
    }
    assert [each["eliminated"] for each in data["rounds"]] == ["Chattanooga", "Nashville", None]
    assert data["rounds"][2]["totals"] == {"Knoxville": str(58 * E18), "Memphis": str(42 * E18)}
    assert (data["cast"], data["decimals"], data["voters"]) == (str(100 * E18), 18, 4)


MEASURE = ("a,9,for", "b,16,Against", "c,4.000000000000000001,for", "d,25,abstain")
RESULTS: list[tuple[str, tuple[str, ...], tuple[str, dict[str, str]]]] = [
    ("token", MEASURE, ("against", {"for": f"13{'0' * 17}1", "against": f"16{'0' * 18}"})),
    ("member", MEASURE, ("for", {"for": "2", "against": "1", "abstain": "1"})),
    ("quadratic", MEASURE, ("for", {"for": f"5{'0' * 9}", "against": f"4{'0' * 9}"})),
    ("fractional", ("a,8,A:3|B:1", "b,5,B"), ("B", {"A": str(6 * E18), "B": str(7 * E18)})),
    ("approval", ("a,8,A|B", "b,5,B", "c,6,C"), ("B", {"A": str(8 * E18), "B": str(13 * E18)})),
    ("ranked", ("a,3,A", "b,2,B>C", "c,2,C>B"), ("B", {"A": str(3 * E18), "C": str(2 * E18)})),
]


@pytest.mark.parametrize(("rule", "lines", "result"), RESULTS)
def test_each_rule_counts_its_ballots(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    rule: str,
    lines: tuple[str, ...],
    result: tuple[str, dict[str, str]],
) -> None:
    data = data_of(capsys, ballots(tmp_path, *lines), "--rule", rule)

    winner, totals = result
    assert (data["rule"], data["winner"]) == (rule, winner)
    assert totals.items() <= data["totals"].items()
    assert bool(data["rounds"]) is (rule == "ranked")
    if rule != "ranked":
        assert data["condorcet_winner"] is None


def test_every_rule_is_tried_here() -> None:
    assert {rule for rule, *_ in RESULTS} == set(RULES)


def test_what_counts_toward_the_quorum_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ballots(tmp_path, "a,9,for", "b,16,against", "c,25,abstain")

    by_votes = data_of(capsys, path, "--rule", "token")
    by_voters = data_of(capsys, path, "--rule", "quadratic")

    assert (by_votes["toward_quorum"], by_votes["quorum_counts"]) == (str(34 * E18), "votes")
    assert (by_voters["toward_quorum"], by_voters["quorum_counts"]) == ("3", "voters")


def test_ties_favour_no_change_and_then_who_is_listed_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ballots(tmp_path, "a,1,C", "b,1,B", "c,1,A")
    listed = ("--option", "C", "--option", "A", "--option", "B")

    plain = data_of(capsys, path, "--rule", "token")
    ordered = data_of(capsys, path, "--rule", "token", *listed)
    kept = data_of(capsys, path, "--rule", "token", *listed, "--no-change", "B")
    added = data_of(capsys, path, "--rule", "ranked", *listed, "--no-change", "leave it")

    assert (plain["winner"], plain["tied"]) == ("A", ["A", "B", "C"])
    assert (ordered["winner"], kept["winner"]) == ("C", "B")
    assert (kept["options"], kept["no_change"]) == (["C", "A", "B"], "B")
    assert added["options"] == ["leave it", "C", "A", "B"]
    assert added["rounds"][0]["eliminated"] == "leave it"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_columns_may_stand_in_any_order_with_others_between(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    path = tmp_path / "ballots.csv"
    path.write_bytes(f"ballot,why,weight,voter{ending} A ,x,1.5,ann{ending}".encode("utf-8-sig"))

    assert data_of(capsys, path, "--rule", "token")["totals"] == {"A": str(15 * 10**17)}


@given(st.integers(0, MAX_UINT208))
def test_no_weight_is_rounded(tmp_path_factory: pytest.TempPathFactory, weight: int) -> None:
    written = format_amount(weight).replace(",", "")
    path = ballots(tmp_path_factory.mktemp("ballots"), f"a,{written},A")

    assert load_ballots(path, find_rule("token")).ballots == (("A", weight),)


GOOD = "a,1,A>B"
ADDRESS = "0x" + "aB" * 20
BAD: list[tuple[str, tuple[str, ...], str]] = [
    ("token", (GOOD,), "line=2, column='ballot', value='A>B'"),
    ("approval", ("a,1,A:1",), "must be an approval such as A|B under this rule; this is a split"),
    ("ranked", ("a,1,A|B",), "must be a ranking such as A>B>C under this rule; this is an approval"),
    ("fractional", ("a,1,A:0|B:0",), "sums to zero"),
    ("ranked", (GOOD, "b,1,A>B>A"), "line=3, column='ballot', value='A>B>A'"),
    ("ranked", (GOOD, "b,1,"), "ballot must not be empty"),
    ("ranked", (GOOD, "a,2,B>A"), "this voter has a ballot already, on line 2"),
    ("token", (f"{ADDRESS},1,A", f"{ADDRESS.lower()},1,A"), "line=3, column='voter'"),
    ("token", (",1,A",), "voter must have a name"),
    ("token", ("a,-1,A",), "line=2, column='weight', value='-1'"),
    ("token", ("a,many,A",), "line=2, column='weight', value='many'"),
    ("token", ("a,0.1234567890123456789,A",), "at most 18 decimal places"),
    ("token", (f"a,{'9' * 99},A",), "all that a voting token can count"),
    ("token", ("a,1",), "a line must have 3 values"),
    ("token", (), "there is a header and no ballots"),
    ("ranked", ("a,1,A>B>C>D>E>F",), "at most 5 options"),
]


@pytest.mark.parametrize(("rule", "lines", "reason"), BAD)
def test_a_bad_ballot_is_named_with_its_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: str, lines: tuple[str, ...], reason: str
) -> None:
    path = ballots(tmp_path, *lines)

    assert main(["tally", str(path), "--rule", rule, "--out", str(tmp_path / "out"), "--json"]) == 2

    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["code"] == "bad_input"
    assert reason in error["message"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (PNG + b"\0\0", "binary file"),
        (b"voter,weight\na,1\n", "column='ballot'"),
        (b'voter,weight,ballot\n"a,1,A', "not CSV"),
    ],
)
def test_a_file_that_holds_no_ballots_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    path = tmp_path / "ballots.csv"
    path.write_bytes(content)

    assert main(["tally", str(path), "--rule", "token"]) == 2

    said = capsys.readouterr().err
    assert "dao-sim tally: ballots: " in said
    assert reason in said
    assert str(path) in said


def test_a_sixth_option_may_not_come_from_no_change_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ballots(tmp_path, "a,1,A>B>C>D>E")

    assert data_of(capsys, path, "--rule", "ranked", "--no-change", "E")["winner"] == "A"
    assert main(["tally", str(path), "--rule", "ranked", "--no-change", "none"]) == 2
    assert "at most 5 options" in capsys.readouterr().err


WRONG_WORDS = [
    (["--rule", "rankd"], "did you mean ranked?"),
    (["--rule", "lottery"], "the rules are approval, fractional"),
    (["--rule", "ranked", "--option", "A", "--option", "Bee"], "'B' is none"),
    (["--rule", "ranked", "--option", "A", "--option", "b"], "ballot must name listed options"),
    (["--rule", "ranked", "--option", "A", "--option", "B", "--option", "A"], "listed twice"),
    (["--rule", "ranked", "--option", "A>B"], "option: must be an option"),
    (["--rule", "ranked", "--no-change", ""], "no-change: must not be empty"),
    ([], "--rule"),
]


@pytest.mark.parametrize(("words", "reason"), WRONG_WORDS)
def test_wrong_words_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    assert main(["tally", str(ballots(tmp_path, GOOD)), *words]) == 2

    printed = capsys.readouterr()
    assert reason in printed.err
    assert printed.out == ""


def test_an_option_with_a_slip_in_it_is_told_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="did you mean 'Nashville'"):
        load_ballots(ballots(tmp_path, "a,1,Nashvile"), find_rule("token"), listed=["Memphis", "Nashville"])


def test_the_rounds_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(TENNESSEE), "--rule", "ranked"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == [
        "round",
        "Chattanooga",
        "Knoxville",
        "Memphis",
        "Nashville",
        "exhausted",
        "out",
    ]
    assert [line.split() for line in lines[3:6]] == [
        ["1", "15", "17", "42", "26", "0", "Chattanooga"],
        ["2", "32", "42", "26", "0", "Nashville"],
        ["3", "58", "42", "0"],
    ]
    assert lines[-1] == "Knoxville wins; Nashville beats every other one in pairs."


def test_the_totals_are_a_table_that_keeps_every_digit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ballots(tmp_path, "a,1234567.000000000000000002,A:1|B:1|C:1", "b,0,B")

    assert main(["tally", str(path), "--rule", "fractional"]) == 0

    _title, _header, _rule, *rows, _empty, verdict = capsys.readouterr().out.splitlines()
    assert [row.split() for row in rows] == [
        *([name, "411,522.333333333333333334", "33.33", "%"] for name in "ABC"),
    ]
    assert verdict == "A wins; the order of the options decided between A, B, C."


def test_a_tie_of_many_names_a_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ballots(tmp_path, *(f"{name},1,{name}" for name in "ABCDEFG"))

    assert main(["tally", str(path), "--rule", "token"]) == 0

    assert "decided between A, B, C, D, E and 2 more." in capsys.readouterr().out


def test_a_screen_gets_figures_that_are_short(tmp_path: Path) -> None:
    path = ballots(tmp_path, "a,1234567.5,A", "b,60.5,B", "c,0.000000000000000001,C")

    ran = run_on_terminal("tally", str(path), "--rule", "token", NO_COLOR="1")

    rows = [line.split()[:2] for line in ran.stdout.splitlines() if "%" in line]
    assert rows == [["A", "1.234M"], ["B", "60.5"], ["C", "0.000000000000000001"]]


@pytest.mark.parametrize("rule", ["ranked", "approval"])
def test_out_writes_a_chart_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: str
) -> None:
    path = ballots(tmp_path, "a,1,A", "b,2,B", "c,3,C $x^2$")
    folder = tmp_path / "new" / "out"

    assert main(["tally", str(path), "--rule", rule, "--out", str(folder), "--json"]) == 0

    printed = capsys.readouterr()
    assert json.loads(printed.out)["data"]["files"] == [str(folder / "tally.png")]
    assert (folder / "tally.png").read_bytes().startswith(PNG)
    assert [each.name for each in folder.iterdir()] == ["tally.png"]
    assert printed.err == f"wrote {folder / 'tally.png'}\n"


@pytest.mark.parametrize("blocked", ["out", "out/tally.png/kept"])
def test_a_chart_that_cannot_be_written_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], blocked: str
) -> None:
    (tmp_path / blocked).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / blocked).touch()

    assert main(["tally", str(TENNESSEE), "--rule", "ranked", "--out", str(tmp_path / "out")]) == 2

    assert "out: the chart cannot be written" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.part"))


def test_an_empty_name_is_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", str(TENNESSEE), "--rule", "ranked", "--out", ""]) == 2

    assert "out: must name a folder" in capsys.readouterr().err


def test_a_chart_of_many_options_or_of_no_votes_is_drawn() -> None:
    many = RULES["token"].tally([(f"option {number}", number) for number in range(1_000)])
    none = RULES["ranked"].tally([(("A",), 0), (("B",), 0)])

    for tally in (many, none):
        assert tally_chart(tally, title="t", decimals=18).startswith(PNG)


@given(st.integers(1, MAX_UINT208))
def test_what_is_not_nothing_never_reads_as_zero(amount: int) -> None:
    assert any(digit in "123456789" for digit in readable(amount, 18))
