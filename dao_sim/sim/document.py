"""Files that people write in TOML or YAML: read as plain data, or refused with the place that is wrong."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from dao_sim.errors import BadInput

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ENDINGS = (".toml", ".yaml", ".yml")


def read_document(path: Path, component: str) -> dict[str, Any]:
    """What the file says. Raises BadInput naming file and, as far as known, line.

    `component` is what the file holds, such as "experiment". YAML makes data only, never objects.
    """
    if path.suffix not in ENDINGS:
        raise BadInput(
            component, "must be a TOML or YAML file", hint=f"end it in {ENDINGS[0]}", file=str(path)
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(component, f"cannot be read: {error.strerror or error}", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput(component, "is not text in UTF-8", file=str(path)) from error
    found = _toml(text, component, path) if path.suffix == ".toml" else _yaml(text, component, path)
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise BadInput(component, "must say what belongs to which key", hint="key: value", file=str(path))
    return found


def _toml(text: str, component: str, path: Path) -> Any:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        where: dict[str, Any] = {"line": int(place[1])} if place else {}
        raise BadInput(component, f"is not valid TOML: {error}", file=str(path), **where) from error


def _yaml(text: str, component: str, path: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where: dict[str, Any] = {"line": mark.line + 1} if mark else {}
        reason = f"is not valid YAML: {getattr(error, 'problem', None) or type(error).__name__}"
        raise BadInput(component, reason, file=str(path), **where) from error
