"""Random intents about works: registered, licensed, paid for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dao_sim.ledger import intents as of
from dao_sim.sim.view import Ids
from tests.property.scenarios.whims import MONEY, Whim, column


def register(whim: Whim) -> of.Intent:
    rows = whim.rows()
    foreign = [elsewhere(whim) for _ in range(rows)] if whim.random.random() < 0.3 else []
    taken = [sum(units for _, _, units in each) for each in foreign] or [0] * rows
    contributors, units = shares(whim, taken)
    return of.Register(
        coop=whim.coop,
        accounts=whim.accounts(rows, whim.members()),
        titles=titles(whim, rows),
        contributors=contributors,
        units=units,
        ai_share_bps=whim.bps(rows),
        foreign=foreign,
    )


def deposit(whim: Whim) -> of.Intent:
    rows = whim.rows()
    works, _ = whim.works(rows)
    return of.Deposit(
        coop=whim.coop, accounts=whim.accounts(rows), works=works, amounts=whim.amounts(rows, MONEY)
    )


def claim(whim: Whim) -> of.Intent:
    """Often the same twice."""
    works, payees = whim.works(whim.rows())
    times = whim.random.choice((1, 2))
    return of.Claim(coop=whim.coop, works=np.tile(works, times), payees=np.tile(payees, times))


def claim_foreign(whim: Whim) -> of.Intent:
    """Mostly of works that derive from others elsewhere."""
    catalogue = whim.view.catalogue
    derived = np.flatnonzero((catalogue.coop == whim.coop) & (catalogue.parent != of.NOBODY))
    parents = catalogue.parent[derived]
    if len(derived) and whim.random.random() < 0.7:
        works, coops, there = catalogue.number[derived], catalogue.coop[parents], catalogue.number[parents]
    else:
        works, _ = whim.works(rows := whim.rows())
        coops = column(whim.random.randrange(whim.view.coops) for _ in range(rows))
        there = whim.numbers(rows)
    return of.ClaimForeign(coop=whim.coop, works=works, foreign_coops=coops, foreign_works=there)


def move_units(whim: Whim) -> of.Intent:
    rows = whim.rows()
    works, makers = whim.works(rows)
    units = column(whim.random.choice((0, 1, 1_000, 250_000, 1_000_000, 1_000_001)) for _ in range(rows))
    return of.MoveUnits(
        coop=whim.coop, works=works, senders=makers, recipients=whim.accounts(rows), units=units
    )


def collect_levy(whim: Whim) -> of.Intent:
    return of.CollectLevy(coop=whim.coop)


def offer(whim: Whim) -> of.Intent:
    rows = whim.rows()
    works, makers = whim.works(rows)
    return of.Offer(
        coop=whim.coop,
        accounts=makers,
        works=works,
        share_bps=whim.bps(rows),
        prices=whim.amounts(rows, MONEY),
    )


def buy_licence(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.BuyLicence(coop=whim.coop, accounts=whim.accounts(rows), offers=whim.numbers(rows))


def derive(whim: Whim) -> of.Intent:
    rows = whim.rows()
    contributors, units = shares(whim, [0] * rows)
    return of.Derive(
        coop=whim.coop,
        accounts=whim.accounts(rows, whim.members()),
        titles=titles(whim, rows),
        contributors=contributors,
        units=units,
        ai_share_bps=whim.bps(rows),
        licences=[whim.numbers(whim.random.choice((0, 1, 1, 2))) for _ in range(rows)],
    )


def titles(whim: Whim, rows: int) -> list[str]:
    """Some of which are others', too."""
    return [f"whim {whim.random.randrange(100 if whim.random.random() < 0.9 else 3)}" for _ in range(rows)]


def elsewhere(whim: Whim) -> list[tuple[int, int, int]]:
    """Now and then of this very co-op, which is refused."""
    catalogue = whim.view.catalogue
    works = list(zip(catalogue.coop.tolist(), catalogue.number.tolist(), strict=True))
    works = [each for each in works if each[0] != whim.coop] or [(whim.coop, whim.random.randint(1, 3))]
    chosen = whim.random.choices(works, k=whim.random.randint(0, 2))
    return [(*each, whim.random.choice((1, 400_000))) for each in chosen]


def shares(whim: Whim, taken: Sequence[int]) -> tuple[list[Ids], list[Ids]]:
    """Of one to three contributors, mostly different ones, who mostly have all that is not taken."""
    contributors, units = [], []
    for gone in taken:
        count = whim.random.randint(1, 3)
        each, left = divmod(max(1_000_000 - gone, 0), count)
        slip = whim.random.choice((0, 0, 0, 0, 1, -1))
        contributors.append(whim.accounts(count))
        units.append(column([max(each + left + slip, 0), *[each] * (count - 1)]))
    return contributors, units
