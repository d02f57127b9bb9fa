"""The facts of the parts that only some charters have: each part's own, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from dao_sim.coop.charter import Charter
from dao_sim.coop.commission_terms import commissions_facts, decided_commissions
from dao_sim.coop.content_terms import decided_submissions, submissions_facts
from dao_sim.coop.data_terms import data_facts, decided_data
from dao_sim.coop.dispute_terms import decided_disputes, dispute_facts
from dao_sim.coop.financing_terms import decided_financing, financing_facts
from dao_sim.coop.funding_facts import decided_funding, funding_facts
from dao_sim.coop.grant_terms import decided_grants, grants_facts
from dao_sim.coop.licence_terms import decided_licences, licences_facts
from dao_sim.coop.matching_facts import decided_matching, matching_facts
from dao_sim.coop.review_terms import decided_review, review_facts
from dao_sim.coop.reward_terms import decided_rewards, rewards_facts

if TYPE_CHECKING:
    from dao_sim.coop.cooperative import Cooperative

Part = TypeVar("Part")


def part_facts(coop: Cooperative) -> Iterator[tuple[str, object]]:
    """What the parts that this co-op has are like."""
    yield from licences_facts(coop.rights, coop.licences, coop.bundles)
    yield from _of(coop.funding, funding_facts)
    yield from _of(coop.matching, matching_facts)
    yield from _of(coop.grants, grants_facts)
    yield from _of(coop.panels, review_facts)
    yield from dispute_facts(coop.panel_arbiter, coop.disputes)
    yield from _of(coop.submissions, submissions_facts)
    yield from _of(coop.commissions, commissions_facts)
    yield from _of(coop.rewards, rewards_facts)
    if coop.sales is not None and coop.advances is not None and coop.bonds is not None:
        yield from financing_facts(coop.sales, coop.advances, coop.bonds)
    yield from _of(coop.data, data_facts)


def decided_parts(charter: Charter) -> Iterator[tuple[str, object]]:
    """What the charter, its accounts given as addresses, says they must be like."""
    yield from chain(
        decided_licences(charter),
        decided_funding(charter.conviction),
        decided_matching(charter.matching),
        decided_grants(charter.grants),
        decided_review(charter.review),
        decided_disputes(charter),
        decided_submissions(charter.content),
        decided_commissions(charter.commissions),
        decided_rewards(charter.rewards),
        decided_financing(charter.financing),
        decided_data(charter.data),
    )


def _of(
    part: Part | None, facts: Callable[[Part], Iterable[tuple[str, object]]]
) -> Iterable[tuple[str, object]]:
    return () if part is None else facts(part)
