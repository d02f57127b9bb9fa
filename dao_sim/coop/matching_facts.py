"""What matching rounds are like, fact by fact, and what a charter decides about it."""

from __future__ import annotations

from collections.abc import Iterator

from dao_sim.bindings import MatchingRounds
from dao_sim.coop.matching_terms import MATCHING, MatchingTerms


def matching_facts(matching: MatchingRounds) -> Iterator[tuple[str, object]]:
    """As they are."""
    yield f"{MATCHING}.authority", matching.authority()
    yield f"{MATCHING}.membership", matching.membership()
    yield f"{MATCHING}.vault", matching.vault()
    yield f"{MATCHING}.treasury", matching.treasury()
    yield f"{MATCHING}.review", matching.review()
    yield f"{MATCHING}.claim_period", matching.claim_period()


def decided_matching(terms: MatchingTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter says they must be."""
    if terms is None:
        return
    for name in ("access", "membership", "vault", "treasury"):
        yield f"{MATCHING}.{'authority' if name == 'access' else name}", f"<{name}>"
    yield f"{MATCHING}.review", terms.review
    yield f"{MATCHING}.claim_period", terms.claim_period
