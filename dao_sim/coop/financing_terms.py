"""What a charter says about royalty financing, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from dao_sim.bindings import Advances, CompletionBonds, ShareSales
from dao_sim.coop.quantities import Account, duration, written
from dao_sim.coop.sections import Section
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import Address

SALES, ADVANCES, BONDS = "sales", "advances", "bonds"
"""The steps that deploy the contracts."""


class FinancingTerms(Section):
    """Who decides what is delivered, the constitutional timelock if nobody is named, and within how long."""

    arbiter: Account | None = None
    ruling_period: Annotated[int, duration("1s", "365d")] = written("30d")


def financing_steps(terms: FinancingTerms | None, resolve: Callable[[str], Address]) -> Iterator[Deploy]:
    """The contracts, all on the vault's units; `resolve` says who an account is."""
    if terms is not None:
        arbiter = resolve(terms.arbiter) if terms.arbiter else Ref("timelock")
        decided = (Ref("vault"), Ref("membership"), arbiter, terms.ruling_period)
        yield Deploy(step=SALES, contract="ShareSales", arguments=(Ref("vault"),))
        yield Deploy(step=ADVANCES, contract="Advances", arguments=(Ref("vault"),))
        yield Deploy(step=BONDS, contract="CompletionBonds", arguments=decided)


def financing_facts(
    sales: ShareSales, advances: Advances, bonds: CompletionBonds
) -> Iterator[tuple[str, object]]:
    """What the contracts are like."""
    yield f"{SALES}.vault", sales.vault()
    yield f"{ADVANCES}.vault", advances.vault()
    yield f"{BONDS}.vault", bonds.vault()
    yield f"{BONDS}.membership", bonds.membership()
    yield f"{BONDS}.arbiter", bonds.arbiter()
    yield f"{BONDS}.ruling_period", bonds.ruling_period()


def decided_financing(terms: FinancingTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter, its accounts given as addresses, says they must be like."""
    if terms is not None:
        yield from ((f"{step}.vault", "<vault>") for step in (SALES, ADVANCES, BONDS))
        yield f"{BONDS}.membership", "<membership>"
        yield f"{BONDS}.arbiter", terms.arbiter or "<timelock>"
        yield f"{BONDS}.ruling_period", terms.ruling_period
