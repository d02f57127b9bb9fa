"""`dao-sim commission`: a dispute from post to claim, and what is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.bindings import CoopToken
from dao_sim.chain.anvil import AnvilNode
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow

__all__ = ["anvil"]

TOKEN = 10**18


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op with commissions, of which the constitutional timelock is the arbiter."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("commissions"), changes={"commissions": {}})
        endow(made)
        yield made


@pytest.fixture
def brief(tmp_path: Path) -> str:
    path = tmp_path / "brief.txt"
    path.write_text("a poster", encoding="utf-8")
    return str(path)


def test_tokens_are_approved_bid_for_and_split_by_a_vote(testnet: Testnet, brief: str) -> None:
    """What is paid in the co-op's own token, and ruled upon by a proposal."""
    tried = testnet.run("commission", "post", brief, "100", "LUM", "--dry-run", by="chipo")
    assert (tried.code, "the rest can be tried" in tried.stderr) == (0, True)
    posted = testnet.data("commission", "post", brief, "100", "LUM", "--review", "20d", by="chipo")
    assert (posted["commission"], posted["budget"]) == ("1", str(100 * TOKEN))
    bid = testnet.data("commission", "bid", "1", "80", "--within", "2d", "--bond", "20", by="bram")
    assert (bid["bid"], bid["price"], bid["bond"]) == ("1", str(80 * TOKEN), str(20 * TOKEN))
    assert bid["time"] == 2 * 86_400
    assert testnet.data("commission", "accept", "1", by="chipo")["commission"] == "1"
    testnet.data("commission", "deliver", "1", brief, by="bram")
    early = testnet.refused("commission", "settle", "1", by="bram")
    assert "Commissions_TooEarly" in early["message"]
    assert " UTC'" in early["message"]
    again = testnet.refused("commission", "accept", "1", by="chipo")
    assert "state='accepted'" in again["message"]
    page = testnet.run("commission", "show", "1").stdout
    (found,) = testnet.data("commission", "show", "1")["commissions"]
    for said in (
        f"Brief: {found['brief']}.",
        f"Delivered: {found['delivery']}.",
        "costs 5 % of the bond",
        "Due by",
    ):
        assert said in page
    assert " UTC" in _row_of(page, "delivered")
    testnet.data("commission", "dispute", "1", by="chipo")
    assert "NotYours" in testnet.refused("commission", "rule", "1", "40%", by="ada")["message"]
    draft = Path(brief).with_name("ruling.toml")
    draft.write_text('title = "A ruling"\nactions = ["commissions.rule(1, \'40%\')"]\n', encoding="utf-8")
    testnet.data("propose", str(draft), by="ada")
    testnet.advance("25h")
    testnet.data("vote", "1", "for", by="ada")
    testnet.advance("6d")
    testnet.data("queue", "1", by="ada")
    testnet.advance("2d")
    testnet.data("execute", "1", by="ada")
    (found,) = testnet.data("commission", "show", "1")["commissions"]
    assert (found["state"], found["late_fee"]) == ("settled", "0")
    (claim,) = testnet.data("commission", "claim", "--to", "kiosk", by="bram")["claims"]
    assert claim["amount"] == str(40 * TOKEN)
    testnet.data("commission", "claim", by="chipo")
    with testnet.coop() as coop:
        assert coop.commissions is not None
        token = CoopToken(coop.chain, coop.token.address)
        assert token.balance_of(testnet.address("kiosk")) == 40 * TOKEN
        assert token.balance_of(testnet.address("chipo")) == 180 * TOKEN
        assert coop.commissions.held(coop.token.address) == 0


def test_what_is_given_up_cancelled_and_withdrawn_comes_back(testnet: Testnet, brief: str) -> None:
    first = testnet.data("commission", "post", brief, "1", by="kiosk")["commission"]
    second = testnet.data("commission", "post", brief, "1", by="kiosk")["commission"]
    bid = testnet.data("commission", "bid", first, "1", "--within", "1d", "--bond", "0.5", by="ada")["bid"]
    testnet.data("commission", "accept", bid, by="kiosk")
    assert "Abandoned" in str(testnet.data("commission", "abandon", first, by="ada")["events"])
    other = testnet.data("commission", "bid", second, "0.5", "--within", "1d", "--bond", "1", by="ada")["bid"]
    testnet.data("commission", "cancel", second, by="kiosk")
    testnet.data("commission", "withdraw", other, by="ada")
    for who, amount in (("kiosk", "2.5 ETH"), ("ada", "1 ETH")):
        assert f"{amount} went to" in testnet.run("commission", "claim", by=who).stdout
    assert "nothing to claim" in testnet.refused("commission", "claim", by="ada")["message"]
    shown = testnet.run("commission", "show").stdout
    for state in ("abandoned", "cancelled"):
        assert " UTC" not in _row_of(shown, state)


def _row_of(page: str, state: str) -> str:
    """The line of a commission that is in this state."""
    return next(line for line in page.splitlines() if state in line)


def test_nothing_is_approved_that_is_not_there(testnet: Testnet, brief: str) -> None:
    refused = testnet.refused("commission", "post", brief, "5000", "LUM", by="kiosk")
    assert "the account has less than that" in refused["message"]
    assert "of 5,000 LUM" in refused["message"]
    with testnet.coop() as coop:
        assert coop.token.allowance(testnet.address("kiosk"), coop.addresses["commissions"]) == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("post", "nowhere.txt", "1"), "cannot be read"),
        (("post", __file__, "1", "--late", "x"), "must be a percentage"),
        (("post", __file__, "1", "--bids", "soon"), "soon"),
        (("bid", "99", "1", "--within", "1d"), "there is no such commission"),
        (("accept", "99"), "there is no such bid"),
        (("show", "99"), "there is no such commission"),
    ],
)
def test_what_makes_no_sense_is_refused(testnet: Testnet, words: tuple[str, ...], says: str) -> None:
    refused = testnet.refused("commission", *words, by="ada", code=2)
    assert says in refused["message"] + str(refused["hint"])


def test_a_co_op_without_them_says_so(tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True) as node:
        plain = make_testnet(node, tmp_path)
        for group, section in (("commission", "commissions"), ("grant", "grants"), ("review", "review")):
            assert f"has no section [{section}]" in plain.refused(group, "show")["message"]
