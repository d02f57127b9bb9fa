"""A commission that two members bid for: delivered late, disputed, and split by the arbiter.

Runs on the embedded engine, and prints who has how much more or less in the end:

    python examples/commission.py --days-late 2 --ruling 40
"""

from __future__ import annotations

import argparse

from dao_sim.bindings.generated.structs import CommissionTerms
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Wei, format_amount

DAY = 86_400
ETHER = 10**18
CHARTER = """
name = "Lumen"
commissions.arbiter = "account:9"
operators.minter = ["account:0"]
founders = [
    { account = "account:1", class = "creator" },
    { account = "account:2", class = "creator" },
]
"""
BUDGET, PRICE, BOND = 10 * ETHER, 8 * ETHER, 2 * ETHER


def run(days_late: int, ruling_bps: int) -> dict[str, int]:
    """What everybody has more than before (smallest unit), negative for less."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    made, chain = coop.commissions, coop.chain
    assert made is not None
    (chosen, other), (poster, arbiter) = coop.founders, chain.accounts()[8:10]
    before = {
        "poster": chain.balance(poster),
        "provider": chain.balance(chosen),
        "other": chain.balance(other),
    }

    terms = CommissionTerms(b"\1" * 32, ETH, 7 * DAY, 5 * DAY, BUDGET, 500)  # 5 % of the bond a day
    made.post(terms, value=Wei(BUDGET)).send(poster)
    made.bid(1, 9 * ETHER, 5 * DAY, ETHER, value=Wei(ETHER)).send(other)
    made.bid(1, PRICE, 10 * DAY, BOND, value=Wei(BOND)).send(chosen)
    made.accept(2).send(poster)
    made.withdraw_bid(1).send(other)
    chain.advance((10 + days_late) * DAY)
    made.deliver(1, b"\2" * 32).send(chosen)
    made.dispute(1).send(poster)
    made.rule(1, ruling_bps).send(arbiter)

    for who in (poster, chosen, other):
        if made.owed_to(who, ETH):
            made.claim(ETH, who).send(who)
    assert chain.balance(made.address) == 0
    after = {
        "poster": chain.balance(poster),
        "provider": chain.balance(chosen),
        "other": chain.balance(other),
    }
    return {who: after[who] - before[who] for who in after}


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A commission that is delivered late and disputed.")
    parser.add_argument("--days-late", type=int, default=2, help="how late it is delivered, at most 19 days")
    parser.add_argument("--ruling", type=int, default=40, help="the provider's part, in percent")
    options = parser.parse_args()
    for who, amount in run(options.days_late, options.ruling * 100).items():
        print(f"{who:9} {'-' if amount < 0 else '+'}{format_amount(abs(amount))} ETH")


if __name__ == "__main__":
    main()
