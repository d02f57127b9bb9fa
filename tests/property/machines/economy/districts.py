"""The parts of the economy. A part that is added to the co-op gets a file here, and a line below."""

from __future__ import annotations

from tests.property.machines.economy.bundles import BundlesDistrict, RightsDistrict
from tests.property.machines.economy.commissions import CommissionsDistrict
from tests.property.machines.economy.content import SubmissionsDistrict
from tests.property.machines.economy.conviction import ConvictionDistrict
from tests.property.machines.economy.data import DataDistrict
from tests.property.machines.economy.disputes import ArbiterDistrict, DisputesDistrict
from tests.property.machines.economy.district import District
from tests.property.machines.economy.exits import ExitsDistrict, TreasuryDistrict
from tests.property.machines.economy.financing import AdvancesDistrict, BondsDistrict, SalesDistrict
from tests.property.machines.economy.governance import GovernanceDistrict
from tests.property.machines.economy.grants import GrantsDistrict
from tests.property.machines.economy.matching import MatchingDistrict
from tests.property.machines.economy.members import MembersDistrict
from tests.property.machines.economy.panels import PanelsDistrict
from tests.property.machines.economy.rewards import RewardsDistrict
from tests.property.machines.economy.royalties import VaultDistrict
from tests.property.machines.economy.stage import EconomyStage
from tests.property.machines.economy.works import LicencesDistrict, WorksDistrict

DISTRICTS: tuple[type[District], ...] = (
    MembersDistrict,
    TreasuryDistrict,
    WorksDistrict,
    VaultDistrict,
    LicencesDistrict,
    RightsDistrict,
    BundlesDistrict,
    PanelsDistrict,
    SubmissionsDistrict,
    MatchingDistrict,
    GovernanceDistrict,
    ExitsDistrict,
    GrantsDistrict,
    CommissionsDistrict,
    DisputesDistrict,
    ArbiterDistrict,
    ConvictionDistrict,
    RewardsDistrict,
    SalesDistrict,
    AdvancesDistrict,
    BondsDistrict,
    DataDistrict,
)
"""In the order in which they begin: each may stand on those before it."""


def districts_of(stage: EconomyStage) -> dict[str, District]:
    """One of each, by name."""
    made = {district.NAME: district(stage) for district in DISTRICTS}
    for district in made.values():
        district.districts = made
    return made
