"""Compiled contracts, as `scripts/compile.py` leaves them in `artifacts/`. Read when first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from dao_sim.bindings.abi import Abi
from dao_sim.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One compiled contract."""

    contract: str
    source: str
    """Path of the source file, from the project's root."""
    abi: Abi = field(repr=False, compare=False)
    bytecode: bytes = field(repr=False)
    """Creation code, before constructor arguments; empty for an interface."""
    deployed_bytecode: bytes = field(repr=False)
    """Runtime code, immutables still zero."""
    immutable_references: tuple[tuple[int, int], ...] = field(repr=False)
    """(first byte, length) of every immutable in the runtime code."""
    storage_layout: Mapping[str, Any] = field(repr=False, compare=False)
    userdoc: Mapping[str, Any] = field(repr=False, compare=False)
    devdoc: Mapping[str, Any] = field(repr=False, compare=False)
    source_hash: str
    """SHA-256, in hex, over all sources that went into the contract."""
    compiler: Mapping[str, Any] = field(compare=False)

    @classmethod
    def from_json(cls, text: str) -> Artifact:
        """Raises BadInput for a text that is not an artifact."""
        try:
            raw = json.loads(text)
            return cls(
                contract=raw["contract"],
                source=raw["source"],
                abi=Abi(raw["abi"]),
                bytecode=bytes.fromhex(raw["bytecode"].removeprefix("0x")),
                deployed_bytecode=bytes.fromhex(raw["deployed_bytecode"].removeprefix("0x")),
                immutable_references=tuple((start, length) for start, length in raw["immutable_references"]),
                storage_layout=raw["storage_layout"],
                userdoc=raw["userdoc"],
                devdoc=raw["devdoc"],
                source_hash=raw["source_hash"],
                compiler=raw["compiler"],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "compile again with scripts/compile.py"
            raise BadInput("artifact", "is not a compiled contract", hint=hint, found=str(error)) from error

    def is_code_of(self, code: bytes) -> bool:
        """Whether runtime code found on a chain is this contract's, whatever its immutables are."""
        blank = bytearray(code)
        for start, length in self.immutable_references:
            blank[start : start + length] = bytes(length)
        return len(code) == len(blank) and bytes(blank) == self.deployed_bytecode


@cache
def load(contract: str) -> Artifact:
    """The artifact of that contract. Raises BadInput if there is none."""
    file = resources.files("dao_sim.bindings").joinpath("artifacts").joinpath(f"{contract}.json")
    if not file.is_file():
        raise BadInput("artifact", "there is no such compiled contract", contract=contract)
    return Artifact.from_json(file.read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """Every compiled contract, in alphabetical order."""
    folder = resources.files("dao_sim.bindings").joinpath("artifacts")
    if not folder.is_dir():
        return ()
    return tuple(sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".json")))
