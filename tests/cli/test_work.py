"""`dao-sim work` on a node whose time nobody moves but these tests."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import WorkRegistry
from tests.cli.program import DAO_SIM, environment
from tests.cli.testnet import Testnet

_PATIENCE = 60.0


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A file that nobody has registered yet."""
    path = tmp_path / "song"
    path.write_bytes(b"a song " + os.urandom(8))
    return path


def hash_of(file: Path) -> str:
    return f"0x{keccak(file.read_bytes()).hex()}"


def commitments(testnet: Testnet) -> int:
    with testnet.coop() as coop:
        return len(coop.registry.events(WorkRegistry.WorkCommitted))


def pending(testnet: Testnet) -> list[Path]:
    return sorted((testnet.deployment.folder / "registrations").glob("*.json"))


def wait_for_commitment(testnet: Testnet, before: int) -> None:
    """Until a command that runs beside the test has committed."""
    deadline = time.monotonic() + _PATIENCE
    while commitments(testnet) == before:
        assert time.monotonic() < deadline, "nobody commits"
        time.sleep(0.05)


def registered(testnet: Testnet, *words: str, by: str) -> dict[str, Any]:
    """The data of a registration, the wait in which is cut short."""
    before = commitments(testnet)
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(testnet.data, "work", "register", *words, by=by)
        wait_for_commitment(testnet, before)
        testnet.advance("1m")
        return running.result()


def cut_off(testnet: Testnet, *words: str, by: str) -> None:
    """A registration that is killed while it waits."""
    before = commitments(testnet)
    process = subprocess.Popen(
        [*DAO_SIM, "work", "register", *words],
        env=environment(**{**testnet.variables, "DAO_SIM_ACCOUNT": by}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_commitment(testnet, before)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_a_work_is_registered_listed_and_shown(testnet: Testnet, song: Path) -> None:
    ada, bram = testnet.address("ada"), testnet.address("bram")
    done = registered(
        testnet,
        *(str(song), "--contributors", "ada=60%", "--contributors", f"{bram}=40%"),
        *("--uri", "ipfs://song", "--ai-share", "15%", "--royalty", "5%"),
        by="ada",
    )
    assert done["content_hash"] == hash_of(song)
    assert done["commit"]["events"][0]["event"] == "WorkCommitted"
    assert "WorkRegistered" in [event["event"] for event in done["events"]]
    assert pending(testnet) == []

    shown = testnet.data("work", "show", str(done["work"]))
    shares = [{"account": ada, "units": 600_000}, {"account": bram, "units": 400_000}]
    expected = {
        "work": done["work"],
        "owner": ada,
        "registrant": ada,
        "content_hash": hash_of(song),
        "uri": "ipfs://song",
        "ai_share_bps": 1500,
        "royalty_bps": 500,
        "voided": False,
        "receiver": done["receiver"],
        "income": [],
        "contributors": shares,
        "holders": shares,
    }
    assert {key: shown[key] for key in expected} == expected
    assert testnet.data("work", "list")["works"][-1] == shown
    page = testnet.run("work", "show", str(done["work"])).stdout
    assert f"{bram}   40 %" in page
    assert "made by AI             15 %" in page


def test_a_registration_that_was_killed_goes_on(testnet: Testnet, song: Path) -> None:
    cut_off(testnet, str(song), by="ada")
    (file,) = pending(testnet)
    assert file.stat().st_mode & 0o077 == 0
    testnet.advance("1m")
    before = commitments(testnet)
    done = testnet.data("work", "register", str(song), "--contributors", "ada=100%", by="ada")
    assert done["commit"] is None
    assert commitments(testnet) == before
    assert pending(testnet) == []
    with testnet.coop() as coop:
        assert coop.registry.work_of(keccak(song.read_bytes())) == done["work"]


def test_an_other_accounts_registration_is_not_gone_on_with(testnet: Testnet, song: Path) -> None:
    cut_off(testnet, str(song), by="ada")
    mine = pending(testnet)
    done = registered(testnet, str(song), by="bram")
    assert done["commit"] is not None
    assert pending(testnet) == mine
    error = testnet.refused("work", "register", str(song), by="ada")
    assert "registered already" in error["message"]
    assert f"work={done['work']}" in error["message"]
    for path in mine:
        path.unlink()


def test_a_commitment_that_grew_too_old_is_made_again_with_the_same_salt(
    testnet: Testnet, song: Path
) -> None:
    cut_off(testnet, str(song), by="ada")
    (file,) = pending(testnet)
    salt = file.read_text()
    testnet.advance("2d")
    cut_off(testnet, str(song), by="ada")
    assert file.read_text() == salt
    testnet.advance("1m")
    assert testnet.data("work", "register", str(song), by="ada")["commit"] is None


def test_what_was_registered_before_the_crash_is_told_and_not_done_twice(
    testnet: Testnet, song: Path
) -> None:
    cut_off(testnet, str(song), by="ada")
    (file,) = pending(testnet)
    kept = file.read_text()
    testnet.advance("1m")
    number = testnet.data("work", "register", str(song), by="ada")["work"]
    file.write_text(kept)  # as if it had been killed between the reveal and taking the file away
    again = testnet.data("work", "register", str(song), by="ada")
    assert (again["work"], again["transaction"]) == (number, None)
    assert pending(testnet) == []
    own = testnet.refused("work", "register", str(song), by="ada")
    assert "registered already" in own["message"]
    assert own["hint"] == f"`dao-sim work show {number}` shows it"


def test_a_dry_run_sends_nothing_and_leaves_nothing(testnet: Testnet, song: Path) -> None:
    before = commitments(testnet)
    shown = testnet.data("work", "register", str(song), "--dry-run", by="ada")
    assert shown["dry_run"] is True
    assert shown["commit"]["call"].startswith("WorkRegistry.commit(")
    assert commitments(testnet) == before
    assert pending(testnet) == []

    cut_off(testnet, str(song), by="ada")
    early = testnet.data("work", "register", str(song), "--dry-run", by="ada")
    assert early["commit"] is None
    testnet.advance("1m")
    late = testnet.data("work", "register", str(song), "--dry-run", by="ada")
    assert late["call"].startswith("WorkRegistry.register(")
    assert "WorkRegistered" in [effect["event"] for effect in late["effects"]]
    assert len(pending(testnet)) == 1
    testnet.data("work", "register", str(song), by="ada")


def test_nothing_is_committed_to_before_its_salt_is_on_disk(testnet: Testnet, song: Path) -> None:
    folder, before = testnet.deployment.folder / "registrations", commitments(testnet)
    aside = folder.with_name("aside")
    if folder.exists():
        folder.rename(aside)
    folder.symlink_to(song.parent / "nowhere")  # nothing is kept there, and nothing can be
    error = testnet.refused("work", "register", str(song), by="ada", code=2)
    assert (error["code"], str(folder) in error["message"]) == ("file_error", True)
    assert commitments(testnet) == before
    folder.unlink()
    if aside.exists():
        aside.rename(folder)


def test_who_cannot_register_is_told_before_anything_is_sent(testnet: Testnet, song: Path) -> None:
    before = commitments(testnet)
    error = testnet.refused("work", "register", str(song), by="kiosk")
    assert "only members register works" in error["message"]
    assert f"dao-sim propose admit {testnet.address('kiosk')}" in error["hint"]
    mistakes = {
        "sum to 99 %": ["--contributors", "ada=99%"],
        "there is no such account": ["--contributors", "nobody=100%"],
        "is mistyped": ["--contributors", f"{testnet.address('ada').swapcase().replace('X', 'x')}=100%"],
        "must be a percentage": ["--royalty", "5"],
        "must be at most 100%": ["--ai-share", "101%"],
    }
    for says, words in mistakes.items():
        error = testnet.refused("work", "register", str(song), *words, by="ada", code=2)
        assert says in error["message"]
    assert commitments(testnet) == before
    assert pending(testnet) == []


def test_a_work_that_is_not_there_is_refused(testnet: Testnet) -> None:
    error = testnet.refused("work", "show", "4711", code=2)
    assert "there is no such work" in error["message"]
