"""Attacks on works and their money: a stolen content hash, a stolen announcement, another's royalties."""

from __future__ import annotations

from eth_utils.crypto import keccak

from dao_sim.bindings import Contract
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, MemberClass
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    MALLORY,
    TOKEN,
    decree,
    mock,
    nothing_moves,
    refuses,
)

SONG = bytes(keccak(text="a song"))
SALT = b"\x07" * 32
MINUTE = 60
HERS = Registration(SONG, "ipfs://song", (ALICE,), (1_000_000,), 0, 1_000)
MINE = HERS._replace(contributors=(MALLORY,))


def test_a_hash_seen_in_the_pending_transaction_cannot_be_stolen(coop: Cooperative) -> None:
    """Mallory, a member too, sees Alice's `register` wait, and gets in before it with all it says."""
    registry = coop.registry
    coop.admit(MALLORY, MemberClass.CREATOR)
    registry.commit(registry.commitment_for(ALICE, SONG, SALT)).send(ALICE)
    coop.chain.advance(MINUTE)
    hers = registry.register(HERS, SALT)  # pending, for everyone to see

    own = registry.commitment_for(MALLORY, SONG, SALT)
    for copied in (HERS, MINE):
        with nothing_moves(coop), refuses("WorkRegistry_NotCommitted", registrant=MALLORY, commitment=own):
            registry.register(copied, SALT).send(MALLORY)
    registry.commit(own).send(MALLORY)
    made = coop.chain.now()
    with (
        nothing_moves(coop),
        refuses("WorkRegistry_CommitTooYoung", committedAt=made, earliest=made + MINUTE),
    ):
        registry.register(MINE, SALT).send(MALLORY)

    hers.send(ALICE)
    assert registry.work(1).registrant == ALICE
    coop.chain.advance(MINUTE)
    with nothing_moves(coop), refuses("WorkRegistry_HashTaken", contentHash=SONG, workId=1):
        registry.register(MINE, SALT).send(MALLORY)


def test_a_copied_announcement_is_worth_nothing(coop: Cooperative) -> None:
    """Mallory announces what Alice announced, even before her: it names Alice, so only she can show it."""
    registry = coop.registry
    coop.admit(MALLORY, MemberClass.CREATOR)
    hers = registry.commitment_for(ALICE, SONG, SALT)
    registry.commit(hers).send(MALLORY)  # even before her
    registry.commit(hers).send(ALICE)  # and it does not stop her
    coop.chain.advance(MINUTE)
    own = registry.commitment_for(MALLORY, SONG, SALT)
    with nothing_moves(coop), refuses("WorkRegistry_NotCommitted", registrant=MALLORY, commitment=own):
        registry.register(MINE, SALT).send(MALLORY)
    registry.register(HERS, SALT).send(ALICE)
    assert registry.owner_of(1) == ALICE


def test_an_announcement_shows_nothing_of_the_work(coop: Cooperative) -> None:
    registry = coop.registry
    commitments = {registry.commitment_for(ALICE, SONG, bytes([n]) * 32) for n in range(8)}
    assert len(commitments) == 8  # without the secret it cannot be told whether it is this song
    assert registry.commitment_for(BOB, SONG, SALT) != registry.commitment_for(ALICE, SONG, SALT)


def test_another_s_royalties_cannot_be_drawn_to_oneself(coop: Cooperative, work: int) -> None:
    coop.deposit(work, 1_000, BUYER)
    vault = coop.vault
    with (
        nothing_moves(coop),
        refuses("RoyaltyVault_NothingToClaim", workId=work, asset=ETH, payee=MALLORY),
    ):
        vault.claim(work, ETH, MALLORY).send(MALLORY)
    with (
        nothing_moves(coop),
        refuses("ERC6909InsufficientAllowance", spender=MALLORY, allowance=0, needed=1, id=work),
    ):
        vault.transfer_from(ALICE, MALLORY, work, 1).send(MALLORY)


def test_units_bought_after_a_deposit_have_not_earned_it(coop: Cooperative, work: int) -> None:
    """Buy before a known deposit, sell after: that earns. Buy after: nothing of what was paid before."""
    coop.deposit(work, 1_000, BUYER)
    coop.vault.transfer(MALLORY, work, 600_000).send(ALICE)
    with refuses("RoyaltyVault_NothingToClaim", workId=work, asset=ETH, payee=MALLORY):
        coop.vault.claim(work, ETH, MALLORY).send(MALLORY)
    coop.vault.transfer(ALICE, work, 600_000).send(MALLORY)
    assert coop.claim(work, ALICE) == 570


def test_a_robber_at_the_vault_s_and_treasury_s_doors(coop: Cooperative) -> None:
    """One contract that is payee and spender calls every other door while it is being paid."""
    robber: Contract = mock(coop.chain, "Actor")
    work = coop.register_work(ALICE, b"a duet", {robber.address: 500_000, ALICE: 500_000})
    coop.deposit(work, 1_000, BUYER)
    coop.chain.send(BUYER, coop.treasury.address, b"", TOKEN)
    decree(coop, coop.access.grant_role(5, robber.address, 0))
    decree(coop, coop.treasury.set_cap(robber.address, ETH, 100))
    arm = "arm(address,bytes,bool)"

    # Paid by the vault, it asks the treasury: its cap is its own, and that is all it gets.
    over = coop.treasury.pay(ETH, robber.address, 101)
    robber.write(arm, over.to, over.data, True).send(MALLORY)
    cap = {"spender": robber.address, "asset": ETH, "amount": 101, "remaining": 100}
    with nothing_moves(coop, robber.address), refuses("Treasury_CapExceeded", **cap):
        coop.vault.claim(work, ETH, robber.address).send(MALLORY)

    # Paid by the treasury, it asks the vault for what is Alice's: Alice is paid, and nobody else.
    before = coop.chain.balance(ALICE)
    claim = coop.vault.claim(work, ETH, ALICE)
    robber.write(arm, claim.to, claim.data, True).send(MALLORY)
    pay = coop.treasury.pay(ETH, robber.address, 100)
    robber.write("act(address,bytes)", pay.to, pay.data).send(MALLORY)
    assert coop.chain.balance(ALICE) == before + 475
    assert coop.chain.balance(robber.address) == 100
