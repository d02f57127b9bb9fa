"""What a contract said when it refused, in words: custom errors decoded with their operands.

The called contract's own errors come first. An error that bubbled up from another contract is looked for in
every compiled contract.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from dao_sim.bindings import artifact as artifacts
from dao_sim.bindings.abi import ErrorAbi
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.hints import hint_for
from dao_sim.errors import DaoSimError, OutOfGas, Reverted

_OF_LIBRARIES = frozenset(
    {"AddressEmptyCode", "FailedCall", "FailedDeployment", "InsufficientBalance", "SafeERC20FailedOperation"}
)
"""Of OpenZeppelin's libraries, which are part of whatever contract uses them, named in its ABI or not."""

_RESERVED = frozenset({"self", "raw", "name", "component", "reason", "hint"})
"""Names that `Reverted` uses for itself; an operand of that name gets a `_`."""


def decode_revert(raw: bytes, called: Artifact | None = None) -> Reverted:
    """The error that revert data stands for, with the contract it came from as its component.

    An error known to several contracts other than the `called` one, or of a library, is put down to the
    called one: the data does not say. Data that no ABI explains keeps its hex.
    """
    component = called.contract if called else "contract"
    source = _source(raw[:4], called)
    if source is not None:
        owner, error = source
        operands = _operands(error, raw)
        if operands is not None:
            hint = _notice(owner, error) or hint_for(error.name, operands)
            anybodys = error.name in _OF_LIBRARIES or _is_shared(error.selector)
            origin = component if called and anybodys else owner.contract
            return Reverted(raw, name=error.name, component=origin, hint=hint, **operands)
    plain = Reverted.from_output(raw)
    return Reverted(raw, name=plain.name, component=component, reason=plain.reason, **plain.operands)


@contextmanager
def explained(called: Artifact) -> Iterator[None]:
    """Raises what the chain raises inside, decoded and in the contract's name."""
    try:
        yield
    except Reverted as error:
        raise decode_revert(error.raw, called) from error
    except OutOfGas as error:
        raise OutOfGas(called.contract, error.reason, hint=error.hint, **error.operands) from error


def _source(selector: bytes, called: Artifact | None) -> tuple[Artifact, ErrorAbi] | None:
    if called is not None and selector in called.abi.errors:
        return called, called.abi.errors[selector]
    known = _index().get(selector)
    return known[0] if known else None


def _is_shared(selector: bytes) -> bool:
    return len(_index().get(selector, ())) > 1


def _operands(error: ErrorAbi, raw: bytes) -> Mapping[str, Any] | None:
    """None where another contract's error happens to have the same selector but other operands."""
    try:
        named = error.decode_inputs(raw)
    except DaoSimError:
        return None
    return {f"{name}_" if name in _RESERVED else name: value for name, value in named.items()}


def _notice(owner: Artifact, error: ErrorAbi) -> str | None:
    """The error's NatSpec notice: what its author wants the caller to know."""
    notices = owner.userdoc.get("errors", {}).get(error.signature, ())
    return str(notices[0]["notice"]) if notices and "notice" in notices[0] else None


@cache
def _index() -> Mapping[bytes, list[tuple[Artifact, ErrorAbi]]]:
    index: defaultdict[bytes, list[tuple[Artifact, ErrorAbi]]] = defaultdict(list)
    for artifact in map(artifacts.load, artifacts.names()):
        for selector, error in artifact.abi.errors.items():
            index[selector].append((artifact, error))
    return dict(index)
