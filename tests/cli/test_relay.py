"""Signed ballots carried by somebody who holds nothing: each with its own outcome."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.faults import between
from tests.cli.program import Ran
from tests.cli.testnet import Testnet

TOKEN = 10**18


@pytest.fixture
def number(testnet: Testnet, request: pytest.FixtureRequest) -> str:
    """A proposal of Ada's that is open for votes, one for each test."""
    with testnet.coop() as coop:
        proposal = coop.propose(testnet.address("ada"), [coop.vault.set_levy(700)], request.node.name)
    testnet.advance("25h")
    return str(proposal.id)


@pytest.fixture
def signed(testnet: Testnet, number: str, tmp_path: Path) -> Callable[..., Path]:
    """Has somebody sign a ballot on it, into the folder "ballots"."""
    (tmp_path / "ballots").mkdir()

    def sign(name: str, support: str, *words: str) -> Path:
        file = tmp_path / "ballots" / f"{name}.json"
        testnet.data("vote", number, support, "--sign-only", "--out", str(file), *words, by=name)
        return file

    return sign


def tally(testnet: Testnet, number: str) -> tuple[int, ...]:
    with testnet.coop() as coop:
        return tuple(coop.governor.proposal_votes(int(number)))


def change(file: Path, **changes: Any) -> None:
    record = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**record, **changes}), encoding="utf-8")


def rows(ran: Ran) -> dict[str, str]:
    """The table's lines, by the file's name."""
    lines = [line for line in ran.stdout.splitlines() if ".json  " in line]
    return {Path(line.split("  ")[0]).stem: line for line in lines}


def test_a_folder_of_ballots_is_sent_in_one_go(
    testnet: Testnet, number: str, signed: Callable[..., Path]
) -> None:
    folder = signed("ada", "for").parent
    signed("bram", "against", "--reason", "too much")
    signed("chipo", "abstain")
    data = testnet.data("relay", str(folder), by="kiosk")
    assert [(ballot["status"], ballot["support"]) for ballot in data["ballots"]] == [
        ("relayed", "for"),
        ("relayed", "against"),
        ("relayed", "abstain"),
    ]
    assert [ballot["voter"] for ballot in data["ballots"]] == [
        testnet.address(name) for name in ("ada", "bram", "chipo")
    ]
    assert tally(testnet, number) == (300 * TOKEN, 1000 * TOKEN, 200 * TOKEN)
    with testnet.coop() as coop:
        (vote,) = [
            vote
            for vote in coop.governor.events(coop.governor.VoteCast, voter=testnet.address("bram"))
            if str(vote.proposal_id) == number
        ]
        assert vote.reason == "too much"

    again = testnet.data("relay", str(folder), by="kiosk")
    assert [ballot["status"] for ballot in again["ballots"]] == ["already cast"] * 3
    assert tally(testnet, number) == (300 * TOKEN, 1000 * TOKEN, 200 * TOKEN)


def test_a_bad_file_stops_nobody_else(
    testnet: Testnet, number: str, signed: Callable[..., Path], tmp_path: Path
) -> None:
    good, altered, wrong = signed("bram", "for"), signed("ada", "for"), signed("chipo", "for")
    change(altered, support="against")
    change(wrong, support="perhaps")
    noise = tmp_path / "noise.json"
    noise.write_text("{", encoding="utf-8")
    files = [str(file) for file in (noise, altered, wrong, tmp_path / "none.json", good, good)]

    ran = testnet.run("relay", *files, "--json", by="kiosk")
    assert ran.code == 1
    told = [(error["code"], error["message"]) for error in ran.envelope["errors"]]
    assert [code for code, _ in told] == ["ballot_refused"] * 4 + ["partly_relayed"]
    reasons = [message.split(".json: ")[1] for _, message in told]
    assert reasons[0].startswith("is not JSON")
    assert reasons[1] == "the signature does not fit what the ballot says: was it changed after signing?"
    assert reasons[2].startswith("support must be for, against, abstain, or")
    assert reasons[3] == "cannot be read: No such file or directory"
    assert reasons[4].startswith("was relayed in transaction 0x")
    assert tally(testnet, number) == (0, 300 * TOKEN, 0)

    shown = testnet.run("relay", *files, by="kiosk")
    assert shown.code == 1
    assert "already cast" in rows(shown)["bram"]
    assert "refused" in rows(shown)["ada"]
    assert f"dao-sim relay: {wrong}: support must be for, against, abstain, or" in shown.stderr


def test_what_went_well_is_no_error_on_a_screen(
    testnet: Testnet, signed: Callable[..., Path], tmp_path: Path
) -> None:
    noise = tmp_path / "noise.json"
    noise.write_text("{", encoding="utf-8")
    shown = testnet.run("relay", str(noise), str(signed("bram", "for")), by="kiosk")
    assert "relayed" in rows(shown)["bram"]
    (refusal,) = shown.stderr.splitlines()
    assert "noise.json: is not JSON" in refusal


def test_whoever_voted_otherwise_in_the_meantime_is_not_overruled(
    testnet: Testnet, number: str, signed: Callable[..., Path]
) -> None:
    file = signed("bram", "for")
    testnet.data("vote", number, "against", by="bram")
    error = testnet.refused("relay", str(file), by="kiosk")
    assert "the account has voted already: against, in block" in error["message"]


def test_a_dry_run_relays_nothing(testnet: Testnet, number: str, signed: Callable[..., Path]) -> None:
    file = signed("ada", "for")
    (ballot,) = testnet.data("relay", str(file), "--dry-run", by="kiosk")["ballots"]
    assert (ballot["status"], ballot["transaction"]) == ("would be relayed", None)
    assert [effect["event"] for effect in ballot["effects"]] == ["VoteCast"]
    assert tally(testnet, number) == (0, 0, 0)


def test_a_ballot_of_another_deployment_is_refused(
    testnet: Testnet, number: str, signed: Callable[..., Path], tmp_path: Path
) -> None:
    elsewhere, other = signed("ada", "for"), tmp_path / "other.json"
    shutil.copy(elsewhere, other)
    change(elsewhere, chain_id=1)
    change(other, governor=testnet.address("ada"))
    ran = testnet.run("relay", str(elsewhere), str(other), by="kiosk")
    assert ran.code == 1
    assert "the ballot is for chain 1, and this is chain" in rows(ran)["ada"]
    assert "the ballot is for another governor" in rows(ran)["other"]


def test_a_wrong_password_is_no_ballots_fault(testnet: Testnet, signed: Callable[..., Path]) -> None:
    file = signed("ada", "for")
    ran = testnet.run("relay", str(file), "--json", by="kiosk", DAO_SIM_PASSWORD="wrong")
    assert (ran.code, ran.error["code"]) == (1, "refused")
    assert "the password is wrong" in ran.error["message"]


def test_a_folder_without_ballots_is_bad_input(testnet: Testnet, tmp_path: Path) -> None:
    error = testnet.refused("relay", str(tmp_path), by="kiosk", code=2)
    assert "there are no ballots in this folder" in error["message"]


def test_a_node_that_goes_away_is_told_with_what_was_done(
    testnet: Testnet, number: str, signed: Callable[..., Path]
) -> None:
    files = [str(signed(name, "for")) for name in ("ada", "bram", "chipo")]
    sent: list[str] = []

    def cut_after_the_second(method: str, answer: bytes) -> bytes | None:
        sent.extend([method] if method == "eth_sendRawTransaction" else [])
        return answer if len(sent) < 2 else None

    with between(testnet.node.url, cut_after_the_second) as url:
        ran = testnet.run("relay", *files, "--network", url, by="kiosk")
    assert ran.code == 3
    assert "relayed" in rows(ran)["ada"]
    assert "unknown" in rows(ran)["bram"]
    assert "chipo" not in rows(ran)
    assert f"{files[1]}: may have been cast or not" in ran.stderr
    assert f"{files[0]}: was relayed in transaction 0x" in ran.stderr

    again = testnet.data("relay", *files, by="kiosk")
    assert [ballot["status"] for ballot in again["ballots"]] == ["already cast", "already cast", "relayed"]
    assert tally(testnet, number) == (0, 1500 * TOKEN, 0)


def test_whoever_signed_gets_a_receipt_too(
    testnet: Testnet, number: str, signed: Callable[..., Path], tmp_path: Path
) -> None:
    error = testnet.refused("receipt", "get", number, by="bram")
    assert "the account has not voted" in error["message"]
    testnet.data("relay", str(signed("bram", "for")), by="kiosk")
    file = tmp_path / "receipt.json"
    receipt = testnet.data("receipt", "get", number, "--out", str(file), by="bram")["receipt"]
    assert (receipt["voter"], receipt["weight"]) == (testnet.address("bram"), str(300 * TOKEN))
    assert testnet.run("receipt", "verify", str(file)).code == 0
    usual = testnet.data("receipt", "get", number, by="bram")["file"]
    assert usual == str(testnet.deployment.folder / "receipts" / f"{number}-{receipt['voter']}.json")
    assert testnet.run("receipt", "get", number).code == 2
