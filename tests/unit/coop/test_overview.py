"""A co-op at a glance: its money by asset, and what its people could do now."""

from __future__ import annotations

from dao_sim.coop import Cooperative
from dao_sim.coop.overview import Allowance, Holding, overview, waiting_for
from dao_sim.coop.stages import Stage
from dao_sim.units import ETH, Address, MemberClass, Support
from tests.contracts.kit import mock_token

TOKEN = 10**18


def holding(coop: Cooperative, asset: Address) -> Holding:
    (found,) = (each for each in overview(coop).treasury if each.asset.address == asset)
    return found


def test_people_supply_and_levy(coop: Cooperative) -> None:
    coop.admit(coop.chain.accounts()[4], MemberClass.PATRON)
    coop.mint(coop.chain.accounts()[4], 5 * TOKEN)
    found = overview(coop)
    assert found.members == {
        MemberClass.CREATOR: 1,
        MemberClass.ENTERPRISE: 0,
        MemberClass.PUBLIC_BODY: 0,
        MemberClass.PATRON: 1,
    }
    assert (found.supply, found.levy, found.open_items) == (1005 * TOKEN, 500, ())


def test_the_treasury_in_every_asset_ever_listed(coop: Cooperative) -> None:
    timelock, treasury = coop.timelock.address, coop.treasury
    plain, broken = mock_token(coop.chain), coop.membership.address  # no ERC-20 at all
    for call in (coop.vault.list_asset(plain.address), coop.vault.list_asset(broken)):
        call.send(timelock)
    coop.vault.unlist_asset(plain.address).send(timelock)
    plain.mint(treasury.address, 7).send(coop.founders[0])
    coop.mint(treasury.address, 3 * TOKEN)
    coop.chain.fund(treasury.address, 9 * TOKEN)
    assets = [each.asset.address for each in overview(coop).treasury]
    assert assets == [ETH, coop.token.address, plain.address, broken]
    assert holding(coop, ETH).amount == 9 * TOKEN
    assert holding(coop, coop.token.address).amount == 3 * TOKEN
    assert holding(coop, plain.address).amount == 7


def test_a_token_that_does_not_answer_is_no_reason_to_fail(coop: Cooperative) -> None:
    mute = coop.vault.address
    coop.vault.list_asset(mute).send(coop.timelock.address)
    assert (holding(coop, mute).amount, holding(coop, mute).asset.symbol) == (None, mute)


def test_who_may_still_pay_how_much(coop: Cooperative) -> None:
    timelock, helper = coop.timelock.address, coop.chain.accounts()[5]
    coop.chain.fund(coop.treasury.address, 9 * TOKEN)
    coop.treasury.set_cap(helper, ETH, 4).send(timelock)
    coop.treasury.pay(ETH, helper, 2 * TOKEN).send(timelock)
    assert holding(coop, ETH).allowances == (
        Allowance(spender=timelock, cap=5 * TOKEN, remaining=3 * TOKEN),
        Allowance(spender=helper, cap=4, remaining=4),
    )
    assert holding(coop, coop.token.address).allowances == (Allowance(spender=timelock, cap=0, remaining=0),)


def test_what_waits_for_whom(coop: Cooperative) -> None:
    ada, bram = coop.founders[0], coop.chain.accounts()[2]
    first = coop.propose(ada, coop.vault.set_levy(700), "First").open()
    first.vote(ada, Support.FOR)
    first.close()
    second = coop.propose(ada, coop.vault.set_levy(600), "Second").open()
    items = overview(coop).open_items
    assert [item.stage for item in items] == [Stage.QUEUE, Stage.VOTING]
    for_ada, for_bram = waiting_for(coop, ada, items), waiting_for(coop, bram, items)
    assert [item.id for item in for_ada.votes] == [second.id]
    assert [item.id for item in for_ada.to_queue] == [first.id]
    assert (for_bram.votes, for_bram.to_queue, for_bram.claimable) == ((), for_ada.to_queue, ())

    first.queue()
    coop.chain.advance(first.eta - coop.chain.now())
    waiting = waiting_for(coop, bram, overview(coop).open_items)
    assert ([item.id for item in waiting.to_execute], waiting.to_queue) == ([first.id], ())


def test_what_was_earned_waits_to_be_claimed(coop: Cooperative) -> None:
    ada, bram, kiosk = coop.founders[0], *coop.chain.accounts()[2:4]
    work = coop.register_work(ada, b"a song", {ada: 600_000, bram: 400_000})
    assert waiting_for(coop, bram, ()).claimable == ()
    coop.deposit(work, 1_000, kiosk)
    (earning,) = waiting_for(coop, bram, ()).claimable
    assert (earning.work_id, earning.asset, earning.claimable) == (work, ETH, 380)
    assert holding(coop, ETH).levy_accrued == 50
    coop.claim(work, bram)
    assert waiting_for(coop, bram, ()).claimable == ()
