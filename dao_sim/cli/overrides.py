"""`--set key=value`: a scenario's keys, set otherwise for once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from dao_sim.errors import BadInput

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Set a key otherwise: economy.cost=0.1. Repeatable."),
]


def overrides(written: Sequence[str] | None) -> dict[str, Any]:
    """Key → value: as TOML reads it, or else as text. Raises BadInput without a `=`."""
    found = {}
    for each in written or ():
        key, equals, value = each.partition("=")
        if not equals or not key.strip():
            raise BadInput("set", "must be KEY=VALUE", hint="such as --set horizon=12", value=each)
        found[key.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except ValueError:
        return text
