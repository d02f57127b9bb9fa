"""What a charter says about licences, rights and bundles, and what its co-op then has."""

from __future__ import annotations

import pytest

from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.bundles import bundles_of
from dao_sim.coop.rights import rights_of
from dao_sim.errors import CharterError, Refused
from tests.contracts.charters import differences, founded, written


def test_a_co_op_with_bundles_is_as_its_charter_says(coop: Cooperative) -> None:
    assert differences(coop) == {}
    assert (bundles_of(coop), rights_of(coop)) == (coop.bundles, coop.rights)


def test_rights_come_with_licences_and_bundles_only_where_they_are_wanted() -> None:
    coop = founded(written("token").replace("bundles = true\n", ""))
    assert differences(coop) == {}
    assert rights_of(coop).registry() == coop.registry.address
    with pytest.raises(Refused, match="no bundles") as refused:
        bundles_of(coop)
    assert "bundles = true" in str(refused.value.hint)


def test_without_licences_there_is_none_of_it() -> None:
    coop = founded(written("token").replace("licences = true\nbundles = true\n", ""))
    assert differences(coop) == {}
    assert not {"licences", "rights", "bundles"} & {*coop.addresses}
    with pytest.raises(Refused, match="no licences") as refused:
        rights_of(coop)
    assert "licences = true" in str(refused.value.hint)


def test_bundles_take_licences() -> None:
    with pytest.raises(CharterError, match=r"works\.bundles must come with licences = true"):
        Charter.parse('name = "x"\n[works]\nbundles = true\n')
