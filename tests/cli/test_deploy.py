"""`dao-sim deploy` on a real node: the plan, the record, and every way in which it refuses to begin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop.deployment import Deployment
from tests.cli.program import Ran, run
from tests.cli.testnet import PASSWORD, make_keys

CHARTER = """
name = "Lumen"
[operators]
minter = ["account:0"]
[[founders]]
account = "account:1"
class = "creator"
tokens = "1000"
"""
STEPS = 15


class Site:
    """A folder with a charter and a keystore, and a node to deploy to."""

    def __init__(self, folder: Path, node: AnvilNode) -> None:
        self.folder = folder
        self.node = node
        self.charter = folder / "coop.toml"
        self.charter.write_text(CHARTER)
        self.keys = make_keys(folder / "keys")
        self.home: dict[str, Any] = {
            "DAO_SIM_DEPLOYMENTS": str(folder / "deployments"),
            "DAO_SIM_KEYSTORE": str(folder / "keys"),
            "DAO_SIM_PASSWORD": PASSWORD,
            "XDG_CONFIG_HOME": str(folder / "config"),
        }

    def deploy(self, *words: str, account: str = "office", **variables: str) -> Ran:
        where = ("--rpc", self.node.url, "--account", account)
        return run("deploy", str(self.charter), *where, *words, "--json", **{**self.home, **variables})

    @property
    def record(self) -> Path:
        return self.folder / "deployments" / "31337" / "Lumen"

    def blocks(self) -> int:
        chain = RpcChain(self.node.url, take_over=False)
        try:
            return chain.block_number()
        finally:
            chain.close()


@pytest.fixture
def site(anvil: AnvilNode, tmp_path: Path) -> Iterator[Site]:
    with AnvilNode(wall_clock=True) as node:
        yield Site(tmp_path, node)


def test_a_dry_run_shows_the_plan_that_is_then_carried_out(site: Site) -> None:
    before = site.blocks()
    plan = site.deploy("--dry-run").envelope["data"]
    assert site.blocks() == before
    assert not site.record.exists()
    assert len(plan["steps"]) == STEPS

    done = site.deploy().envelope["data"]
    expected = {each["step"]: each["creates"] for each in plan["steps"] if each["creates"]}
    assert done["addresses"] == expected
    record = Deployment.load(site.record)
    gas = {each["step"]: each["gas"] for each in plan["steps"]}
    for step, contract in record.contracts.items():
        assert contract.gas_used == pytest.approx(gas[step], rel=0.001)


def test_a_plan_names_arguments_roles_and_functions(site: Site) -> None:
    steps = {each["step"]: each["does"] for each in site.deploy("--dry-run").envelope["data"]["steps"]}
    assert "settings.name = Lumen Governor" in steps["governor"]
    assert "settings.timelock = <timelock>" in steps["governor"]
    assert "epochLength = 2592000" in steps["token"]
    guarded = "setTargetFunctionRole(target = <token>, selectors = [mint], roleId = MINTER)"
    assert guarded in steps["roles"]
    assert steps["timelock executor"] == ["grantRole(role = EXECUTOR, account = <governor>)"]
    assert steps["timelock hand-over"][0].startswith("renounceRole(role = ADMIN, ")


def test_the_record_says_all_that_a_developer_builds_on(site: Site) -> None:
    site.deploy()
    raw = json.loads((site.record / "deployment.json").read_text())
    vault = raw["contracts"]["vault"]
    assert vault["arguments"]["initialLevyBps"] == "500"
    assert vault["arguments"]["treasury_"] == raw["contracts"]["treasury"]["address"]
    assert len(bytes.fromhex(vault["encoded_arguments"][2:])) % 32 == 0
    assert len(vault["transaction"]) == 66
    assert raw["compiler"]["version"] == "0.8.37"
    assert raw["transactions"].keys() >= {"roles", "hand-over"}
    abi = json.loads((site.record / "abi" / "RoyaltyVault.json").read_text())
    assert any(entry.get("name") == "depositETH" for entry in abi)
    shown = run("charter", "check", str(site.charter), "--json", **site.home)
    assert raw["charter_hash"] == shown.envelope["data"]["hash"]


def test_a_second_deployment_of_the_name_is_refused_until_the_first_is_set_aside(site: Site) -> None:
    first = site.deploy().envelope["data"]["addresses"]
    again = site.deploy()
    assert (again.code, again.error["code"]) == (1, "refused")
    assert "deployed on this chain already" in again.error["message"]
    assert site.deploy("--dry-run").error == again.error
    assert len(site.deploy("--dry-run", "--reset").envelope["data"]["steps"]) == STEPS

    second = site.deploy("--reset").envelope["data"]["addresses"]
    assert set(first.values()).isdisjoint(second.values())
    kept = site.folder / "deployments" / "set-aside" / "31337" / "Lumen-1" / "deployment.json"
    assert json.loads(kept.read_text())["contracts"]["vault"]["address"] == first["vault"]


def test_nothing_to_resume_is_an_error(site: Site) -> None:
    ran = site.deploy("--resume")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "nothing to resume" in ran.error["message"]


def test_an_account_that_cannot_pay_is_told_what_it_lacks_before_anything_is_sent(
    anvil: AnvilNode, tmp_path: Path
) -> None:
    fees = ["--block-base-fee-per-gas", "1000000000", "--gas-price", "1000000000"]
    with AnvilNode(wall_clock=True, options=fees) as node:
        site = Site(tmp_path, node)
        before = site.blocks()
        ran = site.deploy()
        assert (ran.code, ran.error["code"]) == (1, "underfunded")
        assert "balance=0" in ran.error["message"]
        assert "ETH more" in ran.error["hint"]
        planned = site.deploy("--dry-run")
        assert planned.envelope["data"]["balance"] == "0"
        assert "holds 0 ETH, which is not enough" in planned.stderr
        assert site.blocks() == before
        assert not (site.record / "journal.jsonl").exists()
        assert site.deploy(account="account:0").code == 0


def test_a_chain_that_may_be_public_needs_to_be_named(anvil: AnvilNode, tmp_path: Path) -> None:
    with AnvilNode(wall_clock=True, options=["--chain-id", "10"]) as node:
        site = Site(tmp_path, node)
        before = site.blocks()
        for words in ((), ("--allow-chain-id", "1"), ("--dry-run",)):
            ran = site.deploy(*words)
            assert (ran.code, ran.error["code"]) == (1, "refused")
            assert "--allow-chain-id 10" in ran.error["hint"]
        assert site.blocks() == before
        ran = site.deploy("--allow-chain-id", "10")
        assert ran.envelope["data"]["chain_id"] == 10


def test_an_asset_that_is_no_contract_there_is_found_before_anything_is_sent(site: Site) -> None:
    site.charter.write_text(
        CHARTER + '[royalties]\nassets = ["0x70997970C51812dc3A010C7d01b50e0d17dc79C8"]\n'
    )
    before = site.blocks()
    for words in ((), ("--dry-run",)):
        ran = site.deploy(*words)
        assert (ran.code, ran.error["code"]) == (2, "bad_charter")
        assert "royalties.assets" in ran.error["message"]
    assert site.blocks() == before


def test_a_wrong_password_sends_nothing(site: Site) -> None:
    before = site.blocks()
    ran = site.deploy(DAO_SIM_PASSWORD="wrong")
    assert (ran.code, ran.error["code"]) == (1, "refused")
    assert site.blocks() == before
    assert not (site.record / "journal.jsonl").exists()


def test_no_secret_is_in_any_file_or_word(site: Site) -> None:
    said = site.deploy("--debug")
    key = bytes(site.keys["office"].key).hex()
    written = [path.read_text() for path in site.record.rglob("*") if path.is_file()]
    for text in (said.stdout, said.stderr, *written):
        assert key not in text.lower()
        assert PASSWORD not in text


def test_a_url_with_a_key_in_it_is_written_nowhere(site: Site) -> None:
    secret = site.node.url + "/?key=secret-api-key"
    ran = run("deploy", str(site.charter), "--rpc", secret, "--account", "office", "--json", **site.home)
    assert ran.code == 0
    assert all("secret-api-key" not in path.read_text() for path in site.record.rglob("*.json*"))
    assert Deployment.load(site.record).url is None
