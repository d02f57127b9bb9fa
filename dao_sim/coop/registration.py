"""Registering a work in two steps, across a crash: commit to its hash under a secret salt, wait, reveal.

The salt is on disk before the commitment is sent: without it the commitment could never be revealed. Nothing
here shows the content's hash to the node before the commitment has grown old enough, since who reads along
there could commit to it as well.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eth_hash.auto import keccak

from dao_sim.bindings import Call, WorkRegistry
from dao_sim.bindings.generated.structs import Registration
from dao_sim.chain import checks
from dao_sim.chain.protocol import Chain
from dao_sim.errors import BadInput, Refused
from dao_sim.files import write_atomically
from dao_sim.units import SHARES_PER_WORK, Address, Seconds

_PIECE = 1 << 20
_OWNER_ONLY = 0o600
_SALT_BYTES = 32
_POLL_SECONDS = 1.0
_STANDSTILL = 300
"""Polls without a new second on the chain, after which nobody seems to make blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A registration that is committed to, or about to be. `salt` is a secret until the reveal."""

    registrant: Address
    content_hash: bytes
    salt: bytes

    @property
    def commitment(self) -> bytes:
        """What the registry's `commitmentFor` answers, made here: asking it would show hash and salt.

        Raises BadInput where the registrant is no address.
        """
        registrant = bytes.fromhex(checks.address("registrant", self.registrant)[2:])
        return bytes(keccak(registrant.rjust(32, b"\0") + self.content_hash + self.salt))


def begin(registrant: Address, content_hash: bytes) -> Pending:
    """A new registration, with a random salt."""
    return Pending(registrant=registrant, content_hash=content_hash, salt=secrets.token_bytes(_SALT_BYTES))


def hash_file(path: Path) -> bytes:
    """Keccak-256 of a file of any size. Raises BadInput where it is empty or cannot be read."""
    hasher, size = keccak.new(b""), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                hasher.update(piece)
                size += len(piece)
    except OSError as error:
        raise BadInput("work", f"cannot be read: {error.strerror or error}", file=str(path)) from error
    if not size:
        raise BadInput("work", "is empty", hint="give the file that holds the work", file=str(path))
    return bytes(hasher.digest())


class PendingFiles:
    """Registrations under way, one file each, in a folder of their registry's."""

    def __init__(self, folder: Path, registry: WorkRegistry) -> None:
        self._folder = folder
        self._registry = registry

    def path(self, registrant: Address, content_hash: bytes) -> Path:
        """Where the registration of that work by that account is kept."""
        name = f"{self._registry.address}-{registrant}-{content_hash.hex()}.json"
        return self._folder / name

    def read(self, registrant: Address, content_hash: bytes) -> Pending | None:
        """What is kept; None where nothing is. Raises BadInput naming the file where it is damaged."""
        path = self.path(registrant, content_hash)
        try:
            salt = bytes.fromhex(json.loads(path.read_text(encoding="utf-8"))["salt"])
            if len(salt) != _SALT_BYTES:
                raise ValueError(f"its salt has {len(salt)} bytes, and must have {_SALT_BYTES}")
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            raise BadInput("registration", reason, file=str(path)) from error
        except (ValueError, KeyError, TypeError) as error:
            hint = "move it away to begin anew; what it committed to then stays unrevealed"
            raise BadInput("registration", f"is damaged: {error}", hint=hint, file=str(path)) from error
        return Pending(registrant=registrant, content_hash=content_hash, salt=salt)

    def keep(self, pending: Pending) -> Path:
        """Puts it on disk, for its owner's eyes only. Raises OSError."""
        path = self.path(pending.registrant, pending.content_hash)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps({"salt": pending.salt.hex()}) + "\n"
        write_atomically(path, text, mode=_OWNER_ONLY)
        return path

    def forget(self, pending: Pending) -> None:
        """Takes it away once the work is registered."""
        self.path(pending.registrant, pending.content_hash).unlink(missing_ok=True)


def commit(registry: WorkRegistry, pending: Pending) -> Call:
    """The first step: announces the registration without showing it."""
    return registry.commit(pending.commitment)


def committed_at(registry: WorkRegistry, pending: Pending) -> Seconds | None:
    """When it was committed to (chain time); None where it was not, or so long ago that it is void."""
    made = registry.committed_at(pending.registrant, pending.commitment)
    if not made or registry.chain.now() > made + registry.max_commit_age():
        return None
    return Seconds(made)


def ready_at(registry: WorkRegistry, committed: Seconds) -> Seconds:
    """The first second in which what was committed to then can be revealed."""
    return Seconds(committed + registry.min_commit_age())


def reveal(registry: WorkRegistry, pending: Pending, registration: Registration) -> Call:
    """The second step. Simulate it before it is sent: a refused one shows the hash as well."""
    return registry.register(registration, pending.salt)


def commit_and_wait(registry: WorkRegistry, registrant: Address, content_hash: bytes, salt: bytes) -> Pending:
    """Commits, unless that stands already, and lets as much time pass as it takes."""
    pending = Pending(registrant=registrant, content_hash=content_hash, salt=salt.rjust(_SALT_BYTES, b"\0"))
    committed = committed_at(registry, pending)
    if committed is None:
        committed = Seconds(commit(registry, pending).send(registrant).timestamp)
    chain, ready = registry.chain, ready_at(registry, committed)
    if not chain.capabilities.time_control:
        wait_until(chain, ready)
    elif (wait := ready - chain.now()) > 0:
        chain.advance(wait)
    return pending


def wait_until(
    chain: Chain,
    moment: Seconds,
    *,
    passed: Callable[[int], None] = lambda _seconds: None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Waits on a chain whose time cannot be moved. `passed` hears of the seconds as the chain counts them.

    Raises Refused where the chain's time stands still.
    """
    now, polls = chain.now(), 0
    while now < moment:
        pause(_POLL_SECONDS)
        before, now = now, chain.now()
        polls = polls + 1 if now == before else 0
        if polls == _STANDSTILL:
            hint = "is anybody making blocks there? Once time goes on, do the same again: it continues here"
            raise Refused("chain", "its time stands still", hint=hint, now=now, until=moment)
        passed(min(now, moment) - min(before, moment))


def check_work(content: object, salt: object, shares: object) -> None:
    """Raises BadInput for what is easily passed by mistake in a notebook, where no type checker looks."""
    if not isinstance(content, bytes) or not isinstance(salt, bytes) or len(salt) > 32:
        hint = "give the work's bytes, and a salt of at most 32 bytes"
        raise BadInput("work", "content and salt must be bytes", hint=hint)
    if not isinstance(shares, Mapping):
        hint = "give units by contributor, such as {ada: 600_000, bram: 400_000}"
        raise BadInput("shares", "must be a mapping", hint=hint, value=shares)
    if sum(shares.values()) != SHARES_PER_WORK:
        hint = f"give {SHARES_PER_WORK:,} units in all"
        raise BadInput("shares", "do not sum to a whole work", hint=hint, units=sum(shares.values()))
