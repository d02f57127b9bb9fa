"""What pydantic finds wrong with a file, as one error: file, key, value, and what would be right."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_SHOWN = 120


def refusal(component: str, error: ValidationError, model: type[BaseModel], file: str | None) -> BadInput:
    """The first thing wrong, and which others are; for a key that nobody knows, the nearest that there is."""
    details = error.errors(include_url=False)
    first = details[0]
    path = [part for part in first["loc"] if part != "function-after"]
    key, hint = dotted(path), None
    reason = first["msg"].removeprefix("Value error, ")
    operands: dict[str, Any] = {}
    if first["type"] == "extra_forbidden":
        reason, hint = "is not a key here", _nearest(str(path[-1]), path[:-1], model)
    elif first["type"] == "missing":
        reason = "is missing"
    else:
        named, _, rest = reason.partition(": ")
        if rest and named.replace(".", "").replace("_", "").isalnum() and named.islower():
            key, reason = dotted([*path, named]), rest
        elif not isinstance(first["input"], (dict, list)):
            operands["value"] = str(first["input"])[:_SHOWN]
    if len(details) > 1:
        others = ", ".join(dotted(detail["loc"]) for detail in details[1:6])
        hint = f"{hint + '; ' if hint else ''}also wrong: {others}"
    where = {"file": file} if file else {}
    return BadInput(component, f"{key} {lowered(reason)}", hint=hint, **where, key=key, **operands)


def dotted(path: Any) -> str:
    """`("cohorts", 2, "size")` as `cohorts[2].size`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else str(part)
    return shown


def lowered(reason: str) -> str:
    """Pydantic's sentence as the end of one of ours: `Input should be …` becomes `should be …`."""
    return reason.removeprefix("Input ")


def _nearest(key: str, section: list[Any], model: type[BaseModel]) -> str | None:
    names = _names_at(section, model)
    close = difflib.get_close_matches(key, names, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"keys here are {', '.join(names)}" if names else None


def _names_at(section: list[Any], model: Any) -> list[str]:
    for part in section:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        if part not in model.model_fields:
            return []
        annotation = model.model_fields[part].annotation
        inner = [each for each in getattr(annotation, "__args__", ()) if hasattr(each, "model_fields")]
        model = inner[0] if inner else annotation
    fields = getattr(model, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]
