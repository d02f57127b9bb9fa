"""A small co-op on the embedded engine, with more in it than a new one has, and a scenario for it."""

from __future__ import annotations

from typing import Any

from dao_sim.bindings.generated.structs import Terms
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.licences import Scope
from dao_sim.sim.scenario import Scenario, read
from dao_sim.units import ETH, Address, MemberClass

ADA, BRAM, CHIPO, DEWI, OFFICE = range(1, 6)
"""Two creators, a patron, somebody who holds tokens and is no member; who admits and mints."""
TOKEN = 10**18


def small_coop(**more: Any) -> Cooperative:
    """Three members, a delegation, an original, what derives from it, and money in vault and treasury."""
    office = [f"account:{OFFICE}"]
    charter = Charter.from_record(
        {
            "name": "Lumen",
            "governance": {"proposal_threshold": "10"},
            "operators": {"admitter": office, "minter": office},
            "works": {"licences": True},
            "treasury": {"caps": [{"asset": "ETH", "amount": "5"}]},
            **more,
        }
    )
    coop = Cooperative.deploy(charter)
    ada, bram, chipo, dewi = (coop.chain.accounts()[each] for each in (ADA, BRAM, CHIPO, DEWI))
    for who, kind in ((ada, "creator"), (bram, "creator"), (chipo, "patron")):
        coop.admit(who, MemberClass[kind.upper()])
        coop.mint(who, 100 * TOKEN)
    coop.mint(dewi, 50 * TOKEN)
    coop.token.delegate(ada).send(bram)
    coop.register_work(ada, b"song", {ada: 600_000, dewi: 400_000}, ai_share_bps=1_000)
    derive(coop, ada, bram)
    coop.deposit(2, TOKEN, chipo)
    coop.chain.send(chipo, coop.treasury.address, value=2 * TOKEN)
    coop.chain.advance(1)
    return coop


def derive(coop: Cooperative, owner: Address, maker: Address) -> None:
    """A second work, by the maker, that passes a tenth on to the first."""
    from eth_utils.crypto import keccak

    from dao_sim.bindings.generated.structs import Registration
    from dao_sim.coop.registration import commit_and_wait

    assert coop.licences is not None
    terms = Terms(
        work_id=1,
        scope=Scope.DERIVATIVE,
        attribution=True,
        transferable=False,
        share_bps=1_000,
        term=0,
        asset=ETH,
        price=0,
        ceiling=0,
    )
    coop.licences.offer(terms).send(owner)
    coop.licences.buy(1).send(maker)
    pending = commit_and_wait(coop.registry, maker, keccak(b"remix"), b"")
    registration = Registration(
        content_hash=keccak(b"remix"),
        uri="",
        contributors=(maker,),
        units=(1_000_000,),
        ai_share_bps=0,
        royalty_bps=0,
    )
    coop.licences.register_derivative(registration, pending.salt, [1]).send(maker)


def makers(**more: Any) -> Scenario:
    """Creators and patrons who make works, and an audience."""
    return read(
        {
            "title": "Makers",
            "horizon": 3,
            "population": {
                "cohorts": [
                    {"name": "slow", "size": 3, "class": "creator", "skill": 0.1},
                    {"name": "quick", "size": 1, "class": "creator", "skill": 0.9},
                    {"name": "friends", "size": 4, "class": "patron"},
                ]
            },
            "economy": {"audience": [{"name": "listeners", "size": 200}]},
            "behaviours": {"make_works": {"calling": 1, "rate": 1}},
            **more,
        },
        None,
    )
