"""Source text of one contract's class. `generator` puts the modules together.

Signatures come from the ABI, docstrings from NatSpec, names from `naming`. The text is valid but not laid
out; a formatter comes after.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

from dao_sim.bindings.abi import Abi, EventAbi, Function
from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.codec import Parameter
from dao_sim.bindings.contract import Contract
from dao_sim.bindings.naming import argument_names, method_names, pascal_case
from dao_sim.bindings.natspec import Doc, declaration, docstring

METHOD_RESERVED = frozenset(name for name in dir(Contract) if name[0] != "_") | {"deploy", "creation"}
TUPLE_RESERVED = frozenset({"count", "index"})
"""What a NamedTuple has already."""
_DOC_WIDTH = 100


class ClassWriter:
    """One contract's module."""

    def __init__(self, artifact: Artifact, structs: Mapping[str, str]) -> None:
        self.artifact = artifact
        self.abi: Abi = artifact.abi
        self.structs = structs
        self.names = method_names(self.abi.functions.values(), METHOD_RESERVED)
        self.results: list[str] = []

    def module(self) -> str:
        members = [self._creation(), self._deploy()] if self.artifact.bytecode else []
        members += [
            self._method(self.names[signature], function)
            for signature, function in sorted(
                self.abi.functions.items(), key=lambda item: self.names[item[0]]
            )
        ]
        events = [self._event(event) for _, event in sorted(self.abi.events.items())]
        return "\n\n".join(
            [
                self._head(events, members),
                *self.results,
                f"class {self.artifact.contract}(Contract):",
                textwrap.indent("\n\n".join([self._class_head(), *events, *members]), "    "),
            ]
        )

    def _head(self, events: Sequence[str], members: Sequence[str]) -> str:
        """The imports that the body needs, and no others."""
        body = "\n".join([*self.results, *events, *members])
        used = sorted(name for name in set(self.structs.values()) if name in words_of(body))
        imports = ["from __future__ import annotations"]
        imports += ["from collections.abc import Sequence"] if "Sequence[" in body else []
        imports += ["from dataclasses import dataclass"] if events else []
        typing = [
            "ClassVar",
            *(["NamedTuple"] if self.results else []),
            *(["cast"] if "cast(" in body else []),
        ]
        imports.append(f"from typing import {', '.join(typing)}")
        calls = "-> Call:" in body
        imports += ["from dao_sim.bindings.call import Call"] if calls else []
        imports.append("from dao_sim.bindings.codec import Structs")
        parts = ["Contract", *(["Event"] if events else []), *(["NO_ETH"] if "NO_ETH" in body else [])]
        imports.append(f"from dao_sim.bindings.contract import {', '.join(sorted(parts))}")
        imports.append(f"from dao_sim.bindings.generated.structs import {', '.join(['STRUCTS', *used])}")
        imports += ["from dao_sim.chain.protocol import Chain"] if self.artifact.bytecode else []
        units = [name for name in ("Address", "Wei") if name in words_of(body)]
        imports += [f"from dao_sim.units import {', '.join(units)}"] if units else []
        origin = f"artifacts/{self.artifact.contract}.json"
        title = f'"""`{self.artifact.contract}`, compiled from {self.artifact.source}."""'
        return "\n".join([banner(origin), title, "", *imports])

    def _class_head(self) -> str:
        user, dev = self.artifact.userdoc, self.artifact.devdoc
        doc = Doc(
            " ".join(str(user.get("notice", "")).split()), " ".join(str(dev.get("details", "")).split())
        )
        title = str(dev.get("title", "")).strip()
        named = title in ("", self.artifact.contract)
        fallback = f"The contract `{self.artifact.contract}`." if named else title
        return "\n\n".join(
            [
                docstring(doc.paragraphs(fallback), _DOC_WIDTH + 4),
                "__slots__ = ()",
                f'CONTRACT: ClassVar[str] = "{self.artifact.contract}"\nSTRUCTS: ClassVar[Structs] = STRUCTS',
            ]
        )

    def _event(self, event: EventAbi) -> str:
        doc = Doc.of(self.artifact, "events", event.signature)
        fields = []
        for name, parameter in zip(event.fields, event.inputs, strict=True):
            hashed = parameter.indexed and (parameter.components or _is_hashed(parameter.type))
            annotation = "bytes" if hashed else python_type(parameter, self.structs, given=False)
            notes = [doc.params.get(parameter.name, ""), "Indexed." if parameter.indexed else ""]
            notes += ["Only its Keccak-256 hash is in the log."] if hashed else []
            note = " ".join(note if note.endswith(".") else f"{note}." for note in notes if note)
            fields.append(f"{name}: {annotation}" + (f"\n{docstring([note], _DOC_WIDTH)}" if note else ""))
        shown = f"Solidity: `{declaration(event.name, event.inputs)}`."
        paragraphs = [*doc.paragraphs(f"Event `{event.name}`."), shown]
        body = [docstring(paragraphs, _DOC_WIDTH), f'SIGNATURE: ClassVar[str] = "{event.signature}"', *fields]
        head = f"@dataclass(frozen=True, slots=True, kw_only=True)\nclass {event.name}(Event):"
        return f"{head}\n{textwrap.indent(chr(10).join(body), '    ')}"

    def _method(self, name: str, function: Function) -> str:
        arguments, passed = self._arguments(function, payable=function.is_payable)
        access = ", ".join([f'"{function.signature}"', *passed])
        if function.is_view:
            returned, body = self._view_body(function, access)
        else:
            returned, body = (
                "Call",
                f"return self.write({access}{', value=value' if function.is_payable else ''})",
            )
        text = self._doc(function, Doc.of(self.artifact, "methods", function.signature))
        return _define(name, ["self", *arguments], returned, [text, body])

    def _view_body(self, function: Function, access: str) -> tuple[str, str]:
        kinds = [python_type(parameter, self.structs, given=False) for parameter in function.outputs]
        if not kinds:
            return "None", f"self.read({access})"
        if len(kinds) == 1:
            return kinds[0], f'return cast("{kinds[0]}", self.read({access}))'
        name = f"{pascal_case(self.names[function.signature])}Result"
        doc = Doc.of(self.artifact, "methods", function.signature)
        shown = f"What `{self.artifact.contract}.{self.names[function.signature]}` returns."
        self.results.append(named_tuple(name, function.outputs, kinds, [shown], doc.returns))
        return name, f"return {name}(*self.read({access}))"

    def _creation(self) -> str:
        constructor = self.abi.constructor
        arguments, passed = self._arguments(constructor)
        text = docstring(
            ["Creation code with the constructor's arguments: what a deployment sends."],
            _DOC_WIDTH,
            [self._argument_notes(constructor, Doc.of(self.artifact, "methods", "constructor"))],
        )
        body = f"return cls.initcode({', '.join(passed)})"
        return "@classmethod\n" + _define("creation", ["cls", *arguments], "bytes", [text, body])

    def _deploy(self) -> str:
        constructor = self.abi.constructor
        arguments, passed = self._arguments(
            constructor, payable=constructor.is_payable, reserved=frozenset({"chain", "sender"})
        )
        if constructor.is_payable:
            passed = [*passed, "value=value"]
        doc = Doc.of(self.artifact, "methods", "constructor")
        text = docstring(
            [
                f"Deploys a `{self.artifact.contract}` and returns it, at the address in the receipt.",
                *([doc.notice] if doc.notice else []),
                *([doc.details] if doc.details else []),
            ],
            _DOC_WIDTH,
            [self._argument_notes(constructor, doc)],
        )
        given = ["cls", "chain: Chain", "sender: Address", *arguments]
        body = f"return cls.create({', '.join(['chain', 'sender', *passed])})"
        return "@classmethod\n" + _define("deploy", given, self.artifact.contract, [text, body])

    def _arguments(
        self, function: Function, *, payable: bool = False, reserved: frozenset[str] = frozenset()
    ) -> tuple[list[str], list[str]]:
        """Annotated arguments, and their names."""
        names = argument_names(function.inputs, reserved | ({"value"} if payable else set()))
        annotated = [
            f"{name}: {python_type(parameter, self.structs, given=True)}"
            for name, parameter in zip(names, function.inputs, strict=True)
        ]
        return annotated + (["*", "value: Wei = NO_ETH"] if payable else []), list(names)

    def _doc(self, function: Function, doc: Doc) -> str:
        shown = declaration(function.name, function.inputs)
        fallback = f"Reads `{shown}`." if function.is_view else f"Calls `{shown}`."
        verb = "Returns" if function.is_view else "`simulate` returns"
        returns = [
            f"{verb} `{parameter.name}`: {text}" if parameter.name else f"{verb}: {text}"
            for place, parameter in enumerate(function.outputs)
            if (text := doc.returns.get(parameter.name or f"_{place}"))
        ]
        if not function.is_view and function.outputs and not returns:
            returns = [f"{verb} `{declaration('', function.outputs)[1:-1]}`."]
        paid = ["- `value`: ETH to send along, in wei"] if function.is_payable else []
        paragraphs = doc.paragraphs(fallback)
        ending = [] if paragraphs == [fallback] else [f"Solidity: `{shown}`."]
        return docstring(
            paragraphs, _DOC_WIDTH, [[*self._argument_notes(function, doc), *paid], returns, ending]
        )

    def _argument_notes(self, function: Function, doc: Doc) -> list[str]:
        return [
            f"- `{name}`: {doc.params[parameter.name]}"
            for name, parameter in zip(function.arguments, function.inputs, strict=True)
            if parameter.name in doc.params
        ]


def python_type(parameter: Parameter, structs: Mapping[str, str], *, given: bool) -> str:
    """The annotation of an argument (`given`) or of a value that comes back."""
    depth = parameter.type.count("[") if not parameter.components else parameter.internal.count("[")
    plain = parameter.type.split("[")[0]
    name = structs[parameter.struct] if parameter.components else _elementary(plain)
    for _ in range(depth):
        name = f"Sequence[{name}]" if given else f"tuple[{name}, ...]"
    return name


def named_tuple(
    name: str,
    parameters: Sequence[Parameter],
    kinds: Sequence[str],
    paragraphs: Sequence[str],
    notes: Mapping[str, str],
) -> str:
    """Source of a NamedTuple; `notes` are docstrings by Solidity's field name (`_0` where it has none)."""
    fields = argument_names(parameters, TUPLE_RESERVED, unnamed="value")
    lines = [docstring(paragraphs, _DOC_WIDTH), ""]
    for place, (field, parameter, kind) in enumerate(zip(fields, parameters, kinds, strict=True)):
        lines.append(f"{field}: {kind}")
        note = notes.get(parameter.name or f"_{place}")
        lines += [docstring([note], _DOC_WIDTH)] if note else []
    return f"class {name}(NamedTuple):\n{textwrap.indent(chr(10).join(lines), '    ')}"


def banner(origin: str) -> str:
    """The first line of every generated file."""
    return f"# Generated from {origin} by `python scripts/bindings.py`: change that, not this."


def words_of(text: str) -> set[str]:
    """The words of the code, docstrings left out."""
    code = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    return set("".join(letter if letter.isalnum() or letter == "_" else " " for letter in code).split())


def _define(name: str, arguments: Sequence[str], returned: str, body: Sequence[str]) -> str:
    return f"def {name}({', '.join(arguments)}) -> {returned}:\n" + textwrap.indent("\n".join(body), "    ")


def _elementary(abi_type: str) -> str:
    if abi_type.startswith(("uint", "int")):
        return "int"
    if abi_type.startswith("bytes"):
        return "bytes"
    return {"address": "Address", "bool": "bool", "string": "str"}[abi_type]


def _is_hashed(abi_type: str) -> bool:
    return abi_type in ("string", "bytes") or abi_type.endswith("]")
