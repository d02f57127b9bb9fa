"""The journal of a deployment: a line is on disk before a transaction is sent, and another once it is mined.

A line is a JSON object. The first says what is deployed, and where; the others are `sending` (the signed
transaction, whose hash is known before it is sent) and `confirmed`. A line that was cut off, by a crash or a
full disk, says nothing: what it would have announced was not sent. Signed transactions are public; keys are
never here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dao_sim.chain.outbox import SignedTransaction
from dao_sim.coop.charter import Charter
from dao_sim.errors import BadInput
from dao_sim.files import sync_folder
from dao_sim.units import Address

JOURNAL = "journal.jsonl"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is deployed, where, and by whom."""

    chain_id: int
    genesis: str
    url: str | None
    deployer: Address
    charter: Mapping[str, Any]
    """As it is carried out: `Charter.record` with accounts as addresses."""
    charter_hash: str
    started_at: int
    steps: tuple[str, ...]
    contracts: str
    """Hash of the sources of all contracts: a deployment is of one version of them."""
    dao_sim: str
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A step that is in a block."""

    hash: bytes
    address: Address | None
    block: int
    gas_used: int


@dataclass(slots=True)
class Entry:
    """What the journal knows of a step: every transaction that was signed for it, and the one that did it."""

    sent: list[SignedTransaction] = field(default_factory=list)
    confirmed: Confirmed | None = None


class Journal:
    """A deployment's journal in a file. Make one with `begin` or `load`."""

    def __init__(self, path: Path, head: Head, entries: Mapping[str, Entry]) -> None:
        self.path = path
        self.head = head
        self.entries = {step: entries.get(step) or Entry() for step in head.steps}

    @classmethod
    def begin(cls, path: Path, head: Head) -> Journal:
        """Starts a journal. Raises OSError, FileExistsError among them."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            _write(file, {"event": "begin", **asdict(head)})
        sync_folder(path.parent)
        return cls(path, head, {})

    @classmethod
    def load(cls, path: Path) -> Journal:
        """Reads a journal, and takes away a last line that was cut off.

        Raises BadInput naming file and line where it is no journal.
        """
        try:
            text = path.read_bytes()
        except OSError as error:
            raise BadInput("journal", f"cannot be read: {error.strerror}", file=str(path)) from error
        whole = text[: text.rfind(b"\n") + 1]
        if whole != text:
            os.truncate(path, len(whole))
        number = 0
        try:
            first, *others = whole.splitlines() or [b""]
            number = 1
            head = _head(_object(first))
            entries: dict[str, Entry] = {}
            for number, line in enumerate(others, start=2):  # noqa: B007 (the error names it)
                _take(_object(line), entries, head)
        except (ValueError, KeyError, TypeError) as error:
            hint = "`--reset` sets it aside and starts anew"
            reason = f"is damaged: {error}"
            raise BadInput("journal", reason, hint=hint, file=str(path), line=number) from error
        return cls(path, head, entries)

    @property
    def charter(self) -> Charter:
        """What is deployed."""
        return Charter.from_record(self.head.charter)

    @property
    def complete(self) -> bool:
        """Whether every step is in a block."""
        return all(entry.confirmed for entry in self.entries.values())

    @property
    def addresses(self) -> dict[str, Address]:
        """Step name → address of what is deployed so far."""
        done = {step: entry.confirmed for step, entry in self.entries.items()}
        return {step: found.address for step, found in done.items() if found and found.address}

    def sending(self, step: str, signed: SignedTransaction) -> None:
        """Notes a transaction that is about to be sent. It is on disk when this returns."""
        self._append({"event": "sending", "step": step, **_plain(asdict(signed))})
        self.entries[step].sent.append(signed)

    def confirm(self, step: str, confirmed: Confirmed) -> None:
        """Notes that a step is in a block."""
        self._append({"event": "confirmed", "step": step, **_plain(asdict(confirmed))})
        self.entries[step].confirmed = confirmed

    def _append(self, event: Mapping[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            _write(file, event)


def _write(file: Any, event: Mapping[str, Any]) -> None:
    file.write(json.dumps(event, ensure_ascii=False) + "\n")
    file.flush()
    os.fsync(file.fileno())


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: f"0x{value.hex()}" if isinstance(value, bytes) else value for name, value in values.items()}


def _object(line: bytes) -> dict[str, Any]:
    event = json.loads(line)
    if not isinstance(event, dict):
        raise ValueError("a line is not a JSON object")
    return event


def _head(event: dict[str, Any]) -> Head:
    if event.pop("event") != "begin" or event["schema_version"] != SCHEMA_VERSION:
        raise ValueError("its first line does not begin a deployment of this version")
    return Head(**{**event, "steps": tuple(event["steps"])})


def _take(event: dict[str, Any], entries: dict[str, Entry], head: Head) -> None:
    kind, step = event.pop("event"), event.pop("step")
    if step not in head.steps:
        raise ValueError(f"there is no step {step!r}")
    entry = entries.setdefault(step, Entry())
    values: dict[str, Any] = {
        name: _bytes(value) if name in ("hash", "raw") else value for name, value in event.items()
    }
    if kind == "sending":
        entry.sent.append(SignedTransaction(**values))
    elif kind == "confirmed":
        entry.confirmed = Confirmed(**values)
    else:
        raise ValueError(f"there is no event {kind!r}")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
