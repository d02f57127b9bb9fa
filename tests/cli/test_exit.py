"""Leaving over a measure, votes shared out and taken back: as members meet them on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.units import ETH, Wei
from tests.cli.testnet import Testnet, make_testnet

TOKEN = 10**18
DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "mechanisms.md").read_text(encoding="utf-8")
CHANGES = {
    "governance": {
        "quorum": "20%",
        "proposal_threshold": "150",
        "vote_override": True,
        "exit_window": "2d",
        "exit_assets": [{"asset": "ETH", "minimum": "4"}],
    }
}


@contextmanager
def leaving(folder: Path) -> Iterator[Testnet]:
    """A co-op that members may leave, with ten ether."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, folder, changes=CHANGES)
        with open_node(Settings(), node.url) as chain:
            chain.send(chain.node_accounts()[0], made.deployment.addresses["treasury"], value=Wei(10**19))
        yield made


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """One of them for most tests."""
    with leaving(tmp_path_factory.mktemp("leaving")) as made:
        yield made


@pytest.fixture
def another(anvil: AnvilNode, tmp_path: Path) -> Iterator[Testnet]:
    """One of a test's own."""
    with leaving(tmp_path) as made:
        yield made


def test_what_was_deployed_is_verified(testnet: Testnet) -> None:
    assert testnet.run("verify").code == 0


def test_votes_are_shared_out_over_several(testnet: Testnet) -> None:
    bram, kiosk = testnet.address("bram"), testnet.address("kiosk")
    given = testnet.run("delegate", "bram:60%", f"{kiosk}:40%", by="chipo")
    assert (given.code, given.stderr) == (
        0,
        "Proposals whose snapshot is past stay with whoever held the votes then.\n",
    )
    assert f"{bram} (60%)" in given.stdout
    assert f"{kiosk} (40%)" in given.stdout
    again = testnet.data("delegate", f"{kiosk}:40%", "bram:60%", by="chipo")
    assert (again["transaction"], {each["share_bps"] for each in again["parts"]}) == (None, {6_000, 4_000})
    table = {row["delegate"]: int(row["votes"]) for row in testnet.data("delegates")["delegates"]}
    assert table == {testnet.address("ada"): 1_000 * TOKEN, bram: 420 * TOKEN, kiosk: 80 * TOKEN}
    shown = testnet.run("member", "show", "chipo", by="ada").stdout
    assert "its votes are cast by" in shown
    assert f"60% {bram}" in shown
    shares = testnet.data("member", "show", "chipo", by="ada")["delegates"]
    assert {each["delegate"]: each["share_bps"] for each in shares} == {bram: 6_000, kiosk: 4_000}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bram:60%", "kiosk:30%"), "these sum to 90%"),
        (("bram:60%", "bram:40%"), "one delegate is named twice"),
        (("bram", "kiosk"), "to several, in which shares?"),
        (("bram:60%", "kiosk:x"), "must be a percentage"),
        (("bram:100%", "kiosk:0%"), "a share must be more than nothing"),
    ],
)
def test_shares_that_make_no_sense_are_refused(testnet: Testnet, words: tuple[str, ...], says: str) -> None:
    assert says in testnet.refused("delegate", *words, by="chipo", code=2)["message"]


def test_what_the_documents_show_is_done(another: Testnet) -> None:
    """Delegating to two, looking, leaving with all, claiming: by a founder, over a measure of Ada's."""
    shown = re.findall(r"^\$ dao-sim ((?:delegate|exit) .*)$", DOCUMENT, flags=re.MULTILINE)
    assert [line.split()[:2] for line in shown] == [
        ["delegate", "ada:60%"],
        *(["exit", act] for act in ("show", "over", "claim")),
    ]
    delegating, looking, leaving, claiming = (line.split() for line in shown)
    another.data("propose", "pay", another.address("kiosk"), "1", "ETH", "--title", "A coin", by="ada")
    another.advance("25h")
    another.data("vote", "1", "for", by="ada")
    another.advance("6d")
    another.data("queue", "1", by="kiosk")
    for words in (delegating, looking, leaving, claiming):
        ran = another.run(*words, by="chipo")
        assert ran.code == 0, ran.stderr
    assert "0.8 ETH went to" in ran.stdout


def test_a_member_overrides_its_delegate_and_leaves(testnet: Testnet) -> None:
    assert testnet.run("exit", "show").stderr == (
        "a window opens when an adopted measure is queued; there was none yet\n"
    )
    payee = testnet.address("kiosk")
    testnet.data("delegate", "bram:60%", "kiosk:40%", by="chipo")
    testnet.data("propose", "pay", payee, "3", "ETH", "--title", "Pay the kiosk", by="ada")
    testnet.advance("25h")
    testnet.data("vote", "1", "for", by="ada")
    testnet.data("vote", "1", "for", by="bram")
    voted = testnet.data("vote", "1", "against", by="chipo")
    overridden = [event for event in voted["events"] if event["event"] == "VoteOverridden"]
    assert [event["contract"] for event in overridden] == ["TokenRule"] * 2
    shown = testnet.data("proposal", "show", "1")
    assert [each["weight"] for each in shown["weights"]] == [str(part * TOKEN) for part in (200, 1_300, 0)]
    weights = {vote["voter"]: int(vote["weight"]) // TOKEN for vote in shown["votes"]}
    assert weights[testnet.address("bram")] == 300
    early = testnet.refused("exit", "over", "1", "all", by="chipo")
    assert "the proposal is not queued" in early["message"]
    testnet.advance("6d")
    testnet.data("queue", "1", by="kiosk")

    table = testnet.run("exit", "show", by="chipo").stdout
    assert "0.004 ETH       200 LUM" in table
    data = testnet.data("exit", "show", by="chipo")
    (window,) = data["windows"]
    assert (window["open"], window["burnable"], window["supply"]) == (
        True,
        str(200 * TOKEN),
        str(1_500 * TOKEN),
    )
    assert window["pots"] == [{"asset": ETH, "amount": str(6 * TOKEN)}]
    assert "the account voted for it" in testnet.refused("exit", "over", "1", "all", by="ada")["message"]
    assert "is no member" in testnet.refused("exit", "over", "1", "1", by="kiosk")["message"]
    assert "at most 200 LUM" in testnet.refused("exit", "over", "1", "201", by="chipo")["message"]
    tried = testnet.run("exit", "over", "1", "all", "--dry-run", by="chipo")
    assert (tried.code, "You would leave with 0.8 ETH." in tried.stdout) == (0, True)
    left = testnet.run("exit", "over", "1", "150", by="chipo")
    assert left.stdout == "Approved 150 LUM.\nBurned 150 LUM, and left with 0.6 ETH.\n"
    assert "`dao-sim exit claim` has it paid to you" in left.stderr
    (owed,) = testnet.data("exit", "show", by="chipo")["owed"]
    assert owed == {"asset": ETH, "amount": str(6 * TOKEN // 10)}

    testnet.advance("3d")
    testnet.data("execute", "1", by="kiosk")
    assert "the window closed at" in testnet.refused("exit", "over", "1", "1", by="chipo")["message"]
    with testnet.coop() as coop:
        before = coop.chain.balance(payee)
    claimed = testnet.run("exit", "claim", "--to", "kiosk", by="chipo")
    assert claimed.stdout == f"0.6 ETH went to {payee}.\n"
    with testnet.coop() as coop:
        assert coop.chain.balance(payee) - before == 6 * TOKEN // 10
    assert "nothing to claim" in testnet.refused("exit", "claim", by="chipo")["message"]
    none = testnet.refused("exit", "over", "9", "1", by="chipo", code=2)
    assert "there is no such proposal" in none["message"]
    mistyped = testnet.refused("exit", "over", "1", "x", by="chipo", code=2)
    assert mistyped["hint"] == "write whole tokens, such as 12.5, or all"
