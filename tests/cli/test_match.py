"""Matching rounds as members hold them on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.units import ETH, Address, Support, Wei
from tests.cli.testnet import Testnet, make_testnet

ETHER = 10**18
CHANGES: dict[str, Any] = {
    "matching": {"review": "2d", "claim_period": "30d", "caps": [{"asset": "ETH", "amount": "20"}]},
    "works": {"min_commit_age": "1s"},  # the node's clock is a real one
}


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("match"), changes=CHANGES)
        with open_node(Settings(), node.url) as chain:
            rich = chain.node_accounts()[0]
            chain.send(rich, made.deployment.addresses["treasury"], value=Wei(5 * ETHER))
            for name in ("ada", "bram", "chipo"):
                chain.send(rich, made.address(name), value=Wei(ETHER))
        yield made


def adopted(testnet: Testnet, number: str) -> None:
    """A proposal's life from its vote to its execution."""
    testnet.advance("25h")
    testnet.data("vote", number, "for", by="ada")
    testnet.advance("6d")
    testnet.data("queue", number, by="ada")
    testnet.advance("2d")
    testnet.data("execute", number, by="ada")


def shown(testnet: Testnet, number: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = testnet.data("match", "show", number)["rounds"][0]
    return found


def test_a_round_from_its_proposal_to_its_end(testnet: Testnet) -> None:
    kiosk, bram = testnet.address("kiosk"), testnet.address("bram")
    assert testnet.data("match", "show")["rounds"] == []
    words = ("match", "open", "2", "ETH", "--payee", kiosk, "--payee", bram, "--delay", "1d", "--lasts", "3d")
    proposed = testnet.run(*words, "--cap", "1.5", by="ada")
    assert proposed.code == 0, proposed.stderr
    assert "Hold a matching round with 2 ETH" in testnet.run("proposal", "show", "1").stdout
    adopted(testnet, "1")
    found = shown(testnet)
    assert (found["state"], found["pool"], found["cap"]) == ("announced", str(2 * ETHER), str(3 * ETHER // 2))
    office = testnet.address("office")
    assert testnet.data("match", "register", "1", office, by="chipo")["payee"] == office
    again = testnet.refused("match", "register", "1", testnet.address("ada"), by="chipo")
    assert "MatchingRounds_HasRegistered" in again["message"]
    early = testnet.refused("match", "contribute", "1", "1", "0.01", by="ada")
    assert "MatchingRounds_WrongState" in early["message"]
    assert "state='announced'" in early["message"]
    testnet.advance("1d")
    gave = testnet.run("match", "contribute", "1", "1", "0.01", by="ada")
    assert gave.stdout.startswith("Gave 0.01 ETH to grant 1 of round 1.")
    assert "is not matched" not in gave.stderr
    testnet.data("match", "contribute", "1", "1", "0.04", by="bram")
    testnet.data("match", "contribute", "1", "2", "0.09", by="bram")
    tried = testnet.data("match", "contribute", "1", "2", "0.09", "--dry-run", by="chipo")
    assert tried["dry_run"]
    testnet.data("match", "fund", "1", "0.25", by="chipo")
    text = testnet.run("match", "show", "1").stdout
    assert "[####################]" in text
    assert "0.04 ETH" in text
    late = testnet.refused("match", "claim", "1", "1", by="kiosk")
    assert "MatchingRounds_WrongState" in late["message"]
    testnet.advance("5d")
    with testnet.coop() as coop:
        before = coop.chain.balance(kiosk)
    claimed = testnet.data("match", "claim", "1", "1", by="ada")
    assert (claimed["contributed"], claimed["match"]) == (str(ETHER // 20), str(ETHER // 25))
    with testnet.coop() as coop:
        assert coop.chain.balance(kiosk) - before == 9 * ETHER // 100
    settled = testnet.data("match", "settle", "1", by="kiosk")
    assert (settled["returned"], len(settled["sent"])) == (str(221 * ETHER // 100), 2)
    assert "nothing waits" in testnet.refused("match", "settle", "1", by="kiosk")["message"]
    early = testnet.refused("match", "lapse", "1", "2", by="kiosk")
    assert "MatchingRounds_NotLapsed" in early["message"]
    assert " UTC'" in early["message"]
    testnet.advance("30d")
    testnet.data("match", "lapse", "1", "2", by="kiosk")
    assert testnet.data("match", "refund", "1", "2", "--to", kiosk, by="bram")["payee"] == kiosk
    states = [grant["state"] for grant in shown(testnet)["grants"]]
    assert states == ["claimed", "lapsed", "live"]


def test_a_round_in_the_co_op_s_token_for_a_work(testnet: Testnet) -> None:
    with testnet.coop() as coop:
        ada = testnet.address("ada")
        work = coop.register_work(ada, b"a song", {ada: 1_000_000})
        number = coop.governor.latest_proposal_id() + 1
    words = ("match", "open", "0", "LUM", "--work", str(work), "--delay", "0s", "--lasts", "3d")
    testnet.data(*words, by="ada")
    adopted(testnet, str(number))
    tried = testnet.run("match", "contribute", "2", "1", "10", "--dry-run", by="bram")
    assert "once the tokens are approved" in tried.stderr
    gave = testnet.run("match", "contribute", "2", "1", "10", by="bram")
    assert gave.stdout.startswith("Approved.\nGave 10 LUM")
    own = testnet.run("match", "contribute", "2", "1", "10", by="ada")  # it holds the units
    assert "is not matched" in own.stderr
    assert testnet.data("match", "contribute", "2", "1", "1", by="ada")["counted"] is False
    poor = testnet.refused("match", "contribute", "2", "1", "100000", by="bram")
    assert "the account has less than that" in poor["message"]
    with testnet.coop() as coop:
        assert coop.token.allowance(testnet.address("bram"), coop.addresses["matching"]) == 0
    testnet.data("match", "fund", "2", "5", by="chipo")
    (grant,) = shown(testnet, "2")["grants"]
    assert (grant["work"], grant["contributors"], grant["match"]) == (str(work), 2, "0")
    draft = testnet.folder / "void.toml"
    draft.write_text('title = "Call it off"\nactions = ["matching.voidRound(2)"]\n', encoding="utf-8")
    tried = testnet.run("propose", str(draft), "--dry-run", by="ada")
    assert tried.code == 0, tried.stderr
    assert "MatchingRounds.voidRound(roundId=2)" in tried.stderr


def test_what_others_counted_already_is_not_counted_again(testnet: Testnet) -> None:
    """Of 101 grants, of which the command counts a hundred at a time, somebody counted sixty."""
    with testnet.coop() as coop:
        assert coop.matching is not None
        ada = testnet.address("ada")
        payees = [Address(f"0x{place:040x}") for place in range(1_000, 1_101)]
        proposal = coop.propose(
            ada, [coop.matching.make_round(RoundTerms(ETH, 0, 1, 0, 0), payees, [])], "Many"
        )
        testnet.advance("25h")
        proposal.vote(ada, Support.FOR)
        testnet.advance("6d")
        proposal.queue(ada)
        testnet.advance("2d")
        proposal.execute(ada)
        testnet.advance("3d")
        number = coop.matching.round_count()
        coop.matching.settle(number, 60).send(ada)
    settled = testnet.data("match", "settle", str(number), by="kiosk")
    assert (settled["returned"], len(settled["sent"])) == ("0", 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("match", "show", "9"), "there is no such round"),
        (("match", "claim", "1", "9"), "there is no such grant"),
        (("match", "contribute", "1", "1", "some"), "amount"),
        (("match", "register", "1"), "what is given to"),
        (("match", "open", "1", "ETH", "--lasts", "soon"), "lasts"),
        (("match", "open", "1", "ETH", "--lasts", "0d"), "open for 1s to"),
        (("match", "open", "1", "ETH", "--delay", "3651d"), "open for 1s to"),
        (("match", "open", "1", "ETH", "--work", "9"), "no such work"),
        (("match", "open", "1", "ETH", "--payee", "bram", "--payee", "bram"), "by one grant"),
        (("match", "register", "9", "bram"), "there is no such round"),
        (("match", "contribute", "1", "9", "1"), "there is no such grant"),
        (("match", "refund", "1", "9"), "there is no such grant"),
        (("match", "lapse", "1", "9"), "there is no such grant"),
    ],
)
def test_what_is_mistyped_is_refused(testnet: Testnet, words: tuple[str, ...], says: str) -> None:
    assert says in testnet.refused(*words, by="ada", code=2)["message"]
