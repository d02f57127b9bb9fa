"""Contribution rewards: what is promised is earned, whatever is voted, mintable, or left of a membership."""

from __future__ import annotations

import pytest

from dao_sim.bindings import ContributionRewards
from dao_sim.bindings.generated.structs import KindReward, Reward
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    MALLORY,
    NOBODY,
    OPERATOR,
    TOKEN,
    decree,
    enact,
    refuses,
)
from tests.contracts.rewards import (
    ACCEPTED,
    CODE,
    DECLINED,
    EVIDENCE,
    LAPSED,
    OF_CODE,
    OF_TEXT,
    REVIEW,
    REWARDER,
    SUBMITTED,
    TEXT,
    accepted,
    award_of,
    rewards,
    submitted,
)

YEAR = 365 * DAY
NONE = Reward(0, 0, 0)


def exhaust(coop: Cooperative, left: int = 0) -> int:
    """Mints what the cap leaves of this epoch but `left`. Returns the first second of the next epoch."""
    coop.token.mint(DAVE, coop.token.mintable() - left).send(OPERATOR)
    epoch = coop.token.epoch_length()
    return (coop.chain.now() // epoch + 1) * epoch


def test_what_is_accepted_is_minted_and_vests(coop: Cooperative) -> None:
    made, token = rewards(coop), coop.token
    receipt = made.submit(CODE, EVIDENCE, "https://lumen.example/1").send(ALICE)
    (shown,) = made.decode(receipt, ContributionRewards.Submitted)
    assert (shown.contributor, shown.kind, shown.revision) == (ALICE, CODE, 0)
    assert (shown.evidence, shown.uri) == (EVIDENCE, "https://lumen.example/1")
    number, supply = shown.contribution_id, token.total_supply()
    found = made.contribution_of(number)
    assert (found.contributor, found.kind, found.state) == (ALICE, CODE, SUBMITTED)
    assert found.decide_by == coop.chain.now() + made.review_period() == coop.chain.now() + REVIEW
    assert (made.awarded(number), found.award) == (0, NOBODY)
    receipt = made.accept(number, 10_000).send(REWARDER)
    (taken,) = made.decode(receipt, ContributionRewards.Accepted)
    assert (taken.rewarder, taken.bps, taken.amount) == (REWARDER, 10_000, 120 * TOKEN)
    (minted,) = made.decode(receipt, ContributionRewards.Minted)
    assert (minted.contribution_id, minted.amount, minted.left) == (number, 120 * TOKEN, 0)
    found, award = made.contribution_of(number), award_of(made, number)
    assert (found.state, found.accepted_bps, found.minted) == (ACCEPTED, 10_000, 120 * TOKEN)
    assert taken.award == award.address
    assert (award.owner(), award.token(), award.start()) == (ALICE, token.address, coop.chain.now())
    assert (award.cliff() - award.start(), award.duration()) == (30 * DAY, 360 * DAY)
    assert award.end() == award.start() + 360 * DAY
    assert token.balance_of(award.address) == token.total_supply() - supply == made.awarded(number)
    with refuses("ContributionRewards_AllMinted", contributionId=number):
        made.mint(number).send(MALLORY)


def test_a_part_pays_its_part_rounded_down(coop: Cooperative) -> None:
    made = rewards(coop)
    decree(coop, made.set_reward(TEXT, Reward(19_999, 0, 0)))
    number, award = accepted(made, TEXT, bps=3_333)
    assert made.awarded(number) == 19_999 * 3_333 // 10_000 == coop.token.balance_of(award.address)
    number, _ = accepted(made, TEXT, bps=1)
    assert made.awarded(number) == 1


def test_what_was_promised_stays_promised(coop: Cooperative) -> None:
    """A lower reward, and the end of a kind, change what is submitted later and nothing before."""
    made = rewards(coop)
    first = submitted(made)
    lower = Reward(10 * TOKEN, 0, 10 * DAY)
    enact(coop, made.set_reward(CODE, lower), title="Less for code")
    assert made.reward_of(CODE) == made.reward_at(CODE, 1) == lower
    assert (made.reward_at(CODE, 0), made.reward_at(CODE, 2)) == (OF_CODE, NONE)
    second = submitted(made)
    decree(coop, made.set_reward(CODE, NONE))
    assert (made.revision_count(CODE), made.reward_of(CODE)) == (3, NONE)
    with refuses("ContributionRewards_UnknownKind", kind=CODE):
        made.submit(CODE, EVIDENCE, "").send(ALICE)
    for number, reward in ((first, OF_CODE), (second, lower)):
        made.accept(number, 5_000).send(REWARDER)
        award = award_of(made, number)
        assert made.awarded(number) == reward.amount // 2
        assert (award.cliff() - award.start(), award.duration()) == (reward.cliff, reward.duration)
    decree(coop, made.set_reward(CODE, lower))
    assert made.contribution_of(submitted(made)).revision == 3


def test_a_spent_cap_postpones_what_was_earned(coop: Cooperative) -> None:
    """The acceptance stands; in the next epoch, and no second before, anybody has it minted."""
    made = rewards(coop)
    next_epoch = exhaust(coop)
    number = submitted(made)
    receipt = made.accept(number, 10_000).send(REWARDER)
    (postponed,) = made.decode(receipt, ContributionRewards.Postponed)
    assert (postponed.contribution_id, postponed.amount) == (number, 120 * TOKEN)
    award, start = award_of(made, number), coop.chain.now()
    assert coop.token.balance_of(award.address) == made.contribution_of(number).minted == 0
    coop.chain.advance(next_epoch - 1 - start)
    with refuses("ContributionRewards_CapSpent", contributionId=number, due=120 * TOKEN):
        made.mint(number).send(MALLORY)
    coop.chain.advance(1)
    made.mint(number).send(MALLORY)
    assert coop.token.balance_of(award.address) == 120 * TOKEN
    assert coop.token.mintable() == 10_000 * TOKEN - 120 * TOKEN
    # it vests as if it had been there from the acceptance on
    assert award.start() == start
    coop.chain.advance(start + 90 * DAY - coop.chain.now())
    assert award.releasable_with_token(coop.token.address) == 30 * TOKEN


def test_what_the_cap_leaves_is_minted_at_once_and_the_rest_later(coop: Cooperative) -> None:
    """So that even an award above the cap of a whole epoch is minted in the end."""
    made, token = rewards(coop), coop.token
    next_epoch = exhaust(coop, left=40 * TOKEN)
    number, award = accepted(made)
    assert (token.mintable(), token.balance_of(award.address)) == (0, 40 * TOKEN)
    decree(coop, token.set_mint_cap(50 * TOKEN))
    coop.chain.advance(next_epoch - coop.chain.now())
    receipt = made.mint(number).send(MALLORY)
    (minted,) = made.decode(receipt, ContributionRewards.Minted)
    assert (minted.amount, minted.left) == (50 * TOKEN, 30 * TOKEN)
    with refuses("ContributionRewards_CapSpent", contributionId=number, due=30 * TOKEN):
        made.mint(number).send(MALLORY)
    coop.chain.advance(token.epoch_length())
    made.mint(number).send(MALLORY)
    assert token.balance_of(award.address) == made.contribution_of(number).minted == 120 * TOKEN


def test_a_co_op_that_takes_minting_away_takes_no_acceptance_away(coop: Cooperative) -> None:
    made = rewards(coop)
    decree(coop, coop.access.revoke_role(int(Role.MINTER), made.address))
    number, award = accepted(made)
    with refuses("AccessManagedUnauthorized", caller=made.address):
        made.mint(number).send(MALLORY)
    decree(coop, coop.access.grant_role(int(Role.MINTER), made.address, 0))
    made.mint(number).send(MALLORY)
    assert coop.token.balance_of(award.address) == 120 * TOKEN


def test_what_was_earned_stays_with_who_leaves(coop: Cooperative) -> None:
    """One resigns, one is expelled: what vests is theirs, and what they had submitted can be accepted."""
    made, token = rewards(coop), coop.token
    _, award = accepted(made, by=ALICE)
    waiting = submitted(made, TEXT, CAROL)
    coop.membership.resign().send(ALICE)
    decree(coop, coop.membership.expel(CAROL))
    for former in (ALICE, CAROL):
        with refuses("ContributionRewards_NotMember", account=former):
            made.submit(CODE, EVIDENCE, "").send(former)
    made.accept(waiting, 10_000).send(REWARDER)
    coop.chain.advance(360 * DAY)
    for one, owner, amount in ((award, ALICE, 120 * TOKEN), (award_of(made, waiting), CAROL, 50 * TOKEN)):
        before = token.balance_of(owner)
        one.release_with_token(token.address).send(MALLORY)
        assert token.balance_of(owner) - before == amount


def test_what_nobody_decides_lapses(coop: Cooperative) -> None:
    made, supply = rewards(coop), coop.token.total_supply()
    number = submitted(made)
    ends = made.contribution_of(number).decide_by
    coop.chain.advance(REVIEW - 1)
    with refuses("ContributionRewards_TooEarly", contributionId=number, deadline=ends):
        made.lapse(number).send(MALLORY)
    coop.chain.advance(1)
    for call in (made.accept(number, 10_000), made.decline(number)):
        with refuses("ContributionRewards_TooLate", contributionId=number, deadline=ends):
            call.send(REWARDER)
    receipt = made.lapse(number).send(MALLORY)
    assert made.decode(receipt, ContributionRewards.Lapsed)[0].contribution_id == number
    assert (made.contribution_of(number).state, coop.token.total_supply()) == (LAPSED, supply)
    assert submitted(made) == number + 1 == made.contribution_count()


def test_in_the_last_second_a_contribution_is_decided(coop: Cooperative) -> None:
    made = rewards(coop)
    number = submitted(made)
    coop.chain.advance(REVIEW - 1)
    made.accept(number, 10_000).send(REWARDER)
    assert made.contribution_of(number).state == ACCEPTED


def test_what_is_over_is_over(coop: Cooperative) -> None:
    """Withdrawn, declined, accepted: nothing else can be done, and only what was accepted can be minted."""
    made = rewards(coop)
    withdrawn, declined, taken = (submitted(made) for _ in range(3))
    made.lapse(withdrawn).send(ALICE)
    receipt = made.decline(declined).send(REWARDER)
    (said,) = made.decode(receipt, ContributionRewards.Declined)
    assert (said.contribution_id, said.rewarder) == (declined, REWARDER)
    made.accept(taken, 1).send(REWARDER)
    states = {withdrawn: LAPSED, declined: DECLINED, taken: ACCEPTED, 9: 0}
    for number, state in states.items():
        for call in (made.accept(number, 1), made.decline(number)):
            with refuses("ContributionRewards_WrongState", contributionId=number, state=state):
                call.send(REWARDER)
        with refuses("ContributionRewards_WrongState", contributionId=number, state=state):
            made.lapse(number).send(ALICE)
    for number in (withdrawn, declined, 9):
        assert made.awarded(number) == 0
        with refuses("ContributionRewards_WrongState", contributionId=number, state=states[number]):
            made.mint(number).send(MALLORY)


def test_what_waits_is_not_minted(coop: Cooperative) -> None:
    made = rewards(coop)
    number = submitted(made)
    with refuses("ContributionRewards_WrongState", contributionId=number, state=SUBMITTED):
        made.mint(number).send(ALICE)


def test_nobody_decides_its_own(coop: Cooperative) -> None:
    made = rewards(coop)
    decree(coop, coop.access.grant_role(int(Role.REWARDER), BOB, 0))
    number = submitted(made, by=BOB)
    for call in (made.accept(number, 10_000), made.decline(number)):
        with refuses("ContributionRewards_OwnContribution", contributionId=number, account=BOB):
            call.send(BOB)
    other = submitted(made, by=ALICE)
    made.accept(other, 10_000).send(BOB)
    enact(coop, made.accept(number, 10_000), title="Bob's work")
    assert made.contribution_of(number).state == ACCEPTED


def test_only_those_who_may_decide_and_set(coop: Cooperative) -> None:
    made = rewards(coop)
    number = submitted(made)
    calls = (made.accept(number, 1), made.decline(number), made.set_reward(CODE, OF_TEXT))
    for somebody in (ALICE, BOB, MALLORY, DEPLOYER, OPERATOR):
        for call in calls:
            with refuses("AccessManagedUnauthorized", caller=somebody):
                call.send(somebody)
    with refuses("AccessManagedUnauthorized", caller=REWARDER):
        made.set_reward(CODE, OF_TEXT).send(REWARDER)


def test_members_submit_what_they_can_show_of_a_kind_there_is(coop: Cooperative) -> None:
    made = rewards(coop)
    with refuses("ContributionRewards_NotMember", account=MALLORY):
        made.submit(CODE, EVIDENCE, "").send(MALLORY)
    with refuses("ContributionRewards_NoEvidence", kind=CODE):
        made.submit(CODE, bytes(32), "").send(ALICE)
    unknown = b"music".ljust(32, b"\0")
    with refuses("ContributionRewards_UnknownKind", kind=unknown):
        made.submit(unknown, EVIDENCE, "").send(ALICE)
    assert (made.revision_count(unknown), made.reward_of(unknown)) == (0, NONE)


@pytest.mark.parametrize("bps", [0, 10_001])
def test_a_part_is_something_and_at_most_the_whole(coop: Cooperative, bps: int) -> None:
    made = rewards(coop)
    with refuses("ContributionRewards_InvalidPart", bps=bps, maximum=10_000):
        made.accept(submitted(made), bps).send(REWARDER)


@pytest.mark.parametrize(
    ("kind", "reward", "error", "operands"),
    [
        (bytes(32), OF_CODE, "ContributionRewards_InvalidKind", {"kind": bytes(32)}),
        (b"x" * 32, NONE, "ContributionRewards_UnknownKind", {"kind": b"x" * 32}),
        (
            CODE,
            Reward(9_999, 0, 0),
            "ContributionRewards_InvalidAmount",
            {"amount": 9_999, "minimum": 10_000},
        ),
        (
            CODE,
            Reward(TOKEN, 2, 1),
            "ContributionRewards_InvalidSchedule",
            {"cliff": 2, "duration": 1, "maximum": 10 * YEAR},
        ),
        (
            CODE,
            Reward(TOKEN, 0, 10 * YEAR + 1),
            "ContributionRewards_InvalidSchedule",
            {"cliff": 0, "duration": 10 * YEAR + 1, "maximum": 10 * YEAR},
        ),
    ],
    ids=str,
)
def test_rewards_that_make_no_sense_are_refused(
    coop: Cooperative, kind: bytes, reward: Reward, error: str, operands: dict[str, object]
) -> None:
    """By a vote, and by who deploys the contract with them."""
    made = rewards(coop)
    with refuses(error, **operands):
        decree(coop, made.set_reward(kind, reward))
    assert (made.revision_count(kind), made.reward_of(CODE)) == ((kind == CODE) * 1, OF_CODE)
    parts = (coop.access.address, coop.token.address, coop.membership.address)
    with refuses(error, **operands):
        ContributionRewards.deploy(coop.chain, DEPLOYER, *parts, REVIEW, (KindReward(kind, reward),))


def test_the_longest_schedule_can_be_accepted(coop: Cooperative) -> None:
    made = rewards(coop)
    decree(coop, made.set_reward(TEXT, Reward(10_000, 10 * YEAR, 10 * YEAR)))
    _, award = accepted(made, TEXT)
    assert award.cliff() == award.end() == award.start() + 10 * YEAR


@pytest.mark.parametrize("period", [0, YEAR + 1])
def test_a_review_has_its_time(coop: Cooperative, period: int) -> None:
    parts = (coop.access.address, coop.token.address, coop.membership.address)
    with refuses("ContributionRewards_InvalidReviewPeriod", period=period, maximum=YEAR):
        ContributionRewards.deploy(coop.chain, DEPLOYER, *parts, period, ())


def test_it_says_what_it_stands_on(coop: Cooperative) -> None:
    made = rewards(coop)
    assert (made.token(), made.membership()) == (coop.token.address, coop.membership.address)
    assert made.contribution_of(1).state == made.contribution_count() == 0
    assert [event.kind for event in made.events(ContributionRewards.RewardSet)] == [CODE, TEXT]
