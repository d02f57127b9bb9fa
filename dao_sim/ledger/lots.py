"""How panels are drawn on both ledgers: which block a request is made in, and the seed that follows.

A panel's seed is the hash of the fifth block after its request. The embedded engine makes a block's hash of
its number, so that the number is where chance enters: the nth request of a ledger is made in block n · 2^25,
plus what the intent's `seeds` says. The contracts hash that block's hash with their own address, which
follows from how many contracts were deployed before: here as there, from nothing but the charters.
"""

from __future__ import annotations

from collections.abc import Sequence

from eth_utils.address import to_canonical_address
from eth_utils.crypto import keccak

from dao_sim.chain.defaults import ACCOUNTS, CHAIN_ID, GENESIS_TIME
from dao_sim.coop import Charter
from dao_sim.coop.plan import plan
from dao_sim.coop.rehearsal import create_address
from dao_sim.coop.review_terms import PANELS
from dao_sim.coop.steps import Deploy
from dao_sim.units import Address

SEEDS = 2**24
"""Seeds are from 0 to one less. As many blocks at least are left between requests for all else."""

SEED_DELAY = 5
"""From a request to the block whose hash is the seed, as `PanelPool` has it."""


def request_block(request: int, seed: int) -> int:
    """In which block a ledger's nth request, from 1, is made. Block numbers fit 48 bits for 2^23 requests."""
    return request * 2 * SEEDS + seed


def seed_of(block: int, panels: Address, case: int, round_: int) -> bytes:
    """`ReviewPanels.seedOf` for a panel that was requested in that block of the embedded engine."""
    block_hash = keccak(text=str(block + SEED_DELAY))
    numbers = [CHAIN_ID, int.from_bytes(to_canonical_address(panels), "big"), case, round_]
    return keccak(block_hash + b"".join(number.to_bytes(32, "big") for number in numbers))


def panel_addresses(charters: Sequence[Charter]) -> list[Address | None]:
    """Where each co-op's panels are on a chain on which nothing was deployed before; None without any."""
    if not any(charter.review for charter in charters):
        return [None] * len(charters)
    found: list[Address | None] = []
    deployed = 0
    for charter in charters:
        steps = plan(charter, deployer=ACCOUNTS[0], accounts=ACCOUNTS, now=GENESIS_TIME)
        names = [step.step for step in steps if isinstance(step, Deploy)]
        place = names.index(PANELS) if charter.review else None
        found.append(None if place is None else create_address(ACCOUNTS[0], deployed + place))
        deployed += len(names)
    return found
