"""A member proposes: from a file or in one line, told beforehand whether it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from dao_sim.coop.proposal import described
from dao_sim.units import ETH
from tests.cli.testnet import Testnet

TOKEN = 10**18
DAY = 86_400


def count(testnet: Testnet) -> int:
    """How many proposals there are."""
    with testnet.coop() as coop:
        return coop.governor.latest_proposal_id()


def test_a_file_becomes_a_proposal(testnet: Testnet, tmp_path: Path) -> None:
    file, kiosk = tmp_path / "draft.toml", testnet.address("kiosk")
    actions = f"""["vault.setLevy('7.5%')", "treasury.pay(ETH, {kiosk}, '1.5 ETH')"]"""
    file.write_text(f'title = "Studio"\ntext = "We need it."\nactions = {actions}\n', encoding="utf-8")
    ran = testnet.run("propose", str(file), by="ada")
    assert ran.code == 0, ran.stderr
    number = count(testnet)
    said = ran.stdout.splitlines()
    assert said[:2] == ['Proposed "Studio".', f"It is proposal {number}."]
    assert said[2].startswith("Voting opens at 20")
    assert said[2].endswith(" UTC, in 1d.")
    assert said[3].startswith("It ends at 20")
    assert "1. RoyaltyVault.setLevy(newLevyBps=750)\n" in ran.stderr
    assert "you have 1,000 LUM; proposing takes 150 LUM\n" in ran.stderr

    shown = testnet.data("proposal", "show", str(number))
    assert (shown["title"], shown["text"], shown["proposer"]) == (
        "Studio",
        "We need it.",
        testnet.address("ada"),
    )
    assert [action["text"] for action in shown["actions"]] == [
        "RoyaltyVault.setLevy(newLevyBps=750)",
        f"Treasury.pay(asset={ETH}, to={kiosk}, amount={15 * 10**17})",
    ]


def test_the_description_is_the_one_that_python_writes(testnet: Testnet) -> None:
    data = testnet.data("propose", "levy", "6%", "--title", "Six", "--text", "Why not.", by="ada")
    (created,) = (event for event in data["events"] if event["event"] == "ProposalCreated")
    assert created["arguments"]["description"] == described("Six", "Why not.", testnet.address("ada"))
    with testnet.coop() as coop:
        ada = testnet.address("ada")
        made = coop.propose(ada, coop.vault.set_levy(601), "Six", "Why not.")
    assert made.description == created["arguments"]["description"]


def test_a_dry_run_shows_each_effect_on_one_line_in_solidity_s_names(testnet: Testnet) -> None:
    dry = testnet.run("propose", "levy", "6%", "--text", "One.\n\nTwo.", "--dry-run", by="ada")
    call, created, numbered, end = dry.stdout.splitlines()
    assert call.startswith("Would call CoopGovernor.propose(targets=[0x")
    assert created.startswith("  CoopGovernor.ProposalCreated(proposalId=")
    assert "description='Set the levy to 6%\\n\\nOne.\\n\\nTwo." in created
    assert "calldatas=[0xcc672447" in created
    assert numbered.startswith("  CoopGovernor.ProposalNumbered(proposalId=")
    assert end == "Nothing was sent."


@pytest.mark.parametrize(
    ("words", "title", "call"),
    [
        (("levy", "7.5%"), "Set the levy to 7.5%", "RoyaltyVault.setLevy(newLevyBps=750)"),
        (
            ("pay", "kiosk", "2.5"),
            "Pay 2.5 ETH to {kiosk}",
            f"Treasury.pay(asset={ETH}, to={{kiosk}}, amount={25 * 10**17})",
        ),
        (
            ("pay", "kiosk", "3", "LUM"),
            "Pay 3 LUM to {kiosk}",
            f"Treasury.pay(asset={{token}}, to={{kiosk}}, amount={3 * TOKEN})",
        ),
        (
            ("admit", "kiosk", "--class", "public-body"),
            "Admit {kiosk} as public body",
            "Membership.admit(account={kiosk}, class=3)",
        ),
    ],
)
def test_the_usual_ones_take_one_line(
    testnet: Testnet, words: tuple[str, ...], title: str, call: str
) -> None:
    data = testnet.data("propose", *words, by="ada")
    names = {"kiosk": testnet.address("kiosk"), "token": testnet.deployment.addresses["token"]}
    assert data["title"] == title.format(**names)
    assert [action["text"] for action in data["actions"]] == [call.format(**names)]
    assert data["proposal"] == str(count(testnet))
    assert data["deadline"] - data["opens"] == 5 * DAY - 1


def test_an_action_that_would_fail_is_warned_about(testnet: Testnet) -> None:
    ran = testnet.run("propose", "pay", "kiosk", "60", by="ada")
    assert ran.code == 0
    assert "action 1, taken alone, would be refused now: Treasury: Treasury_CapExceeded" in ran.stderr


def test_without_the_threshold_nothing_is_sent(testnet: Testnet) -> None:
    before = count(testnet)
    none = testnet.refused("propose", "levy", "6%", by="kiosk")
    assert (none["code"], none["hint"]) == (
        "refused",
        "the account never held tokens, and nobody delegated votes to it",
    )
    assert "you have 0 LUM, and proposing takes 150 LUM" in none["message"]
    with testnet.coop() as coop:
        coop.mint(testnet.address("kiosk"), 10 * TOKEN, by=testnet.address("office"))
    testnet.advance("1s")
    little = testnet.refused("propose", "levy", "6%", by="kiosk")
    assert "you have 10 LUM, and proposing takes 150 LUM" in little["message"]
    assert "dao-sim delegates" in little["hint"]
    assert count(testnet) == before


def test_a_dry_run_shows_all_and_sends_nothing(testnet: Testnet) -> None:
    before = count(testnet)
    ran = testnet.run("propose", "levy", "6.5%", "--dry-run", by="bram")
    assert ran.code == 0, ran.stderr
    assert "Would call CoopGovernor.propose(" in ran.stdout
    assert "CoopGovernor.ProposalCreated(" in ran.stdout
    assert "you have 300 LUM; proposing takes 150 LUM\n" in ran.stderr
    data = testnet.data("propose", "levy", "6.5%", "--dry-run", by="bram")
    assert (data["proposal"], data["dry_run"], data["title"]) == (None, True, "Set the levy to 6.5%")
    assert count(testnet) == before


def test_the_same_words_cannot_be_proposed_twice(testnet: Testnet) -> None:
    testnet.data("propose", "levy", "6.6%", by="ada")
    assert (
        "GovernorUnexpectedProposalState" in testnet.refused("propose", "levy", "6.6%", by="ada")["message"]
    )
    testnet.data("propose", "levy", "6.6%", by="bram")


def test_a_wrong_file_is_explained(testnet: Testnet, tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text('title = "Studio"\nactions = [\n  "vault.setLevi(750)",\n]\n', encoding="utf-8")
    error = testnet.refused("propose", str(file), by="ada", code=2)
    assert error["hint"] == "did you mean setLevy?"
    for part in (f"file={str(file)!r}", "line=3", "key='actions[0]'", "column=7"):
        assert part in error["message"]
    file.write_text('titel = "Studio"\n', encoding="utf-8")
    assert "titel" in testnet.refused("propose", str(file), by="ada", code=2)["hint"]
    missing = testnet.refused("propose", str(tmp_path / "none.toml"), by="ada", code=2)
    assert "cannot be read" in missing["message"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("levy", "7.5"), "must be a percentage"),
        (("levy", "75%"), "must be at most 30%"),
        (("levy", "7.5%", "--title", "two\nlines"), "must be one line"),
        (("pay", "kiosk", "-1"), "-1"),
        (("pay", "kiosk", "1", "DOGE"), "nothing of this name is known here"),
        (("pay", "nobody", "1"), "nobody"),
        (("admit", "kiosk", "--class", "king"), "must be creator"),
        (("admit", "kiosk"), "--class"),
        (("lvy", "7.5%"), "No such command 'lvy'"),
    ],
)
def test_wrong_words_are_bad_input(testnet: Testnet, words: tuple[str, ...], reason: str) -> None:
    assert reason in testnet.refused("propose", *words, by="ada", code=2)["message"]


def test_options_may_stand_before_the_file(testnet: Testnet, tmp_path: Path) -> None:
    file = tmp_path / "draft"  # without a suffix, it is a file because it is there
    file.write_text('title = "First"\nactions = ["vault.setLevy(611)"]\n', encoding="utf-8")
    for words in (("--account", "ada", str(file)), (str(file), "--account", "ada")):
        ran = testnet.run("propose", *words, "--dry-run", "--json")
        assert ran.code == 0, ran.stdout
        assert ran.envelope["command"] == "propose file"
        assert ran.envelope["data"]["title"] == "First"
    helped = testnet.run("propose", "--help")
    assert "Propose that the co-op does something." in helped.stdout
    assert testnet.run("propose").code == 2
