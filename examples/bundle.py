"""An album of three works that sells as one, and a right to one of them that is sold apart.

The album holds a song, an essay, and a remix of the song; the song is paid for its own place and its part of
the remix. Runs on the embedded engine, and prints what each earned of 10 ETH for the album and 2 for the
right:

    python examples/bundle.py --remix 40
"""

from __future__ import annotations

import argparse

from eth_utils.crypto import keccak

from dao_sim.bindings import Call
from dao_sim.bindings.generated.structs import Ancestor, Registration, Terms
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.bundles import terms_of
from dao_sim.coop.licences import Scope
from dao_sim.units import ETH, SHARES_PER_WORK, Address, Wei, format_amount

ETHER = 10**18
SALT = b"\x2a" * 32
CHARTER = """
name = "Lumen"
works.licences = true
works.bundles = true
royalties.levy = "0%"
founders = [
    { account = "account:1", class = "creator", tokens = "1000" },
    { account = "account:2", class = "creator", tokens = "600" },
    { account = "account:3", class = "creator", tokens = "400" },
]
"""


def run(remix_bps: int) -> dict[str, int]:
    """What each work earned (smallest unit)."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    licences, rights, bundles = coop.licences, coop.rights, coop.bundles
    assert licences is not None
    assert rights is not None
    assert bundles is not None
    (ada, bram, chipo), buyer = coop.founders, coop.chain.accounts()[9]
    song = coop.register_work(ada, b"a song", {ada: SHARES_PER_WORK})
    essay = coop.register_work(bram, b"an essay", {bram: SHARES_PER_WORK})

    free = Terms(
        work_id=song,
        scope=Scope.DERIVATIVE,
        attribution=True,
        transferable=False,
        share_bps=2_000,
        term=0,
        asset=ETH,
        price=0,
        ceiling=0,
    )
    licences.offer(free).send(ada)
    licences.buy(1).send(bram)
    said = announced(coop, bram, "a remix")
    remix = registered(coop, bram, licences.register_derivative(said, SALT, [1]))

    said = announced(coop, chipo, "an album")
    shares = [Ancestor(song, 2_000), Ancestor(essay, 1_000), Ancestor(remix, remix_bps)]
    bundles.propose(shares, terms_of(said, SALT)).send(chipo)
    for owner, work in ((ada, song), (bram, essay), (bram, remix)):
        bundles.join(1, work).send(owner)
    album = registered(coop, chipo, bundles.open_(1, said, SALT))
    sold(coop, chipo, free._replace(work_id=album, scope=Scope.USE, price=10 * ETHER), buyer)

    said = announced(coop, bram, "the right to sell the essay")
    right = registered(coop, bram, rights.split(essay, Scope.COMMERCIAL, 2_500, said, SALT))
    coop.registry.transfer_from(bram, chipo, right).send(bram)
    sold(coop, chipo, free._replace(work_id=right, scope=Scope.COMMERCIAL, price=2 * ETHER), buyer)
    assert coop.books().balanced
    names = {"song": song, "essay": essay, "remix": remix, "album": album, "right": right}
    return {name: coop.vault.income(work, ETH) for name, work in names.items()}


def announced(coop: Cooperative, maker: Address, name: str) -> Registration:
    """Commits to a work, all of whose units are its maker's, and waits until it can be revealed."""
    registry, content = coop.registry, keccak(text=name)
    registry.commit(registry.commitment_for(maker, content, SALT)).send(maker)
    coop.chain.advance(registry.min_commit_age())
    return Registration(content, "", (maker,), (SHARES_PER_WORK,), 0, 0)


def registered(coop: Cooperative, maker: Address, call: Call) -> int:
    """The number of the work that the call registers."""
    call.send(maker)
    return coop.registry.work_count()


def sold(coop: Cooperative, owner: Address, terms: Terms, buyer: Address) -> None:
    """A licence under a new offer."""
    assert coop.licences is not None
    coop.licences.offer(terms).send(owner)
    coop.licences.buy(coop.licences.offer_count(), value=Wei(terms.price)).send(buyer)


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description="An album that sells as one, and a right sold apart.")
    parser.add_argument("--remix", type=int, default=40, help="the remix's share of the album, in percent")
    for work, amount in run(parser.parse_args().remix * 100).items():
        print(f"{work:6} {format_amount(amount)} ETH")


if __name__ == "__main__":
    main()
