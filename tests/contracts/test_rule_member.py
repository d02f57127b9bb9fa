"""One member, one vote: whoever has most tokens is one of many."""

from __future__ import annotations

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, TOKEN
from tests.contracts.rules import assemble
from tests.contracts.yesno import member_rule


def test_two_members_outvote_the_one_who_holds_half_of_the_tokens(coop: Cooperative) -> None:
    house = assemble(coop, member_rule(coop, 5_000), threshold=1)
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    for voter in (BOB, CAROL):
        house.governor.cast_vote(number, Support.AGAINST).send(voter)
    assert tuple(house.governor.proposal_votes(number)) == (2, 1, 0)
    assert house.close(number) == ProposalState.DEFEATED


def test_who_holds_tokens_but_is_no_member_weighs_nothing(coop: Cooperative) -> None:
    coop.mint(MALLORY, 5_000 * TOKEN)
    coop.chain.advance(1)
    house = assemble(coop, member_rule(coop, 5_000))
    assert house.rule.weight_of(MALLORY, coop.chain.now() - 1) == 0
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(MALLORY)
    assert tuple(house.governor.proposal_votes(number)) == (0, 0, 0)


def test_the_quorum_counts_members(coop: Cooperative) -> None:
    house = assemble(coop, member_rule(coop, 6_700))  # of three members: two, rounded down
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    assert house.governor.quorum(house.governor.proposal_snapshot(number)) == 2
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert not house.rule.quorum_reached(number)
    house.governor.cast_vote(number, Support.ABSTAIN).send(BOB)
    assert house.rule.quorum_reached(number)
    assert house.close(number) == ProposalState.SUCCEEDED
