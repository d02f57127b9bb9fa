"""Votes delegated to several at once: each unit has one delegate, whatever moves."""

from __future__ import annotations

from random import Random

import pytest
from eth_account import Account
from eth_utils.crypto import keccak

from dao_sim.bindings.generated.structs import Part
from dao_sim.coop import Cooperative
from dao_sim.units import Address
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    TOKEN,
    nothing_moves,
    refuses,
)
from tests.contracts.signing import delegation
from tests.contracts.splits import BPS, address_of, parts, shared_out

PEOPLE = (ALICE, BOB, CAROL, DAVE, ERIN, MALLORY)


def past(coop: Cooperative) -> int:
    """A moment that has just passed."""
    coop.chain.advance(1)
    return coop.chain.now() - 1


def test_votes_are_shared_out_and_the_split_is_the_delegate(coop: Cooperative) -> None:
    token, split = coop.token, parts({DAVE: 6_000, ERIN: 4_000})
    receipt = token.delegate_split(split).send(ALICE)
    (created,) = token.decode(receipt, token.SplitCreated)
    (changed,) = token.decode(receipt, token.DelegateChanged)
    address = address_of(split)
    assert (created.split, list(created.parts)) == (address, split)
    assert (changed.from_delegate, changed.to_delegate) == (ALICE, address)
    assert token.delegates(ALICE) == token.split_address(split) == address
    assert list(token.parts_of(address)) == split
    assert list(token.parts_of(DAVE)) == []
    assert [token.get_votes(who) // TOKEN for who in (ALICE, DAVE, ERIN)] == [0, 600, 400]
    assert token.get_votes(address) == 0
    at = past(coop)
    assert token.get_past_delegation(ALICE, at) == (
        tuple(part.delegatee for part in split),
        tuple(shared_out(split, 1_000 * TOKEN).values()),
    )
    assert token.get_past_delegation(BOB, at) == ((BOB,), (600 * TOKEN,))


def test_a_part_may_be_kept(coop: Cooperative) -> None:
    coop.token.delegate_split(parts({ALICE: 2_500, BOB: 7_500})).send(ALICE)
    assert [coop.token.get_votes(who) // TOKEN for who in (ALICE, BOB)] == [250, 1_350]


def test_no_unit_is_lost_where_shares_do_not_divide(coop: Cooperative) -> None:
    split = parts({DAVE: 3_333, ERIN: 3_333, MALLORY: 3_334})
    coop.token.delegate_split(split).send(ALICE)
    coop.token.transfer(BOB, 1_000 * TOKEN - 7).send(ALICE)
    first, *others = [part.delegatee for part in split]
    assert [coop.token.get_votes(who) for who in others] == [2, 2]
    assert coop.token.get_votes(first) == 3


def test_one_delegates_otherwise_and_back(coop: Cooperative) -> None:
    token = coop.token
    token.delegate_split(parts({DAVE: 5_000, ERIN: 5_000})).send(ALICE)
    token.delegate_split(parts({ERIN: 1_000, MALLORY: 9_000})).send(ALICE)
    assert [token.get_votes(who) // TOKEN for who in (DAVE, ERIN, MALLORY)] == [0, 100, 900]
    token.delegate(BOB).send(ALICE)
    assert [token.get_votes(who) // TOKEN for who in (BOB, ERIN, MALLORY)] == [1_600, 0, 0]
    token.delegate_split(parts({DAVE: 5_000, ERIN: 5_000})).send(ALICE)
    token.delegate(NOBODY).send(ALICE)
    assert [token.get_votes(who) // TOKEN for who in (ALICE, BOB, DAVE, ERIN)] == [1_000, 600, 0, 0]


def test_the_past_keeps_its_split(coop: Cooperative) -> None:
    token, split = coop.token, parts({DAVE: 5_000, ERIN: 5_000})
    token.delegate_split(split).send(ALICE)
    then = past(coop)
    coop.chain.advance(1)
    token.delegate(NOBODY).send(ALICE)
    token.transfer(BOB, 999 * TOKEN).send(ALICE)
    coop.chain.advance(1)
    assert token.get_past_delegate(ALICE, then) == address_of(split)
    assert dict(zip(*token.get_past_delegation(ALICE, then), strict=True)) == shared_out(split, 1_000 * TOKEN)
    assert token.get_past_votes(DAVE, then) == 500 * TOKEN


def test_a_split_is_delegated_to_by_signature_and_by_others(coop: Cooperative) -> None:
    token, split = coop.token, parts({DAVE: 5_000, ERIN: 5_000})
    key = Account.from_key(keccak(text="a signer"))
    signer = Address(key.address)
    token.transfer(signer, 10 * TOKEN).send(BOB)
    token.create_split(split).send(MALLORY)
    token.create_split(split).send(MALLORY)  # twice is once
    expiry = coop.chain.now() + 60
    signature = delegation(key, token, address_of(split), 0, expiry)
    token.delegate_by_sig(address_of(split), 0, expiry, *signature).send(MALLORY)
    token.delegate(address_of(split)).send(BOB)
    assert [token.get_votes(who) // TOKEN for who in (signer, BOB, DAVE, ERIN)] == [0, 0, 300, 300]


def test_one_split_delegates_to_an_account_that_split_too(coop: Cooperative) -> None:
    """Delegation is not transitive: who was given votes votes with them, whatever it does with its own."""
    token = coop.token
    token.delegate_split(parts({BOB: 5_000, CAROL: 5_000})).send(ALICE)
    token.delegate_split(parts({DAVE: 5_000, ERIN: 5_000})).send(BOB)
    assert [token.get_votes(who) // TOKEN for who in (BOB, CAROL, DAVE, ERIN)] == [500, 900, 300, 300]


@pytest.mark.parametrize(
    ("split", "error", "operands"),
    [
        ([], "SplitDelegation_InvalidCount", {"count": 0, "maximum": 8}),
        (
            [Part(Address(f"0x{i:040x}"), 1_000) for i in range(1, 11)],
            "SplitDelegation_InvalidCount",
            {"count": 10, "maximum": 8},
        ),
        ([Part(NOBODY, BPS)], "SplitDelegation_InvalidDelegate", {"delegatee": NOBODY}),
        ([Part(DAVE, 5_000), Part(DAVE, 5_000)], "SplitDelegation_InvalidDelegate", {"delegatee": DAVE}),
        (parts({DAVE: 5_000, ERIN: 5_000})[::-1], "SplitDelegation_InvalidDelegate", None),
        (parts({DAVE: 5_000, ERIN: 4_999}), "SplitDelegation_InvalidShares", {"sum": 9_999}),
        (parts({DAVE: 5_000, ERIN: 5_001}), "SplitDelegation_InvalidShares", {"sum": 10_001}),
        (parts({DAVE: 0, ERIN: BPS}), "SplitDelegation_InvalidShares", {"sum": 0}),
    ],
    ids=["none", "ten", "zero", "twice", "descending", "too little", "too much", "a share of nothing"],
)
def test_a_split_that_makes_no_sense_is_refused(
    coop: Cooperative, split: list[Part], error: str, operands: dict[str, object] | None
) -> None:
    wanted = {"delegatee": split[-1].delegatee} if operands is None else operands
    with nothing_moves(coop), refuses(error, **wanted):
        coop.token.delegate_split(split).send(ALICE)


def test_a_split_names_no_split(coop: Cooperative) -> None:
    inner = parts({DAVE: 5_000, ERIN: 5_000})
    coop.token.create_split(inner).send(ALICE)
    with refuses("SplitDelegation_InvalidDelegate", delegatee=address_of(inner)):
        coop.token.create_split([Part(address_of(inner), BPS)]).send(ALICE)


def test_nobody_delegates_to_a_split_before_it_is_made(coop: Cooperative) -> None:
    """Else making it later would take from its delegates votes that they never got."""
    split = parts({BOB: BPS})
    with nothing_moves(coop), refuses("SplitDelegation_InvalidDelegate", delegatee=address_of(split)):
        coop.token.delegate(address_of(split)).send(ALICE)
    nested = [Part(address_of(split), BPS)]
    with refuses("SplitDelegation_InvalidDelegate", delegatee=address_of(split)):
        coop.token.create_split(nested).send(ALICE)


def test_a_split_holds_nothing(coop: Cooperative) -> None:
    split = parts({BOB: BPS})
    for made in (False, True):
        if made:
            coop.token.create_split(split).send(ALICE)
        with nothing_moves(coop), refuses("SplitDelegation_InvalidHolder", holder=address_of(split)):
            coop.token.transfer(address_of(split), 1).send(ALICE)
        with refuses("SplitDelegation_InvalidHolder", holder=address_of(split)):
            coop.mint(address_of(split), 1)


def test_random_lives_count_every_unit_once(coop: Cooperative) -> None:
    """A plain model of who delegates how; after every step, everybody's votes are what it says."""
    rng, token = Random(4), coop.token
    chosen: dict[Address, list[Part]] = {}
    held = {who: token.balance_of(who) for who in PEOPLE}
    for _ in range(600):
        who, other = rng.sample(PEOPLE, 2)
        match rng.randrange(5):
            case 0:
                token.delegate(other).send(who)
                chosen[who] = [Part(other, BPS)]
            case 1 | 2:
                delegates = rng.sample((*PEOPLE, GUARDIAN), rng.randrange(1, 6))
                cuts = sorted(rng.sample(range(1, BPS), len(delegates) - 1))
                bps = [high - low for low, high in zip((0, *cuts), (*cuts, BPS), strict=True)]
                chosen[who] = parts(dict(zip(delegates, bps, strict=True)))
                token.delegate_split(chosen[who]).send(who)
            case 3:
                amount = rng.choice((held[who], min(held[who], rng.randrange(1, 12)), held[who] // 3))
                token.transfer(other, amount).send(who)
                held[who] -= amount
                held[other] += amount
            case 4:
                amount = held[who] if rng.random() < 0.1 else held[who] // 1_000
                token.burn(amount).send(who)
                held[who] -= amount
        expected = dict.fromkeys((*PEOPLE, GUARDIAN), 0)
        for holder, units in held.items():
            for delegatee, share in shared_out(chosen.get(holder, [Part(holder, BPS)]), units).items():
                expected[delegatee] += share
        assert {person: token.get_votes(person) for person in expected} == expected
        assert sum(expected.values()) == token.votable_supply() == token.total_supply()
