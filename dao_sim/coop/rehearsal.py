"""A deployment plan carried out beforehand, on a chain in this process: what it costs, and whether it works.

eth-tester charges exact gas, so the figures are those of a real chain, but for a few bytes of calldata that
are zero in one address and not in another. An asset that the charter lists is a contract on the real chain
only; a stand-in takes its place here.
"""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.crypto import keccak

from dao_sim.chain import connect
from dao_sim.chain.protocol import Chain
from dao_sim.coop.apply import carry_out
from dao_sim.coop.charter import Charter
from dao_sim.coop.plan import plan
from dao_sim.coop.steps import Step
from dao_sim.units import Address

_STAND_IN = bytes.fromhex("600160005360016000f3")
"""Creation code of a contract whose whole code is one byte: enough to be taken for a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A step of a plan."""

    step: Step
    address: Address | None
    """Where its contract will stand; None where it creates none."""
    gas: int
    done: bool = False
    """Whether a chain has it already."""


def rehearse(charter: Charter, deployer: Address, nonce: int, now: int) -> list[Planned]:
    """The plan's steps with their gas, and the addresses they get if `nonce` is the deployer's next.

    `charter` must name addresses only (see `plan.resolved`), `now` is the real chain's time. Raises Reverted,
    decoded, where a contract would refuse what the charter says.
    """
    chain = connect("tester")
    real = plan(charter, deployer=deployer, accounts=(), now=now)
    rehearsed = plan(_with_stand_ins(charter, chain), deployer=deployer, accounts=(), now=chain.now())
    receipts = [receipt for _, receipt in carry_out(rehearsed, chain, deployer)]
    return [
        Planned(
            step=step,
            address=create_address(deployer, nonce + place) if receipt.to is None else None,
            gas=receipt.gas_used,
        )
        for place, (step, receipt) in enumerate(zip(real, receipts, strict=True))
    ]


def create_address(sender: Address, nonce: int) -> Address:
    """Where a contract lands that `sender` creates with that nonce (Ethereum Yellow Paper, section 7)."""
    import rlp
    from eth_utils.address import to_canonical_address, to_checksum_address

    return Address(to_checksum_address(keccak(rlp.encode([to_canonical_address(sender), nonce]))[12:]))


def _with_stand_ins(charter: Charter, chain: Chain) -> Charter:
    """The charter with a contract of this chain in place of each listed asset."""
    record = charter.record()
    payer = chain.accounts()[0]
    stand_ins = {asset: chain.deploy(payer, _STAND_IN).contract_address for asset in charter.royalties.assets}
    record["royalties"]["assets"] = list(stand_ins.values())
    return Charter.from_record(record)
