"""The mock contracts of tests/artifacts as Python objects, and their errors by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dao_sim.bindings import Contract, contract_class
from dao_sim.bindings.artifact import Artifact

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts"


@cache
def mock(name: str) -> type[Contract]:
    """The class of the mock of that name: `mock("FeeToken").create(chain, sender, 137)`."""
    return contract_class(Artifact.from_json((ARTIFACTS / f"{name}.json").read_text(encoding="utf-8")))


def error_name(raw: bytes) -> str:
    """Name of the mock's error that revert data stands for; "" for no data, hex for what nobody knows."""
    return _errors().get(raw[:4], f"0x{raw.hex()}") if raw else ""


@cache
def _errors() -> dict[bytes, str]:
    artifacts = [mock(path.stem).artifact() for path in ARTIFACTS.glob("*.json")]
    return {selector: error.name for artifact in artifacts for selector, error in artifact.abi.errors.items()}
