"""What funding by conviction is like, fact by fact, and what a charter decides about it."""

from __future__ import annotations

from collections.abc import Iterator

from dao_sim.bindings import ConvictionFunding
from dao_sim.bindings.generated.structs import FundingTerms
from dao_sim.coop.conviction_terms import FUNDING, ConvictionTerms


def funding_facts(funding: ConvictionFunding) -> Iterator[tuple[str, object]]:
    """As they are."""
    yield f"{FUNDING}.authority", funding.authority()
    yield f"{FUNDING}.token", funding.token()
    yield f"{FUNDING}.membership", funding.membership()
    yield f"{FUNDING}.treasury", funding.treasury()
    for name, value in funding.terms()._asdict().items():
        yield f"{FUNDING}.{name}", value


def decided_funding(terms: ConvictionTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter says they must be."""
    if terms is None:
        return
    for name in ("access", "token", "membership", "treasury"):
        yield f"{FUNDING}.{'authority' if name == 'access' else name}", f"<{name}>"
    for key, value in FundingTerms(*terms.values)._asdict().items():
        yield f"{FUNDING}.{key}", value
