"""A song that one registered alone and two made: a panel upholds the other's claim.

Runs on the embedded engine, and prints who holds which part of the song, and who earned what of a payment
before the ruling and one after it:

    python examples/dispute.py --claimed 40 --sold 75

Nothing can be sold in the dispute window. What is sold after it, before anybody disputes, stays sold.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.disputes import dispute, open_dispute
from dao_sim.coop.panels import conflicts_of
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address, MemberClass, Wei, format_amount

DAY, ETHER, PERCENT = 86_400, 10**18, 10_000
CHARTER = """
name = "Lumen"
royalties.levy = "0%"
works.dispute_window = "30d"
review = { size = 3, stake = "1", fee = "0.1", bonus = "0.02" }
operators.admitter = ["account:0"]
founders = [{ account = "account:1", class = "creator", tokens = "1000" }]
"""


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A claim to a part of a work.")
    parser.add_argument("--claimed", type=int, default=40, help="which part the other made, in percent")
    parser.add_argument("--sold", type=int, default=0, help="what is sold before the dispute, in percent")
    options = parser.parse_args()
    if not (0 < options.claimed <= 100 and 0 <= options.sold < 100):
        parser.error("claim from 1 to 100 %, and leave something unsold")
    run(options.claimed, options.sold)


def run(claimed: int, sold: int) -> None:
    """The dispute from the registration to the payment after the ruling."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    office, maker, other, buyer, fan = coop.chain.accounts()[:5]
    panel = panellists(coop, office, 3)
    work = coop.register_work(maker, b"a song", {maker: 100 * PERCENT})
    coop.deposit(work, ETHER, fan)
    if sold:
        try:
            coop.vault.transfer(buyer, work, sold * PERCENT).send(maker)
        except Reverted as refusal:
            print(f"in the window  {refusal.name}")
        coop.chain.advance(30 * DAY)
        coop.vault.transfer(buyer, work, sold * PERCENT).send(maker)

    due = min(claimed, 100 - sold) * PERCENT
    calls = open_dispute(coop, other, work=work, party=maker, heirs={other: due}, grounds=b"\x2a" * 32)
    for call in calls:
        call.send(other)
    uphold(coop, panel)
    assert coop.disputes is not None
    coop.disputes.conclude(1).send(office)
    assert dispute(coop, 1).moved == due
    coop.deposit(work, ETHER, fan)
    for name, who in (("maker", maker), ("other", other), ("buyer", buyer)):
        part = coop.vault.balance_of(who, work) // PERCENT
        earned = format_amount(coop.vault.claimable(work, ETH, who))
        print(f"{name}  {part} %, {earned} ETH of 2")


def panellists(coop: Cooperative, office: Address, count: int) -> Sequence[Address]:
    """Members who can be drawn."""
    assert coop.panels is not None
    people = [Address(f"0x{number:040x}") for number in range(0x10000, 0x10000 + count)]
    for person in people:
        coop.membership.admit(person, int(MemberClass.CREATOR)).send(office)
        coop.chain.fund(person, 2 * ETHER)
        coop.panels.enlist(ETHER, value=Wei(ETHER)).send(person)
    coop.chain.advance(1)
    return people


def uphold(coop: Cooperative, panel: Sequence[Address]) -> None:
    """Everybody on the panel finds that the claim is right, and nobody appeals."""
    panels, chain = coop.panels, coop.chain
    upheld, salt = True, bytes(32)
    assert panels is not None
    terms = panels.terms()
    for _ in range(6):
        chain.advance(12)
    panels.draw(1, conflicts_of(panels, 1)).send(panel[0])
    for person in panel:
        panels.commit(1, panels.commitment_of(1, 1, person, upheld, salt)).send(person)
    chain.advance(terms.commit_period)
    for person in panel:
        panels.reveal(1, upheld, salt).send(person)
    panels.close(1).send(panel[0])
    chain.advance(terms.appeal_period)


if __name__ == "__main__":
    main()
