"""Works: announced, then shown; owned, reassigned, voided."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from dao_sim.bindings import RoyaltyVault, WorkRegistry
from dao_sim.bindings.generated.structs import Registration
from dao_sim.coop import Cooperative
from dao_sim.units import ETH, Address
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, ERIN, MALLORY, NOBODY, decree, enact, refuses

SONG = bytes(keccak(text="a song"))
SALT = b"\x07" * 32
MINUTE = 60


def stating(**changed: object) -> Registration:
    """A registration of the song, but for what is changed."""
    plain = Registration(SONG, "ipfs://song", (ALICE, BOB), (700_000, 300_000), 2_500, 1_000)
    return plain._replace(**changed)  # type: ignore[arg-type]


def announce(coop: Cooperative, who: Address = ALICE, content: bytes = SONG, wait: int = MINUTE) -> bytes:
    commitment = coop.registry.commitment_for(who, content, SALT)
    coop.registry.commit(commitment).send(who)
    if wait:
        coop.chain.advance(wait)
    return commitment


def test_a_work_is_registered_with_everything_stated_of_it(coop: Cooperative) -> None:
    registry, vault = coop.registry, coop.vault
    commitment = announce(coop)
    receipt = registry.register(stating(), SALT).send(ALICE)
    (event,) = registry.decode(receipt, WorkRegistry.WorkRegistered)
    assert (event.work_id, event.registrant, event.content_hash) == (1, ALICE, SONG)
    assert (event.uri, event.contributors, event.units) == ("ipfs://song", (ALICE, BOB), (700_000, 300_000))
    assert event.ai_share_bps == 2_500
    assert registry.work(1) == (SONG, ALICE, receipt.timestamp, 2_500, False)
    assert (registry.work_of(SONG), registry.work_count()) == (1, 1)
    assert (registry.owner_of(1), registry.token_uri(1), registry.balance_of(ALICE)) == (
        ALICE,
        "ipfs://song",
        1,
    )
    assert [vault.balance_of(holder, 1) for holder in (ALICE, BOB)] == [700_000, 300_000]
    (opened,) = vault.decode(receipt, RoyaltyVault.WorkOpened)
    assert (opened.work_id, opened.payees, opened.receiver) == (1, (ALICE, BOB), vault.receiver_of(1))
    assert vault.is_open(1)
    assert registry.royalty_info(1, 5_000) == (vault.receiver_of(1), 500)
    assert registry.committed_at(ALICE, commitment) == 0  # used up


def test_its_rules_are_the_charter_s(coop: Cooperative) -> None:
    registry = coop.registry
    assert (registry.name(), registry.symbol()) == ("Lumen Works", "LUM-W")
    assert (registry.membership(), registry.vault()) == (coop.membership.address, coop.vault.address)
    assert (registry.min_commit_age(), registry.max_commit_age()) == (MINUTE, DAY)
    assert registry.max_contributors() == 100
    for standard in ("2a55205a", "80ac58cd", "49064906", "01ffc9a7"):
        assert registry.supports_interface(bytes.fromhex(standard))


def test_only_members_register(coop: Cooperative) -> None:
    announce(coop, MALLORY)
    with refuses("WorkRegistry_NotMember", account=MALLORY):
        coop.registry.register(stating(), SALT).send(MALLORY)
    announce(coop, BOB)
    coop.membership.resign().send(BOB)
    with refuses("WorkRegistry_NotMember", account=BOB):
        coop.registry.register(stating(), SALT).send(BOB)


def test_showing_without_announcing_is_refused(coop: Cooperative) -> None:
    commitment = announce(coop)
    with refuses(
        "WorkRegistry_NotCommitted", registrant=BOB, commitment=coop.registry.commitment_for(BOB, SONG, SALT)
    ):
        coop.registry.register(stating(), SALT).send(BOB)
    other = coop.registry.commitment_for(ALICE, SONG, bytes(32))
    assert other != commitment
    with refuses("WorkRegistry_NotCommitted", registrant=ALICE, commitment=other):
        coop.registry.register(stating(), bytes(32)).send(ALICE)


def test_an_announcement_must_be_neither_too_young_nor_too_old(coop: Cooperative) -> None:
    register = coop.registry.register(stating(), SALT)
    made = coop.chain.now()
    announce(coop, wait=MINUTE - 1)
    with refuses("WorkRegistry_CommitTooYoung", committedAt=made, earliest=made + MINUTE):
        register.send(ALICE)
    coop.chain.advance(DAY - MINUTE + 2)
    with refuses("WorkRegistry_CommitTooOld", committedAt=made, latest=made + DAY):
        register.send(ALICE)
    assert announce(coop) is not None  # it can be announced again, and then shown
    register.send(ALICE)


def test_it_is_good_from_the_first_to_the_last_second(coop: Cooperative) -> None:
    announce(coop, wait=MINUTE)
    announce(coop, BOB, keccak(text="a film"), wait=0)
    coop.registry.register(stating(), SALT).send(ALICE)
    coop.chain.advance(DAY)
    film = stating(content_hash=bytes(keccak(text="a film")))
    coop.registry.register(film, SALT).send(BOB)
    assert coop.registry.work_count() == 2


def test_an_announcement_cannot_be_renewed_while_it_is_good(coop: Cooperative) -> None:
    commitment = announce(coop, wait=DAY)
    with refuses("WorkRegistry_AlreadyCommitted", registrant=ALICE, commitment=commitment):
        coop.registry.commit(commitment).send(ALICE)
    coop.chain.advance(1)
    receipt = coop.registry.commit(commitment).send(ALICE)
    assert coop.registry.decode(receipt, WorkRegistry.WorkCommitted)[0].commitment == commitment
    assert coop.registry.committed_at(ALICE, commitment) == receipt.timestamp


def test_a_commit_window_may_be_as_long_as_can_be_written(coop: Cooperative) -> None:
    arguments = ("W", "W", coop.access.address, coop.membership.address, coop.vault.address)
    registry = WorkRegistry.deploy(coop.chain, MALLORY, *arguments, 1, 2**48 - 1)
    registry.commit(SALT).send(ALICE)
    with refuses("WorkRegistry_AlreadyCommitted", registrant=ALICE, commitment=SALT):
        registry.commit(SALT).send(ALICE)
    for low, high in ((0, 10), (10, 10), (10, 9)):
        with refuses("WorkRegistry_InvalidCommitWindow", minAge=low, maxAge=high):
            WorkRegistry.deploy(coop.chain, MALLORY, *arguments, low, high)


def test_statements_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    announce(coop)

    def fails(error: str, changed: dict[str, object], **operands: object) -> None:
        with refuses(error, **operands):
            coop.registry.register(stating(**changed), SALT).send(ALICE)

    crowd = tuple(Address(f"0x{number:040x}") for number in range(1, 102))
    fails("WorkRegistry_HashRequired", {"content_hash": bytes(32)}, registrant=ALICE)
    fails("WorkRegistry_InvalidContributors", {"contributors": (), "units": ()}, contributors=0, maximum=100)
    fails(
        "WorkRegistry_InvalidContributors",
        {"contributors": crowd, "units": (1,) * 101},
        contributors=101,
        maximum=100,
    )
    fails("WorkRegistry_InvalidBps", {"ai_share_bps": 10_001}, value=10_001, maximum=10_000)
    fails("WorkRegistry_InvalidBps", {"royalty_bps": 10_001}, value=10_001, maximum=10_000)
    fails("RoyaltyVault_LengthMismatch", {"units": (1_000_000,)}, payees=2, units=1)
    fails("RoyaltyVault_UnitsMustSumTo", {"units": (1, 2)}, expected=1_000_000, actual=3)
    fails("RoyaltyVault_ZeroUnits", {"units": (1_000_000, 0)}, payee=BOB)
    fails("RoyaltyVault_UnitsRefused", {"contributors": (ALICE, coop.vault.address)}, to=coop.vault.address)
    receiver = coop.vault.receiver_for(ALICE, SONG)
    fails("RoyaltyVault_UnitsRefused", {"contributors": (ALICE, receiver)}, to=receiver)
    fails("ERC6909InvalidReceiver", {"contributors": (ALICE, NOBODY)}, receiver=NOBODY)
    assert coop.registry.work_count() == 0
    coop.registry.register(stating(), SALT).send(ALICE)  # the announcement was not used up


def test_a_hundred_contributors_fit(coop: Cooperative) -> None:
    crowd = tuple(Address(f"0x{number:040x}") for number in range(1, 101))
    announce(coop)
    coop.registry.register(stating(contributors=crowd, units=(10_000,) * 100), SALT).send(ALICE)
    assert sum(coop.vault.balance_of(someone, 1) for someone in crowd) == 1_000_000


def test_who_is_named_twice_gets_both_parts(coop: Cooperative) -> None:
    announce(coop)
    coop.registry.register(stating(contributors=(BOB, BOB)), SALT).send(ALICE)
    assert coop.vault.balance_of(BOB, 1) == 1_000_000


def test_a_content_hash_is_registered_once(coop: Cooperative) -> None:
    announce(coop, BOB, wait=0)
    announce(coop)
    coop.registry.register(stating(), SALT).send(ALICE)
    with refuses("WorkRegistry_HashTaken", contentHash=SONG, workId=1):
        coop.registry.register(stating(), SALT).send(BOB)


def test_its_owners_are_told_by_events(coop: Cooperative, work: int) -> None:
    registry = coop.registry
    registry.transfer_from(ALICE, CAROL, work).send(ALICE)
    registry.approve(ERIN, work).send(CAROL)
    registry.safe_transfer_from(CAROL, DAVE, work).send(ERIN)
    decree(coop, registry.reassign(work, BOB))
    moves = [(event.from_, event.to) for event in registry.events(WorkRegistry.Transfer, token_id=work)]
    assert moves == [(NOBODY, ALICE), (ALICE, CAROL), (CAROL, DAVE), (DAVE, BOB)]
    assert coop.vault.balance_of(ALICE, work) == 600_000  # units do not follow the token


def test_governance_reassigns(coop: Cooperative, work: int) -> None:
    registry = coop.registry
    registry.approve(MALLORY, work).send(ALICE)
    receipt = decree(coop, registry.reassign(work, CAROL))
    (moved,) = registry.decode(receipt, WorkRegistry.WorkReassigned)
    assert (moved.work_id, moved.from_, moved.to) == (work, ALICE, CAROL)
    assert (registry.owner_of(work), registry.get_approved(work)) == (CAROL, NOBODY)
    assert registry.work(work).registrant == ALICE
    with refuses("ERC721InvalidReceiver", receiver=NOBODY):
        decree(coop, registry.reassign(work, NOBODY))
    with refuses("WorkRegistry_UnknownWork", workId=9):
        decree(coop, registry.reassign(9, CAROL))


def test_governance_voids(coop: Cooperative, work: int) -> None:
    registry, vault = coop.registry, coop.vault
    coop.deposit(work, 1_000, ERIN)
    hashed = registry.work(work).content_hash
    voided = enact(coop, registry.void_registration(work, NOBODY), title="It was not hers")
    assert voided.state == 7
    assert registry.events(WorkRegistry.WorkVoided)[0].content_hash == hashed
    assert registry.work(work).voided
    assert registry.work_of(hashed) == 0
    assert registry.royalty_info(work, 5_000) == (NOBODY, 0)
    assert not vault.is_open(work)
    with refuses("ERC721NonexistentToken", tokenId=work):
        registry.owner_of(work)
    with refuses("RoyaltyVault_WorkNotOpen", workId=work):
        coop.deposit(work, 1, ERIN)
    assert coop.claim(work, ALICE) == 570  # what accrued stays hers
    for act in (registry.void_registration(work, NOBODY), registry.reassign(work, BOB)):
        with refuses("WorkRegistry_WorkIsVoid", workId=work):
            decree(coop, act)


def test_a_voided_hash_may_be_registered_by_its_true_maker(coop: Cooperative) -> None:
    assert coop.register_work(BOB, b"stolen", {BOB: 1_000_000}) == 1
    decree(coop, coop.registry.void_registration(1, NOBODY))
    assert coop.register_work(CAROL, b"stolen", {CAROL: 1_000_000}) == 2
    assert coop.registry.work_of(bytes(keccak(b"stolen"))) == 2


def test_a_voided_hash_goes_to_its_heir_whoever_else_is_quicker(coop: Cooperative) -> None:
    """Whoever sees the void coming could register the content in the same second, as the thief did."""
    stolen, salt = bytes(keccak(b"stolen")), bytes(32)
    coop.register_work(BOB, b"stolen", {BOB: 1_000_000})
    quick = coop.registry.commitment_for(ALICE, stolen, salt)
    coop.registry.commit(quick).send(ALICE)
    coop.chain.advance(coop.registry.min_commit_age())
    decree(coop, coop.registry.void_registration(1, CAROL))
    assert coop.registry.events(WorkRegistry.WorkVoided)[0].heir == CAROL
    assert coop.registry.reserved_for(stolen) == CAROL
    with refuses("WorkRegistry_HashReserved", contentHash=stolen, heir=CAROL):
        coop.registry.register(stating(content_hash=stolen), salt).send(ALICE)
    assert coop.register_work(CAROL, b"stolen", {CAROL: 1_000_000}) == 2


@pytest.mark.parametrize("somebody", [ALICE, MALLORY])
def test_no_person_voids_or_reassigns(coop: Cooperative, work: int, somebody: Address) -> None:
    for act in (coop.registry.void_registration(work, NOBODY), coop.registry.reassign(work, somebody)):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            act.send(somebody)


def test_what_was_never_registered_is_unknown(coop: Cooperative) -> None:
    with refuses("WorkRegistry_UnknownWork", workId=1):
        coop.registry.work(1)
    with refuses("WorkRegistry_UnknownWork", workId=1):
        decree(coop, coop.registry.void_registration(1, NOBODY))
    assert coop.registry.work_of(SONG) == 0
    assert coop.vault.levy_accrued(ETH) == 0
