"""Who weighs what: minting within the cap, burning, permits."""

from __future__ import annotations

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from dao_sim.bindings import CoopToken
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import MAX_UINT208, Address
from tests.contracts.kit import (
    ALICE,
    BOB,
    DAVE,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    OPERATOR,
    TOKEN,
    decree,
    refuses,
)
from tests.contracts.signing import permit

EPOCH = 30 * 86_400
CAP = 10_000 * TOKEN


def test_founders_hold_what_the_charter_says(coop: Cooperative) -> None:
    token = coop.token
    assert (token.name(), token.symbol(), token.decimals()) == ("Lumen", "LUM", 18)
    assert [token.balance_of(holder) // TOKEN for holder in (ALICE, BOB)] == [1000, 600]
    assert token.total_supply() == 2_000 * TOKEN
    assert (token.mint_cap(), token.epoch_length()) == (CAP, EPOCH)
    assert token.mintable() == CAP  # what founders hold does not count


def test_a_minter_mints_within_the_cap(coop: Cooperative) -> None:
    coop.mint(DAVE, 9_000 * TOKEN)
    assert coop.token.mintable() == 1_000 * TOKEN
    with refuses("CoopToken_MintCapExceeded", to=DAVE, amount=1_000 * TOKEN + 1, remaining=1_000 * TOKEN):
        coop.mint(DAVE, 1_000 * TOKEN + 1)
    coop.mint(DAVE, 1_000 * TOKEN)
    with refuses("CoopToken_MintCapExceeded", to=ERIN, amount=1, remaining=0):
        coop.mint(ERIN, 1)
    assert coop.token.balance_of(DAVE) == coop.token.get_votes(DAVE) == CAP


def test_the_cap_is_one_for_all_minters(coop: Cooperative) -> None:
    coop.mint(DAVE, CAP)
    with refuses("CoopToken_MintCapExceeded", to=DAVE, amount=1, remaining=0):
        decree(coop, coop.token.mint(DAVE, 1))


def test_nobody_else_mints_or_sets_the_cap(coop: Cooperative) -> None:
    for somebody in (MALLORY, ALICE, GUARDIAN):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            coop.token.mint(somebody, 1).send(somebody)
    for somebody in (MALLORY, OPERATOR):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            coop.token.set_mint_cap(MAX_UINT208).send(somebody)


def test_burning_frees_nothing_of_the_cap(coop: Cooperative) -> None:
    coop.mint(DAVE, CAP)
    coop.token.burn(CAP).send(DAVE)
    assert coop.token.mintable() == 0
    assert coop.token.total_supply() == 2_000 * TOKEN


def test_a_new_epoch_brings_a_new_allowance_and_carries_nothing_over(coop: Cooperative) -> None:
    chain = coop.chain
    coop.mint(DAVE, 4_000 * TOKEN)
    to_the_end = EPOCH - chain.now() % EPOCH
    chain.advance(to_the_end - 1)
    assert coop.token.mintable() == 6_000 * TOKEN
    chain.advance(1)
    assert coop.token.mintable() == CAP
    coop.mint(DAVE, TOKEN)
    assert coop.token.mintable() == CAP - TOKEN  # what was minted before does not count any more
    coop.mint(DAVE, CAP - TOKEN)
    assert coop.token.mintable() == 0
    chain.advance(3 * EPOCH)
    assert coop.token.mintable() == CAP


def test_a_lowered_cap_counts_what_was_minted_before(coop: Cooperative) -> None:
    coop.mint(DAVE, 4_000 * TOKEN)
    receipt = decree(coop, coop.token.set_mint_cap(3_000 * TOKEN))
    changed = coop.token.decode(receipt, CoopToken.MintCapSet)[0]
    assert (changed.old_cap, changed.new_cap) == (CAP, 3_000 * TOKEN)
    assert coop.token.mintable() == 0
    with refuses("CoopToken_MintCapExceeded", to=DAVE, amount=1, remaining=0):
        coop.mint(DAVE, 1)
    decree(coop, coop.token.set_mint_cap(5_000 * TOKEN))
    assert coop.token.mintable() == 1_000 * TOKEN
    coop.chain.advance(EPOCH)
    assert coop.token.mintable() == 5_000 * TOKEN


def test_a_cap_has_a_maximum_which_is_no_cap(coop: Cooperative) -> None:
    with refuses("CoopToken_InvalidMintCap", cap=MAX_UINT208 + 1, maximum=MAX_UINT208):
        decree(coop, coop.token.set_mint_cap(MAX_UINT208 + 1))
    decree(coop, coop.token.set_mint_cap(MAX_UINT208))
    coop.mint(DAVE, 2**200)
    too_many = 2_000 * TOKEN + MAX_UINT208
    with refuses("ERC20ExceededSafeSupply", increasedSupply=too_many, cap=MAX_UINT208):
        coop.mint(DAVE, MAX_UINT208 - 2**200)


def test_a_token_needs_an_epoch_and_an_amount_per_holder(coop: Cooperative) -> None:
    access = coop.access.address
    with refuses("CoopToken_InvalidEpoch", epochLength=0):
        CoopToken.deploy(coop.chain, MALLORY, "T", "T", access, 0, 1, [], [], [])
    with refuses("CoopToken_LengthMismatch", holders=1, amounts=2):
        CoopToken.deploy(coop.chain, MALLORY, "T", "T", access, 1, 1, [ALICE], [1, 2], [])


def test_transfers_burns_and_allowances_move_tokens_and_votes_together(coop: Cooperative) -> None:
    token = coop.token
    token.transfer(DAVE, 100 * TOKEN).send(ALICE)
    token.approve(ERIN, 50 * TOKEN).send(ALICE)
    token.transfer_from(ALICE, ERIN, 30 * TOKEN).send(ERIN)
    token.burn_from(ALICE, 20 * TOKEN).send(ERIN)
    assert token.allowance(ALICE, ERIN) == 0
    for holder, tokens in ((ALICE, 850), (DAVE, 100), (ERIN, 30)):
        assert token.balance_of(holder) == token.get_votes(holder) == tokens * TOKEN
    with refuses("ERC20InsufficientAllowance", spender=MALLORY, allowance=0, needed=1):
        token.transfer_from(ALICE, MALLORY, 1).send(MALLORY)
    with refuses("ERC20InsufficientBalance", sender=MALLORY, balance=0, needed=1):
        token.transfer(ALICE, 1).send(MALLORY)
    with refuses("ERC20InvalidReceiver", receiver=NOBODY):
        token.transfer(NOBODY, 1).send(ALICE)


def test_the_past_of_balances_and_supply_is_kept(coop: Cooperative) -> None:
    token, chain = coop.token, coop.chain
    before = chain.now()
    chain.advance(10)
    token.transfer(DAVE, 400 * TOKEN).send(ALICE)
    token.burn(100 * TOKEN).send(ALICE)
    after = chain.now()
    chain.advance(1)
    assert [token.get_past_balance_of(ALICE, when) // TOKEN for when in (before, after)] == [1000, 500]
    assert [token.get_past_votes(DAVE, when) // TOKEN for when in (before, after)] == [0, 400]
    assert [token.get_past_total_supply(when) // TOKEN for when in (before, after)] == [2000, 1900]
    assert token.num_checkpoints(ALICE) == 2
    assert token.checkpoints(ALICE, 1) == (after, 500 * TOKEN)
    assert (token.clock(), token.clock_mode()) == (chain.now(), "mode=timestamp")
    with refuses("ERC5805FutureLookup", timepoint=chain.now(), clock=chain.now()):
        token.get_past_votes(ALICE, chain.now())


@pytest.fixture
def sofia() -> LocalAccount:
    """Somebody whose key we have."""
    signer: LocalAccount = Account.from_key(keccak(text="sofia"))
    return signer


def test_a_permit_is_an_approval_by_signature(coop: Cooperative, sofia: LocalAccount) -> None:
    owner, deadline = Address(sofia.address), coop.chain.now() + 60
    v, r, s = permit(sofia, coop.token, ERIN, 7, deadline)
    coop.token.permit(owner, ERIN, 7, deadline, v, r, s).send(MALLORY)
    assert coop.token.allowance(owner, ERIN) == 7
    assert coop.token.nonces(owner) == 1


def test_a_permit_is_good_once_and_not_for_ever(coop: Cooperative, sofia: LocalAccount) -> None:
    owner, deadline = Address(sofia.address), coop.chain.now() + 60
    signed = permit(sofia, coop.token, ERIN, 7, deadline)
    call = coop.token.permit(owner, ERIN, 7, deadline, *signed)
    call.send(MALLORY)
    with pytest.raises(Reverted, match="ERC2612InvalidSigner"):
        call.send(MALLORY)
    late = permit(sofia, coop.token, ERIN, 9, deadline)
    coop.chain.advance(61)
    with refuses("ERC2612ExpiredSignature", deadline=deadline):
        coop.token.permit(owner, ERIN, 9, deadline, *late).send(MALLORY)
    assert coop.token.domain_separator() != bytes(32)
