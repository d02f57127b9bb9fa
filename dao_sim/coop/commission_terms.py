"""What a charter says about commissions, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from dao_sim.bindings import Commissions
from dao_sim.coop.dispute_terms import ARBITER
from dao_sim.coop.quantities import PANELS_DECIDE, Arbiter, duration, written
from dao_sim.coop.sections import Section
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import Address

COMMISSIONS = "commissions"
"""The step that deploys the contract."""


class CommissionsTerms(Section):
    """Who decides disputes, the constitutional timelock if nobody is named, and within how many seconds."""

    arbiter: Arbiter | None = None
    ruling_period: Annotated[int, duration("1s", "365d")] = written("30d")

    @property
    def by_panels(self) -> bool:
        """Whether panels decide, and no account."""
        return self.arbiter == PANELS_DECIDE


def commissions_step(terms: CommissionsTerms | None, resolve: Callable[[str], Address]) -> Iterator[Deploy]:
    """The contract; `resolve` says who an account is."""
    if terms is not None:
        arbiter = Ref(ARBITER) if terms.by_panels else resolve(terms.arbiter) if terms.arbiter else None
        arguments = (Ref("membership"), arbiter or Ref("timelock"), terms.ruling_period)
        yield Deploy(step=COMMISSIONS, contract="Commissions", arguments=arguments)


def commissions_facts(commissions: Commissions) -> Iterator[tuple[str, object]]:
    """What the contract is like."""
    yield f"{COMMISSIONS}.membership", commissions.membership()
    yield f"{COMMISSIONS}.arbiter", commissions.arbiter()
    yield f"{COMMISSIONS}.ruling_period", commissions.ruling_period()


def decided_commissions(terms: CommissionsTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter, its accounts given as addresses, says it must be like."""
    if terms is not None:
        yield f"{COMMISSIONS}.membership", "<membership>"
        yield f"{COMMISSIONS}.arbiter", f"<{ARBITER}>" if terms.by_panels else terms.arbiter or "<timelock>"
        yield f"{COMMISSIONS}.ruling_period", terms.ruling_period
