"""Several options, each with actions of its own: only the winner's are queued and executed."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import ApprovalRule, Call, RankedRule
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import Address, MemberClass, ProposalState
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, ERIN, MALLORY, decree, only, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import member_rule

NO_CHANGE, FIRST, SECOND = 1, 2, 4
"""Approvals, a bit each."""
ONLY_SUCCEEDED = only(ProposalState.SUCCEEDED)


def meeting_of(
    coop: Cooperative, kind: type[ApprovalRule] | type[RankedRule], quorum: int = 5_000
) -> Assembly:
    """A governor whose timelock may set the levy; members weigh one each."""
    members = coop.membership.address
    more = (False,) if kind is ApprovalRule else ()
    rule = kind.create(coop.chain, MALLORY, coop.access.address, quorum, members, members, *more)
    meeting = assemble(coop, rule, threshold=1)
    decree(coop, coop.access.grant_role(int(Role.ROYALTY_STEWARD), meeting.timelock.address, 0))
    return meeting


def levies(coop: Cooperative, *levels: int) -> list[list[Call]]:
    """One option per levy. The second has two actions, so that ranges matter."""
    options = [[coop.vault.set_levy(level)] for level in levels]
    options[1].insert(0, coop.vault.list_asset(coop.token.address))
    return options


def content(options: list[list[Call]], text: str) -> tuple[list[Address], list[int], list[bytes], bytes]:
    """All options' actions, as `queue` and `execute` want them."""
    calls = [call for option in options for call in option]
    hashed = bytes(keccak(text=text))
    return [call.to for call in calls], [0] * len(calls), [call.data for call in calls], hashed


def carry_out(meeting: Assembly, options: list[list[Call]], text: str = "A choice") -> None:
    meeting.governor.queue(*content(options, text)).send(ALICE)
    meeting.chain.advance(2 * DAY + 1)
    meeting.governor.execute(*content(options, text)).send(ALICE)


def test_the_most_approved_option_alone_is_executed(coop: Cooperative) -> None:
    meeting, options = meeting_of(coop, ApprovalRule), levies(coop, 100, 200, 300)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    for voter, approved in ((ALICE, FIRST | SECOND), (BOB, SECOND), (CAROL, NO_CHANGE | SECOND)):
        meeting.governor.cast_vote(number, approved).send(voter)
    assert meeting.rule.tally(number) == (1, 1, 3, 0)
    assert meeting.close(number) == ProposalState.SUCCEEDED
    carry_out(meeting, options)
    assert meeting.governor.state(number) == ProposalState.EXECUTED
    assert coop.vault.levy_bps() == 200
    assert coop.vault.is_listed(coop.token.address)


@pytest.mark.parametrize(("winner", "levy"), [(1, 100), (3, 300)], ids=["first", "last"])
def test_the_first_and_the_last_option_are_found_too(coop: Cooperative, winner: int, levy: int) -> None:
    meeting, options = meeting_of(coop, RankedRule), levies(coop, 100, 200, 300)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    for voter in (ALICE, BOB):
        vote = meeting.governor.cast_vote_with_reason_and_params(number, 0, "", bytes([winner, 0]))
        vote.send(voter)
    assert meeting.close(number) == ProposalState.SUCCEEDED
    carry_out(meeting, options)
    assert coop.vault.levy_bps() == levy
    assert not coop.vault.is_listed(coop.token.address)


def test_votes_move_on_when_their_first_choice_is_out(coop: Cooperative) -> None:
    meeting, options = meeting_of(coop, RankedRule), levies(coop, 100, 200)
    for newcomer in (DAVE, ERIN):
        coop.admit(newcomer, MemberClass.PATRON)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    for voter, ranking in ((ALICE, [1]), (BOB, [1]), (CAROL, [2]), (DAVE, [2]), (ERIN, [0, 2])):
        meeting.governor.cast_vote_with_reason_and_params(number, 0, "", bytes(ranking)).send(voter)
    assert meeting.rule.tally(number) == (1, 2, 2)  # of which the one listed first would win
    assert meeting.rule.outcome(number) == 2  # but no change is out, and Erin's ballot moves on
    assert [ranking.weight for ranking in meeting.rule.rankings(number)] == [2, 2, 1]


def test_no_change_wins_outright_and_nothing_is_queued(coop: Cooperative) -> None:
    meeting, options = meeting_of(coop, RankedRule), levies(coop, 100, 200)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    for voter, ranking in ((ALICE, [0]), (BOB, [0, 1]), (CAROL, [2])):
        meeting.governor.cast_vote_with_reason_and_params(number, 0, "", bytes(ranking)).send(voter)
    assert meeting.close(number) == ProposalState.DEFEATED
    for wait in (0, 30 * DAY):
        meeting.chain.advance(wait + 1)
        refused = {"proposalId": number, "current": ProposalState.DEFEATED, "expectedStates": ONLY_SUCCEEDED}
        with refuses("GovernorUnexpectedProposalState", **refused):
            meeting.governor.queue(*content(options, "A choice")).send(ALICE)


def test_a_tie_is_no_change_and_stays_it(coop: Cooperative) -> None:
    meeting, options = meeting_of(coop, ApprovalRule), levies(coop, 100, 200)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    meeting.governor.cast_vote(number, SECOND).send(ALICE)
    meeting.governor.cast_vote(number, NO_CHANGE).send(BOB)
    assert meeting.close(number) == ProposalState.DEFEATED
    late = {"proposalId": number, "current": ProposalState.DEFEATED, "expectedStates": bytes(31) + b"\x02"}
    with refuses("GovernorUnexpectedProposalState", **late):
        meeting.governor.cast_vote(number, SECOND).send(CAROL)
    meeting.chain.advance(30 * DAY)
    assert meeting.governor.state(number) == ProposalState.DEFEATED


def test_too_few_voters_decide_nothing(coop: Cooperative) -> None:
    meeting, options = meeting_of(coop, ApprovalRule, quorum=6_700), levies(coop, 100, 200)
    number = meeting.propose_options(ALICE, *options)
    meeting.open(number)
    assert meeting.governor.quorum(meeting.governor.proposal_snapshot(number)) == 2
    meeting.governor.cast_vote(number, SECOND).send(ALICE)
    assert not meeting.rule.quorum_reached(number)
    assert meeting.close(number) == ProposalState.DEFEATED


def test_a_plain_measure_is_one_option(coop: Cooperative) -> None:
    meeting = meeting_of(coop, ApprovalRule)
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    assert meeting.rule.options(number) == 2
    assert tuple(meeting.governor.proposal_votes(99)) == (0, 0, 0)
    assert meeting.rule.watches_proposals()
    meeting.open(number)
    meeting.governor.cast_vote(number, FIRST).send(ALICE)
    meeting.governor.cast_vote(number, FIRST | NO_CHANGE).send(BOB)
    assert tuple(meeting.governor.proposal_votes(number)) == (1, 2, 0)
    assert meeting.close(number) == ProposalState.SUCCEEDED


def test_options_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    meeting = meeting_of(coop, ApprovalRule)
    call = coop.vault.set_levy(1)
    for counts, actions in (([], 0), ([1, 0], 1), ([1, 1], 1), ([1], 2), ([200, 100], 300), ([1] * 33, 33)):
        parts = [call.to] * actions, [0] * actions, [call.data] * actions
        proposal = meeting.governor.propose_options(counts, *parts, "Odd")
        with refuses("CoopGovernor_InvalidOptions", options=len(counts), actions=actions):
            proposal.send(ALICE)
    with refuses("VotingRule_TooManyOptions", options=8, maximum=7):
        meeting.propose_options(ALICE, *[[call]] * 8)


def test_a_yes_no_rule_has_one_option(coop: Cooperative) -> None:
    meeting = assemble(coop, member_rule(coop, 5_000))
    with refuses("VotingRule_TooManyOptions", options=2, maximum=1):
        meeting.propose_options(ALICE, *[[coop.vault.set_levy(1)]] * 2)
    assert not meeting.rule.watches_proposals()
