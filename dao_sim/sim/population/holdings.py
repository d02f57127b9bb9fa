"""How an amount, of tokens or of money, is spread over the people of a cohort.

Everybody's place in the order of wealth comes from one uniform, whatever the distribution: who is richest
under one is richest under every other, so that two runs differ in how unequal people are and in nothing else.
What the people hold together is always their number times the mean, to the last unit.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field, PlainSerializer

from dao_sim.coop.quantities import Tokens
from dao_sim.coop.sections import Section
from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.portable import Floats
from dao_sim.table import Source, open_rows, read_source
from dao_sim.units import format_amount, parse_amount

_DIGITS = 9
"""Of the mean, that single holdings are rounded to: ten million people still fit 53 bits."""

Amount = Annotated[
    int, Tokens.__metadata__[0], PlainSerializer(lambda amount: format_amount(amount).replace(",", ""))
]
"""Whole tokens or ETH, written in decimal; an integer in the smallest unit (10^-18), at most 2^208 - 1."""


class Spread(Section, ABC):
    """A distribution with a mean. Subclasses say how large each holding is beside the others."""

    mean: Amount
    """What each person holds on average."""

    @abstractmethod
    def weights(self, places: Floats) -> Floats:
        """How much each has in proportion, none negative, from uniforms in [0, 1): (n,) of (n,)."""

    def amounts(self, places: Floats, folder: Path) -> list[int]:  # noqa: ARG002
        """What each holds in the smallest unit: n × mean in all; what rounding leaves goes to the richest."""
        size, unit = len(places), 10 ** max(len(str(self.mean)) - _DIGITS, 0)
        weights = self.weights(places)
        rounded = np.floor(weights / portable.total(weights) * float(size * self.mean // unit))
        held = [each * unit for each in rounded.astype(np.int64).tolist()]
        held[int(np.argmax(weights))] += size * self.mean - sum(held)
        return held


class Equal(Spread):
    """All hold the same."""

    kind: Literal["equal"] = "equal"

    def weights(self, places: Floats) -> Floats:
        return np.ones_like(places)


class Pareto(Spread):
    """V. Pareto, Cours d'économie politique (1896): the chance to hold more than x falls as x^−α.

    With α = 1.16 a fifth of the people would hold four fifths, were there very many of them.
    """

    kind: Literal["pareto"]
    alpha: float = Field(ge=0.1, le=100)

    def weights(self, places: Floats) -> Floats:
        return portable.power(1.0 - places, -1.0 / self.alpha)


class Lognormal(Spread):
    """R. Gibrat, Les inégalités économiques (1931): the logarithm of what one holds is normal."""

    kind: Literal["lognormal"]
    sigma: float = Field(ge=0, le=10)
    """The standard deviation of the natural logarithm; the Gini coefficient is 2Φ(σ/√2) − 1."""

    def weights(self, places: Floats) -> Floats:
        return portable.exp(self.sigma * portable.normal_quantile(np.maximum(places, 2.0**-54)))


class Top(Spread):
    """The richest people, a part of all, rounded up, hold a share, and the others the rest, evenly."""

    kind: Literal["top"]
    share: float = Field(ge=0, le=1)
    """Of all that the cohort holds, from 0 to 1."""
    part: float = Field(default=0.01, gt=0, lt=1)
    """Of the people who are the top, between 0 and 1."""

    def weights(self, places: Floats) -> Floats:
        size = len(places)
        top = math.ceil(round(size * self.part, 6))
        if size == top:
            hint = "make the cohort larger, or the part smaller"
            raise BadInput(
                "population", "there is nobody beside the top", hint=hint, size=size, part=self.part
            )
        weights = np.full(size, (1.0 - self.share) / (size - top))
        weights[np.argsort(places, kind="stable")[size - top :]] = self.share / top
        return weights


class Listed(Section):
    """What a CSV file lists, a row for each person in the cohort's order; or rows drawn at random."""

    kind: Literal["file"]
    path: Path
    """From the scenario's folder."""
    column: str = "amount"
    """Decimal numbers with at most 18 places."""
    resample: bool = False
    """Whether each person has the amount of a row drawn at random, so that they need not be as many."""

    def amounts(self, places: Floats, folder: Path) -> list[int]:
        """What each holds in the smallest unit. Raises BadInput naming file, line, column and value."""
        source = read_source(folder / self.path, "holdings")
        with open_rows(source, [self.column]) as rows:
            listed = [_amount(source, line, self.column, cells[self.column]) for line, cells in rows]
        if self.resample:
            listed.sort()  # so that here, too, a higher place is a richer one
            return [listed[row] for row in np.floor(places * len(listed)).astype(np.int64).tolist()]
        if len(listed) != len(places):
            hint = f"let the cohort's size be {len(listed)}, or write resample = true"
            reason = "the cohort has not as many people as the file has rows"
            raise source.bad(reason, hint=hint, size=len(places), rows=len(listed))
        return listed


def _amount(source: Source, line: int, column: str, text: str) -> int:
    try:
        if (amount := parse_amount(text)) >= MOST:
            raise ValueError(f"must be less than {format_amount(MOST)}")
    except ValueError as error:
        raise source.bad(str(error), line=line, column=column, value=text) from None
    return amount


def _equal(value: Any) -> Any:
    """A number alone is what everybody holds."""
    return {"kind": "equal", "mean": value} if isinstance(value, (int, float, str)) else value


MOST = 2**128
"""What all accounts hold together stays below it: the ledgers' arithmetic is exact up to there."""

Holdings = Annotated[
    Equal | Pareto | Lognormal | Top | Listed, Field(discriminator="kind"), BeforeValidator(_equal)
]
"""How tokens or money are spread; a number alone is what everybody holds."""


def held(amount: str) -> Any:
    """A default: everybody holds as much. Typed Any because the field holds what is made of it."""
    return Field(default=amount)
