"""A scenario has the same tables on arrays and on the contracts, whoever runs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from dao_sim.chain import connect
from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop import Charter
from dao_sim.errors import Unsupported
from dao_sim.experiments.running.once import simulated
from dao_sim.experiments.running.verify import differing
from dao_sim.ledger.evm import EvmLedger
from dao_sim.sim.scenario import OPERATED, read
from dao_sim.sim.tables import tables

if TYPE_CHECKING:
    import polars as pl

# Phases are a day apart, and voting ends at the second at which all vote: on a chain whose blocks take a
# second, no vote after the first could be cast.
SCENARIO = read(
    {
        "title": "To the second",
        "horizon": 3,
        "phases": ["propose", "create", "attend", "vote", "execute", "sell"],
        "charter": {
            "name": "To the second",
            "token": {"mint_cap": "none"},
            "works": {"licences": True},
            "governance": {
                "voting_delay": "1d",
                "voting_period": "2d",
                "late_quorum_extension": "0s",
                "timelock_delay": "0s",
                "proposal_threshold": "1",
                "quorum": "0%",
            },
        },
        "population": {
            "cohorts": [
                {
                    "name": "all",
                    "class": "creator",
                    "size": 5,
                    "tokens": "9",
                    "wealth": "1",
                    "engagement": 1.0,
                }
            ]
        },
        "economy": {"audience": [{"name": "fans", "size": 500, "income": 1}]},
        "demand": {"outside": -5},
        "behaviours": {
            "propose_regularly": {"each_week": 2},
            "turnout": {"base": 30},
            "vote_by_taste": {"band": 0},
            "make_works": {"rate": 1, "calling": 1, "derive": 1},
        },
    },
    None,
)


def on(ledger: str, engine: str = "embedded") -> Mapping[str, pl.DataFrame]:
    return tables(simulated(SCENARIO, 7, ledger=ledger, engine=engine))


@pytest.fixture(scope="module")
def on_arrays() -> Mapping[str, pl.DataFrame]:
    made = on("array")
    votes = made["proposals"]
    assert votes["voters"].to_list() == [5] * len(votes)
    assert "executed" in votes["state"].to_list()
    assert made["works"]["copies"].sum() > 0
    return made


def test_on_the_tester(on_arrays: Mapping[str, pl.DataFrame]) -> None:
    assert differing(on_arrays, on("evm", "tester"), "tester").where == ()


def test_on_anvil(on_arrays: Mapping[str, pl.DataFrame], anvil: AnvilNode) -> None:
    assert differing(on_arrays, on("evm", anvil.url), "anvil").where == ()


def test_embedded(on_arrays: Mapping[str, pl.DataFrame]) -> None:
    assert differing(on_arrays, on("evm"), "embedded").where == ()


def test_a_chain_whose_time_passes_is_refused(anvil: AnvilNode) -> None:
    for chain in (connect("tester"), connect(anvil.url, take_over=False)):
        with pytest.raises(Unsupported) as refused:
            EvmLedger([Charter(name="Co-op", operators=OPERATED)], 1, chain)
        assert refused.value.reason == "must run where time stands still until it is moved"
        chain.close()
