"""The options of a proposal: their titles end its description, their actions stand one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dao_sim.coop.ballot_paper import is_writable
from dao_sim.errors import BadInput

NO_CHANGE = "no change"
"""Option 0 of every proposal with options."""
UNLISTED = ("against", "for")
"""What the two options of a plain measure are called, where a rule counts options."""
_HEADING = "Options:"
_LINE = re.compile(r"(\d+)\. (.+)")
_LONGEST = 100

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[A]):
    """One of several things that a proposal may do."""

    number: int
    """From 1; 0 is no change."""
    title: str
    actions: tuple[A, ...]


def listed(titles: Sequence[str]) -> str:
    """The part of a description that names the options. Raises BadInput for titles nobody could vote for."""
    seen = {NO_CHANGE}
    for title in titles:
        if not is_writable(title.strip()) or not title.isprintable() or len(title) > _LONGEST:
            reason = f"must be a line of at most {_LONGEST} characters, no number, and without > | and :"
            raise BadInput("option", f"its title {reason}", value=title)
        if title.strip().casefold() in seen:
            raise BadInput("option", "titles must differ, and none is 'no change'", value=title)
        seen.add(title.strip().casefold())
    return "\n".join((_HEADING, *(f"{number}. {title.strip()}" for number, title in enumerate(titles, 1))))


def split_text(text: str, count: int) -> tuple[str, tuple[str, ...]]:
    """A description's text without its list of `count` options, and their titles.

    Where the text ends with no such list, as of a proposal that was made elsewhere, they go by numbers.
    """
    lines = text.rstrip().splitlines()
    head, tail = lines[: len(lines) - count], lines[len(lines) - count :]
    found = [_LINE.fullmatch(line.strip()) for line in tail]
    titles = [match[2] for number, match in enumerate(found, 1) if match and int(match[1]) == number]
    if count == 0 or len(titles) != count or not head or head[-1].strip() != _HEADING:
        return text, tuple(f"option {number}" for number in range(1, count + 1))
    return "\n".join(head[:-1]).rstrip(), tuple(titles)


def options_of(titles: Sequence[str], counts: Sequence[int], actions: Sequence[A]) -> tuple[Option[A], ...]:
    """Each option with its actions; option 1 is the first `counts[0]` of them, and so on."""
    found, start = [], 0
    for number, (title, count) in enumerate(zip(titles, counts, strict=True), 1):
        found.append(Option(number=number, title=title, actions=tuple(actions[start : start + count])))
        start += count
    return tuple(found)
