"""Keys: made, imported, listed; opened by other tools; and never shown."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account

from tests.cli.program import Ran, run, run_on_terminal
from tests.cli.testnet import Testnet

KEY = "0x" + "11" * 32
ADDRESS = "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, Any]:
    """An environment with a keystore of its own, and the password in a variable."""
    keystore, config = tmp_path / "keys", tmp_path / "config"
    return {"DAO_SIM_KEYSTORE": str(keystore), "XDG_CONFIG_HOME": str(config), "DAO_SIM_PASSWORD": "pass"}


def account(home: dict[str, Any], *words: str) -> Ran:
    return run("account", *words, "--json", **home)


def test_a_new_key_is_kept_where_eth_account_can_open_it(home: dict[str, Any]) -> None:
    made = account(home, "new", "ada").envelope["data"]
    file = Path(home["DAO_SIM_KEYSTORE"]) / "ada"
    assert made["file"] == str(file)
    assert file.stat().st_mode & 0o077 == 0
    key = Account.decrypt(json.loads(file.read_text()), "pass")
    assert Account.from_key(key).address == made["address"]
    assert account(home, "list").envelope["data"]["accounts"] == [{"name": "ada", "address": made["address"]}]


def test_a_key_is_imported_from_a_file(home: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    ran = account(home, "import", "bram", "--key-file", str(tmp_path / "key"))
    assert ran.envelope["data"]["address"] == ADDRESS


def test_another_tools_keystore_is_imported_even_where_it_keeps_no_address(
    home: dict[str, Any], tmp_path: Path
) -> None:
    """cast leaves the address out, and uses a lighter scrypt."""
    encrypted = Account.encrypt(bytes.fromhex(KEY[2:]), "pass", kdf="scrypt", iterations=2**13)
    del encrypted["address"]
    (tmp_path / "cast").write_text(json.dumps(encrypted))
    ran = account(home, "import", "chipo", "--keystore-file", str(tmp_path / "cast"))
    assert ran.envelope["data"]["address"] == ADDRESS


@pytest.fixture
def cast() -> list[str]:
    """The foundry tools' own program, as `npm ci` brings it."""
    found = sorted(Path("node_modules/@foundry-rs").glob("cast-*/bin/cast"))
    if not found:
        assert not os.environ.get("DAO_SIM_REQUIRE_ANVIL"), "npm ci brings cast"
        pytest.skip("cast is not installed: run npm ci")
    return [str(found[0].resolve()), "wallet"]


def test_cast_opens_our_files_and_we_open_cast_s(home: dict[str, Any], cast: list[str]) -> None:
    folder = home["DAO_SIM_KEYSTORE"]
    made = account(home, "new", "ada").envelope["data"]
    told = run("address", "--keystore", made["file"], "--password", "pass", program=cast)
    assert told.stdout.strip() == made["address"]

    told = run("new", folder, "bram", "--unsafe-password", "pass", program=cast)
    address = told.stdout.split()[-1]
    listed = account(home, "list").envelope["data"]["accounts"]
    assert listed == [{"name": "ada", "address": made["address"]}, {"name": "bram", "address": None}]
    ran = account(home, "import", "bram2", "--keystore-file", str(Path(folder) / "bram"))
    assert ran.envelope["data"]["address"] == address


def test_a_password_is_typed_twice_and_not_shown(home: dict[str, Any]) -> None:
    del home["DAO_SIM_PASSWORD"]
    ran = run_on_terminal("account", "new", "ada", typed="typed secret\n", typed_again=True, **home)
    assert ran.code == 0, ran.stdout
    assert "typed secret" not in ran.stdout
    file = Path(home["DAO_SIM_KEYSTORE"]) / "ada"
    Account.decrypt(json.loads(file.read_text()), "typed secret")


def test_without_anybody_to_ask_the_ways_to_give_a_password_are_named(home: dict[str, Any]) -> None:
    del home["DAO_SIM_PASSWORD"]
    ran = account(home, "new", "ada", "--no-input")
    assert ran.code == 2
    assert "--password-file" in ran.error["hint"]
    assert "DAO_SIM_PASSWORD" in ran.error["hint"]
    assert not (Path(home["DAO_SIM_KEYSTORE"]) / "ada").exists()


def test_an_address_whose_key_is_not_here_is_refused_with_the_names_that_are(testnet: Testnet) -> None:
    stranger = "0x00000000000000000000000000000000DeaDBeef"
    error = testnet.refused("member", "resign", "--account", stranger, code=2)
    assert "there is no key of this address here" in error["message"]
    assert "ada" in error["hint"]


def test_a_name_is_never_taken_twice(home: dict[str, Any]) -> None:
    first = account(home, "new", "ada").envelope["data"]["address"]
    ran = account(home, "new", "ada")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert account(home, "list").envelope["data"]["accounts"][0]["address"] == first


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, "\xff", '{"version": 3, "crypto": {}}'])
def test_a_file_that_is_no_keystore_is_refused(home: dict[str, Any], tmp_path: Path, text: str) -> None:
    (tmp_path / "file").write_text(text, encoding="latin-1")
    ran = account(home, "import", "ada", "--keystore-file", str(tmp_path / "file"))
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert str(tmp_path / "file") in ran.error["message"]


@pytest.mark.parametrize("name", ["../ada", "a b", "", ".hidden", "x" * 65])
def test_a_name_that_cannot_be_a_files_is_refused(home: dict[str, Any], name: str) -> None:
    ran = account(home, "new", name)
    assert ran.code == 2
    assert "is not an account's name" in ran.error["message"]


@pytest.mark.parametrize("written", ["", "0xabcdef", "zz" * 32, "0x" + "00" * 32, "ff" * 32])
def test_what_is_no_key_is_refused_without_quoting_it(
    home: dict[str, Any], tmp_path: Path, written: str
) -> None:
    (tmp_path / "key").write_text(written)
    ran = run("account", "import", "ada", "--key-file", str(tmp_path / "key"), "--debug", **home)
    assert ran.code == 2
    assert "is not a private key" in ran.stderr
    assert not written or written.removeprefix("0x") not in ran.stderr


def test_a_wrong_password_says_so(home: dict[str, Any], tmp_path: Path) -> None:
    account(home, "new", "ada")
    file = Path(home["DAO_SIM_KEYSTORE"]) / "ada"
    ran = run(
        *("account", "import", "again", "--keystore-file", str(file), "--json"),
        **{**home, "DAO_SIM_PASSWORD": "wrong"},
    )
    assert (ran.code, ran.error["code"]) == (1, "refused")
    assert "password is wrong" in ran.error["message"]
