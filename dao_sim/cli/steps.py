"""A deployment's steps in words: every argument by its name, roles and functions by theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.bindings.codec import Parameter
    from dao_sim.coop.steps import Step

_ACCESS_ROLE = ("uint64", "role")
_TIMELOCK_ROLE = ("bytes32", "role")


def described(step: Step) -> list[str]:
    """What a step does: a line for each of the constructor's arguments, or for each call."""
    from dao_sim.coop.apply import contract_of
    from dao_sim.coop.steps import Deploy

    abi = contract_of(step).artifact().abi
    if isinstance(step, Deploy):
        lines = []
        for parameter, value in zip(abi.constructor.inputs, step.arguments, strict=True):
            lines += _lines(parameter, value)
        return lines
    calls = []
    for signature, values in step.calls:
        inputs = abi.functions[signature].inputs
        words = ", ".join(
            f"{_name(parameter)} = {_value(parameter, value)}"
            for parameter, value in zip(inputs, values, strict=True)
        )
        calls.append(f"{signature.split('(')[0]}({words})")
    return calls


def _lines(parameter: Parameter, value: Any) -> list[str]:
    """An argument; a structure is a line for each of its parts."""
    if parameter.components and not parameter.type.endswith("]"):
        parts = zip(parameter.components, value, strict=True)
        return [f"{_name(parameter)}.{_name(part)} = {_value(part, each)}" for part, each in parts]
    return [f"{_name(parameter)} = {_value(parameter, value)}"]


def _name(parameter: Parameter) -> str:
    """Without the `_` by which Solidity tells an argument from a function of the same name."""
    return parameter.name.rstrip("_")


def _value(parameter: Parameter, value: Any) -> str:
    from dao_sim.coop.roles import Role
    from dao_sim.coop.steps import Ref

    if isinstance(value, Ref):
        return f"<{value.step}>"
    if isinstance(value, tuple) and not parameter.type.endswith("]"):
        return _part(parameter, value)
    if isinstance(value, tuple):
        return f"[{', '.join(_part(parameter, each) for each in value)}]"
    kind = (parameter.type, parameter.name.removesuffix("Id"))
    if kind == _ACCESS_ROLE:
        return Role(value).name
    if kind == _TIMELOCK_ROLE:
        return _timelock_role(value)
    if parameter.type.startswith("bytes4"):
        return _function(value)
    return f"0x{value.hex()}" if isinstance(value, bytes) else str(value)


def _part(parameter: Parameter, value: Any) -> str:
    """An element of a list."""
    if parameter.components:
        parts = zip(parameter.components, value, strict=True)
        return f"({', '.join(f'{_name(part)} = {_value(part, each)}' for part, each in parts)})"
    return _value(parameter, value)


def _function(selector: bytes) -> str:
    from dao_sim.coop.roles import OPTIONAL, PRIVILEGED
    from dao_sim.coop.steps import selector as selector_of

    known = (*PRIVILEGED.values(), *OPTIONAL.values())
    signatures = (signature for functions in known for signature in functions)
    names = {selector_of(signature): signature.split("(")[0] for signature in signatures}
    return names[selector]


def _timelock_role(role: bytes) -> str:
    from dao_sim.coop.facts import TIMELOCK_ROLES
    from dao_sim.coop.plan import timelock_role

    return next((name for name in TIMELOCK_ROLES if timelock_role(name) == role), "ADMIN")
