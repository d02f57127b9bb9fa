"""A co-op made to be voted in: many holders of equal weight, and one proposal after another."""

from __future__ import annotations

from collections.abc import Sequence

from eth_utils.address import to_checksum_address

from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative, Proposal, Tally
from dao_sim.errors import DaoSimError
from dao_sim.units import Address, Support

WEIGHT = 10**18
"""What each voter holds, in the token's smallest unit."""

_FIRST_VOTER = int.from_bytes(b"dao-sim voter", "big") << 56


class Assembly:
    """A co-op on `chain` whose `members` voters hold one token each."""

    def __init__(self, chain: Chain, members: int) -> None:
        charter = Charter(
            name="Assembly",
            token={"mint_cap": "none"},
            operators={"minter": ("account:0",)},
            founders=({"account": "account:1", "class": "creator", "tokens": "100"},),
        )
        self.coop = Cooperative.deploy(charter, chain)
        self.voters = [_voter(number) for number in range(members)]
        self.supports = [number % len(Support) for number in range(members)]
        self._proposals = 0
        self.coop.mint_many(self.voters, WEIGHT).raise_if_refused()

    def propose(self) -> Proposal:
        """A proposal that is open for votes."""
        self._proposals += 1  # no two proposals may say the same
        action = self.coop.vault.set_levy(750)
        return self.coop.propose(self.coop.founders[0], [action], f"Levy {self._proposals}").open()


def voted(proposal: Proposal, supports: Sequence[int]) -> None:
    """Raises DaoSimError unless exactly these votes were counted: a fast way that loses votes is not fast."""
    expected = Tally(*(supports.count(int(support)) * WEIGHT for support in Support))
    if proposal.tally != expected:
        raise DaoSimError("bench", "votes were lost", expected=expected, counted=proposal.tally)


def _voter(number: int) -> Address:
    return Address(to_checksum_address((_FIRST_VOTER + number).to_bytes(20, "big")))
