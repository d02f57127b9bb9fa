"""`dao-sim review` about submissions: what it says before anything is sent, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow
from tests.docs.test_screening import CONTENT, RULES, SCREENER

__all__ = ["anvil"]

BOOK = {"cap": "0%", "review_from": "0%", "deposit": "0.4"}


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op that asks for submissions of music and books; commitments are good at once."""
    content = {**CONTENT, "domains": {**CONTENT["domains"], "book": BOOK}}
    changes = {**RULES, "content": content, "works": {"min_commit_age": "1s", "max_commit_age": "30d"}}
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("submissions"), changes=changes)
        endow(made)
        yield made


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A work that is no other test's."""
    file = tmp_path / "song.txt"
    file.write_text(f"a song of {tmp_path.name}", encoding="utf-8")
    return file


def submit(testnet: Testnet, song: Path, by: str = "ada", domain: str = "music") -> str:
    """A submission with a URI. Returns its number."""
    words = ("review", "submit", str(song), "--domain", domain, "--uri", "ipfs://song")
    number: str = testnet.data(*words, by=by)["submission"]
    return number


def test_registering_says_what_comes_first(testnet: Testnet, song: Path) -> None:
    register = ("work", "register", str(song), "--uri", "ipfs://song")
    refused = testnet.refused(*register, by="ada")
    assert "submitted before they are registered" in refused["message"]
    assert "review submit" in refused["hint"]
    number = submit(testnet, song)
    assert "still being screened" in testnet.refused(*register, by="ada")["message"]
    assert "somebody else" in testnet.refused(*register, by="bram")["message"]
    again = testnet.refused("review", "submit", str(song), "--domain", "music", by="bram")
    assert "submitted already" in again["message"]
    works = str(song.parent)
    testnet.data("review", "screen", number, str(song), "--works", works, by="account:7")
    assert "something else stated" in testnet.refused("work", "register", str(song), by="ada")["message"]
    assert testnet.data(*register, by="ada")["work"] >= 1
    again = testnet.refused("review", "submit", str(song), "--domain", "music", by="bram")
    assert "registered already" in again["message"]
    (paid,) = testnet.data("review", "claim-deposit", "--to", "kiosk", by="ada")["claims"]
    assert paid["amount"] == str(5 * 10**17)


def test_a_flag_needs_a_panel_or_ends(testnet: Testnet, song: Path, tmp_path: Path) -> None:
    number = submit(testnet, song)
    metadata = tmp_path / "metadata.json"
    metadata.write_text(json.dumps({"title": "Rain"}), encoding="utf-8")
    verdict = tmp_path / "verdict.json"
    screen = ("review", "screen", number, str(song), "--works", str(tmp_path))
    more = ("--metadata", str(metadata), "--valid", "2h", "--out", str(verdict))
    signed = testnet.data(*screen, *more, by="account:7")
    assert [finding["reason"] for finding in signed["findings"]] == ["metadata.creators is missing"]
    tampered = tmp_path / "tampered.json"
    tampered.write_text(verdict.read_text(encoding="utf-8").replace("creators", "nothing"), encoding="utf-8")
    refused = testnet.refused("review", "relay-verdict", str(tampered), by="kiosk")
    assert "InvalidSignature" in refused["message"]
    sent = testnet.data("review", "relay-verdict", str(verdict), by="kiosk")
    assert sent["screener"] == SCREENER
    shown = testnet.run("review", "submissions", number).stdout
    assert "missing field" in shown
    register = testnet.refused("work", "register", str(song), "--uri", "ipfs://song", by="ada")
    assert f"review request {number}" in register["hint"]
    asked = testnet.data("review", "request", number, by="ada")
    assert asked["cost"] == str(12 * 10**16)
    register = testnet.refused("work", "register", str(song), "--uri", "ipfs://song", by="ada")
    assert f"case {asked['case']}" in register["message"]
    assert "Undecided" in testnet.refused("review", "conclude", number, by="kiosk")["message"]


def test_a_submission_is_withdrawn_or_lapses(testnet: Testnet, song: Path) -> None:
    number = submit(testnet, song, domain="book")
    assert "NotSubmitter" in testnet.refused("review", "withdraw-submission", number, by="bram")["message"]
    testnet.data("review", "withdraw-submission", number, by="ada")
    words = ("review", "submit", str(song), "--domain", "book")
    assert "ContentKept" in testnet.refused(*words, by="bram")["message"]
    testnet.advance("14d")
    other = submit(testnet, song, by="bram", domain="book")
    testnet.advance("4d")
    (found,) = testnet.data("review", "submissions", other)["submissions"]
    assert (found["state"], found["needs_review"]) == ("flagged", True)
    assert "TooEarly" in testnet.refused("review", "lapse-submission", other, by="kiosk")["message"]
    testnet.advance("14d")
    assert testnet.data("review", "lapse-submission", other, by="kiosk")["submission"] == other
    assert "NothingToRecover" in testnet.refused("review", "recover-deposits", by="kiosk")["message"]


def test_rules_are_shown_and_changed_by_vote(testnet: Testnet) -> None:
    shown = testnet.data("review", "domains")
    assert (shown["screeners"], [each["domain"] for each in shown["domains"]]) == (
        [SCREENER],
        ["book", "music"],
    )
    low = testnet.refused("review", "propose-domain", "film", "--deposit", "0.1", by="ada", code=2)
    assert ("must pay for a panel" in low["message"], "0.12 ETH" in low["hint"]) == (True, True)
    words = ("film", "--cap", "30%", "--review-from", "10%", "--deposit", "1")
    proposed = testnet.data("review", "propose-domain", *words, by="ada")
    assert proposed["title"] == "Set the rules of the domain film"
    again = testnet.refused("review", "propose-screener", SCREENER, by="ada", code=2)
    assert "is a screener already" in again["message"]
    removed = testnet.data("review", "propose-screener", SCREENER, "--remove", by="ada")
    assert removed["title"] == f"Remove the screener {SCREENER}"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("submit", "SONG", "--domain", "opera"), "works of this domain are not accepted"),
        (("submissions", "99"), "there is no such submission"),
        (("screen", "1", "SONG", "--works", ".", "--screener", "oracle"), "there is no such screener"),
        (("relay-verdict", "SONG"), "is not JSON"),
        (("propose-domain", "Film!", "--deposit", "1"), "is no domain's name"),
        (("propose-domain", "film", "--cap", "101%", "--deposit", "1"), "must be at most 100%"),
    ],
)
def test_what_is_wrong_is_refused_with_what_would_be_right(
    testnet: Testnet, song: Path, words: tuple[str, ...], says: str
) -> None:
    given = [str(song) if word == "SONG" else word for word in words]
    assert says in testnet.refused("review", *given, by="ada", code=2)["message"]


def test_only_screeners_screen_and_only_what_was_submitted(
    testnet: Testnet, song: Path, tmp_path: Path
) -> None:
    number = submit(testnet, song)
    screen = ("review", "screen", number)
    works = ("--works", str(tmp_path))
    assert "only appointed screeners" in testnet.refused(*screen, str(song), *works, by="ada")["message"]
    other = tmp_path / "other.txt"
    other.write_text("something else", encoding="utf-8")
    wrong = testnet.refused(*screen, str(other), *works, by="account:7", code=2)
    assert "is not the work that was submitted" in wrong["message"]
    metadata = testnet.refused(*screen, str(song), *works, "--metadata", str(song), by="account:7", code=2)
    assert "is not JSON" in metadata["message"]
