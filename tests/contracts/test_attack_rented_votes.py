"""Renting votes for one block around the snapshot: without the defence it decides, with it it does nothing.

As with the votes borrowed for MakerDAO's executive vote of October 2020, and Beanstalk's emergency commit of
April 2022.
"""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, MALLORY, TOKEN
from tests.contracts.rules import Assembly, assemble
from tests.contracts.yesno import switched, token_rule


def rent_at_the_snapshot(coop: Cooperative, house: Assembly, number: int) -> None:
    """Bob and Carol lend all they have just before the snapshot, and have it back right after it."""
    lent = {BOB: 600 * TOKEN, CAROL: 400 * TOKEN}
    coop.chain.advance(house.governor.proposal_snapshot(number) - coop.chain.now() - 10)
    for lender, amount in lent.items():
        coop.token.transfer(MALLORY, amount).send(lender)
    coop.chain.advance(12)
    for lender, amount in lent.items():
        coop.token.transfer(lender, amount).send(MALLORY)


@pytest.mark.parametrize("defended", [False, True], ids=["undefended", "defended"])
def test_votes_rented_around_the_snapshot(coop: Cooperative, defended: bool) -> None:
    coop.token.transfer(BOB, 1).send(ALICE)
    rule = token_rule(coop, 400, switched(rented_votes=defended))
    house = assemble(coop, rule)
    assert rule.watches_proposals() is defended
    number = house.propose(ALICE, coop.vault.set_levy(1))
    rent_at_the_snapshot(coop, house, number)
    assert coop.token.balance_of(MALLORY) == 0
    house.governor.cast_vote(number, Support.FOR).send(MALLORY)
    house.governor.cast_vote(number, Support.AGAINST).send(ALICE)
    stolen = 0 if defended else 1_000 * TOKEN
    assert rule.tally(number) == (1_000 * TOKEN - 1, stolen, 0)
    assert house.close(number) == (ProposalState.DEFEATED if defended else ProposalState.SUCCEEDED)


def test_votes_rented_in_the_block_of_the_proposal_weigh_nothing_either(coop: Cooperative) -> None:
    house = assemble(coop, token_rule(coop, 400, switched(rented_votes=True)))
    coop.token.transfer(MALLORY, 600 * TOKEN).send(BOB)
    number = house.propose(MALLORY, coop.vault.set_levy(1))
    coop.token.transfer(BOB, 600 * TOKEN).send(MALLORY)
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(MALLORY)
    assert tuple(house.governor.proposal_votes(number)) == (0, 0, 0)
