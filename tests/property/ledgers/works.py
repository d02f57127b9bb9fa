"""Intents about works and their money, as anybody might mean them: most of them sensible, many not.

What is likely to succeed is what `works_stage` begins with: its owners, holders and licensees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
from hypothesis import strategies as st

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import (
    BuyLicence,
    Claim,
    ClaimForeign,
    CollectLevy,
    Deposit,
    Derive,
    Endow,
    Intent,
    MoveUnits,
    Offer,
    Register,
)
from dao_sim.units import SHARES_PER_WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[np.int64]

ACCOUNTS = 5
COOPS = 2

T = TypeVar("T")

accounts = st.integers(0, ACCOUNTS - 1)
coops = st.integers(0, COOPS - 1)
numbers = st.sampled_from([*range(1, 8), *range(1, 6), 1, 3, 5, 0, 11, 2**31 - 1])
held = st.one_of(
    st.sampled_from([(1, 0), (1, 1), (2, 1), (3, 2), (3, 3), (4, 3), (5, 2), (5, 4), (6, 1)]),
    st.tuples(numbers, accounts),
)
"""A work, and who may hold units of it."""
owned = st.one_of(
    st.sampled_from([(1, 0), (2, 1), (3, 2), (4, 3), (5, 2), (6, 1)]), st.tuples(numbers, accounts)
)
"""A work, and whose it may be."""
licensed = st.one_of(
    st.sampled_from([(2, [1]), (3, [2]), (2, [3]), (3, [5]), (3, [2, 5]), (2, [1, 3, 6])]),
    st.sampled_from([(2, [1, 7]), (2, [7, 4]), (2, [4, 7]), (2, [1, 1]), (2, [7])]),
    st.tuples(accounts, st.lists(st.integers(0, 8), max_size=3)),
)
"""A licensee, and licences that it may have."""
reached = st.one_of(st.just((6, 0, 1)), st.tuples(numbers, coops, numbers))
"""A work, and the co-op and number of one elsewhere that may have units of it."""
amounts = st.one_of(
    st.sampled_from([0, 0, 0, 1, 7, 19]),
    st.integers(1, 300).map(lambda times: times * 10_000),
    st.integers(1, 10**20),
    st.integers(2**118, 2**120),
)
moved = st.one_of(st.integers(0, 3), st.integers(0, SHARES_PER_WORK), st.just(2**63 - 1))
shares = st.one_of(st.integers(0, 4_000), st.integers(0, 10_000), st.just(10_001))
titles = st.sampled_from("abcdefghijklmnop")
ai_shares = st.sampled_from([0, 4_999, 10_000, 10_001])
WHOLE = (
    *((1.0,), (0.5, 0.5), (0.999999, 0.000001)),
    *((0.25, 0.25, 0.5), (0.333333, 0.333333, 0.333334), (0.000001,) * 3 + (0.999997,)),
)
"""Parts of a work that make a whole."""


def column(values: Sequence[int]) -> Column:
    return np.array(values, dtype=np.int64)


@st.composite
def units_of(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Contributors and their units: mostly a whole work, at times less, more, too many or too few."""
    parts = [round(part * SHARES_PER_WORK) for part in draw(st.sampled_from(WHOLE))]
    holders = [draw(accounts) for _ in parts]
    wrong = draw(st.integers(-10, 5))
    if wrong == 1:
        parts[0] -= 1
    elif wrong == 2:
        parts, holders = [0, *parts], [draw(accounts), *holders]
    elif wrong == 3:
        holders = holders[:-1]
    elif wrong == 4:
        parts, holders = [10_000] * 100, [draw(accounts)] * draw(st.sampled_from([99, 100, 101]))
    elif wrong == 5:
        parts = [2**63 - 1 for _ in parts]
    return holders, parts


@st.composite
def also_elsewhere(draw: st.DrawFn) -> tuple[list[int], list[int], list[tuple[int, int, int]]]:
    """Contributors and their units, some of which go to a work of a co-op, mostly the other one."""
    holders, parts = draw(units_of())
    if len(parts) < 2 or len(parts) != len(holders) or draw(st.booleans()):
        return holders, parts, []
    return holders[:-1], parts[:-1], [(draw(coops), draw(st.integers(0, 4)), parts[-1])]


def _rows(make: Callable[..., T], *cells: st.SearchStrategy[Any], most: int = 5) -> st.SearchStrategy[T]:
    """An intent made of a co-op and of columns of a few such rows, or of none."""
    rows = st.lists(st.tuples(*cells), max_size=most)
    columns = rows.map(lambda made: [[row[place] for row in made] for place in range(len(cells))])
    return st.builds(lambda coop, drawn: make(coop, *drawn), coops, columns)


def register(coop: int, who: list[int], named: list[str], made: list[Any], ai_share: list[int]) -> Register:
    foreign = [each[2] for each in made]
    return Register(
        coop=coop,
        accounts=column(who),
        titles=named,
        contributors=[column(each[0]) for each in made],
        units=[column(each[1]) for each in made],
        ai_share_bps=column(ai_share),
        foreign=foreign if any(foreign) else (),
    )


def derive(coop: int, by: list[Any], named: list[str], made: list[Any], ai_share: list[int]) -> Derive:
    return Derive(
        coop=coop,
        accounts=column([licensee for licensee, _ in by]),
        titles=named,
        contributors=[column(each[0]) for each in made],
        units=[column(each[1]) for each in made],
        ai_share_bps=column(ai_share),
        licences=[column(licences) for _, licences in by],
    )


def offer(coop: int, whose: list[Any], share: list[int], prices: list[int]) -> Offer:
    works, owners = ([each[place] for each in whose] for place in range(2))
    return Offer(
        coop=coop,
        accounts=column(owners),
        works=column(works),
        share_bps=column(share),
        prices=Amounts.of(prices),
    )


def move(coop: int, whose: list[Any], recipients: list[int], units: list[int]) -> MoveUnits:
    return MoveUnits(
        coop=coop,
        works=column([work for work, _ in whose]),
        senders=column([holder for _, holder in whose]),
        recipients=column(recipients),
        units=column(units),
    )


def hand_on(coop: int, senders: list[int], recipients: list[int], units: list[int]) -> MoveUnits:
    """Units of the first work, which some have only by a move before."""
    return move(coop, [(1, sender) for sender in senders], recipients, units)


def deposit(coop: int, who: list[int], works: list[int], paid: list[int]) -> Deposit:
    return Deposit(coop=coop, accounts=column(who), works=column(works), amounts=Amounts.of(paid))


def claim(coop: int, whose: list[Any]) -> Claim:
    works, payees = ([each[place] for each in whose] for place in range(2))
    return Claim(coop=coop, works=column(works), payees=column(payees))


def claim_foreign(coop: int, made: list[Any]) -> ClaimForeign:
    works, there, foreign = ([each[place] for each in made] for place in range(3))
    return ClaimForeign(
        coop=coop, works=column(works), foreign_coops=column(there), foreign_works=column(foreign)
    )


def buy(coop: int, who: list[int], offers: list[int]) -> BuyLicence:
    return BuyLicence(coop=coop, accounts=column(who), offers=column(offers))


def endow(_coop: int, who: list[int], given: list[int]) -> Endow:
    return Endow(accounts=column(who), amounts=Amounts.of(given))


INTENTS: tuple[st.SearchStrategy[Intent], ...] = (
    _rows(register, accounts, titles, also_elsewhere(), ai_shares),
    _rows(derive, licensed, titles, units_of(), ai_shares),
    _rows(offer, owned, shares, amounts),
    _rows(buy, accounts, st.integers(0, 6)),
    _rows(deposit, accounts, numbers, amounts, most=8),
    _rows(claim, held, most=8),
    _rows(claim_foreign, reached),
    _rows(move, held, accounts, moved, most=8),
    _rows(hand_on, accounts, accounts, st.sampled_from([1, 3, 500_000, 999_999]), most=8),
    _rows(endow, accounts, st.integers(0, 2**119)),
    coops.map(lambda coop: CollectLevy(coop=coop)),
)
