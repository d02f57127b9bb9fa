"""The probe that ships is the probe in `contracts/`."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_shipped_probe_is_the_compiled_one() -> None:
    shipped = json.loads((ROOT / "dao_sim/testing/probe.json").read_text(encoding="utf-8"))
    compiled = json.loads((ROOT / "tests/artifacts/ChainProbe.json").read_text(encoding="utf-8"))
    assert shipped == {key: compiled[key] for key in ("abi", "bytecode", "contract", "source")}
