"""State machines: random acts on a deployed co-op, each foretold by a simple model. See `base`."""

from __future__ import annotations

from tests.property.machines.base import CoopMachine
from tests.property.machines.chambers import ChambersMachine
from tests.property.machines.commissions import CommissionsMachine
from tests.property.machines.conviction import ConvictionMachine
from tests.property.machines.data import DataMachine
from tests.property.machines.delegations import DelegationsMachine
from tests.property.machines.disputes import DisputesMachine
from tests.property.machines.economy import EconomyMachine
from tests.property.machines.exits import ExitsMachine
from tests.property.machines.financing import FinancingMachine
from tests.property.machines.grants import GrantsMachine
from tests.property.machines.licences import LicencesMachine
from tests.property.machines.matching import MatchingMachine
from tests.property.machines.optimistic import OptimisticMachine
from tests.property.machines.panels import PanelsMachine
from tests.property.machines.proposals import ProposalsMachine
from tests.property.machines.rewards import RewardsMachine
from tests.property.machines.spending import SpendingMachine
from tests.property.machines.submissions import SubmissionsMachine
from tests.property.machines.vault import VaultMachine
from tests.property.machines.votes import VotesMachine

MACHINES: dict[str, type[CoopMachine]] = {
    machine.NAME: machine
    for machine in (
        VaultMachine,
        VotesMachine,
        DelegationsMachine,
        ProposalsMachine,
        SpendingMachine,
        ConvictionMachine,
        ExitsMachine,
        ChambersMachine,
        OptimisticMachine,
        MatchingMachine,
        GrantsMachine,
        CommissionsMachine,
        RewardsMachine,
        LicencesMachine,
        FinancingMachine,
        DataMachine,
        PanelsMachine,
        DisputesMachine,
        EconomyMachine,
        SubmissionsMachine,
    )
}
"""Every machine by its name."""
