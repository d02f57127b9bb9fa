"""`Escrow` on the contracts, in ETH: who may take what of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dao_sim.bindings import ReviewPanels, Submissions
from dao_sim.bindings.call import batch_of
from dao_sim.ledger.evm.results import paid
from dao_sim.ledger.evm.world import OUTSIDE, World
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import ETH, Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def dues(world: World, contract: ReviewPanels | Submissions) -> Mapping[int, Wei]:
    """Account, or `NOBODY` for the treasury → what it is owed."""
    owed = [
        contract.owed_to(contract.treasury(), ETH),
        *world.ask(contract, "owedTo", account=world.addresses, asset=ETH),
    ]
    return {account: Wei(amount) for account, amount in enumerate(owed, NOBODY) if amount}


def claim(world: World, contract: ReviewPanels | Submissions, accounts: NDArray[np.int64]) -> Outcome:
    """Accounts take what they are owed, each to itself; anybody takes the treasury's to it."""
    people = [OUTSIDE if account == NOBODY else world.addresses[account] for account in accounts.tolist()]
    calls = [
        contract.recover(ETH) if address == OUTSIDE else contract.claim(ETH, address) for address in people
    ]
    return paid(world.chain.send_batch(batch_of(calls, people)), contract, type(contract).Claimed)
