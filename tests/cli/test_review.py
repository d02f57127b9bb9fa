"""`dao-sim review`: a claim from its question to its outcome, and what the commands refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.units import ETH
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow

__all__ = ["anvil"]

TERMS = {"size": 1, "stake": "1", "fee": "0.1", "bonus": "0.02"}
COST = 12 * 10**16


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op with panels of one, whose members and kiosk have ETH."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("review"), changes={"review": TERMS})
        endow(made)
        yield made


def blocks(testnet: Testnet, count: int) -> None:
    with open_node(Settings(), testnet.node.url) as chain:
        for _ in range(count):
            chain.skip(1)


def test_a_claim_is_asked_drawn_appealed_and_put_to_the_vote(testnet: Testnet, tmp_path: Path) -> None:
    """Kiosk asks, bram answers, chipo has an interest; ada, who is left for the appeal, sat before."""
    tried = testnet.run("review", "enlist", "--dry-run", by="ada")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    assert testnet.data("review", "enlist", by="ada")["amount"] == str(10**18)
    (one,) = testnet.data("review", "panellists")["panellists"]
    assert (one["account"], one["stake"], one["seats"]) == (testnet.address("ada"), str(10**18), 0)
    blocks(testnet, 1)
    claim = tmp_path / "claim.txt"
    claim.write_text("This is a copy of mine.", encoding="utf-8")
    words = ("--against", "bram", "--conflict", "chipo")
    asked = testnet.data("review", "ask", str(claim), *words, by="kiosk")
    assert (asked["case"], asked["cost"]) == ("1", str(COST))
    assert "NotDrawable" in testnet.refused("review", "draw", "1", by="chipo")["message"]
    blocks(testnet, 5)
    assert testnet.data("review", "draw", "1", by="chipo")["panel"] == [testnet.address("ada")]
    testnet.data("review", "commit", "1", "dismiss", by="ada")
    testnet.data("review", "commit", "1", "uphold", by="ada")  # a change of mind
    assert "sealed" in testnet.run("review", "show", "1").stdout
    testnet.advance("3d")
    assert testnet.data("review", "reveal", "1", by="ada")["vote"] == "uphold"
    closed = testnet.data("review", "close", "1", by="bram")
    assert (closed["phase"], closed["standing"]) == ("decided", "upheld")
    (payment,) = testnet.data("review", "claim", "--to", "chipo", by="ada")["claims"]
    assert (payment["asset"], payment["amount"]) == (ETH, str(COST))
    refused = testnet.refused("review", "decide", "1", "uphold", by="ada")
    assert "not with the members" in refused["message"]
    assert testnet.data("review", "appeal", "1", by="bram")["cost"] == str(3 * COST)
    blocks(testnet, 5)
    assert "goes to the members' vote" in testnet.run("review", "draw", "1", by="bram").stdout
    proposed = testnet.data("review", "decide", "1", "dismiss", by="ada")
    assert proposed["title"] == "Dismiss claim 1"
    (shown,) = testnet.data("review", "show", "1")["cases"]
    assert (shown["phase"], shown["outcome"], len(shown["rounds"])) == ("referred", "pending", 2)
    assert shown["conflicts"] == [testnet.address("chipo")]
    (seat,) = shown["rounds"][0]["seats"]
    assert (seat["account"], seat["vote"]) == (testnet.address("ada"), "uphold")


def test_who_retires_waits_for_its_stake(testnet: Testnet) -> None:
    testnet.data("review", "enlist", "1", by="bram")
    testnet.data("review", "retire", by="bram")
    assert "Cooldown" in testnet.refused("review", "withdraw", by="bram")["message"]
    assert "retired" in testnet.run("review", "panellists").stdout


def test_what_is_wrong_is_refused_with_what_would_be_right(testnet: Testnet) -> None:
    assert "there is no such case" in testnet.refused("review", "show", "99", code=2)["message"]
    said = testnet.refused("review", "commit", "1", "maybe", by="ada", code=2)["message"]
    assert "must be uphold or dismiss" in said
    assert "sealed no vote" in testnet.refused("review", "reveal", "1", by="chipo")["message"]
    nowhere = testnet.refused("review", "ask", "nowhere.txt", "--against", "bram", by="kiosk", code=2)
    assert "cannot be read" in nowhere["message"]
    assert "NothingToRecover" in testnet.refused("review", "recover", by="ada")["message"]
