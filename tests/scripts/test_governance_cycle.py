"""`scripts/governance_cycle.py` as plain Python: the same life on every chain, and the books balance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dao_sim import Charter
from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.errors import Unsupported
from scripts.governance_cycle import found
from tests.scripts.conftest import CHARTER, python

VOTE = ["proposed", "voted", "voted", "closed", "queued", "executed"]
STAGES = ["registered", "paid", *VOTE, "paid", "claimed", "claimed", "claimed"]


def lived(*words: str) -> dict[str, Any]:
    """The life, as data."""
    ran = python("governance_cycle.py", "--json", *words)
    assert ran.code == 0, ran.stderr
    return ran.data


def test_a_levy_is_voted_and_everybody_is_paid(charter_file: str) -> None:
    data = lived("--charter", charter_file)
    assert [step["stage"] for step in data["steps"]] == STAGES
    assert data["levy_bps"] == {"before": 500, "after": 750}
    assert data["books"] == {
        "deposits": str(6 * 10**18),
        "paid_out": str(5_625 * 10**15),
        "claimable": "0",
        "levy": str(375 * 10**15),
        "balanced": True,
    }


def test_only_founders_with_tokens_vote_and_only_one_with_enough_proposes(charter_file: str) -> None:
    steps = lived("--charter", charter_file)["steps"]
    assert [step["figures"]["weight"] for step in steps if step["stage"] == "voted"] == [
        str(60 * 10**18),
        str(300 * 10**18),
    ]
    registered, proposed = steps[0], next(step for step in steps if step["stage"] == "proposed")
    assert proposed["text"].startswith(registered["figures"]["registrant"])


def test_the_timelock_of_the_charter_passes(charter_file: str) -> None:
    at = {step["stage"]: step["at"] for step in lived("--charter", charter_file)["steps"]}
    assert at["executed"] - at["queued"] >= 3 * 86_400


def test_a_node_sees_the_same_life(charter_file: str, anvil: AnvilNode) -> None:
    here, there = lived("--charter", charter_file), lived("--charter", charter_file, "--rpc", anvil.url)
    timeless = {
        "eta",
        "proposal",
        "action",
    }  # an eta is a date, and a proposal's number and action name contracts

    def story(data: dict[str, Any]) -> list[Any]:
        return [
            [step["stage"], {name: value for name, value in step["figures"].items() if name not in timeless}]
            for step in data["steps"]
        ]

    assert story(here) == story(there)
    assert here["books"] == there["books"]


def test_a_reader_gets_a_line_for_each_step() -> None:
    ran = python("governance_cycle.py")
    assert ran.code == 0
    assert "2024-01-01 00:01:01" in ran.stdout
    assert "the levy is 7.5 %" in ran.stdout


def test_founders_who_cannot_propose_are_told(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    poor = CHARTER.replace('"300"', '"30"').replace("[operators]", '[operators]\nminter = ["account:0"]')
    path.write_text(poor, encoding="utf-8")
    ran = python("governance_cycle.py", "--charter", str(path))
    assert ran.code == 1
    assert "no founder has the tokens to propose" in ran.stderr


def test_a_node_whose_time_cannot_be_moved_is_refused_before_anything_is_sent(anvil: AnvilNode) -> None:
    chain = RpcChain(anvil.url, take_over=False)
    before = chain.block_number()
    with pytest.raises(Unsupported, match="time cannot be moved"):
        found(Charter.parse(CHARTER), chain)
    assert chain.block_number() == before
    chain.close()
