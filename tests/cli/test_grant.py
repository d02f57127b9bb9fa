"""`dao-sim grant`: what it refuses, and what it says before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.chain.anvil import AnvilNode
from dao_sim.units import ETH
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet
from tests.docs.escrows import endow

__all__ = ["anvil"]

DAY = 86_400
DRAFT = """
title = "An archive"
grantee = "kiosk"
review_period = "7d"
reviewers = ["ada", "bram"]
[[milestones]]
amount = "4"
within = "30d"
"""


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """A co-op with grants, of which one was opened: two milestones of 1 and 2 ETH, a bond of 1."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("grants"), changes={"grants": {}})
        endow(made)
        open_one(made)
        yield made


def open_one(testnet: Testnet) -> None:
    milestones = (MilestoneTerms(10**18, 30 * DAY), MilestoneTerms(2 * 10**18, 60 * DAY))
    ada, bram, kiosk = map(testnet.address, ("ada", "bram", "kiosk"))
    with testnet.coop() as coop:
        assert coop.grants is not None
        terms = GrantTerms(kiosk, 1, ETH, 10**18, 7 * DAY, (ada, bram), milestones)
        calls = [coop.treasury.pay(ETH, coop.grants.address, 3 * 10**18), coop.grants.open_(terms)]
        proposal = coop.propose(ada, calls, "A grant")
        testnet.advance("25h")
        coop.governor.cast_vote(proposal.id, 1).send(ada)
        testnet.advance("6d")
        proposal.queue(ada)
        testnet.advance("2d")
        proposal.execute(ada)


def test_a_grant_is_accepted_shown_and_settled(testnet: Testnet, tmp_path: Path) -> None:
    tried = testnet.run("grant", "accept", "1", "--dry-run", by="kiosk")
    assert (tried.code, "Nothing was sent." in tried.stdout) == (0, True)
    assert "somebody else's to accept" in testnet.refused("grant", "accept", "1", by="ada")["message"]
    assert "Accepted or lost by" in testnet.run("grant", "show", "1").stdout
    nothing = tmp_path / "nothing.txt"
    nothing.touch()
    empty = testnet.refused("grant", "submit", "1", "1", str(nothing), by="kiosk", code=2)
    assert "is empty" in empty["message"]
    early = testnet.refused("grant", "submit", "1", "1", str(Path(__file__)), by="kiosk")
    assert "state='offered'" in early["message"]
    assert testnet.data("grant", "accept", "1", by="kiosk")["grant"] == "1"
    report = tmp_path / "report.txt"
    report.write_text("done", encoding="utf-8")
    none = testnet.refused("grant", "submit", "1", "3", str(report), by="kiosk", code=2)
    assert "no such milestone" in none["message"]
    testnet.data("grant", "submit", "1", "2", str(report), by="kiosk")
    assert "TooEarly" in testnet.refused("grant", "settle", "1", "1", by="ada")["message"]
    assert testnet.data("grant", "review", "1", "2", "50%", by="ada")["bps"] == 5_000
    assert testnet.data("grant", "review", "1", "2", "0%", by="bram")["milestone"] == 2
    settled = testnet.data("grant", "settle", "1", "2", by="bram")
    assert (settled["paid"], settled["returned"], settled["lost"]) == (str(10**18),) * 3
    (claim,) = testnet.data("grant", "claim", "--to", "chipo", by="kiosk")["claims"]
    assert (claim["asset"], claim["amount"]) == (ETH, str(10**18))
    assert "nothing to claim" in testnet.refused("grant", "claim", by="kiosk")["message"]
    assert testnet.data("grant", "recover", by="chipo")["amount"] == str(2 * 10**18)
    (shown,) = testnet.data("grant", "show", "1")["grants"]
    verdicts = {each["reviewer"]: each["bps"] for each in shown["milestones"][1]["verdicts"]}
    assert verdicts == {testnet.address("ada"): 5_000, testnet.address("bram"): 0}
    page = testnet.run("grant", "show", "1").stdout
    (told,) = [line.split() for line in page.splitlines() if line.startswith(testnet.address("ada"))]
    assert told[1:] == ["50", "%"]
    assert f"Evidence of milestone 2: {shown['milestones'][1]['evidence']}." in page
    assert "WrongState" in testnet.refused("grant", "lapse", "1", by="ada")["message"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (DRAFT.replace("[[milestones]]", "[[stones]]"), "stones"),
        (DRAFT.replace('"7d"', '"0s"'), "must be a duration from 1s"),
        (DRAFT.replace('"4"', '"x"'), "amount"),
        (DRAFT.replace('"kiosk"', '"nobody-of-that-name"'), "nobody-of-that-name"),
        ("title = ", "is not valid TOML"),
        (DRAFT.replace("review_period", "needed = 3\nreview_period"), "there are only 2 reviewers"),
        (DRAFT.replace('"bram"', '"ada"'), "each is named once"),
        (DRAFT.replace('"bram"', '"kiosk"'), "the grantee is none of them"),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(
    testnet: Testnet, tmp_path: Path, wrong: str, says: str
) -> None:
    file = tmp_path / "grant.toml"
    file.write_text(wrong, encoding="utf-8")
    refused = testnet.refused("grant", "propose", str(file), by="ada", code=2)
    assert says in refused["message"]


def test_what_is_not_there_is_not_shown(testnet: Testnet) -> None:
    assert "there is no such grant" in testnet.refused("grant", "show", "9", code=2)["message"]
    missing = testnet.refused("grant", "propose", "nowhere.toml", by="ada", code=2)
    assert "cannot be read" in missing["message"]
