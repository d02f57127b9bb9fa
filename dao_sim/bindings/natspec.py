"""NatSpec, as the compiler extracts it, in the form of Python docstrings."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dao_sim.bindings.artifact import Artifact
from dao_sim.bindings.codec import Parameter


@dataclass(frozen=True, slots=True)
class Doc:
    """What a contract's author wrote about one function or event."""

    notice: str = ""
    details: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    returns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, artifact: Artifact, kind: str, signature: str) -> Doc:
        """`kind` is "methods" or "events". Empty where nothing was written."""
        user: Mapping[str, Any] = artifact.userdoc.get(kind, {}).get(signature, {})
        dev: Mapping[str, Any] = artifact.devdoc.get(kind, {}).get(signature, {})
        name = signature.split("(", 1)[0]
        if kind == "methods" and not dev:
            dev = artifact.devdoc.get("stateVariables", {}).get(name, {})
        return cls(
            _clean(user.get("notice", "")),
            _clean(dev.get("details", "")),
            {key: _clean(text) for key, text in dev.get("params", {}).items()},
            {key: _clean(text) for key, text in dev.get("returns", {}).items()},
        )

    def paragraphs(self, fallback: str) -> list[str]:
        """First a sentence by itself, then the rest."""
        texts = [text for text in (self.notice, self.details) if text] or [fallback]
        first, rest = _first_sentence(texts[0])
        return [part for part in (first, rest, *texts[1:]) if part]


def declaration(name: str, parameters: Sequence[Parameter]) -> str:
    """`setLevy(uint256 newLevyBps)`, with enums and structs under Solidity's own names."""
    return f"{name}({', '.join(f'{_type(parameter)} {parameter.name}'.strip() for parameter in parameters)})"


def docstring(paragraphs: Sequence[str], width: int, lists: Sequence[Sequence[str]] = ()) -> str:
    """The text between (and with) the quotes, lines no longer than `width`.

    `lists` are blocks of lines that stand together, after the paragraphs.
    """
    blocks = [textwrap.fill(_escape(text), width, break_long_words=False) for text in paragraphs]
    for entries in lists:
        wrapped = (
            textwrap.fill(_escape(text), width, subsequent_indent="  ", break_long_words=False)
            for text in entries
        )
        blocks.append("\n".join(wrapped))
    text = "\n\n".join(block for block in blocks if block)
    short = "\n" not in text and len(text) < width - 3 and not text.endswith('"')
    return f'"""{text}"""' if short else f'"""{text}\n"""'


def _type(parameter: Parameter) -> str:
    internal = re.sub(r"^(struct|enum|contract) ", "", parameter.internal)
    return parameter.type if parameter.internal.startswith("contract ") else internal or parameter.type


def _first_sentence(text: str) -> tuple[str, str]:
    match = re.match(r"(.+?[.!?])\s+(?=[A-Z`*])", text)
    return (match[1], text[match.end() :]) if match else (text, "")


def _clean(text: str) -> str:
    """One line, without the tags that OpenZeppelin writes for its own site."""
    return " ".join(re.sub(r"module:[\w-]+", "", text).split())


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
