"""Attacks on votes that really happened elsewhere: rented votes, front-run proposals, revived proposals."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    MALLORY,
    READY,
    TOKEN,
    adopt,
    content_of,
    enact,
    mock,
    nothing_moves,
    only,
    propose_as_written,
    refuses,
    set_quorum,
    timelock_salt,
)

CANCELED, DEFEATED, PENDING = ProposalState.CANCELED, ProposalState.DEFEATED, ProposalState.PENDING
ONLY_SUCCEEDED = only(ProposalState.SUCCEEDED)


def test_votes_bought_after_the_snapshot_weigh_nothing(coop: Cooperative) -> None:
    """Beanstalk, April 2022: a billion borrowed, voted with and returned in one transaction."""
    robbery = coop.propose(ALICE, [coop.token.mint(MALLORY, 10_000 * TOKEN)], "A gift").open()
    coop.token.transfer(MALLORY, 600 * TOKEN).send(BOB)
    coop.mint(MALLORY, 9_000 * TOKEN)
    robbery.vote(MALLORY, Support.FOR)
    assert robbery.tally == (0, 0, 0)
    robbery.vote(BOB, Support.AGAINST)  # who sold after the snapshot still votes with what it had
    assert robbery.tally == (600 * TOKEN, 0, 0)
    assert robbery.close().state == DEFEATED
    operands = {"proposalId": robbery.id, "current": DEFEATED, "expectedStates": ONLY_SUCCEEDED}
    with nothing_moves(coop), refuses("GovernorUnexpectedProposalState", **operands):
        robbery.queue(by=MALLORY)


def test_votes_rented_for_the_second_of_the_snapshot_are_counted_where_they_end_up(coop: Cooperative) -> None:
    """A flash loan in the snapshot's own second: given back in it, it never happened."""
    proposal = coop.propose(ALICE, [coop.token.mint(MALLORY, TOKEN)], "A gift")
    coop.chain.advance(proposal.snapshot - coop.chain.now())
    coop.token.transfer(MALLORY, 1_000 * TOKEN).send(ALICE)
    with refuses(
        "GovernorUnexpectedProposalState",
        proposalId=1,
        current=PENDING,
        expectedStates=only(ProposalState.ACTIVE),
    ):
        proposal.vote(MALLORY, Support.FOR)
    coop.token.transfer(ALICE, 1_000 * TOKEN).send(MALLORY)
    proposal.open()
    proposal.vote(MALLORY, Support.FOR)
    assert proposal.tally.for_ == 0
    proposal.vote(ALICE, Support.FOR)
    assert proposal.tally.for_ == 1_000 * TOKEN


def test_delegating_after_the_snapshot_moves_no_weight(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.token.mint(MALLORY, TOKEN)], "A gift").open()
    coop.token.delegate(MALLORY).send(BOB)
    proposal.vote(MALLORY, Support.FOR)
    proposal.vote(BOB, Support.AGAINST)
    assert proposal.tally == (600 * TOKEN, 0, 0)


def test_voting_passing_tokens_on_and_voting_again_adds_nothing(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.token.mint(MALLORY, TOKEN)], "A gift").open()
    before = coop.governor.proposal_votes(proposal.id)
    for voter, next_one in ((BOB, DAVE), (DAVE, MALLORY)):
        proposal.vote(voter, Support.FOR)
        coop.token.transfer(next_one, 600 * TOKEN).send(voter)
    proposal.vote(MALLORY, Support.FOR)
    assert proposal.tally.for_ == before.for_votes + 600 * TOKEN


def test_tokens_lent_for_the_threshold_must_be_held_before(coop: Cooperative) -> None:
    coop.token.transfer(MALLORY, 600 * TOKEN).send(BOB)
    threshold = 100 * TOKEN
    with (
        nothing_moves(coop),
        refuses("GovernorInsufficientProposerVotes", proposer=MALLORY, votes=0, threshold=threshold),
    ):
        coop.propose(MALLORY, [coop.token.mint(MALLORY, TOKEN)], "A gift")


def test_a_copied_proposal_is_refused_because_of_the_suffix(coop: Cooperative) -> None:
    coop.mint(MALLORY, 100 * TOKEN)
    coop.chain.advance(1)
    calls = [coop.vault.set_levy(100)]
    description = f"Lower the levy\n\n#proposer={ALICE}"
    with nothing_moves(coop), refuses("GovernorRestrictedProposer", proposer=MALLORY):
        propose_as_written(coop, MALLORY, calls, description)
    lower_case = f"Lower the levy\n\n#proposer={ALICE.lower()}"
    with nothing_moves(coop), refuses("GovernorRestrictedProposer", proposer=MALLORY):
        propose_as_written(coop, MALLORY, calls, lower_case)
    assert propose_as_written(coop, ALICE, calls, description) == 1
    assert coop.governor.proposal_proposer(1) == ALICE
    with nothing_moves(coop), refuses("GovernorUnableToCancel", proposalId=1, account=MALLORY):
        coop.governor.cancel(*content_of(calls, description)).send(MALLORY)


def test_without_the_suffix_a_proposal_can_be_copied_and_cancelled(coop: Cooperative) -> None:
    """What the suffix is for. The one who was copied proposes again, with it."""
    coop.mint(MALLORY, 100 * TOKEN)
    coop.chain.advance(1)
    calls, description = [coop.vault.set_levy(100)], "Lower the levy"
    assert propose_as_written(coop, MALLORY, calls, description) == 1
    coop.governor.cancel(*content_of(calls, description)).send(MALLORY)
    operands = {"proposalId": 1, "current": CANCELED, "expectedStates": bytes(32)}
    with nothing_moves(coop), refuses("GovernorUnexpectedProposalState", **operands):
        propose_as_written(coop, ALICE, calls, description)
    again = coop.propose(ALICE, calls, description).open()
    again.vote(ALICE, Support.FOR)
    again.close()
    again.queue()
    again.execute()
    assert coop.vault.levy_bps() == 100


def test_a_lower_quorum_revives_no_defeated_proposal(coop: Cooperative) -> None:
    """OpenZeppelin GHSA-xrc4-737v-9q75: the quorum of a proposal is that of its snapshot, for ever."""
    coop.token.transfer(MALLORY, 50 * TOKEN).send(BOB)
    coop.chain.advance(1)
    robbery = coop.propose(ALICE, [coop.token.mint(MALLORY, 10_000 * TOKEN)], "A gift").open()
    robbery.vote(MALLORY, Support.FOR)  # 50 of the 80 that it takes
    assert robbery.close().state == DEFEATED
    enact(coop, set_quorum(coop.rule, 100))  # 20 would do now
    coop.chain.advance(1)
    assert coop.governor.quorum(coop.chain.now() - 1) == 20 * TOKEN
    assert (robbery.quorum, robbery.state) == (80 * TOKEN, DEFEATED)
    operands = {"proposalId": robbery.id, "current": DEFEATED, "expectedStates": ONLY_SUCCEEDED}
    with nothing_moves(coop), refuses("GovernorUnexpectedProposalState", **operands):
        robbery.queue(by=MALLORY)


def test_burning_the_supply_revives_no_defeated_proposal(coop: Cooperative) -> None:
    robbery = coop.propose(ALICE, [coop.token.mint(MALLORY, TOKEN)], "A gift").open()
    coop.token.transfer(MALLORY, 60 * TOKEN).send(BOB)
    robbery.vote(MALLORY, Support.FOR)
    assert robbery.close().state == DEFEATED
    coop.token.burn(540 * TOKEN).send(BOB)
    coop.token.burn(1_000 * TOKEN).send(ALICE)
    coop.chain.advance(1)
    assert (robbery.quorum, robbery.state) == (80 * TOKEN, DEFEATED)


def test_a_quorum_reached_in_the_last_second_surprises_nobody(coop: Cooperative) -> None:
    robbery = coop.propose(ALICE, [coop.token.mint(MALLORY, TOKEN)], "A gift").open()
    coop.chain.advance(robbery.deadline - coop.chain.now())
    robbery.vote(BOB, Support.FOR)
    coop.chain.advance(DAY - 1)
    for guard in (ALICE, CAROL):
        robbery.vote(guard, Support.AGAINST)
    assert robbery.close().state == DEFEATED


@pytest.mark.parametrize("seconds", [0, 1, 2 * DAY - 1])
def test_what_was_adopted_is_not_executed_early(coop: Cooperative, seconds: int) -> None:
    gift = adopt(coop, coop.token.mint(MALLORY, TOKEN), title="A gift")
    if seconds:
        coop.chain.advance(seconds)
    content = content_of(gift.actions, gift.description)
    salt = timelock_salt(coop, content[3])
    operation = coop.timelock.hash_operation_batch(*content[:3], bytes(32), salt)
    ready = only(READY)
    with (
        nothing_moves(coop),
        refuses("TimelockUnexpectedOperationState", operationId=operation, expectedStates=ready),
    ):
        coop.governor.execute(*content).send(MALLORY)


def test_an_adopted_act_is_not_swapped_for_another(coop: Cooperative) -> None:
    grant = adopt(coop, coop.token.mint(DAVE, TOKEN), title="A grant for Dave")
    coop.chain.advance(2 * DAY)
    swapped = content_of([coop.token.mint(MALLORY, TOKEN)], grant.description)
    with nothing_moves(coop, DAVE), refuses("GovernorNonexistentProposal", proposalId=0):
        coop.governor.execute(*swapped).send(MALLORY)


def test_an_act_that_calls_back_cannot_run_another_proposal_s_privilege(coop: Cooperative) -> None:
    """What one proposal may change about the governor is not there for another's target to take."""
    trap = mock(coop.chain, "Actor")
    change = coop.governor.set_proposal_threshold(0)
    trap.write("arm(address,bytes,bool)", coop.governor.address, change.data, True).send(MALLORY)
    proposal = adopt(coop, trap.write("poke()"), change, title="Poke, then change")
    with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=trap.address):
        proposal.execute()
