"""Governors of other rules, beside the co-op's own: for tests of what a rule decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dao_sim.bindings import Call, Contract, CoopGovernor, CoopTimelock
from dao_sim.bindings.generated.structs import Settings
from dao_sim.chain import Chain
from dao_sim.coop import Cooperative
from dao_sim.coop.plan import timelock_role
from dao_sim.units import Address
from tests.contracts.kit import DAY, DEPLOYER, NOBODY

DELAY, PERIOD = DAY, 5 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A governor with a rule and a timelock of its own; the constitution may change its settings."""

    coop: Cooperative
    governor: CoopGovernor
    timelock: CoopTimelock
    rule: Any
    """The contract that counts, by its own class."""

    @property
    def chain(self) -> Chain:
        return self.coop.chain

    def propose(self, by: Address, *calls: Call, text: str = "A measure") -> int:
        """A plain measure; returns its number."""
        targets, data = [call.to for call in calls], [call.data for call in calls]
        receipt = self.governor.propose(targets, [0] * len(calls), data, text).send(by)
        return self.governor.decode(receipt, CoopGovernor.ProposalNumbered)[0].proposal_id

    def propose_options(self, by: Address, *options: list[Call], text: str = "A choice") -> int:
        """Several options with actions each; returns the proposal's number."""
        calls = [call for option in options for call in option]
        targets, data = [call.to for call in calls], [call.data for call in calls]
        counts = [len(option) for option in options]
        made = self.governor.propose_options(counts, targets, [0] * len(calls), data, text)
        return self.governor.decode(made.send(by), CoopGovernor.ProposalNumbered)[0].proposal_id

    def open(self, number: int) -> None:
        """Waits until the proposal can be voted on."""
        self.chain.advance(self.governor.proposal_snapshot(number) - self.chain.now() + 1)

    def close(self, number: int) -> int:
        """Waits until the vote is over; returns the state."""
        self.chain.advance(self.governor.proposal_deadline(number) - self.chain.now() + 1)
        return self.governor.state(number)


def assemble(
    coop: Cooperative,
    rule: Contract,
    *,
    threshold: int = 0,
    late_quorum: int = 0,
    swing_extensions: int = 0,
    guards: tuple[Address, ...] = (),
    guardian: Address = NOBODY,
    delay: int = DELAY,
) -> Assembly:
    """Deploys a governor for which `rule`, which serves none yet, counts. Its timelock has no roles yet."""
    timelock = CoopTimelock.create(coop.chain, DEPLOYER, 2 * DAY, DEPLOYER)
    mandate = (guardian, coop.chain.now() + 365 * DAY if guardian != NOBODY else 0)
    terms = (timelock.address, delay, PERIOD, threshold, late_quorum, *mandate, swing_extensions)
    settings = Settings("Assembly", coop.access.address, rule.address, guards, *terms)
    governor = CoopGovernor.create(coop.chain, DEPLOYER, settings)
    for role in ("PROPOSER", "CANCELLER", "EXECUTOR"):
        timelock.grant_role(timelock_role(role), governor.address).send(DEPLOYER)
    return Assembly(coop=coop, governor=governor, timelock=timelock, rule=rule)
