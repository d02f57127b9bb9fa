"""Turns what pydantic says about an experiment into one message: file, key, value, what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from pydantic import ValidationError

_SHOWN = 120
_WANTED = {
    "tuple_type": "must be a list, in square brackets",
    "dict_type": "must be a section, such as [set]",
    "model_type": "must be a section, such as [design], or [[factors]] for each factor",
    "string_type": "must be text, in quotes",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "missing": "is missing",
}


def experiment_error(error: ValidationError, source: str, names: Iterable[str]) -> BadInput:
    """The first thing wrong, and how many more there are. `names` are the keys that could have been meant."""
    details = error.errors(include_url=False)
    first = details[0]
    path: tuple[str | int, ...] = tuple(first["loc"])
    reason = _WANTED.get(first["type"], first["msg"].removeprefix("Value error, "))
    hint = None
    named = re.match(r"([a-z_.\[\]0-9]+): ", reason) if first["type"] == "value_error" else None
    operands: dict[str, Any] = {}
    if named:
        path, reason = (*path, named[1]), reason[named.end() :]
    elif first["type"] == "extra_forbidden":
        reason, hint = "is not a key here", nearest(str(path[-1]), names)
    elif first["type"] != "missing":
        operands["value"] = _shortened(first["input"])
    if len(details) > 1:
        others = f"{len(details) - 1} more to correct after this"
        hint = f"{hint}; {others}" if hint else others
    key = written_key(path)
    return BadInput("experiment", f"{key} {reason}", hint=hint, file=source, key=key, **operands)


def written_key(path: Sequence[str | int]) -> str:
    """`("factors", 1, "values")` as `factors[1].values`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or all there are."""
    known = list(dict.fromkeys(names))
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _shortened(value: Any) -> Any:
    shown = str(value)
    return value if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}… ({len(shown):,} characters)"
