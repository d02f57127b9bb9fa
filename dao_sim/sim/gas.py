"""What a vote costs on a public chain: the gas that was measured of the contracts, from `gas.json`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def gas() -> dict[str, int]:
    """Operation → gas, as measured; in an installed package and in a checkout alike."""
    packaged = files("dao_sim") / "gas.json"
    checkout = Path(__file__).resolve().parents[2] / "gas.json"
    text = (
        packaged.read_text(encoding="utf-8") if packaged.is_file() else checkout.read_text(encoding="utf-8")
    )
    measured: dict[str, int] = json.loads(text)["gas"]
    return measured


def vote_gas(rule: str) -> int:
    """Gas of a vote that is not a proposal's first, by the voting rule's name."""
    return gas()[f"{rule}: vote, later"]
