"""`scripts/deploy.py` as plain Python: one charter, one co-op, whatever it is deployed on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dao_sim import Charter
from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.defaults import ACCOUNTS
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.facts import expected
from dao_sim.coop.plan import resolved
from tests.scripts.conftest import CHARTER, python

WHEN = "governor.guardian_mandate_end"
"""The one fact that depends on when a co-op was deployed."""


def test_a_rehearsal_has_every_parameter_and_role_of_the_charter(charter_file: str) -> None:
    found = python("deploy.py", "--charter", charter_file, "--json").data
    wanted = expected(resolved(Charter.parse(CHARTER), ACCOUNTS), started_at=0, now=0)
    assert {**found["facts"], WHEN: wanted[WHEN]} == wanted
    assert found["engine"] == "embedded"


def test_a_node_gets_the_co_op_that_was_rehearsed(charter_file: str, anvil: AnvilNode) -> None:
    rehearsed = python("deploy.py", "--charter", charter_file, "--json").data
    deployed = python("deploy.py", "--charter", charter_file, "--json", "--rpc", anvil.url).data
    assert deployed["engine"] == anvil.url
    assert deployed["charter_hash"] == rehearsed["charter_hash"]
    assert {**deployed["facts"], WHEN: ""} == {**rehearsed["facts"], WHEN: ""}
    chain = RpcChain(anvil.url, take_over=False)
    assert [step for step, address in deployed["addresses"].items() if not chain.code(address)] == []
    chain.close()


def test_without_a_charter_it_is_the_template() -> None:
    ran = python("deploy.py")
    assert ran.stdout.startswith("Lumen is deployed on chain 31337 (embedded)")
    assert "governor" in ran.stdout


def test_the_result_also_goes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = python("deploy.py", "--json", "--out", str(out))
    assert json.loads(out.read_text(encoding="utf-8")) == ran.data


def test_a_wrong_charter_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "coop.toml"
    path.write_text(CHARTER.replace('"20%"', '"140%"'), encoding="utf-8")
    ran = python("deploy.py", "--charter", str(path))
    assert ran.code == 2
    assert "governance.quorum" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_node_is_told_as_such() -> None:
    ran = python("deploy.py", "--rpc", "http://127.0.0.1:1")
    assert ran.code == 3
    assert "does not answer" in ran.stderr


@pytest.mark.usefixtures("anvil")
@pytest.mark.parametrize("script", ["deploy.py", "governance_cycle.py"])
def test_a_public_chain_must_be_named(script: str) -> None:
    with AnvilNode(options=("--chain-id", "1")) as node:
        refused = python(script, "--rpc", node.url)
        assert refused.code == 1
        assert "--allow-chain-id 1" in refused.stderr
        assert RpcChain(node.url, take_over=False).block_number() == 0
        assert python(script, "--rpc", node.url, "--allow-chain-id", "1").code == 0


@pytest.mark.usefixtures("anvil")
def test_a_node_without_keys_is_sent_elsewhere() -> None:
    with AnvilNode(accounts=0) as node:
        ran = python("deploy.py", "--rpc", node.url)
    assert ran.code == 2
    assert "dao-sim deploy" in ran.stderr
