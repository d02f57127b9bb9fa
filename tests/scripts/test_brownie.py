"""The scripts under brownie, in its own environment: what `make brownie` leaves is used here."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Cooperative
from dao_sim.coop.deployment import Deployment
from dao_sim.coop.facts import facts
from tests.scripts.conftest import ROOT, Ran, program, python
from tests.scripts.test_deploy import WHEN


def brownie(*words: str, typed: str = "", home: Path) -> Ran:
    """Brownie, called by somebody with that home."""
    script = str(ROOT / "scripts" / "isolated_brownie.py")
    return program(sys.executable, script, *words, typed=typed, HOME=str(home))


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    """Without brownie these skip, unless DAO_SIM_REQUIRE_BROWNIE is set."""
    if not (ROOT / ".venv-brownie" / ".installed").exists() and not os.environ.get("DAO_SIM_REQUIRE_BROWNIE"):
        pytest.skip("brownie is not installed: `make brownie` does it")


def test_brownie_deploys_the_co_op_that_was_rehearsed(charter_file: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = brownie("run", "scripts/deploy.py", "main", charter_file, str(out), home=tmp_path)
    assert ran.code == 0, ran.stdout + ran.stderr
    deployed = json.loads(out.read_text(encoding="utf-8"))
    rehearsed = python("deploy.py", "--charter", charter_file, "--json").data
    assert deployed["engine"].startswith("http://127.0.0.1:")
    assert {**deployed["facts"], WHEN: ""} == {**rehearsed["facts"], WHEN: ""}
    assert not (tmp_path / ".brownie").exists()


def test_dao_sim_deploys_the_same_co_op(charter_file: str, anvil: AnvilNode, tmp_path: Path) -> None:
    """`dao-sim deploy`, `brownie run` and the embedded engine make the same co-op of a charter."""
    deploy = ("deploy", charter_file, "--rpc", anvil.url, "--account", "account:0", "--json")
    ran = program(sys.executable, "-m", "dao_sim", *deploy, DAO_SIM_DEPLOYMENTS=str(tmp_path))
    assert ran.code == 0, ran.stdout + ran.stderr
    deployment = Deployment.load(Path(json.loads(ran.stdout)["data"]["folder"]))
    with closing(RpcChain(anvil.url, take_over=False)) as chain:
        deployed = facts(Cooperative(chain, deployment.charter, deployment.addresses))
    out = tmp_path / "out.json"
    brownie("run", "scripts/deploy.py", "main", charter_file, str(out), home=tmp_path)
    by_brownie = json.loads(out.read_text(encoding="utf-8"))["facts"]
    embedded = python("deploy.py", "--charter", charter_file, "--json").data["facts"]
    assert len(deployed) > 80
    assert {**deployed, WHEN: ""} == {**by_brownie, WHEN: ""} == {**embedded, WHEN: ""}
    assert int(deployed[WHEN]) > 0


def test_brownie_lives_through_a_vote(charter_file: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = brownie("run", "scripts/governance_cycle.py", "main", charter_file, str(out), home=tmp_path)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert "It is executed: the levy is 7.5 %" in ran.stdout
    lived = json.loads(out.read_text(encoding="utf-8"))
    assert lived["levy_bps"] == {"before": 500, "after": 750}
    assert lived["books"]["balanced"]


def test_a_console_has_the_deployed_contracts_at_hand(tmp_path: Path) -> None:
    typed = "\n".join(
        [
            "print('levy here', vault.levyBps(), 'and there', coop.vault.levy_bps())",
            "print('runs', governor.name(), type(governor).__module__)",
            "before = chain.time()",
            "chain.sleep(86_400)",
            "print('a day passed', chain.time() - before >= 86_400)",
            "quit()\n",
        ]
    )
    ran = brownie("run", "scripts/deploy.py", "--interactive", typed=typed, home=tmp_path)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert "levy here 500 and there 500" in ran.stdout
    assert "runs Lumen Governor brownie.network.contract" in ran.stdout
    assert "a day passed True" in ran.stdout


def test_a_script_that_fails_fails_brownie(tmp_path: Path) -> None:
    ran = brownie("run", "scripts/deploy.py", "main", str(tmp_path / "none.toml"), home=tmp_path)
    assert ran.code == 1
    assert "cannot be read" in ran.stdout + ran.stderr


DOCUMENT = (ROOT / "docs" / "brownie.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MADE = [
    f"scripts/isolated_brownie.py {words}" for words in re.findall(r"^\t\$\(BROWNIE\) (.+)$", MAKEFILE, re.M)
]
"""What `make brownie` and `make brownie-console` run by themselves."""
SHOWN = re.findall(r"^\$ (.+)$", DOCUMENT, re.M)
TYPED = [line for line in SHOWN if line not in MADE and not line.startswith("make ")]


def test_the_page_names_what_make_runs_and_more() -> None:
    assert set(MADE) <= {*SHOWN, "scripts/isolated_brownie.py run scripts/deploy.py --interactive"}
    assert len(TYPED) >= 6


@pytest.mark.parametrize("command", TYPED)
def test_a_command_of_the_page_works(command: str, anvil: AnvilNode) -> None:
    here = command.replace("http://127.0.0.1:8545", anvil.url).replace(".venv/bin/python", sys.executable)
    here = here.replace(".venv/bin/dao-sim", f"{sys.executable} -m dao_sim")
    ran = program("/bin/sh", "-c", here)
    assert ran.code == 0, ran.stdout + ran.stderr
