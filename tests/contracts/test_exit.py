"""Leaving with one's share before a measure that one did not vote for is executed."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from dao_sim.bindings import CoopToken, ExitWindow, decode_revert
from dao_sim.bindings.generated.structs import AssetAmount
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.errors import Reverted
from dao_sim.units import ETH, Address, MemberClass, Support
from tests.contracts.exits import LENGTH, endow, leaving
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    DEPLOYER,
    ERIN,
    GUARDIAN,
    MALLORY,
    NOBODY,
    TOKEN,
    decree,
    mock,
    mock_token,
    nothing_moves,
    refuses,
)
from tests.contracts.splits import parts
from tests.contracts.test_options import content
from tests.contracts.test_rule_chambers import rule_of as chambers_rule
from tests.contracts.yesno import fractional_rule, member_rule, split, token_rule


def test_who_did_not_vote_for_it_leaves_with_a_share(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop, {ETH: 20 * TOKEN})
    number = table.queue(ALICE)
    window, token = table.window, coop.token
    opened = window.window_of(number)
    assert (opened.closes_at, opened.supply, opened.burned) == (coop.chain.now() + LENGTH, 2_000 * TOKEN, 0)
    assert opened.snapshot == table.meeting.governor.proposal_snapshot(number)
    assert window.pots_of(number) == (AssetAmount(ETH, 80 * TOKEN),)
    assert coop.treasury.earmarked(ETH) == window.reserved(ETH) == 80 * TOKEN
    token.approve(window.address, 600 * TOKEN).send(BOB)
    receipt = window.exit_over(number, 600 * TOKEN).send(BOB)
    (left,) = window.decode(receipt, ExitWindow.Exited)
    (owed,) = window.decode(receipt, ExitWindow.Owed)
    assert (left.proposal_id, left.member, left.burned) == (number, BOB, 600 * TOKEN)
    assert (owed.member, owed.asset, owed.amount) == (BOB, ETH, 24 * TOKEN)
    assert (token.balance_of(BOB), token.total_supply()) == (0, 1_400 * TOKEN)
    assert window.owed_to(BOB, ETH) == 24 * TOKEN
    before = coop.chain.balance(DAVE)
    window.claim(ETH, DAVE).send(BOB)
    assert coop.chain.balance(DAVE) - before == 24 * TOKEN
    assert coop.treasury.earmarked(ETH) == 56 * TOKEN
    with refuses("ExitWindow_NothingOwed", member=BOB, asset=ETH):
        window.claim(ETH, DAVE).send(BOB)


def test_execution_waits_for_the_window_to_close(coop: Cooperative) -> None:
    """The timelock's two days are over a day before the window is."""
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    number = table.queue(ALICE)
    closes_at = table.window.window_of(number).closes_at
    coop.chain.advance(LENGTH - 1)
    with refuses("ExitWindow_Open", proposalId=number, closesAt=closes_at):
        table.execute()
    table.exit(number, BOB, 1)
    coop.chain.advance(1)
    with nothing_moves(coop), refuses("ExitWindow_Closed", proposalId=number, closesAt=closes_at):
        table.window.exit_over(number, 1).send(BOB)
    before = coop.chain.balance(MALLORY)
    table.execute()
    assert coop.chain.balance(MALLORY) > before
    assert table.window.reserved(ETH) == 0
    assert coop.treasury.earmarked(ETH) == table.window.owed_to(BOB, ETH)


def test_who_voted_for_it_stays_and_only_members_leave(coop: Cooperative) -> None:
    coop.mint(DAVE, 100 * TOKEN)
    coop.chain.advance(1)
    table = leaving(coop)
    number = table.queue(ALICE)
    with refuses("ExitWindow_VotedFor", proposalId=number, member=ALICE):
        table.exit(number, ALICE, 1)
    with refuses("ExitWindow_NotMember", account=DAVE):
        table.exit(number, DAVE, 1)
    decree(coop, coop.membership.expel(BOB))
    with refuses("ExitWindow_NotMember", account=BOB):
        table.exit(number, BOB, 1)
    table.exit(number, CAROL, 1)


def test_at_most_what_is_held_and_was_held(coop: Cooperative) -> None:
    table = leaving(coop)
    number = table.queue(ALICE)
    coop.token.transfer(CAROL, 100 * TOKEN).send(BOB)
    assert table.window.burnable(number, BOB) == 500 * TOKEN
    assert table.window.burnable(number, CAROL) == 400 * TOKEN
    for who, most in ((BOB, 500 * TOKEN), (CAROL, 400 * TOKEN)):
        for amount in (0, most + 1):
            with refuses("ExitWindow_InvalidAmount", amount=amount, maximum=most):
                table.exit(number, who, amount)
    table.exit(number, CAROL, 400 * TOKEN)
    with refuses("ExitWindow_InvalidAmount", amount=1, maximum=0):  # the hundred that came later stay
        table.exit(number, CAROL, 1)


def test_nothing_is_open_before_it_is_queued_or_after_it_is_cancelled(coop: Cooperative) -> None:
    table = leaving(coop)
    with refuses("ExitWindow_Closed", proposalId=1, closesAt=0):
        table.exit(1, BOB, 1)
    number = table.queue(ALICE)
    table.cancel(GUARDIAN)
    now = coop.chain.now()
    with refuses("ExitWindow_Closed", proposalId=number, closesAt=now):
        table.exit(number, BOB, 1)


def test_a_window_that_was_cancelled_holds_nothing_back(coop: Cooperative) -> None:
    """Two that were cancelled in either order, and one that is still open in between."""
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    texts = ("First", "Second", "Third")
    numbers = [table.meeting.propose(ALICE, table.measure, text=text) for text in texts]
    table.meeting.open(numbers[-1])
    for number in numbers:
        table.meeting.governor.cast_vote(number, Support.FOR).send(ALICE)
    table.meeting.close(numbers[-1])
    for text in texts:
        table.queued(text)
        coop.chain.advance(60)
    for text, left in (("Third", 100), ("First", 100), ("Second", 0)):
        table.cancel(GUARDIAN, text)
        table.window.settle().send(MALLORY)
        assert coop.treasury.earmarked(ETH) == left * TOKEN
    assert coop.treasury.free(ETH) == 100 * TOKEN


def test_the_order_of_exits_does_not_matter(coop: Cooperative) -> None:
    endow(coop, 99 * TOKEN + 7)
    asset = mock_token(coop.chain)
    asset.mint(coop.treasury.address, 10**6 + 1).send(ALICE)
    table = leaving(coop, {ETH: 3, asset.address: 0})
    number = table.queue(ALICE)
    start, results = coop.chain.checkpoint(), set()
    leavers = ((BOB, 600 * TOKEN - 1), (CAROL, 123), (CAROL, 400 * TOKEN - 123))
    for order in permutations(leavers):
        for who, amount in order:
            table.exit(number, who, amount)
        held = [table.window.owed_to(who, kind) for who in (BOB, CAROL) for kind in (ETH, asset.address)]
        results.add(tuple(held))
        coop.chain.restore(start)
        start = coop.chain.checkpoint()
    assert len(results) == 1


def test_what_others_set_aside_and_the_minimum_stay(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    decree(coop, coop.access.grant_role(int(Role.EARMARKER), ERIN, 0))
    coop.treasury.set_earmark(ETH, 30 * TOKEN).send(ERIN)
    table = leaving(coop, {ETH: 60 * TOKEN})
    number = table.queue(ALICE)
    assert table.window.pots_of(number) == (AssetAmount(ETH, 10 * TOKEN),)
    table.exit(number, BOB, 600 * TOKEN)
    table.window.claim(ETH, BOB).send(BOB)
    assert coop.chain.balance(coop.treasury.address) == 97 * TOKEN
    assert coop.treasury.earmark_of(ERIN, ETH) == 30 * TOKEN


def test_a_treasury_below_its_minimum_shares_out_nothing(coop: Cooperative) -> None:
    endow(coop, TOKEN)
    table = leaving(coop, {ETH: 2 * TOKEN})
    number = table.queue(ALICE)
    assert table.window.pots_of(number) == ()
    table.exit(number, BOB, 600 * TOKEN)
    with refuses("ExitWindow_NothingOwed", member=BOB, asset=ETH):
        table.window.claim(ETH, BOB).send(BOB)


def test_no_payment_takes_what_a_window_may_ask_for(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop, {ETH: 20 * TOKEN})
    number = table.queue(ALICE)
    with refuses("Treasury_NotFree", asset=ETH, amount=20 * TOKEN + 1, free=20 * TOKEN):
        decree(coop, coop.treasury.pay(ETH, DAVE, 20 * TOKEN + 1))
    decree(coop, coop.treasury.pay(ETH, DAVE, 20 * TOKEN))
    table.close(number)
    table.window.settle().send(MALLORY)
    assert coop.treasury.free(ETH) == 80 * TOKEN
    decree(coop, coop.treasury.pay(ETH, DAVE, 30 * TOKEN))


def test_windows_that_overlap_share_what_there_is(coop: Cooperative) -> None:
    """A harmless measure that all voted for, queued just before, does not empty the other one's pot."""
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    house = table.meeting
    numbers = [house.propose(ALICE, table.measure, text=text) for text in ("Harmless", "Hostile")]
    house.open(numbers[1])
    for voter in (ALICE, BOB, CAROL):
        house.governor.cast_vote(numbers[0], Support.FOR).send(voter)
    house.governor.cast_vote(numbers[1], Support.FOR).send(ALICE)
    house.close(numbers[1])
    for text in ("Harmless", "Hostile"):
        table.queued(text)
        coop.chain.advance(60)
    assert [table.window.pots_of(number)[0].amount // TOKEN for number in numbers] == [100, 100]
    assert table.window.reserved(ETH) == 100 * TOKEN
    for who, amount in ((BOB, 600), (CAROL, 400)):
        table.exit(numbers[1], who, amount * TOKEN)
    assert [table.window.owed_to(who, ETH) // TOKEN for who in (BOB, CAROL)] == [30, 20]
    assert table.window.reserved(ETH) == 50 * TOKEN


def test_a_later_window_counts_from_what_is_left(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    first = table.queue(ALICE, text="First")
    table.exit(first, BOB, 600 * TOKEN)
    table.close(first)
    second = table.queue(ALICE, text="Second")
    assert table.window.window_of(second).supply == 1_400 * TOKEN
    assert table.window.pots_of(second) == (AssetAmount(ETH, 70 * TOKEN),)
    table.exit(second, CAROL, 400 * TOKEN)
    assert [table.window.owed_to(who, ETH) // TOKEN for who in (BOB, CAROL)] == [30, 20]
    assert coop.treasury.earmarked(ETH) == 100 * TOKEN


def test_what_was_burned_before_the_queue_and_minted_after_it_leaves_with_nothing(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    number = table.adopt(ALICE)
    coop.token.burn(600 * TOKEN).send(BOB)
    coop.token.burn(990 * TOKEN).send(ALICE)
    coop.chain.advance(1)
    table.queued()
    coop.mint(BOB, 600 * TOKEN)
    assert table.window.window_of(number).supply == 410 * TOKEN
    assert [table.window.burnable(number, who) // TOKEN for who in (BOB, CAROL)] == [0, 400]
    table.exit(number, CAROL, 400 * TOKEN)
    assert table.window.owed_to(CAROL, ETH) == 100 * TOKEN * 400 // 410


def test_who_was_excluded_before_the_queue_leaves_with_nothing(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    number = table.adopt(ALICE)
    decree(coop, coop.token.set_excluded(BOB, True))
    coop.chain.advance(1)
    table.queued()
    assert table.window.window_of(number).supply == 1_400 * TOKEN
    assert table.window.burnable(number, BOB) == 0


@pytest.mark.parametrize("excluded", [True, False], ids=["into an excluded account", "nowhere"])
def test_tokens_that_are_moved_for_the_moment_of_queueing_change_no_share(
    coop: Cooperative, excluded: bool
) -> None:
    """Out of the votes, queue, and back, in one second: the supply is that of the second before."""
    endow(coop, 100 * TOKEN)
    decree(coop, coop.token.set_excluded(DAVE, True))
    coop.chain.advance(1)
    table = leaving(coop)
    number = table.adopt(ALICE)
    if excluded:
        coop.token.transfer(DAVE, 1_000 * TOKEN).send(ALICE)
    table.queued()
    if excluded:
        coop.token.transfer(ALICE, 1_000 * TOKEN).send(DAVE)
    assert table.window.window_of(number).supply == 2_000 * TOKEN
    table.exit(number, BOB, 600 * TOKEN)
    assert table.window.owed_to(BOB, ETH) == 30 * TOKEN


def test_two_windows_and_new_tokens_exhaust_what_there_was(coop: Cooperative) -> None:
    """Minting between two windows that overlap makes more claims than there is money: the last is refused."""
    endow(coop, 100 * TOKEN)
    table, harmless, diluted = leaving(coop), "Harmless", "Diluted"
    house = table.meeting
    first = house.propose(ALICE, table.measure, text=harmless)
    coop.chain.advance(LENGTH // 3)
    coop.admit(ERIN, MemberClass.PATRON)
    coop.mint(ERIN, 1_999 * TOKEN)
    coop.mint(DAVE, TOKEN)
    coop.chain.advance(1)
    second = house.propose(ALICE, table.measure, text=diluted)
    house.open(second)
    for number, support in ((first, Support.FOR), (second, Support.ABSTAIN)):
        house.governor.cast_vote(number, support).send(ALICE)
    house.governor.cast_vote(second, Support.FOR).send(DAVE)
    coop.token.burn(1_999 * TOKEN).send(ERIN)
    house.close(first)
    table.queued(harmless)
    house.close(second)
    coop.mint(ERIN, 1_999 * TOKEN)
    coop.chain.advance(1)
    table.queued(diluted)
    assert [table.window.window_of(each).supply // TOKEN for each in (first, second)] == [2_001, 4_000]
    for who, amount in ((BOB, 600), (CAROL, 400)):
        table.exit(first, who, amount * TOKEN)
    table.exit(second, ERIN, 1_999 * TOKEN)
    left, wanted = table.window.reserved(ETH), 25 * TOKEN
    assert left < wanted
    with refuses("ExitWindow_Exhausted", asset=ETH, amount=wanted, left=left):
        table.exit(second, ALICE, 1_000 * TOKEN)
    table.exit(second, ALICE, left * 40)
    assert table.window.reserved(ETH) == 0


@pytest.mark.parametrize(
    "rule", [member_rule, fractional_rule, chambers_rule], ids=["member", "fractional", "chambers"]
)
def test_each_rule_of_measures_tells_who_voted_for(coop: Cooperative, rule: object) -> None:
    made = rule(coop)  # type: ignore[operator]
    table = leaving(coop, rule=made)
    number = table.meeting.propose(ALICE, table.measure)
    table.meeting.open(number)
    governor = table.meeting.governor
    if rule is fractional_rule:
        half = split(for_=1, abstain=1_000 * TOKEN - 1)
        governor.cast_vote_with_reason_and_params(number, 255, "", half).send(ALICE)
        governor.cast_vote_with_reason_and_params(number, 255, "", split(abstain=TOKEN)).send(BOB)
        governor.cast_vote(number, Support.ABSTAIN).send(BOB)
    else:
        governor.cast_vote(number, Support.FOR).send(ALICE)
        governor.cast_vote(number, Support.ABSTAIN).send(BOB)
    assert [made.voted_for(number, who) for who in (ALICE, BOB, CAROL)] == [True, False, False]


def test_members_who_delegated_may_leave_for_they_did_not_vote(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    coop.token.delegate_split(parts({ALICE: 5_000, DAVE: 5_000})).send(BOB)
    table = leaving(coop)
    number = table.queue(ALICE)
    table.exit(number, BOB, 600 * TOKEN)
    assert table.window.owed_to(BOB, ETH) == 30 * TOKEN
    assert coop.token.get_votes(DAVE) == 0


@pytest.mark.parametrize("defended", [True, False], ids=["at the snapshot", "whatever is held"])
def test_an_exit_with_tokens_that_were_bought_for_it(coop: Cooperative, defended: bool) -> None:
    """Bought below their share of the treasury once the measure is adopted, burned in the same second."""
    endow(coop, 100 * TOKEN)
    coop.admit(ERIN, MemberClass.PATRON)
    table = leaving(coop, name="ExitWindow" if defended else "UnlimitedExit")
    number = table.queue(ALICE)
    coop.token.transfer(ERIN, 900 * TOKEN).send(ALICE)  # who voted for it, and may not leave itself
    if defended:
        with refuses("ExitWindow_InvalidAmount", amount=900 * TOKEN, maximum=0):
            table.exit(number, ERIN, 900 * TOKEN)
    else:
        table.exit(number, ERIN, 900 * TOKEN)
    assert table.window.owed_to(ERIN, ETH) == (0 if defended else 45 * TOKEN)


def test_a_payee_that_refuses_keeps_nobody_else_in(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    mocked = mock(coop.chain, "BlacklistingToken")
    banning = CoopToken(coop.chain, mocked.address)
    banning.mint(coop.treasury.address, 1_000).send(ALICE)
    table = leaving(coop, {ETH: 0, banning.address: 0})
    number = table.queue(ALICE)
    table.exit(number, BOB, 600 * TOKEN)
    mocked.write("setBanned(address,bool)", BOB, True).send(ALICE)
    with pytest.raises(Reverted):
        table.window.claim(banning.address, BOB).send(BOB)
    table.window.claim(ETH, BOB).send(BOB)
    table.exit(number, CAROL, 400 * TOKEN)
    table.window.claim(banning.address, CAROL).send(CAROL)
    assert banning.balance_of(CAROL) == 200
    assert table.window.owed_to(BOB, banning.address) == 300
    table.window.claim(banning.address, DAVE).send(BOB)
    assert banning.balance_of(DAVE) == 300


def test_a_payee_that_comes_back_gets_nothing_twice(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    thief = mock(coop.chain, "Actor")
    coop.admit(thief.address, MemberClass.PATRON)
    coop.mint(thief.address, 100 * TOKEN)
    coop.chain.advance(1)
    table = leaving(coop)
    number = table.queue(ALICE)

    def act(call: object) -> None:
        thief.write("act(address,bytes)", call.to, call.data).send(MALLORY)  # type: ignore[attr-defined]

    act(coop.token.approve(table.window.address, 100 * TOKEN))
    act(table.window.exit_over(number, 50 * TOKEN))
    for again in (table.window.claim(ETH, thief.address), table.window.exit_over(number, 50 * TOKEN)):
        thief.write("arm(address,bytes,bool)", again.to, again.data, False).send(MALLORY)
        start = coop.chain.checkpoint()
        act(table.window.claim(ETH, thief.address))
        assert thief.read("succeeded()") is False
        assert coop.chain.balance(thief.address) == 100 * TOKEN * 50 // 2_100
        coop.chain.restore(start)


@pytest.mark.parametrize("name", ["GasBurningAsset", "LongWindedAsset", "GasBurningPayee"])
def test_an_asset_that_broke_stops_no_measure_and_can_be_taken_off(coop: Cooperative, name: str) -> None:
    """One that burns all gas, one whose answer would cost all gas to keep, and one that is no token."""
    endow(coop, 100 * TOKEN)
    broken = [mock(coop.chain, name).address for _ in range(10)]
    table = leaving(coop, {ETH: 0, MALLORY: 0, **dict.fromkeys(broken, 0)})
    number = table.adopt(ALICE)
    assert table.queued().gas_used < 8_000_000
    assert table.window.pots_of(number) == (AssetAmount(ETH, 100 * TOKEN),)
    table.close(number)
    table.execute()
    decree(coop, table.window.unlist_asset(broken[0]))
    assert {each.asset for each in table.window.minimums()} == {ETH, MALLORY, *broken[1:]}


def test_whoever_queues_cannot_choose_so_little_gas_that_an_asset_seems_broken(coop: Cooperative) -> None:
    """With any gas that lets the measure be queued at all, every asset is shared out."""
    endow(coop, 100 * TOKEN)
    assets = [mock_token(coop.chain) for _ in range(15)]
    for asset in assets:
        asset.mint(coop.treasury.address, 1_000).send(ALICE)
    table = leaving(coop, {ETH: 0, **{asset.address: 0 for asset in assets}})
    miser = mock(coop.chain, "Miser")
    number = table.adopt(ALICE)
    queue = table.meeting.governor.queue(*content([[table.measure]], "A measure"))
    start, outcomes, errors = coop.chain.checkpoint(), set(), set()
    for gas in range(500_000, 5_000_000, 50_000):
        coop.chain.restore(start)
        start = coop.chain.checkpoint()
        miser.write("act(address,bytes,uint256)", queue.to, queue.data, gas).send(MALLORY)
        outcomes.add((miser.read("succeeded()"), len(table.window.pots_of(number))))
        errors.add(decode_revert(miser.read("result()")).name)
    assert outcomes == {(False, 0), (True, 16)}
    assert "ExitWindow_TooLittleGas" in errors


def test_a_window_without_its_role_shares_out_nothing_and_stops_nothing(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    table = leaving(coop)
    decree(coop, coop.access.revoke_role(int(Role.EARMARKER), table.window.address))
    number = table.queue(ALICE)
    assert table.window.pots_of(number) == ()
    table.close(number)
    table.execute()


def test_the_list_is_governances(coop: Cooperative) -> None:
    table, asset = leaving(coop, {ETH: 5}), mock_token(coop.chain).address
    window = table.window
    for call in (window.list_asset(asset, 1), window.unlist_asset(ETH)):
        with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=MALLORY):
            call.send(MALLORY)
    decree(coop, window.list_asset(asset, 1))
    decree(coop, window.list_asset(ETH, 6))
    assert window.minimums() == (AssetAmount(ETH, 6), AssetAmount(asset, 1))
    with refuses("ExitWindow_InvalidAsset", asset=coop.token.address, maximum=16):
        decree(coop, window.list_asset(coop.token.address, 0))
    for place in range(14):
        decree(coop, window.list_asset(Address(f"0x{place + 1:040x}"), 0))
    with refuses("ExitWindow_InvalidAsset", asset=MALLORY, maximum=16):
        decree(coop, window.list_asset(MALLORY, 0))
    decree(coop, window.unlist_asset(asset))
    with refuses("ExitWindow_NotListed", asset=asset):
        decree(coop, window.unlist_asset(asset))


def test_a_window_is_made_sensibly(coop: Cooperative) -> None:
    parties = coop.access.address, coop.token.address, coop.membership.address, coop.treasury.address
    for length in (0, 365 * DAY + 1):
        with refuses("ExitWindow_InvalidLength", length=length, maximum=365 * DAY):
            ExitWindow.create(coop.chain, DEPLOYER, *parties, length, [])
    twice = [AssetAmount(ETH, 0), AssetAmount(ETH, 1)]
    with refuses("ExitWindow_InvalidAsset", asset=ETH, maximum=16):
        ExitWindow.create(coop.chain, DEPLOYER, *parties, DAY, twice)
    window = leaving(coop).window
    assert (window.length(), window.token(), window.membership(), window.treasury()) == (
        *(LENGTH, coop.token.address, coop.membership.address),
        coop.treasury.address,
    )
    for call in (window.on_queue(1), window.on_execute(1, []), window.on_cancel(1, MALLORY)):
        with refuses("ServesGovernor_OnlyGovernor", caller=MALLORY):
            call.send(MALLORY)
    with refuses("ServesGovernor_OnlyGovernor", caller=NOBODY):
        window.on_propose(1, MALLORY, [])
    assert window.governor() != NOBODY


def test_an_excluded_member_has_no_share(coop: Cooperative) -> None:
    endow(coop, 100 * TOKEN)
    decree(coop, coop.token.set_excluded(BOB, True))
    coop.chain.advance(1)
    table = leaving(coop, rule=token_rule(coop, 100))
    number = table.queue(ALICE)
    assert table.window.window_of(number).supply == 1_400 * TOKEN
    with refuses("ExitWindow_InvalidAmount", amount=1, maximum=0):
        table.exit(number, BOB, 1)


def test_random_exits_take_what_is_theirs(coop: Cooperative) -> None:
    """Whoever leaves, in whatever parts: each gets its share of the pot, less than a unit per part lost."""
    rng = Random(5)
    endow(coop, 100 * TOKEN + 77)
    table = leaving(coop)
    number = table.queue(ALICE)
    [pot], start = table.window.pots_of(number), coop.chain.checkpoint()
    for _ in range(60):
        burned: dict[Address, int] = {BOB: 0, CAROL: 0}
        parts_of = {BOB: 0, CAROL: 0}
        for _ in range(rng.randrange(1, 6)):
            who = rng.choice((BOB, CAROL))
            most = table.window.burnable(number, who)
            if not most:
                continue
            amount = rng.choice((1, most, rng.randint(1, most)))
            table.exit(number, who, amount)
            burned[who] += amount
            parts_of[who] += 1
        for who, units in burned.items():
            exact = pot.amount * units
            got = table.window.owed_to(who, ETH) * 2_000 * TOKEN
            assert exact - parts_of[who] * 2_000 * TOKEN <= got <= exact
        coop.chain.restore(start)
        start = coop.chain.checkpoint()
