"""What a population is to be like, as a scenario says it: cohorts of people alike, and their regions."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, field_validator, model_validator

from dao_sim.coop.quantities import parse_class
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.sim.population.holdings import Holdings, held
from dao_sim.sim.population.parts import Parts, value
from dao_sim.units import MemberClass

MAX_ACCOUNTS = 10_000_000
_NEARLY = 1e-9
"""How far shares may be from 1 in sum: what is written in decimal is not exact in binary."""

Name = Annotated[str, Field(min_length=1, max_length=40)]
Chance = Annotated[float, Field(ge=0, le=1)]


def _class(value: Any) -> MemberClass:
    if value == MemberClass.NONE or str(value).lower() == "none":
        return MemberClass.NONE
    try:
        return parse_class(value)
    except ValueError as error:
        raise ValueError(f"{error}, or none") from None


def _region(value: Any) -> Any:
    """A name alone is where everybody lives."""
    return {value: 1.0} if isinstance(value, str) else value


class RegionTerms(Section):
    """A place where people live."""

    name: Name
    remoteness: float = Field(default=0, ge=0, le=1)
    """How far from where works are shown and bought: 0 for the centre, 1 for where nothing reaches."""


class TasteTerms(Section):
    """Where the tastes of a cohort lie: normal around a mean in each dimension, kept within −1 and 1."""

    mean: tuple[Annotated[float, Field(ge=-1, le=1)], ...] = ()
    """A number from −1 to 1 per dimension; empty for the middle."""
    spread: float = Field(default=0.5, ge=0, le=10)
    """The standard deviation in each dimension."""


class CohortTerms(Section):
    """People who are alike."""

    model_config = ConfigDict(populate_by_name=True)

    name: Name
    size: int | None = Field(default=None, ge=1, le=MAX_ACCOUNTS, strict=True)
    """How many people; or `share`."""
    share: float | None = Field(default=None, gt=0, le=1)
    """Of the population's `size`, above 0 and up to 1."""
    member_class: Annotated[
        MemberClass, BeforeValidator(_class), PlainSerializer(lambda kind: kind.name.lower())
    ] = Field(alias="class")
    """creator, enterprise, public body, patron; none for those who can be no members."""
    region: Annotated[dict[str, Chance], BeforeValidator(_region)] = Field(default={})
    """A region's name, or the chance of each region; left out for the first region."""
    tokens: Holdings = held("0")
    wealth: Holdings = held("0")
    """In ETH."""
    taste: TasteTerms = TasteTerms()
    skill: Parts = value(0.5)
    """How good the works are that they make, from 0 to 1."""
    engagement: Parts = value(0.5)
    """How much of their attention the co-op has, from 0 to 1."""
    ai_use: Parts = value(0)
    """How much of a work they leave to machines, from 0 to 1."""
    member: bool = True
    """Whether they are members from the start; else they may become members, if they have a class."""

    @field_validator("region")
    @classmethod
    def _everybody_lives_somewhere(cls, region: dict[str, float]) -> dict[str, float]:
        if region and abs(sum(region.values()) - 1) > _NEARLY:
            raise ValueError(f"chances must be 1 in sum, and are {sum(region.values()):g}")
        return region

    @model_validator(mode="after")
    def _whole(self) -> CohortTerms:
        if (self.size is None) == (self.share is None):
            raise ValueError("size: a cohort has either a size or a share")
        if self.member and self.member_class is MemberClass.NONE:
            raise ValueError("member: members have a class; name it, or write member = false")
        return self


class PopulationTerms(Section):
    """Everybody there is, cohort after cohort."""

    size: int | None = Field(default=None, ge=1, le=MAX_ACCOUNTS, strict=True)
    """How many people the cohorts that have a share divide among them."""
    dimensions: int = Field(default=2, ge=1, le=16, strict=True)
    """Of taste."""
    regions: tuple[RegionTerms, ...] = Field(default=(RegionTerms(name="home"),), min_length=1)
    cohorts: tuple[CohortTerms, ...] = Field(min_length=1)

    @field_validator("regions", "cohorts")
    @classmethod
    def _names_differ(cls, entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if (name := first_repeated([entry.name for entry in entries])) is not None:
            raise ValueError(f"names must differ, and {name!r} is there twice")
        return entries

    @model_validator(mode="after")
    def _sizes_add_up(self) -> PopulationTerms:
        shares = [cohort.share for cohort in self.cohorts if cohort.share is not None]
        if bool(shares) != (self.size is not None):
            raise ValueError("size: is what cohorts with a share divide; write both, or neither")
        if shares and abs(sum(shares) - 1) > _NEARLY:
            raise ValueError(f"cohorts: shares must be 1 in sum, and are {sum(shares):g}")
        sizes = self.sizes()
        for cohort, size in zip(self.cohorts, sizes, strict=True):
            if not size:
                raise ValueError(f"cohorts: {cohort.name!r} is nobody, with a share of {cohort.share:g}")
        if sum(sizes) > MAX_ACCOUNTS:
            raise ValueError(f"cohorts: must be {MAX_ACCOUNTS:,} people at most, and are {sum(sizes):,}")
        return self

    @model_validator(mode="after")
    def _cohorts_fit(self) -> PopulationTerms:
        known = [region.name for region in self.regions]
        for cohort in self.cohorts:
            if (length := len(cohort.taste.mean)) not in (0, self.dimensions):
                reason = f"taste.mean of {cohort.name!r} must have {self.dimensions} numbers, not {length}"
                raise ValueError(f"cohorts: {reason}")
            unknown = [name for name in cohort.region if name not in known]
            if unknown:
                raise ValueError(
                    f"cohorts: region of {cohort.name!r} must be of {', '.join(known)}, not {unknown[0]!r}"
                )
        return self

    def sizes(self) -> list[int]:
        """How many people each cohort has; what shares leave over goes by largest remainders."""
        exact = [Fraction(cohort.share or 0) * (self.size or 0) for cohort in self.cohorts]
        sizes = [
            int(part) if cohort.size is None else cohort.size
            for part, cohort in zip(exact, self.cohorts, strict=True)
        ]
        shared = [place for place, cohort in enumerate(self.cohorts) if cohort.size is None]
        left = (self.size or 0) - sum(sizes[place] for place in shared)
        for place in sorted(shared, key=lambda place: sizes[place] - exact[place])[:left]:
            sizes[place] += 1
        return sizes
