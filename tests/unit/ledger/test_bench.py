"""The measurements count the votes that they time."""

from __future__ import annotations

import pytest

from dao_sim.bench.ledgers import array_votes_per_second, evm_vote_ratio
from dao_sim.errors import BadInput


def test_arrays() -> None:
    assert array_votes_per_second(100, rounds=2) > 0


def test_contracts_beside_a_bare_loop() -> None:
    pytest.importorskip("pyrevm", reason="the bare loop is pyrevm's")
    assert evm_vote_ratio(30, rounds=2) > 0


@pytest.mark.parametrize("measure", [array_votes_per_second, evm_vote_ratio])
def test_nobody_and_never_are_refused(measure: object) -> None:
    assert callable(measure)
    for members, rounds in ((0, 1), (1, 0)):
        with pytest.raises(BadInput, match="at least one"):
            measure(members, rounds)
