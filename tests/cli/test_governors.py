"""A co-op with governors of several rules, as its members meet them on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.units import Wei
from tests.cli.testnet import Testnet, make_testnet

TOKEN = 10**18
CHANGES: dict[str, Any] = {
    "governance": {"rule": "ranked", "proposal_bond": "5", "quorum": "20%"},
    "governors": [
        {
            "name": "petty",
            "rule": "optimistic",
            "veto": "15%",
            "may": ["spender"],
            "caps": [{"asset": "ETH", "amount": "3"}],
            "optimistic_caps": [{"asset": "ETH", "per_proposal": "1", "per_proposer": "2", "per_epoch": "3"}],
        },
        {"name": "split", "rule": "fractional", "may": ["royalty_steward"]},
        {
            "name": "classes",
            "rule": "chambers",
            "chambers": {
                "creator": {"quorum": "50%"},
                "enterprise": {"quorum": "50%"},
                "public_body": {"quorum": "50%"},
                "patron": {"quorum": "50%"},
            },
            "needs": [{"call": "vault.setLevy", "chambers": ["creator", "enterprise"]}],
            "may": ["royalty_steward"],
        },
        {"name": "roots", "rule": "quadratic", "may": ["royalty_steward"]},
    ],
    "conviction": {"half_life": "1d", "caps": [{"asset": "ETH", "amount": "20"}]},
}
DRAFT = """
title = "Which levy"
text = "It is time."
[[options]]
title = "Half"
actions = ["vault.setLevy('2.5%')"]
[[options]]
title = "Nothing"
actions = ["vault.setLevy('1%')", "vault.setLevy('0%')"]
"""


@pytest.fixture(scope="module")
def testnet(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """Options decide on the constitution; four further governors count in other ways."""
    with AnvilNode(wall_clock=True) as node:
        made = make_testnet(node, tmp_path_factory.mktemp("governors"), changes=CHANGES)
        with open_node(Settings(), node.url) as chain:
            chain.send(chain.node_accounts()[0], made.deployment.addresses["treasury"], value=Wei(10**19))
        yield made


def test_what_was_deployed_is_verified_whatever_the_rules(testnet: Testnet) -> None:
    assert testnet.run("verify").code == 0


def test_options_are_proposed_ranked_shown_and_carried_out(testnet: Testnet, tmp_path: Path) -> None:
    draft = tmp_path / "levy.toml"
    draft.write_text(DRAFT, encoding="utf-8")
    tried = testnet.run("propose", str(draft), "--dry-run", by="ada")
    assert tried.code == 0, tried.stderr
    assert "once the bond is approved" in tried.stderr
    made = testnet.run("propose", str(draft), by="ada")
    assert made.code == 0, made.stderr
    assert "Approved the bond of 5 LUM.\n" in made.stdout
    assert "It is proposal 1.\n" in made.stdout
    testnet.advance("25h")

    wrong = testnet.refused("vote", "1", "Half|Nothing", by="ada", code=2)
    assert wrong["hint"] == "write a ranking, the best first, such as Half>no change"
    voted = testnet.run("vote", "1", "nothing>half", by="ada")
    assert 'Voted Nothing>Half on proposal 1, "Which levy", with 995 LUM.' in voted.stdout
    testnet.data("vote", "1", "0>Half", by="bram")
    ballot = tmp_path / "chipo.json"
    testnet.data("vote", "1", "Half", "--sign-only", "--out", str(ballot), by="chipo")
    relayed = testnet.data("relay", str(ballot), by="kiosk")["ballots"][0]
    assert (relayed["status"], relayed["support"]) == ("relayed", "Half")
    receipt = testnet.deployment.folder / "receipts" / f"1-{testnet.address('ada')}.json"
    assert "voted Nothing>Half on proposal 1" in testnet.run("receipt", "verify", str(receipt)).stdout
    again = testnet.refused("vote", "1", "Half", by="ada")
    assert "the account has voted already: Nothing>Half, in block" in again["message"]

    shown = testnet.run("proposal", "show", "1", by="ada").stdout
    assert "Option 2: Nothing\n  2. RoyaltyVault.setLevy(newLevyBps=100)" in shown
    assert 'If voting ended now, option 2, "Nothing" would win.' in shown
    assert "You voted Nothing>Half.\n" in shown
    assert "no change>Half" in shown
    data = testnet.data("proposal", "show", "1", by="ada")
    assert data["options"] == [{"number": 1, "title": "Half"}, {"number": 2, "title": "Nothing"}]
    assert [each["weight"] for each in data["weights"]] == [
        str(300 * TOKEN),
        str(200 * TOKEN),
        str(995 * TOKEN),
    ]
    assert (data["wins"], data["quorum_counts"], data["toward_quorum"]) == (2, "members", "3")
    assert {vote["support"] for vote in data["votes"]} == {"Nothing>Half", "no change>Half", "Half"}
    delegates = testnet.data("delegates")["delegates"]
    assert delegates[0]["record"]["votes"][0]["support"] == "Nothing>Half"
    assert "strongest" in testnet.run("proposals").stdout

    testnet.advance("6d")
    testnet.data("queue", "1", by="kiosk")
    testnet.advance("2d")
    (locked,) = testnet.data("bond", "show")["bonds"]
    assert (locked["amount"], locked["can_be_released"]) == (str(5 * TOKEN), False)
    early = testnet.refused("bond", "release", "1", by="kiosk")
    assert "ProposalBond_StillLive" in early["message"]
    testnet.data("execute", "1", by="kiosk")
    assert "can be released" in testnet.run("bond", "show").stdout
    released = testnet.run("bond", "release", "1", by="kiosk")
    assert released.stdout == "The bond of proposal 1 is released.\n"
    assert testnet.data("bond", "show")["bonds"][0]["released_to"] == testnet.address("ada")
    assert "paid back" in testnet.run("bond", "show").stdout
    none = testnet.refused("bond", "show", "--governor", "split")
    assert "no proposal_bond" in none["message"]
    with testnet.coop() as coop:
        assert coop.vault.levy_bps() == 0


def test_each_governor_has_proposals_of_its_own(testnet: Testnet) -> None:
    kiosk = testnet.address("kiosk")
    petty = ("--governor", "petty")
    made = testnet.data("propose", "pay", kiosk, "1", "ETH", *petty, by="ada")
    assert (made["proposal"], made["bond"]) == ("1", None)
    over = testnet.refused("propose", "pay", kiosk, "1.5", "ETH", *petty, by="ada")
    assert "OverProp" in over["message"]
    levied = testnet.refused("propose", "levy", "1%", *petty, by="ada")
    assert "OptimisticRule_NotPayments" in levied["message"]
    testnet.advance("25h")
    wrong = testnet.refused("vote", "1", "for", *petty, by="ada", code=2)
    assert "must be against" in wrong["message"]
    status = testnet.run("status", by="bram").stdout
    assert "dao-sim vote 1 --governor petty (against; who is not against it does nothing)" in status
    waiting = testnet.data("status", by="bram")["waiting_for_you"]
    assert waiting["of_further_governors"] == [{"governor": "petty", "proposal": "1", "do": "vote"}]
    shown = testnet.run("proposal", "show", "1", *petty).stdout
    assert "Not vetoed: " in shown
    (item,) = testnet.data("proposals", *petty)["proposals"]
    assert (item["governor"], item["id"]) == ("petty", "1")
    testnet.advance("6d")
    queued = testnet.refused("execute", "1", *petty, by="kiosk")
    assert queued["hint"] == "`dao-sim queue 1 --governor petty` puts it into the timelock"
    testnet.data("queue", "1", *petty, by="kiosk")
    testnet.advance("2d")
    with testnet.coop() as coop:
        before = coop.chain.balance(kiosk)
    testnet.data("execute", "1", *petty, by="ada")
    with testnet.coop() as coop:
        assert coop.chain.balance(kiosk) - before == TOKEN
    nobody = testnet.refused("proposals", "--governor", "none", code=2)
    assert nobody["hint"] == "there are constitution, petty, split, classes, roots"


def test_a_veto_is_signed_and_relayed_to_its_governor(testnet: Testnet, tmp_path: Path) -> None:
    petty = ("--governor", "petty")
    number = testnet.data("propose", "pay", testnet.address("kiosk"), "1", *petty, by="bram")["proposal"]
    ballot = tmp_path / "veto.json"
    testnet.data("vote", number, "against", "--sign-only", "--out", str(ballot), *petty, by="ada")
    assert json.loads(ballot.read_text(encoding="utf-8"))["support"] == "against"
    testnet.advance("25h")
    assert testnet.data("relay", str(ballot), by="kiosk")["ballots"][0]["status"] == "relayed"
    got = testnet.data("receipt", "get", number, *petty, by="ada")
    assert Path(got["file"]).name.startswith(f"petty_{number}-")
    assert testnet.run("receipt", "verify", str(got["file"])).code == 0
    assert "Vetoed." in testnet.run("proposal", "show", number, *petty).stdout
    testnet.advance("6d")
    refused = testnet.refused("queue", number, *petty, by="kiosk")
    assert "it was vetoed" in refused["message"]


def test_a_split_a_chamber_and_roots(testnet: Testnet) -> None:
    for governor in ("split", "classes", "roots"):
        testnet.data("propose", "levy", "3%", "--governor", governor, by="ada")
    testnet.advance("25h")
    split = testnet.run("vote", "1", "for:70|against:30", "--governor", "split", by="bram")
    assert "Voted against:90|for:210 on proposal 1" in split.stdout
    shown = testnet.run("proposal", "show", "1", "--governor", "split", by="bram").stdout
    assert "You voted against:90|for:210." in shown
    testnet.data("vote", "1", "for", "--governor", "classes", by="ada")
    shown = testnet.run("proposal", "show", "1", "--governor", "classes").stdout
    assert [line.split()[0] for line in shown.splitlines() if "more than 50 %" in line] == [
        "creator",
        "enterprise",
    ]
    refused = testnet.refused("delegate", testnet.address("bram"), "--governor", "classes", by="ada")
    assert "delegation is ignored under the rule chambers" in refused["message"]
    rooted = testnet.run("vote", "1", "for", "--governor", "roots", by="chipo")
    assert "with 14.142135623 √LUM." in rooted.stdout
    assert "√LUM" in testnet.run("proposals", "--governor", "roots").stdout
    testnet.advance("6d")
    failed = testnet.refused("queue", "1", "--governor", "classes", by="kiosk")
    assert "a chamber that it needs did not agree" in failed["message"]


def test_money_is_asked_for_backed_and_paid(testnet: Testnet) -> None:
    kiosk = testnet.address("kiosk")
    nobody = testnet.refused("fund", "request", kiosk, "1", by="kiosk")
    assert "ConvictionFunding_NotMember" in nobody["message"]
    assert testnet.data("fund", "request", kiosk, "0.1", "ETH", by="chipo")["request"] == "1"
    tried = testnet.run("fund", "back", "1", "150", "--dry-run", by="bram")
    assert (tried.code, "once the tokens are approved" in tried.stderr) == (0, True)
    backed = testnet.run("fund", "back", "1", "150", by="bram")
    assert backed.stdout == "Approved 150 LUM.\nRequest 1 has 150 LUM more behind it.\n"
    early = testnet.refused("fund", "execute", "1", by="kiosk")
    assert "ConvictionFunding_TooLittleConviction" in early["message"]
    too_much = testnet.refused("fund", "back", "1", "10000", by="bram")
    assert "you hold 150 LUM" in too_much["message"]
    testnet.advance("20d")
    (request,) = testnet.data("fund", "show")["requests"]
    assert (request["passes"], request["staked"], request["state"]) == (True, str(150 * TOKEN), "live")
    assert "[####################]" in testnet.run("fund", "show", "1").stdout
    with testnet.coop() as coop:
        before = coop.chain.balance(kiosk)
    testnet.data("fund", "execute", "1", by="ada")
    with testnet.coop() as coop:
        assert coop.chain.balance(kiosk) - before == TOKEN // 10
    testnet.data("fund", "withdraw", "1", "150", by="bram")
    assert testnet.data("fund", "show", "1")["requests"][0]["state"] == "paid"
    assert testnet.data("fund", "request", kiosk, "1", by="chipo")["request"] == "2"
    testnet.data("fund", "cancel", "2", by="chipo")
    assert "there is no such request" in testnet.refused("fund", "show", "3", code=2)["message"]
