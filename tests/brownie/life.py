"""A proposal's life, act by act, in brownie's own transactions."""

from __future__ import annotations

from typing import Any

import brownie

AGAINST, FOR, ABSTAIN = range(3)
PENDING, ACTIVE, CANCELED, DEFEATED, SUCCEEDED, QUEUED, EXPIRED, EXECUTED = range(8)


class Motion:
    """A proposal that the timelock makes one call of `contract`."""

    def __init__(self, coop: Any, proposer: Any, contract: Any, calldata: str, title: str) -> None:
        self.governor = coop.governor
        self.content = ([contract.address], [0], [calldata])
        self.description = f"{title}\n\n#proposer={proposer.address}"
        made = self.governor.propose(*self.content, self.description, {"from": proposer})
        self.id = made.events["ProposalCreated"]["proposalId"]
        self.hash = brownie.web3.keccak(text=self.description)

    @property
    def state(self) -> int:
        state: int = self.governor.state(self.id)
        return state

    def open(self) -> None:
        """Time passes until votes can be cast."""
        wait_until(self.governor.proposalSnapshot(self.id) + 1)

    def vote(self, voter: Any, support: int) -> Any:
        return self.governor.castVote(self.id, support, {"from": voter})

    def close(self) -> None:
        """Time passes until no vote can be cast any more."""
        wait_until(self.governor.proposalDeadline(self.id) + 1)

    def queue(self, by: Any) -> Any:
        return self.governor.queue(*self.content, self.hash, {"from": by})

    def wait(self) -> None:
        """Time passes until the timelock lets it through."""
        wait_until(self.governor.proposalEta(self.id))

    def execute(self, by: Any) -> Any:
        return self.governor.execute(*self.content, self.hash, {"from": by})

    def cancel(self, by: Any) -> Any:
        return self.governor.cancel(*self.content, self.hash, {"from": by})


def wait_until(moment: int) -> None:
    """Time passes until the latest block is of that moment (seconds)."""
    left = moment - brownie.chain[-1].timestamp
    if left > 0:
        wait(left)


def wait(seconds: int) -> None:
    """Time passes. (`chain.mine(timedelta=…)` says something that anvil does not understand.)"""
    brownie.chain.sleep(seconds)
    brownie.chain.mine(1)
