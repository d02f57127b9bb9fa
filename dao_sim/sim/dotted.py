"""Keys written with dots, through sections and lists: `population.cohorts.makers.size`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dao_sim.errors import BadInput


def place(data: dict[str, Any], key: str, value: Any) -> None:
    """Sets a dotted key, whose sections may be lists (`population.cohorts.0.size`, or a cohort's name).

    Raises BadInput for a section that is not there where one cannot be made.
    """
    *sections, last = key.split(".")
    at: Any = data
    for section in sections:
        at = _within(at, section, key)
    if isinstance(at, list):
        at[_index(at, last, key)] = value
    elif isinstance(at, dict):
        at[last] = value
    else:
        raise BadInput("scenario", "has no such key", key=key)


def _within(at: Any, section: str, key: str) -> Any:
    if isinstance(at, dict):
        inner = at.get(section, {})
        at[section] = list(inner) if isinstance(inner, tuple) else inner
        return at[section]
    if isinstance(at, list):
        return at[_index(at, section, key)]
    raise BadInput("scenario", "has no such key", key=key)


def _index(entries: Sequence[Any], section: str, key: str) -> int:
    named_so = [
        at for at, entry in enumerate(entries) if isinstance(entry, dict) and entry.get("name") == section
    ]
    if named_so:
        return named_so[0]
    if section.isdecimal() and int(section) < len(entries):
        return int(section)
    names = [str(entry["name"]) for entry in entries if isinstance(entry, dict) and "name" in entry]
    hint = f"there are {', '.join(names)}" if names else f"there are {len(entries)}, from 0"
    raise BadInput("scenario", "has no such entry", hint=hint, key=key)
