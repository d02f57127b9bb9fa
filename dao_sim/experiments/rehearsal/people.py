"""The people of a running co-op: what the chain does not know of them, a scenario says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dao_sim.experiments.rehearsal.standing import Standing
from dao_sim.sim.population import CohortTerms, Population, PopulationTerms, generate
from dao_sim.sim.population.holdings import Equal
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import Ids
from dao_sim.units import MemberClass

D = TypeVar("D", bound=np.generic)
NOTHING = Equal(mean=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peopled:
    """A population, and who of the co-op's people each account is."""

    population: Population
    places: Ids
    """Of each account in `Standing.people`."""


def peopled(standing: Standing, terms: PopulationTerms, streams: Streams, folder: Path = Path()) -> Peopled:
    """Everybody, with class, tokens and money from the chain.

    Taste, skill, engagement, use of AI and region are drawn as the scenario says of a cohort of their class
    (see `cohorts_of`); the same for the same streams.
    """
    chosen = _cohorts(standing, terms, streams)
    places: Ids = np.argsort(chosen, kind="stable")
    drawn = _drawn(terms, np.bincount(chosen, minlength=len(terms.cohorts)).tolist(), streams, folder)
    classes = np.array(standing.classes, dtype=np.int8)[places]
    population = replace(
        drawn,
        cohort=_frozen(chosen[places].astype(np.int32)),
        cohort_names=tuple(cohort.name for cohort in terms.cohorts),
        member_class=_frozen(classes),
        member=_frozen(classes != MemberClass.NONE),
        tokens=tuple(standing.tokens[place] for place in places.tolist()),
        wealth=tuple(standing.money[place] for place in places.tolist()),
    )
    return Peopled(population=population, places=places)


def cohorts_of(kind: MemberClass, cohorts: Sequence[CohortTerms]) -> list[int]:
    """Which cohorts say what people of a class are like: those of that class, which are members.

    For who is no member, those who are none, of any class. Where there are none of the kind, all.
    """
    belongs = kind != MemberClass.NONE
    fitting = [
        place
        for place, cohort in enumerate(cohorts)
        if (cohort.member_class == kind or not belongs) and (cohort.member == belongs)
    ]
    return fitting or list(range(len(cohorts)))


def unlike(standing: Standing, terms: PopulationTerms) -> list[str]:
    """Of which classes there are people for whom the scenario has no cohort, in words."""
    missing = []
    for kind in sorted(set(standing.classes)):
        known = any((cohort.member_class == kind) and cohort.member for cohort in terms.cohorts)
        if kind == MemberClass.NONE:
            known = not all(cohort.member for cohort in terms.cohorts)
        if not known:
            name = kind.name.lower().replace("_", " ") if kind else "no members"
            missing.append(f"{name} ({standing.classes.count(kind):,})")
    return missing


def _cohorts(standing: Standing, terms: PopulationTerms, streams: Streams) -> Ids:
    """A cohort for each person, drawn in proportion to the scenario's sizes of those that fit."""
    sizes = np.array(terms.sizes(), dtype=np.float64)
    draws = streams.uniform("rehearsal: cohort", 0, len(standing.people))
    kinds, chosen = np.array(standing.classes), np.zeros(len(standing.people), dtype=np.int64)
    for kind in set(standing.classes):
        fitting = np.array(cohorts_of(kind, terms.cohorts))
        reached = np.add.accumulate(sizes[fitting])
        rows = np.flatnonzero(kinds == kind)
        chosen[rows] = fitting[np.searchsorted(reached, draws[rows] * reached[-1], side="right")]
    return chosen


def _drawn(terms: PopulationTerms, counts: list[int], streams: Streams, folder: Path) -> Population:
    """What is drawn of so many people in each cohort; of cohorts without people, nothing."""
    held = {"share": None, "tokens": NOTHING, "wealth": NOTHING}
    cohorts = tuple(
        cohort.model_copy(update={**held, "size": count})
        for cohort, count in zip(terms.cohorts, counts, strict=True)
        if count
    )
    return generate(terms.model_copy(update={"size": None, "cohorts": cohorts}), streams, folder)


def _frozen(column: NDArray[D]) -> NDArray[D]:
    column.flags.writeable = False
    return column
