"""Straw men in a matching round: one purse, split over more and more members.

Ten members give to a library. One more has 100 ETH for a grant of its own, through as many members as it
could have admitted, in rounds on the contracts with a pool of 1,000 ETH. Prints a line for each number of
straw men, with what a bound on pairs would make of it:

    python examples/straw_men.py --most 8
"""

from __future__ import annotations

import argparse

from dao_sim import ETH, Charter, Cooperative, MemberClass, connect
from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.coop.matching import NO_CAP, contribute, fund, matching_of, round_numbered
from dao_sim.metrics.pairwise_bounded import pairwise_bounded_matches
from dao_sim.units import Address, format_amount, short_amount

ETHER = 10**18
POOL, PURSE, GIFT, BOUND = 1_000 * ETHER, 100 * ETHER, 4 * ETHER, 5 * ETHER
FRIENDS = 10
DAY = 86_400
CHARTER = Charter(
    name="Straw",
    matching={},
    operators={"admitter": ["account:0"], "minter": ["account:0"]},
)


def account(place: int) -> Address:
    """A made-up member, with ETH to give."""
    return Address(f"0x{place + 10**6:040x}")


def play(straw_men: int) -> tuple[int, int, int]:
    """The library's match, the sham's, and the sham's if pairs were bounded (wei)."""
    coop = Cooperative.deploy(CHARTER, connect("embedded"))
    members = [account(place) for place in range(FRIENDS + straw_men)]
    coop.admit_many(members, MemberClass.PATRON).raise_if_refused()
    coop.chain.advance(1)
    terms = RoundTerms(ETH, 0, DAY, NO_CAP, 0)
    matching_of(coop).make_round(terms, [account(900), account(901)], []).send(coop.timelock.address)
    gifts = {
        "library": dict.fromkeys(members[:FRIENDS], GIFT),
        "sham": dict.fromkeys(members[FRIENDS:], PURSE // straw_men),
    }
    for grant, given in enumerate(gifts.values(), 1):
        for who, amount in given.items():
            coop.chain.fund(who, amount)
            for call in contribute(coop, 1, grant, who, amount):
                call.send(who)
    coop.chain.fund(account(0), POOL)
    for call in fund(coop, 1, account(0), POOL):
        call.send(account(0))
    library, sham = (grant.match for grant in round_numbered(coop, 1).grants)
    return library, sham, pairwise_bounded_matches(gifts, BOUND)["sham"]


def main() -> None:
    """Prints what the same purse draws from the pool through more and more members."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--most", type=int, default=8, help="the most straw men: 8")
    most = parser.parse_args().most
    print(
        f"{format_amount(PURSE)} ETH through straw men; {FRIENDS} friends give {format_amount(GIFT)} ETH each"
    )
    print("straw men  library   sham  sham, pairs bounded")
    for straw_men in range(1, most + 1):
        library, sham, bounded = play(straw_men)
        figures = [short_amount(amount).rjust(7) for amount in (library, sham, bounded)]
        print(f"{straw_men:9}  {'  '.join(figures)}")


if __name__ == "__main__":
    main()
