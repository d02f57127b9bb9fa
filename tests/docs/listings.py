"""Tables of what there is, made of the code's own words: docstrings, defaults, refusals."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from dao_sim.coop import Charter
from dao_sim.coop.rules import VOTING_RULES
from dao_sim.errors import BadInput, CharterError
from dao_sim.ledger.array.modelled import check_modelled
from dao_sim.sim.behaviour import Behaviour, known
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.measures import MEASURES
from dao_sim.sim.phases import PHASES
from dao_sim.sim.plans import Plan
from dao_sim.sim.scenario import OPERATED
from dao_sim.units import BPS

OPTIONS: dict[str, Any] = {
    "vote_change": True,
    "early_success": "60%",
    "rented_vote_defence": True,
    "vote_override": True,
    "exit_window": "1d",
    "swing_extensions": 2,
    "proposal_bond": "5",
    "bind_targets": True,
    "guardian": "account:1",
}
"""Governance options, each as a charter could say it."""
_CHAMBER = {"quorum": "10%", "threshold": "50%"}
_KINDS = ("creator", "enterprise", "public_body", "patron")
RULES: dict[str, dict[str, Any]] = {"chambers": {"chambers": dict.fromkeys(_KINDS, _CHAMBER)}}
"""What rules need beside their name."""
_TOKEN = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
_REVIEW = {"size": 3, "stake": "1", "fee": "0.1", "bonus": "0.02"}
_DOMAINS = {"music": {"cap": "50%", "review_from": "20%", "deposit": "0.5"}}
PARTS: tuple[dict[str, Any], ...] = (
    {"token": {"excluded": ["account:1"]}},
    {"royalties": {"assets": [_TOKEN]}},
    {"content": {"domains": _DOMAINS}, "review": _REVIEW},
    {"content": {"screeners": [_TOKEN], "domains": _DOMAINS}, "review": _REVIEW},
    {"review": {**_REVIEW, "asset": _TOKEN}},
    {"conviction": {"caps": [{"asset": "ETH", "amount": "5"}]}},
    {"governors": [{"name": "spending"}]},
)
"""Other parts that a charter can have."""


def behaviours() -> str:
    """Those that ship, in the order of phases."""
    places = list(PHASES)
    kinds = sorted(known().values(), key=lambda kind: (places.index(kind.phase), kind.name))
    kinds = [kind for kind in kinds if kind.__module__.startswith("dao_sim.")]
    rows = [[f"`{kind.name}`", kind.phase, _first_paragraph(kind), _parameters(kind)] for kind in kinds]
    return table(["behaviour", "phase", "what its members do", "parameters, with their defaults"], rows)


def phases() -> str:
    """In their order."""
    return table(["phase", "what happens"], [[f"`{name}`", said] for name, said in PHASES.items()])


def measures() -> str:
    """Every one."""
    rows = [[f"`{name}`", _first_paragraph(function)] for name, function in MEASURES.items()]
    return table(["measure", "what it is"], rows)


def plans() -> str:
    """What a behaviour can answer beside intents."""
    rows = [[f"`{kind.__name__}`", _first_paragraph(kind)] for kind in get_args(Plan)]
    return table(["plan", "what it means"], rows)


def demand() -> str:
    """The weights of the demand model."""
    rows = [[f"`{name}`", _default(field)] for name, field in DemandParameters.model_fields.items()]
    meanings = _attribute_docstrings(DemandParameters)
    return table(["weight", "default", "what it is"], [[*row, meanings[row[0].strip("`")]] for row in rows])


def refused() -> str:
    """Charter keys that arrays refuse, and what they take instead, tried one by one."""
    rules = sorted(set(VOTING_RULES) - {"optimistic"})  # which is of further governors only
    choices: list[dict[str, Any]] = [{"rule": name, **RULES.get(name, {})} for name in rules]
    choices += [{key: value} for key, value in OPTIONS.items()]
    tried = (*({"governance": each} for each in choices), *PARTS)
    by_section: dict[str, list[str]] = {}
    for key in dict.fromkeys(filter(None, map(_refusal, tried))):
        section, dot, rest = key.partition(".")
        by_section.setdefault(section if dot else "whole sections", []).append(f"`{rest or section}`")
    rows = [
        [f"`{section}`" if " " not in section else section, ", ".join(keys)]
        for section, keys in by_section.items()
    ]
    return table(["of the charter", "arrays refuse"], rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "behaviours": behaviours,
    "phases": phases,
    "measures": measures,
    "plans": plans,
    "demand": demand,
    "refused": refused,
}


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """In Markdown, a line each."""
    lines = [list(columns)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _refusal(terms: dict[str, Any]) -> str | None:
    """The key that arrays refuse of a charter with these terms."""
    try:
        charter = Charter(**{"name": "Co-op", "operators": OPERATED, **terms})
    except CharterError as error:
        raise AssertionError(f"{terms} is no charter: {error}") from error
    try:
        check_modelled(charter)
    except BadInput as error:
        return error.reason.partition(": is not")[0]
    return None


def _first_paragraph(thing: Any) -> str:
    text = inspect.getdoc(thing)
    assert text, thing
    return " ".join(text.partition("\n\n")[0].split())


def _parameters(kind: type[Behaviour]) -> str:
    return ", ".join(f"`{name} = {_default(field)}`" for name, field in kind.model_fields.items())


def _default(field: FieldInfo) -> str:
    """As a scenario writes it."""
    if any(isinstance(each, BeforeValidator) for each in field.metadata):  # basis points, written in percent
        return f'"{field.default * 100 / BPS:g}%"'
    return "none" if field.default is None else json.dumps(field.default)


def _attribute_docstrings(kind: type) -> dict[str, str]:
    """Name → what stands below it."""
    found = re.findall(r'^    (\w+): .*\n    """((?:.|\n)*?)"""', inspect.getsource(kind), re.M)
    return {name: " ".join(text.split()) for name, text in found}
