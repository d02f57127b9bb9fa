"""Who belongs: admission, resignation, expulsion, classes, and a seat that cannot be handed on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import Membership
from dao_sim.coop import Cooperative
from dao_sim.errors import Reverted
from dao_sim.units import MemberClass
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, ERIN, MALLORY, NOBODY, OPERATOR, decree, refuses

CREATOR, ENTERPRISE, PATRON = MemberClass.CREATOR, MemberClass.ENTERPRISE, MemberClass.PATRON
ERC5192, ERC721, ERC165 = (bytes.fromhex(text) for text in ("b45a3c0e", "80ac58cd", "01ffc9a7"))


def test_founders_are_members_from_the_start(coop: Cooperative) -> None:
    membership = coop.membership
    assert [membership.member_id_of(founder) for founder in (ALICE, BOB, CAROL)] == [1, 2, 3]
    assert [membership.class_of(founder) for founder in (ALICE, BOB)] == [CREATOR, ENTERPRISE]
    assert membership.name() == "Lumen Membership"
    assert (membership.owner_of(2), membership.balance_of(BOB)) == (BOB, 1)
    assert [membership.members(kind) for kind in MemberClass] == [3, 2, 1, 0, 0]


def test_an_admitter_admits_and_the_member_has_one_vote(coop: Cooperative) -> None:
    receipt = coop.admit(DAVE, PATRON)
    admitted = coop.membership.decode(receipt, Membership.MemberAdmitted)[0]
    assert (admitted.account, admitted.class_, admitted.member_id) == (DAVE, PATRON, 4)
    assert coop.membership.decode(receipt, Membership.Locked)[0].token_id == 4
    assert coop.membership.is_member(DAVE)
    assert coop.membership.get_votes(DAVE) == 1
    assert coop.membership.member_since(DAVE) == receipt.timestamp
    assert coop.membership.locked(4)


def test_a_stranger_admits_nobody(coop: Cooperative) -> None:
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        coop.membership.admit(MALLORY, CREATOR).send(MALLORY)


def test_admission_refuses_what_makes_no_member(coop: Cooperative) -> None:
    with refuses("Membership_AlreadyMember", account=ALICE):
        coop.admit(ALICE, PATRON)
    with refuses("Membership_InvalidAccount", account=NOBODY):
        coop.admit(NOBODY, PATRON)
    with refuses("Membership_ClassRequired", account=DAVE):
        coop.membership.admit(DAVE, MemberClass.NONE).send(OPERATOR)
    with pytest.raises(Reverted):  # a number that no class has does not even decode
        coop.chain.send(OPERATOR, coop.membership.address, coop.membership.admit(DAVE, 5).data)
    assert not coop.membership.is_member(DAVE)


def test_a_member_resigns_and_keeps_its_tokens(coop: Cooperative) -> None:
    receipt = coop.membership.resign().send(BOB)
    resigned = coop.membership.decode(receipt, Membership.MemberResigned)[0]
    assert (resigned.account, resigned.class_, resigned.member_id) == (BOB, ENTERPRISE, 2)
    assert not coop.membership.is_member(BOB)
    assert coop.membership.class_of(BOB) == MemberClass.NONE
    assert coop.membership.member_since(BOB) == coop.membership.get_votes(BOB) == 0
    assert coop.token.balance_of(BOB) == 600 * 10**18
    with refuses("Membership_NotMember", account=BOB):
        coop.membership.resign().send(BOB)
    with refuses("ERC721NonexistentToken", tokenId=2):
        coop.membership.locked(2)


def test_only_governance_expels(coop: Cooperative) -> None:
    for somebody in (MALLORY, OPERATOR, ALICE):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            coop.membership.expel(CAROL).send(somebody)
    receipt = decree(coop, coop.membership.expel(CAROL))
    expelled = coop.membership.decode(receipt, Membership.MemberExpelled)[0]
    assert (expelled.account, expelled.class_, expelled.member_id) == (CAROL, CREATOR, 3)
    assert not coop.membership.is_member(CAROL)
    with refuses("Membership_NotMember", account=CAROL):
        decree(coop, coop.membership.expel(CAROL))


def test_who_comes_back_gets_a_new_number_and_no_second_vote(coop: Cooperative) -> None:
    coop.membership.resign().send(BOB)
    coop.admit(BOB, PATRON)
    assert coop.membership.member_id_of(BOB) == 4
    assert coop.membership.get_votes(BOB) == 1
    with refuses("ERC721NonexistentToken", tokenId=2):
        coop.membership.owner_of(2)


def test_a_seat_cannot_be_handed_on_or_approved(coop: Cooperative) -> None:
    membership = coop.membership
    for call in (
        membership.transfer_from(ALICE, ERIN, 1),
        membership.safe_transfer_from(ALICE, ERIN, 1),
        membership.safe_transfer_from_with_data(ALICE, ERIN, 1, b"please"),
        membership.transfer_from(ALICE, ALICE, 1),
    ):
        with refuses("Membership_Soulbound", memberId=1):
            call.send(ALICE)
    with refuses("Membership_Soulbound", memberId=1):
        membership.approve(ERIN, 1)
    with refuses("Membership_Soulbound", memberId=0):
        membership.set_approval_for_all(ERIN, True)
    with refuses("ERC721InsufficientApproval", operator=MALLORY, tokenId=1):
        membership.transfer_from(ALICE, MALLORY, 1).send(MALLORY)
    assert membership.owner_of(1) == ALICE
    assert membership.get_approved(1) == NOBODY
    assert not membership.is_approved_for_all(ALICE, ERIN)


def test_classes_and_their_sizes_are_remembered(coop: Cooperative) -> None:
    chain, membership = coop.chain, coop.membership
    beginning = chain.now()
    chain.advance(10)
    coop.admit(DAVE, PATRON)
    joined = chain.now()
    chain.advance(10)
    membership.resign().send(DAVE)
    coop.admit(DAVE, CREATOR)
    changed = chain.now()
    chain.advance(10)
    decree(coop, membership.expel(DAVE))
    chain.advance(1)

    def then(moment: int) -> list[int]:
        sizes = [membership.get_past_members(kind, moment) for kind in (MemberClass.NONE, CREATOR, PATRON)]
        return [membership.get_past_class(DAVE, moment), *sizes]

    assert then(beginning) == [MemberClass.NONE, 3, 2, 0]
    assert then(joined - 1) == [MemberClass.NONE, 3, 2, 0]
    assert then(joined) == [PATRON, 4, 2, 1]
    assert then(changed - 1) == [PATRON, 4, 2, 1]
    assert then(changed) == [CREATOR, 4, 3, 0]
    assert then(chain.now() - 1) == [MemberClass.NONE, 3, 2, 0]
    assert membership.get_past_total_supply(joined) == 4
    assert membership.get_past_balance_of(DAVE, joined) == 1


def test_who_joins_and_leaves_in_one_second_was_never_there(coop: Cooperative) -> None:
    coop.admit(DAVE, PATRON)
    coop.membership.resign().send(DAVE)
    moment = coop.chain.now()
    coop.chain.advance(1)
    assert coop.membership.get_past_class(DAVE, moment) == MemberClass.NONE
    assert coop.membership.get_past_members(PATRON, moment) == 0
    assert coop.membership.get_past_votes(DAVE, moment) == 0


def test_the_future_is_not_known(coop: Cooperative) -> None:
    now = coop.chain.now()
    questions: list[Callable[[], int]] = [
        lambda: coop.membership.get_past_class(ALICE, now),
        lambda: coop.membership.get_past_members(CREATOR, now),
        lambda: coop.membership.get_past_members(MemberClass.NONE, now),
    ]
    for ask in questions:
        with refuses("ERC5805FutureLookup", timepoint=now, clock=now):
            ask()


def test_founders_and_their_classes_come_in_pairs(coop: Cooperative) -> None:
    with refuses("Membership_LengthMismatch", accounts=2, classes=1):
        Membership.deploy(coop.chain, MALLORY, "M", "M", coop.access.address, [ALICE, BOB], [CREATOR])


def test_it_says_what_it_is(coop: Cooperative) -> None:
    membership = coop.membership
    assert all(membership.supports_interface(standard) for standard in (ERC5192, ERC721, ERC165))
    assert not membership.supports_interface(b"\xff\xff\xff\xff")
    assert (membership.clock(), membership.clock_mode()) == (coop.chain.now(), "mode=timestamp")
    assert membership.symbol() == "LUM-M"
