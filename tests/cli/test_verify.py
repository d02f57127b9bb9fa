"""`dao-sim verify`: agrees with what was deployed, and names what is not as it should be."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account

from dao_sim.bindings import Call
from dao_sim.chain import connect
from dao_sim.chain.anvil import AnvilNode
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.coop.steps import selector
from dao_sim.units import ETH
from tests.cli.program import run, run_on_terminal
from tests.cli.testnet import Testnet, make_testnet

STRANGER = "0x00000000000000000000000000000000DeaDBeef"


def verify(testnet: Testnet, **variables: str) -> tuple[int, list[str]]:
    """The exit code, and what was found wrong."""
    ran = testnet.run("verify", "--json", **variables)
    found = ran.envelope
    return ran.code, [each["message"] for each in found.get("errors", ())]


def test_a_fresh_deployment_is_as_its_charter_says(testnet: Testnet) -> None:
    checks = testnet.data("verify")["checks"]
    found = {check["what"]: check["value"] for check in checks}
    assert found["rule.quorum_bps"] == "2000"
    assert found["role ADMIN"] == "<timelock>"
    assert found["timelock role EXECUTOR"] == "<governor>"
    assert found["deployer"].startswith("no role")
    assert len(checks) >= 100


@pytest.fixture
def spoilt(anvil: AnvilNode, tmp_path: Path) -> Any:
    """A co-op of its own, on a node taken over so that anybody, the timelock too, can be made to act."""
    with AnvilNode(wall_clock=True) as node:
        testnet = make_testnet(node, tmp_path)
        chain = connect(node.url)
        yield testnet, Cooperative(chain, testnet.deployment.charter, testnet.deployment.addresses)
        chain.close()


Decree = Callable[[Cooperative], Call]


@pytest.mark.parametrize(
    ("decree", "what", "found"),
    [
        (lambda coop: coop.vault.set_levy(600), "vault.levy_bps", "600"),
        (lambda coop: coop.access.grant_role(Role.MINTER, STRANGER, 0), "role MINTER", STRANGER),
        (lambda coop: coop.access.grant_role(Role.ADMIN, STRANGER, 0), "role ADMIN", STRANGER),
        (lambda coop: coop.access.grant_role(99, STRANGER, 0), "role 99", STRANGER),
        (
            lambda coop: coop.access.set_target_function_role(
                coop.treasury.address, [selector("pay(address,address,uint256)")], Role.ADMITTER
            ),
            "treasury.pay(address,address,uint256)",
            "ADMITTER",
        ),
        (
            lambda coop: coop.access.set_target_function_role(
                STRANGER, [selector("setGuardian(address,uint48)")], Role.MINTER
            ),
            f"{STRANGER} 0x{selector('setGuardian(address,uint48)').hex()}",
            "MINTER",
        ),
        (lambda coop: coop.access.set_target_closed(coop.vault.address, True), "vault.closed", "yes"),
        (
            lambda coop: coop.timelock.grant_role(coop.timelock.proposer_role(), STRANGER),
            "timelock role PROPOSER",
            STRANGER,
        ),
        (lambda coop: coop.treasury.set_cap(STRANGER, ETH, 5), f"treasury.cap of {STRANGER} in ETH", "5"),
    ],
)
def test_what_governance_changed_is_named(
    spoilt: tuple[Testnet, Cooperative], decree: Decree, what: str, found: str
) -> None:
    testnet, coop = spoilt
    assert verify(testnet) == (0, [])
    decree(coop).send(coop.timelock.address)
    code, messages = verify(testnet)
    assert code == 1
    (mismatch,) = (message for message in messages if message.startswith(f"{what}: expected "))
    assert found in mismatch.partition(", found ")[2]


def test_other_code_at_an_address_is_named(spoilt: tuple[Testnet, Cooperative]) -> None:
    testnet, coop = spoilt
    code = bytearray(coop.chain.code(coop.vault.address))
    code[100] ^= 1
    coop.chain._node.ask("anvil_setCode", coop.vault.address, f"0x{code.hex()}")  # type: ignore[attr-defined]
    exit_code, found = verify(testnet)
    assert exit_code == 1
    assert found == [f"vault.code: expected RoyaltyVault as compiled, found {len(code)} bytes of other code"]


def test_a_record_that_was_changed_does_not_agree_with_the_chain(testnet: Testnet, tmp_path: Path) -> None:
    """Another founder in the record: the transaction that created the token says otherwise."""
    folder = tmp_path / "31337" / "Lumen"
    shutil.copytree(testnet.deployment.folder, folder)
    record = json.loads((folder / "deployment.json").read_text())
    record["charter"]["founders"][0]["account"] = Account.create().address
    record["charter"]["governance"]["quorum"] = "21%"
    (folder / "deployment.json").write_text(json.dumps(record))
    code, found = verify(testnet, DAO_SIM_DEPLOYMENTS=str(tmp_path))
    assert code == 1
    assert "token.creation: expected the arguments that the charter decides, found other arguments" in found
    assert "rule.quorum_bps: expected 2100, found 2000" in found


def test_a_deployment_of_another_chain_is_not_looked_for_here(testnet: Testnet, anvil: AnvilNode) -> None:
    ran = testnet.run("verify", "--network", anvil.url, "--json")
    assert ran.code == 2
    assert "not the one that this co-op was deployed on" in ran.error["message"]


def test_somebody_who_waits_sees_how_far_it_is(testnet: Testnet) -> None:
    seen = run_on_terminal("verify", **testnet.variables)
    assert seen.code == 0
    counted = re.findall(r"(\d+)/(\d+)", seen.stdout)
    assert counted[-1][0] == counted[-1][1]  # every check was foreseen
    assert "checks agree" in seen.stdout


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"schema_version": 2}', "nonsense"])
def test_a_damaged_record_names_its_file(testnet: Testnet, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "31337" / "Lumen"
    folder.mkdir(parents=True)
    (folder / "deployment.json").write_text(damage)
    ran = run("verify", "--json", **{**testnet.variables, "DAO_SIM_DEPLOYMENTS": str(tmp_path)})
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "deployment.json" in ran.error["message"]
