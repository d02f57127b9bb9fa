"""A data commons, named in a charter: deployed behind its role, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import decode_revert
from dao_sim.coop import Charter
from dao_sim.coop.data_terms import PURPOSES, Purpose, mask_of, purposes_in
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.errors import CharterError, Reverted
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import DAY, GUARDIAN, MALLORY, OPERATOR

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

DATA = """
[data]
confirmers = ["account:8", "account:9"]
barred = ["profiling", "commercial"]
suspension = "3d"
"""
BOARD = """
[[governors]]
name = "board"
may = ["data_steward"]
"""


def test_a_charter_has_a_data_commons_and_says_who_confirms() -> None:
    coop = founded(written("token", more=DATA + BOARD))
    data = coop.data
    assert data is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert [data.is_confirmer(who) for who in (OPERATOR, GUARDIAN, MALLORY)] == [True, True, False]
    assert purposes_in(data.barred()) == ("commercial", "profiling")
    assert (data.suspension_period(), data.vault()) == (3 * DAY, coop.vault.address)
    for name in ("timelock", "board_timelock"):
        assert coop.access.has_role(int(Role.DATA_STEWARD), coop.addresses[name]).is_member


def test_the_timelock_confirms_where_nobody_is_named() -> None:
    coop = founded(written("token", more="[data]"))
    assert coop.data is not None
    assert coop.data.is_confirmer(coop.timelock.address)
    assert (coop.data.barred(), coop.data.suspension_period()) == (0, 30 * DAY)
    assert differences(coop) == {}


def test_without_the_section_there_is_none() -> None:
    coop = founded(written("token"))
    assert (coop.data, "data" in coop.addresses) == (None, False)
    assert differences(coop) == {}


def test_what_governance_changes_is_seen() -> None:
    coop = founded(written("token", more=DATA))
    assert coop.data is not None
    coop.data.set_barred(0).send(coop.timelock.address)
    coop.data.set_confirmer(OPERATOR, False).send(coop.timelock.address)
    barred = str(mask_of(("commercial", "profiling")))
    assert differences(coop) == {
        "data.barred": (barred, "0"),
        "data.confirmers": (", ".join(sorted((OPERATOR, GUARDIAN))), GUARDIAN),
    }


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ('suspension = "0s"', "must be a duration from 1s"),
        ('barred = ["gossip"]', "must be one of research, statistics"),
        ('barred = ["research", "research"]', "research is named twice"),
        ('confirmers = ["account:8", "account:8"]', "account:8 is named twice"),
        ('confirmers = ["nobody"]', "must be an address"),
    ],
)
def test_a_section_that_makes_no_sense_is_refused(said: str, says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("token", more=f"[data]\n{said}"))


def test_purposes_are_numbered_as_in_the_contract() -> None:
    assert PURPOSES == ("research", "statistics", "education", "training", "commercial", "profiling")
    assert [mask_of([purpose.word]) for purpose in Purpose] == [1, 2, 4, 8, 16, 32]
    assert purposes_in(mask_of(("training", "research"))) == ("research", "training")


def test_every_privileged_function_is_behind_its_named_role() -> None:
    coop = founded(written("token", more=DATA))
    data, access = coop.data, coop.access
    assert data is not None
    refused = {}
    for function in data.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        try:  # zeros decode as any arguments at all, and permission is asked before anything else
            coop.chain.call(data.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if decode_revert(error.raw).name == "AccessManagedUnauthorized":
                role = access.get_target_function_role(data.address, function.selector)
                refused[function.signature] = role
    assert refused == OPTIONAL["DataCommons"]
