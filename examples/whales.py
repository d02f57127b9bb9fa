"""Whales and creators disagree: what the richest hundredth must hold for each rule to do as it wishes.

200 people vote again and again with the same preferences, while what two of them hold goes from 5 % to 60 %
of all tokens. Prints where each rule's winner changes, and writes a picture if you name a file:

    python examples/whales.py --step 5 --picture whales.png
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from dao_sim import MemberClass
from dao_sim.experiments import CONTESTS, NO_CHANGE, Electorate, Person, compare
from dao_sim.report.comparison import sweep_chart
from dao_sim.units import Wei

OPTIONS = (NO_CHANGE, "sell the catalogue", "license it openly")
SUPPLY = 200_000 * 10**18
"""Tokens, in their smallest unit."""
WHALES = 2

# class, how many people, and what selling and an open licence are worth to them beside no change
GROUPS = (
    (MemberClass.PATRON, WHALES, (3, -1)),
    (MemberClass.CREATOR, 84, (-2, 3)),
    (MemberClass.CREATOR, 56, (-1, 1)),
    (MemberClass.ENTERPRISE, 19, (2, 1)),
    (MemberClass.ENTERPRISE, 19, (-1, 2)),
    (MemberClass.PUBLIC_BODY, 10, (-3, 3)),
    (MemberClass.PATRON, 9, (2, 1)),
    (MemberClass.PATRON, 1, (2, -1)),
)
SILENT = 5
"""Every fifth person does not vote; the whales do."""


def electorate(share: int) -> Electorate:
    """The people, of whom the whales hold so many percent of the tokens; shared evenly, as is the rest."""
    theirs = SUPPLY * share // 100 // WHALES
    others = (SUPPLY - WHALES * theirs) // (200 - WHALES)
    return Electorate(options=OPTIONS, people=tuple(people(theirs, others)))


def people(theirs: int, others: int) -> Iterator[Person]:
    """Everybody, the whales first."""
    wishes = [(kind, (0, *worth)) for kind, count, worth in GROUPS for _ in range(count)]
    for number, (kind, worth) in enumerate(wishes):
        yield Person(
            name=f"person {number}",
            member_class=kind,
            tokens=Wei(theirs if number < WHALES else others),
            utilities=None if number >= WHALES and number % SILENT == 0 else worth,
        )


def sweep(shares: range) -> dict[str, list[int]]:
    """The winning option by rule, for each share of the whales in percent."""
    winners: dict[str, list[int]] = {rule: [] for rule in CONTESTS}
    for share in shares:
        for result in compare(electorate(share), gas_sample=0).results:
            winners[result.rule].append(result.winner)
    return winners


def told(shares: range, winners: list[int]) -> str:
    """Who wins from where to where, in words."""
    runs = [list(run) for _, run in groupby(zip(shares, winners, strict=True), key=lambda each: each[1])]
    return ", ".join(f"{_from_to(run[0][0], run[-1][0])} % {OPTIONS[run[0][1]]}" for run in runs)


def _from_to(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def main() -> None:
    """Sweeps, prints, draws."""
    parser = argparse.ArgumentParser(description="At what share of the tokens whales win, rule by rule.")
    parser.add_argument("--step", type=int, default=1, metavar="PCT")
    parser.add_argument("--picture", type=Path, metavar="FILE.png")
    asked = parser.parse_args()
    shares = range(5, 61, asked.step)
    winners = sweep(shares)
    for rule, each in winners.items():
        print(f"{rule:17} {told(shares, each)}")
    if asked.picture:
        label = "share of the tokens that the richest hundredth holds, in percent"
        title = "Two whales among 200 people: who wins"
        chart = sweep_chart(winners, list(shares), options=OPTIONS, label=label, title=title)
        asked.picture.write_bytes(chart)


if __name__ == "__main__":
    main()
