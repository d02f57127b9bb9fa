"""A milestone grant from proposal to payment: one milestone accepted in part, one missed.

Runs on the embedded engine, and prints who gets what in the end:

    python examples/grant.py --accepted 75
"""

from __future__ import annotations

import argparse

from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Support, Wei, format_amount

DAY = 86_400
ETHER = 10**18
CHARTER = """
name = "Lumen"
treasury.caps = [{ asset = "ETH", amount = "50" }]
grants.accept_within = "14d"
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "patron", tokens = "600" },
    { account = "account:3", class = "creator", tokens = "400" },
]
"""


def run(accepted_bps: int) -> dict[str, int]:
    """Who has what of 10 ETH and a bond of 1 in the end (smallest unit)."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    grants, treasury, chain = coop.grants, coop.treasury, coop.chain
    assert grants is not None
    reviewers, grantee, purse = coop.founders, *chain.accounts()[8:10]
    chain.send(chain.accounts()[0], treasury.address, value=20 * ETHER)

    milestones = (MilestoneTerms(4 * ETHER, 30 * DAY), MilestoneTerms(6 * ETHER, 60 * DAY))
    terms = GrantTerms(
        grantee=grantee,
        needed=2,
        asset=ETH,
        bond=ETHER,
        review_period=7 * DAY,
        reviewers=reviewers,
        milestones=milestones,
    )
    calls = [treasury.pay(ETH, grants.address, 10 * ETHER), grants.open_(terms)]
    proposal = coop.propose(reviewers[0], calls, "An open archive").open()
    proposal.vote(reviewers[0], Support.FOR)
    proposal.close().queue()
    proposal.execute()

    grants.accept(1, value=Wei(ETHER)).send(grantee)
    grants.submit(1, 0, b"\x2a" * 32).send(grantee)
    for reviewer in reviewers:
        grants.review(1, 0, accepted_bps).send(reviewer)
    grants.settle(1, 0).send(reviewers[0])
    chain.advance(60 * DAY)
    grants.settle(1, 1).send(reviewers[0])

    before = {"grantee": chain.balance(purse), "treasury": chain.balance(treasury.address)}
    if grants.owed_to(grantee, ETH):
        grants.claim(ETH, purse).send(grantee)
    grants.recover(ETH).send(reviewers[0])
    after = {"grantee": chain.balance(purse), "treasury": chain.balance(treasury.address)}
    assert chain.balance(grants.address) == 0
    return {who: after[who] - before[who] for who in after}


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A milestone grant from proposal to payment.")
    parser.add_argument("--accepted", type=int, default=75, help="which part reviewers accept, in percent")
    for who, amount in run(parser.parse_args().accepted * 100).items():
        print(f"{who:9} {format_amount(amount)} ETH")


if __name__ == "__main__":
    main()
