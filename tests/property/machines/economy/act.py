"""What somebody tries on the co-op, told by names, so that it can be drawn, shown, shrunk and carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dao_sim.bindings import Call
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.units import MAX_UINT208, MAX_UINT256, Address
from tests.property.machines.economy.stage import ASSETS, EVERYONE, NOTHING, TIMELOCK

ENTITLED = "entitled"
"""Whoever may: most acts are refused if just anybody tries them."""

FITTING = "fitting"
"""An asset in which there is something to be done."""

T = TypeVar("T")
D = TypeVar("D", bound=Callable[..., "Sending | None"])


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a district, with what was drawn for it."""

    district: str
    name: str
    drawn: Mapping[str, Any]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.drawn.items())
        return f"{self.district}.{self.name}({shown})"


@dataclass(frozen=True, slots=True)
class Sending:
    """The transaction that an act is."""

    sender: Address
    to: Address
    data: bytes
    value: int = 0
    hostile: bool = False
    """Whether a hostile asset is in it, whose refusal may be anything."""

    @classmethod
    def of(cls, call: Call, sender: Address, *, hostile: bool = False) -> Sending:
        return cls(sender, call.to, call.data, call.value, hostile)

    def go(self, chain: Chain) -> Receipt:
        """Raises Reverted, not decoded, if it is refused."""
        return chain.send(self.sender, self.to, self.data, self.value)


def act(*, weight: int = 3, **drawn: SearchStrategy[Any]) -> Callable[[D], D]:
    """Marks a district's method as an act; what it is called with is drawn from these strategies.

    The method turns names into the transaction. `by` is mostly who is entitled unless you say otherwise.
    Acts after which little can be done with something weigh less, and those that much depends on more.
    """
    return whim(weight=weight, **{"by": somebody, **drawn})


def whim(*, weight: int = 1, **drawn: SearchStrategy[Any]) -> Callable[[D], D]:
    """The same for what nobody in the co-op does: the method does it, and returns nothing."""

    def mark(method: D) -> D:
        method.__dict__.update(drawn=drawn, weight=weight)
        return method

    return mark


class Actions:
    """Something with acts."""

    NAME: ClassVar[str]

    @classmethod
    @cache
    def acts(cls) -> Mapping[str, SearchStrategy[Act]]:
        """The name of each act, and how to draw it."""
        return {
            name: st.builds(partial(Act, cls.NAME, name), st.fixed_dictionaries(method.drawn))
            for name, method in cls._marked()
        }

    @classmethod
    @cache
    def weighted(cls) -> Sequence[SearchStrategy[Act]]:
        """How to draw each, as many times as it is to be drawn."""
        return [cls.acts()[name] for name, method in cls._marked() for _ in range(method.weight)]

    @classmethod
    def is_rare(cls, name: str) -> bool:
        """Whether an act is drawn once where others are drawn three times."""
        return bool(getattr(cls, name).weight == 1)

    @classmethod
    def is_for_anybody(cls, name: str) -> bool:
        """Whether everybody is as likely as everybody else to do it."""
        return getattr(cls, name).drawn["by"] is people

    @classmethod
    def _marked(cls) -> list[tuple[str, Any]]:
        methods = ((name, getattr(cls, name)) for name in dir(cls))
        return [(name, method) for name, method in methods if hasattr(method, "drawn")]


@st.composite
def mostly(draw: st.DrawFn, usual: SearchStrategy[T], odd: SearchStrategy[T], times: int = 9) -> T:
    """What makes sense `times` times, then once what need not."""
    drawn: T = draw(odd if draw(st.integers(0, times)) == times else usual)
    return drawn


people = st.sampled_from(EVERYONE)
somebody = mostly(st.just(ENTITLED), people, 4)
governance = mostly(st.just(TIMELOCK), st.just("ann"), 5)
assets = st.sampled_from(ASSETS)
any_asset = mostly(assets, st.just(NOTHING))
fitting = mostly(st.just(FITTING), any_asset, 3)
numbers = st.integers(0, 12)
"""See `nth`."""
places = mostly(st.integers(0, 1), st.integers(2, 4))
small = st.integers(1, 400)
amounts = mostly(small, mostly(st.integers(0, 3_000), st.sampled_from((MAX_UINT208, MAX_UINT256)), 3), 5)
"""Mostly what can be had; sometimes what nobody has."""
parts = mostly(st.sampled_from((0, 5_000, 10_000)), st.integers(0, 10_001), 3)
periods = mostly(st.integers(10, 100), st.sampled_from((0, 1, 86_400 * 365, 2**48 - 1)))
payees = mostly(st.sampled_from((*EVERYONE, "sink")), st.sampled_from(("treasury", "grants", "zero")))
"""Where money goes from which it can be had again."""


def among(drawn: int, fit: Sequence[int], count: int) -> int:
    """Mostly one of the numbers that fit; else as `nth`."""
    return fit[drawn % len(fit)] if fit and drawn < 9 else nth(drawn, count)


def nth(drawn: int, count: int) -> int:
    """A number that there is; at both ends one that there is not."""
    if drawn in (0, 12):
        return drawn and count + 1
    return 1 + (drawn - 1) % max(count, 1)
