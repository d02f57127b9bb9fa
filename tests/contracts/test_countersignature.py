"""A countersignature as a file: kept, handed on, and refused where it was changed or is of no use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dao_sim.bindings import DataCommons
from dao_sim.coop import Cooperative
from dao_sim.coop.countersignature import Countersignature, logged, sign
from dao_sim.coop.data_terms import Purpose
from dao_sim.errors import BadInput
from tests.contracts.commons import QUERY, SERVES, SERVICE, access_terms, bought, commons, opened, use
from tests.contracts.kit import BUYER, refuses


@pytest.fixture
def made(coop: Cooperative) -> DataCommons:
    """A commons in which the buyer has licence 1."""
    made = commons(coop)
    bought(made, access_terms(opened(made)))
    return made


def signed(made: DataCommons) -> Countersignature:
    return sign(made, SERVICE, 1, Purpose.RESEARCH, QUERY, valid_until=made.chain.now() + 60)


def test_it_is_read_as_it_was_written_and_logs_one_use(made: DataCommons, tmp_path: Path) -> None:
    paper, file = signed(made), tmp_path / "use.json"
    paper.save(file)
    read = Countersignature.load(file)
    assert read == paper
    assert (read.dataset, read.licence, read.use, read.signer) == (1, 1, 1, SERVES)
    assert json.loads(file.read_text(encoding="utf-8"))["purpose"] == "research"
    logged(made, read).send(BUYER)
    with pytest.raises(BadInput, match="the next one is use 2"):
        logged(made, read)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"purpose": "gossip"}, "must be one of research"),
        ({"kind": "ballot"}, "is no countersignature"),
        ({"query": "zz"}, "must be 0x"),
        ({"more": 1}, "is not a key"),
    ],
)
def test_a_file_that_says_something_else_is_refused(
    made: DataCommons, tmp_path: Path, changes: dict[str, Any], says: str
) -> None:
    file = tmp_path / "use.json"
    file.write_text(json.dumps({**signed(made).record(), **changes}), encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        Countersignature.load(file)


def test_what_is_changed_after_signing_is_no_countersignature(made: DataCommons) -> None:
    later = signed(made).model_copy(update={"valid_until": 2**40})
    with refuses("DataCommons_InvalidCountersignature", licenceId=1, useNumber=1, service=SERVES):
        logged(made, later).send(BUYER)
    other = signed(made).model_copy(update={"purpose": Purpose.TRAINING})
    with refuses("DataCommons_WrongPurpose", licenceId=1, purpose=3, licensed=0):
        logged(made, other).send(BUYER)


def test_it_is_for_one_commons_on_one_chain(made: DataCommons) -> None:
    for changes in ({"chain_id": 5}, {"commons": SERVES}):
        with pytest.raises(BadInput, match="is for another data commons"):
            logged(made, signed(made).model_copy(update=changes))


def test_the_next_use_is_signed_after_the_last_was_logged(made: DataCommons) -> None:
    use(made)
    assert signed(made).use == 2
