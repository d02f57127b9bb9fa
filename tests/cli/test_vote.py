"""A member votes: told what the vote weighs, refused before sending, and left with a receipt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dao_sim.coop.ballots import Ballot
from dao_sim.coop.vote_receipt import VoteReceipt
from dao_sim.units import Support
from tests.cli.faults import between
from tests.cli.testnet import Testnet
from tests.contracts.kit import mock_class

TOKEN = 10**18


def proposed(testnet: Testnet, title: str) -> str:
    """The number of a new proposal of Ada's, on which votes cannot be cast yet."""
    with testnet.coop() as coop:
        proposal = coop.propose(testnet.address("ada"), [coop.vault.set_levy(700)], title)
        return str(proposal.id)


def opened(testnet: Testnet, title: str) -> str:
    """The number of a new proposal that is open for votes."""
    number = proposed(testnet, title)
    testnet.advance("25h")
    return number


def votes_for(testnet: Testnet, number: str) -> int:
    with testnet.coop() as coop:
        return coop.governor.proposal_votes(int(number)).for_votes


def test_a_vote_leaves_a_receipt_that_the_chain_confirms(testnet: Testnet, tmp_path: Path) -> None:
    number = opened(testnet, "Raise the levy")
    voted = testnet.run("vote", number, "for", "--reason", "it is time", by="ada")
    assert voted.code == 0, voted.stderr
    assert voted.stderr == "you have 1,000 LUM on this proposal (at its snapshot; 1,000 LUM now)\n"
    said, where = voted.stdout.splitlines()
    assert said == f'Voted for on proposal {number}, "Raise the levy", with 1,000 LUM.'
    path = Path(where.removeprefix("Receipt: "))
    assert path == testnet.deployment.folder / "receipts" / f"{number}-{testnet.address('ada')}.json"
    receipt = VoteReceipt.load(path)
    assert (receipt.support, receipt.weight, receipt.reason) == (Support.FOR, 1000 * TOKEN, "it is time")

    agreed = testnet.run("receipt", "verify", str(path))
    assert (agreed.code, agreed.stderr) == (0, "")
    assert agreed.stdout.startswith(f"The chain agrees: {testnet.address('ada')} voted for on proposal")

    false = tmp_path / "false.json"
    receipt.model_copy(update={"weight": 1, "block_number": 1}).save(false)
    denied = testnet.run("receipt", "verify", str(false), "--json")
    assert denied.code == 1
    assert [error["code"] for error in denied.envelope["errors"]] == ["mismatch"] * 3
    assert testnet.run("receipt", "verify", str(tmp_path / "none.json")).code == 2


def test_under_json_everything_is_in_the_envelope(testnet: Testnet, tmp_path: Path) -> None:
    number = opened(testnet, "Raise it again")
    file = tmp_path / "mine.json"
    data = testnet.data("vote", number, "against", "--out", str(file), by="bram")
    assert data["power"] == {"now": str(300 * TOKEN), "at_snapshot": str(300 * TOKEN), "why": None}
    assert (data["support"], data["weight"], data["file"]) == ("against", str(300 * TOKEN), str(file))
    assert data["receipt"] == json.loads(file.read_text(encoding="utf-8"))
    assert data["receipt"]["transaction"] == data["transaction"]
    assert [event["event"] for event in data["events"]] == ["VoteCast"]
    checked = testnet.data("receipt", "verify", str(file))
    assert checked["receipt"] == data["receipt"]


def test_a_dry_run_sends_nothing(testnet: Testnet) -> None:
    number = opened(testnet, "Only look")
    tried = testnet.run("vote", number, "for", "--dry-run", by="ada")
    assert tried.code == 0, tried.stderr
    assert "Would call CoopGovernor.castVote(" in tried.stdout
    assert "CoopGovernor.VoteCast(" in tried.stdout
    data = testnet.data("vote", number, "for", "--dry-run", by="ada")
    assert data["dry_run"] is True
    assert "receipt" not in data
    assert votes_for(testnet, number) == 0


def test_votes_that_would_not_count_are_refused_before_sending(testnet: Testnet) -> None:
    number = proposed(testnet, "Too early")
    early = testnet.refused("vote", number, "for", by="ada")
    assert early["code"] == "refused"
    assert "voting is not open yet: it opens at 20" in early["message"]
    assert "--sign-only" in early["hint"]
    testnet.advance("25h")

    none = testnet.refused("vote", number, "for", by="kiosk")
    assert "weigh nothing: the account never held tokens, and nobody delegated" in none["message"]

    testnet.data("vote", number, "for", by="ada")
    said = testnet.run("vote", number, "against", by="ada").stderr
    assert "\ndao-sim vote: the account has voted already" in said
    again = testnet.refused("vote", number, "against", by="ada")
    assert "the account has voted already: for, in block" in again["message"]
    assert again["hint"] == f"`dao-sim receipt get {number}` writes its receipt"

    testnet.advance("30d")
    late = testnet.refused("vote", number, "for", by="bram")
    assert "voting is closed: it ended at 20" in late["message"]
    assert votes_for(testnet, number) == 1000 * TOKEN


def test_an_address_names_the_account_that_has_its_key_here(testnet: Testnet) -> None:
    number = opened(testnet, "Who am I")
    strange = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    assert "no key of this address" in testnet.refused("vote", number, "for", by=strange, code=2)["message"]
    testnet.data("vote", number, "for", by=testnet.address("ada").lower())
    assert votes_for(testnet, number) == 1000 * TOKEN


def test_a_proposal_that_is_not_there_is_bad_input(testnet: Testnet) -> None:
    error = testnet.refused("vote", "999", "for", by="ada", code=2)
    assert "there is no such proposal" in error["message"]
    assert "proposal" in testnet.refused("vote", str(2**256), "for", by="ada", code=2)["message"]
    assert testnet.refused("vote", "0", "for", by="ada", code=2)["code"] == "usage"
    perhaps = testnet.refused("vote", "1", "perhaps", by="ada", code=2)
    assert perhaps["code"] == "bad_input"
    assert "there is no option 'perhaps': there are 0 against, 1 for, 2 abstain" in perhaps["message"]
    assert perhaps["hint"] == "write for, against or abstain"


def test_a_folder_that_is_not_there_is_noticed_before_the_vote(testnet: Testnet, tmp_path: Path) -> None:
    number = opened(testnet, "Where to")
    missing = str(tmp_path / "none" / "receipt.json")
    error = testnet.refused("vote", number, "for", "--out", missing, by="ada", code=2)
    assert "there is no such folder" in error["message"]
    assert votes_for(testnet, number) == 0


def test_a_receipt_that_cannot_be_written_does_not_hide_the_vote(testnet: Testnet, tmp_path: Path) -> None:
    number = opened(testnet, "In the way")
    voted = testnet.run("vote", number, "for", "--out", str(tmp_path), "--json", by="ada")
    assert voted.code == 0
    assert "the vote is cast, but its receipt cannot be written" in voted.stderr
    assert (voted.envelope["data"]["file"], votes_for(testnet, number)) == (None, 1000 * TOKEN)
    assert voted.envelope["data"]["receipt"]["proposal"] == number


def test_whoever_was_cut_off_is_told_that_the_vote_may_be_cast(testnet: Testnet) -> None:
    number = opened(testnet, "Cut off")

    def cut_after_sending(method: str, answer: bytes) -> bytes | None:
        return None if method == "eth_sendRawTransaction" else answer

    with between(testnet.node.url, cut_after_sending) as url:
        error = testnet.refused("vote", number, "for", "--network", url, by="ada", code=3)
    assert "it may have been sent all the same, or not" in error["hint"]
    again = testnet.refused("vote", number, "for", by="ada")
    assert "the account has voted already: for" in again["message"]
    assert again["hint"] == f"`dao-sim receipt get {number}` writes its receipt"


def test_a_ballot_is_signed_and_nothing_is_sent(testnet: Testnet) -> None:
    number = opened(testnet, "By ballot")
    signed = testnet.data("vote", number, "abstain", "--sign-only", "--reason", "torn", by="chipo")
    path = testnet.deployment.folder / "ballots" / f"{number}-{testnet.address('chipo')}.json"
    assert signed["file"] == str(path)
    ballot = Ballot.load(path)
    assert (ballot.support, ballot.reason, ballot.voter) == (
        Support.ABSTAIN,
        "torn",
        testnet.address("chipo"),
    )
    with testnet.coop() as coop:
        assert not coop.governor.has_voted(int(number), testnet.address("chipo"))
        assert coop.chain.balance(testnet.address("chipo")) == 0
    no_power = testnet.refused("vote", number, "for", "--sign-only", by="kiosk")
    assert "weigh nothing" in no_power["message"]


def test_a_ballot_may_be_signed_before_voting_opens(testnet: Testnet, tmp_path: Path) -> None:
    number = proposed(testnet, "Soon")
    ada = testnet.run("vote", number, "for", "--sign-only", "--out", str(tmp_path / "a.json"), by="ada")
    assert ada.code == 0, ada.stderr
    assert "you have 1,000 LUM now; what counts is decided when voting opens" in ada.stderr
    kiosk = testnet.run("vote", number, "for", "--sign-only", "--out", str(tmp_path / "k.json"), by="kiosk")
    assert kiosk.code == 0
    assert "the vote will weigh nothing unless votes arrive in time" in kiosk.stderr


def test_an_owner_signs_for_a_contract_account(testnet: Testnet, tmp_path: Path) -> None:
    with testnet.coop() as coop:
        make = mock_class("ContractVoter").create
        studio = make(coop.chain, testnet.address("office"), testnet.address("kiosk")).address
        coop.mint(studio, 50 * TOKEN, by=testnet.address("office"))
    number = opened(testnet, "The studio's")
    sign = ("vote", number, "for", "--sign-only", "--voter", studio, "--out", str(tmp_path / "b.json"))
    by_other = testnet.refused(*sign, by="bram")
    assert "the voter is a contract, which does not take" in by_other["message"]
    assert not (tmp_path / "b.json").exists()
    by_owner = testnet.data(*sign, by="kiosk")
    assert (by_owner["voter"], by_owner["signer"]) == (studio, testnet.address("kiosk"))
    testnet.data("relay", str(tmp_path / "b.json"), by="bram")
    assert votes_for(testnet, number) == 50 * TOKEN


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--voter", "ada"), "--voter goes with --sign-only"),
        (("--sign-only", "--dry-run"), "--sign-only sends nothing anyway"),
        (("--sign-only", "--voter", "0x12"), "must be an address"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    testnet: Testnet, words: tuple[str, ...], reason: str
) -> None:
    assert reason in testnet.refused("vote", "1", "for", *words, by="ada", code=2)["message"]
