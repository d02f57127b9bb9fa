"""What units of works earned their holder, to the millionth."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.coop.earnings import Earning, earnings
from dao_sim.units import CREDIT_PER_UNIT, ETH, Address, MemberClass

THIRDS = (333_333, 666_667)


@pytest.fixture
def people(coop: Cooperative) -> tuple[Address, Address, Address]:
    """Ada and Bram are members, the kiosk is a customer."""
    bram, kiosk = coop.chain.accounts()[2:4]
    coop.admit(bram, MemberClass.CREATOR)
    return coop.founders[0], bram, kiosk


@pytest.fixture
def song(coop: Cooperative, people: tuple[Address, Address, Address]) -> int:
    ada, bram, _ = people
    return coop.register_work(ada, b"a song", dict(zip((ada, bram), THIRDS, strict=True)))


def test_who_never_held_units_earned_nothing(coop: Cooperative) -> None:
    assert earnings(coop, coop.chain.accounts()[5]) == []


def test_units_without_income_are_shown_all_the_same(
    coop: Cooperative, people: tuple[Address, Address, Address], song: int
) -> None:
    expected = Earning(work_id=song, asset=ETH, units=THIRDS[0], claimable=0, fraction=0, claimed=0)
    assert earnings(coop, people[0]) == [expected]


def test_every_millionth_is_somewhere(
    coop: Cooperative, people: tuple[Address, Address, Address], song: int
) -> None:
    ada, bram, kiosk = people
    coop.deposit(song, 1_001, sender=kiosk)
    coop.claim(song, ada)
    coop.deposit(song, 11, sender=kiosk)
    both = [*earnings(coop, ada), *earnings(coop, bram)]
    credit = sum((each.claimable + each.claimed) * CREDIT_PER_UNIT + each.fraction for each in both)
    assert credit == coop.vault.income(song, ETH) * CREDIT_PER_UNIT
    net = coop.vault.income(song, ETH)
    (mine,) = earnings(coop, ada)
    assert mine.claimed == (1_001 - 1_001 // 20) * THIRDS[0] // CREDIT_PER_UNIT
    assert divmod(net * THIRDS[0], CREDIT_PER_UNIT) == (mine.claimed + mine.claimable, mine.fraction)
    assert mine.claimable == coop.vault.claimable(song, ETH, ada)


def test_assets_are_kept_apart_and_other_peoples_works_left_out(
    coop: Cooperative, people: tuple[Address, Address, Address], song: int
) -> None:
    ada, bram, kiosk = people
    token = coop.token.address
    coop.vault.list_asset(token).send(coop.timelock.address)
    film = coop.register_work(bram, b"a film", {bram: 1_000_000})
    coop.deposit(song, 500, sender=kiosk)
    coop.deposit(song, 10**18, sender=ada, asset=token)
    coop.deposit(film, 500, sender=kiosk)
    assert [(each.work_id, each.asset) for each in earnings(coop, ada)] == sorted(
        [(song, ETH), (song, token)]
    )
    assert {each.work_id for each in earnings(coop, bram)} == {song, film}


def test_who_sold_its_units_keeps_what_they_earned_before(
    coop: Cooperative, people: tuple[Address, Address, Address], song: int
) -> None:
    ada, bram, kiosk = people
    coop.deposit(song, 1_000_000, sender=kiosk)
    due = coop.vault.claimable(song, ETH, bram)
    coop.vault.transfer(kiosk, song, THIRDS[1]).send(bram)
    (sold,) = earnings(coop, bram)
    assert (sold.units, sold.claimable, sold.claimed) == (0, due, 0)
    coop.claim(song, bram, by=ada)
    (paid,) = earnings(coop, bram)
    assert (paid.units, paid.claimable, paid.claimed) == (0, 0, due)
    (bought,) = earnings(coop, kiosk)
    assert (bought.units, bought.claimable) == (THIRDS[1], 0)


def test_units_that_were_no_units_say_nothing(
    coop: Cooperative, people: tuple[Address, Address, Address], song: int
) -> None:
    """Anybody can announce a transfer of nothing, to anybody."""
    _, bram, kiosk = people
    coop.vault.transfer(kiosk, song, 0).send(bram)
    coop.vault.transfer(bram, song, 0).send(kiosk)
    assert earnings(coop, kiosk) == []
    coop.vault.transfer(bram, song, 5).send(bram)
    assert earnings(coop, bram)[0].units == THIRDS[1]
