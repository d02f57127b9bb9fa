"""What the parts of random scenarios are made with, and how a scenario is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any


def sometimes(random: Random, chance: float, **values: Any) -> dict[str, Any]:
    """These, or nothing: what depends on whether a scenario says something is tried both ways."""
    return values if random.random() < chance else {}


def toml(data: Mapping[str, Any]) -> str:
    """As a TOML file that says the same: a line per key of the top, and per entry of what has many."""
    return "".join(f"{key} = {_inline(value)}\n" for key, value in data.items())


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_inline(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)
