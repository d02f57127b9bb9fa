"""`dao-sim data`: what it refuses, and what it says before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.bindings.generated.structs import AccessTerms, DatasetTerms
from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop.data_terms import Purpose, mask_of
from dao_sim.units import ETH, Wei
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow

__all__ = ["anvil"]

ETHER = 10**18
DAY = 86_400


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op whose timelock confirms, and a dataset in which Kiosk has a licence of two uses."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(
            node, tmp_path_factory.mktemp("data"), changes={"data": {"barred": ["profiling"]}}
        )
        endow(made)
        for name in ("data.csv", "origin.txt", "query.txt"):
            (made.folder / name).write_text(name, encoding="utf-8")
        license_one(made)
        yield made


def license_one(testnet: Testnet) -> None:
    """Of Ada's dataset, in which Chipo has rights too, and whose source is confirmed by vote."""
    ada, chipo, kiosk, office = map(testnet.address, ("ada", "chipo", "kiosk", "office"))
    with testnet.coop() as coop:
        data = coop.data
        assert data is not None
        terms = DatasetTerms(
            content_hash=b"\1" * 32,
            statement=b"\2" * 32,
            permitted=mask_of(["research"]),
            service=office,
            uri="",
            holders=(ada, chipo),
            points=(3, 1),
        )
        data.register(terms).send(ada)
        data.consent(1).send(chipo)
        data.offer(AccessTerms(1, 30 * DAY, ETH, Purpose.RESEARCH, 2, ETHER)).send(ada)
        proposal = coop.propose(ada, [data.confirm(1)], "Confirm")
        testnet.advance("25h")
        coop.governor.cast_vote(proposal.id, 1).send(ada)
        testnet.advance("6d")
        proposal.queue(ada)
        testnet.advance("2d")
        proposal.execute(ada)
        data.buy(1, value=Wei(2 * ETHER)).send(kiosk)


def registration(testnet: Testnet, **changes: str) -> list[str]:
    """The words that register the data: Ada's three points and Chipo's one, for research."""
    said = {
        "--statement": str(testnet.folder / "origin.txt"),
        "--permit": "research, profiling",
        "--service": "office",
        "--holders": "ada=3,chipo=1",
        **{f"--{key}": value for key, value in changes.items()},
    }
    words = [word for pair in said.items() for word in pair]
    return ["data", "register", str(testnet.folder / "data.csv"), *words]


def test_a_use_is_countersigned_logged_and_paid(testnet: Testnet) -> None:
    paper = str(testnet.folder / "use.json")
    sign = ("data", "sign", "1", str(testnet.folder / "query.txt"), "--out", paper)
    assert "another service" in testnet.refused(*sign, by="ada")["message"]
    assert "not for training" in testnet.refused(*sign, "--purpose", "training", by="office")["message"]
    assert "sends nothing" in testnet.refused(*sign, "--dry-run", by="office", code=2)["message"]
    assert testnet.data(*sign, by="office")["use"] == "1"
    use = ("data", "use", "1", "--signature", paper)
    other = testnet.refused("data", "use", "2", "--signature", paper, by="kiosk", code=2)
    assert "is for licence 1" in other["message"]
    assert "NotLicensee" in testnet.refused(*use, by="ada")["message"]
    used = testnet.data(*use, by="kiosk")
    paid, levy = 95 * ETHER // 100, 5 * ETHER // 100
    assert (used["purpose"], used["paid"], used["levy"]) == ("research", str(paid), str(levy))
    assert "the next one is use 2" in testnet.refused(*use, by="kiosk", code=2)["message"]
    assert "once that is booked" in testnet.run("data", "claim", "--dry-run", by="ada").stderr
    (claim,) = testnet.data("data", "claim", "--to", "bram", by="ada")["claims"]
    assert (claim["asset"], claim["amount"]) == (ETH, str(paid * 3 // 4))
    assert "nothing to claim" in testnet.refused("data", "claim", by="ada")["message"]


def test_the_registrant_replaces_the_service_and_closes_the_offer(testnet: Testnet) -> None:
    assert testnet.data("data", "service", "1", "bram", by="ada")["service"] == testnet.address("bram")
    testnet.data("data", "close", "1", by="ada")
    assert "OfferClosed" in testnet.refused("data", "buy", "1", by="kiosk")["message"]
    assert "TooEarly" in testnet.refused("data", "refund", "1", by="kiosk")["message"]
    barred = ("data", "offer", "1", "profiling", "--uses", "1", "--term", "1d")
    assert "Barred" in testnet.refused(*barred, by="ada")["message"]
    shown = testnet.data("data", "show", "1")
    (offer,), (licence,) = shown["offers"], shown["licences"]
    assert (offer["closed"], licence["refunded"], licence["uses"]) == (True, False, 2)
    assert (shown["datasets"][0]["state"], shown["datasets"][0]["open"]) == ("open", True)
    nowhere = testnet.refused("data", "trace", "1", "--picture", "/nowhere/flow.png", code=2)
    assert "cannot be written" in nowhere["message"]


def test_what_the_co_op_decides_is_proposed(testnet: Testnet) -> None:
    suspended = testnet.data("data", "suspend", "1", "--reason", "names people", by="ada")
    assert (suspended["dataset"], suspended["title"]) == ("1", "Suspend dataset 1")
    assert testnet.data("data", "bar", "none", "--dry-run", by="ada")["barred"] == []
    confirmed = testnet.data("data", "confirm", "1", "--dry-run", by="ada")
    assert confirmed["title"] == "Confirm the source of dataset 1"
    none = testnet.refused("data", "suspend", "1", "--reason", " ", by="ada", code=2)
    assert "is nothing" in none["message"]
    assert "there is no such dataset" in testnet.refused("data", "resume", "9", by="ada", code=2)["message"]


def test_a_registration_is_tried_before_it_is_sent(testnet: Testnet) -> None:
    tried = testnet.run(*registration(testnet), "--dry-run", by="ada")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    for changes, says in (
        ({"permit": "gossip"}, "there is no such purpose"),
        ({"holders": "ada=1,ada=2"}, "somebody is named twice"),
        ({"holders": "ada=0"}, "cannot be counted"),
    ):
        assert says in testnet.refused(*registration(testnet, **changes), by="ada", code=2)["message"]
