"""What only some voting rules want to know: chambers, which calls need which, and what passes in silence."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from dao_sim.coop.quantities import Asset, Cap, OneClass, percent, written
from dao_sim.coop.roles import GOVERNED, PRIVILEGED, STEP_OF
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.units import MemberClass

_GOVERNED = {
    f"{STEP_OF[contract]}.{signature.split('(')[0]}": (STEP_OF[contract], signature)
    for contract, functions in PRIVILEGED.items()
    for signature, role in functions.items()
    if role in GOVERNED
}
_NEVER = "membership.expel"
"""Whoever could expel with fewer chambers could empty one, and so take its veto away."""


def _call(value: Any) -> str:
    known = sorted(set(_GOVERNED) - {_NEVER})
    if value == _NEVER:
        raise ValueError(f"must not be {_NEVER}, which could empty a chamber: it needs all four")
    if value not in known:
        raise ValueError(f"must be one of {', '.join(known)}; any other call needs all four chambers")
    return str(value)


class ChamberTerms(Section):
    """What a chamber takes, in basis points: of its members to vote, of for and against to be for."""

    quorum: Annotated[int, percent()]
    threshold: Annotated[int, percent("99.99%")] = written("50%")


class Chambers(Section):
    """The four chambers, one per class of members."""

    creator: ChamberTerms
    enterprise: ChamberTerms
    public_body: ChamberTerms
    patron: ChamberTerms

    def by_class(self) -> dict[MemberClass, ChamberTerms]:
        """In the order in which Solidity counts classes."""
        return {kind: getattr(self, kind.name.lower()) for kind in MemberClass if kind != MemberClass.NONE}


class Need(Section):
    """A call that needs fewer than all chambers."""

    call: Annotated[str, BeforeValidator(_call)]
    chambers: Annotated[tuple[OneClass, ...], Field(min_length=1, max_length=4)]

    @property
    def target(self) -> str:
        """The step that deploys the contract that is called."""
        return _GOVERNED[self.call][0]

    @property
    def signature(self) -> str:
        """The function, as Solidity writes it."""
        return _GOVERNED[self.call][1]

    @property
    def mask(self) -> int:
        """As the contract writes chambers: bit 0 creators, 1 enterprises, 2 public bodies, 3 patrons."""
        return sum(1 << (kind - 1) for kind in set(self.chambers))


class OptimisticCap(Section):
    """How much of an asset (smallest unit) may be proposed at once, by one and by all in an epoch."""

    asset: Asset
    per_proposal: Cap
    per_proposer: Cap
    per_epoch: Cap

    @model_validator(mode="after")
    def _each_can_be_used(self) -> OptimisticCap:
        if not 0 < self.per_proposal <= self.per_proposer <= self.per_epoch:
            raise ValueError(
                "per_proposal: must be more than nothing and at most per_proposer, which is at most per_epoch"
            )
        return self


def unlike(caps: tuple[OptimisticCap, ...]) -> tuple[OptimisticCap, ...]:
    """The same. Raises ValueError if two are of one asset."""
    if (twice := first_repeated([cap.asset for cap in caps])) is not None:
        raise ValueError(f"names {twice} twice")
    return caps
