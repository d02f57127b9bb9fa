"""Where commands find what they were not told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dao_sim.cli.settings import LOCAL, Settings, config_file
from dao_sim.errors import BadInput


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the settings file of a home of its own."""
    for key in ("COOP", "NETWORK", "ACCOUNT", "KEYSTORE", "DEPLOYMENTS"):
        monkeypatch.delenv(f"DAO_SIM_{key}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    config_file().parent.mkdir()

    def written(text: str) -> Path:
        config_file().write_text(text, encoding="utf-8")
        return config_file()

    return written


def test_without_a_file_there_are_defaults(write: Callable[[str], Path], tmp_path: Path) -> None:
    settings = Settings.load()
    assert settings.coop is settings.network is settings.account is None
    assert settings.keystore == tmp_path / "data" / "dao-sim" / "keystores"
    assert settings.deployments == Path("deployments")
    assert settings.url("local") == LOCAL


def test_the_environment_goes_before_the_file(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write('coop = "Lumen"\naccount = "ada"\nkeystore = "~/keys"\n[networks]\nours = "https://node.example"\n')
    monkeypatch.setenv("DAO_SIM_COOP", "Aurora")
    settings = Settings.load()
    assert (settings.coop, settings.account) == ("Aurora", "ada")
    assert settings.keystore == Path("~/keys").expanduser()
    assert settings.url("ours") == "https://node.example"
    assert settings.url("local") == LOCAL
    assert settings.url("http://elsewhere:1") == "http://elsewhere:1"


def test_the_local_network_may_be_elsewhere(write: Callable[[str], Path]) -> None:
    write('[networks]\nlocal = "http://127.0.0.1:9"\n')
    assert Settings.load().url("local") == "http://127.0.0.1:9"


def test_a_folder_that_is_not_absolute_is_not_xdgs(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The XDG Base Directory Specification has relative paths ignored."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config_file() == Path.home() / ".config" / "dao-sim" / "config.toml"


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("coop = ", "not valid TOML", None),
        ("acount = 'ada'", "no such key", "did you mean account?"),
        ("zzz = 'ada'", "no such key", "keys are coop"),
        ("coop = 3", "must be text", None),
        ("networks = 'local'", "must be a section", None),
        ("[networks]\nours = 'ftp://x'", "is not a node's URL", "write ours ="),
        ("[networks]\nours = 3", "is not a node's URL", None),
    ],
)
def test_a_wrong_file_is_named_with_what_would_be_right(
    write: Callable[[str], Path], text: str, reason: str, hint: str | None
) -> None:
    path = write(text)
    with pytest.raises(BadInput, match=reason) as caught:
        Settings.load()
    assert caught.value.operands["file"] == str(path)
    assert hint is None or hint in str(caught.value.hint)


def test_a_network_that_nobody_named_is_refused_with_those_there_are(write: Callable[[str], Path]) -> None:
    write('[networks]\nours = "https://node.example"\n')
    with pytest.raises(BadInput, match="no network") as caught:
        Settings.load().url("mainnet")
    assert "local, ours" in str(caught.value.hint)


def test_a_home_of_nobody_is_told(write: Callable[[str], Path]) -> None:
    write('keystore = "~nobody-of-this-name/keys"\n')
    with pytest.raises(BadInput, match="nobody's home") as told:
        Settings.load()
    assert told.value.operands["key"] == "keystore"
