"""Attacks on power: timelock, guardian, deployer, roles. Each gets its own error, and moves nothing."""

from __future__ import annotations

import pytest

from dao_sim.bindings import Call, CoopTimelock
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address, ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    DAY,
    DEPLOYER,
    GUARDIAN,
    MALLORY,
    NOBODY,
    OPERATOR,
    ORIGIN,
    READY,
    TOKEN,
    adopt,
    content_of,
    decree,
    mock,
    nothing_moves,
    only,
    refuses,
    timelock_salt,
)

ARM = "arm(address,bytes,bool)"
NO_BYTES = bytes(32)
ONLY_QUEUED = only(ProposalState.QUEUED)


@pytest.mark.parametrize("through", ["governor", "timelock"])
def test_an_act_that_executes_itself_again_is_refused(coop: Cooperative, through: str) -> None:
    """OpenZeppelin CVE-2021-39167: a batch re-entered the timelock before it was marked as done."""
    trap = mock(coop.chain, "Actor")
    gift = coop.token.mint(MALLORY, 100 * TOKEN)
    proposal = adopt(coop, trap.write("poke()"), gift, title="Poke and gift")
    targets, values, data, described = content_of(proposal.actions, proposal.description)
    salt = timelock_salt(coop, described)
    again = {
        "governor": coop.governor.execute(targets, values, data, described),
        "timelock": coop.timelock.execute_batch(targets, values, data, NO_BYTES, salt),
    }[through]
    trap.write(ARM, again.to, again.data, True).send(MALLORY)
    coop.chain.advance(2 * DAY)
    expected: dict[str, tuple[str, dict[str, object]]] = {
        "governor": ("GovernorUnexpectedProposalState", {
            "proposalId": 1, "current": ProposalState.EXECUTED, "expectedStates": ONLY_QUEUED}),
        "timelock": ("AccessControlUnauthorizedAccount", {
            "account": trap.address, "neededRole": coop.timelock.executor_role()}),
    }  # fmt: skip
    error, operands = expected[through]
    with nothing_moves(coop), refuses(error, **operands):
        proposal.execute()
    trap.write(ARM, again.to, again.data, False).send(MALLORY)  # let it fail in silence
    proposal.execute()
    assert coop.token.balance_of(MALLORY) == 100 * TOKEN  # once
    assert not trap.read("succeeded()")


def test_even_an_executor_s_batch_runs_once(coop: Cooperative) -> None:
    """The timelock's own guard, with a trap that may execute: the whole batch is undone."""
    timelock, trap = coop.timelock, mock(coop.chain, "Actor")
    decree(coop, timelock.grant_role(timelock.executor_role(), trap.address))
    poke, gift = trap.write("poke()"), coop.token.mint(MALLORY, TOKEN)
    batch = ([poke.to, gift.to], [0, 0], [poke.data, gift.data], NO_BYTES, NO_BYTES)
    timelock.schedule_batch(*batch, 2 * DAY).send(coop.governor.address)
    coop.chain.advance(2 * DAY)
    again = timelock.execute_batch(*batch)
    trap.write(ARM, timelock.address, again.data, True).send(MALLORY)
    operation = timelock.hash_operation_batch(*batch)
    ready = only(READY)
    with (
        nothing_moves(coop),
        refuses("TimelockUnexpectedOperationState", operationId=operation, expectedStates=ready),
    ):
        again.send(coop.governor.address)


@pytest.mark.parametrize("somebody", [MALLORY, ALICE, GUARDIAN, DEPLOYER])
def test_a_ready_batch_is_not_executed_past_the_governor(coop: Cooperative, somebody: Address) -> None:
    proposal = adopt(coop, coop.token.mint(BOB, TOKEN), title="A grant for Bob")
    coop.chain.advance(2 * DAY)
    targets, values, data, described = content_of(proposal.actions, proposal.description)
    timelock, salt = coop.timelock, timelock_salt(coop, described)
    operation = timelock.hash_operation_batch(targets, values, data, NO_BYTES, salt)
    assert timelock.is_operation_ready(operation)
    attempts: list[tuple[Call, bytes]] = [
        (timelock.execute_batch(targets, values, data, NO_BYTES, salt), timelock.executor_role()),
        (timelock.cancel(operation), timelock.canceller_role()),
        (
            timelock.schedule_batch(targets, values, data, NO_BYTES, NO_BYTES, 2 * DAY),
            timelock.proposer_role(),
        ),
        (timelock.schedule(targets[0], 0, data[0], NO_BYTES, NO_BYTES, 2 * DAY), timelock.proposer_role()),
    ]
    for call, role in attempts:
        with (
            nothing_moves(coop),
            refuses("AccessControlUnauthorizedAccount", account=somebody, neededRole=role),
        ):
            call.send(somebody)
    proposal.execute()
    assert coop.timelock.is_operation_done(operation)


def test_the_guardian_can_do_nothing_but_cancel(coop: Cooperative) -> None:
    governor, timelock = coop.governor, coop.timelock
    with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=GUARDIAN):
        governor.set_guardian(GUARDIAN, coop.chain.now() + 700 * DAY).send(GUARDIAN)
    with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=GUARDIAN):
        governor.set_voting_delay(0).send(GUARDIAN)
    threshold = 100 * TOKEN
    with (
        nothing_moves(coop),
        refuses("GovernorInsufficientProposerVotes", proposer=GUARDIAN, votes=0, threshold=threshold),
    ):
        coop.propose(GUARDIAN, [governor.set_guardian(GUARDIAN, 2**40)], "Me for ever")
    for call in (coop.token.mint(GUARDIAN, 1), coop.vault.set_levy(0), coop.membership.expel(ALICE)):
        with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=GUARDIAN):
            call.send(GUARDIAN)
    queued = adopt(coop, coop.vault.set_levy(1))
    with (
        nothing_moves(coop),
        refuses("AccessControlUnauthorizedAccount", account=GUARDIAN, neededRole=timelock.canceller_role()),
    ):
        timelock.cancel(NO_BYTES).send(GUARDIAN)
    queued.cancel(by=GUARDIAN)


@pytest.mark.parametrize("stage", ["pending", "active", "succeeded", "queued"])
def test_the_guardian_cannot_keep_its_seat(coop: Cooperative, stage: str) -> None:
    removal = coop.propose(ALICE, [coop.governor.set_guardian(ETH, 0)], "No guardian")
    if stage != "pending":
        removal.open().vote(ALICE, Support.FOR)
    if stage in ("succeeded", "queued"):
        removal.close()
    if stage == "queued":
        removal.queue()
    with nothing_moves(coop), refuses("GovernorUnableToCancel", proposalId=1, account=GUARDIAN):
        removal.cancel(by=GUARDIAN)
    if stage == "queued":
        removal.execute(by=MALLORY)
        assert coop.governor.guardian() == ETH


def test_the_guardian_cannot_get_in_first_with_the_same_removal(coop: Cooperative) -> None:
    """It might propose its own removal to be able to take it back: it may not take it back."""
    coop.mint(GUARDIAN, 100 * TOKEN)
    coop.chain.advance(1)
    removal = coop.propose(GUARDIAN, [coop.governor.set_guardian(ETH, 0)], "No guardian")
    with nothing_moves(coop), refuses("GovernorUnableToCancel", proposalId=1, account=GUARDIAN):
        removal.cancel()


def test_the_deployer_can_do_nothing_after_hand_over(coop: Cooperative) -> None:
    access, timelock = coop.access, coop.timelock
    admin = timelock.default_admin_role()
    forbidden: list[Call] = [
        coop.token.mint(DEPLOYER, 1),
        coop.token.set_mint_cap(1),
        coop.membership.admit(DEPLOYER, 1),
        coop.membership.expel(ALICE),
        coop.treasury.pay(ETH, DEPLOYER, 1),
        coop.treasury.set_cap(DEPLOYER, ETH, 1),
        coop.vault.set_levy(0),
        coop.vault.list_asset(coop.token.address),
        coop.vault.open_work(9, ORIGIN, [DEPLOYER], [1_000_000]),
        coop.registry.void_registration(1, NOBODY),
        coop.token.set_authority(access.address),
    ]
    for call in forbidden:
        with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=DEPLOYER):
            call.send(DEPLOYER)
    as_admin: list[Call] = [
        access.grant_role(0, DEPLOYER, 0),
        access.revoke_role(0, timelock.address),
        access.set_target_function_role(coop.token.address, [coop.token.mint(DEPLOYER, 1).data[:4]], 1),
        access.set_target_closed(coop.token.address, True),
        access.update_authority(coop.token.address, coop.vault.address),
    ]
    for call in as_admin:
        with (
            nothing_moves(coop),
            refuses("AccessManagerUnauthorizedAccount", msgsender=DEPLOYER, roleId=0),
        ):
            call.send(DEPLOYER)
    for role in (admin, timelock.proposer_role()):
        with (
            nothing_moves(coop),
            refuses("AccessControlUnauthorizedAccount", account=DEPLOYER, neededRole=admin),
        ):
            timelock.grant_role(role, DEPLOYER).send(DEPLOYER)


def test_an_operator_can_do_only_what_it_was_appointed_for(coop: Cooperative) -> None:
    for call in (
        coop.token.set_mint_cap(2**200),
        coop.membership.expel(ALICE),
        coop.treasury.pay(ETH, OPERATOR, 1),
        coop.vault.set_levy(0),
    ):
        with nothing_moves(coop, OPERATOR), refuses("AccessManagedUnauthorized", caller=OPERATOR):
            call.send(OPERATOR)
    for role in (1, 3):  # it holds them, and may not pass them on
        with (
            nothing_moves(coop),
            refuses("AccessManagerUnauthorizedAccount", msgsender=OPERATOR, roleId=0),
        ):
            coop.access.grant_role(role, MALLORY, 0).send(OPERATOR)


def test_a_spender_does_not_get_around_its_cap_through_the_access_manager(coop: Cooperative) -> None:
    """`execute` makes the manager the caller; the manager has no cap of its own."""
    coop.chain.send(BUYER, coop.treasury.address, b"", TOKEN)
    decree(coop, coop.access.grant_role(5, BOB, 0))
    decree(coop, coop.treasury.set_cap(BOB, ETH, 10))
    pay = coop.treasury.pay(ETH, BOB, 11)
    operands = {"asset": ETH, "amount": 11}
    with nothing_moves(coop), refuses("Treasury_CapExceeded", spender=BOB, **operands, remaining=10):
        pay.send(BOB)
    manager = coop.access.address
    with nothing_moves(coop), refuses("Treasury_CapExceeded", spender=manager, **operands, remaining=0):
        coop.access.execute(coop.treasury.address, pay.data).send(BOB)


def test_a_timelock_of_one_s_own_commands_nothing(coop: Cooperative) -> None:
    mine = CoopTimelock.deploy(coop.chain, MALLORY, 0, MALLORY)
    for role in (mine.proposer_role(), mine.executor_role()):
        mine.grant_role(role, MALLORY).send(MALLORY)
    gift = coop.token.mint(MALLORY, TOKEN)
    one = (gift.to, 0, gift.data, NO_BYTES, NO_BYTES)
    mine.schedule(*one, 0).send(MALLORY)
    with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=mine.address):
        mine.execute(*one).send(MALLORY)
