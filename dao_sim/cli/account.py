"""`dao-sim account`: encrypted keys, in files that cast and other tools open too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.accounts import PASSWORD, password
from dao_sim.cli.command import Data, group_app, standard
from dao_sim.cli.output import Output
from dao_sim.cli.settings import Settings
from dao_sim.cli.where import PasswordFile
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

app = group_app("Make, import and list the keys that sign for you.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the account is called here.")]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file", metavar="FILE", help="A file with the private key in hex; else you are asked."
    ),
]
KeystoreFile = Annotated[
    Path | None,
    typer.Option(
        "--keystore-file", metavar="FILE", help="An encrypted key of another tool, with its password."
    ),
]


@app.command()
@standard
def new(out: Output, name: Name, *, password_file: PasswordFile = None) -> Data:
    """Make a new key and keep it encrypted.

    Example: dao-sim account new ada
    """
    from eth_account import Account

    return _kept(out, name, Account.create(), password_file)


@app.command("import")
@standard
def import_(
    out: Output,
    name: Name,
    *,
    key_file: KeyFile = None,
    keystore_file: KeystoreFile = None,
    password_file: PasswordFile = None,
) -> Data:
    """Take in a key that you have. It is never an argument, where others could read it.

    Example: dao-sim account import ada --keystore-file UTC--2026-01-01--ada
    """
    from dao_sim.chain.keystore import check_name, read_keystore_file

    check_name(name)
    if key_file and keystore_file:
        raise BadInput(
            "account", "--key-file and --keystore-file exclude each other", hint="give one of them"
        )
    if keystore_file:
        secret = password(out, f"Password of {keystore_file}", password_file)
        return _kept(out, name, read_keystore_file(keystore_file, secret), password_file, secret)
    return _kept(out, name, _key(out, key_file), password_file)


@app.command("list")
@standard
def list_(out: Output) -> Data:
    """List the accounts here.

    Example: dao-sim account list --json
    """
    from dao_sim.chain.keystore import Keystore

    keystore = Keystore(Settings.load().keystore)
    accounts = [{"name": name, "address": keystore.address(name)} for name in keystore.names()]
    rows = [(each["name"], each["address"] or "not said by its file") for each in accounts]
    out.table(f"Accounts in {keystore.folder}", ["name", "address"], rows)
    return {"folder": keystore.folder, "accounts": accounts}


def _kept(
    out: Output, name: str, key: LocalAccount, password_file: Path | None, secret: str | None = None
) -> Data:
    from dao_sim.chain.keystore import Keystore

    keystore = Keystore(Settings.load().keystore)
    keystore.check_free(name)
    if secret is None:
        secret = _new_password(out, name, password_file)
    path = keystore.add(name, key, secret)
    out.line(f"{name} is {key.address}, kept in {path}")
    return {"name": name, "address": key.address, "file": path}


def _new_password(out: Output, name: str, file: Path | None) -> str:
    """A password, asked for twice where somebody types it."""
    import os

    secret = password(out, f"New password of {name}", file)
    if file is None and PASSWORD not in os.environ and password(out, "The same again", None) != secret:
        raise BadInput("password", "the two differ", hint="try again")
    if not secret:
        raise BadInput("password", "is empty", hint="choose one that is hard to guess")
    return secret


def _key(out: Output, file: Path | None) -> LocalAccount:
    from eth_account import Account

    if file is None:
        written = out.ask("Private key, in hex", instead="--key-file", hidden=True)
    else:
        try:
            written = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not text"
            raise BadInput("account", f"cannot be read: {reason}", file=str(file)) from None
    digits = written.strip().removeprefix("0x")
    try:
        if len(digits) == 64:
            key: LocalAccount = Account.from_key(bytes.fromhex(digits))
            return key
    except ValueError:  # not hexadecimal, or not a number that is a key; saying which would quote it
        pass
    raise BadInput("account", "is not a private key", hint="it is 64 hexadecimal digits")
