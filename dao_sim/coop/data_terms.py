"""What a charter says about a data commons, and the part of a deployment plan that it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from dao_sim.bindings import DataCommons
from dao_sim.coop.quantities import Account, duration, written
from dao_sim.coop.sections import Section, first_repeated
from dao_sim.coop.steps import Deploy, Ref
from dao_sim.units import Address

DATA = "data"
"""The step that deploys the contract."""


class Purpose(IntEnum):
    """`IDataCommons.Purpose`."""

    RESEARCH = 0
    STATISTICS = 1
    EDUCATION = 2
    TRAINING = 3
    COMMERCIAL = 4
    PROFILING = 5

    @property
    def word(self) -> str:
        """As people write it."""
        return self.name.lower()


PURPOSES = tuple(purpose.word for purpose in Purpose)
"""By their numbers in `Purpose`."""


def _purpose(value: Any) -> str:
    if value not in PURPOSES:
        raise ValueError(f"must be one of {', '.join(PURPOSES)}")
    return str(value)


PurposeName = Annotated[str, BeforeValidator(_purpose)]
"""A purpose by its name."""


class DataTerms(Section):
    """Who confirms sources, the timelock if nobody is named, and what nothing is used for.

    For how long a suspension holds what licensees paid, in seconds.
    """

    confirmers: Annotated[tuple[Account, ...], Field(max_length=20)] = ()
    barred: tuple[PurposeName, ...] = ()
    suspension: Annotated[int, duration("1s", "365d")] = written("30d")

    @model_validator(mode="after")
    def _named_once(self) -> DataTerms:
        for key, names in (("confirmers", self.confirmers), ("barred", self.barred)):
            if (twice := first_repeated(names)) is not None:
                raise ValueError(f"{key}: {twice} is named twice")
        return self


def mask_of(purposes: Iterable[str]) -> int:
    """Purposes by name as the contract keeps them: the purpose n is the bit n."""
    return sum({1 << PURPOSES.index(purpose) for purpose in purposes})


def purposes_in(mask: int) -> tuple[str, ...]:
    """The names of the purposes in a mask."""
    return tuple(purpose.word for purpose in Purpose if mask >> purpose & 1)


def data_step(terms: DataTerms | None, resolve: Callable[[str], Address]) -> Iterator[Deploy]:
    """The contract; `resolve` says who an account is."""
    if terms is not None:
        named = tuple(dict.fromkeys(map(resolve, terms.confirmers)))
        confirmers = named or (Ref("timelock"),)
        terms_of = (confirmers, mask_of(terms.barred), terms.suspension)
        arguments = (Ref("access"), Ref("membership"), Ref("vault"), *terms_of)
        yield Deploy(step=DATA, contract="DataCommons", arguments=arguments)


def data_facts(data: DataCommons) -> Iterator[tuple[str, object]]:
    """What the contract is like."""
    named = {event.account for event in data.events(DataCommons.ConfirmerSet)}
    yield f"{DATA}.membership", data.membership()
    yield f"{DATA}.vault", data.vault()
    yield f"{DATA}.confirmers", [account for account in named if data.is_confirmer(account)]
    yield f"{DATA}.barred", data.barred()
    yield f"{DATA}.suspension_period", data.suspension_period()


def decided_data(terms: DataTerms | None) -> Iterator[tuple[str, object]]:
    """What the charter, its accounts given as addresses, says it must be like."""
    if terms is not None:
        yield f"{DATA}.membership", "<membership>"
        yield f"{DATA}.vault", "<vault>"
        yield f"{DATA}.confirmers", tuple(dict.fromkeys(terms.confirmers)) or ("<timelock>",)
        yield f"{DATA}.barred", mask_of(terms.barred)
        yield f"{DATA}.suspension_period", terms.suspension
