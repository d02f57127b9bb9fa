"""Turns what TOML and pydantic say about a charter into one message: file, line, key, value, and range."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.errors import CharterError

if TYPE_CHECKING:
    from pydantic import ValidationError

_LINE_COLUMN = re.compile(r"\(at line (\d+), column (\d+)\)")


_SHOWN = 120
_WANTED = {
    "tuple_type": "must be a list, in square brackets",
    "model_type": "must be a section, such as [token], or [[founders]] for each founder",
    "string_type": "must be text, in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "must be shorter: at most 64 characters for a name, 11 for a symbol",
    "string_pattern_mismatch": "must be 1 to 24 lower-case letters and digits, a letter first",
    "literal_error": "must be 'token' or 'member'",
    "less_than_equal": "must be at most 3",
    "greater_than_equal": "must be at least 0",
    "too_long": "must have fewer entries: at most 100 founders, 15 assets",
}


def syntax_error(error: Exception, source: str) -> CharterError:
    """A text that is not TOML."""
    place = _LINE_COLUMN.search(str(error))
    where = {"line": int(place[1]), "column": int(place[2])} if place else {}
    reason = f"is not valid TOML: {_LINE_COLUMN.sub('', str(error)).strip()}"
    return CharterError(
        "charter", reason, hint="`dao-sim charter new` prints a charter that works", file=source, **where
    )


def charter_error(error: ValidationError, source: str | None = None, text: str = "") -> CharterError:
    """The first thing wrong with a charter, and how many more there are."""
    details = error.errors(include_url=False)
    first = details[0]
    path = tuple(first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    operands: dict[str, Any] = {}
    hint = None
    if first["type"] == "value_error" and ": " in reason:
        named, reason_after = reason.split(": ", 1)
        if re.fullmatch(r"[a-z_.]+", named):
            path, reason = (*path, *named.split(".")), reason_after
    if first["type"] == "extra_forbidden":
        reason = "is not a key of a charter"
        hint = _nearest(str(path[-1]), path[:-1])
    elif first["type"] == "missing":
        reason = "is missing"
    elif first["type"] in _WANTED:
        reason = _WANTED[first["type"]]
        operands["value"] = _shortened(first["input"])
    else:
        value = _value_at(first["input"], path, tuple(first["loc"]))
        operands = {} if value is None or isinstance(value, (dict, list)) else {"value": _shortened(value)}
    if len(details) > 1:
        others = ", ".join(_key(detail["loc"]) for detail in details[1:6])
        hint = f"{hint + '; ' if hint else ''}also wrong: {others}"
    where: dict[str, Any] = {"file": source} if source else {}
    line = _line_of(text, path) or _line_of_partner(text, path, reason)
    if line:
        where["line"] = line
    return CharterError("charter", f"{_key(path)} {reason}", hint=hint, **where, key=_key(path), **operands)


def _key(path: Sequence[str | int]) -> str:
    """`("founders", 2, "tokens")` as `founders[2].tokens`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else str(part)
    return shown


def _value_at(given: Any, path: Sequence[str | int], reported: Sequence[str | int]) -> Any:
    """The offending value: where a whole section was refused, that of the key that the message names."""
    for part in path[len(reported) :]:
        if isinstance(given, dict) and part in given:
            given = given[part]
        else:
            return None
    return given


def _shortened(value: Any) -> Any:
    """The value, or the beginning of one that would fill the screen."""
    shown = str(value)
    return value if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}… ({len(shown):,} characters)"


def _line_of_partner(text: str, path: Sequence[str | int], reason: str) -> int | None:
    """Where two keys do not fit together and the one named is a default: the line of the one written."""
    lines = (_line_of(text, (*path[:-1], word)) for word in re.findall(r"[a-z_]{4,}", reason))
    return next((line for line in lines if line), None)


def _nearest(key: str, section: Sequence[str | int]) -> str:
    """The key that was probably meant, or all that the section has."""
    from dao_sim.coop import charter

    model: Any = charter.Charter
    for part in section:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        nested = getattr(annotation, "__args__", (annotation,))[0]
        model = nested
    names = [field.alias or name for name, field in model.model_fields.items()]
    close = difflib.get_close_matches(key, names, n=1)
    return f"did you mean {close[0]}?" if close else f"keys here are {', '.join(names)}"


def _line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line on which the key is written; None where it has none of its own (as in an inline table).

    TOML's reader keeps no positions, so this looks for the key under its section's header.
    """
    if not text or not path:
        return None
    keys = [part for part in path if isinstance(part, str)]
    places = [part for part in path if isinstance(part, int)]
    section, wanted = ".".join(keys[:-1]), keys[-1]
    header, seen = "", -1
    for number, line in enumerate(text.splitlines(), start=1):
        found = re.match(r"\s*\[+\s*([\w.]+)\s*\]+", line)
        if found:
            header = found[1]
            seen += header == (section or wanted)
            if header == wanted and not section and seen == (places[0] if places else 0):
                return number
        written_here = header == section and re.match(rf"\s*[\"']?{re.escape(wanted)}[\"']?\s*=", line)
        if written_here and (not places or seen == places[0]):
            return number
    return None
