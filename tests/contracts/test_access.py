"""What governance can do with roles: delay them, have them watched, close a contract, name them."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopAccess
from dao_sim.coop import Cooperative
from tests.contracts.kit import ALICE, BOB, CAROL, DAY, MALLORY, TOKEN, decree, enact, refuses

ADMIN, MINTER, LEVY = 0, 3, 7
NO_SELECTOR = bytes(4)


def test_roles_are_numbered_as_the_manager_expects(coop: Cooperative) -> None:
    access = coop.access
    assert (access.admin_role(), access.public_role()) == (ADMIN, 2**64 - 1)
    assert (access.expiration(), access.min_setback()) == (7 * DAY, 5 * DAY)
    for role in range(17):
        assert access.get_role_grant_delay(role) == 0


def test_a_vote_gives_a_role_and_a_vote_takes_it(coop: Cooperative) -> None:
    access, levy = coop.access, coop.vault.set_levy(100)
    enact(coop, access.grant_role(LEVY, CAROL, 0))
    assert access.has_role(LEVY, CAROL) == (True, 0)
    assert access.get_access(LEVY, CAROL).since == coop.chain.now()
    assert access.can_call(CAROL, levy.to, levy.data[:4]) == (True, 0)
    levy.send(CAROL)
    enact(coop, access.revoke_role(LEVY, CAROL), title="No longer")
    assert access.can_call(CAROL, levy.to, levy.data[:4]) == (False, 0)
    with refuses("AccessManagedUnauthorized", caller=CAROL):
        levy.send(CAROL)


def test_a_role_may_be_laid_down(coop: Cooperative) -> None:
    decree(coop, coop.access.grant_role(LEVY, CAROL, 0))
    with refuses("AccessManagerBadConfirmation"):
        coop.access.renounce_role(LEVY, CAROL).send(MALLORY)
    coop.access.renounce_role(LEVY, CAROL).send(CAROL)
    assert not coop.access.has_role(LEVY, CAROL).is_member


def test_a_delayed_role_announces_before_it_acts(coop: Cooperative) -> None:
    access, levy = coop.access, coop.vault.set_levy(100)
    decree(coop, access.grant_role(LEVY, CAROL, DAY))
    operation = access.hash_operation(CAROL, levy.to, levy.data)
    assert access.can_call(CAROL, levy.to, levy.data[:4]) == (False, DAY)
    with refuses("AccessManagerNotScheduled", operationId=operation):
        levy.send(CAROL)
    access.schedule(levy.to, levy.data, 0).send(CAROL)
    assert access.get_schedule(operation) == coop.chain.now() + DAY
    assert access.get_nonce(operation) == 1
    with refuses("AccessManagerNotReady", operationId=operation):
        levy.send(CAROL)
    coop.chain.advance(DAY)
    levy.send(CAROL)
    assert coop.vault.levy_bps() == 100
    with refuses("AccessManagerNotScheduled", operationId=operation):  # good once
        levy.send(CAROL)


def test_an_announcement_expires_and_can_be_called_off(coop: Cooperative) -> None:
    access, levy = coop.access, coop.vault.set_levy(100)
    decree(coop, access.grant_role(LEVY, CAROL, DAY))
    operation = access.hash_operation(CAROL, levy.to, levy.data)
    access.schedule(levy.to, levy.data, 0).send(CAROL)
    coop.chain.advance(DAY + 7 * DAY)
    with refuses("AccessManagerExpired", operationId=operation):
        levy.send(CAROL)
    access.schedule(levy.to, levy.data, 0).send(CAROL)
    refused = {"msgsender": MALLORY, "caller": CAROL, "target": levy.to, "selector": levy.data[:4]}
    with refuses("AccessManagerUnauthorizedCancel", **refused):
        access.cancel(CAROL, levy.to, levy.data).send(MALLORY)
    receipt = access.cancel(CAROL, levy.to, levy.data).send(CAROL)
    assert access.decode(receipt, CoopAccess.OperationCanceled)[0].operation_id == operation
    coop.chain.advance(DAY)
    with refuses("AccessManagerNotScheduled", operationId=operation):
        levy.send(CAROL)


def test_a_watcher_calls_off_what_a_delayed_role_announced(coop: Cooperative) -> None:
    access, levy, watchers = coop.access, coop.vault.set_levy(100), 77
    decree(coop, access.label_role(watchers, "WATCHER"))
    decree(coop, access.set_role_guardian(LEVY, watchers))
    decree(coop, access.grant_role(watchers, BOB, 0))
    decree(coop, access.grant_role(LEVY, CAROL, DAY))
    assert access.get_role_guardian(LEVY) == watchers
    access.schedule(levy.to, levy.data, 0).send(CAROL)
    access.cancel(CAROL, levy.to, levy.data).send(BOB)
    assert access.get_schedule(access.hash_operation(CAROL, levy.to, levy.data)) == 0


def test_the_manager_acts_for_those_who_may(coop: Cooperative) -> None:
    access, levy = coop.access, coop.vault.set_levy(100)
    decree(coop, access.grant_role(LEVY, CAROL, 0))
    access.execute(levy.to, levy.data).send(CAROL)
    assert coop.vault.levy_bps() == 100
    refused = {"caller": MALLORY, "target": levy.to, "selector": levy.data[:4]}
    with refuses("AccessManagerUnauthorizedCall", **refused):
        access.execute(levy.to, levy.data).send(MALLORY)


def test_a_contract_can_be_closed_and_opened_again(coop: Cooperative) -> None:
    token = coop.token
    enact(coop, coop.access.set_target_closed(token.address, True))
    assert coop.access.is_target_closed(token.address)
    with refuses("AccessManagedUnauthorized", caller=coop.timelock.address):
        decree(coop, token.mint(ALICE, 1))
    token.transfer(BOB, TOKEN).send(ALICE)  # holders' own acts go on
    decree(coop, coop.access.set_target_closed(token.address, False))
    decree(coop, token.mint(ALICE, 1))


def test_a_role_may_have_an_admin_of_its_own(coop: Cooperative) -> None:
    decree(coop, coop.access.set_role_admin(MINTER, LEVY))
    decree(coop, coop.access.grant_role(LEVY, CAROL, 0))
    assert coop.access.get_role_admin(MINTER) == LEVY
    coop.access.grant_role(MINTER, BOB, 0).send(CAROL)
    coop.token.mint(BOB, 1).send(BOB)
    with refuses("AccessManagerUnauthorizedAccount", msgsender=CAROL, roleId=ADMIN):
        coop.access.grant_role(LEVY, BOB, 0).send(CAROL)


def test_delays_of_granting_and_administration_take_time_to_change(coop: Cooperative) -> None:
    access, vault = coop.access, coop.vault.address
    decree(coop, access.set_grant_delay(LEVY, DAY))
    decree(coop, access.set_target_admin_delay(vault, DAY))
    assert (access.get_role_grant_delay(LEVY), access.get_target_admin_delay(vault)) == (0, 0)
    coop.chain.advance(access.min_setback())
    assert (access.get_role_grant_delay(LEVY), access.get_target_admin_delay(vault)) == (DAY, DAY)
    decree(coop, access.grant_role(LEVY, CAROL, 0))
    assert not access.has_role(LEVY, CAROL).is_member
    coop.chain.advance(DAY)
    assert access.has_role(LEVY, CAROL).is_member


def test_the_admin_role_cannot_be_given_away_by_its_own_rules(coop: Cooperative) -> None:
    for call in (coop.access.set_role_admin(ADMIN, LEVY), coop.access.set_role_guardian(ADMIN, LEVY)):
        with refuses("AccessManagerLockedRole", roleId=ADMIN):
            decree(coop, call)


@pytest.mark.parametrize(
    "part", ["membership", "token", "treasury", "vault", "registry", "licences", "rights"]
)
def test_no_contract_consumes_an_announcement_of_its_own_accord(coop: Cooperative, part: str) -> None:
    contract = getattr(coop, part)
    assert contract.is_consuming_scheduled_op() == NO_SELECTOR
    with refuses("AccessManagerUnauthorizedConsume", target=contract.address):
        coop.access.consume_scheduled_op(ALICE, b"abcd").send(contract.address)
