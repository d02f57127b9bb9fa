"""The journal survives whatever happens to its last line, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dao_sim.chain.outbox import SignedTransaction
from dao_sim.coop.charter import Charter
from dao_sim.coop.journal import Confirmed, Head, Journal
from dao_sim.errors import BadInput
from dao_sim.units import Address

DEPLOYER = Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
CHARTER = Charter.parse(
    'name = "x"\n[[founders]]\naccount = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"\n'
    'class = "creator"\ntokens = "200"'
)
SENT = SignedTransaction(hash=b"\1" * 32, raw=b"\2" * 90, sender=DEPLOYER, nonce=4)
DONE = Confirmed(hash=b"\1" * 32, address=DEPLOYER, block=9, gas_used=21_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "coop" / "journal.jsonl"


@pytest.fixture
def journal(path: Path) -> Journal:
    head = Head(
        chain_id=31337,
        genesis="0x00",
        url=None,
        deployer=DEPLOYER,
        charter=CHARTER.record(),
        charter_hash=CHARTER.hash,
        started_at=1,
        steps=("one", "two"),
        contracts="00",
        dao_sim="0",
    )
    return Journal.begin(path, head)


def test_what_was_written_is_read_again(journal: Journal, path: Path) -> None:
    journal.sending("one", SENT)
    journal.confirm("one", DONE)
    again = Journal.load(path)
    assert again.head == journal.head
    assert again.charter == CHARTER
    assert again.entries == journal.entries
    assert again.addresses == {"one": DEPLOYER}
    assert not again.complete
    again.confirm("two", DONE)
    assert Journal.load(path).complete


def test_a_line_is_on_the_disk_before_anything_follows(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda _file: synced.append(len(path.read_bytes().splitlines())))
    journal.sending("one", SENT)
    journal.confirm("one", DONE)
    assert synced == [2, 3]


def test_cut_off_anywhere_it_is_the_journal_of_its_whole_lines(journal: Journal, path: Path) -> None:
    begun = path.stat().st_size
    journal.sending("one", SENT)
    sending = path.stat().st_size
    journal.confirm("one", DONE)
    whole = path.read_bytes()
    for size in range(begun, len(whole) + 1):
        path.write_bytes(whole[:size])
        entry = Journal.load(path).entries["one"]
        assert entry.sent == ([SENT] if size >= sending else [])
        assert entry.confirmed == (DONE if size == len(whole) else None)


def test_after_a_line_that_was_cut_off_the_next_is_whole(journal: Journal, path: Path) -> None:
    journal.sending("one", SENT)
    path.write_bytes(path.read_bytes()[:-5])
    Journal.load(path).sending("one", SENT)
    assert Journal.load(path).entries["one"].sent == [SENT]


def test_a_journal_is_never_begun_over_another(journal: Journal, path: Path) -> None:
    with pytest.raises(FileExistsError):
        Journal.begin(path, journal.head)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"event": "sending", "step": "three"}', "no step 'three'"),
        ('{"event": "dreaming", "step": "one"}', "no event 'dreaming'"),
        ('{"event": "sending", "step": "one", "nonce": 1}', "missing"),
        ('{"event": "sending", "step": "one", "hash": "zz"}', "non-hexadecimal"),
        ("[]", "not a JSON object"),
    ],
)
def test_a_line_that_is_wrong_is_named(journal: Journal, path: Path, line: str, reason: str) -> None:
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(BadInput, match=reason) as caught:
        Journal.load(path)
    assert caught.value.operands["line"] == 2


@pytest.mark.parametrize("text", ["", "{}\n", '{"event": "sending"}\n', '{"event": "begin"}\n', "cut off"])
def test_a_file_without_a_beginning_is_no_journal(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(BadInput, match="damaged"):
        Journal.load(path)
