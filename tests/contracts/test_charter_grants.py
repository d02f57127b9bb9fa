"""Milestone grants, named in a charter: deployed behind their role, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import decode_revert
from dao_sim.coop import Charter
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.errors import CharterError, Reverted
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import DAY, MALLORY

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

GRANTS = """
[grants]
accept_within = "3d"
"""
SPENDING = """
[[governors]]
name = "spending"
may = ["spender", "granter"]
"""


def test_a_charter_has_grants_and_says_who_opens_them() -> None:
    coop = founded(written("token", more=GRANTS + SPENDING))
    grants = coop.grants
    assert grants is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert (grants.accept_period(), grants.treasury()) == (3 * DAY, coop.treasury.address)
    for name in ("timelock", "spending_timelock"):
        assert coop.access.has_role(int(Role.GRANTER), coop.addresses[name]).is_member


def test_without_the_section_there_are_none() -> None:
    coop = founded(written("token"))
    assert (coop.grants, "grants" in coop.addresses) == (None, False)
    assert differences(coop) == {}


def test_an_offer_must_stand_for_a_time() -> None:
    with pytest.raises(CharterError, match="must be a duration from 1s"):
        Charter.parse(written("token", more='[grants]\naccept_within = "0s"'))


def test_every_privileged_function_is_behind_its_named_role() -> None:
    coop = founded(written("token", more=GRANTS))
    grants, access = coop.grants, coop.access
    assert grants is not None
    refused = {}
    for function in grants.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        try:  # zeros decode as any arguments at all, and permission is asked before anything else
            coop.chain.call(grants.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if decode_revert(error.raw).name == "AccessManagedUnauthorized":
                role = access.get_target_function_role(grants.address, function.selector)
                refused[function.signature] = role
    assert refused == OPTIONAL["MilestoneGrants"]
