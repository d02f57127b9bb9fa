"""Random scenarios: who there is, under which rules, what they do, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any

from dao_sim.sim.behaviour import known
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.phases import PHASES
from tests.property.scenarios.charters import DOMAINS, charter
from tests.property.scenarios.meddlers import MEDDLERS, OF_PARTS
from tests.property.scenarios.parameters import Words, parameters
from tests.property.scenarios.people import network, population
from tests.property.scenarios.sections import sometimes

NEEDED = {"grants": "open_grants", "matching": "open_rounds"}
"""Section of a charter → the behaviour that takes it."""
OFTEN = ("meddle_in_vote", "make_works", "deliver", "review_grants", "review_works", "give", *NEEDED.values())
"""What others wait for."""
_UNITS = 10**18


def written(seed: int) -> dict[str, Any]:
    """The random scenario of that seed, as its file says it.

    Where just anything is written, little happens in most scenarios; so three in four are made for it.
    """
    random = Random(seed)
    lively = random.random() < 0.75
    epoch = random.choice((7, 7, 14, random.randint(7, 21)))
    people = population(random, lively=lively)
    rules = charter(random, _tokens(people), epoch, lively=lively)
    return {
        "title": f"Random scenario {seed}",
        "seed": seed,
        "horizon": random.choice((3, 5, 8) if lively else (1, 2, 4)),
        "epoch": f"{epoch}d",
        "charter": rules,
        "organisation": _organisation(random, len(people["regions"])),
        "population": people,
        "network": network(random, sum(cohort["size"] for cohort in people["cohorts"])),
        **sometimes(random, 0.3, influence={"strong": random.choice((0.1, 1)), "weak": 0}),
        "economy": _economy(random, [region["name"] for region in people["regions"]], lively=lively),
        "demand": {
            **parameters(random, DemandParameters, {}),
            "outside": random.choice((-50, -2) if lively else (-50, -2, 2, 8)),
            "attention": random.randint(1, 3),
        },
        "behaviours": _behaviours(
            random, rules, [cohort["name"] for cohort in people["cohorts"]], lively=lively
        ),
        "phases": list(PHASES) if lively and random.random() < 0.8 else _phases(random),
    }


def _tokens(people: Mapping[str, Any]) -> str:
    """What all cohorts hold together, as whole tokens."""
    whole = Fraction(0)
    for cohort in people["cohorts"]:
        held = cohort["tokens"]
        whole += Fraction(held if isinstance(held, str) else held["mean"]) * cohort["size"]
    tokens, rest = divmod(int(whole * _UNITS), _UNITS)
    return f"{max(tokens, 1)}.{rest:018}"


def _organisation(random: Random, regions: int) -> dict[str, Any]:
    """Mostly of no more co-ops than there are regions: nobody belongs to the others."""
    kind = random.choice(("coop", "coop", "platform", "federation", "federation"))
    if kind == "platform":
        return {"kind": kind, "cut": f"{random.randint(0, 30)}%"}
    if kind == "federation":
        return {
            "kind": kind,
            "coops": random.choice((regions, regions, random.randint(1, 3))),
            "recognises": random.random() < 0.85,
        }
    return {"kind": kind}


def _economy(random: Random, regions: list[str], *, lively: bool) -> dict[str, Any]:
    audience = [_audience(random, place, regions) for place in range(random.randint(1 if lively else 0, 3))]
    if lively:
        audience[0] |= {"size": random.choice((20, 500)), "income": 1, "reach": 1, "reach_far": 1}
    return {
        "domains": list(DOMAINS),
        "cost": random.choice((0, 0.001, 0.02)),
        "lifetime": random.choice((1, 2, 52)),
        "licence_share": f"{random.choice((0, 10, 33.33, 100))}%",
        "co_maker_share": f"{random.choice((0, 50, 66.66, 100))}%",
        "audience": audience,
    }


def _audience(random: Random, place: int, regions: list[str]) -> dict[str, Any]:
    return {
        "name": f"group {place}",
        "region": random.choice(regions),
        "size": random.choice((1, 20, 500, 20_000)),
        "income": random.choice((0, 0.05, 1, 1_000)),
        "reach": random.choice((0, 0.5, 1)),
        "reach_far": random.choice((0, 0.5, 1)),
        **sometimes(random, 0.3, domains={"film": random.choice((-1, 0.5))}),
        **sometimes(random, 0.3, price_sensitivity=random.choice((0, 2))),
    }


def _behaviours(
    random: Random, rules: Mapping[str, Any], cohorts: list[str], *, lively: bool
) -> dict[str, Any]:
    """Any of all that there are; of some, another one of other parameters for somebody."""
    behaviours = {**known(), **MEDDLERS}
    for part, needed_by in NEEDED.items():
        if part not in rules:
            del behaviours[needed_by]
    chance = 0.7 if lively else random.choice((0.1, 0.5, 0.9))
    chances = dict.fromkeys(behaviours, chance) | dict.fromkeys(OFTEN, chance**0.3)
    chances |= {"spam": chance / 10, "free_rider": chance / 6}  # of which co-ops are full, or empty
    words: Words = {
        "pool": ["", *cohorts],
        "domain": ["", *DOMAINS],
        "parts": [_parts(rules)],
        # what takes long is hundreds of proposals, and of works
        **dict.fromkeys(("each", "each_week", "works"), (1, 1, 2)),
        "derive": (0.0, 0.5, 1.0),
    }
    found = {}
    for name, kind in sorted(behaviours.items()):
        for label in (name, f"another {name}"):
            if random.random() < (chances[name] if label == name else chances[name] / 12):
                use = {} if label == name else {"use": name}
                those = random.sample(cohorts, random.randint(1, len(cohorts)))
                found[label] = use | sometimes(random, 0.5, cohorts=those) | parameters(random, kind, words)
    order = random.sample(sorted(found), len(found))
    return {label: found[label] for label in order}


def _parts(rules: Mapping[str, Any]) -> list[str]:
    """What meddlers can meddle with."""
    there = {**rules, "licences": rules["works"]["licences"]}
    return [part for part in OF_PARTS if there.get(part)]


def _phases(random: Random) -> list[str]:
    """Mostly all in their order."""
    phases = list(PHASES)
    kind = random.choice(("usual", "usual", "usual", "fewer", "otherwise"))
    if kind == "fewer":
        return random.sample(phases, random.randint(1, len(phases)))
    return random.sample(phases, len(phases)) if kind == "otherwise" else phases
