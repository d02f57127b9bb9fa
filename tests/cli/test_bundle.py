"""`dao-sim bundle`, and rights that are split off and merged, on a node."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.cli.testnet import Testnet, make_testnet


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op whose works can be bundled, at once; everybody has some ETH."""
    works = {"licences": True, "bundles": True, "min_commit_age": "1s"}
    with AnvilNode(wall_clock=True) as node:
        folder = tmp_path_factory.mktemp("bundles")
        yield make_testnet(node, folder, ("ada", "bram", "chipo", "kiosk"), changes={"works": works})


@pytest.fixture(scope="module")
def works(testnet: Testnet, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """One of Ada's and one of Bram's."""
    folder = tmp_path_factory.mktemp("works")
    numbers = []
    for who in ("ada", "bram"):
        file = folder / who
        file.write_bytes(f"a song of {who}'s".encode())
        numbers.append(str(testnet.data("work", "register", str(file), by=who)["work"]))
    first, second = numbers
    return first, second


def shown(testnet: Testnet, bundle: int) -> dict[str, Any]:
    (found,) = testnet.data("bundle", "show", str(bundle))["bundles"]
    return dict(found)


def test_a_bundle_is_proposed_joined_and_opened(
    testnet: Testnet, works: tuple[str, str], tmp_path: Path
) -> None:
    song, other = works
    file = tmp_path / "booklet"
    file.write_bytes(b"liner notes")
    said = ("--work", f"{other}=30%", "--work", f"{song}=40%")
    tried = testnet.data("bundle", "propose", str(file), *said, "--dry-run", by="chipo")
    assert (tried["dry_run"], tried["bundle"]) == (True, None)
    early = testnet.refused("bundle", "open", "1", str(file), by="chipo", code=2)
    assert "nothing was proposed" in early["message"]
    made = testnet.data("bundle", "propose", str(file), *said, "--uri", "ipfs://album", by="chipo")
    assert made["works"] == [
        {"work": int(song), "share_bps": 4_000},
        {"work": int(other), "share_bps": 3_000},
    ]
    number = str(made["bundle"])
    assert "Bundles_NotOwner" in str(testnet.refused("bundle", "join", number, song, by="bram"))
    testnet.data("bundle", "join", number, song, by="ada")
    testnet.data("bundle", "join", number, other, by="bram")
    testnet.data("bundle", "withdraw", number, other, by="bram")
    assert [each["joined"] for each in shown(testnet, made["bundle"])["works"]] == [True, False]
    page = testnet.run("bundle", "show", number).stdout
    for text in ("waits for owners", "has not joined", "40 %"):
        assert text in page
    opening = ("bundle", "open", number, str(file))
    for words, by, reason in (
        (("--uri", "ipfs://album"), "chipo", "not everybody has joined"),
        ((), "chipo", "agreed to something else"),
    ):
        assert reason in testnet.refused(*opening, *words, by=by)["message"]
    assert "nothing was proposed" in testnet.refused(*opening, by="ada", code=2)["message"]
    testnet.data("bundle", "join", number, other, by="bram")
    album = testnet.data(*opening, "--uri", "ipfs://album", by="chipo")
    assert {"BundleOpened", "WorkRegistered"} <= {event["event"] for event in album["events"]}
    assert shown(testnet, made["bundle"])["work"] == album["work"]
    traced = testnet.data("work", "trace", str(album["work"]))
    assert (traced["bundle"], traced["parents"]) == (made["bundle"], [int(song), int(other)])
    assert [(each["by"], each["share_bps"], each["licence"]) for each in traced["family"]] == [
        ("bundle", 4_000, None),
        ("bundle", 3_000, None),
    ]
    assert f"bundle {number} of" in testnet.run("work", "trace", str(album["work"])).stdout
    assert f"is work {album['work']}" in testnet.run("bundle", "show").stdout


def test_a_right_is_split_off_sold_apart_and_merged(
    testnet: Testnet, works: tuple[str, str], tmp_path: Path
) -> None:
    song, other = works
    deed = tmp_path / "deed"
    deed.write_bytes(b"the right to use a song")
    words = ("licence", "split", song, "use", str(deed), "--share", "20%")
    assert "only the work's owner" in testnet.refused(*words, by="bram")["message"]
    tried = testnet.data(*words, "--dry-run", by="ada")
    assert (tried["dry_run"], tried["split_from"]) == (True, int(song))
    right = str(testnet.data(*words, by="ada")["work"])
    assert "Licences_ScopeNotHeld" in str(testnet.refused("licence", "offer", song, "use", by="ada"))
    testnet.data("licence", "offer", right, "use", "--price", "0.5", by="ada")
    picture = tmp_path / "family.png"
    traced = testnet.data("work", "trace", right, "--picture", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    expected = {"work": int(right), "split_from": int(song), "scope": "use", "share_bps": 2_000}
    assert traced["right"] == {**expected, "stands": True}
    assert f"use of work {song}" in testnet.run("work", "trace", right).stdout
    assert "stands" in testnet.run("work", "trace", song).stdout
    again = tmp_path / "again"
    again.write_bytes(b"the same right")
    for number, reason in ((song, "not the work's any more"), (right, "sell the right itself")):
        refused = testnet.refused("licence", "split", number, "use", str(again), by="ada")
        assert reason in refused["message"]
    assert "owns both" in testnet.refused("licence", "merge", right, by="bram")["message"]
    assert "is no right" in testnet.refused("licence", "merge", other, by="bram", code=2)["message"]
    testnet.refused("bundle", "show", "999", code=2)
    assert testnet.data("licence", "merge", right, by="ada")["merged_into"] == int(song)
    (ended,) = testnet.data("work", "trace", song)["rights"]
    assert ended == {**expected, "stands": False}
    assert "which it is no more" in testnet.run("work", "trace", right).stdout
