"""Royalty financing, named in a charter: deployed on the vault, and found again."""

from __future__ import annotations

import pytest

from dao_sim.coop import Charter
from dao_sim.coop.advances import advances_of
from dao_sim.coop.presales import bonds_of
from dao_sim.coop.share_sales import sales_of
from dao_sim.errors import CharterError, Refused
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import DAY, GUARDIAN

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")


@pytest.mark.parametrize("named", [True, False])
def test_a_charter_says_who_decides_disputes(named: bool) -> None:
    arbiter = '\narbiter = "account:9"' if named else ""
    coop = founded(written("token", more=f'[financing]\nruling_period = "10d"{arbiter}'))
    made, others = coop.bonds, (coop.sales, coop.advances)
    assert made is not None
    assert {each and each.vault() for each in (made, *others)} == {coop.vault.address}
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert made.arbiter() == (GUARDIAN if named else coop.timelock.address)
    assert (made.ruling_period(), made.membership()) == (10 * DAY, coop.membership.address)


def test_without_the_section_there_are_none() -> None:
    coop = founded(written("token"))
    assert (coop.sales, coop.advances, coop.bonds) == (None, None, None)
    assert {"sales", "advances", "bonds"} & set(coop.addresses) == set()
    assert differences(coop) == {}
    for contract_of in (sales_of, advances_of, bonds_of):
        with pytest.raises(Refused, match=r"no section \[financing\]"):
            contract_of(coop)


def test_an_arbiter_must_have_time() -> None:
    with pytest.raises(CharterError, match="must be a duration from 1s"):
        Charter.parse(written("token", more='[financing]\nruling_period = "0s"'))


@pytest.mark.parametrize(("more", "least"), [("", "8d"), ('early_success = "50%"', "3d")])
def test_a_vote_that_rules_must_be_over_in_time(more: str, least: str) -> None:
    """Else silence would decide whatever is disputed. Who is named as the arbiter needs no vote."""
    said = '[financing]\nruling_period = "{0}"'
    with pytest.raises(CharterError, match=f"longer than a vote takes, which is {least} here"):
        Charter.parse(written("token", more, more=said.format(least)))
    for kept in (said.format("9d"), said.format("1s") + '\narbiter = "account:9"'):
        terms = Charter.parse(written("token", more, more=kept)).financing
        assert terms is not None
        assert terms.ruling_period in (1, 9 * DAY)
