"""The steps that a deployment plan is made of. An address that is not known yet is a `Ref`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_utils.crypto import keccak


@dataclass(frozen=True, slots=True)
class Ref:
    """The address of the contract that step `step` deploys."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deploy:
    """Creates `contract` with constructor `arguments`. `step` names it for later steps."""

    step: str
    contract: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoke:
    """Calls one function, or several in one transaction through the target's own multicall."""

    step: str
    contract: str
    target: Ref
    calls: tuple[tuple[str, tuple[Any, ...]], ...]
    """(signature, arguments) each; several only where the contract has `multicall`."""


Step = Deploy | Invoke


def selector(signature: str) -> bytes:
    """The four bytes by which a function is called."""
    return keccak(text=signature)[:4]
