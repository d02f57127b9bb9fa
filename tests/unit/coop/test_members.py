"""Members: who belongs now, since when, and with what weight."""

from __future__ import annotations

from dao_sim.bindings.generated.structs import Part
from dao_sim.coop import Cooperative
from dao_sim.coop.members import Member, member, members
from dao_sim.units import MemberClass, Seconds

TOKEN = 10**18


def test_a_member_is_its_class_its_number_and_its_votes(coop: Cooperative) -> None:
    (ada,) = coop.founders
    bram = coop.chain.accounts()[2]
    coop.admit(bram, MemberClass.PATRON)
    coop.mint(bram, 5 * TOKEN)
    coop.token.delegate(ada).send(bram)
    founder, patron = members(coop)
    assert founder == member(coop, ada)
    assert (founder.member_class, founder.member_id, founder.delegate) == (MemberClass.CREATOR, 1, ada)
    assert (founder.tokens, founder.votes) == (1_000 * TOKEN, 1_005 * TOKEN)
    assert patron == Member(
        account=bram,
        member_class=MemberClass.PATRON,
        member_id=2,
        since=Seconds(coop.chain.now()),
        tokens=5 * TOKEN,
        excluded=False,
        votes=0,
        delegate=ada,
        delegates=(Part(ada, 10_000),),
    )
    assert patron.belongs


def test_who_resigned_or_was_expelled_is_no_member(coop: Cooperative) -> None:
    bram, chipo, dora = coop.chain.accounts()[2:5]
    for account in (bram, chipo, dora):
        coop.admit(account, MemberClass.CREATOR)
    coop.membership.resign().send(bram)
    coop.membership.expel(chipo).send(coop.timelock.address)
    assert [each.account for each in members(coop)] == [coop.founders[0], dora]
    left = member(coop, bram)
    assert (left.belongs, left.member_class, left.member_id, left.since) == (False, MemberClass.NONE, 0, 0)


def test_who_came_back_is_there_once_under_its_new_number_and_class(coop: Cooperative) -> None:
    bram = coop.chain.accounts()[2]
    coop.admit(bram, MemberClass.CREATOR)
    coop.membership.resign().send(bram)
    coop.chain.advance(60)
    coop.admit(bram, MemberClass.ENTERPRISE)
    _, back = members(coop)
    assert (back.account, back.member_class, back.member_id) == (bram, MemberClass.ENTERPRISE, 3)
    assert back.since == coop.chain.now()
    assert len(members(coop)) == coop.membership.members(int(MemberClass.NONE))


def test_a_stranger_may_still_hold_tokens(coop: Cooperative) -> None:
    kiosk = coop.chain.accounts()[5]
    coop.mint(kiosk, TOKEN)
    stranger = member(coop, kiosk)
    assert not stranger.belongs
    assert (stranger.tokens, stranger.votes, stranger.delegate) == (TOKEN, TOKEN, kiosk)
