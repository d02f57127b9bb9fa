"""A vote file is read exactly, or refused with the place that is wrong."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao_sim.bindings.codec import checksum
from dao_sim.errors import BadInput
from dao_sim.replay.votes import load_votes, parse_voter, read_votes
from dao_sim.units import MAX_UINT208, Support, format_amount
from tests.replay.conftest import HEADER, voter

Write = Callable[..., Path]


def test_a_file_is_read_line_by_line(votes_file: Write) -> None:
    path = votes_file(f"7,{voter(1)},12.000000000000000001,roots,against", f"7,{voter(2)},0,roots,Abstain")

    first, second = read_votes(path)

    assert (first.proposal, first.voter.lower(), first.weight) == (7, voter(1), 12 * 10**18 + 1)
    assert (first.unit, first.support, first.line) == ("roots", Support.AGAINST, 2)
    assert (second.weight, second.support, second.line) == (0, Support.ABSTAIN, 3)


def test_columns_may_stand_in_any_order_with_others_between(votes_file: Write) -> None:
    path = votes_file(f"for,ignored,votes,3,{voter(1)},1", header="support,reason,unit,weight,voter,proposal")

    (vote,) = read_votes(path)

    assert (vote.proposal, vote.weight, vote.unit, vote.support) == (1, 3 * 10**18, "votes", Support.FOR)


def test_what_a_spreadsheet_adds_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(f'{HEADER}\r\n"0", {voter(1)} ,"1.5",stalk,for\r\n\r\n'.encode("utf-8-sig"))

    (vote,) = read_votes(path)

    assert (vote.voter.lower(), vote.weight) == (voter(1), 15 * 10**17)


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_ends_only_where_csv_ends_it(votes_file: Write, letter: str) -> None:
    wrong = f"0,{voter(2)},-1,stalk,for,"
    path = votes_file(f"{GOOD},a{letter}b", wrong, header=f"{HEADER},reason")

    with pytest.raises(BadInput) as caught:
        read_votes(path)

    assert (caught.value.operands["line"], caught.value.operands["value"]) == (3, "-1")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quoted_line_break_counts_as_the_line_that_it_is(tmp_path: Path, end: str) -> None:
    path = tmp_path / "votes.csv"
    lines = [f"{HEADER},reason", f'{GOOD},"a{end}{end}b"', f'0,{voter(2)},2,stalk,for,"c{end}d"', ""]
    path.write_bytes(end.join(lines).encode())

    assert [vote.line for vote in read_votes(path)] == [2, 5]


def test_a_long_reason_is_left_alone(votes_file: Write) -> None:
    before = csv.field_size_limit()
    path = votes_file(f"{GOOD},{'why ' * 100_000}", header=f"{HEADER},reason")

    assert len(read_votes(path)) == 1
    assert csv.field_size_limit() == before


def test_an_open_quote_is_blamed_where_it_begins(votes_file: Write) -> None:
    with pytest.raises(BadInput, match="not CSV") as caught:
        read_votes(votes_file(f'0,"{voter(1)},1,stalk,for', f"1,{voter(2)},1,stalk,for"))

    assert caught.value.operands["line"] == 2


def test_the_checksum_is_of_what_was_read(votes_file: Write) -> None:
    """A pipe is read once, and is empty afterwards."""
    content = votes_file(GOOD).read_bytes()
    reader, writer = os.pipe()
    os.write(writer, content)
    os.close(writer)
    try:
        source = load_votes(f"/dev/fd/{reader}")
    finally:
        os.close(reader)

    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert len(source.votes) == 1


@given(digits=st.integers(1, 2**160 - 1))
def test_a_voter_has_the_capitals_of_eip_55(digits: int) -> None:
    assert parse_voter(f"0x{digits:040X}") == checksum(f"0x{digits:040x}")


def test_capitals_make_no_other_voter(votes_file: Write) -> None:
    upper = "0x" + voter(1)[2:].upper()
    path = votes_file(f"0,{voter(1)},1,stalk,for", f"1,{upper},1,stalk,for")

    assert len({vote.voter for vote in read_votes(path)}) == 1


@given(weight=st.integers(0, MAX_UINT208))
def test_no_weight_is_rounded(tmp_path_factory: pytest.TempPathFactory, weight: int) -> None:
    path = tmp_path_factory.mktemp("votes") / "votes.csv"
    path.write_text(f"{HEADER}\n0,{voter(1)},{format_amount(weight).replace(',', '')},stalk,for\n")

    assert read_votes(path)[0].weight == weight


GOOD = f"0,{voter(1)},1,stalk,for"
BAD_LINES = [
    ("weight", f"0,{voter(2)},-5,stalk,for", "-5", "non-negative"),
    (
        "weight",
        f"0,{voter(2)},0.1234567890123456789,stalk,for",
        "0.1234567890123456789",
        "at most 18 decimal",
    ),
    ("weight", f"0,{voter(2)},1e21,stalk,for", "1e21", "decimal number"),
    ("weight", f"0,{voter(2)},,stalk,for", "", "decimal number"),
    ("weight", f"0,{voter(2)},٣,stalk,for", "٣", "decimal number"),
    ("weight", f"0,{voter(2)},{2**190},stalk,for", str(2**190), "must be at most 411,"),
    ("weight", f"0,{voter(2)},{'9' * 5000},stalk,for", "9" * 80 + "…", "at most 100 digits"),
    ("voter", "0,0x1234,1,stalk,for", "0x1234", "address"),
    ("voter", "0,vitalik.eth,1,stalk,for", "vitalik.eth", "address"),
    ("voter", f"0,{voter(2)[2:]},1,stalk,for", voter(2)[2:], "address"),
    ("voter", f"0,0x{'0' * 40},1,stalk,for", f"0x{'0' * 40}", "zero address"),
    ("voter", f"0,0x{'g' * 40},1,stalk,for", f"0x{'g' * 40}", "address"),
    ("support", f"0,{voter(2)},1,stalk,maybe", "maybe", "one of against, for, abstain"),
    ("proposal", f"one,{voter(2)},1,stalk,for", "one", "whole number"),
    ("proposal", f"-1,{voter(2)},1,stalk,for", "-1", "whole number"),
    ("proposal", f"1.5,{voter(2)},1,stalk,for", "1.5", "whole number"),
    ("proposal", f"{2**63},{voter(2)},1,stalk,for", str(2**63), "below 2^63"),
    ("unit", f"0,{voter(2)},1,,for", "", "must say what the weight counts"),
    ("unit", f"0,{voter(2)},1,roots,for", "roots", "in 'stalk' since line 2"),
]


@pytest.mark.parametrize(("column", "line", "value", "reason"), BAD_LINES)
def test_a_wrong_value_is_named_with_its_place(
    votes_file: Write, column: str, line: str, value: str, reason: str
) -> None:
    path = votes_file(GOOD, line)

    with pytest.raises(BadInput, match=reason.replace("^", r"\^")) as caught:
        read_votes(path)

    assert caught.value.operands == {"file": str(path), "line": 3, "column": column, "value": value}


def test_a_second_vote_names_both_lines(votes_file: Write) -> None:
    path = votes_file(GOOD, f"1,{voter(1)},1,stalk,for", f"0,0x{voter(1)[2:].upper()},2,stalk,against")

    with pytest.raises(BadInput, match="voted on proposal 0 before, on line 2") as caught:
        read_votes(path)

    assert caught.value.operands["line"] == 4
    assert caught.value.operands["column"] == "voter"


@pytest.mark.parametrize("missing", HEADER.split(","))
def test_a_missing_column_is_named(votes_file: Write, missing: str) -> None:
    path = votes_file(GOOD, header=HEADER.replace(missing, "other"))

    with pytest.raises(BadInput, match="a column is missing") as caught:
        read_votes(path)

    assert caught.value.operands["column"] == missing
    assert caught.value.operands["line"] == 1


def test_a_column_named_twice_is_refused(votes_file: Write) -> None:
    with pytest.raises(BadInput, match="named 2 times"):
        read_votes(votes_file(f"{GOOD},9", header=f"{HEADER},weight"))


@pytest.mark.parametrize("line", [f"0,{voter(2)},1,stalk", f"0,{voter(2)},1,000,stalk,for"])
def test_a_ragged_line_is_refused(votes_file: Write, line: str) -> None:
    with pytest.raises(BadInput, match="a line must have 5 values") as caught:
        read_votes(votes_file(GOOD, line))

    assert caught.value.operands["line"] == 3


BAD_FILES = [
    (b"", "the file is empty"),
    (b"\n \n\n", "the file is empty"),
    (f"{HEADER}\n".encode(), "a header and no votes"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary file"),
    (f"{HEADER}\n0,\x00".encode(), "binary file"),
    (f"{HEADER}\n{GOOD}\n".encode("utf-16"), "binary file"),
    (f"{HEADER}\n{GOOD}\n".encode() + b"0,caf\xe9", "not UTF-8"),
    (f'{HEADER}\n"0,{voter(1)},1,stalk,for'.encode(), "not CSV"),
    (f"{HEADER}\n".encode() + b"9" * 200_000, "a line must have 5 values"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_FILES)
def test_a_file_that_holds_no_votes_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(content)

    with pytest.raises(BadInput, match=reason) as caught:
        read_votes(path)

    assert caught.value.operands["file"] == str(path)


def test_the_line_of_a_wrong_byte_is_named(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode() + b"0,caf\xe9")

    with pytest.raises(BadInput) as caught:
        read_votes(path)

    assert (caught.value.operands["line"], caught.value.operands["value"]) == (3, "byte 0xe9")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_votes(tmp_path / "missing.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder"):
        read_votes(tmp_path)


def test_the_real_file_is_read_to_the_last_digit(beanstalk: Path) -> None:
    votes = read_votes(beanstalk)

    with localcontext() as context:
        context.prec = 60
        cells = [line.split(",") for line in beanstalk.read_text().splitlines()[1:]]
        exact = [int(Decimal(weight) * 10**18) for _, _, weight, _, _ in cells]
    assert len(votes) == 1296
    assert [vote.weight for vote in votes] == exact
