"""`dao-sim licence`, and works registered by a licence, on a node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.bindings import CoopToken
from dao_sim.chain.anvil import AnvilNode
from dao_sim.units import ETH
from tests.cli.test_royalty import enact
from tests.cli.test_work import registered
from tests.cli.testnet import Testnet, make_testnet
from tests.contracts.kit import mock_class


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op whose works can be licensed; everybody has some ETH."""
    with AnvilNode(wall_clock=True) as node:
        folder = tmp_path_factory.mktemp("licences")
        yield make_testnet(
            node, folder, ("ada", "bram", "chipo", "kiosk"), changes={"works": {"licences": True}}
        )


@pytest.fixture(scope="module")
def song(testnet: Testnet, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Ada's work."""
    file = tmp_path_factory.mktemp("works") / "song"
    file.write_bytes(b"a song")
    return str(registered(testnet, str(file), by="ada")["work"])


def test_a_licence_is_offered_bought_reported_under_and_shown(testnet: Testnet, song: str) -> None:
    words = ("--price", "0.1", "--share", "5%", "--ceiling", "2", "--term", "30d", "--no-attribution")
    made = testnet.data("licence", "offer", song, "commercial", *words, by="ada")
    tried = testnet.data("licence", "buy", str(made["offer"]), "--dry-run", by="kiosk")
    assert (tried["dry_run"], tried["licence"]) == (True, None)
    bought = testnet.data("licence", "buy", str(made["offer"]), by="kiosk")
    assert bought["approval"] is None
    reported = testnet.data("licence", "report", str(bought["licence"]), "0.5", by="kiosk")
    assert reported["share"] == str(25 * 10**15)
    (shown,) = testnet.data("licence", "show", str(bought["licence"]))["licences"]
    expected = {
        "work": int(song),
        "scope": "commercial",
        "attribution": False,
        "transferable": False,
        "share_bps": 500,
        "term": 30 * 86_400,
        "asset": ETH,
        "price": str(10**17),
        "ceiling": str(2 * 10**18),
        "holder": testnet.address("kiosk"),
        "revenue": str(5 * 10**17),
        "in_force": True,
    }
    assert {key: shown[key] for key in expected} == expected
    assert testnet.data("licence", "withdraw", str(made["offer"]), by="ada")["offer"] == made["offer"]
    page = testnet.run("licence", "show").stdout
    assert "commercial, without attribution, 5 % of revenue, up to 2 ETH, for 30d, 0.1 ETH" in page
    assert "closed" in page
    assert testnet.refused("licence", "buy", str(made["offer"]), by="kiosk")["code"] == "refused"
    (income,) = testnet.data("work", "show", song)["income"]
    assert int(income["amount"]) == 125 * 10**15 * 95 // 100


def test_a_price_in_a_token_is_approved_and_paid(testnet: Testnet, song: str) -> None:
    with testnet.coop() as coop:
        rich = coop.chain.node_accounts()[0]  # type: ignore[attr-defined]
        kiosk = testnet.address("kiosk")
        token = CoopToken(coop.chain, mock_class("MintableToken").create(coop.chain, rich).address)
        token.mint(kiosk, 10**18).send(rich)
        enact(testnet, coop, [coop.vault.list_asset(token.address)])
    words = ("--price", "0.75", "--asset", token.address)
    made = testnet.data("licence", "offer", song, "use", *words, by="ada")
    bought = testnet.data("licence", "buy", str(made["offer"]), by="kiosk")
    assert bought["approval"]["transaction"]
    with testnet.coop() as coop:
        assert CoopToken(coop.chain, token.address).balance_of(kiosk) == 10**18 // 4
    assert "less than that" in testnet.refused("licence", "buy", str(made["offer"]), by="kiosk")["message"]


def test_what_derives_is_registered_by_its_licences(testnet: Testnet, song: str, tmp_path: Path) -> None:
    made = testnet.data("licence", "offer", song, "derivative", "--share", "10%", by="ada")
    licence = str(testnet.data("licence", "buy", str(made["offer"]), by="bram")["licence"])
    file = tmp_path / "remix"
    file.write_bytes(b"a remix")
    for by in ("ada", "chipo"):
        refused = testnet.refused("work", "register", str(file), "--licence", licence, by=by)
        assert "somebody else's" in refused["message"]
    remix = registered(testnet, str(file), "--licence", licence, by="bram")
    assert "DerivativeRegistered" in [event["event"] for event in remix["events"]]
    shown = testnet.data("work", "show", str(remix["work"]))
    assert shown["ancestors"] == [{"work": int(song), "share_bps": 1_000}]
    assert f"10 % to work {song}" in testnet.run("work", "show", str(remix["work"])).stdout
    refused = testnet.refused("licence", "report", licence, "1", by="bram")
    assert "takes no reports" in refused["message"]


def test_a_work_is_traced_as_tables_as_data_and_as_a_picture(
    testnet: Testnet, song: str, tmp_path: Path
) -> None:
    file = tmp_path / "cover"
    file.write_bytes(b"a cover")
    made = testnet.data("licence", "offer", song, "derivative", "--share", "20%", by="ada")
    licence = str(testnet.data("licence", "buy", str(made["offer"]), by="bram")["licence"])
    words = ("--licence", licence, "--ai-share", "30%")
    cover = registered(testnet, str(file), *words, by="bram")["work"]
    said = testnet.run("royalty", "pay", str(cover), "0.1", by="kiosk").stdout
    assert "can claim 0.076 ETH; 0.005 ETH is the levy" in said
    assert "0.019 ETH went to the works that it derives from" in said
    offer = testnet.data("licence", "offer", song, "use", "--share", "1%", by="ada")["offer"]
    cheap = str(testnet.data("licence", "buy", str(offer), by="kiosk")["licence"])
    picture = tmp_path / "family.png"
    traced = testnet.data("work", "trace", str(cover), "--picture", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert (traced["parents"], traced["children"], traced["ai_share_bps"]) == ([int(song)], [], 3_000)
    assert traced["family"] == [
        {"parent": int(song), "child": cover, "by": "licence", "licence": int(licence), "share_bps": 2_000}
    ]
    assert [each["licence"] for each in traced["licences_in"]] == [int(licence)]
    assert [(each["kind"], each["amount"]) for each in traced["payments"]] == [
        ("deposit", str(10**17)),
        ("passed on", str(10**17 * 95 // 100 * 20 // 100)),
    ]
    assert [each["to"] for each in traced["owners"]] == [testnet.address("bram")]
    testnet.data("licence", "report", cheap, "1", by="kiosk")
    paid = testnet.data("work", "trace", song)["payments"]
    assert ("revenue", testnet.address("kiosk")) in [(each["kind"], each["other"]) for each in paid]
    page = testnet.run("work", "trace", str(cover)).stdout
    assert "in force" in page
    for said in (f"work {song}", "30 %", "passed on", "derivative, with attribution", "registered"):
        assert said in page
    assert cover in testnet.data("work", "trace", song)["children"]
    missing = str(tmp_path / "no" / "folder.png")
    testnet.refused("work", "trace", str(cover), "--picture", missing, code=2)


def test_a_revocation_is_proposed_with_its_reason(testnet: Testnet, song: str) -> None:
    made = testnet.data("licence", "offer", song, "ai-training", by="ada")
    licence = str(testnet.data("licence", "buy", str(made["offer"]), by="kiosk")["licence"])
    asked = testnet.data("licence", "revoke", licence, "--reason", "sold on as its own", by="ada")
    assert asked["title"] == f"Revoke licence {licence}"
    assert "revoke" in str(asked["actions"])
    assert len(asked["reason_hash"]) == 66
    assert testnet.refused("licence", "revoke", licence, "--reason", " ", by="ada", code=2)


def test_what_makes_no_sense_is_said_before_anything_is_sent(testnet: Testnet, song: str) -> None:
    for words in (
        ("offer", song, "stealing"),
        ("offer", song, "use", "--share", "101%"),
        ("offer", song, "use", "--share", "a lot"),
        ("offer", song, "use", "--term", "a while"),
        ("offer", song, "use", "--term", "0d"),
        ("offer", song, "use", "--ceiling", ""),
        ("offer", "999", "use"),
        ("buy", "999"),
        ("show", "999"),
    ):
        testnet.refused("licence", *words, by="ada", code=2)


def test_a_co_op_without_licences_says_how_to_have_them(anvil: AnvilNode, tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        plain = make_testnet(node, tmp_path)
        assert "licences = true" in plain.refused("licence", "show")["hint"]
        assert "bundles = true" in plain.refused("bundle", "show")["hint"]
