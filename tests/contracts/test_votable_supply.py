"""Excluded accounts: their tokens have no votes and are in no quorum, from the next snapshot on."""

from __future__ import annotations

from random import Random

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import Address, ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    OPERATOR,
    TOKEN,
    decree,
    enact,
    nothing_moves,
    refuses,
)
from tests.contracts.rules import assemble
from tests.contracts.splits import parts
from tests.contracts.yesno import token_rule


def exclude(coop: Cooperative, *accounts: Address) -> None:
    for account in accounts:
        decree(coop, coop.token.set_excluded(account, True))


def past(coop: Cooperative) -> int:
    coop.chain.advance(1)
    return coop.chain.now() - 1


def test_the_treasury_is_excluded_from_the_start(coop: Cooperative) -> None:
    token, treasury = coop.token, coop.treasury.address
    assert token.is_excluded(treasury)
    assert not token.is_excluded(ALICE)
    token.transfer(treasury, 300 * TOKEN).send(ALICE)
    then = past(coop)
    assert (token.balance_of(treasury), token.get_votes(treasury)) == (300 * TOKEN, 0)
    assert token.total_supply() == 2_000 * TOKEN
    assert token.votable_supply() == token.get_past_total_supply(then) == 1_700 * TOKEN
    assert token.get_past_excluded(then) == 300 * TOKEN
    assert coop.rule.quorum(then) == 1_700 * TOKEN * 400 // 10_000


def test_a_vote_excludes_and_readmits(coop: Cooperative) -> None:
    token = coop.token
    before = past(coop)
    enact(coop, token.set_excluded(BOB, True), title="An exchange's wallet")
    assert token.is_excluded(BOB)
    during = past(coop)
    assert (token.get_votes(BOB), token.votable_supply()) == (0, 1_400 * TOKEN)
    token.transfer(CAROL, 100 * TOKEN).send(BOB)  # who is excluded still owns its tokens
    token.transfer(BOB, 50 * TOKEN).send(ALICE)
    assert [token.get_votes(who) // TOKEN for who in (ALICE, BOB, CAROL)] == [950, 0, 500]
    assert token.votable_supply() == 1_450 * TOKEN
    receipt = decree(coop, token.set_excluded(BOB, False))
    (said,) = token.decode(receipt, token.ExclusionSet)
    assert (said.account, said.excluded) == (BOB, False)
    after = past(coop)
    assert token.get_votes(BOB) == 550 * TOKEN
    assert [token.get_past_votes(BOB, at) // TOKEN for at in (before, during, after)] == [600, 0, 550]
    assert [token.get_past_balance_of(BOB, at) // TOKEN for at in (before, during, after)] == [600, 0, 550]
    assert [token.get_past_total_supply(at) // TOKEN for at in (before, during, after)] == [2000, 1400, 2000]
    assert [token.get_past_excluded(at) // TOKEN for at in (before, during, after)] == [0, 600, 0]


def test_a_change_of_the_list_touches_no_vote_whose_snapshot_is_past(coop: Cooperative) -> None:
    house = assemble(coop, token_rule(coop, 3_000))
    first = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(first)
    quorum = house.rule.quorum(house.governor.proposal_snapshot(first))
    exclude(coop, BOB)
    coop.chain.advance(1)
    house.governor.cast_vote(first, Support.FOR).send(BOB)
    assert house.rule.tally(first)[Support.FOR] == 600 * TOKEN
    assert house.rule.quorum(house.governor.proposal_snapshot(first)) == quorum == 600 * TOKEN
    assert house.close(first) == ProposalState.SUCCEEDED
    second = house.propose(ALICE, coop.vault.set_levy(2))
    house.open(second)
    house.governor.cast_vote(second, Support.FOR).send(BOB)
    assert house.rule.tally(second)[Support.FOR] == 0
    assert house.rule.quorum(house.governor.proposal_snapshot(second)) == 420 * TOKEN


def test_an_excluded_account_neither_delegates_nor_votes_with_what_was_delegated_to_it(
    coop: Cooperative,
) -> None:
    token = coop.token
    token.delegate(BOB).send(CAROL)
    token.delegate(DAVE).send(BOB)
    then = past(coop)
    exclude(coop, BOB)
    assert [token.get_votes(who) for who in (BOB, DAVE)] == [0, 0]
    assert token.get_past_votes(BOB, then) == 400 * TOKEN
    with nothing_moves(coop), refuses("CoopToken_Excluded", account=BOB):
        token.delegate(ERIN).send(BOB)
    with refuses("CoopToken_Excluded", account=BOB):
        token.delegate_split(parts({DAVE: 5_000, ERIN: 5_000})).send(BOB)
    with nothing_moves(coop), refuses("CoopToken_Excluded", account=BOB):
        token.delegate(BOB).send(ALICE)
    shared = parts({BOB: 5_000, ERIN: 5_000})
    with nothing_moves(coop), refuses("CoopToken_Excluded", account=BOB):
        token.delegate_split(shared).send(ALICE)
    token.delegate(NOBODY).send(CAROL)  # what was delegated before comes back
    assert token.get_votes(CAROL) == 400 * TOKEN
    decree(coop, token.set_excluded(BOB, False))
    assert [token.get_votes(who) // TOKEN for who in (BOB, DAVE)] == [0, 600]


def test_only_the_steward_excludes_and_only_what_is_not_yet(coop: Cooperative) -> None:
    token = coop.token
    for somebody in (MALLORY, ALICE, GUARDIAN, OPERATOR):
        with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=somebody):
            token.set_excluded(BOB, True).send(somebody)
    exclude(coop, BOB)
    for account, excluded in ((BOB, True), (ALICE, False), (NOBODY, True)):
        with nothing_moves(coop), refuses("CoopToken_InvalidExclusion", account=account, excluded=excluded):
            decree(coop, token.set_excluded(account, excluded))


def test_tokens_minted_to_and_burned_by_excluded_accounts_were_never_votes(coop: Cooperative) -> None:
    token = coop.token
    exclude(coop, BOB, CAROL)
    coop.mint(BOB, 10 * TOKEN)
    token.burn(5 * TOKEN).send(BOB)
    token.transfer(CAROL, 5 * TOKEN).send(BOB)
    then = past(coop)
    assert token.get_past_excluded(then) == 1_005 * TOKEN
    assert token.votable_supply() == 1_000 * TOKEN == token.total_supply() - 1_005 * TOKEN


@pytest.mark.parametrize("excluded", [False, True], ids=["counted", "excluded"])
def test_what_the_treasury_holds_keeps_no_quorum_out_of_reach(coop: Cooperative, excluded: bool) -> None:
    """A co-op that bought most of its tokens back could never decide again, were they in the quorum."""
    if not excluded:
        decree(coop, coop.token.set_excluded(coop.treasury.address, False))
    for holder, amount in ((ALICE, 950), (BOB, 550), (CAROL, 400)):
        coop.token.transfer(coop.treasury.address, amount * TOKEN).send(holder)
    coop.chain.advance(1)
    house = assemble(coop, token_rule(coop, 1_000))
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    for voter in (ALICE, BOB):
        house.governor.cast_vote(number, Support.FOR).send(voter)
    assert house.close(number) == (ProposalState.SUCCEEDED if excluded else ProposalState.DEFEATED)


def test_random_lives_keep_votable_and_excluded_apart(coop: Cooperative) -> None:
    rng, token = Random(7), coop.token
    people = (ALICE, BOB, CAROL, DAVE, ERIN)
    for _ in range(400):
        who, other = rng.sample(people, 2)
        match rng.randrange(4):
            case 0:
                decree(coop, token.set_excluded(who, not token.is_excluded(who)))
            case 1 | 2:
                token.transfer(other, token.balance_of(who) // rng.choice((1, 2, 7))).send(who)
            case 3:
                coop.mint(who, 1)
        out = sum(token.balance_of(person) for person in people if token.is_excluded(person))
        then = past(coop)
        assert token.get_past_excluded(then) == out
        assert token.votable_supply() == token.total_supply() - out
        votes = sum(token.get_votes(person) for person in people)
        assert votes == token.votable_supply()
