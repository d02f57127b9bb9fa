# Generated from artifacts/ by `python scripts/bindings.py`: change that, not this.

"""Typed contract classes, each in its own module, imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dao_sim.bindings.generated.advances import Advances as Advances
    from dao_sim.bindings.generated.approval_rule import ApprovalRule as ApprovalRule
    from dao_sim.bindings.generated.bundles import Bundles as Bundles
    from dao_sim.bindings.generated.chambers_rule import ChambersRule as ChambersRule
    from dao_sim.bindings.generated.commissions import Commissions as Commissions
    from dao_sim.bindings.generated.completion_bonds import CompletionBonds as CompletionBonds
    from dao_sim.bindings.generated.contribution_rewards import ContributionRewards as ContributionRewards
    from dao_sim.bindings.generated.conviction_funding import ConvictionFunding as ConvictionFunding
    from dao_sim.bindings.generated.coop_access import CoopAccess as CoopAccess
    from dao_sim.bindings.generated.coop_governor import CoopGovernor as CoopGovernor
    from dao_sim.bindings.generated.coop_timelock import CoopTimelock as CoopTimelock
    from dao_sim.bindings.generated.coop_token import CoopToken as CoopToken
    from dao_sim.bindings.generated.data_commons import DataCommons as DataCommons
    from dao_sim.bindings.generated.disputes import Disputes as Disputes
    from dao_sim.bindings.generated.exit_window import ExitWindow as ExitWindow
    from dao_sim.bindings.generated.fractional_rule import FractionalRule as FractionalRule
    from dao_sim.bindings.generated.licences import Licences as Licences
    from dao_sim.bindings.generated.matching_rounds import MatchingRounds as MatchingRounds
    from dao_sim.bindings.generated.member_rule import MemberRule as MemberRule
    from dao_sim.bindings.generated.membership import Membership as Membership
    from dao_sim.bindings.generated.milestone_grants import MilestoneGrants as MilestoneGrants
    from dao_sim.bindings.generated.optimistic_rule import OptimisticRule as OptimisticRule
    from dao_sim.bindings.generated.panel_arbiter import PanelArbiter as PanelArbiter
    from dao_sim.bindings.generated.proposal_bond import ProposalBond as ProposalBond
    from dao_sim.bindings.generated.quadratic_rule import QuadraticRule as QuadraticRule
    from dao_sim.bindings.generated.ranked_rule import RankedRule as RankedRule
    from dao_sim.bindings.generated.recorded_money import RecordedMoney as RecordedMoney
    from dao_sim.bindings.generated.review_panels import ReviewPanels as ReviewPanels
    from dao_sim.bindings.generated.royalty_vault import RoyaltyVault as RoyaltyVault
    from dao_sim.bindings.generated.share_sales import ShareSales as ShareSales
    from dao_sim.bindings.generated.sub_rights import SubRights as SubRights
    from dao_sim.bindings.generated.submissions import Submissions as Submissions
    from dao_sim.bindings.generated.target_binding import TargetBinding as TargetBinding
    from dao_sim.bindings.generated.token_rule import TokenRule as TokenRule
    from dao_sim.bindings.generated.treasury import Treasury as Treasury
    from dao_sim.bindings.generated.unit_custody import UnitCustody as UnitCustody
    from dao_sim.bindings.generated.vesting_award import VestingAward as VestingAward
    from dao_sim.bindings.generated.work_receiver import WorkReceiver as WorkReceiver
    from dao_sim.bindings.generated.work_registry import WorkRegistry as WorkRegistry

__all__ = [
    "Advances",
    "ApprovalRule",
    "Bundles",
    "ChambersRule",
    "Commissions",
    "CompletionBonds",
    "ContributionRewards",
    "ConvictionFunding",
    "CoopAccess",
    "CoopGovernor",
    "CoopTimelock",
    "CoopToken",
    "DataCommons",
    "Disputes",
    "ExitWindow",
    "FractionalRule",
    "Licences",
    "MatchingRounds",
    "MemberRule",
    "Membership",
    "MilestoneGrants",
    "OptimisticRule",
    "PanelArbiter",
    "ProposalBond",
    "QuadraticRule",
    "RankedRule",
    "RecordedMoney",
    "ReviewPanels",
    "RoyaltyVault",
    "ShareSales",
    "SubRights",
    "Submissions",
    "TargetBinding",
    "TokenRule",
    "Treasury",
    "UnitCustody",
    "VestingAward",
    "WorkReceiver",
    "WorkRegistry",
]

MODULES = {
    "Advances": "dao_sim.bindings.generated.advances",
    "ApprovalRule": "dao_sim.bindings.generated.approval_rule",
    "Bundles": "dao_sim.bindings.generated.bundles",
    "ChambersRule": "dao_sim.bindings.generated.chambers_rule",
    "Commissions": "dao_sim.bindings.generated.commissions",
    "CompletionBonds": "dao_sim.bindings.generated.completion_bonds",
    "ContributionRewards": "dao_sim.bindings.generated.contribution_rewards",
    "ConvictionFunding": "dao_sim.bindings.generated.conviction_funding",
    "CoopAccess": "dao_sim.bindings.generated.coop_access",
    "CoopGovernor": "dao_sim.bindings.generated.coop_governor",
    "CoopTimelock": "dao_sim.bindings.generated.coop_timelock",
    "CoopToken": "dao_sim.bindings.generated.coop_token",
    "DataCommons": "dao_sim.bindings.generated.data_commons",
    "Disputes": "dao_sim.bindings.generated.disputes",
    "ExitWindow": "dao_sim.bindings.generated.exit_window",
    "FractionalRule": "dao_sim.bindings.generated.fractional_rule",
    "Licences": "dao_sim.bindings.generated.licences",
    "MatchingRounds": "dao_sim.bindings.generated.matching_rounds",
    "MemberRule": "dao_sim.bindings.generated.member_rule",
    "Membership": "dao_sim.bindings.generated.membership",
    "MilestoneGrants": "dao_sim.bindings.generated.milestone_grants",
    "OptimisticRule": "dao_sim.bindings.generated.optimistic_rule",
    "PanelArbiter": "dao_sim.bindings.generated.panel_arbiter",
    "ProposalBond": "dao_sim.bindings.generated.proposal_bond",
    "QuadraticRule": "dao_sim.bindings.generated.quadratic_rule",
    "RankedRule": "dao_sim.bindings.generated.ranked_rule",
    "RecordedMoney": "dao_sim.bindings.generated.recorded_money",
    "ReviewPanels": "dao_sim.bindings.generated.review_panels",
    "RoyaltyVault": "dao_sim.bindings.generated.royalty_vault",
    "ShareSales": "dao_sim.bindings.generated.share_sales",
    "SubRights": "dao_sim.bindings.generated.sub_rights",
    "Submissions": "dao_sim.bindings.generated.submissions",
    "TargetBinding": "dao_sim.bindings.generated.target_binding",
    "TokenRule": "dao_sim.bindings.generated.token_rule",
    "Treasury": "dao_sim.bindings.generated.treasury",
    "UnitCustody": "dao_sim.bindings.generated.unit_custody",
    "VestingAward": "dao_sim.bindings.generated.vesting_award",
    "WorkReceiver": "dao_sim.bindings.generated.work_receiver",
    "WorkRegistry": "dao_sim.bindings.generated.work_registry",
}


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(MODULES[name]), name)
