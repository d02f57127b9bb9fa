"""The timelock: its governor alone proposes, cancels and executes in it, and it holds no money."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopTimelock
from dao_sim.coop import Cooperative
from dao_sim.units import Wei
from tests.contracts.kit import ALICE, BUYER, DAY, GUARDIAN, MALLORY, OPERATOR, decree, enact, mock, refuses

NO_BYTES = bytes(32)


def test_it_waits_as_long_as_the_charter_says(coop: Cooperative) -> None:
    assert coop.timelock.get_min_delay() == 2 * DAY


@pytest.mark.parametrize("somebody", [ALICE, OPERATOR, GUARDIAN, MALLORY])
def test_no_person_uses_it(coop: Cooperative, somebody: str) -> None:
    timelock, call = coop.timelock, coop.vault.set_levy(0)
    one = (call.to, 0, call.data, NO_BYTES, NO_BYTES)
    many = ([call.to], [0], [call.data], NO_BYTES, NO_BYTES)
    attempts = {
        timelock.schedule(*one, 2 * DAY): timelock.proposer_role(),
        timelock.schedule_batch(*many, 2 * DAY): timelock.proposer_role(),
        timelock.execute(*one): timelock.executor_role(),
        timelock.execute_batch(*many): timelock.executor_role(),
        timelock.cancel(NO_BYTES): timelock.canceller_role(),
    }
    for attempt, role in attempts.items():
        with refuses("AccessControlUnauthorizedAccount", account=somebody, neededRole=role):
            attempt.send(somebody)  # type: ignore[arg-type]


def test_only_it_grants_its_roles_and_changes_its_delay(coop: Cooperative) -> None:
    timelock = coop.timelock
    admin = timelock.default_admin_role()
    for call in (timelock.grant_role(admin, MALLORY), timelock.revoke_role(admin, timelock.address)):
        with refuses("AccessControlUnauthorizedAccount", account=MALLORY, neededRole=admin):
            call.send(MALLORY)
    with refuses("AccessControlUnauthorizedAccount", account=MALLORY, neededRole=bytes(32)):
        timelock.update_delay(0).send(MALLORY)
    enact(coop, timelock.update_delay(5 * DAY))
    assert timelock.get_min_delay() == 5 * DAY
    with refuses("CoopTimelock_DelayTooLong", delay=2**200, maximum=timelock.max_delay()):
        enact(coop, timelock.update_delay(2**200), title="Never again")
    assert timelock.max_delay() == 365 * DAY


def test_it_takes_no_ether(coop: Cooperative) -> None:
    timelock, call = coop.timelock, coop.vault.set_levy(0)
    with refuses("CoopTimelock_HoldsNoMoney", **{"from": BUYER, "amount": 5}):
        coop.chain.send(BUYER, timelock.address, b"", 5)
    one = (call.to, 0, call.data, NO_BYTES, NO_BYTES)
    many = ([call.to], [0], [call.data], NO_BYTES, NO_BYTES)
    for signature, arguments in (
        ("execute(address,uint256,bytes,bytes32,bytes32)", one),
        ("executeBatch(address[],uint256[],bytes[],bytes32,bytes32)", many),
    ):
        with refuses("CoopTimelock_HoldsNoMoney", **{"from": BUYER, "amount": 5}):
            timelock.write(signature, *arguments, value=Wei(5)).send(BUYER)
    assert coop.chain.balance(timelock.address) == 0


def test_single_operations_work_for_whoever_holds_the_roles(coop: Cooperative) -> None:
    timelock, governor = coop.timelock, coop.governor.address
    call = coop.vault.set_levy(123)
    one = (call.to, 0, call.data, NO_BYTES, NO_BYTES)
    operation = timelock.hash_operation(*one)
    timelock.schedule(*one, 2 * DAY).send(governor)
    assert timelock.is_operation_pending(operation)
    timelock.cancel(operation).send(governor)
    assert not timelock.is_operation(operation)
    timelock.schedule(*one, 2 * DAY).send(governor)
    coop.chain.advance(2 * DAY)
    assert timelock.is_operation_ready(operation)
    assert timelock.get_timestamp(operation) == coop.chain.now()
    assert timelock.get_operation_state(operation) == 2
    receipt = timelock.execute(*one).send(governor)
    (executed,) = timelock.decode(receipt, CoopTimelock.CallExecuted)
    assert (executed.target, executed.data) == (call.to, call.data)
    assert timelock.is_operation_done(operation)
    assert coop.vault.levy_bps() == 123


def test_its_creator_decides_who_may_use_it(coop: Cooperative) -> None:
    timelock = CoopTimelock.deploy(coop.chain, ALICE, 7, ALICE)
    assert timelock.get_min_delay() == 7
    assert timelock.has_role(timelock.default_admin_role(), ALICE)
    for role in (timelock.proposer_role(), timelock.executor_role(), timelock.canceller_role()):
        assert not timelock.has_role(role, ALICE)
        assert not timelock.has_role(role, "0x" + "00" * 20)  # type: ignore[arg-type]
    timelock.renounce_role(timelock.default_admin_role(), ALICE).send(ALICE)
    assert not timelock.has_role(timelock.default_admin_role(), ALICE)


def test_governance_calls_any_contract_through_it(coop: Cooperative) -> None:
    actor = mock(coop.chain, "Actor")
    call = coop.vault.list_asset(coop.token.address)
    decree(coop, call)
    actor.write("arm(address,bytes,bool)", coop.vault.address, call.data, False).send(ALICE)
    enact(coop, actor.write("poke()"))
    assert not actor.read("armed()")
    assert not actor.read("succeeded()")  # the actor itself has no role
