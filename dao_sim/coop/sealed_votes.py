"""A panellist's vote between its commitment and its reveal: on disk before anything is sent.

Without the salt a commitment can never be revealed, and silence costs the stake. Nothing here shows vote or
salt to the node before the reveal: the commitment is made on this side.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from eth_hash.auto import keccak

from dao_sim.chain import checks
from dao_sim.errors import BadInput
from dao_sim.files import write_atomically
from dao_sim.units import Address

_OWNER_ONLY = 0o600
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedVote:
    """A vote that is committed to, or about to be. `salt` is a secret until the reveal."""

    case: int
    round: int
    panellist: Address
    upheld: bool
    salt: bytes

    def commitment(self, chain_id: int, panels: Address) -> bytes:
        """What the contract's `commitmentOf` answers, made here: asking it would show vote and salt.

        Raises BadInput where an address is none.
        """
        words = (
            chain_id.to_bytes(32, "big"),
            _word("panels", panels),
            self.case.to_bytes(32, "big"),
            self.round.to_bytes(32, "big"),
            _word("panellist", self.panellist),
            self.upheld.to_bytes(32, "big"),
            self.salt,
        )
        return bytes(keccak(b"".join(words)))


def seal(case: int, round_number: int, panellist: Address, *, upheld: bool) -> SealedVote:
    """A vote with a random salt."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return SealedVote(case=case, round=round_number, panellist=panellist, upheld=upheld, salt=salt)


class SealedVotes:
    """Votes that wait to be revealed, one file for each commitment, so that none takes another's place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, commitment: bytes) -> Path:
        """Where the vote behind a commitment is kept."""
        return self._folder / f"{commitment.hex()}.json"

    def read(self, commitment: bytes) -> tuple[bool, bytes]:
        """The vote and its salt. Raises BadInput naming the file if it is missing or damaged."""
        path = self.path(commitment)
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            upheld, salt = kept["upheld"], bytes.fromhex(kept["salt"])
            if len(salt) != _SALT_BYTES:
                raise ValueError(f"its salt has {len(salt)} bytes, and must have {_SALT_BYTES}")
            if not isinstance(upheld, bool):
                raise ValueError("upheld must be true or false")
        except OSError as error:
            hint = "a vote is kept where it was sealed: reveal it there, or bring the file"
            reason = f"the vote cannot be read: {error.strerror or error}"
            raise BadInput("review", reason, hint=hint, file=str(path)) from error
        except (ValueError, KeyError, TypeError) as error:
            hint = "until the reveals begin you can commit again"
            raise BadInput("review", f"the vote is damaged: {error}", hint=hint, file=str(path)) from error
        return upheld, salt

    def keep(self, commitment: bytes, vote: SealedVote) -> Path:
        """Puts it on disk, for its owner's eyes only. Raises OSError."""
        path = self.path(commitment)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps({"upheld": vote.upheld, "salt": vote.salt.hex()}) + "\n"
        write_atomically(path, text, mode=_OWNER_ONLY)
        return path

    def forget(self, commitment: bytes) -> None:
        """Takes it away once it is revealed."""
        self.path(commitment).unlink(missing_ok=True)


def _word(what: str, address: Address) -> bytes:
    return bytes.fromhex(checks.address(what, address)[2:]).rjust(32, b"\0")
