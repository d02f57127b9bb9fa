"""What pydantic finds wrong with a file, as one error: file, key, value, and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_SHOWN = 120
_WANTED = {
    "tuple_type": "must be a list, in square brackets",
    "dict_type": "must be a section, such as [set]",
    "model_type": "must be a section, such as [network], or [[factors]] for each factor",
    "string_type": "must be text, in quotes",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "missing": "is missing",
}
_NAMED = re.compile(r"([a-z_.\[\]0-9]+): ")


def refusal(component: str, error: ValidationError, model: type[BaseModel], file: str | None) -> BadInput:
    """The first thing wrong, and which others are; for a key that nobody knows, the nearest that there is."""
    details = error.errors(include_url=False)
    first = details[0]
    path: list[str | int] = list(first["loc"])
    reason = _WANTED.get(first["type"], first["msg"].removeprefix("Value error, ").removeprefix("Input "))
    hint = None
    operands: dict[str, Any] = {}
    named = _NAMED.match(reason) if first["type"] == "value_error" else None
    if named:
        path, reason = [*path, named[1]], reason[named.end() :]
    elif first["type"] == "extra_forbidden":
        reason, hint = "is not a key here", nearest(str(path[-1]), _names_at(path[:-1], model))
    elif first["type"] != "missing":
        operands["value"] = _shortened(first["input"])
    if len(details) > 1:
        others = ", ".join(dotted(detail["loc"]) for detail in details[1:6])
        hint = f"{hint + '; ' if hint else ''}also wrong: {others}"
    where = {"file": file} if file else {}
    key = dotted(path)
    return BadInput(component, f"{key} {reason}", hint=hint, **where, key=key, **operands)


def dotted(path: Iterable[str | int]) -> str:
    """`("cohorts", 2, "size")` as `cohorts[2].size`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else str(part)
    return shown


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or all there are."""
    known = list(dict.fromkeys(names))
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _names_at(section: Sequence[str | int], model: Any) -> list[str]:
    """The keys of a section, as far as the model says what it is."""
    for part in section:
        fields = getattr(model, "model_fields", {})
        if isinstance(part, str) and part in fields:
            annotation = fields[part].annotation
            inner = [each for each in getattr(annotation, "__args__", ()) if hasattr(each, "model_fields")]
            model = inner[0] if inner else annotation
    fields = getattr(model, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _shortened(value: Any) -> Any:
    shown = str(value)
    return value if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}… ({len(shown):,} characters)"
