"""Where a command finds what it was not told: options, then the environment, then a file, then what there is.

The file is `dao-sim/config.toml` in the XDG config folder:

    coop = "Lumen"
    network = "local"
    account = "ada"
    keystore = "~/.foundry/keystores"
    deployments = "deployments"

    [networks]
    local = "http://127.0.0.1:8545"
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dao_sim.errors import BadInput

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LOCAL = "http://127.0.0.1:8545"
"""Where `dao-sim node` and anvil listen unless told otherwise."""
LOCAL_NAME = "local"
"""The network there, unless the file says that it is elsewhere."""

_FOLDERS = ("keystore", "deployments")
_KEYS = ("coop", "network", "account", *_FOLDERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment and the file say. None where neither does."""

    coop: str | None = None
    network: str | None = None
    account: str | None = None
    keystore: Path = field(default_factory=lambda: _data_folder() / "keystores")
    deployments: Path = Path("deployments")
    networks: Mapping[str, str] = field(default_factory=lambda: {LOCAL_NAME: LOCAL})

    @classmethod
    def load(cls) -> Settings:
        """Raises BadInput naming file, key and value where the file is not as it should be."""
        path = config_file()
        written = _read(path)
        networks = {LOCAL_NAME: LOCAL, **written.pop("networks", {})}
        found: dict[str, Any] = {}
        for key in _KEYS:
            if value := os.environ.get(f"DAO_SIM_{key.upper()}") or written.get(key):
                found[key] = _folder(key, value) if key in _FOLDERS else value
        return cls(**found, networks=networks)

    def url(self, network: str) -> str:
        """The URL of a network, given by name or as a URL. Raises BadInput for a name that nobody gave."""
        if "://" in network:
            return network
        if network not in self.networks:
            known = ", ".join(sorted(self.networks))
            hint = f"networks are {known}; add one under [networks] in {config_file()}, or give a URL"
            raise BadInput("network", "there is no network of this name", hint=hint, network=network)
        return self.networks[network]


def config_file() -> Path:
    """Where settings are read from."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "dao-sim" / "config.toml"


def _data_folder() -> Path:
    return _xdg("XDG_DATA_HOME", ".local/share") / "dao-sim"


def _xdg(variable: str, fallback: str) -> Path:
    given = os.environ.get(variable, "")
    return Path(given) if Path(given).is_absolute() else Path.home() / fallback


def _folder(key: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:  # ~somebody, who is not here
        hint = "write the folder out"
        raise BadInput("settings", "names nobody's home", hint=hint, key=key, value=value) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        written: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadInput("settings", f"cannot be read: {error.strerror}", file=str(path)) from error
    except ValueError as error:
        raise BadInput("settings", f"is not valid TOML: {error}", file=str(path)) from error
    for key, value in written.items():
        if key == "networks":
            _check_networks(path, value)
        elif key not in _KEYS:
            close = difflib.get_close_matches(key, [*_KEYS, "networks"], n=1)
            hint = f"did you mean {close[0]}?" if close else f"keys are {', '.join(_KEYS)}, [networks]"
            raise BadInput("settings", "there is no such key", hint=hint, file=str(path), key=key)
        elif not isinstance(value, str):
            raise BadInput("settings", "must be text, in quotes", file=str(path), key=key, value=value)
    return written


def _check_networks(path: Path, networks: object) -> None:
    if not isinstance(networks, dict):
        raise BadInput("settings", "must be a section [networks]", file=str(path), key="networks")
    for name, url in networks.items():
        if not isinstance(url, str) or not url.lower().startswith(("http://", "https://")):
            hint = f'write {name} = "{LOCAL}"'
            raise BadInput(
                "settings", "is not a node's URL", hint=hint, file=str(path), key=f"networks.{name}"
            )
