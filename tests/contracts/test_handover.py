"""After deployment: who may do what, and that the deployer may do nothing."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dao_sim.bindings import Contract, CoopAccess, CoopTimelock
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.errors import Reverted
from dao_sim.units import Address
from tests.contracts.kit import DEPLOYER, MALLORY, OPERATOR, decree, refuses

ADMIN = 0
NAMED = {
    1: "ADMITTER",
    2: "EXPELLER",
    3: "MINTER",
    4: "TOKEN_STEWARD",
    5: "SPENDER",
    6: "TREASURY_STEWARD",
    7: "ROYALTY_STEWARD",
    8: "WORK_STEWARD",
    9: "REGISTRY",
    10: "EARMARKER",
    11: "GRANTER",
    12: "DERIVER",
    13: "REVIEW_STEWARD",
    14: "ADJUDICATOR",
    15: "REWARDER",
    16: "DATA_STEWARD",
}
BEHIND_A_ROLE = {
    "membership": {"admit": 1, "expel": 2},
    "token": {"mint": 3, "setMintCap": 4, "setExcluded": 4},
    "treasury": {"pay": 5, "setCap": 6, "setEarmark": 10, "payEarmarked": 10},
    "vault": {
        "setLevy": 7,
        "listAsset": 7,
        "unlistAsset": 7,
        "openWork": 9,
        "openDerivative": 9,
        "closeWork": 9,
        "setLock": 14,
        "adjudge": 14,
    },
    "rights": {"confine": 12},
    "registry": {"voidRegistration": 8, "reassign": 8, "setGate": 8, "registerDerivative": 12},
    "licences": {"revoke": 8},
}


def holders(coop: Cooperative) -> dict[int, set[Address]]:
    """Who holds which role, from everything that was ever granted, revoked or renounced."""
    found: defaultdict[int, set[Address]] = defaultdict(set)
    for event in coop.access.decode(coop.chain.logs(address=coop.access.address)):
        if isinstance(event, CoopAccess.RoleGranted):
            found[event.role_id].add(event.account)
        elif isinstance(event, CoopAccess.RoleRevoked):
            found[event.role_id].discard(event.account)
    return dict(found)


def test_the_timelock_is_the_only_admin_and_holds_every_role_but_the_registry_s(coop: Cooperative) -> None:
    timelock = coop.timelock.address
    derivers = {coop.addresses[step] for step in ("licences", "rights", "bundles")}
    expected = {role: {timelock} for role in (*range(9), 11, 13, 15, 16)}
    expected |= {9: {coop.registry.address}, 12: derivers}
    expected[1].add(OPERATOR)
    expected[3].add(OPERATOR)
    assert holders(coop) == expected
    for role, accounts in expected.items():
        assert all(coop.access.has_role(role, account) == (True, 0) for account in accounts)
        assert coop.access.get_role_admin(role) == ADMIN
        assert coop.access.get_role_guardian(role) == ADMIN


def test_every_role_has_a_name(coop: Cooperative) -> None:
    labels = {event.role_id: event.label for event in coop.access.events(CoopAccess.RoleLabel)}
    assert labels == NAMED
    access = coop.access
    numbers = [
        access.admitter(),
        access.expeller(),
        access.minter(),
        access.token_steward(),
        access.spender(),
        access.treasury_steward(),
        access.royalty_steward(),
        access.work_steward(),
        access.registry(),
        access.earmarker(),
        access.granter(),
        access.deriver(),
        access.review_steward(),
        access.adjudicator(),
        access.rewarder(),
        access.data_steward(),
    ]
    assert numbers == list(NAMED)


@pytest.mark.parametrize("part", BEHIND_A_ROLE)
def test_every_privileged_function_is_behind_its_named_role(coop: Cooperative, part: str) -> None:
    contract: Contract = getattr(coop, part)
    found = {}
    for function in contract.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        # Zeros decode as any arguments at all, and permission is asked before anything else.
        try:
            coop.chain.call(contract.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if _is_unauthorized(contract, error):
                role = coop.access.get_target_function_role(contract.address, function.selector)
                found[function.name] = role
    assert found == BEHIND_A_ROLE[part]
    assert set(found.values()) <= set(NAMED)


def _is_unauthorized(contract: Contract, error: Reverted) -> bool:
    known = contract.artifact().abi.errors.get(error.raw[:4])
    return known is not None and known.name == "AccessManagedUnauthorized"


@pytest.mark.parametrize("part", BEHIND_A_ROLE)
def test_only_the_access_manager_can_change_who_is_asked(coop: Cooperative, part: str) -> None:
    contract = getattr(coop, part)
    assert contract.authority() == coop.access.address
    for caller in (DEPLOYER, MALLORY, coop.timelock.address):
        with refuses("AccessManagedUnauthorized", caller=caller):
            contract.set_authority(coop.access.address).send(caller)
    decree(coop, coop.access.update_authority(contract.address, coop.token.address))
    assert contract.authority() == coop.token.address


def test_the_governor_is_the_timelock_s_only_user(coop: Cooperative) -> None:
    timelock, governor = coop.timelock, coop.governor.address
    found: defaultdict[bytes, set[Address]] = defaultdict(set)
    for event in timelock.decode(coop.chain.logs(address=timelock.address)):
        if isinstance(event, CoopTimelock.RoleGranted):
            found[event.role].add(event.account)
        elif isinstance(event, CoopTimelock.RoleRevoked):
            found[event.role].discard(event.account)
    assert found == {
        timelock.default_admin_role(): {timelock.address},
        timelock.proposer_role(): {governor},
        timelock.canceller_role(): {governor},
        timelock.executor_role(): {governor},
    }
    assert coop.governor.timelock() == timelock.address


def test_the_deployer_holds_nothing(coop: Cooperative) -> None:
    assert not any(coop.access.has_role(role, DEPLOYER).is_member for role in Role)
    assert coop.token.balance_of(DEPLOYER) == coop.token.get_votes(DEPLOYER) == 0
    assert not coop.membership.is_member(DEPLOYER)
    assert coop.governor.guardian() != DEPLOYER
    assert coop.treasury.cap_of(DEPLOYER, coop.token.address) == 0


def test_no_contract_of_the_co_op_holds_money_or_a_seat_at_the_start(coop: Cooperative) -> None:
    for address in coop.addresses.values():
        assert coop.chain.balance(address) == coop.token.balance_of(address) == 0
        assert not coop.membership.is_member(address)
