"""Proposals: who may make them, how they are numbered, and what becomes of them."""

from __future__ import annotations

from dao_sim.bindings import CoopGovernor
from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support, Wei
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAVE,
    DAY,
    MALLORY,
    READY,
    TOKEN,
    adopt,
    content_of,
    enact,
    only,
    propose_as_written,
    refuses,
    timelock_salt,
)

ACTIVE, DEFEATED, EXECUTED = ProposalState.ACTIVE, ProposalState.DEFEATED, ProposalState.EXECUTED
PENDING, QUEUED, SUCCEEDED = ProposalState.PENDING, ProposalState.QUEUED, ProposalState.SUCCEEDED
AGAINST, FOR, ABSTAIN = Support.AGAINST, Support.FOR, Support.ABSTAIN
EXECUTE = "execute(address[],uint256[],bytes[],bytes32)"


def test_the_charter_s_rules_are_in_force(coop: Cooperative) -> None:
    governor = coop.governor
    assert governor.name() == "Lumen Governor"
    assert governor.rule() == coop.rule.address
    assert coop.rule.read("votes()") == coop.token.address
    assert (governor.voting_delay(), governor.voting_period()) == (DAY, 5 * DAY)
    assert governor.proposal_threshold() == 100 * TOKEN
    assert coop.rule.quorum_bps() == 400
    assert governor.late_quorum_vote_extension() == DAY
    assert governor.counting_mode() == "support=bravo&quorum=for,abstain"
    assert (governor.clock(), governor.clock_mode()) == (coop.chain.now(), "mode=timestamp")
    assert governor.proposal_needs_queuing(1)


def test_a_proposal_lives_from_pending_to_executed(coop: Cooperative) -> None:
    raise_levy = coop.propose(ALICE, [coop.vault.set_levy(750)], "Raise the levy")
    start = coop.chain.now()
    assert (raise_levy.state, raise_levy.snapshot, raise_levy.deadline) == (
        PENDING,
        start + DAY,
        start + 6 * DAY,
    )
    raise_levy.open()
    assert raise_levy.state == ACTIVE
    raise_levy.vote(ALICE, FOR, reason="we need a studio")
    raise_levy.vote(BOB, AGAINST)
    raise_levy.vote(CAROL, ABSTAIN)
    assert coop.governor.has_voted(raise_levy.id, CAROL)
    assert raise_levy.tally == (600 * TOKEN, 1_000 * TOKEN, 400 * TOKEN)
    raise_levy.close()
    assert raise_levy.state == SUCCEEDED
    raise_levy.queue(by=MALLORY)  # anyone may move an adopted proposal on
    assert (raise_levy.state, raise_levy.eta) == (QUEUED, coop.chain.now() + 2 * DAY)
    assert coop.governor.proposal_eta(raise_levy.id) == raise_levy.eta
    assert coop.governor.proposal_deadline(raise_levy.id) == raise_levy.deadline
    assert coop.vault.levy_bps() == 500
    raise_levy.execute(by=MALLORY)
    assert raise_levy.state == EXECUTED
    assert coop.vault.levy_bps() == 750


def test_a_vote_s_reason_is_kept_in_its_event(coop: Cooperative) -> None:
    coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    receipt = coop.governor.cast_vote_with_reason(1, AGAINST, "too little").send(BOB)
    (cast,) = coop.governor.decode(receipt, CoopGovernor.VoteCast)
    assert (cast.voter, cast.support, cast.weight, cast.reason) == (BOB, AGAINST, 600 * TOKEN, "too little")


def test_it_can_do_several_things_or_none_at_all(coop: Cooperative) -> None:
    mint, levy = coop.token.mint(DAVE, 5), coop.vault.set_levy(100)
    enact(coop, mint, levy)
    assert (coop.token.balance_of(DAVE), coop.vault.levy_bps()) == (5, 100)
    half = adopt(coop, coop.vault.set_levy(200), coop.vault.set_levy(9_999), title="One of two fails")
    with refuses("RoyaltyVault_LevyTooHigh", levyBps=9_999, maximum=3_000):
        half.execute()
    assert (half.state, coop.vault.levy_bps()) == (QUEUED, 100)


def test_proposing_takes_the_threshold_a_second_before(coop: Cooperative) -> None:
    coop.mint(DAVE, 100 * TOKEN - 1)
    coop.chain.advance(1)
    threshold = 100 * TOKEN
    with refuses(
        "GovernorInsufficientProposerVotes", proposer=DAVE, votes=threshold - 1, threshold=threshold
    ):
        coop.propose(DAVE, [coop.vault.set_levy(0)], "No levy")
    coop.mint(DAVE, 1)
    with refuses(
        "GovernorInsufficientProposerVotes", proposer=DAVE, votes=threshold - 1, threshold=threshold
    ):
        coop.propose(DAVE, [coop.vault.set_levy(0)], "No levy")
    coop.chain.advance(1)
    assert coop.propose(DAVE, [coop.vault.set_levy(0)], "No levy").state == PENDING


def test_an_action_may_not_carry_ether(coop: Cooperative) -> None:
    targets, data = [BUYER, BUYER], [b"", b""]
    with refuses("CoopGovernor_ActionCarriesValue", index=1, value=5):
        coop.governor.propose(targets, [0, 5], data, "Pay").send(ALICE)


def test_a_proposal_needs_as_many_of_each_part(coop: Cooperative) -> None:
    with refuses("GovernorInvalidProposalLength", targets=1, calldatas=0, values=1):
        coop.governor.propose([BUYER], [0], [], "Nothing said").send(ALICE)
    with refuses("GovernorInvalidProposalLength", targets=0, calldatas=0, values=0):
        coop.governor.propose([], [], [], "Nothing done").send(ALICE)


def test_numbers_are_in_sequence_and_found_by_event(coop: Cooperative) -> None:
    governor = coop.governor
    numbers = [coop.propose(ALICE, [coop.vault.set_levy(bps)], f"Levy {bps}").id for bps in (1, 2)]
    numbers.append(coop.propose(BOB, [coop.vault.set_levy(3)], "Levy 3").id)
    assert numbers == [1, 2, 3]
    assert governor.latest_proposal_id() == 3
    content = content_of([coop.vault.set_levy(3)], f"Levy 3\n\n#proposer={BOB}")
    hashed = governor.hash_proposal(*content).to_bytes(32, "big")
    for filters in ({"proposal_id": 3}, {"proposer": BOB}, {"proposal_hash": hashed}):
        (found,) = governor.events(CoopGovernor.ProposalNumbered, **filters)
        assert (found.proposal_id, found.proposer, found.proposal_hash) == (3, BOB, hashed)
    assert governor.get_proposal_id(*content) == 3
    assert governor.proposal_proposer(3) == BOB
    (created,) = governor.events(CoopGovernor.ProposalCreated)[2:]
    assert (created.proposal_id, created.vote_start, created.description) == (
        3,
        governor.proposal_snapshot(3),
        f"Levy 3\n\n#proposer={BOB}",
    )


def test_what_was_never_proposed_has_no_number_and_no_state(coop: Cooperative) -> None:
    content = content_of([coop.vault.set_levy(3)], "never")
    with refuses("GovernorNonexistentProposal", proposalId=0):
        coop.governor.get_proposal_id(*content)
    for act in (coop.governor.queue, coop.governor.execute, coop.governor.cancel):
        with refuses("GovernorNonexistentProposal", proposalId=0):
            act(*content).send(ALICE)
    with refuses("GovernorNonexistentProposal", proposalId=7):
        coop.governor.state(7)
    with refuses("GovernorNonexistentProposal", proposalId=7):
        coop.governor.cast_vote(7, FOR).send(ALICE)


def test_a_failed_proposal_uses_up_no_number(coop: Cooperative) -> None:
    with refuses("CoopGovernor_ActionCarriesValue", index=0, value=1):
        coop.governor.propose([BUYER], [1], [b""], "Pay").send(ALICE)
    assert coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").id == 1


def test_waiting_in_the_timelock_cannot_be_skipped(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    proposal.vote(ALICE, FOR)
    proposal.close()
    content = content_of(proposal.actions, proposal.description)
    operands = {"proposalId": 1, "current": SUCCEEDED, "expectedStates": only(QUEUED)}
    with refuses("GovernorUnexpectedProposalState", **operands):
        coop.governor.execute(*content).send(ALICE)
    proposal.queue()
    coop.chain.advance(2 * DAY - 1)
    salt = timelock_salt(coop, content[3])
    operation = coop.timelock.hash_operation_batch(*content[:3], bytes(32), salt)
    ready = only(READY)
    with refuses("TimelockUnexpectedOperationState", operationId=operation, expectedStates=ready):
        coop.governor.execute(*content).send(ALICE)
    coop.chain.advance(1)
    coop.governor.execute(*content).send(ALICE)
    operands = {"proposalId": 1, "current": EXECUTED, "expectedStates": only(QUEUED)}
    with refuses("GovernorUnexpectedProposalState", **operands):
        coop.governor.execute(*content).send(ALICE)


def test_a_proposer_may_take_it_back_only_before_voting(coop: Cooperative) -> None:
    first = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    with refuses("GovernorUnableToCancel", proposalId=1, account=BOB):
        first.cancel(by=BOB)
    first.cancel()
    assert first.state == ProposalState.CANCELED
    second = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1 again").open()
    with refuses("GovernorUnableToCancel", proposalId=2, account=ALICE):
        second.cancel()


def test_the_same_proposal_cannot_be_made_twice(coop: Cooperative) -> None:
    calls = [coop.vault.set_levy(1)]
    propose_as_written(coop, ALICE, calls, "Levy 1")
    operands = {"proposalId": 1, "current": PENDING, "expectedStates": bytes(32)}
    with refuses("GovernorUnexpectedProposalState", **operands):
        propose_as_written(coop, BOB, calls, "Levy 1")


def test_the_governor_takes_no_money(coop: Cooperative) -> None:
    with refuses("GovernorDisabledDeposit"):
        coop.chain.send(BUYER, coop.governor.address, b"", 1)
    for call in (
        coop.governor.on_erc721_received(BUYER, BUYER, 1, b""),
        coop.governor.on_erc1155_received(BUYER, BUYER, 1, 1, b""),
        coop.governor.on_erc1155_batch_received(BUYER, BUYER, [1], [1], b""),
    ):
        with refuses("GovernorDisabledDeposit"):
            call.send(BUYER)
    proposal = adopt(coop, coop.vault.set_levy(1))
    coop.chain.advance(2 * DAY)
    content = content_of(proposal.actions, proposal.description)
    with refuses("CoopTimelock_HoldsNoMoney", **{"from": coop.governor.address, "amount": 9}):
        coop.governor.write(EXECUTE, *content, value=Wei(9)).send(ALICE)
    assert coop.chain.balance(coop.governor.address) == coop.chain.balance(coop.timelock.address) == 0
