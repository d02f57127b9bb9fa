"""Review panels, named in a charter: deployed behind their role, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import decode_revert
from dao_sim.coop import Charter
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.errors import CharterError, Reverted
from dao_sim.units import ETH
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, DAY, MALLORY, TOKEN, decree

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

REVIEW = """
[review]
size = 7
majority = "60%"
stake = "1"
fee = "0.5"
bonus = "0.25"
vote_period = "30d"
"""
REVIEWING = """
[[governors]]
name = "reviews"
may = ["review_steward"]
"""


def test_a_charter_has_panels_and_says_who_decides_what_goes_to_the_vote() -> None:
    coop = founded(written("token", more=REVIEW + REVIEWING))
    panels = coop.panels
    assert panels is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    terms = panels.terms()
    assert (terms.size, terms.majority, terms.vote_period, terms.commit_period) == (
        7,
        6_000,
        30 * DAY,
        3 * DAY,
    )
    assert (panels.asset(), panels.membership(), panels.treasury()) == (
        ETH,
        coop.membership.address,
        coop.treasury.address,
    )
    assert panels.cost() == 7 * 3 * TOKEN // 4
    for name in ("timelock", "reviews_timelock"):
        assert coop.access.has_role(int(Role.REVIEW_STEWARD), coop.addresses[name]).is_member


def test_terms_that_governance_changed_are_seen() -> None:
    coop = founded(written("token", more=REVIEW))
    assert coop.panels is not None
    decree(coop, coop.panels.set_terms(coop.panels.terms()._replace(size=9)))
    assert differences(coop) == {"panels.size": ("7", "9")}


def test_without_the_section_there_are_none() -> None:
    coop = founded(written("token"))
    assert (coop.panels, "panels" in coop.addresses) == (None, False)
    assert differences(coop) == {}
    assert coop.access.has_role(int(Role.REVIEW_STEWARD), ALICE).is_member is False


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("size = 4", "must be odd"),
        ("size = 23", "size"),
        ('majority = "49.99%"', "at least 50%"),
        ('majority = "100%"', "from 0% to 99.99%"),
        ('stake = "0.01"', "at least twice the fee, 0.02"),
        ('stake = "0"\nfee = "0"', "at least twice the fee"),
        ('bonus = "340282366920938463464"', "more than the contract can count"),
        ('vote_period = "9d"', "longer than a proposal takes, 9d"),
        ('commit_period = "0s"', "must be a duration from 1s"),
        ('asset = "DAI"', 'must be "ETH" or the address'),
    ],
)
def test_terms_that_make_no_sense_are_refused(line: str, says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("token", more=f"[review]\n{line}"))


def test_every_privileged_function_is_behind_its_named_role() -> None:
    coop = founded(written("token", more=REVIEW))
    panels, access = coop.panels, coop.access
    assert panels is not None
    refused = {}
    for function in panels.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        try:  # zeros decode as any arguments at all, and permission is asked before anything else
            coop.chain.call(panels.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if decode_revert(error.raw).name == "AccessManagedUnauthorized":
                role = access.get_target_function_role(panels.address, function.selector)
                refused[function.signature] = role
    assert refused == OPTIONAL["ReviewPanels"]
