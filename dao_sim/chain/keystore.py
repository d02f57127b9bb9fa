"""Encrypted keys in a folder: Web3 Secret Storage files (version 3), one per account, as cast reads them too.

A file is called after the account, without an ending, so that `cast wallet` finds it by the same name.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eth_utils.address import to_checksum_address
from pydantic_core import from_json

from dao_sim.errors import BadInput, Refused
from dao_sim.files import write_atomically
from dao_sim.units import Address

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

SCRYPT_N = 2**17
"""Work factor of new files, with r = 8 and p = 1: OWASP's Password Storage Cheat Sheet wants no less."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OWNER_ONLY = 0o600


class Keystore:
    """The accounts whose encrypted keys are files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Every account here, in alphabetical order."""
        return [name for name, _ in self._files()]

    def address(self, name: str) -> Address | None:
        """The account's address; None where its file does not say (cast leaves it out). Needs no password.

        Raises BadInput where there is no such account, or its file is no keystore.
        """
        written = self._read(name).get("address")
        return Address(to_checksum_address(written)) if written else None

    def unlock(self, name: str, password: str) -> LocalAccount:
        """The account's key, decrypted. Raises BadInput as `address` does, Refused for a wrong password."""
        self._read(name)
        return read_keystore_file(self._path(name), password)

    def add(self, name: str, key: LocalAccount, password: str) -> Path:
        """Encrypts a key into a new file. Raises BadInput for a name that is taken or cannot be a file's."""
        from eth_account import Account

        self.check_free(name)
        path = self._path(name)
        encrypted = Account.encrypt(key.key, password, kdf="scrypt", iterations=SCRYPT_N)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(path, json.dumps(encrypted, indent=1) + "\n", mode=_OWNER_ONLY)
        return path

    def check_free(self, name: str) -> None:
        """Raises BadInput for a name that is taken, or that cannot be a file's."""
        if self._path(check_name(name)).exists():
            hint = "choose another name; an account's file is never overwritten"
            raise BadInput("account", "there is an account of this name already", hint=hint, account=name)

    def find(self, account: Address) -> str | None:
        """The name of an address, where a file says it."""
        for name, path in self._files():
            written = _parsed(path).get("address")
            if written and to_checksum_address(written) == to_checksum_address(account):
                return name
        return None

    def _files(self) -> Iterator[tuple[str, Path]]:
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                if _NAME.fullmatch(path.name) and path.is_file() and _is_keystore(path):
                    yield path.name, path

    def _path(self, name: str) -> Path:
        return self.folder / name

    def _read(self, name: str) -> dict[str, Any]:
        path = self._path(check_name(name))
        if not path.is_file():
            known = ", ".join(self.names()) or "none yet"
            hint = f"accounts here: {known}; `dao-sim account new {name}` makes one"
            raise BadInput(
                "account", "there is no such account", hint=hint, account=name, folder=str(self.folder)
            )
        if not _is_keystore(path):
            raise _damaged(path)
        return _parsed(path)


def check_name(name: str) -> str:
    """`name`, if it can be an account's. Raises BadInput otherwise."""
    if not _NAME.fullmatch(name):
        hint = "use at most 64 letters, digits, dots, hyphens and underscores, a letter or digit first"
        raise BadInput("account", "is not an account's name", hint=hint, account=name)
    return name


def read_keystore_file(path: Path, password: str) -> LocalAccount:
    """The key in a keystore file. Raises BadInput where it is none, Refused for a wrong password."""
    if not os.access(path, os.R_OK) or not _is_keystore(path):
        raise _damaged(path)
    from eth_account import Account

    try:
        key: LocalAccount = Account.from_key(Account.decrypt(_parsed(path), password))
    except (ValueError, KeyError, TypeError, NotImplementedError) as error:
        wrong_password = "MAC" in str(error)
    else:
        return key
    # not chained: what a decryption fails on is nobody's business
    if not wrong_password:
        raise _damaged(path)
    raise Refused("account", "the password is wrong", hint="try again", file=str(path))


def _is_keystore(path: Path) -> bool:
    try:
        parsed = _parsed(path)
    except (OSError, ValueError):
        return False
    return parsed.get("version") == 3 and isinstance(parsed.get("crypto", parsed.get("Crypto")), dict)


def _parsed(path: Path) -> dict[str, Any]:
    parsed = from_json(path.read_bytes())  # unlike json, it refuses nesting without end
    return parsed if isinstance(parsed, dict) else {}


def _damaged(path: Path) -> BadInput:
    hint = "a keystore is JSON with version 3 and a crypto section, as cast, geth and dao-sim write it"
    return BadInput("account", "the file is not a keystore, or is damaged", hint=hint, file=str(path))
