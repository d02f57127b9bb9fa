"""A presale that backers cover, delivered or not: who has gained or lost how much in the end.

Runs on the embedded engine. What the units in custody earn afterwards is up to you:

    python examples/financing.py --income 10
    python examples/financing.py --income 10 --not-delivered
"""

from __future__ import annotations

import argparse

from dao_sim.bindings.generated.structs import ProjectTerms
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Wei, format_amount

DAY, ETHER = 86_400, 10**18
CHARTER = """
name = "Lumen"
royalties.levy = "0%"
financing.ruling_period = "30d"
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "patron", tokens = "600" },
]
"""


def run(*, delivered: bool, income: int) -> dict[str, int]:
    """What each has more than before (smallest unit): 3 ETH were presold, under a bond of 1 and pledges of 4.

    `income` (smallest unit) is what the borrower's song earns afterwards, half of it in custody.
    """
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    bonds, vault, chain = coop.bonds, coop.vault, coop.chain
    assert bonds is not None
    (borrower, backer), (buyer, listener) = coop.founders, chain.accounts()[8:10]
    people = {"borrower": borrower, "backer": backer, "buyer": buyer}
    before = {who: chain.balance(account) for who, account in people.items()}

    song = coop.register_work(borrower, b"a song", {borrower: 1_000_000})
    vault.approve(bonds.address, song, 500_000).send(borrower)
    terms = ProjectTerms(
        work_id=song,
        units=500_000,
        asset=ETH,
        price=ETHER // 10,
        bond=ETHER,
        share=ETHER // 2,
        shares=8,
        multiple_bps=12_000,
        presale_period=30 * DAY,
        delivery_period=90 * DAY,
        review_period=14 * DAY,
        term=365 * DAY,
    )
    bonds.open_(terms, value=Wei(ETHER)).send(borrower)
    bonds.pledge(1, 8, value=Wei(4 * ETHER)).send(backer)
    bonds.prepay(1, 30, value=Wei(3 * ETHER)).send(buyer)

    if delivered:
        bonds.deliver(1, b"\x2a" * 32).send(borrower)
        chain.advance(14 * DAY)
        bonds.settle(1).send(listener)
    else:
        chain.advance(120 * DAY)
        bonds.abandon(1).send(listener)
        bonds.refund(1, buyer).send(listener)
    if income:
        vault.deposit_eth(song, value=Wei(income)).send(listener)
        bonds.collect(1, ETH).send(listener)
        vault.claim(song, ETH, borrower).send(listener)
    chain.advance(365 * DAY)
    bonds.release(1).send(listener)
    bonds.pay_out(1, backer).send(listener)
    for account in people.values():
        if bonds.owed_to(account, ETH):
            bonds.claim(ETH, account).send(account)
    assert chain.balance(bonds.address) == 0
    return {who: chain.balance(account) - before[who] for who, account in people.items()}


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A presale that backers cover.")
    parser.add_argument("--income", type=int, default=10, help="what the song earns afterwards, in ETH")
    parser.add_argument("--not-delivered", action="store_true", help="the borrower delivers nothing")
    asked = parser.parse_args()
    for who, amount in run(delivered=not asked.not_delivered, income=asked.income * ETHER).items():
        print(f"{who:9} {format_amount(amount)} ETH")


if __name__ == "__main__":
    main()
