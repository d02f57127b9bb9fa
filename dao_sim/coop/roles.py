"""Who may call what: every privileged function, behind which role, and who holds the role."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType


class Role(IntEnum):
    """The roles that `CoopAccess` names. ADMIN is the access manager's own."""

    ADMIN = 0
    ADMITTER = 1
    EXPELLER = 2
    MINTER = 3
    TOKEN_STEWARD = 4
    SPENDER = 5
    TREASURY_STEWARD = 6
    ROYALTY_STEWARD = 7
    WORK_STEWARD = 8
    REGISTRY = 9
    EARMARKER = 10
    GRANTER = 11
    DERIVER = 12
    REVIEW_STEWARD = 13
    ADJUDICATOR = 14
    REWARDER = 15
    DATA_STEWARD = 16


PRIVILEGED: Mapping[str, Mapping[str, Role]] = MappingProxyType(
    {
        "Membership": {"admit(address,uint8)": Role.ADMITTER, "expel(address)": Role.EXPELLER},
        "CoopToken": {
            "mint(address,uint256)": Role.MINTER,
            "setMintCap(uint256)": Role.TOKEN_STEWARD,
            "setExcluded(address,bool)": Role.TOKEN_STEWARD,
        },
        "Treasury": {
            "pay(address,address,uint256)": Role.SPENDER,
            "setCap(address,address,uint256)": Role.TREASURY_STEWARD,
            "setEarmark(address,uint256)": Role.EARMARKER,
            "payEarmarked(address,address,uint256)": Role.EARMARKER,
        },
        "RoyaltyVault": {
            "setLevy(uint256)": Role.ROYALTY_STEWARD,
            "listAsset(address)": Role.ROYALTY_STEWARD,
            "unlistAsset(address)": Role.ROYALTY_STEWARD,
            "openWork(uint256,bytes32,address[],uint256[])": Role.REGISTRY,
            "openDerivative(uint256,bytes32,address[],uint256[],(uint48,uint16)[])": Role.REGISTRY,
            "closeWork(uint256)": Role.REGISTRY,
            "setLock(uint256,uint48)": Role.ADJUDICATOR,
            "adjudge(uint256,address,address,uint256)": Role.ADJUDICATOR,
        },
        "WorkRegistry": {
            "voidRegistration(uint256,address)": Role.WORK_STEWARD,
            "reassign(uint256,address)": Role.WORK_STEWARD,
            "setGate(address)": Role.WORK_STEWARD,
            "registerDerivative(address,(bytes32,string,address[],uint256[],uint16,uint16),bytes32,"
            "(uint48,uint16)[])": Role.DERIVER,
        },
    }
)
"""Contract → signature → the role that may call it."""

OPTIONAL: Mapping[str, Mapping[str, Role]] = MappingProxyType(
    {
        "SubRights": {"confine(uint256,uint256)": Role.DERIVER},
        "Licences": {"revoke(uint256,bytes32)": Role.WORK_STEWARD},
        "MilestoneGrants": {
            "open((address,uint8,address,uint208,uint48,address[],(uint208,uint48)[]))": Role.GRANTER
        },
        "ContributionRewards": {
            "setReward(bytes32,(uint208,uint48,uint48))": Role.TOKEN_STEWARD,
            "accept(uint256,uint256)": Role.REWARDER,
            "decline(uint256)": Role.REWARDER,
        },
        "DataCommons": {
            "suspend(uint256,bytes32)": Role.DATA_STEWARD,
            "resume(uint256)": Role.DATA_STEWARD,
            "setBarred(uint256)": Role.DATA_STEWARD,
            "setConfirmer(address,bool)": Role.DATA_STEWARD,
        },
        "ReviewPanels": {
            "setTerms((uint8,uint16,uint48,uint48,uint48,uint48,uint128,uint128,uint128))": (
                Role.REVIEW_STEWARD
            ),
            "decide(uint256,bool)": Role.REVIEW_STEWARD,
        },
        "Submissions": {
            "setPolicy(bytes32,(bool,uint16,uint16,uint208))": Role.REVIEW_STEWARD,
            "setScreener(address,bool)": Role.REVIEW_STEWARD,
        },
    }
)
"""The same of contracts that only some charters have."""

STEP_OF: Mapping[str, str] = MappingProxyType(
    {
        "Membership": "membership",
        "CoopToken": "token",
        "Treasury": "treasury",
        "RoyaltyVault": "vault",
        "WorkRegistry": "registry",
    }
)
"""Contract → the step of the deployment plan that creates it."""

STEP_OF_OPTIONAL: Mapping[str, str] = MappingProxyType(
    {
        "SubRights": "rights",
        "Licences": "licences",
        "MilestoneGrants": "grants",
        "ContributionRewards": "rewards",
        "DataCommons": "data",
        "ReviewPanels": "panels",
        "Submissions": "submissions",
    }
)
"""The same of contracts that only some charters have."""

GOVERNED = tuple(
    role
    for role in Role
    if role not in (Role.ADMIN, Role.REGISTRY, Role.EARMARKER, Role.DERIVER, Role.ADJUDICATOR)
)
"""Roles that the constitutional timelock holds, beside being the only admin."""


def privileged(steps: Collection[str]) -> Iterator[tuple[str, str, Mapping[str, Role]]]:
    """Contract, step and functions behind roles, of what a co-op with these steps has."""
    for contract, functions in PRIVILEGED.items():
        yield contract, STEP_OF[contract], functions
    for contract, functions in OPTIONAL.items():
        if (step := STEP_OF_OPTIONAL[contract]) in steps:
            yield contract, step, functions
