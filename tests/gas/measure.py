"""Measures the exact gas of every operation. `scripts/gas.py` records it; the test here compares."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dao_sim.bindings import artifact
from tests.gas.commissions import commissioned
from tests.gas.data import datasets
from tests.gas.disputes import disputed
from tests.gas.financing import financing
from tests.gas.governance import cancellations, permissions, proposals
from tests.gas.grants import milestones
from tests.gas.leaving import exits
from tests.gas.licences import collections, derivatives, licences, rights
from tests.gas.matching import rounds
from tests.gas.money import payments
from tests.gas.panels import reviews
from tests.gas.people import holders, members
from tests.gas.rewards import contributions
from tests.gas.royalties import income, many_payees, receivers, units
from tests.gas.rules import overrides, rules, run_off
from tests.gas.stage import Scene, Stage
from tests.gas.submissions import gated
from tests.gas.support import support
from tests.gas.works import works

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "gas.json"
DOCUMENTS = tuple(
    ROOT / "docs" / f"{name}.md"
    for name in (
        *("performance", "mechanisms", "matching", "grants", "commissions"),
        *("rewards", "financing", "data", "review", "disputes", "screening"),
    )
)

TOLERANCE = 0.01
"""How far a figure may be from its record, as a part of it."""

SCENES: tuple[Scene, ...] = (
    *(members, holders, proposals, cancellations, permissions, rules, overrides, run_off, support, exits),
    *(works, licences, rights, collections, derivatives, rounds),
    *(income, many_payees, units, receivers, payments),
    *(milestones, commissioned, contributions, financing, datasets, reviews, disputed, gated),
)


def measure() -> dict[str, int]:
    """Operation → gas, in alphabetical order. Takes some 10 s."""
    stage = Stage()
    for scene in SCENES:
        with stage.scene():
            scene(stage)
    return dict(sorted(stage.gas.items()))


def record(gas: dict[str, int]) -> dict[str, Any]:
    """What `gas.json` says: the figures, and what they were measured on."""
    contracts = [artifact.load(name) for name in artifact.names()]
    compilers = {json.dumps(dict(contract.compiler), sort_keys=True) for contract in contracts}
    (compiler,) = compilers
    return {
        "compiler": json.loads(compiler),
        "contracts": {contract.contract: contract.source_hash for contract in contracts},
        "engine": "eth-tester, Cancun rules",
        "gas": gas,
    }


def recorded() -> dict[str, int]:
    """The figures in `gas.json`."""
    gas: dict[str, int] = json.loads(RECORD.read_text(encoding="utf-8"))["gas"]
    return gas


def changes(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """A line for each operation that appeared, disappeared, or costs another amount."""
    return _differences(before, now, tolerance=0)


def drifts(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """`changes`, those aside that are within `TOLERANCE` of what is recorded."""
    return _differences(before, now, tolerance=TOLERANCE)


def _differences(before: Mapping[str, int], now: Mapping[str, int], *, tolerance: float) -> list[str]:
    lines = []
    for operation in sorted(before.keys() | now.keys()):
        old, new = before.get(operation), now.get(operation)
        if old is None:
            lines.append(f"{operation}: {new:,}, not recorded")
        elif new is None:
            lines.append(f"{operation}: {old:,} recorded, not measured any more")
        elif abs(new - old) > tolerance * old:
            lines.append(f"{operation}: {old:,} recorded, now {new:,} ({(new - old) / old:+.1%})")
    return lines


def with_figures(document: str, gas: Mapping[str, int]) -> str:
    """A Markdown text in which every row "| `operation` | figure |" has that operation's gas."""
    return re.sub(
        r"^\| `([^`]+)` \| [\d,]+ \|$",
        lambda row: f"| `{row[1]}` | {gas[row[1]]:,} |",
        document,
        flags=re.MULTILINE,
    )
