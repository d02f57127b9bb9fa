"""A licence's life: offered, bought, derived by, paid for, revoked.

A song's maker lets others derive from it for a share, and somebody makes a remix, which is paid for. A label
licenses the song itself, reports what it earned, does not name its maker, and loses the licence.
Runs on the embedded engine, and prints what everybody earned:

    python examples/licence.py --share 10
"""

from __future__ import annotations

import argparse

from eth_utils.crypto import keccak

from dao_sim.bindings.generated.structs import Registration, Terms
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.licences import Scope
from dao_sim.units import ETH, SHARES_PER_WORK, Support, Wei, format_amount

ETHER = 10**18
SALT = b"\x2a" * 32
CHARTER = """
name = "Lumen"
works.licences = true
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "creator", tokens = "600" },
]
"""


def run(share_bps: int) -> dict[str, int]:
    """What everybody earned (smallest unit), when the remix was paid 10 ETH and the song's licences 1.5."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    licences, registry, vault, chain = coop.licences, coop.registry, coop.vault, coop.chain
    assert licences is not None
    (ada, bram), (label, fan) = coop.founders, chain.accounts()[8:10]
    song = coop.register_work(ada, b"a song", {ada: SHARES_PER_WORK})

    free = Terms(
        work_id=song,
        scope=Scope.DERIVATIVE,
        attribution=True,
        transferable=False,
        share_bps=share_bps,
        term=0,
        asset=ETH,
        price=0,
        ceiling=0,
    )
    licences.offer(free).send(ada)
    licences.offer(free._replace(scope=Scope.COMMERCIAL, share_bps=500, price=ETHER)).send(ada)

    licences.buy(1).send(bram)
    content = keccak(b"a remix")
    registry.commit(registry.commitment_for(bram, content, SALT)).send(bram)
    chain.advance(registry.min_commit_age())
    said = Registration(content, "", (bram,), (SHARES_PER_WORK,), 0, 0)
    licences.register_derivative(said, SALT, [1]).send(bram)
    remix = registry.work_of(content)
    coop.deposit(remix, 10 * ETHER, fan)

    licences.buy(2, value=Wei(ETHER)).send(label)
    licences.report(2, 10 * ETHER, value=Wei(ETHER // 2)).send(label)
    breach = licences.revoke(2, keccak(b"sold without naming its makers"))
    proposal = coop.propose(ada, breach, "Revoke licence 2").open()
    proposal.vote(ada, Support.FOR)
    proposal.close().queue()
    proposal.execute()
    assert not licences.in_force(2)
    assert licences.in_force(1)

    vault.collect_levy(ETH).send(fan)
    return {
        "song": coop.claim(song, ada),
        "remix": coop.claim(remix, bram),
        "treasury": chain.balance(coop.treasury.address),
    }


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="A licence from its offer to its end.")
    parser.add_argument("--share", type=int, default=10, help="what the song asks of its remix, in percent")
    for who, amount in run(parser.parse_args().share * 100).items():
        print(f"{who:9} {format_amount(amount)} ETH")


if __name__ == "__main__":
    main()
