"""How a quality from 0 to 1, such as skill, is spread over the people of a cohort."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from dao_sim.coop.sections import Section
from dao_sim.sim import portable
from dao_sim.sim.portable import Floats


class Uniform(Section):
    """Every value between two is as likely."""

    kind: Literal["uniform"]
    low: float = Field(default=0, ge=0, le=1)
    high: float = Field(default=1, ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if self.low > self.high:
            raise ValueError(f"low: must not be above high, and {self.low:g} is above {self.high:g}")
        return self

    def values(self, places: Floats) -> Floats:
        """The value at each place of the distribution: (n,) in [low, high], of (n,) uniforms in [0, 1)."""
        return self.low + (self.high - self.low) * places


class Kumaraswamy(Section):
    """Shaped as the beta distribution with the same two parameters, with a quantile in closed form.

    P. Kumaraswamy, A Generalized Probability Density Function for Double-Bounded Random Processes, Journal of
    Hydrology 46 (1980): the quantile of u is (1 − (1 − u)^(1/b))^(1/a). With a = b = 1 it is uniform; large b
    draws it to 0, large a to 1, both below 1 to the ends.
    """

    kind: Literal["kumaraswamy"]
    a: float = Field(ge=0.01, le=100)
    b: float = Field(ge=0.01, le=100)

    def values(self, places: Floats) -> Floats:
        """The value at each place of the distribution: (n,) in [0, 1], of (n,) uniforms in [0, 1)."""
        return portable.power(1.0 - portable.power(1.0 - places, 1.0 / self.b), 1.0 / self.a)


def _constant(value: Any) -> Any:
    """A number alone is what everybody has."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"kind": "uniform", "low": value, "high": value}
    return value


Parts = Annotated[Uniform | Kumaraswamy, Field(discriminator="kind"), BeforeValidator(_constant)]
"""How values from 0 to 1 are spread; a number alone is what everybody has."""


def value(everybody: float) -> Any:
    """A default: everybody has that value. Typed Any because the field holds what is made of it."""
    return Field(default=everybody)
