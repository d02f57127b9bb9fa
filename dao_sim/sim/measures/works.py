"""Works: how many, how good, how unlike, and whom they reach."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dao_sim.coop.submissions import SubmissionState
from dao_sim.ledger.content_facts import Submissions
from dao_sim.ledger.intents import NOBODY
from dao_sim.sim import portable
from dao_sim.sim.measures.common import (
    apart,
    average,
    effective_number,
    share,
)
from dao_sim.sim.measures.registry import measure
from dao_sim.sim.state import State
from dao_sim.sim.view import Mask


@measure
def works(state: State) -> float:
    """Works made."""
    return float((state.catalogue.born >= 0).sum())


@measure
def works_seen(state: State) -> float | None:
    """Works that panels saw, of those submitted; 0 where none are submitted."""
    return _submitted(state, lambda found: found.case > 0, lambda found: found.case >= 0)


@measure
def works_refused(state: State) -> float | None:
    """Works that panels refused, of those that they saw and decided on."""
    decided = (SubmissionState.CLEARED, SubmissionState.REGISTERED, SubmissionState.REFUSED)
    return _submitted(
        state,
        lambda found: found.state == SubmissionState.REFUSED,
        lambda found: (found.case > 0) & np.isin(found.state, decided),
    )


@measure
def co_made(state: State) -> float | None:
    """Works that two people made together, of all."""
    return average((state.co_makers != NOBODY).astype(np.float64))


@measure
def quality(state: State) -> float | None:
    """Of works, on average, from 0 to 1."""
    return average(state.catalogue.quality)


@measure
def quality_enjoyed(state: State) -> float | None:
    """Of copies bought, on average."""
    copies = int(state.catalogue.sold.sum())
    return portable.total(state.catalogue.quality * state.catalogue.sold) / copies if copies else None


@measure
def ai_share(state: State) -> float | None:
    """AI's share of works, on average, from 0 to 1."""
    return average(state.catalogue.ai_share)


@measure
def variety_of_works(state: State) -> float | None:
    """How far apart the tastes of two works are, squared, on average (Rao 1982)."""
    return apart(state.catalogue.taste)


@measure
def variety_of_combinations(state: State) -> float | None:
    """Effective number of pairs of cohorts whose people made works; who works alone is a pair with its own.

    What is new is mostly a new combination: M. L. Weitzman, Recombinant Growth (1998).
    """
    cohort, maker = state.people.cohort.astype(np.int64), state.catalogue.maker
    one = cohort[maker]
    other = cohort[np.where(state.co_makers == NOBODY, maker, state.co_makers)]
    return effective_number(np.minimum(one, other) * len(state.people.cohort_names) + np.maximum(one, other))


@measure
def access_far(state: State) -> float | None:
    """Copies that a person in the remotest region got in an epoch, on average: social benefit."""
    remotest = int(np.argmax(state.people.remoteness))
    groups = zip(state.market.regions.tolist(), state.scenario.economy.audience, strict=True)
    people = sum(group.size for region, group in groups if region == remotest)
    copies = sum(row["remote_copies"] for row in state.record.epochs)
    return share(copies, float(people * state.scenario.horizon))


@measure
def derived_abroad(state: State) -> float | None:
    """Works that derive from a work of another co-op, of all works."""
    coop, parent = state.catalogue.coop, state.catalogue.parent
    known = np.flatnonzero(parent >= 0)
    return share(float(np.count_nonzero(coop[known] != coop[parent[known]])), float(len(coop)))


def _submitted(
    state: State, which: Callable[[Submissions], Mask], of_which: Callable[[Submissions], Mask]
) -> float | None:
    """A share of submissions, over all co-ops."""
    all_found = [facts.submissions() for facts in state.ledger.coops]
    whole = sum(int(of_which(found).sum()) for found in all_found)
    return sum(int(which(found).sum()) for found in all_found) / whole if whole else None
