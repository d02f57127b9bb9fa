"""Every error dao-sim raises: one root, and what each kind means to whoever called.

An error says which component refused, why, with what operands, and what to do about it. The command
line turns the kind into an exit code (see `exit_code`) and the parts into its JSON envelope.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar


class DaoSimError(Exception):
    """Root of every error raised on purpose.

    `component` is who refused ("charter", "chain", "RoyaltyVault"), `reason` is a sentence,
    `operands` are the values that made it so, `hint` is what would be right.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        component: str,
        reason: str,
        *,
        hint: str | None = None,
        **operands: Any,
    ) -> None:
        self.component = component
        self.reason = reason
        self.hint = hint
        self.operands: Mapping[str, Any] = MappingProxyType(operands)
        super().__init__(component, reason)

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.operands.items())
        return f"{self.component}: {self.reason}" + (f" ({shown})" if shown else "")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.component, self.reason, self.hint, dict(self.operands)))


def _rebuild(
    kind: type[DaoSimError], component: str, reason: str, hint: str | None, operands: dict[str, Any]
) -> DaoSimError:
    """Lets errors travel between worker processes (keyword-only arguments do not pickle by default)."""
    error = kind.__new__(kind)
    DaoSimError.__init__(error, component, reason, hint=hint, **operands)
    return error


class BadInput(DaoSimError):
    """A file, argument or value given by the user is wrong; nothing was changed."""

    code = "bad_input"
    exit_code = 2


class CharterError(BadInput):
    """A charter does not describe a co-op that can exist: names the key, the value, the allowed range."""

    code = "bad_charter"


class Refused(DaoSimError):
    """The rules said no: nothing was sent, or what was sent was reverted."""

    code = "refused"


class Reverted(Refused):
    """A contract reverted.

    `raw` is the revert data as returned by the chain. `name` and `operands` are filled in where an
    ABI is known (bindings do this); `Error(string)` and `Panic(uint256)` are decoded anywhere.
    """

    code = "reverted"

    def __init__(
        self,
        raw: bytes = b"",
        *,
        name: str | None = None,
        component: str = "contract",
        reason: str | None = None,
        hint: str | None = None,
        **operands: Any,
    ) -> None:
        self.raw = raw
        self.name = name
        super().__init__(component, reason or name or _undecoded(raw), hint=hint, **operands)

    @classmethod
    def from_output(cls, raw: bytes) -> Reverted:
        """Decodes what every contract may revert with; a custom error stays raw until bindings see it."""
        if raw[:4] == _ERROR_STRING and len(raw) >= 68:
            size = int.from_bytes(raw[36:68], "big")
            return cls(raw, name="Error", reason=raw[68 : 68 + size].decode("utf-8", "replace"))
        if raw[:4] == _PANIC and len(raw) >= 36:
            panic = int.from_bytes(raw[4:36], "big")
            return cls(raw, name="Panic", reason=_PANICS.get(panic, "Panic"), panic_code=hex(panic))
        return cls(raw)

    def __reduce__(self) -> tuple[Any, ...]:
        parts = {"name": self.name, "component": self.component, "reason": self.reason, "hint": self.hint}
        return (_rebuild_reverted, (self.raw, {**self.operands, **parts}))


def _rebuild_reverted(raw: bytes, parts: dict[str, Any]) -> Reverted:
    return Reverted(raw, **parts)


class OutOfGas(Refused):
    """The call ran out of gas or halted on an invalid instruction: there is no revert data."""

    code = "halted"


class ChainUnreachable(DaoSimError):
    """The node did not answer, or answered something that is not JSON-RPC."""

    code = "chain_unreachable"
    exit_code = 3


class Unsupported(DaoSimError):
    """The engine in use does not have this capability."""

    code = "unsupported"
    exit_code = 2


_ERROR_STRING = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")
_PANICS = {
    0x01: "an assertion failed",
    0x11: "arithmetic overflow or underflow",
    0x12: "division by zero",
    0x21: "a value is outside its enum",
    0x31: "an empty list has nothing to take from",
    0x32: "index out of bounds",
    0x41: "too much memory",
}


def _undecoded(raw: bytes) -> str:
    return f"reverted with 0x{raw.hex()}" if raw else "reverted without a reason"
