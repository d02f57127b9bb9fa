"""What a charter says about matching rounds, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from dao_sim.coop.quantities import duration, written
from dao_sim.coop.sections import Section, SpendingCap, first_repeated
from dao_sim.coop.steps import Deploy, Invoke, Ref
from dao_sim.units import ETH

MATCHING = "matching"
"""The step that deploys the contract."""


class MatchingTerms(Section):
    """How long a round is reviewed and can be claimed, and what may go into pools per epoch. In seconds."""

    review: Annotated[int, duration("0s", "3650d")] = written("14d")
    claim_period: Annotated[int, duration("1s", "3650d")] = written("180d")
    caps: tuple[SpendingCap, ...] = ()
    """Without any, pools are filled by whoever gives to them."""

    @model_validator(mode="after")
    def _caps_differ(self) -> MatchingTerms:
        if (twice := first_repeated([cap.asset for cap in self.caps])) is not None:
            raise ValueError(f"caps: {'ETH' if twice == ETH else twice} is capped twice")
        return self


def matching_step(terms: MatchingTerms | None) -> Iterator[Deploy]:
    """The contract, which escrows contributions and asks the treasury to pay into pools."""
    if terms is not None:
        parts = (Ref("access"), Ref("membership"), Ref("vault"), Ref("treasury"))
        times = (terms.review, terms.claim_period)
        yield Deploy(step=MATCHING, contract="MatchingRounds", arguments=(*parts, *times))


def matching_caps(terms: MatchingTerms | None) -> Iterator[Invoke]:
    """What it may have paid, a call for each asset."""
    for place, cap in enumerate(terms.caps if terms else (), 1):
        call = ("setCap(address,address,uint256)", (Ref(MATCHING), cap.asset, cap.amount))
        yield Invoke(
            step=f"{MATCHING} cap {place}", contract="Treasury", target=Ref("treasury"), calls=(call,)
        )
