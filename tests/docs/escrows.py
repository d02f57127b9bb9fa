"""Runs what a document about escrows shows, in a shell, on a co-op that has them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from dao_sim.cli.session import open_node
from dao_sim.cli.settings import Settings
from dao_sim.units import Wei
from tests.cli.program import environment, warm_folder
from tests.cli.testnet import Testnet

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = re.compile(r"^```console\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def endow(testnet: Testnet) -> None:
    """Twenty ether for the treasury, and some for whoever puts up a bond."""
    with open_node(Settings(), testnet.node.url) as chain:
        bank = chain.node_accounts()[0]
        chain.send(bank, testnet.deployment.addresses["treasury"], value=Wei(20 * 10**18))
        for name in testnet.keys:
            chain.send(bank, testnet.address(name), value=Wei(20 * 10**18))


def typed(document: str) -> str:
    """The commands of a document as one script."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    return "\n".join(re.sub(r"^\$ ", "", block, flags=re.MULTILINE) for block in CONSOLE.findall(text))


def run_in_shell(testnet: Testnet, script: str) -> str:
    """What the script says; the first command that fails ends it, and the test."""
    path = f"{warm_folder()}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-ex"],
        input=script,
        cwd=testnet.folder,
        env=environment(**{**testnet.variables, "PATH": path}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{done.stdout[-1000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def run_example(name: str, *words: str) -> str:
    """What an example prints."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / name), *words],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
