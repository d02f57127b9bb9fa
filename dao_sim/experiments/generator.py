"""Made-up electorates: how many people, who holds what, which classes, and how wealth and wishes go together.

What somebody wants of an option is a number from the normal distribution. With the option's stance s, from 1
for the first to −1 for the last, and wealth z, which is the person's place in the order of tokens as a normal
score, it is ρ·s·z + √(1 − ρ²)·ε, where ε is chance; no change is worth 0 to everybody. So the utilities of
the first option correlate with wealth by ρ, those of the last by −ρ, and those of an option in the middle by
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING, Protocol

from dao_sim.coop.quantities import parse_class
from dao_sim.errors import BadInput
from dao_sim.experiments.electorate import NO_CHANGE, Electorate, Person
from dao_sim.experiments.streams import stream
from dao_sim.units import BPS, Bps, MemberClass, Wei, parse_amount, parse_percent

if TYPE_CHECKING:
    import numpy as np

MEAN = 1_000 * 10**18
"""What everybody holds on average, in the token's smallest unit."""
MAX_SIZE = 100_000
MAX_OPTIONS = 31
_UNIT = 10**16
"""Holdings have two places, so that a file of them can be read."""
_PLACES = 3
"""Of a utility."""


class Tokens(Protocol):
    """How tokens are spread."""

    def draw(self, size: int, rng: np.random.Generator) -> list[int]:
        """What each of so many people holds, in the smallest unit, from the richest to the poorest."""
        ...


@dataclass(frozen=True, slots=True)
class Equal:
    """All hold the same."""

    def draw(self, size: int, rng: np.random.Generator) -> list[int]:  # noqa: ARG002
        return [MEAN] * size


@dataclass(frozen=True, slots=True)
class Pareto:
    """V. Pareto, Cours d'économie politique (1896): the chance to hold more than x falls as x^−α.

    With α = 1.16 a fifth of the people would hold four fifths, were there very many of them.
    """

    alpha: float

    def draw(self, size: int, rng: np.random.Generator) -> list[int]:
        drawn = sorted((1 + rng.pareto(self.alpha, size)).tolist(), reverse=True)
        whole = sum(drawn)
        return [max(int(each / whole * size * (MEAN // _UNIT)), 1) * _UNIT for each in drawn]


@dataclass(frozen=True, slots=True)
class Top:
    """The richest hundredth, rounded up to whole people, hold this share, and the others the rest, evenly."""

    share: Bps

    def draw(self, size: int, rng: np.random.Generator) -> list[int]:  # noqa: ARG002
        top = -(-size // 100)
        if size == top:
            reason = "there is nobody beside the top hundredth"
            raise BadInput("tokens", reason, hint="make the electorate larger", size=size)
        theirs = MEAN * size * self.share // BPS
        each, other = theirs // top // _UNIT, (MEAN * size - theirs) // (size - top) // _UNIT
        return [each * _UNIT] * top + [other * _UNIT] * (size - top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What an electorate is to be like. Raises BadInput for what none can be."""

    size: int = 200
    tokens: Tokens = field(default_factory=lambda: Pareto(1.16))
    classes: Mapping[MemberClass, int] = field(
        default_factory=lambda: {
            MemberClass.CREATOR: 70,
            MemberClass.ENTERPRISE: 20,
            MemberClass.PUBLIC_BODY: 5,
            MemberClass.PATRON: 5,
        }
    )
    """Weights; NONE stands for holders who are no members. Who is what does not depend on wealth."""
    correlation: float = 0.6
    """ρ, from −1 to 1."""
    options: int = 3
    """Beside no change."""
    abstain: Bps = Bps(2_000)
    """The part that does not take part."""
    delegate: Bps = Bps(1_000)
    """The part that delegates, each to anybody else."""

    def __post_init__(self) -> None:
        _check("size", self.size, 2, MAX_SIZE)
        _check("options", self.options, 1, MAX_OPTIONS)
        _check("correlation", self.correlation, -1, 1)
        for name in ("abstain", "delegate"):
            _check(name, getattr(self, name), 0, BPS)
        if not any(self.classes.values()) or any(weight < 0 for weight in self.classes.values()):
            given = {kind.name.lower(): weight for kind, weight in self.classes.items()}
            raise BadInput("classes", "weights must not be negative, and not all zero", value=given)


def generate(design: Design, seed: int) -> Electorate:
    """An electorate of that kind; the same one for the same seed. Raises BadInput for a negative seed."""
    if seed < 0:
        raise BadInput("seed", "must not be negative", value=seed)
    size = design.size
    tokens = design.tokens.draw(size, stream(seed, "tokens"))
    classes = _classes(design, stream(seed, "classes"))
    utilities = _utilities(design, tokens, stream(seed, "preferences"))
    silent = _chosen(size, design.abstain, stream(seed, "silence"))
    delegates = _delegates(design, stream(seed, "delegation"))
    width = len(str(size))
    names = [f"v{number:0{width}}" for number in range(1, size + 1)]
    people = (
        Person(
            name=names[place],
            member_class=classes[place],
            tokens=Wei(tokens[place]),
            delegate=names[delegates[place]] if place in delegates else None,
            utilities=None if place in silent else utilities[place],
        )
        for place in range(size)
    )
    options = (NO_CHANGE, *(f"option {number}" for number in range(1, design.options + 1)))
    return Electorate(options=options, people=tuple(people))


def parse_tokens(text: str) -> Tokens:
    """`"equal"`, `"pareto:1.16"`, or `"top1:40%"`. Raises BadInput."""
    kind, _, value = text.strip().partition(":")
    hint = "write equal, pareto:1.16 or top1:40%"
    try:
        if kind == "equal" and not value:
            return Equal()
        if kind == "pareto":
            alpha = Fraction(parse_amount(value), 10**18)
            if not Fraction(1, 10) <= alpha <= 100:
                raise ValueError("must have an exponent from 0.1 to 100")
            return Pareto(float(alpha))
        if kind == "top1":
            if (share := parse_percent(value)) > BPS:
                raise ValueError("must be a share of at most 100%")
            return Top(share)
    except ValueError as error:
        raise BadInput("tokens", str(error), hint=hint, value=text) from None
    raise BadInput("tokens", "there is no such distribution", hint=hint, value=text)


def parse_classes(text: str) -> dict[MemberClass, int]:
    """`"creator:70,enterprise:30"`, in any unit; `none` for holders who are no members. Raises BadInput."""
    hint = "write classes with whole weights, such as creator:70,enterprise:20,none:10"
    classes: dict[MemberClass, int] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*([A-Za-z_ -]+?)\s*:\s*([0-9]{1,9})\s*", part)
        if match is None:
            raise BadInput("classes", "is not a class with its weight", hint=hint, value=part)
        try:
            found = MemberClass.NONE if match[1].lower() == "none" else parse_class(match[1])
        except ValueError as error:
            raise BadInput("classes", f"{error}, or none", hint=hint, value=match[1]) from None
        if found in classes:
            raise BadInput("classes", "a class is named twice", hint=hint, value=match[1])
        classes[found] = int(match[2])
    return classes


def _check(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise BadInput(name, f"must be from {least:,} to {most:,}", value=value)


def _classes(design: Design, rng: np.random.Generator) -> list[MemberClass]:
    """As many of each class as its weight says, by largest remainders, in random order."""
    whole = sum(design.classes.values())
    exact = {each: Fraction(weight * design.size, whole) for each, weight in design.classes.items()}
    counts = {each: int(part) for each, part in exact.items()}
    by_remainder = sorted(exact, key=lambda each: (counts[each] - exact[each], each))
    for each in by_remainder[: design.size - sum(counts.values())]:
        counts[each] += 1
    ordered = [each for each, count in counts.items() for _ in range(count)]
    return [ordered[place] for place in rng.permutation(design.size).tolist()]


def _utilities(design: Design, tokens: list[int], rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Per person, in units of 10^-18 with a few places, no change first."""
    size, count, rho = design.size, design.options, design.correlation
    wealth = _scores(tokens)
    stances = [1.0] if count == 1 else [1 - 2 * option / (count - 1) for option in range(count)]
    noise = rng.standard_normal((size, count)).tolist()
    unit = 10 ** (18 - _PLACES)
    found = []
    for score, chance in zip(wealth, noise, strict=True):
        wishes = [
            rho * stance * score + (1 - rho**2) ** 0.5 * each
            for stance, each in zip(stances, chance, strict=True)
        ]
        found.append((0, *(round(wish * 10**_PLACES) * unit for wish in wishes)))
    return found


def _scores(tokens: list[int]) -> list[float]:
    """Normal scores of the places in the order of tokens; equal holders have the middle of their places."""
    places: dict[int, list[int]] = {}
    for place, held in enumerate(sorted(tokens)):
        places.setdefault(held, []).append(place)
    middle = {held: (found[0] + found[-1] + 1) / 2 / len(tokens) for held, found in places.items()}
    normal = NormalDist()
    return [normal.inv_cdf(middle[held]) for held in tokens]


def _chosen(size: int, part: Bps, rng: np.random.Generator) -> set[int]:
    """So large a part of the people, rounded down."""
    return set(rng.permutation(size).tolist()[: size * part // BPS])


def _delegates(design: Design, rng: np.random.Generator) -> dict[int, int]:
    """Who delegates to whom."""
    found = {}
    for person in sorted(_chosen(design.size, design.delegate, rng)):
        other = int(rng.integers(design.size - 1))
        found[person] = other + (other >= person)
    return found
