"""`dao-sim demo`: the season runs on every engine, and its last line is true."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.season import Amount, proof
from dao_sim.coop import Books
from dao_sim.units import ETH, SHARES_PER_WORK, parse_amount
from tests.cli.program import Ran, run

SUM = re.compile(
    r"(?P<asset>\w+) (?P<deposits>\d+) deposits = (?P<paid>\d+) paid out \+ (?P<claimable>\d+) claimable"
    r" \+ (?P<levy>\d+) levy \+ (?P<carried>\d+) carried fractions"
)
BOOKS = Books(
    asset=ETH,
    deposits=20,
    paid_out=9,
    claimable=7,
    levy=3,
    fractions=1_000_000,
    owed=8,
    held=8,
)


@pytest.fixture(scope="module")
def on_tester() -> Ran:
    return run("demo", "--engine", "tester")


@pytest.fixture(scope="module")
def as_json() -> dict[str, Any]:
    """The `data` of the envelope."""
    ran = run("demo", "--json")
    assert ran.code == 0
    assert ran.envelope["command"] == "demo"
    return dict(ran.envelope["data"])


def assert_passed(ran: Ran) -> None:
    """The last line proves the books of both assets, in whole units."""
    assert ran.code == 0, ran.stderr
    sums = list(SUM.finditer(last_line(ran)))
    assert [found["asset"] for found in sums] == ["ETH", "LUM"]
    for found in sums:
        parts = [int(found[name]) for name in ("paid", "claimable", "levy", "carried")]
        assert int(found["deposits"]) == sum(parts)
        assert all(part > 0 for part in parts)


def last_line(ran: Ran) -> str:
    return ran.stdout.splitlines()[-1]


def test_on_eth_tester(on_tester: Ran) -> None:
    assert_passed(on_tester)
    assert on_tester.stderr == ""


def test_on_the_embedded_engine(on_tester: Ran) -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")
    ran = run("demo", NO_COLOR="1")
    assert_passed(ran)
    assert ran.stderr == ""
    assert ran.stdout == on_tester.stdout


def test_on_a_node_twice(on_tester: Ran, anvil: AnvilNode) -> None:
    for _ in range(2):
        ran = run("demo", "--engine", anvil.url)
        assert_passed(ran)
        assert ran.stderr == ""
        assert ran.stdout == on_tester.stdout


def test_without_pyrevm_one_line_says_so(on_tester: Ran) -> None:
    without = "import sys; sys.modules['pyrevm'] = None; from dao_sim.cli import main; sys.exit(main())"
    ran = run("demo", program=[sys.executable, "-c", without])
    assert_passed(ran)
    assert ran.stdout == on_tester.stdout
    (line,) = ran.stderr.splitlines()
    assert "pyrevm" in line
    assert "eth-tester" in line


def test_the_tables_add_up_to_the_books(as_json: dict[str, Any]) -> None:
    for asset, books in as_json["books"].items():
        assert books["balanced"] is True, asset
        whole = sum(int(books[key]) for key in ("paid_out", "claimable", "levy"))
        carried = Fraction(int(books["fractions_in_millionths"]), 1_000_000)
        assert int(books["deposits"]) == whole + carried
    tables = {step["title"]: step["rows"] for step in as_json["steps"]}
    assert len(tables) == len(as_json["steps"]) == 9
    sales = [row for title, rows in tables.items() if title.startswith("Buyers pay") for row in rows]
    for asset, books in as_json["books"].items():
        paid = [int(row[2]["amount"]) for row in sales if row[2]["asset"] == asset]
        assert sum(paid) == int(books["deposits"])


def test_the_levy_follows_the_vote(as_json: dict[str, Any]) -> None:
    rates = []
    for step in as_json["steps"]:
        if step["title"].startswith("Buyers pay"):
            buyer, _work, paid, levy, net = step["rows"][0]
            assert buyer == "Kiosk"
            rates.append(int(levy["amount"]) * 10_000 // int(paid["amount"]))
            assert int(levy["amount"]) + int(net["amount"]) == int(paid["amount"])
    assert rates == [499, 749]  # 5 % and 7.5 %, rounded down to the unit


def test_a_claim_pays_the_share_and_keeps_the_fraction(as_json: dict[str, Any]) -> None:
    """Ada holds half of Night Tram; Bram's 333,333 units leave a fraction."""
    steps = {step["title"]: step["rows"] for step in as_json["steps"]}
    claimed = {(row[0], row[1], row[2]["asset"]): row[2:] for row in steps["Royalties are claimed"]}
    net = sum(
        int(row[4]["amount"])
        for title, rows in steps.items()
        if title.startswith("Buyers pay")
        for row in rows
        if row[1] == "Night Tram (song)" and row[4]["asset"] == "ETH"
    )
    for payee, units in (("Ada", 500_000), ("Bram", 333_333)):
        paid, kept = claimed[payee, "Night Tram (song)", "ETH"]
        assert divmod(net * units, SHARES_PER_WORK) == (int(paid["amount"]), kept)


@pytest.mark.parametrize("wrong", [{"deposits": 21}, {"levy": 4}, {"fractions": 999_999}, {"held": 7}])
def test_books_that_do_not_balance_say_so(wrong: dict[str, Any]) -> None:
    assert proof({"ETH": BOOKS}).startswith("The books balance, in units: ETH 20 deposits = 9 paid out")
    assert proof({"ETH": replace(BOOKS, **wrong)}).startswith("The books DO NOT balance")


def test_books_that_do_not_balance_are_exit_1() -> None:
    program = (
        "import sys; from dataclasses import replace; from dao_sim.cli import main, season;"
        "real = season.Season.books;"
        "season.Season.books = lambda self: "
        "{symbol: replace(books, paid_out=books.paid_out + 1) for symbol, books in real(self).items()};"
        "sys.exit(main())"
    )
    ran = run("demo", "--json", program=[sys.executable, "-c", program])
    assert (ran.code, ran.error["code"]) == (1, "books_unbalanced")
    assert "DO NOT balance" in ran.error["message"]


def test_amounts_are_shown_in_readable_units() -> None:
    assert str(Amount(parse_amount("1234.5"), "LUM")) == "1,234.5 LUM"
