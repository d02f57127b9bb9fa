"""`dao-sim reward`: what it refuses, and what it says before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop.reward_terms import kind_bytes
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet

__all__ = ["anvil"]

TOKEN = 10**18
KINDS = [
    {"name": "code", "amount": "100", "cliff": "30d", "duration": "360d"},
    {"name": "text", "amount": "20", "duration": "0s"},
]


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op with rewards, which may mint 150 tokens in ten days; the office decides."""
    changes = {"rewards": {"kinds": KINDS}, "token": {"mint_cap": "150", "epoch": "10d"}}
    with AnvilNode(wall_clock=True) as node:
        yield make_testnet(node, tmp_path_factory.mktemp("rewards"), changes=changes)


@pytest.fixture
def evidence(tmp_path: Path) -> str:
    path = tmp_path / "patch.diff"
    path.write_text("a search", encoding="utf-8")
    return str(path)


def submit(testnet: Testnet, kind: str, by: str) -> int:
    """A contribution that waits. Returns its number."""
    with testnet.coop() as coop:
        assert coop.rewards is not None
        coop.rewards.submit(kind_bytes(kind), b"\1" * 32, "").send(testnet.address(by))
        return coop.rewards.contribution_count()


def test_a_contribution_from_submission_to_release(testnet: Testnet, evidence: str) -> None:
    """The second award finds 50 tokens left of the cap, and has the rest minted in the next epoch."""
    tried = testnet.run("reward", "submit", "code", evidence, "--dry-run", by="ada")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    made = testnet.data("reward", "submit", "code", evidence, "--uri", "ipfs://patch", by="ada")
    assert (made["contribution"], submit(testnet, "code", "bram")) == ("1", 2)
    assert testnet.data("reward", "accept", "1", by="office")["award"]["minted"] == str(100 * TOKEN)
    second = testnet.data("reward", "accept", "2", "80%", by="office")
    assert (second["bps"], second["award"]["amount"]) == (8_000, str(80 * TOKEN))
    assert second["award"]["minted"] == str(50 * TOKEN)
    assert "30 LUM are still to be minted" in testnet.run("reward", "show", "2").stdout
    cliff = testnet.refused("reward", "release", "1", by="kiosk")
    assert ("nothing to release" in cliff["message"], "the first can be" in cliff["hint"]) == (True, True)
    testnet.advance("30d")
    minted = testnet.data("reward", "mint", "2", by="kiosk")
    assert (minted["minted"], minted["left"]) == (str(30 * TOKEN), "0")
    released = int(testnet.data("reward", "release", "1", by="kiosk")["released"])
    assert 100 * TOKEN // 12 <= released < 84 * TOKEN // 10
    shown, other = testnet.data("reward", "show")["contributions"]
    assert (shown["uri"], shown["kind"], shown["accepted_bps"]) == ("ipfs://patch", "code", 10_000)
    assert (shown["award"]["released"], other["award"]["minted"]) == (str(released), str(80 * TOKEN))


def test_an_award_s_votes_go_where_its_owner_says(testnet: Testnet) -> None:
    number = submit(testnet, "text", "chipo")
    award = testnet.data("reward", "accept", str(number), by="office")["award"]
    assert award["delegate"] == testnet.address("chipo")
    given = testnet.data("reward", "delegate", str(number), "kiosk", by="chipo")
    assert given["to"] == testnet.address("kiosk")
    delegates = {each["delegate"]: each for each in testnet.data("delegates")["delegates"]}
    behind = {"account": award["address"], "votes": str(20 * TOKEN)}
    assert delegates[testnet.address("kiosk")]["delegators"] == [behind]
    assert testnet.data("reward", "release", str(number), by="ada")["released"] == str(20 * TOKEN)
    nothing = testnet.refused("reward", "release", str(number), by="ada")
    assert ("nothing to release" in nothing["message"], nothing["hint"]) == (True, None)


def test_what_is_declined_or_withdrawn_is_over(testnet: Testnet) -> None:
    declined, withdrawn = (str(submit(testnet, "text", "bram")) for _ in range(2))
    waits = testnet.refused("reward", "release", withdrawn, by="bram")
    assert "the contribution is submitted" in waits["message"]
    assert "or it lapses" in testnet.run("reward", "show", withdrawn).stdout
    assert testnet.data("reward", "decline", declined, by="office")["contribution"] == declined
    assert testnet.data("reward", "lapse", withdrawn, by="bram")["contribution"] == withdrawn


def test_a_reward_is_proposed_as_what_it_says(testnet: Testnet) -> None:
    words = ("reward", "propose", "music", "2.5", "--cliff", "1d", "--duration", "2d", "--dry-run")
    tried = testnet.run(*words, by="ada")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    assert f"amount={25 * TOKEN // 10}, cliff=86400, duration=172800" in tried.stderr
    wrong = testnet.refused("reward", "propose", "code", "x", by="ada", code=2)
    assert "amount" in wrong["message"]
    wrong = testnet.refused("reward", "propose", "x" * 33, "0", by="ada", code=2)
    assert "1 to 32 bytes" in wrong["message"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("code", "1", "--cliff", "2d", "--duration", "1d"), "no longer than the duration"),
        (("code", "0.000000000000009999"), "too little"),
        (("music", "0"), "need not be ended"),
    ],
)
def test_no_vote_is_asked_for_on_what_could_not_be_set(
    testnet: Testnet, words: tuple[str, ...], says: str
) -> None:
    assert says in testnet.refused("reward", "propose", *words, by="ada", code=2)["message"]


def test_what_is_not_rewarded_is_named_with_what_is(testnet: Testnet, evidence: str) -> None:
    wrong = testnet.refused("reward", "submit", "music", evidence, by="ada", code=2)
    assert (wrong["message"].count("not rewarded"), wrong["hint"]) == (1, "one of code, text")


def test_what_is_not_there_is_not_shown(testnet: Testnet) -> None:
    assert "there is no such contribution" in testnet.refused("reward", "show", "99", code=2)["message"]
    missing = testnet.refused("reward", "submit", "code", "nowhere", by="ada", code=2)
    assert "cannot be read" in missing["message"]
    rows = testnet.run("reward", "kinds").stdout
    assert ("100 LUM" in rows, "360d" in rows) == (True, True)
