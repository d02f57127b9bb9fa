"""A dataset from registration to refund: licensed for research, used, and withdrawn by one of its holders.

Runs on the embedded engine, and prints who got what in the end:

    python examples/data.py --uses 3
"""

from __future__ import annotations

import argparse

from eth_account import Account

from dao_sim.bindings.generated.structs import AccessTerms, DatasetTerms
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.countersignature import logged, sign
from dao_sim.coop.data_terms import Purpose, mask_of
from dao_sim.coop.data_trace import trace
from dao_sim.units import ETH, Address, Wei, format_amount

DAY = 86_400
ETHER = 10**18
BOUGHT = 5
CHARTER = """
name = "Lumen"
data.confirmers = ["account:9"]
data.barred = ["profiling"]
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "patron", tokens = "600" },
]
"""


def run(uses: int) -> dict[str, int]:
    """Who got what of five uses at an ether each, of which so many happened (smallest unit)."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    data, chain = coop.data, coop.chain
    assert data is not None
    ada, bram = coop.founders
    licensee, confirmer = chain.accounts()[8:10]
    service = Account.create()

    terms = DatasetTerms(
        content_hash=b"\x01" * 32,
        statement=b"\x02" * 32,
        permitted=mask_of(["research"]),
        service=Address(service.address),
        uri="ipfs://registers",
        holders=(ada, bram),
        points=(2, 1),
    )
    data.register(terms).send(ada)
    data.confirm(1).send(confirmer)
    data.consent(1).send(bram)
    offer = AccessTerms(1, 90 * DAY, ETH, Purpose.RESEARCH, BOUGHT, ETHER)
    data.offer(offer).send(ada)
    data.buy(1, value=Wei(BOUGHT * ETHER)).send(licensee)
    for number in range(uses):
        query = bytes([number + 1]) * 32
        signed = sign(data, service, 1, Purpose.RESEARCH, query, valid_until=chain.now() + 60)
        logged(data, signed).send(licensee)
    data.withdraw(1).send(bram)
    if uses < BOUGHT:
        data.refund(1).send(licensee)

    for holder in (ada, bram) if uses else ():
        data.credit(1, ETH, holder).send(holder)
    assert len(trace(coop, 1).uses) == uses
    owed = {"ada": ada, "bram": bram, "licensee": licensee, "treasury": coop.treasury.address}
    return {who: data.owed_to(account, ETH) for who, account in owed.items()}


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A dataset from registration to refund.")
    parser.add_argument("--uses", type=int, choices=range(BOUGHT + 1), default=3, help="how many happen")
    for who, amount in run(parser.parse_args().uses).items():
        print(f"{who:9} {format_amount(amount)} ETH")


if __name__ == "__main__":
    main()
