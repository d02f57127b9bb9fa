"""A guardian may cancel while its mandate lasts, and nothing else."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopGovernor
from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAY,
    GUARDIAN,
    MALLORY,
    NOBODY,
    TOKEN,
    adopt,
    enact,
    only,
    propose_as_written,
    refuses,
)

CANCELED, QUEUED = ProposalState.CANCELED, ProposalState.QUEUED
MANDATE = 180 * DAY


def test_the_charter_appoints_it_for_a_time(coop: Cooperative) -> None:
    governor = coop.governor
    (appointed,) = governor.events(CoopGovernor.GuardianSet)
    assert (appointed.old_guardian, appointed.new_guardian) == (NOBODY, GUARDIAN)
    assert appointed.mandate_end == governor.guardian_mandate_end()
    assert governor.guardian() == GUARDIAN
    assert governor.max_mandate() == 730 * DAY


@pytest.mark.parametrize("stage", ["pending", "active", "succeeded", "queued"])
def test_it_cancels_at_any_stage_before_execution(coop: Cooperative, stage: str) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(3_000)], "A heavy levy")
    if stage != "pending":
        proposal.open().vote(ALICE, Support.FOR)
    if stage in ("succeeded", "queued"):
        proposal.close()
    if stage == "queued":
        proposal.queue()
    receipt = proposal.cancel(by=GUARDIAN)
    assert coop.governor.decode(receipt, CoopGovernor.ProposalCanceled)[0].proposal_id == proposal.id
    assert proposal.state == CANCELED
    coop.chain.advance(10 * DAY)
    operands = {"proposalId": 1, "current": CANCELED, "expectedStates": only(QUEUED)}
    with refuses("GovernorUnexpectedProposalState", **operands):
        proposal.execute()
    assert coop.vault.levy_bps() == 500


def test_what_is_done_is_done(coop: Cooperative) -> None:
    proposal = enact(coop, coop.vault.set_levy(700))
    everything_else = (0b11111111 ^ 0b11000100).to_bytes(32, "big")
    operands = {"proposalId": 1, "current": ProposalState.EXECUTED, "expectedStates": everything_else}
    with refuses("GovernorUnexpectedProposalState", **operands):
        proposal.cancel(by=GUARDIAN)


def test_its_power_ends_with_its_mandate(coop: Cooperative) -> None:
    end = coop.governor.guardian_mandate_end()
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    coop.chain.advance(end - coop.chain.now())
    assert coop.governor.guardian() == GUARDIAN  # in its last second still
    coop.chain.advance(1)
    assert coop.governor.guardian() == NOBODY
    with refuses("GovernorUnableToCancel", proposalId=1, account=GUARDIAN):
        proposal.cancel(by=GUARDIAN)


def test_without_a_guardian_nobody_has_its_power(coop: Cooperative) -> None:
    enact(coop, coop.governor.set_guardian(NOBODY, 12345))
    assert (coop.governor.guardian(), coop.governor.guardian_mandate_end()) == (NOBODY, 0)
    proposal = adopt(coop, coop.vault.set_levy(1))
    for somebody in (GUARDIAN, ALICE, MALLORY, NOBODY):
        with refuses("GovernorUnableToCancel", proposalId=proposal.id, account=somebody):
            proposal.cancel(by=somebody)
    proposal.execute()


def test_governance_replaces_it_against_its_will(coop: Cooperative) -> None:
    governor = coop.governor
    end = coop.chain.now() + 300 * DAY
    proposal = adopt(coop, governor.set_guardian(BOB, end), title="Bob guards us")
    assert governor.only_replaces_guardian(proposal.id)
    with refuses("GovernorUnableToCancel", proposalId=1, account=GUARDIAN):
        proposal.cancel(by=GUARDIAN)
    proposal.execute()
    assert (governor.guardian(), governor.guardian_mandate_end()) == (BOB, end)
    other = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    with refuses("GovernorUnableToCancel", proposalId=2, account=GUARDIAN):
        other.cancel(by=GUARDIAN)
    other.cancel(by=BOB)


def test_removal_cannot_hide_another_act_from_it(coop: Cooperative) -> None:
    calls = [coop.governor.set_guardian(NOBODY, 0), coop.token.mint(MALLORY, 1_000 * TOKEN)]
    proposal = adopt(coop, *calls, title="Away with the guardian, and a gift")
    assert not coop.governor.only_replaces_guardian(proposal.id)
    proposal.cancel(by=GUARDIAN)
    assert proposal.state == CANCELED


def test_another_contract_s_set_guardian_is_not_meant(coop: Cooperative) -> None:
    call = coop.governor.set_guardian(NOBODY, 0)
    receipt = coop.governor.propose([coop.token.address], [0], [call.data], "Somewhere else").send(ALICE)
    number = coop.governor.decode(receipt, CoopGovernor.ProposalNumbered)[0].proposal_id
    assert not coop.governor.only_replaces_guardian(number)


def test_it_cannot_take_back_its_own_proposal_to_replace_it(coop: Cooperative) -> None:
    coop.mint(GUARDIAN, 100 * TOKEN)
    coop.chain.advance(1)
    proposal = coop.propose(GUARDIAN, [coop.governor.set_guardian(CAROL, 2**40)], "I resign")
    with refuses("GovernorUnableToCancel", proposalId=1, account=GUARDIAN):
        proposal.cancel()


def test_a_mandate_has_a_longest_length(coop: Cooperative) -> None:
    proposal = adopt(coop, coop.governor.set_guardian(BOB, 2**48 - 1), title="Bob for ever")
    coop.chain.advance(2 * DAY)
    with refuses("CoopGovernor_MandateTooLong", mandateEnd=2**48 - 1, latest=coop.chain.now() + 730 * DAY):
        proposal.execute()
    assert coop.governor.guardian() == GUARDIAN


def test_a_guardian_that_proposes_cancels_like_a_guardian(coop: Cooperative) -> None:
    coop.mint(GUARDIAN, 100 * TOKEN)
    coop.chain.advance(1)
    number = propose_as_written(coop, GUARDIAN, [coop.vault.set_levy(1)], "Levy 1")
    assert number == 1
    proposal = coop.propose(GUARDIAN, [coop.vault.set_levy(2)], "Levy 2").open()
    proposal.cancel()
    assert proposal.state == CANCELED
