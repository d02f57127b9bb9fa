"""Writes a typed class per compiled contract. `scripts/bindings.py` runs it, and formats what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.classwriter import ClassWriter, banner, named_tuple, python_type, words_of
from dao_sim.bindings.codec import Parameter
from dao_sim.bindings.naming import snake_case

_INDEX_IMPORTS = """\
from __future__ import annotations
from importlib import import_module
from typing import TYPE_CHECKING, Any
"""
_INDEX_LOOKUP = """\
def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(MODULES[name]), name)
"""


def generate(artifacts: Sequence[Artifact]) -> dict[str, str]:
    """File name in `generated/` → its text, for these contracts."""
    structs = _struct_names(artifacts)
    files = {
        f"{snake_case(artifact.contract)}.py": ClassWriter(artifact, structs).module()
        for artifact in artifacts
    }
    files["structs.py"] = _structs_module(artifacts, structs)
    files["__init__.py"] = _index_module(artifacts)
    return files


def _struct_names(artifacts: Iterable[Artifact]) -> dict[str, str]:
    """Solidity's name → class name: the last part, or all of it where two structs end alike."""
    found = sorted({parameter.struct for parameter in _struct_parameters(artifacts)})
    short = [name.split(".")[-1] for name in found]
    return {
        name: name.replace(".", "") if short.count(last) > 1 else last
        for name, last in zip(found, short, strict=True)
    }


def _struct_parameters(artifacts: Iterable[Artifact]) -> list[Parameter]:
    """Every struct that a function or event mentions, inner ones before those that hold them."""
    found: list[Parameter] = []

    def visit(parameter: Parameter) -> None:
        for part in parameter.components:
            visit(part)
        if parameter.components:
            found.append(parameter)

    for artifact in artifacts:
        for function in artifact.abi.functions.values():
            for parameter in (*function.inputs, *function.outputs):
                visit(parameter)
        for event in artifact.abi.events.values():
            for parameter in event.inputs:
                visit(parameter)
        for parameter in artifact.abi.constructor.inputs:
            visit(parameter)
    return found


def _structs_module(artifacts: Sequence[Artifact], structs: Mapping[str, str]) -> str:
    written: dict[str, str] = {}
    for parameter in _struct_parameters(artifacts):
        kinds = [python_type(part, structs, given=False) for part in parameter.components]
        shown = f"Solidity's `{parameter.struct}`."
        written[parameter.struct] = named_tuple(
            structs[parameter.struct], parameter.components, kinds, [shown], {}
        )
    body = "\n\n".join(written.values())
    table = ", ".join(f'"{name}": {structs[name]}' for name in sorted(written))
    imports = ["from __future__ import annotations"]
    imports += ["from typing import NamedTuple"] if written else []
    imports.append("from dao_sim.bindings.codec import Structs")
    imports += ["from dao_sim.units import Address"] if "Address" in words_of(body) else []
    return "\n\n".join(
        [
            banner("artifacts/"),
            '"""Structs that the contracts take and return."""',
            "\n".join(imports),
            body,
            f"STRUCTS: Structs = {{{table}}}",
        ]
    )


def _index_module(artifacts: Sequence[Artifact]) -> str:
    names = sorted(artifact.contract for artifact in artifacts)
    modules = {name: f"dao_sim.bindings.generated.{snake_case(name)}" for name in names}
    table = ", ".join(f'"{name}": "{module}"' for name, module in modules.items())
    imports = "\n".join(f"    from {module} import {name} as {name}" for name, module in modules.items())
    return "\n\n".join(
        [
            banner("artifacts/"),
            '"""Typed contract classes, each in its own module, imported when first used."""',
            _INDEX_IMPORTS,
            f"if TYPE_CHECKING:\n{imports or '    pass'}",
            f"__all__ = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)}]",
            f"MODULES = {{{table}}}",
            _INDEX_LOOKUP,
        ]
    )
