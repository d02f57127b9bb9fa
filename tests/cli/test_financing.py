"""`dao-sim share`, `loan` and `presale`: what they refuse, and what they say before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop import Cooperative
from dao_sim.coop.share_sales import OfferState, offer, offer_units
from dao_sim.units import ETH, MAX_UINT256, Wei
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.contracts.financing import asked, for_sale, planned
from tests.docs.escrows import endow

__all__ = ["anvil"]

DAY, ETHER = 86_400, 10**18


@pytest.fixture(scope="module")
def testnet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """An account of the node decides disputes. ada offers a tenth of her song for a day, asks for an advance
    on a half, and put a tenth into custody for a presale that chipo backs and the kiosk bought.
    """
    with AnvilNode(wall_clock=True) as node:
        changes = {
            "financing": {"arbiter": "account:1"},
            "works": {"min_commit_age": "1s"},
            "royalties": {"levy": "0%"},
        }
        made = make_testnet(node, tmp_path_factory.mktemp("financing"), changes=changes)
        endow(made)
        with made.coop() as coop:
            arrange(made, coop)
        yield made


def arrange(testnet: Testnet, coop: Cooperative) -> None:
    ada, chipo, kiosk = map(testnet.address, ("ada", "chipo", "kiosk"))
    assert coop.sales is not None
    assert coop.advances is not None
    assert coop.bonds is not None
    coop.register_work(ada, b"a song", {ada: 1_000_000})
    for contract in (coop.sales, coop.advances, coop.bonds):
        coop.vault.set_operator(contract.address, True).send(ada)
    now = coop.chain.now()
    coop.sales.offer(for_sale(1, period=DAY)).send(ada)
    coop.sales.offer(for_sale(1, start=now + 5_000 * DAY // 10)).send(ada)
    coop.advances.ask(asked(1)).send(ada)
    coop.bonds.open_(planned(1, units=100_000), value=Wei(100)).send(ada)
    coop.bonds.pledge(1, 10, value=Wei(300)).send(chipo)
    coop.bonds.prepay(1, 40, value=Wei(400)).send(kiosk)


def test_units_are_offered_bought_and_taken_back(testnet: Testnet) -> None:
    tried = testnet.run("share", "buy", "1", "5%", "--dry-run", by="kiosk")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    dear = testnet.refused("share", "buy", "1", "5%", "--most", "0.4", by="kiosk")["message"]
    assert "TooExpensive" in dear
    bought = testnet.data("share", "buy", "1", "50000", "--most", "0.6", by="kiosk")
    assert (bought["units"], bought["cost"]) == (50_000, str(ETHER // 2))
    (back,) = testnet.data("share", "claim", by="kiosk")["claims"]
    assert (back["asset"], back["amount"]) == (ETH, str(ETHER // 10))
    assert "NotSeller" in testnet.refused("share", "withdraw", "1", by="bram")["message"]
    testnet.data("share", "withdraw", "1", by="ada")
    shown = testnet.data("share", "show")["offers"]
    assert [each["state"] for each in shown] == ["withdrawn", "ahead"]
    assert "no such offer" in testnet.refused("share", "buy", "9", "1%", by="kiosk", code=2)["message"]
    with testnet.coop() as coop:
        assert offer(coop, 2).state == OfferState.AHEAD


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("share", "offer", "1", "101%", "1"), "more than there is"),
        (("share", "offer", "1", "half", "1"), "decimal number"),
        (("loan", "ask", "1", "1%", "1", "--multiple", "much"), "decimal number"),
        (("loan", "ask", "1", "1%", "1", "--term", "soon"), "must be seconds"),
        (("presale", "show", "9"), "no such project"),
        (("share", "offer", "1", "1%", "1", "--over", "5d"), "for a price that falls"),
        (("share", "offer", "1", "1%", "1" + "0" * 23), "terms.startPrice does not fit uint128"),
        (("presale", "open", "1", "1%", "--price", "1", "--share", "1", "--shares", "10001"), "10001"),
    ],
)
def test_what_makes_no_sense_is_refused(testnet: Testnet, words: tuple[str, ...], says: str) -> None:
    assert says in testnet.refused(*words, by=None if "show" in words else "ada", code=2)["message"]


@pytest.mark.parametrize(
    ("by", "words", "says"),
    [
        ("bram", ("share", "offer", "1", "1%", "1"), "less of the work than that: 0 %"),
        ("bram", ("loan", "ask", "1", "1%", "1"), "less of the work than that: 0 %"),
        ("bram", ("loan", "ask", "1", "1%", "1", "--multiple", "0.5"), "InvalidMultiple"),
        ("ada", ("share", "offer", "2", "1%", "1"), "WorkClosed"),
        ("bram", ("share", "offer", "1", "1%", "1", "--falls-to", "2"), "InvalidPrices"),
    ],
)
def test_what_would_be_refused_is_not_approved_before(
    testnet: Testnet, by: str, words: tuple[str, ...], says: str
) -> None:
    with testnet.coop() as coop:
        before = coop.vault.events(coop.vault.Approval)
        assert says in testnet.refused(*words, by=by)["message"]
        assert coop.vault.events(coop.vault.Approval) == before


def test_an_approval_without_limit_is_enough(testnet: Testnet) -> None:
    with testnet.coop() as coop:
        ada, bram, sales = testnet.address("ada"), testnet.address("bram"), coop.sales
        assert sales is not None
        coop.vault.transfer(bram, 1, 10).send(ada)
        for approved, calls in ((0, 2), (MAX_UINT256 - 5, 2), (MAX_UINT256, 1)):
            coop.vault.approve(sales.address, 1, approved).send(bram)
            needed = list(offer_units(coop, bram, for_sale(1, units=10)))
            assert len(needed) == calls
            for call in needed:
                call.send(bram)
        assert coop.vault.allowance(bram, sales.address, 1) == MAX_UINT256
        coop.vault.transfer(ada, 1, 10).send(bram)


def test_who_pays_in_advance_sees_how_long_it_may_object(testnet: Testnet) -> None:
    (shown,) = testnet.data("presale", "show", "1")["projects"]
    assert (shown["review"], shown["term"]) == (5 * DAY, 365 * DAY)
    said = testnet.run("presale", "show", "1").stdout
    assert "can be disputed for 5d" in said
    assert "at most 365d" in said


def test_an_advance_is_handed_on_and_another_withdrawn(testnet: Testnet) -> None:
    made = testnet.data("loan", "ask", "1", "1%", "2", by="ada")
    assert made["advance"] == "2"
    testnet.data("loan", "withdraw", "2", by="ada")
    assert testnet.data("loan", "lend", "1", by="bram")["due"] == "1200"
    early = testnet.refused("loan", "release", "1", by="ada")["message"]
    assert "TooEarly" in early
    assert "NothingToCollect" in testnet.refused("loan", "collect", "1", by="ada")["message"]
    moved = testnet.data("loan", "transfer", "1", "chipo", by="bram")
    assert moved["lender"] == testnet.address("chipo")
    shown = testnet.data("loan", "show")["advances"]
    assert [each["state"] for each in shown] == ["running", "withdrawn"]
    assert (shown[0]["lender"], shown[0]["repaid"]) == (testnet.address("chipo"), "0")


def test_a_presale_is_disputed_and_judged(testnet: Testnet, tmp_path: Path) -> None:
    """It loses the bond and 300 of pledges, which bought everything."""
    album = tmp_path / "album.txt"
    album.write_text("noise", encoding="utf-8")
    assert "NotCovered" in testnet.refused("presale", "buy", "1", "1", by="kiosk")["message"]
    assert "nothing to claim" in testnet.refused("presale", "claim", by="chipo")["message"]
    testnet.data("presale", "deliver", "1", str(album), by="ada")
    assert "NotBuyer" in testnet.refused("presale", "dispute", "1", by="chipo")["message"]
    testnet.data("presale", "dispute", "1", by="kiosk")
    assert "NotYours" in testnet.refused("presale", "rule", "1", "--delivered", by="ada")["message"]
    judged = testnet.data("presale", "rule", "1", "--not-delivered", by="account:1")
    assert judged["delivered"] is False
    tried = testnet.data("presale", "claim", "--dry-run", by="kiosk")
    assert [each["project"] for each in tried["booked"]] == ["1"]
    (paid,) = testnet.data("presale", "claim", by="kiosk")["claims"]
    assert paid["amount"] == "400"
    assert "StillDue" in testnet.refused("presale", "release", "1", by="ada")["message"]
    (shown,) = testnet.data("presale", "show", "1")["projects"]
    assert (shown["state"], shown["due_per_share"], shown["multiple"]) == ("failed", "36", "1.2")
    assert shown["backers"] == [{"backer": testnet.address("chipo"), "shares": 10}]
    assert shown["buyers"] == []
