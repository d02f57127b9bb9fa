"""The one JSON object that every command prints under `--json`.

Done: `{"schema_version": 1, "command": "replay", "success": true, "data": {...}}`.
Failed: `{"schema_version": 1, "command": "replay", "success": false, "errors": [{"code", "message",
"hint"}]}`, where `hint` may be null. Both go to stdout, on one line. `command` is "" when the words on
the command line name no command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import PurePath
from typing import Any

SCHEMA_VERSION = 1


def success(command: str, data: Mapping[str, Any]) -> str:
    """The envelope of a command that is done."""
    return _dump({"schema_version": SCHEMA_VERSION, "command": command, "success": True, "data": data})


def failure(command: str, errors: Sequence[Mapping[str, str | None]]) -> str:
    """The envelope of a command that failed."""
    return _dump({"schema_version": SCHEMA_VERSION, "command": command, "success": False, "errors": errors})


def _dump(envelope: Mapping[str, Any]) -> str:
    # NaN and infinity are not JSON: better an error here than an envelope that no reader accepts.
    return json.dumps(envelope, allow_nan=False, default=_plain)


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
