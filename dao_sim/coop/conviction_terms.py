"""What a charter says about funding by conviction, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from dao_sim.coop.quantities import Tokens, duration, percent, written
from dao_sim.coop.sections import Section, SpendingCap, first_repeated
from dao_sim.coop.steps import Deploy, Invoke, Ref
from dao_sim.units import BPS, ETH, format_amount

FUNDING = "funding"
"""The step that deploys the contract."""


class ConvictionTerms(Section):
    """How much support is enough, and what may be paid per epoch. Shares are in basis points."""

    half_life: Annotated[int, duration("1s", "3650d")] = written("3d")
    weight: Annotated[int, percent()] = written("0.25%")
    most: Annotated[int, percent()] = written("20%")
    min_active_stake: Tokens = written("0")
    caps: Annotated[tuple[SpendingCap, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_pay(self) -> ConvictionTerms:
        if not self.weight:
            raise ValueError("weight: must be more than 0%, which would pay whoever asks")
        if not self.most:
            raise ValueError("most: must be more than 0%, or no request could ever be paid")
        if self.weight * BPS >= self.most**2:
            raise ValueError(
                f"weight: must be less than the square of most, which is {format_amount(self.most**2, 6)}%: "
                "else the support of all tokens would not be enough"
            )
        if (twice := first_repeated([cap.asset for cap in self.caps])) is not None:
            raise ValueError(f"caps: {'ETH' if twice == ETH else twice} is capped twice")
        return self

    @property
    def values(self) -> tuple[int, int, int, int]:
        """As the contract takes them."""
        return (self.half_life, self.weight, self.most, self.min_active_stake)


def funding_step(terms: ConvictionTerms | None) -> Iterator[Deploy]:
    """The contract, which takes tokens and asks the treasury to pay."""
    if terms is not None:
        parts = (Ref("access"), Ref("token"), Ref("membership"), Ref("treasury"))
        yield Deploy(step=FUNDING, contract="ConvictionFunding", arguments=(*parts, terms.values))


def funding_caps(terms: ConvictionTerms | None) -> Iterator[Invoke]:
    """What it may have paid, a call for each asset."""
    for place, cap in enumerate(terms.caps if terms else (), 1):
        call = ("setCap(address,address,uint256)", (Ref(FUNDING), cap.asset, cap.amount))
        yield Invoke(
            step=f"{FUNDING} cap {place}", contract="Treasury", target=Ref("treasury"), calls=(call,)
        )
