"""Random populations of a few people, with their ties."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.property.scenarios.sections import sometimes

MOST = 10
"""People."""
CLASSES = ("creator", "creator", "creator", "enterprise", "public_body", "patron")
_TOKENS = ("0", "1", "100", "1000.5", "0.000000000000000003", "1000000000", "1200000000000")
"""The largest are a little less than 2^100 of the smallest unit."""
_WEALTH = ("0", "0.000000000000000001", "0.01", "1", "10", "1000000")


def population(random: Random, *, lively: bool) -> dict[str, Any]:
    """One to four cohorts in one to three regions. Where it is lively, the first are makers who can act."""
    regions: list[dict[str, Any]] = [
        {"name": f"region {place}", "remoteness": random.choice((0, 0.5, 1))}
        for place in range(random.randint(1, 3))
    ]
    dimensions = random.randint(1, 3)
    sizes = _sizes(random)
    if lively:
        sizes[0] += 3
    cohorts = [_cohort(random, place, size, regions, dimensions) for place, size in enumerate(sizes)]
    if lively:
        everywhere = _chances([region["name"] for region in regions])
        able = {"class": "creator", "member": True, "region": everywhere, "engagement": 1.0, "skill": 0.9}
        cohorts[0] |= able | {"tokens": random.choice(("1", "1000.5")), "wealth": random.choice(("1", "10"))}
    return {"dimensions": dimensions, "regions": regions, "cohorts": cohorts}


def network(random: Random, size: int) -> dict[str, Any]:
    """Any kind that so few people can be tied by."""
    kinds: list[dict[str, Any]] = [
        {"kind": "none"},
        {"kind": "communities", "group": random.randint(1, 5), "weak": random.choice((0, 0.5, 2))},
        {
            "kind": "blocks",
            "by": random.choice(("region", "cohort")),
            "within": random.choice((0, 0.5, 1)),
            "across": random.choice((0, 0.5)),
        },
    ]
    if size > 1:
        kinds.append({"kind": "scale-free", "ties_each": random.randint(1, min(size - 1, 4))})
    if size > 2:
        degree = 2 * random.randint(1, min((size - 1) // 2, 3))
        kinds.append({"kind": "small-world", "degree": degree, "rewire": random.choice((0, 0.3, 1))})
    return random.choice(kinds)


def _sizes(random: Random) -> list[int]:
    size, cohorts = random.randint(1, MOST), random.randint(1, 4)
    cuts = sorted(random.sample(range(1, size), min(cohorts, size) - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, size], strict=True)]


def _cohort(
    random: Random, place: int, size: int, regions: list[dict[str, Any]], dimensions: int
) -> dict[str, Any]:
    kind = random.choice((*CLASSES, "none"))
    return {
        "name": f"cohort {place}",
        "size": size,
        "class": kind,
        "member": kind != "none" and random.random() < 0.75,
        "region": _regions(random, [region["name"] for region in regions]),
        "tokens": _holdings(random, size, _TOKENS),
        "wealth": _holdings(random, size, _WEALTH),
        **sometimes(random, 0.5, taste={"mean": [random.choice((-1, 0, 0.7))] * dimensions, "spread": 0.3}),
        **sometimes(random, 0.6, skill=_parts(random)),
        **sometimes(random, 0.6, engagement=_parts(random)),
        **sometimes(random, 0.6, ai_use=_parts(random)),
    }


def _regions(random: Random, names: list[str]) -> str | dict[str, float]:
    """One region, or a chance of each."""
    if random.random() < 0.5:
        return random.choice(names)
    return _chances(names)


def _chances(names: list[str]) -> dict[str, float]:
    return dict(zip(names, {1: [1.0], 2: [0.75, 0.25], 3: [0.5, 0.25, 0.25]}[len(names)], strict=True))


def _holdings(random: Random, size: int, means: tuple[str, ...]) -> str | dict[str, Any]:
    mean = random.choice(means)
    spread: list[dict[str, Any]] = [
        {"kind": "equal", "mean": mean},
        {"kind": "pareto", "alpha": random.choice((0.5, 1.16, 3)), "mean": mean},
        {"kind": "lognormal", "sigma": random.choice((0, 1, 3)), "mean": mean},
    ]
    if size > 1:
        spread.append({"kind": "top", "share": random.choice((0.5, 0.99, 1)), "part": 0.3, "mean": mean})
    return mean if random.random() < 0.3 else random.choice(spread)


def _parts(random: Random) -> float | dict[str, Any]:
    return random.choice(
        (
            0.0,
            1.0,
            {"kind": "uniform", "low": 0.2, "high": 0.9},
            {"kind": "kumaraswamy", "a": 0.5, "b": random.choice((0.5, 2))},
        )
    )
