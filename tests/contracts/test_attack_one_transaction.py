"""A loan of one transaction that proposes, votes and carries out: Beanstalk, April 2022."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.errors import Reverted
from dao_sim.units import ETH, ProposalState, Support
from tests.contracts.exits import endow
from tests.contracts.kit import ALICE, BOB, MALLORY, TOKEN, decree, mock, only
from tests.contracts.rules import assemble
from tests.contracts.yesno import token_rule

LOAN = 1_000 * TOKEN
"""Alice's tokens, half of all that there are, which she lends for a transaction."""


@pytest.mark.parametrize("defended", [True, False], ids=["defended", "present votes, at once"])
def test_what_is_borrowed_proposes_votes_and_pays_itself(coop: Cooperative, defended: bool) -> None:
    """Even without a voting delay, votes are weighed at a second that is past before any is cast."""
    endow(coop, 40 * TOKEN)
    thief = mock(coop.chain, "FlashBorrower")
    coop.token.approve(thief.address, LOAN).send(ALICE)
    theft = coop.treasury.pay(ETH, MALLORY, 40 * TOKEN)
    if defended:
        governor = assemble(coop, token_rule(coop, 400), delay=0).governor
        content = [theft.to], [0], [theft.data]
        calls = [
            governor.propose(*content, "Mine"),
            governor.cast_vote(1, Support.FOR),
            governor.queue(*content, bytes(keccak(text="Mine"))),
        ]
        targets, data = [call.to for call in calls], [call.data for call in calls]
    else:
        instant = mock(coop.chain, "InstantGovernor", coop.token.address, LOAN)
        decree(coop, coop.access.grant_role(int(Role.SPENDER), instant.address, 0))
        decree(coop, coop.treasury.set_cap(instant.address, ETH, 40 * TOKEN))
        acts = [instant.write(f"{name}(address,bytes)", theft.to, theft.data) for name in ("vote", "execute")]
        targets, data = [call.to for call in acts], [call.data for call in acts]
    act = thief.write(
        "act(address,address,uint256,address[],bytes[])", coop.token.address, ALICE, LOAN, targets, data
    )
    before = coop.chain.balance(MALLORY)
    if defended:
        with pytest.raises(Reverted) as refusal:
            act.send(BOB)
        assert (
            only(ProposalState.ACTIVE) in refusal.value.raw
        )  # the vote is pending, and would have to be active
        assert coop.chain.balance(coop.treasury.address) == 40 * TOKEN
    else:
        act.send(BOB)
        assert coop.chain.balance(MALLORY) == before + 40 * TOKEN
    assert coop.token.balance_of(ALICE) == LOAN


def test_what_was_borrowed_to_propose_weighs_nothing_when_it_is_voted_on(coop: Cooperative) -> None:
    thief = mock(coop.chain, "FlashBorrower")
    coop.token.approve(thief.address, 2 * LOAN).send(ALICE)
    house = assemble(coop, token_rule(coop, 400), delay=0)
    call = coop.vault.set_levy(1)
    proposed = house.governor.propose([call.to], [0], [call.data], "Mine")
    given = (coop.token.address, ALICE, LOAN, [proposed.to], [proposed.data])
    thief.write("act(address,address,uint256,address[],bytes[])", *given).send(BOB)
    coop.chain.advance(1)
    vote = house.governor.cast_vote(1, Support.FOR)
    given = (coop.token.address, ALICE, LOAN, [vote.to], [vote.data])
    thief.write("act(address,address,uint256,address[],bytes[])", *given).send(BOB)
    assert house.rule.tally(1) == (0, 0, 0)
