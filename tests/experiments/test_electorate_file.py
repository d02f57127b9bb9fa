"""Electorates from files: exact, written to be read back, or refused with the place that is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dao_sim.errors import BadInput
from dao_sim.experiments import NO_CHANGE, Electorate, Person, load_electorate, save_electorate
from dao_sim.units import MemberClass, Wei
from tests.experiments.people import by_chance, electorate, person

HEADER = "voter,class,tokens,delegate,utility:no change,utility:A"
RANKED = "voter,class,tokens,delegate,ranking"


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_every_cell_is_read_to_the_last_digit(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ada,creator,1.000000000000000001,,0,-0.5",
        "city,Public Body,0,ada,2,1e",
        header=HEADER + ",note",
    )
    path.write_text(path.read_text().replace("2,1e", "2,1,whatever").replace("-0.5", "-0.5,"))
    assert load_electorate(path) == Electorate(
        options=(NO_CHANGE, "A"),
        people=(
            Person(
                name="ada",
                member_class=MemberClass.CREATOR,
                tokens=Wei(10**18 + 1),
                utilities=(0, -5 * 10**17),
            ),
            Person(
                name="city",
                member_class=MemberClass.PUBLIC_BODY,
                delegate="ada",
                utilities=(2 * 10**18, 10**18),
            ),
        ),
    )


def test_no_change_is_first_and_worth_nothing_where_it_has_no_column(tmp_path: Path) -> None:
    header = "utility:B,voter,tokens,class,utility:A,delegate"
    found = load_electorate(written(tmp_path, "1,ada,2,,-1,", ",bram,1,none,,", header=header))
    assert found.options == (NO_CHANGE, "B", "A")
    assert [each.utilities for each in found.people] == [(0, 10**18, -(10**18)), None]
    late = "voter,class,tokens,delegate,utility:A,utility:no change"
    assert load_electorate(written(tmp_path, "ada,,1,,1,2", header=late)).people[0].utilities == (
        2 * 10**18,
        10**18,
    )


def test_rankings_become_an_order(tmp_path: Path) -> None:
    found = load_electorate(
        written(
            tmp_path,
            "ada,creator,1,,B > no change > A",
            "bram,,1,,",
            "cleo,patron,1,,C",
            header=RANKED,
        )
    )
    assert (found.options, found.cardinal) == ((NO_CHANGE, "A", "B", "C"), False)
    assert [each.utilities for each in found.people] == [(2, 1, 3, 0), None, (0, 0, 0, 1)]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_is_read_back(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    among = by_chance(rng, rng.randint(1, 12), 'A"B,'[: rng.randint(1, 4)])
    save_electorate(among, tmp_path / "people.csv")
    assert load_electorate(tmp_path / "people.csv") == among


def test_rankings_are_not_written_as_if_they_were_utilities(tmp_path: Path) -> None:
    among = electorate(person("a", 1, (0, 1)), options="A", cardinal=False)
    with pytest.raises(BadInput, match="these are rankings"):
        save_electorate(among, tmp_path / "people.csv")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written") as caught:
        save_electorate(electorate(person("a", 1, (0, 1)), options="A"), tmp_path / "none" / "people.csv")
    assert caught.value.operands == {"file": str(tmp_path / "none" / "people.csv")}


GOOD = "ada,creator,1,,0,1"
BAD_LINES = [
    (",creator,1,,0,1", "voter must have a name", "voter", ""),
    (
        "ada,wizard,1,,0,1",
        "class must be creator, enterprise, public body or patron, or empty",
        "class",
        "wizard",
    ),
    ("ada,creator,-1,,0,1", "tokens must be a non-negative decimal", "tokens", "-1"),
    ("ada,creator,1e3,,0,1", "tokens must be a non-negative decimal", "tokens", "1e3"),
    ("ada,creator,,,0,1", "tokens must be a non-negative decimal", "tokens", ""),
    (f"ada,creator,{'1' * 101},,0,1", "tokens must have at most 100 digits, has 101", "tokens", None),
    (f"ada,creator,0.{'1' * 19},,0,1", "tokens must have at most 18 decimal places", "tokens", None),
    (f"ada,creator,{2**128 // 10**18 + 1},,0,1", "more tokens than can be counted", "tokens", None),
    ("ada,creator,1,bram,0,1", "delegate must be the name of a voter in this file", "delegate", "bram"),
    ("ada,creator,1,,0,", "utility:A must not be empty where the voter has others", "utility:A", ""),
    ("ada,creator,1,,,1", "utility:no change must not be empty", "utility:no change", ""),
    ("ada,creator,1,,0,much", "utility:A must be a decimal number", "utility:A", "much"),
    ("ada,creator,1,,0,--1", "utility:A must be a decimal number", "utility:A", "--1"),
    ("ada,creator,1,,0,nan", "utility:A must be a decimal number", "utility:A", "nan"),
    ("ada,creator,1,,0,٣", "utility:A must be a decimal number", "utility:A", "٣"),
]


@pytest.mark.parametrize(("line", "reason", "column", "value"), BAD_LINES)
def test_a_bad_cell_is_named_with_its_place(
    tmp_path: Path, line: str, reason: str, column: str, value: str | None
) -> None:
    path = written(tmp_path, GOOD.replace("ada", "zoe"), line)
    with pytest.raises(BadInput, match=reason) as caught:
        load_electorate(path)
    told = caught.value.operands
    assert (told["file"], told["line"], told["column"]) == (str(path), 3, column)
    assert value is None or told["value"] == value
    assert len(str(told["value"])) <= 81


BAD_FILES = [
    ("", "the file is empty"),
    (HEADER, "there is a header and no electorate"),
    (f"{HEADER}\n{GOOD}\n{GOOD}", "this voter is on line 2 already"),
    (f"{HEADER}\nada,creator,1", "a line must have 6 values"),
    (f"{HEADER}\nada,creator,1,,0,1\0", "binary file"),
    (HEADER.replace("tokens", "coins"), "a column is missing"),
    ("voter,class,tokens,delegate\na,,1,", "there is no column that says what people want"),
    (f"{HEADER},ranking\n{GOOD},A", "preferences are given twice"),
    (f"{HEADER},utility:A\n{GOOD},1", "an option has two columns"),
    (f"{HEADER},utility:\n{GOOD},1", "an option needs a name"),
    ("voter,class,tokens,delegate,utility:no change\na,,1,,1", "there is no option beside 'no change'"),
    (f"{RANKED}\na,,1,,no change", "nobody ranks an option beside 'no change'"),
    (f"{RANKED}\na,,1,,A>A", "ranking must name each option once"),
    (f"{RANKED}\na,,1,,A|B", "ranking must be a ranking such as"),
    (f"{RANKED}\na,,1,,A>", "ranking must not name an option that has no letters"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_FILES)
def test_a_bad_file_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(content)
    with pytest.raises(BadInput, match=reason) as caught:
        load_electorate(path)
    assert caught.value.operands["file"] == str(path)


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file"):
        load_electorate(tmp_path / "none.csv")


BAD_ELECTORATES = [
    (lambda: electorate(options="A"), "must have at least one person"),
    (lambda: Electorate(options=(NO_CHANGE,), people=(person("a"),)), "at least one option beside"),
    (lambda: Electorate(options=("A", NO_CHANGE), people=(person("a"),)), "the first option must be"),
    (lambda: electorate(person("a"), options="AA"), "an option is listed twice"),
    (lambda: electorate(person("a"), person("a")), "a name is there twice"),
    (lambda: electorate(person("a", to="b")), "a delegate is nobody"),
    (lambda: electorate(person("a", -1)), "tokens must not be negative"),
    (lambda: electorate(person("a", 1, (0, 1))), "a utility for every option"),
    (lambda: electorate(person("a", 2**128 - 1), person("b", 1)), "there are too many tokens"),
]


@pytest.mark.parametrize(("make", "reason"), BAD_ELECTORATES)
def test_an_electorate_that_cannot_be_is_refused(make: object, reason: str) -> None:
    assert callable(make)
    with pytest.raises(BadInput, match=reason):
        make()
