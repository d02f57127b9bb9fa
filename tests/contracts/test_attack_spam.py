"""A spam of proposals at the threshold, and look-alikes: what they cost with a bond, and nothing without."""

from __future__ import annotations

import pytest

from dao_sim.bindings import CoopGovernor, CoopToken, ProposalBond, TargetBinding
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAY,
    DEPLOYER,
    GUARDIAN,
    MALLORY,
    TOKEN,
    mock_token,
    refuses,
)
from tests.contracts.rules import Assembly, assemble
from tests.contracts.test_options import content
from tests.contracts.yesno import token_rule

BOND = 10 * TOKEN
THRESHOLD = 50 * TOKEN


def house(coop: Cooperative, *, bonded: bool = True) -> tuple[Assembly, ProposalBond | None]:
    """Mallory holds the threshold and one bond more. Everybody who is to propose approves."""
    coop.mint(MALLORY, THRESHOLD + BOND)
    bond = None
    if bonded:
        bond = ProposalBond.create(coop.chain, DEPLOYER, coop.token.address, BOND, coop.treasury.address)
        for proposer in (ALICE, MALLORY):
            coop.token.approve(bond.address, 2**255).send(proposer)
    meeting = assemble(
        coop, token_rule(coop, 2_000), threshold=THRESHOLD, guards=(bond.address,) if bond else ()
    )
    coop.chain.advance(1)
    return meeting, bond


def spam(meeting: Assembly, count: int) -> int:
    """How many of so many proposals Mallory gets through, one a second."""
    made = 0
    for number in range(count):
        meeting.chain.advance(1)
        made += _proposes(meeting, f"Levy 1, draft {number}", level=2_999 if number == 7 else 1)
    return made


def _proposes(meeting: Assembly, text: str, level: int) -> bool:
    try:
        meeting.propose(MALLORY, meeting.coop.vault.set_levy(level), text=text)
    except Reverted as refusal:
        return refusal.name not in ("ERC20InsufficientBalance", "GovernorInsufficientProposerVotes")
    return True


def test_ten_look_alikes_of_which_one_is_hostile(coop: Cooperative) -> None:
    """Who is to vote on ten drafts of one levy reads the first. Without a bond they cost nothing."""
    unbonded, _ = house(coop, bonded=False)
    assert spam(unbonded, 10) == 10
    assert coop.token.balance_of(MALLORY) == THRESHOLD + BOND


def test_a_spammer_runs_out_of_bonds_and_loses_them(coop: Cooperative) -> None:
    meeting, bond = house(coop)
    assert bond is not None
    assert spam(meeting, 10) == 2  # after the second bond she is below the threshold
    assert coop.token.balance_of(bond.address) == 2 * BOND
    before = coop.token.balance_of(coop.treasury.address)
    for number in (1, 2):
        with refuses("ProposalBond_StillLive", proposalId=number):
            bond.release(number).send(ALICE)
    meeting.close(2)
    for number in (1, 2):
        bond.release(number).send(ALICE)
    assert coop.token.balance_of(coop.treasury.address) == before + 2 * BOND
    assert coop.token.balance_of(bond.address) == 0
    with refuses("ProposalBond_NothingLocked", proposalId=1):
        bond.release(1).send(ALICE)


def test_a_bond_returns_when_the_quorum_was_reached_and_when_it_was_executed(coop: Cooperative) -> None:
    meeting, bond = house(coop)
    assert bond is not None
    before = coop.token.balance_of(ALICE)
    adopted = meeting.propose(ALICE, coop.token.approve(ALICE, 1), text="Adopted")
    rejected = meeting.propose(ALICE, coop.token.approve(ALICE, 2), text="Rejected")
    assert coop.token.balance_of(ALICE) == before - 2 * BOND
    meeting.open(adopted)
    meeting.governor.cast_vote(adopted, Support.FOR).send(ALICE)
    meeting.governor.cast_vote(rejected, Support.ABSTAIN).send(BOB)
    meeting.governor.cast_vote(rejected, Support.AGAINST).send(CAROL)
    assert meeting.close(adopted) == ProposalState.SUCCEEDED
    assert meeting.governor.state(rejected) == ProposalState.DEFEATED
    bond.release(rejected).send(MALLORY)
    with refuses("ProposalBond_StillLive", proposalId=adopted):
        bond.release(adopted).send(MALLORY)
    action = content([[coop.token.approve(ALICE, 1)]], "Adopted")
    meeting.governor.queue(*action).send(ALICE)
    coop.chain.advance(2 * DAY + 1)
    meeting.governor.execute(*action).send(ALICE)
    bond.release(adopted).send(MALLORY)
    assert coop.token.balance_of(ALICE) == before


def test_an_adopted_proposal_that_nobody_executes_returns_it_in_the_end(coop: Cooperative) -> None:
    meeting, bond = house(coop)
    assert bond is not None
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    meeting.governor.cast_vote(number, Support.FOR).send(ALICE)
    meeting.close(number)
    with refuses("ProposalBond_StillLive", proposalId=number):
        bond.release(number).send(ALICE)
    coop.chain.advance(bond.patience())
    bond.release(number).send(ALICE)
    assert bond.bonded_by(number) == "0x" + 40 * "0"


@pytest.mark.parametrize("by", [ALICE, GUARDIAN], ids=["proposer", "guardian"])
def test_a_bond_is_lost_if_the_guardian_cancels(coop: Cooperative, by: str) -> None:
    meeting, bond = house(coop)
    assert bond is not None
    constitution = coop.timelock.address
    end = coop.chain.now() + 30 * DAY
    meeting.governor.set_guardian(GUARDIAN, end).send(constitution)
    before = coop.token.balance_of(ALICE)
    number = meeting.propose(ALICE, coop.vault.set_levy(1), text="Cancelled")
    cancel = meeting.governor.cancel(*content([[coop.vault.set_levy(1)]], "Cancelled"))
    cancel.send(ALICE if by == ALICE else GUARDIAN)
    bond.release(number).send(BOB)
    assert coop.token.balance_of(ALICE) == before - (0 if by == ALICE else BOND)
    assert (bond.token(), bond.amount(), bond.treasury()) == (
        coop.token.address,
        BOND,
        coop.treasury.address,
    )


def test_a_guardian_that_cancels_its_own_proposal_loses_its_bond_like_any_other(coop: Cooperative) -> None:
    meeting, bond = house(coop)
    assert bond is not None
    meeting.governor.set_guardian(ALICE, coop.chain.now() + 30 * DAY).send(coop.timelock.address)
    before = coop.token.balance_of(ALICE)
    number = meeting.propose(ALICE, coop.vault.set_levy(1), text="Cancelled")
    meeting.open(number)
    meeting.governor.cancel(*content([[coop.vault.set_levy(1)]], "Cancelled")).send(ALICE)
    bond.release(number).send(BOB)
    assert coop.token.balance_of(ALICE) == before - BOND


def test_a_token_with_a_fee_is_no_bond(coop: Cooperative) -> None:
    fee = mock_token(coop.chain, "FeeToken", 100)
    bond = ProposalBond.create(coop.chain, DEPLOYER, fee.address, BOND, coop.treasury.address)
    CoopToken(coop.chain, fee.address).mint(ALICE, 2 * BOND).send(ALICE)
    fee.approve(bond.address, BOND).send(ALICE)
    meeting = assemble(coop, token_rule(coop), guards=(bond.address,))
    with refuses("ProposalBond_NotWhole", amount=BOND, arrived=BOND * 99 // 100):
        meeting.propose(ALICE, coop.vault.set_levy(1))
    with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
        bond.on_cancel(1, MALLORY).send(MALLORY)
    assert CoopGovernor(coop.chain, meeting.governor.address).guards() == (bond.address,)


def test_several_guards_are_all_told_and_any_may_refuse(coop: Cooperative) -> None:
    bond = ProposalBond.create(coop.chain, DEPLOYER, coop.token.address, BOND, coop.treasury.address)
    binding = TargetBinding.create(coop.chain, DEPLOYER)
    guards = (binding.address, bond.address)
    meeting = assemble(coop, token_rule(coop), guards=guards)
    assert meeting.governor.guards() == guards
    unpaid = {"spender": bond.address, "allowance": 0, "needed": BOND}
    with refuses("ERC20InsufficientAllowance", **unpaid):
        meeting.propose(ALICE, coop.vault.set_levy(1))
    coop.token.approve(bond.address, BOND).send(ALICE)
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    assert bond.bonded_by(number) == ALICE
    assert any(binding.code_hash_of(number, coop.vault.address))
