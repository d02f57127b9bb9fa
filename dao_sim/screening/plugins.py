"""Screeners by name: the one that ships, and those of other packages.

A package announces a screener as an entry point: a callable without arguments that makes one.

    [project.entry-points."dao_sim.screeners"]
    my-screener = "my_package:MyScreener"
"""

from __future__ import annotations

from importlib.metadata import entry_points

from dao_sim.errors import BadInput
from dao_sim.screening.protocol import Screener
from dao_sim.screening.rules import RuleScreener

GROUP = "dao_sim.screeners"
SHIPPED = "rules"


def screener_names() -> list[str]:
    """Every name there is, the shipped one first."""
    return [SHIPPED, *sorted({each.name for each in entry_points(group=GROUP)} - {SHIPPED})]


def screener_named(name: str) -> Screener:
    """The screener of that name. Raises BadInput where there is none, or what is announced is no screener."""
    if name == SHIPPED:
        return RuleScreener()
    found = list(entry_points(group=GROUP, name=name))
    if not found:
        hint = f"there is {', '.join(screener_names())}"
        raise BadInput("screener", "there is no such screener", hint=hint, value=name)
    made = found[0].load()()
    if not isinstance(made, Screener):
        raise BadInput("screener", "has no method `screen`", hint=f"see {GROUP}", value=name)
    return made
