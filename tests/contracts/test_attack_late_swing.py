"""A swing in the last second: with the extension the others can answer, and nobody can go on for ever."""

from __future__ import annotations

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, TOKEN, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import switched, token_rule

EXTENSION = DAY


def last_second(coop: Cooperative, extensions: int) -> tuple[Assembly, int, int]:
    """Bob is for a measure, and Alice turns it in the last second. Returns the deadline before she does."""
    meeting = assemble(coop, token_rule(coop, 100), late_quorum=EXTENSION, swing_extensions=extensions)
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    meeting.governor.cast_vote(number, Support.FOR).send(BOB)
    deadline = meeting.governor.proposal_deadline(number)
    coop.chain.advance(deadline - coop.chain.now())
    meeting.governor.cast_vote(number, Support.AGAINST).send(ALICE)
    return meeting, number, deadline


def test_without_the_extension_the_last_second_decides(coop: Cooperative) -> None:
    coop.mint(DAVE, 500 * TOKEN)
    meeting, number, deadline = last_second(coop, extensions=0)
    assert meeting.governor.proposal_deadline(number) == deadline
    coop.chain.advance(1)
    late = {"proposalId": number, "current": ProposalState.DEFEATED, "expectedStates": bytes(31) + b"\x02"}
    with refuses("GovernorUnexpectedProposalState", **late):
        meeting.governor.cast_vote(number, Support.FOR).send(CAROL)


def test_with_it_the_others_can_answer(coop: Cooperative) -> None:
    coop.mint(DAVE, 500 * TOKEN)
    coop.chain.advance(1)
    meeting, number, deadline = last_second(coop, extensions=3)
    assert meeting.governor.proposal_deadline(number) == deadline + EXTENSION
    for voter in (CAROL, DAVE):
        coop.chain.advance(60)
        meeting.governor.cast_vote(number, Support.FOR).send(voter)
    assert meeting.close(number) == ProposalState.SUCCEEDED


def test_a_vote_that_turns_nothing_extends_nothing(coop: Cooperative) -> None:
    meeting, number, deadline = last_second(coop, extensions=3)
    extended = meeting.governor.proposal_deadline(number)
    assert extended == deadline + EXTENSION
    coop.chain.advance(EXTENSION - 1)
    meeting.governor.cast_vote(number, Support.AGAINST).send(CAROL)
    assert meeting.governor.proposal_deadline(number) == extended


def test_nobody_turns_it_for_ever(coop: Cooperative) -> None:
    """Two who change their minds in turn: after three extensions it is over."""
    rule = token_rule(coop, 100, switched(vote_change=True))
    meeting = assemble(coop, rule, late_quorum=EXTENSION, swing_extensions=3)
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    meeting.governor.cast_vote(number, Support.FOR).send(BOB)
    first = meeting.governor.proposal_deadline(number)
    for turn in range(6):
        if (wait := meeting.governor.proposal_deadline(number) - coop.chain.now()) > 0:
            coop.chain.advance(wait)
        side = Support.AGAINST if turn % 2 == 0 else Support.FOR
        meeting.governor.cast_vote(number, side).send(ALICE)
    assert meeting.governor.proposal_deadline(number) == first + 3 * EXTENSION
    coop.chain.advance(1)
    assert meeting.governor.state(number) == ProposalState.SUCCEEDED


def test_a_swing_well_before_the_deadline_is_an_ordinary_vote(coop: Cooperative) -> None:
    meeting = assemble(coop, token_rule(coop, 100), late_quorum=EXTENSION, swing_extensions=3)
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    before = meeting.governor.proposal_deadline(number)
    meeting.governor.cast_vote(number, Support.FOR).send(BOB)
    meeting.governor.cast_vote(number, Support.AGAINST).send(ALICE)
    assert meeting.governor.proposal_deadline(number) == before
