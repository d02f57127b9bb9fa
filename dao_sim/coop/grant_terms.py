"""What a charter says about milestone grants, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from dao_sim.bindings import MilestoneGrants
from dao_sim.coop.quantities import duration, written
from dao_sim.coop.sections import Section
from dao_sim.coop.steps import Deploy, Ref

GRANTS = "grants"
"""The step that deploys the contract."""


class GrantsTerms(Section):
    """How long a grant that governance offers can be accepted, in seconds."""

    accept_within: Annotated[int, duration("1s", "365d")] = written("14d")


def grants_step(terms: GrantsTerms | None) -> Iterator[Deploy]:
    """The contract, which gives back to the treasury."""
    if terms is not None:
        arguments = (Ref("access"), Ref("treasury"), terms.accept_within)
        yield Deploy(step=GRANTS, contract="MilestoneGrants", arguments=arguments)


def grants_facts(grants: MilestoneGrants) -> Iterator[tuple[str, object]]:
    """What the contract is like."""
    yield f"{GRANTS}.authority", grants.authority()
    yield f"{GRANTS}.treasury", grants.treasury()
    yield f"{GRANTS}.accept_period", grants.accept_period()


def decided_grants(terms: GrantsTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter says it must be like."""
    if terms is not None:
        yield f"{GRANTS}.authority", "<access>"
        yield f"{GRANTS}.treasury", "<treasury>"
        yield f"{GRANTS}.accept_period", terms.accept_within
