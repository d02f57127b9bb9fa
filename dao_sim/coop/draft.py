"""A proposal that is still a file: title, text and actions, in TOML.

title = "Raise the levy"
text = '''
Why, in as many lines as it takes.
'''
actions = ["vault.setLevy('7.5%')"]

Instead of actions there may be several `[[options]]`, each with a title and actions.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from dao_sim.coop.actions import parse_action
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.bindings import Call
    from dao_sim.coop.cooperative import Cooperative

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_KEYS = "title, text, actions, or options with title and actions"
_EXAMPLE = 'a draft looks like: title = "Raise the levy", actions = ["vault.setLevy(750)"]'
_LONGEST_TITLE = 200
_SHOWN = 120
_LINE_COLUMN = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of a draft",
    "string_type": "must be text, in quotes",
    "tuple_type": "must be a list, in square brackets",
    "too_short": "must name at least one action, such as vault.setLevy(750)",
}


def _title(value: Any) -> Any:
    """A title is what lists show: one line that can be read."""
    if not isinstance(value, str):
        return value
    title = value.strip()
    if not title:
        raise ValueError("must not be empty")
    if not title.isprintable():
        raise ValueError("must be one line of text, without control characters")
    if len(title) > _LONGEST_TITLE:
        raise ValueError(f"must be at most {_LONGEST_TITLE} characters; the rest belongs in text")
    return title


class OptionDraft(BaseModel):
    """One of several things that could be done."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, BeforeValidator(_title)]
    actions: Annotated[tuple[str, ...], Field(min_length=1)]


class Draft(BaseModel):
    """What a member means to propose. Actions are written as `dao_sim.coop.actions` reads them.

    Where there are options, each with actions of its own, `actions` are all of them, one option's after the
    other's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, BeforeValidator(_title)]
    text: str = ""
    options: tuple[OptionDraft, ...] = ()
    actions: Annotated[tuple[str, ...], Field(min_length=1)]

    _file: str = PrivateAttr(default="")
    _source: str = PrivateAttr(default="")

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "actions" in data or not isinstance(data.get("options"), list):
            return data
        given = [option.get("actions") for option in data["options"] if isinstance(option, dict)]
        return data | {"actions": [action for part in given if isinstance(part, list) for action in part]}

    @field_validator("actions")
    @classmethod
    def _either(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        options: tuple[OptionDraft, ...] = info.data.get("options", ())
        if options and value != tuple(action for option in options for action in option.actions):
            raise ValueError("must be left out where there are options, which have their own")
        return value

    @classmethod
    def load(cls, path: str | Path) -> Draft:
        """Reads a TOML file. Raises BadInput naming file, line, key, value and what would be right."""
        file = str(path)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            raise BadInput("draft", reason, hint=_EXAMPLE, file=file) from error
        except UnicodeDecodeError as error:
            hint = "a draft is a TOML file in UTF-8"
            raise BadInput("draft", "is not text in UTF-8", hint=hint, file=file) from error
        try:
            return cls.model_validate(tomllib.loads(text), context=(file, text))
        except ValidationError as error:
            raise _explained(error, file, text) from error
        except (ValueError, RecursionError) as error:  # digits without end and nesting without end, too
            raise _no_toml(error, file) from error

    def model_post_init(self, context: Any) -> None:
        """Keeps where it was read from, for the errors in its actions."""
        if context:
            self._file, self._source = context

    def calls(self, coop: Cooperative) -> list[Call]:
        """Its actions as calls. Raises BadInput naming the action, where it stands, and what is wrong."""
        return [self._call(coop, place, text) for place, text in enumerate(self.actions)]

    def _call(self, coop: Cooperative, place: int, text: str) -> Call:
        try:
            return parse_action(coop, text)
        except BadInput as error:
            where: dict[str, Any] = {"file": self._file} if self._file else {}
            if line := _line_of(self._source, "actions", text):
                where["line"] = line
            where |= {"key": self._key(place), **error.operands}
            raise BadInput("draft", error.reason, hint=error.hint, **where) from error

    def _key(self, place: int) -> str:
        """Where an action stands: `actions[2]`, or `options[1].actions[0]`."""
        for number, option in enumerate(self.options):
            if place < len(option.actions):
                return f"options[{number}].actions[{place}]"
            place -= len(option.actions)
        return f"actions[{place}]"


def checked_title(title: str) -> str:
    """A title as a draft's must be. Raises BadInput saying what is wrong with it."""
    try:
        return str(_title(title))
    except ValueError as error:
        raise BadInput("title", str(error), value=_cut(title)) from error


def _no_toml(error: Exception, file: str) -> BadInput:
    message = str(error) or type(error).__name__
    place = _LINE_COLUMN.search(message)
    where = {"line": int(place[1]), "column": int(place[2])} if place else {}
    reason = f"is not valid TOML: {_LINE_COLUMN.sub('', message)}"
    return BadInput("draft", reason, hint=_EXAMPLE, file=file, **where)


def _explained(error: ValidationError, file: str, text: str) -> BadInput:
    """The first thing wrong, and the keys of the others."""
    details = error.errors(include_url=False)
    first = details[0]
    key = str(first["loc"][0])
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])[1:]
    where: dict[str, Any] = {"file": file}
    if line := _line_of(text, key, first["input"] if len(first["loc"]) > 1 else None):
        where["line"] = line
    where["key"] = path
    if first["type"] not in ("missing", "extra_forbidden"):
        where["value"] = _cut(first["input"])
    reason = _WORDS.get(first["type"], first["msg"].removeprefix("Value error, "))
    others = ", ".join(str(detail["loc"][0]) for detail in details[1:])
    hint = f"keys are {_KEYS}" if first["type"] in ("missing", "extra_forbidden") else None
    if others:
        hint = f"{hint + '; ' if hint else ''}also wrong: {others}"
    return BadInput("draft", f"{path} {reason}", hint=hint, **where)


def _line_of(text: str, key: str, entry: Any = None) -> int | None:
    """The line of a key, or of an entry of its list. TOML's reader keeps no positions: it is looked for."""
    lines = text.splitlines()
    written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    first = next((place for place, line in enumerate(lines) if written.match(line)), None)
    if first is None:
        return None
    shown = str(entry).splitlines()[0] if str(entry) else ""
    found = (
        place for place, line in enumerate(lines) if entry is not None and place >= first and shown in line
    )
    return next(found, first) + 1


def _cut(value: Any) -> Any:
    shown = str(value)
    return value if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
