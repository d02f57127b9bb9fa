"""`dao-sim node` and `dao-sim advance`: a chain that outlives its node, and whose time can be moved."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.defaults import ACCOUNTS
from dao_sim.chain.rpc import RpcChain
from tests.cli.program import DAO_SIM, environment, run


class Running:
    """`dao-sim node --json`, and what it said once it was ready."""

    def __init__(self, *words: str, cwd: Path, start_new_session: bool = False) -> None:
        self.process = subprocess.Popen(
            [*DAO_SIM, "node", "--port", "0", "--json", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=cwd,
            start_new_session=start_new_session,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()
        self.data: dict[str, Any] = json.loads(line)["data"]

    def chain(self) -> RpcChain:
        return RpcChain(self.data["url"], take_over=False, pending=True)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@contextmanager
def node(*words: str, cwd: Path) -> Iterator[Running]:
    running = Running(*words, cwd=cwd)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end()


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it holds; fails after half a minute."""
    for _ in range(300):
        if condition():
            return
        signal.sigtimedwait([], 0.1)
    pytest.fail("it did not come about")


@pytest.fixture
def folder(anvil: AnvilNode, tmp_path: Path) -> Path:
    """Where a node is started that finds the program (`anvil` skips where there is none)."""
    modules = next(path for path in Path.cwd().iterdir() if path.name == "node_modules")
    (tmp_path / "node_modules").symlink_to(modules)
    return tmp_path


def test_a_node_has_the_test_accounts_with_money(folder: Path) -> None:
    with node("--accounts", "4", cwd=folder) as running:
        assert running.data["accounts"] == list(ACCOUNTS[:4])
        assert running.data["chain_id"] == 31337
        chain = running.chain()
        assert all(chain.balance(account) == 10_000 * 10**18 for account in ACCOUNTS[:4])
        chain.close()
        assert running.end() == 0


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_chain_is_kept_across_restarts_and_its_clock_goes_on(folder: Path, end: signal.Signals) -> None:
    genesis, hashes = set(), []
    for start in range(3):  # anvil by itself confuses the chain's first block on the second restart
        with node("--state", "chain.json", cwd=folder) as running:
            chain = running.chain()
            genesis.add(chain.genesis)
            assert chain.block_number() == 2 * start
            before = chain.now()
            assert before >= chain.latest_time()
            hashes.append(chain.send(ACCOUNTS[0], ACCOUNTS[1], value=1).transaction_hash)
            chain.skip(86_400)
            assert chain.now() - before >= 86_400
            assert all(chain.lookup.receipt(sent) for sent in hashes if sent)
            last = chain.latest_time()
            chain.close()
            assert running.end(end) == 0
        kept = json.loads((folder / "chain.json").read_text())
        assert max(int(block["header"]["timestamp"], 16) for block in kept["blocks"]) == last
    assert len(genesis) == 1


def test_what_happened_is_on_disk_before_the_node_ends(folder: Path) -> None:
    """So that a node that is killed has lost a second or two, and its file is whole."""
    with node("--state", "chain.json", cwd=folder) as running:
        chain = running.chain()
        chain.send(ACCOUNTS[0], ACCOUNTS[1], value=1)
        state = folder / "chain.json"
        wait_for(lambda: state.exists() and len(json.loads(state.read_text())["blocks"]) == 2)
        chain.close()


def test_a_state_file_that_is_none_is_refused_and_kept(folder: Path) -> None:
    (folder / "chain.json").write_text("my notes")
    ran = run("node", "--port", "0", "--state", str(folder / "chain.json"), "--json")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "chain.json" in ran.error["message"]
    assert (folder / "chain.json").read_text() == "my notes"


def test_ctrl_c_on_a_terminal_keeps_the_last_block_too(folder: Path) -> None:
    """There every process of the group gets the signal: the node, too, unless it stands apart."""
    running = Running("--state", "chain.json", cwd=folder, start_new_session=True)
    chain = running.chain()
    chain.send(ACCOUNTS[0], ACCOUNTS[1], value=1)
    chain.close()
    os.killpg(running.process.pid, signal.SIGINT)
    _, said = running.process.communicate(timeout=30)
    assert running.process.returncode == 0, said
    assert len(json.loads((folder / "chain.json").read_text())["blocks"]) == 2


@pytest.mark.parametrize("place", ["nowhere/chain.json", "/dev/null", "."])
def test_where_no_file_can_be_it_says_so_before_it_starts(folder: Path, place: str) -> None:
    ran = run("node", "--port", "0", "--state", str(folder / place), "--json")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert str(folder / place) in ran.error["message"]


def test_a_chain_goes_on_while_its_file_cannot_be_written(folder: Path) -> None:
    (folder / "kept").mkdir()
    with node("--state", "kept/chain.json", cwd=folder) as running:
        chain = running.chain()
        wait_for((folder / "kept" / "chain.json").exists)
        (folder / "kept").rename(folder / "away")
        chain.send(ACCOUNTS[0], ACCOUNTS[1], value=1)
        assert running.process.stderr is not None
        assert "kept/chain.json: no such file or directory" in running.process.stderr.readline()
        assert chain.block_number() == 1
        (folder / "away").rename(folder / "kept")
        wait_for(lambda: len(json.loads((folder / "kept" / "chain.json").read_text())["blocks"]) == 2)
        chain.close()
        assert running.end() == 0


def test_a_port_in_use_is_exit_3(anvil: AnvilNode) -> None:
    ran = run("node", "--port", str(anvil.port), "--json")
    assert (ran.code, ran.error["code"]) == (3, "chain_unreachable")
    assert "in use" in ran.error["message"]
    assert "another port" in ran.error["hint"]


def test_without_anvil_it_says_how_to_get_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [*DAO_SIM, "node", "--json"],
        cwd=tmp_path,
        env=environment(PATH="/nonexistent"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (error,) = json.loads(done.stdout)["errors"]
    assert "anvil is not installed" in error["message"]
    assert "npm" in error["hint"]


def test_time_moves_as_far_as_asked(anvil: AnvilNode) -> None:
    chain = RpcChain(anvil.url, take_over=False, pending=True)
    before = chain.now()
    ran = run("advance", "3d", "--network", anvil.url, "--json")
    assert ran.code == 0
    assert 0 <= chain.now() - before - 3 * 86_400 <= 60
    chain.close()


def test_time_moves_on_a_node_that_a_simulation_took_over_and_left(anvil: AnvilNode) -> None:
    with AnvilNode(wall_clock=True) as node:
        RpcChain(node.url)  # takes the node over, and is never closed, as in a script that ends
        chain = RpcChain(node.url, take_over=False, pending=True)
        before = chain.now()
        for days in (1, 2):
            assert run("advance", "1d", "--network", node.url).code == 0
            assert 0 <= chain.now() - before - days * 86_400 <= 60
        signal.sigtimedwait([], 1.1)
        assert chain.now() > before + 2 * 86_400  # and its clock goes by itself again
        chain.close()


@pytest.mark.parametrize("duration", ["soon", "-3d", "3y", "0s", ""])
def test_what_is_no_duration_moves_nothing(anvil: AnvilNode, duration: str) -> None:
    ran = run("advance", "--network", anvil.url, "--json", "--", duration)
    assert ran.code == 2


def test_time_after_the_last_calendar_is_told_in_seconds(anvil: AnvilNode) -> None:
    with AnvilNode() as node:
        ran = run("advance", "260000000000s", "--network", node.url)
    assert (ran.code, ran.stderr) == (0, "")
    assert " seconds after 1970" in ran.stdout


def test_a_network_that_nobody_named_is_exit_2() -> None:
    ran = run("advance", "1d", "--network", "mainnet", "--json")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "local" in ran.error["hint"]


def test_nobody_listening_is_exit_3() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ran = run("advance", "1d", "--network", f"http://127.0.0.1:{closed.getsockname()[1]}", "--json")
    assert ran.code == 3
