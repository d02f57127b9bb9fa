"""A population made of its terms and a seed.

Every quality of a cohort has a stream of its own, named after the cohort, from which everybody draws by their
place in it. So a cohort that is added, or grows, changes nobody else, and one that changes in one quality
stays the same in the others.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.population.holdings import MOST
from dao_sim.sim.population.terms import CohortTerms, PopulationTerms
from dao_sim.sim.portable import Floats
from dao_sim.sim.streams import Streams
from dao_sim.units import format_amount

D = TypeVar("D", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Population:
    """Everybody as columns, indexed by account, cohort after cohort. None of it can be written to."""

    cohort: NDArray[np.int32]
    """Place in `cohort_names`: (n,)."""
    member_class: NDArray[np.int8]
    """Number of a `MemberClass`: (n,)."""
    region: NDArray[np.int32]
    """Place in `region_names`: (n,)."""
    tokens: tuple[int, ...]
    """In the smallest unit: n integers, less than 2^128 in sum."""
    wealth: tuple[int, ...]
    """In wei: n integers, less than 2^128 in sum."""
    taste: Floats
    """(n, d), in [−1, 1]."""
    skill: Floats
    """(n,), in [0, 1]; so are the next two."""
    engagement: Floats
    ai_use: Floats
    member: NDArray[np.bool_]
    """Whether a member from the start: (n,)."""
    cohort_names: tuple[str, ...]
    region_names: tuple[str, ...]
    remoteness: Floats
    """Of each region, in [0, 1]."""

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return len(self.cohort)

    def accounts(self, cohort: str) -> slice:
        """Which accounts a cohort is, by its name. Raises BadInput for an unknown one, with the nearest."""
        if cohort not in self.cohort_names:
            nearest = difflib.get_close_matches(cohort, self.cohort_names, 1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"there are {', '.join(self.cohort_names)}"
            raise BadInput("population", "there is no such cohort", hint=hint, cohort=cohort)
        place = self.cohort_names.index(cohort)
        first, end = np.searchsorted(self.cohort, [place, place + 1]).tolist()
        return slice(first, end)


def generate(terms: PopulationTerms, streams: Streams, folder: Path = Path()) -> Population:
    """The population of those terms; the same one for the same streams. Files are looked for in `folder`.

    Raises BadInput for a file that cannot be used, for a cohort too small to have a top, and where all
    together hold 2^128 of the smallest unit or more.
    """
    sizes = terms.sizes()
    names = [region.name for region in terms.regions]
    drawn = [
        _Cohort.drawn(
            cohort,
            _Draw(streams, cohort.name, size),
            dimensions=terms.dimensions,
            regions=names,
            folder=folder,
        )
        for cohort, size in zip(terms.cohorts, sizes, strict=True)
    ]
    kinds = [cohort.member_class for cohort in terms.cohorts]
    return Population(
        cohort=_frozen(np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)),
        member_class=_frozen(np.repeat(np.array(kinds, dtype=np.int8), sizes)),
        region=_frozen(np.concatenate([each.region for each in drawn])),
        tokens=_bounded("tokens", [each.tokens for each in drawn]),
        wealth=_bounded("wealth", [each.wealth for each in drawn]),
        taste=_frozen(np.concatenate([each.taste for each in drawn])),
        skill=_frozen(np.concatenate([each.skill for each in drawn])),
        engagement=_frozen(np.concatenate([each.engagement for each in drawn])),
        ai_use=_frozen(np.concatenate([each.ai_use for each in drawn])),
        member=_frozen(np.repeat([cohort.member for cohort in terms.cohorts], sizes)),
        cohort_names=tuple(cohort.name for cohort in terms.cohorts),
        region_names=tuple(names),
        remoteness=_frozen(np.array([region.remoteness for region in terms.regions], dtype=np.float64)),
    )


@dataclass(frozen=True, slots=True)
class _Draw:
    """A cohort's chance: of each quality, a uniform per person."""

    streams: Streams
    cohort: str
    size: int

    def __call__(self, quality: str, index: int = 0) -> Floats:
        return self.streams.uniform(f"population {self.cohort}: {quality}", 0, self.size, index=index)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cohort:
    """The columns of one cohort that are drawn."""

    region: NDArray[np.int32]
    tokens: list[int]
    wealth: list[int]
    taste: Floats
    skill: Floats
    engagement: Floats
    ai_use: Floats

    @classmethod
    def drawn(
        cls, terms: CohortTerms, draw: _Draw, *, dimensions: int, regions: Sequence[str], folder: Path
    ) -> _Cohort:
        means = terms.taste.mean or (0.0,) * dimensions
        tastes = [_normal(mean, terms.taste.spread, draw("taste", place)) for place, mean in enumerate(means)]
        return cls(
            region=_regions(terms.region or {regions[0]: 1.0}, regions, draw("region")),
            tokens=terms.tokens.amounts(draw("tokens"), folder),
            wealth=terms.wealth.amounts(draw("wealth"), folder),
            taste=np.stack(tastes, axis=1),
            skill=terms.skill.values(draw("skill")),
            engagement=terms.engagement.values(draw("engagement")),
            ai_use=terms.ai_use.values(draw("ai use")),
        )


def _normal(mean: float, spread: float, places: Floats) -> Floats:
    """Normal around the mean, what lies beyond −1 and 1 moved there."""
    scores = portable.normal_quantile(np.maximum(places, 2.0**-54))
    return np.clip(mean + spread * scores, -1.0, 1.0)


def _regions(chance: dict[str, float], names: Sequence[str], places: Floats) -> NDArray[np.int32]:
    reached = np.add.accumulate([chance.get(name, 0.0) for name in names])
    return np.searchsorted(reached / reached[-1], places, side="right").astype(np.int32)


def _bounded(what: str, amounts: list[list[int]]) -> tuple[int, ...]:
    together = tuple(amount for cohort in amounts for amount in cohort)
    if (total := sum(together)) >= MOST:
        reason = (
            f"all together must hold less than 2^128 of the smallest unit, which is {format_amount(MOST)}"
        )
        raise BadInput("population", reason, key=what, value=format_amount(total))
    return together


def _frozen(column: NDArray[D]) -> NDArray[D]:
    column.flags.writeable = False
    return column
