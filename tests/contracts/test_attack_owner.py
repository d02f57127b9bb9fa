"""An owner that keeps a work's income from its co-contributors, and from whoever lent on its units.

The owner of a work's token alone decides what is licensed, and for what. Splitting a scope off for no share,
or joining a bundle for none, takes what is earned that way past the work's units. Nobody can prevent that:
the work earns what its owner lets it earn. Whose units are at stake looks at who owns the token.
"""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import ETH, SHARES_PER_WORK
from tests.contracts.bundling import bundled, split_off, splitting
from tests.contracts.financing import LENDER, advances, running
from tests.contracts.kit import ALICE, BOB, BUYER, refuses
from tests.contracts.licensing import Scope, bought, offered, stated, terms


def diverted(coop: Cooperative, work: int, way: str) -> int:
    """A work of which Alice has all units, and by which she licenses the other from now on."""
    if way == "right":
        return split_off(coop, work, Scope.COMMERCIAL, 0)
    other = coop.register_work(ALICE, b"noise", {ALICE: SHARES_PER_WORK})
    return bundled(coop, ALICE, "an album", {work: 0, other: 1})


@pytest.mark.parametrize("way", ["right", "bundle"])
def test_income_goes_past_a_work_whose_owner_asks_for_no_share(
    coop: Cooperative, work: int, way: str
) -> None:
    """Bob has 40 % of the work, and Erin lent on half of it."""
    made = advances(coop)
    number = running(made, work)
    bought(coop, offered(coop, terms(work, scope=Scope.COMMERCIAL, price=1_000)), BUYER, 1_000)
    made.collect(number, ETH).send(LENDER)
    assert (coop.vault.claimable(work, ETH, BOB), made.owed_to(LENDER, ETH)) == (400, 500)
    instead = diverted(coop, work, way)
    bought(coop, offered(coop, terms(instead, scope=Scope.COMMERCIAL, price=1_000)), BUYER, 1_000)
    assert coop.vault.claimable(instead, ETH, ALICE) == 1_000
    assert coop.vault.claimable(work, ETH, BOB) == 400
    with refuses("Custodian_NothingToCollect", matterId=number, asset=ETH):
        made.collect(number, ETH).send(LENDER)


def test_who_owns_the_token_as_well_as_the_units_is_safe_from_that(coop: Cooperative, work: int) -> None:
    """A lender can ask for the token, too."""
    coop.registry.transfer_from(ALICE, LENDER, work).send(ALICE)
    with refuses("SubRights_NotOwner", workId=work, account=ALICE):
        splitting(coop, stated(ALICE, "a right"), work, Scope.USE, 0).send(ALICE)
