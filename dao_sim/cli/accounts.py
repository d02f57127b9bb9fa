"""Whose key signs: an account's name in the keystore, or "account:N", a local node's test account."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dao_sim.cli.output import Output
from dao_sim.cli.settings import Settings
from dao_sim.errors import BadInput, Refused
from dao_sim.units import Address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eth_account.signers.local import LocalAccount

    from dao_sim.chain.keystore import Keystore

PASSWORD = "DAO_SIM_PASSWORD"  # noqa: S105 (the variable's name)
_TEST_PHRASE = "test test test test test test test test test test test junk"
"""Anvil's and Hardhat's: its keys are known to everybody."""


class Signer:
    """An account by name. Its key is decrypted, and the password asked for, when it is first needed."""

    def __init__(
        self, name: str, settings: Settings, out: Output, password_file: Path | None, held: Sequence[Address]
    ) -> None:
        from dao_sim.chain.keystore import Keystore

        self._out = out
        self._password_file = password_file
        self._keystore = Keystore(settings.keystore)
        self.name = _name_of(name, self._keystore)
        self._key: LocalAccount | None = None
        self._place = _place(name)
        if self._place is not None:
            self._key = _test_key(self._place, held)

    @property
    def address(self) -> Address:
        """Asks for the password only where the keystore's file does not say the address (as with cast's)."""
        known = None if self._key else self._keystore.address(self.name)
        return known or Address(self.key().address)

    def key(self) -> LocalAccount:
        """The key. Raises Refused for a wrong password, BadInput where nobody can be asked for it."""
        if self._key is None:
            self._keystore.address(self.name)  # a name that is not there needs no password
            self._key = self._keystore.unlock(
                self.name, password(self._out, f"Password of {self.name}", self._password_file)
            )
        return self._key


def password(out: Output, question: str, file: Path | None) -> str:
    """From the file, else from the environment, else asked for. A line end at a file's end is not part of it.

    Raises BadInput where the file cannot be read, or nobody can be asked.
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not text in UTF-8"
            raise BadInput("password", f"cannot be read: {reason}", file=str(file)) from None
    if (given := os.environ.get(PASSWORD)) is not None:
        return given
    return out.ask(question, instead=f"--password-file, or the variable {PASSWORD}", hidden=True)


def chosen(settings: Settings, named: str | None) -> str | None:
    """The account's name: the one given, else from the settings, else the only one in the keystore."""
    from dao_sim.chain.keystore import Keystore

    if named or settings.account:
        return named or settings.account
    names = Keystore(settings.keystore).names()
    return names[0] if len(names) == 1 else None


def no_account(settings: Settings) -> BadInput:
    """What to say where an account is needed and none was chosen."""
    from dao_sim.chain.keystore import Keystore

    names = ", ".join(Keystore(settings.keystore).names())
    hint = f"give --account NAME, or set DAO_SIM_ACCOUNT; accounts here: {names or 'none yet'}"
    if not names:
        hint += "; `dao-sim account new NAME` makes one"
    return BadInput("account", "which account?", hint=hint)


def _name_of(written: str, keystore: Keystore) -> str:
    """An account's name; an address stands for the account that has its key here. Raises BadInput."""
    from eth_utils.address import is_address

    if not is_address(written):
        return written
    name = keystore.find(Address(written))
    if name is None:
        hint = f"accounts here: {', '.join(keystore.names()) or 'none yet'}"
        raise BadInput("account", "there is no key of this address here", hint=hint, account=written)
    return name


def _place(name: str) -> int | None:
    from dao_sim.coop.quantities import account_index

    return account_index(name)


def _test_key(place: int, held: Sequence[Address]) -> LocalAccount:
    from eth_account import Account

    Account.enable_unaudited_hdwallet_features()
    key: LocalAccount = Account.from_mnemonic(_TEST_PHRASE, account_path=f"m/44'/60'/0'/0/{place}")
    if Address(key.address) not in held:
        raise Refused(
            "account",
            "the node has no such test account",
            hint='"account:N" is for local nodes, whose keys everybody knows; use one of your own',
            account=f"account:{place}",
        )
    return key
