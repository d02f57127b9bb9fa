"""Derivatives: parents named by their licences, ancestors paid by the vault."""

from __future__ import annotations

from dao_sim.bindings import Licences, RoyaltyVault
from dao_sim.bindings.generated.structs import Ancestor
from dao_sim.coop import Cooperative
from dao_sim.coop.earnings import earnings
from dao_sim.coop.works import work as work_of
from dao_sim.units import ETH, SHARES_PER_WORK, Address
from tests.contracts.kit import (
    ALICE,
    BOB,
    BUYER,
    CAROL,
    DAY,
    MALLORY,
    NOBODY,
    ORIGIN,
    decree,
    mock_token,
    nothing_moves,
    refuses,
)
from tests.contracts.licensing import (
    SALT,
    Scope,
    announced,
    bought,
    derived,
    hashed,
    licences_of,
    licensed,
    offered,
    revealed,
    stated,
    table_of,
    terms,
)

REASON = b"\x05" * 32


def incomes(coop: Cooperative, *works: int, asset: Address = ETH) -> list[int]:
    return [coop.vault.income(each, asset) for each in works]


def test_a_deposit_for_a_derivative_pays_its_parent_and_the_levy_once(coop: Cooperative, work: int) -> None:
    licence = licensed(coop, CAROL, work, 1_000)
    remix = derived(coop, CAROL, "a remix", [licence])
    (event,) = licences_of(coop).events(Licences.DerivativeRegistered)
    assert (event.work_id, event.parents, event.licences) == (remix, (work,), (licence,))
    (opened,) = coop.vault.events(RoyaltyVault.DerivativeOpened)
    assert (opened.work_id, opened.ancestors) == (remix, ((work, 1_000),))
    assert coop.registry.owner_of(remix) == coop.registry.work(remix).registrant == CAROL
    receipt = coop.deposit(remix, 1_003, BUYER)  # levy 50, net 953
    (passed,) = coop.vault.decode(receipt, RoyaltyVault.PassedOn)
    assert (passed.work_id, passed.asset, passed.amounts) == (remix, ETH, (95,))
    assert incomes(coop, work, remix) == [95, 858]
    assert coop.vault.levy_accrued(ETH) == 50
    assert coop.claim(work, ALICE) == 57  # 60 % of 95
    assert coop.claim(remix, CAROL) == 858
    assert coop.books().balanced


def test_what_members_see_of_it_counts_what_is_passed_on(coop: Cooperative, work: int) -> None:
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 1_000)])
    coop.deposit(remix, 1_003, BUYER)
    coop.deposit(work, 100, BUYER)
    assert (work_of(coop, work).income, work_of(coop, remix).income) == ({ETH: 95 + 95}, {ETH: 858})
    assert (work_of(coop, work).ancestors, work_of(coop, remix).ancestors) == ({}, {work: 1_000})
    (earned,) = earnings(coop, BOB)
    assert (earned.work_id, earned.asset, earned.claimable) == (work, ETH, 76)
    assert coop.books().balanced


def test_an_income_that_only_derivatives_made_is_seen_and_settled(coop: Cooperative, work: int) -> None:
    """In an asset that the parent itself never received, and that was listed later than the derivative."""
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 2_000)])
    token = mock_token(coop.chain)
    decree(coop, coop.vault.list_asset(token.address))
    number = coop.vault.number_of(token.address)
    token.mint(BUYER, 10_000).send(BUYER)
    coop.deposit(remix, 1_000, BUYER, asset=token.address)
    assert incomes(coop, work, remix, asset=token.address) == [190, 760]
    assert coop.vault.assets_received(work) == 1 << number
    assert {(each.work_id, each.asset) for each in earnings(coop, ALICE)} == {(work, token.address)}
    coop.vault.transfer(CAROL, work, 600_000).send(ALICE)
    assert coop.vault.claimable(work, token.address, ALICE) == 114
    assert coop.vault.claimable(work, token.address, CAROL) == 0
    assert coop.claim(work, ALICE, asset=token.address) == 114
    assert coop.books(token.address).balanced


def test_shares_are_not_multiplied_and_the_largest_on_any_path_counts(coop: Cooperative, work: int) -> None:
    left = derived(coop, BOB, "left", [licensed(coop, BOB, work, 300)])
    right = derived(coop, BOB, "right", [licensed(coop, BOB, work, 700)])
    parents = [licensed(coop, CAROL, left, 100), licensed(coop, CAROL, right, 200)]
    assert licences_of(coop).ancestry(parents) == ((work, 700), (left, 100), (right, 200))
    bottom = derived(coop, CAROL, "bottom", parents)
    assert table_of(coop, bottom) == {work: 700, left: 100, right: 200}
    coop.deposit(bottom, 10_000, BUYER)
    assert incomes(coop, work, left, right, bottom) == [
        665,
        95,
        190,
        8_550,
    ]  # nothing goes on from the parents
    again = derived(
        coop, CAROL, "again", [licensed(coop, CAROL, work, 900), licensed(coop, CAROL, bottom, 1)]
    )
    assert table_of(coop, again) == {work: 900, left: 100, right: 200, bottom: 1}


def test_a_parent_without_a_share_is_recorded_and_not_paid(coop: Cooperative, work: int) -> None:
    opened = derived(coop, BOB, "open", [licensed(coop, BOB, work, 0)])
    assert table_of(coop, opened) == {}
    (event,) = licences_of(coop).events(Licences.DerivativeRegistered)
    assert event.parents == (work,)
    coop.deposit(opened, 1_000, BUYER)
    assert incomes(coop, work, opened) == [0, 950]


def test_every_parent_must_have_licensed_it(coop: Cooperative, work: int) -> None:
    licences = licences_of(coop)
    announced(coop, CAROL, "a remix")
    with refuses("Licences_ParentRequired", registrant=CAROL):
        revealed(coop, CAROL, "a remix", []).send(CAROL)
    with refuses("Licences_UnknownLicence", licenceId=1):
        revealed(coop, CAROL, "a remix", [1]).send(CAROL)
    another_s = licensed(coop, BOB, work, 0)
    with refuses("Licences_NotLicensee", licenceId=another_s, account=CAROL):
        revealed(coop, CAROL, "a remix", [another_s]).send(CAROL)
    for_use = bought(coop, offered(coop, terms(work, scope=Scope.COMMERCIAL)), CAROL)
    good = licensed(coop, CAROL, work, 0)
    with refuses("Licences_NotForDerivatives", licenceId=for_use):
        revealed(coop, CAROL, "a remix", [good, for_use]).send(CAROL)
    short = bought(coop, offered(coop, terms(work, term=1)), CAROL)
    coop.chain.advance(1)
    broken = licensed(coop, CAROL, work, 0)
    decree(coop, licences.revoke(broken, REASON))
    for ended in (short, broken):
        with nothing_moves(coop), refuses("Licences_NotInForce", licenceId=ended):
            revealed(coop, CAROL, "a remix", [ended]).send(CAROL)
    revealed(coop, CAROL, "a remix", [good]).send(CAROL)


def test_the_registry_asks_the_same_of_a_derivative_as_of_any_work(coop: Cooperative, work: int) -> None:
    licence = licensed(coop, MALLORY, work, 0)
    announced(coop, MALLORY, "a remix")
    with refuses("WorkRegistry_NotMember", account=MALLORY):
        revealed(coop, MALLORY, "a remix", [licence]).send(MALLORY)
    hers = licensed(coop, CAROL, work, 0)
    commitment = coop.registry.commitment_for(CAROL, hashed("a remix"), SALT)
    with refuses("WorkRegistry_NotCommitted", registrant=CAROL, commitment=commitment):
        revealed(coop, CAROL, "a remix", [hers]).send(CAROL)
    with refuses("AccessManagedUnauthorized", caller=CAROL):
        coop.registry.register_derivative(CAROL, stated(CAROL, "a remix"), SALT, []).send(CAROL)


def test_what_a_licence_allowed_stays_when_it_ends(coop: Cooperative, work: int) -> None:
    licence = licensed(coop, CAROL, work, 1_000)
    remix = derived(coop, CAROL, "a remix", [licence])
    decree(coop, licences_of(coop).revoke(licence, REASON))
    coop.chain.advance(DAY)
    coop.deposit(remix, 1_000, BUYER)
    assert incomes(coop, work, remix) == [95, 855]


def test_ancestors_may_take_everything_and_not_more(coop: Cooperative, work: int) -> None:
    other = coop.register_work(BOB, b"another", {BOB: SHARES_PER_WORK})
    half, rest = licensed(coop, CAROL, work, 5_000), licensed(coop, CAROL, other, 5_001)
    announced(coop, CAROL, "too much")
    with refuses("RoyaltyVault_AncestorsTakeTooMuch", workId=3, sumBps=10_001, maximum=10_000):
        revealed(coop, CAROL, "too much", [half, rest]).send(CAROL)
    everything = derived(coop, CAROL, "all", [half, licensed(coop, CAROL, other, 5_000)])
    coop.deposit(everything, 1_003, BUYER)
    assert incomes(coop, work, other, everything) == [476, 476, 1]  # what is rounded off stays with it
    assert coop.books().balanced


def test_the_share_of_a_voided_ancestor_stays_with_the_derivative(coop: Cooperative, work: int) -> None:
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 1_000)])
    decree(coop, coop.registry.void_registration(work, NOBODY))
    receipt = coop.deposit(remix, 1_000, BUYER)
    assert coop.vault.decode(receipt, RoyaltyVault.PassedOn)[0].amounts == (0,)
    assert incomes(coop, work, remix) == [0, 950]


def test_what_somebody_earns_of_a_work_is_told_with_its_ancestors(coop: Cooperative, work: int) -> None:
    other = coop.register_work(BOB, b"another", {BOB: SHARES_PER_WORK})
    both = [licensed(coop, CAROL, work, 3_000), licensed(coop, CAROL, other, 1_001)]
    remix = derived(coop, CAROL, "a remix", both)
    people = (ALICE, BOB, CAROL)
    assert [coop.vault.earning_bps(remix, who) for who in people] == [1_800, 1_200 + 1_001, 5_999]
    coop.vault.transfer(MALLORY, remix, 1_666).send(CAROL)
    assert [coop.vault.earning_bps(remix, who) for who in (MALLORY, CAROL)] == [9, 5_989]  # rounded down
    decree(coop, coop.registry.void_registration(other, NOBODY))
    assert [coop.vault.earning_bps(remix, who) for who in people] == [1_800, 1_200, 6_988]
    assert [coop.vault.earning_bps(work, who) for who in people] == [6_000, 4_000, 0]
    assert coop.vault.earning_bps(99, ALICE) == 0


def test_sixty_four_ancestors_are_the_most(coop: Cooperative, work: int) -> None:
    names = [f"work {number}" for number in range(64)]
    announced(coop, ALICE, *names)
    top = licensed(coop, ALICE, work, 1)
    works = [work, *(_registered(coop, name, top) for name in names)]
    held = [licensed(coop, CAROL, each, 1) for each in works]
    announced(coop, CAROL, "an anthology", "one too many")
    with refuses("RoyaltyVault_TooManyAncestors", count=65, maximum=64):
        revealed(coop, CAROL, "one too many", held).send(CAROL)
    receipt = revealed(coop, CAROL, "an anthology", held[:64]).send(CAROL)
    (made,) = coop.registry.decode(receipt, coop.registry.WorkRegistered)
    assert table_of(coop, made.work_id) == dict.fromkeys(works[:64], 1)
    assert coop.vault.max_ancestors() == 64
    coop.deposit(made.work_id, 200_000, BUYER)
    assert incomes(coop, *works) == [19] * 64 + [0]
    assert incomes(coop, made.work_id) == [190_000 - 64 * 19]


def test_the_vault_takes_no_table_that_could_not_be_paid(coop: Cooperative, work: int) -> None:
    vault, registry = coop.vault, coop.registry.address

    def opening(*ancestors: tuple[int, int]) -> None:
        table = [Ancestor(*row) for row in ancestors]
        vault.open_derivative(7, ORIGIN, [ALICE], [SHARES_PER_WORK], table).send(registry)

    with refuses("RoyaltyVault_UnknownWork", workId=6):
        opening((work, 1), (6, 1))
    with refuses("RoyaltyVault_AncestorWithoutShare", workId=7, ancestorId=work):
        opening((work, 0))
    for twice in ([(work, 1), (work, 1)], [(7, 1)], [(0, 1)]):
        with refuses("RoyaltyVault_AncestorOutOfOrder", workId=7, ancestorId=twice[-1][0]):
            opening(*twice)
    with refuses("AccessManagedUnauthorized", caller=ALICE):
        vault.open_derivative(7, ORIGIN, [ALICE], [SHARES_PER_WORK], []).send(ALICE)


def test_an_income_beyond_all_money_is_refused_for_an_ancestor_too(coop: Cooperative, work: int) -> None:
    huge = 2**192
    remix = derived(coop, CAROL, "a remix", [licensed(coop, CAROL, work, 10_000)])
    token = mock_token(coop.chain)
    decree(coop, coop.vault.list_asset(token.address))
    decree(coop, coop.vault.set_levy(0))
    token.mint(BUYER, 4 * huge).send(BUYER)
    with refuses("RoyaltyVault_IncomeTooLarge", workId=remix, asset=token.address, income=huge + 1):
        coop.deposit(remix, huge + 1, BUYER, asset=token.address)
    coop.deposit(remix, huge, BUYER, asset=token.address)
    with refuses("RoyaltyVault_IncomeTooLarge", workId=work, asset=token.address, income=huge + 1):
        coop.deposit(remix, 1, BUYER, asset=token.address)
    assert coop.claim(work, ALICE, asset=token.address) == huge * 6 // 10


def _registered(coop: Cooperative, name: str, by: int) -> int:
    """A work that derives from the first, one announced before."""
    receipt = revealed(coop, ALICE, name, [by]).send(ALICE)
    return coop.registry.decode(receipt, coop.registry.WorkRegistered)[0].work_id
