"""`dao-sim dispute`, and panels about deliveries: from a claim to what it moves, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.panels import conflicts_of, panels_of
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow

__all__ = ["anvil"]

CHARTER = {
    "works": {"min_commit_age": "1s", "dispute_window": "30d"},
    "review": {"size": 1, "stake": "1", "fee": "0.1", "bonus": "0.02"},
    "commissions": {"arbiter": "panels", "ruling_period": "60d"},
}
DAY = 86_400
COST = str(12 * 10**16)


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op with disputes, whose panels are Chipo, and a song of Ada's and Bram's, work 1."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("disputes"), changes=CHARTER)
        endow(made)
        made.data("review", "enlist", by="chipo")
        song = made.folder / "song.txt"
        song.write_text("a song", encoding="utf-8")
        shares = "--contributors", "ada=60%,bram=40%"
        assert made.data("work", "register", str(song), *shares, by="ada")["work"] == 1
        yield made


@pytest.fixture
def grounds(tmp_path: Path) -> str:
    path = tmp_path / "why.txt"
    path.write_text("The refrain is mine.", encoding="utf-8")
    return str(path)


def answered(testnet: Testnet, case: int, *, upheld: bool) -> None:
    """Chipo's panel says so, and nobody appeals."""
    chipo, salt = testnet.address("chipo"), bytes(32)
    with testnet.coop() as coop:
        panels, chain = panels_of(coop), coop.chain
        assert isinstance(chain, RpcChain)
        for _ in range(6):
            chain.skip(1)
        panels.draw(case, conflicts_of(panels, case)).send(chipo)
        panels.commit(case, panels.commitment_of(case, 1, chipo, upheld, salt)).send(chipo)
        chain.skip(3 * DAY)
        panels.reveal(case, upheld, salt).send(chipo)
        panels.close(case).send(chipo)
        chain.skip(5 * DAY)


def test_units_that_are_due_to_somebody_else_are_moved(testnet: Testnet, grounds: str) -> None:
    kiosk, ada = testnet.address("kiosk"), testnet.address("ada")
    words = ("dispute", "open", "1", "--party", "ada", "--grounds", grounds, "--for", "kiosk=10%")
    tried = testnet.run(*words, "--dry-run", by="kiosk")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    opened = testnet.data(*words, by="kiosk")
    assert (opened["dispute"], opened["cost"], opened["kind"]) == ("1", COST, "shares")
    assert opened["heirs"] == [{"account": kiosk, "units": 100_000}]
    (found,) = testnet.data("dispute", "show")["disputes"]
    assert (found["state"], found["outcome"], found["freezes"]) == ("open", "pending", True)
    assert (found["granted"], found["held"], found["moved"]) == (600_000, 600_000, None)
    assert "NotDecided" in testnet.refused("dispute", "conclude", "1", by="kiosk")["message"]
    assert testnet.data("work", "trace", "1")["locked_until"] is not None
    answered(testnet, int(found["case"]), upheld=True)
    assert testnet.data("dispute", "conclude", "1", by="bram")["moved"] == 100_000
    shown = testnet.run("dispute", "show", "1").stdout
    for said in ("100,000 units moved", "of which it still holds", "50 %", "upheld"):
        assert said in shown
    traced = testnet.data("work", "trace", "1")
    (moved,) = traced["adjudged"]
    assert (moved["from"], moved["to"], moved["units"]) == (ada, kiosk, 100_000)
    assert [each["dispute"] for each in traced["disputes"]] == ["1"]
    told = testnet.run("work", "trace", "1").stdout
    for said in ("Disputes", "Units that rulings moved", "its units are locked until"):
        assert said in told
    assert testnet.run("verify").code == 0


def test_a_claim_that_is_dismissed_moves_nothing(testnet: Testnet, grounds: str) -> None:
    words = ("--kind", "infringement", "--party", "bram", "--grounds", grounds)
    opened = testnet.data("dispute", "open", "1", *words, "--for", "kiosk=5,ada=50000", by="kiosk")
    assert [each["units"] for each in opened["heirs"]] == [5, 50_000]
    number = opened["dispute"]
    (found,) = testnet.data("dispute", "show", number)["disputes"]
    answered(testnet, int(found["case"]), upheld=False)
    said = testnet.run("dispute", "conclude", number, by="kiosk").stdout
    assert "The claim is dismissed." in said
    (found,) = testnet.data("dispute", "show", number)["disputes"]
    assert (found["state"], found["kind"], found["moved"]) == ("dismissed", "infringement", 0)


def test_a_panel_decides_about_a_delivery(testnet: Testnet, grounds: str) -> None:
    number = testnet.data("commission", "post", grounds, "1", by="kiosk")["commission"]
    bid = testnet.data("commission", "bid", number, "1", "--within", "1d", "--bond", "1", by="bram")["bid"]
    testnet.data("commission", "accept", bid, by="kiosk")
    testnet.data("commission", "deliver", number, grounds, by="bram")
    testnet.data("commission", "dispute", number, by="kiosk")
    assert "NotYours" in testnet.refused("commission", "rule", number, "40%", by="kiosk")["message"]
    early = testnet.refused("commission", "conclude", number, by="kiosk")
    assert ("no panel was asked" in early["message"], "commission ask" in early["hint"]) == (True, True)
    assert "NotClaimant" in testnet.refused("commission", "ask", number, "40%", by="bram")["message"]
    asked = testnet.data("commission", "ask", number, "40%", by="kiosk")
    assert (asked["bps"], asked["cost"]) == (4_000, COST)
    assert f"their case {asked['case']}: pending" in testnet.run("commission", "show", number).stdout
    answered(testnet, int(asked["case"]), upheld=True)
    said = testnet.run("commission", "conclude", number, by="bram").stdout
    assert "40% of price and bond" in said
    (found,) = testnet.data("commission", "show", number)["commissions"]
    question = {"case": asked["case"], "bps": 4_000, "outcome": "upheld", "concluded": True}
    assert (found["state"], found["question"]) == ("settled", question)
    (claim,) = testnet.data("commission", "claim", by="bram")["claims"]
    assert claim["amount"] == str(8 * 10**17)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dispute", "open", "9", "--party", "ada", "--for", "kiosk=1"), "there is no such work"),
        (("dispute", "open", "1", "--party", "nobody", "--for", "kiosk=1"), "nobody"),
        (("dispute", "open", "1", "--party", "ada", "--for", "kiosk"), "for: must be WHO=SHARE"),
        (("dispute", "open", "1", "--party", "ada", "--for", "kiosk=0"), "for: a share of nothing"),
        (("dispute", "open", "1", "--party", "ada", "--for", "kiosk=1", "--kind", "theft"), "infringement"),
        (("dispute", "show", "99"), "there is no such dispute"),
        (("dispute", "conclude", "99"), "there is no such dispute"),
        (("commission", "ask", "99", "40%"), "there is no such commission"),
        (("commission", "ask", "1", "much"), "must be a percentage"),
        (("commission", "conclude", "99"), "there is no such commission"),
    ],
)
def test_what_makes_no_sense_is_refused(
    testnet: Testnet, grounds: str, words: tuple[str, ...], says: str
) -> None:
    why = ("--grounds", grounds) if words[:2] == ("dispute", "open") else ()
    refused = testnet.refused(*words, *why, by="ada", code=2)
    assert says in refused["message"] + str(refused["hint"])
