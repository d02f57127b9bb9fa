"""Deployments that are killed, cut off or crossed, and what becomes of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.chain.wire import unsigned
from dao_sim.coop.journal import Journal
from dao_sim.units import Address
from tests.cli.faults import between
from tests.cli.program import DAO_SIM, Ran, environment, run
from tests.cli.test_deploy import CHARTER, STEPS, Site

KILLER = [sys.executable, str(Path(__file__).with_name("killed_deploy.py"))]


@pytest.fixture
def site(anvil: AnvilNode, tmp_path: Path) -> Iterator[Site]:
    with AnvilNode(wall_clock=True) as node:
        yield Site(tmp_path, node)


@pytest.fixture(scope="module")
def killer() -> Iterator[subprocess.Popen[str]]:
    """The program that runs deployments and has them killed."""
    with subprocess.Popen(KILLER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        yield program
        assert program.stdin is not None
        program.stdin.close()


@pytest.fixture
def killed(site: Site, killer: subprocess.Popen[str]) -> Killed:
    return Killed(site, killer)


class Killed:
    """Deploys at a site in a process that is killed at the count-th of a moment (see `killed_deploy`)."""

    def __init__(self, site: Site, killer: subprocess.Popen[str]) -> None:
        self._site = site
        self._killer = killer

    def __call__(self, moment: str, count: int, *words: str) -> None:
        site, program = self._site, self._killer
        where = ["--rpc", site.node.url, "--account", "office", "--json"]
        asked = {
            "moment": moment,
            "count": count,
            "words": ["deploy", str(site.charter), *where, *words],
            "variables": site.home,
        }
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps(asked) + "\n")
        program.stdin.flush()
        assert int(program.stdout.readline()) == -signal.SIGKILL


def journal(site: Site) -> Journal:
    return Journal.load(site.record / "journal.jsonl")


def expected_addresses(site: Site) -> dict[str, str]:
    plan = site.deploy("--dry-run").envelope["data"]
    return {each["step"]: each["creates"] for each in plan["steps"] if each["creates"]}


def assert_as_without_fault(site: Site, expected: dict[str, str], ran: Ran) -> None:
    """Every contract stands once, where the plan said, and the chain agrees with the charter."""
    assert ran.code == 0, ran.stdout + ran.stderr
    assert ran.envelope["data"]["addresses"] == expected
    assert nonce_of(site, "office") == STEPS
    verified = run("verify", "--network", site.node.url, "--json", **site.home)
    assert verified.code == 0, verified.stdout


def nonce_of(site: Site, name: str) -> int:
    chain = RpcChain(site.node.url, take_over=False)
    try:
        return chain.outbox.mined_nonce(Address(site.keys[name].address))
    finally:
        chain.close()


@pytest.mark.parametrize("moment", ["sending", "sent", "confirmed"])
def test_a_deployment_killed_at_every_step_ends_as_if_it_had_not_been(
    site: Site, killed: Killed, moment: str
) -> None:
    """One deployment, killed at the first step that it comes to each time it is resumed."""
    expected = expected_addresses(site)
    killed(moment, 1)
    for done in range(1, STEPS):
        assert sum(bool(entry.sent) for entry in journal(site).entries.values()) == done
        assert nonce_of(site, "office") == (done - 1 if moment == "sending" else done)
        killed(moment, 1, "--resume")
    assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_a_deployment_killed_before_its_first_transaction_is_resumed(site: Site, killed: Killed) -> None:
    expected = expected_addresses(site)
    killed("begin", 1)
    assert not any(entry.sent for entry in journal(site).entries.values())
    assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_a_deployment_that_was_broken_off_says_how_to_go_on(site: Site, killed: Killed) -> None:
    killed("confirmed", 3)
    ran = site.deploy()
    assert (ran.code, ran.error["code"]) == (1, "refused")
    assert f"broken off after 3 of {STEPS} steps" in ran.error["message"]
    assert "--resume" in ran.error["hint"]
    looked = run("verify", "--network", site.node.url, "--json", **site.home)
    assert (looked.code, looked.error["code"]) == (2, "bad_input")
    assert "Lumen on chain 31337 was broken off" in looked.error["hint"]


@pytest.mark.parametrize("moment", ["sending", "sent", "confirmed"])
def test_a_dry_run_of_a_resumption_shows_what_is_left(site: Site, killed: Killed, moment: str) -> None:
    killed(moment, 5)
    before = (site.record / "journal.jsonl").read_bytes()
    plan = site.deploy("--resume", "--dry-run").envelope["data"]
    assert (site.record / "journal.jsonl").read_bytes() == before
    steps = list(journal(site).entries)
    done = 4 if moment == "sending" else 5
    assert [each["step"] for each in plan["steps"] if each["done"]] == steps[:done]
    assert plan["gas"] == sum(each["gas"] for each in plan["steps"][done:])
    expected = {each["step"]: each["creates"] for each in plan["steps"] if each["creates"]}
    assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_an_interruption_says_how_to_go_on(site: Site) -> None:
    with under_way(site) as program:
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=30)
    assert program.returncode == 130
    assert "go on with --resume" in said
    assert site.deploy("--resume").code == 0


def test_two_deployments_of_one_name_keep_out_of_each_other_s_way(site: Site) -> None:
    with under_way(site) as program:
        ran = site.deploy("--resume")
        assert (ran.code, ran.error["code"]) == (1, "refused")
        assert "another deployment of this co-op is running" in ran.error["message"]
    assert program.wait(timeout=60) == 0
    assert nonce_of(site, "office") == STEPS


@contextmanager
def under_way(site: Site) -> Iterator[subprocess.Popen[str]]:
    """A deployment that waits for the node's answer to its fifth transaction, until the block ends."""
    sent: list[str] = []
    there, go_on = threading.Event(), threading.Event()

    def hold(method: str, answer: bytes) -> bytes:
        sent.extend([method] if method == "eth_sendRawTransaction" else ())
        if len(sent) == 5 and not there.is_set():
            there.set()
            go_on.wait(60)
        return answer

    with between(site.node.url, hold) as url:
        words = ["deploy", str(site.charter), "--rpc", url, "--account", "office"]
        with subprocess.Popen(
            [*DAO_SIM, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(**site.home),
        ) as program:
            assert there.wait(60)
            try:
                yield program
            finally:
                go_on.set()
                program.communicate(timeout=60)


def test_contracts_that_changed_meanwhile_are_not_mixed(site: Site, killed: Killed) -> None:
    """Somebody upgraded dao-sim between the two runs."""
    killed("confirmed", 2)
    path = site.record / "journal.jsonl"
    path.write_text(path.read_text().replace(journal(site).head.contracts, "0" * 64))
    ran = site.deploy("--resume")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "contracts changed" in ran.error["message"]


def test_what_is_no_longer_the_step_is_not_sent_again(site: Site, killed: Killed) -> None:
    """As after a chain went back and was used since: the nonce is free, but an address in it is wrong."""
    expected = expected_addresses(site)
    killed("sending", 3)
    key = site.keys["office"]
    office = Address(key.address)
    with closing(RpcChain(site.node.url, take_over=False)) as chain:
        chain.add_signer(key)
        stale = chain.outbox.sign(unsigned(office, office, b"", 0), nonce=2)
    journal(site).sending("membership", stale)
    assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_a_line_cut_off_in_the_journal_is_as_if_it_were_not_there(site: Site, killed: Killed) -> None:
    expected = expected_addresses(site)
    killed("sending", 4)
    path = site.record / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_a_damaged_journal_names_file_and_line(site: Site, killed: Killed) -> None:
    killed("confirmed", 2)
    path = site.record / "journal.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], "{nonsense}\n", *lines[1:]]))
    ran = site.deploy("--resume")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "line=2" in ran.error["message"]


def test_a_changed_charter_is_told_difference_by_difference(site: Site, killed: Killed) -> None:
    killed("confirmed", 2)
    before = (site.record / "journal.jsonl").read_bytes()
    site.charter.write_text(CHARTER.replace("1000", "900") + '[royalties]\nlevy = "7%"\n')
    ran = site.deploy("--resume")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "royalties.levy: 5% in the journal, 7% in the charter now" in ran.error["message"]
    assert "founders[0].tokens: 1000 in the journal, 900 in the charter now" in ran.error["message"]
    assert "royalties.levy: 5% in the journal, 7% in the charter now" in site.deploy().error["message"]
    assert (site.record / "journal.jsonl").read_bytes() == before


def test_another_account_cannot_take_a_deployment_over(site: Site, killed: Killed) -> None:
    killed("confirmed", 2)
    ran = site.deploy("--resume", account="ada")
    assert (ran.code, ran.error["code"]) == (2, "bad_input")
    assert "another account began" in ran.error["message"]


def test_nonces_that_moved_are_told_and_the_rest_is_signed_anew(site: Site, killed: Killed) -> None:
    killed("sending", 3)  # signed with nonce 2, and not sent
    spend_a_nonce(site)
    ran = site.deploy("--resume")
    assert ran.code == 0, ran.stdout + ran.stderr
    assert "sending anew, with the account's next nonce: treasury" in ran.stderr
    assert len(journal(site).entries["treasury"].sent) == 2
    assert nonce_of(site, "office") == STEPS + 1
    verified = run("verify", "--network", site.node.url, "--json", **site.home)
    assert verified.code == 0, verified.stdout


def test_another_program_that_sends_meanwhile_stops_the_deployment(site: Site) -> None:
    def meddle(method: str, answer: bytes) -> bytes:
        if method == "eth_sendRawTransaction" and not meddled:
            meddled.append(method)
            threading.Timer(0.0, spend_a_nonce, [site]).start()
            while nonce_of(site, "office") < 2:
                pass
        return answer

    meddled: list[str] = []
    with between(site.node.url, meddle) as url:
        ran = site.deploy("--rpc", url)
    assert (ran.code, ran.error["code"]) == (1, "nonce_taken")
    assert "another program sends from it" in ran.error["message"]
    assert "expected=1" in ran.error["message"]
    assert "found=2" in ran.error["message"]
    assert site.deploy("--resume").code == 0


def test_a_replaced_chain_is_not_taken_for_the_old_one(site: Site, killed: Killed, anvil: AnvilNode) -> None:
    killed("confirmed", 3)
    with AnvilNode(wall_clock=True, options=["--timestamp", "1700000000"]) as other:
        ran = site.deploy("--resume", "--rpc", other.url)
        assert (ran.code, ran.error["code"]) == (2, "bad_input")
        assert "the chain was replaced" in ran.error["message"]
        for words in ((), ("--dry-run",)):  # it is not "deployed on this chain already"
            assert "the chain was replaced" in site.deploy("--rpc", other.url, *words).error["message"]
        assert site.deploy("--reset", "--rpc", other.url).code == 0


def test_a_wrong_chain_id_in_mid_air_is_noticed(site: Site, killed: Killed) -> None:
    killed("confirmed", 3)

    def lie(method: str, answer: bytes) -> bytes:
        return answer.replace(b"0x7a69", b"0x539") if method == "eth_chainId" else answer

    with between(site.node.url, lie) as url:
        ran = site.deploy("--resume", "--rpc", url)
    assert ran.code == 2
    assert "nothing to resume" in ran.error["message"]  # the other chain's folder has no journal
    assert site.deploy("--resume").code == 0


def test_a_node_that_answers_slowly_is_waited_for(site: Site) -> None:
    expected = expected_addresses(site)

    def dawdle(method: str, answer: bytes) -> bytes:
        threading.Event().wait(0.02)
        return answer

    with between(site.node.url, dawdle) as url:
        ran = site.deploy("--rpc", url)
    assert_as_without_fault(site, expected, ran)


@pytest.mark.parametrize("method", ["eth_sendRawTransaction", "eth_getTransactionReceipt"])
def test_a_connection_dropped_between_send_and_receipt_is_resumed(site: Site, method: str) -> None:
    expected = expected_addresses(site)
    seen: list[str] = []

    def drop(asked: str, answer: bytes) -> bytes | None:
        """The node has carried it out; the answer is lost."""
        seen.append(asked)
        return None if asked == method and seen.count(method) == 5 else answer

    with between(site.node.url, drop) as url:
        ran = site.deploy("--rpc", url)
    assert (ran.code, ran.error["code"]) == (3, "chain_unreachable")
    assert "--resume" in ran.error["hint"]
    assert_as_without_fault(site, expected, site.deploy("--resume"))


@pytest.mark.parametrize("saved_after", [0, 6])
def test_a_node_killed_in_mid_deployment_and_restarted_from_its_file(
    anvil: AnvilNode, killer: subprocess.Popen[str], tmp_path: Path, saved_after: int
) -> None:
    """The file is older than the journal: what the chain forgot is sent again, to the same addresses."""
    state = tmp_path / "chain.json"
    with AnvilNode(wall_clock=True, state=state) as node:
        site = Site(tmp_path, node)
        expected = expected_addresses(site)
        killed = Killed(site, killer)
        if not saved_after:
            node.save()
        killed("confirmed", 6)
        if saved_after:
            node.save()
        killed("confirmed", 3, "--resume")
        node.process.kill()
        node.process.wait()
        ran = site.deploy("--resume")
        assert (ran.code, ran.error["code"]) == (3, "chain_unreachable")
    with AnvilNode(wall_clock=True, state=state) as node:
        site.node = node
        chain = RpcChain(node.url, take_over=False)
        assert chain.block_number() == saved_after
        chain.close()
        assert_as_without_fault(site, expected, site.deploy("--resume"))


def test_what_offers_too_little_by_now_is_signed_anew_in_its_place(
    anvil: AnvilNode, killer: subprocess.Popen[str], tmp_path: Path
) -> None:
    """Signed while gas was free, and not sent; then gas gets a price."""
    with AnvilNode(wall_clock=True) as node:
        site = Site(tmp_path, node)
        expected = expected_addresses(site)
        chain = RpcChain(node.url, take_over=False)
        chain.send(chain.accounts()[0], Address(site.keys["office"].address), value=10**18)
        Killed(site, killer)("sending", 3)
        chain._node.ask("anvil_setNextBlockBaseFeePerGas", hex(1_000_000))
        chain._node.ask("evm_mine")
        chain.close()
        assert_as_without_fault(site, expected, site.deploy("--resume"))
    assert len(journal(site).entries["treasury"].sent) == 2


def spend_a_nonce(site: Site) -> None:
    """Another program sends a transaction from the deployer's account."""
    chain = RpcChain(site.node.url, take_over=False)
    key = site.keys["office"]
    chain.add_signer(key)
    chain.send(Address(key.address), Address(key.address))
    chain.close()
