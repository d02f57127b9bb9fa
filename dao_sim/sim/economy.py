"""What making costs, who listens, and what becomes of works: the economy that a scenario describes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainSerializer, model_validator

from dao_sim.coop.quantities import percent, written
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.units import format_amount

Part = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=40)]
as_percent = PlainSerializer(lambda bps: f"{format_amount(bps, 2)}%")
"""Basis points as they are written, so that what a scenario says of itself can be read again."""


class AudienceTerms(Section):
    """A group of like consumers in one region."""

    name: Name
    region: str = ""
    """Where they live; the first region where it is left out."""
    size: Annotated[int, Field(ge=1, le=10_000_000)] = 1_000
    income: Annotated[float, Field(ge=0, le=1_000_000)] = 0.05
    """What each may spend on works in an epoch, in ETH."""
    taste: tuple[Annotated[float, Field(ge=-1, le=1)], ...] = ()
    """One number per dimension of taste; empty for the middle."""
    domains: dict[str, Annotated[float, Field(ge=-1, le=1)]] = Field(default_factory=dict)
    """How they like domains; 0 where one is left out."""
    reach: Part = 1.0
    """Which share of their own region's works they hear of."""
    reach_far: Part = 0.5
    """Of other regions' works; less by how remote these are."""
    price_sensitivity: Annotated[float, Field(ge=0, le=100)] = 1.0


class ProductionTerms(Section):
    """Where quality comes from. A work's is the sum of these parts, kept within 0 and 1."""

    skill: Annotated[float, Field(ge=0, le=1)] = 0.5
    """What a maker of the greatest skill adds."""
    effort: Annotated[float, Field(ge=0, le=1)] = 0.2
    """What the greatest effort adds."""
    variety: Annotated[float, Field(ge=0, le=1)] = 0.3
    """What it adds to make it with somebody of the most distant taste: weak ties bring what one lacks
    (M. S. Granovetter, The Strength of Weak Ties, American Journal of Sociology 78, 1973)."""
    ai: Annotated[float, Field(ge=-1, le=1)] = -0.1
    """What AI alone (share 1) adds, or takes."""
    sameness: Part = 0.5
    """How far AI alone pulls a work's taste to the middle."""
    chance: Annotated[float, Field(ge=0, le=1)] = 0.15
    """Standard deviation of what nobody can foresee."""


class EconomyTerms(Section):
    """Making, selling, living."""

    domains: Annotated[tuple[Name, ...], Field(min_length=1, max_length=50)] = (
        "music",
        "film",
        "games",
        "writing",
    )
    gas_price: Annotated[float, Field(ge=0, le=1e6)] = 5.0
    """Gwei per unit of gas, for what voting costs."""
    cost: Annotated[float, Field(ge=0, le=1e6)] = 0.02
    """ETH that a work costs its maker at the greatest effort, without AI."""
    ai_saving: Part = 0.8
    """Which part of that AI alone saves."""
    expected_income: Annotated[float, Field(gt=0, le=1e6)] = 0.05
    """ETH per epoch that leaves a maker neither content nor discontent."""
    licence_share: Annotated[int, percent(), as_percent] = written("10%")
    """What a derivative passes on to its parent, of what it earns."""
    co_maker_share: Annotated[int, percent(), as_percent] = written("50%")
    """What a co-maker has of a work."""
    lifetime: Annotated[int, Field(ge=1, le=5_200)] = 52
    """Epochs for which a work is on sale."""
    production: ProductionTerms = ProductionTerms()
    audience: tuple[AudienceTerms, ...] = (AudienceTerms(name="audience"),)
    """Empty for no demand at all."""

    @model_validator(mode="after")
    def _names_differ(self) -> EconomyTerms:
        if (name := first_repeated(list(self.domains))) is not None:
            raise ValueError(f"domains: {name} is there twice")
        if (name := first_repeated([group.name for group in self.audience])) is not None:
            raise ValueError(f"audience: {name} is there twice")
        for group in self.audience:
            if unknown := next((name for name in group.domains if name not in self.domains), None):
                raise ValueError(f"audience.domains: {unknown} is none of {', '.join(self.domains)}")
        return self
