"""Votes that count without a transaction, in the token and in the membership alike."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import Call, CoopToken, Membership
from dao_sim.coop import Cooperative
from dao_sim.units import Address, MemberClass
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, MALLORY, NOBODY, OPERATOR, TOKEN, refuses
from tests.contracts.signing import delegation

Votes = CoopToken | Membership
Act = tuple[Address, Call]


@pytest.fixture(params=["token", "membership"])
def votes(coop: Cooperative, request: pytest.FixtureRequest) -> Votes:
    """Each of the two, in turn."""
    found: Votes = getattr(coop, request.param)
    return found


def _units(votes: Votes, account: Address) -> int:
    return votes.balance_of(account)


def _every_unit_counts_once(votes: Votes, *people: Address) -> None:
    """Each one's votes are the units of those it speaks for; all votes together are all units."""
    for someone in people:
        trusted_by = [other for other in people if votes.delegates(other) == someone]
        assert votes.get_votes(someone) == sum(_units(votes, other) for other in trusted_by)
    assert sum(map(votes.get_votes, people)) == sum(_units(votes, person) for person in people)


def test_who_never_delegated_votes_for_itself(coop: Cooperative, votes: Votes) -> None:
    for founder in (ALICE, BOB, CAROL):
        assert votes.delegates(founder) == founder
        assert votes.get_votes(founder) == _units(votes, founder) > 0
    assert votes.delegates(MALLORY) == MALLORY
    assert votes.get_votes(MALLORY) == 0
    assert votes.delegates(NOBODY) == NOBODY
    coop.chain.advance(1)
    then = coop.chain.now() - 1
    assert votes.get_past_delegate(ALICE, then) == ALICE
    assert votes.get_past_votes(ALICE, then) == _units(votes, ALICE)


def test_delegating_to_nobody_means_oneself(votes: Votes) -> None:
    receipt = votes.delegate(NOBODY).send(ALICE)
    (changed,) = votes.decode(receipt, votes.DelegateChanged)
    assert list(changed.arguments.values()) == [ALICE, ALICE, ALICE]
    assert votes.decode(receipt, votes.DelegateVotesChanged) == []
    assert votes.get_votes(ALICE) == _units(votes, ALICE)
    votes.delegate(BOB).send(ALICE)
    assert (votes.get_votes(ALICE), votes.get_votes(BOB)) == (0, _units(votes, ALICE) + _units(votes, BOB))
    votes.delegate(NOBODY).send(ALICE)
    assert votes.delegates(ALICE) == ALICE
    assert votes.get_votes(ALICE) == _units(votes, ALICE)
    assert votes.get_votes(BOB) == _units(votes, BOB)


def test_the_first_delegation_moves_what_is_held_and_no_more(votes: Votes) -> None:
    receipt = votes.delegate(CAROL).send(ALICE)
    mine, hers = _units(votes, ALICE), _units(votes, CAROL)
    moved = votes.decode(receipt, votes.DelegateVotesChanged)
    changes = [list(change.arguments.values()) for change in moved]
    assert changes == [[ALICE, mine, 0], [CAROL, hers, hers + mine]]
    _every_unit_counts_once(votes, ALICE, BOB, CAROL)


def test_votes_are_passed_on_once_and_not_further(votes: Votes) -> None:
    votes.delegate(BOB).send(ALICE)
    votes.delegate(CAROL).send(BOB)
    assert votes.get_votes(BOB) == _units(votes, ALICE)
    assert votes.get_votes(CAROL) == _units(votes, BOB) + _units(votes, CAROL)
    _every_unit_counts_once(votes, ALICE, BOB, CAROL)


def test_past_delegates_are_remembered_with_the_same_default(coop: Cooperative, votes: Votes) -> None:
    chain, moments = coop.chain, []
    for delegatee in (BOB, NOBODY, CAROL):
        moments.append(chain.now())
        chain.advance(10)
        votes.delegate(delegatee).send(ALICE)
    moments.append(chain.now())
    chain.advance(1)
    assert [votes.get_past_delegate(ALICE, moment) for moment in moments] == [ALICE, BOB, ALICE, CAROL]
    everything, own = _units(votes, ALICE), _units(votes, BOB)
    assert [votes.get_past_votes(ALICE, moment) for moment in moments] == [everything, 0, everything, 0]
    assert [votes.get_past_votes(BOB, moment) for moment in moments] == [own, own + everything, own, own]
    with refuses("ERC5805FutureLookup", timepoint=chain.now(), clock=chain.now()):
        votes.get_past_delegate(ALICE, chain.now())


@pytest.fixture
def sofia(coop: Cooperative) -> LocalAccount:
    """A member and holder whose key we have."""
    signer: LocalAccount = Account.from_key(keccak(text="sofia"))
    coop.admit(Address(signer.address), MemberClass.CREATOR)
    coop.mint(Address(signer.address), 10 * TOKEN)
    return signer


def test_a_delegation_by_signature(coop: Cooperative, votes: Votes, sofia: LocalAccount) -> None:
    holder, expiry = Address(sofia.address), coop.chain.now() + 60
    before = votes.get_votes(BOB)
    votes.delegate_by_sig(BOB, 0, expiry, *delegation(sofia, votes, BOB, 0, expiry)).send(MALLORY)
    assert votes.delegates(holder) == BOB
    assert votes.get_votes(BOB) == before + _units(votes, holder)
    assert votes.nonces(holder) == 1
    back = delegation(sofia, votes, NOBODY, 1, expiry)
    votes.delegate_by_sig(NOBODY, 1, expiry, *back).send(MALLORY)
    assert votes.delegates(holder) == holder
    assert votes.get_votes(holder) == _units(votes, holder)
    _every_unit_counts_once(votes, ALICE, BOB, CAROL, holder)


def test_a_delegation_by_signature_is_good_once_and_not_for_ever(
    coop: Cooperative, votes: Votes, sofia: LocalAccount
) -> None:
    holder, expiry = Address(sofia.address), coop.chain.now() + 60
    call = votes.delegate_by_sig(BOB, 0, expiry, *delegation(sofia, votes, BOB, 0, expiry))
    call.send(MALLORY)
    with refuses("InvalidAccountNonce", account=holder, currentNonce=1):
        call.send(MALLORY)
    late = votes.delegate_by_sig(CAROL, 1, expiry, *delegation(sofia, votes, CAROL, 1, expiry))
    coop.chain.advance(61)
    with refuses("VotesExpiredSignature", expiry=expiry):
        late.send(MALLORY)
    assert votes.delegates(holder) == BOB


def _after_every_order(
    coop: Cooperative, votes: Votes, acts: Callable[[], list[Act]], people: tuple[Address, ...]
) -> int:
    """Tries every sequence of three acts, none of which may revert. Returns how many sequences it tried."""
    orders = list(product(acts(), repeat=3))
    for order in orders:
        start = coop.chain.checkpoint()
        for sender, call in order:
            call.send(sender)
        _every_unit_counts_once(votes, *people)
        coop.chain.restore(start)
    return len(orders)


def test_transfers_after_every_order_of_delegations(coop: Cooperative) -> None:
    token = coop.token

    def acts() -> list[Act]:
        delegations = [
            (holder, token.delegate(to)) for holder in (ALICE, BOB) for to in (NOBODY, ALICE, BOB, DAVE)
        ]
        transfers = [
            (ALICE, token.transfer(BOB, 7)),
            (BOB, token.transfer(ALICE, 600 * TOKEN // 3)),
            (ALICE, token.transfer(DAVE, 333 * TOKEN)),
        ]
        return [*delegations, *transfers, (ALICE, token.burn(5)), (OPERATOR, token.mint(BOB, 3))]

    assert _after_every_order(coop, token, acts, (ALICE, BOB, CAROL, DAVE)) == 13**3


def test_leaving_and_joining_after_every_order_of_delegations(coop: Cooperative) -> None:
    membership = coop.membership
    coop.mint(DAVE, 1)

    def acts() -> list[Act]:
        return [(who, membership.delegate(to)) for who in (ALICE, BOB) for to in (NOBODY, ALICE, BOB, DAVE)]

    people = (ALICE, BOB, CAROL, DAVE)
    for first, second in product(acts(), repeat=2):
        start = coop.chain.checkpoint()
        for sender, call in (first, second, (ALICE, membership.resign())):
            call.send(sender)
        _every_unit_counts_once(membership, *people)
        coop.admit(ALICE, MemberClass.PATRON)
        _every_unit_counts_once(membership, *people)
        membership.resign().send(BOB)
        _every_unit_counts_once(membership, *people)
        coop.chain.restore(start)
