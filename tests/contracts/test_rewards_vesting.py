"""Awards: they vest, vote, and stay their owner's."""

from __future__ import annotations

from dao_sim.bindings import CoopToken, VestingAward
from dao_sim.coop import Cooperative
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    ERIN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    mock,
    refuses,
)
from tests.contracts.rewards import EVIDENCE, REWARDER, TEXT, accepted, award_of, rewards, submitted
from tests.contracts.splits import parts


def past(coop: Cooperative) -> int:
    coop.chain.advance(1)
    return coop.chain.now() - 1


def test_nothing_before_the_cliff_then_in_proportion_to_the_second(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    _, award = accepted(made)
    start, before = award.start(), token.balance_of(ALICE)
    coop.chain.advance(30 * DAY - 1)
    assert award.releasable_with_token(token.address) == 0
    award.release_with_token(token.address).send(MALLORY)
    assert token.balance_of(ALICE) == before
    coop.chain.advance(1)
    assert award.releasable_with_token(token.address) == 10 * TOKEN
    award.release_with_token(token.address).send(MALLORY)
    assert token.balance_of(ALICE) - before == 10 * TOKEN == award.released_with_token(token.address)
    coop.chain.advance(45 * DAY + 1)
    earned = 120 * TOKEN * (75 * DAY + 1) // (360 * DAY)
    assert award.vested_amount_with_token(token.address, start + 75 * DAY + 1) == earned
    assert award.releasable_with_token(token.address) == earned - 10 * TOKEN
    coop.chain.advance(start + 360 * DAY - coop.chain.now())
    award.release_with_token(token.address).send(ERIN)
    assert (token.balance_of(ALICE) - before, token.balance_of(award.address)) == (120 * TOKEN, 0)


def test_without_a_duration_everything_is_there_at_once(coop: Cooperative) -> None:
    _, award = accepted(rewards(coop), TEXT)
    assert award.releasable_with_token(coop.token.address) == 50 * TOKEN


def test_unvested_tokens_vote_with_their_owner_and_are_counted_once(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    votes, supply = token.get_votes(ALICE), token.votable_supply()
    _, award = accepted(made)
    assert token.delegates(award.address) == ALICE
    assert (token.get_votes(ALICE) - votes, token.get_votes(award.address)) == (120 * TOKEN, 0)
    assert token.votable_supply() - supply == 120 * TOKEN
    then = past(coop)
    coop.chain.advance(30 * DAY)
    award.release_with_token(token.address).send(MALLORY)  # moves tokens, and no votes
    assert token.get_votes(ALICE) == token.get_past_votes(ALICE, then) == votes + 120 * TOKEN
    assert token.votable_supply() == supply + 120 * TOKEN


def test_what_is_minted_later_votes_with_the_owner_too(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    decree(coop, token.set_mint_cap(0))
    number, award = accepted(made)
    votes = token.get_votes(ALICE)
    decree(coop, token.set_mint_cap(1_000 * TOKEN))
    made.mint(number).send(MALLORY)
    assert (token.get_votes(ALICE) - votes, token.get_votes(award.address)) == (120 * TOKEN, 0)


def test_the_owner_delegates_an_award_and_takes_it_back(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    _, award = accepted(made)
    own, before = token.get_votes(ALICE), token.get_votes(BOB)
    award.delegate(BOB).send(ALICE)
    assert (own - token.get_votes(ALICE), token.get_votes(BOB) - before) == (120 * TOKEN, 120 * TOKEN)
    coop.chain.advance(1)
    award.delegate(NOBODY).send(ALICE)
    assert (token.get_votes(ALICE), token.get_votes(BOB)) == (own, before)
    with refuses("VestingAward_InvalidDelegate", delegatee=award.address):
        award.delegate(award.address).send(ALICE)
    for stranger in (BOB, MALLORY, made.address, coop.timelock.address):
        with refuses("OwnableUnauthorizedAccount", account=stranger):
            award.delegate(stranger).send(stranger)
    assert token.delegates(award.address) == ALICE


def test_an_award_is_shared_out_over_several_delegates(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    _, award = accepted(made)
    before = token.get_votes(BOB), token.get_votes(CAROL)
    shares = parts({BOB: 7_500, CAROL: 2_500})
    token.create_split(shares).send(MALLORY)
    award.delegate(token.split_address(shares)).send(ALICE)
    assert token.get_votes(BOB) - before[0] == 90 * TOKEN
    assert token.get_votes(CAROL) - before[1] == 30 * TOKEN


def test_an_award_is_neither_sold_nor_given_up(coop: Cooperative) -> None:
    _, award = accepted(rewards(coop))
    for call in (award.transfer_ownership(MALLORY), award.renounce_ownership()):
        with refuses("VestingAward_NotTransferable", owner=ALICE):
            call.send(ALICE)
        with refuses("OwnableUnauthorizedAccount", account=MALLORY):
            call.send(MALLORY)
    assert award.owner() == ALICE


def test_an_excluded_contributor_earns_tokens_without_votes(coop: Cooperative) -> None:
    """It cannot be delegated to; neither acceptance nor release fails by that."""
    made, token = rewards(coop), coop.token
    number = submitted(made, by=BOB)
    decree(coop, token.set_excluded(BOB, True))
    made.accept(number, 10_000).send(REWARDER)
    award = award_of(made, number)
    assert (token.get_votes(BOB), token.balance_of(award.address)) == (0, 120 * TOKEN)
    with refuses("VestingAward_Excluded", owner=BOB):
        award.delegate(NOBODY).send(BOB)
    coop.chain.advance(360 * DAY)
    award.release_with_token(token.address).send(MALLORY)
    assert token.balance_of(BOB) == 720 * TOKEN
    decree(coop, token.set_excluded(BOB, False))
    award.delegate(NOBODY).send(BOB)
    assert token.delegates(award.address) == BOB


def test_an_excluded_contributor_gives_its_votes_to_nobody_else(coop: Cooperative) -> None:
    """Excluded before the acceptance or after, until it is not excluded any more."""
    made, token = rewards(coop), coop.token
    _, early = accepted(made, by=BOB)
    number = submitted(made, by=BOB)
    decree(coop, token.set_excluded(BOB, True))
    made.accept(number, 10_000).send(REWARDER)
    votes = token.get_votes(CAROL)
    for award in (early, award_of(made, number)):
        with refuses("VestingAward_Excluded", owner=BOB):
            award.delegate(CAROL).send(BOB)
    assert token.get_votes(CAROL) == votes
    decree(coop, token.set_excluded(BOB, False))
    early.delegate(CAROL).send(BOB)
    assert token.get_votes(CAROL) == votes + 120 * TOKEN


def test_ether_that_somebody_sends_vests_too(coop: Cooperative) -> None:
    _, award = accepted(rewards(coop))
    coop.chain.send(MALLORY, award.address, value=360)
    coop.chain.advance(90 * DAY)
    assert (award.releasable(), award.vested_amount(award.start() + 180 * DAY)) == (90, 180)
    before = coop.chain.balance(ALICE)
    award.release().send(MALLORY)
    assert (award.released(), coop.chain.balance(ALICE) - before) == (90, 90)


def test_a_hostile_token_harms_nothing_but_itself(coop: Cooperative) -> None:
    """Released while it is being released, it is early, with itself, and goes to the owner all the same."""
    _, award = accepted(rewards(coop))
    bad = mock(coop.chain, "ReentrantToken")
    token = CoopToken(coop.chain, bad.address)
    token.mint(award.address, 360).send(MALLORY)
    coop.chain.advance(90 * DAY)
    again = award.release_with_token(bad.address)
    bad.write("arm(address,bytes,bool)", award.address, again.data, True).send(MALLORY)
    again.send(MALLORY)
    assert token.balance_of(ALICE) == award.released_with_token(bad.address) > 90
    assert token.balance_of(ALICE) + token.balance_of(award.address) == 360
    assert coop.token.balance_of(award.address) == 120 * TOKEN
    assert award.releasable_with_token(coop.token.address) == 30 * TOKEN


def test_a_contributor_that_takes_no_ether_has_its_tokens(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    actor = mock(coop.chain, "Actor")
    decree(coop, coop.membership.admit(actor.address, 1))
    work = made.submit(TEXT, EVIDENCE, "")
    actor.write("act(address,bytes)", made.address, work.data).send(MALLORY)
    made.accept(1, 10_000).send(REWARDER)
    award, theft = award_of(made, 1), token.mint(MALLORY, 1)
    actor.write("arm(address,bytes,bool)", token.address, theft.data, True).send(MALLORY)
    coop.chain.send(MALLORY, award.address, value=7)
    with refuses("AccessManagedUnauthorized", caller=actor.address):
        award.release().send(DAVE)
    award.release_with_token(token.address).send(DAVE)
    assert token.balance_of(actor.address) == 50 * TOKEN


def test_an_award_of_its_own_needs_a_schedule_and_an_owner(coop: Cooperative) -> None:
    """What the contract of rewards never asks for."""
    with refuses("InvalidCliffDuration", cliffSeconds=2, durationSeconds=1):
        VestingAward.deploy(coop.chain, DEPLOYER, coop.token.address, ALICE, 0, 2, 1)
    with refuses("OwnableInvalidOwner", owner=NOBODY):
        VestingAward.deploy(coop.chain, DEPLOYER, coop.token.address, NOBODY, 0, 0, 0)
