"""Which keys of a charter go with which voting rule, as one table, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dao_sim.coop.rules import VOTING_RULES

_ALL = tuple(VOTING_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A key that only some rules have."""

    key: str
    rules: tuple[str, ...]
    why_not: str
    """The reason with the others, after "does not go with this rule: "."""
    needed: bool = False
    """Whether these rules cannot do without it."""


FITS = (
    Fit(
        key="quorum",
        rules=tuple(rule for rule in _ALL if rule not in ("chambers", "optimistic")),
        why_not="each chamber has a quorum of its own, and under the rule optimistic `veto` is what counts",
    ),
    Fit(
        key="vote_change",
        rules=("token", "member", "quadratic"),
        why_not="it keeps no ballots that could be taken back",
    ),
    Fit(
        key="early_success",
        rules=("token", "member", "fractional"),
        why_not="its votes do not sum to a supply that could be for a measure early",
    ),
    Fit(
        key="rented_vote_defence",
        rules=("token", "member", "quadratic", "fractional"),
        why_not="it weighs votes at the snapshot only",
    ),
    Fit(
        key="vote_override",
        rules=("token", "member"),
        why_not="what is left of a vote without a delegator's units is not told by its weight",
    ),
    Fit(
        key="swing_extensions",
        rules=tuple(rule for rule in _ALL if rule not in ("ranked", "optimistic")),
        why_not="a late vote would have to count the whole run-off twice, and a veto is never turned back",
    ),
    Fit(
        key="exit_window",
        rules=("token", "member", "quadratic", "fractional", "chambers"),
        why_not="it does not tell who was for what is carried out",
    ),
    Fit(
        key="weight",
        rules=("approval", "ranked"),
        why_not="what its votes weigh is not a matter of choice",
    ),
    Fit(key="cumulative", rules=("approval",), why_not="only votes for several options can be spread"),
    Fit(
        key="chambers",
        rules=("chambers",),
        why_not="it counts all votes together",
        needed=True,
    ),
    Fit(key="needs", rules=("chambers",), why_not="it has no chambers that a call could need"),
    Fit(key="veto", rules=("optimistic",), why_not="votes are cast for measures too", needed=True),
    Fit(
        key="optimistic_caps",
        rules=("optimistic",),
        why_not="it asks for votes, whatever is spent",
        needed=True,
    ),
)
"""Keys that are not named here go with every rule."""


def misfits(rule: str, given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with these keys (those that are off are false or empty) under a rule, a line each.

    A line begins with the key, as the charter's errors want it.
    """
    for fit in FITS:
        if given.get(fit.key) and rule not in fit.rules:
            yield f"{fit.key}: does not go with the rule {rule}: {fit.why_not}"
        if fit.needed and rule in fit.rules and not given.get(fit.key):
            yield f"{fit.key}: is missing, and the rule {rule} needs it"


def table() -> str:
    """The table in Markdown, as docs/mechanisms.md prints it."""
    rows = [
        ["", *_ALL],
        ["---", *("---" for _ in _ALL)],
        *([f"`{fit.key}`", *(_mark(fit, rule) for rule in _ALL)] for fit in FITS),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _mark(fit: Fit, rule: str) -> str:
    if rule not in fit.rules:
        return ""
    return "needed" if fit.needed else "yes"
