"""`dao-sim rehearse`: both futures of a proposal, from a co-op that runs on a node."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dao_sim.chain.anvil import AnvilNode
from dao_sim.chain.rpc import RpcChain
from dao_sim.coop import Cooperative
from dao_sim.units import ETH
from tests.chain.conftest import anvil
from tests.cli.testnet import Testnet, make_testnet

__all__ = ["anvil"]

pytest.importorskip("pyrevm")

SCENARIO = """
title = "Makers"
horizon = 4
[population]
[[population.cohorts]]
name = "makers"
size = 8
class = "creator"
engagement = 0.9
[[population.cohorts]]
name = "friends"
size = 4
class = "patron"
[[economy.audience]]
name = "listeners"
size = 200
[behaviours.make_works]
calling = 1.0
rate = 1.0
"""
LEVY, QUORUM, EXPENSIVE, LICENCES, CANCELLED = "1", "2", "3", "4", "5"


@pytest.fixture(scope="module")
def running(anvil: AnvilNode, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Testnet]:
    """Three members, a delegation, a work with money in the vault, and proposals, one cancelled."""
    folder = tmp_path_factory.mktemp("rehearse")
    (folder / "makers.toml").write_text(SCENARIO)
    with AnvilNode(wall_clock=True) as node:
        net = make_testnet(node, folder, changes={"works": {"licences": True}})
        with contextlib.closing(RpcChain(node.url)) as chain:
            coop = Cooperative(chain, net.deployment.charter, net.deployment.addresses)
            arrange(coop, net)
        yield net


def arrange(coop: Cooperative, net: Testnet) -> None:
    ada, bram, chipo = (net.address(name) for name in ("ada", "bram", "chipo"))
    for who in (ada, bram, chipo):
        coop.chain.fund(who, 5 * 10**18)
    coop.register_work(ada, b"song", {ada: 700_000, bram: 300_000}, ai_share_bps=2_500)
    coop.deposit(1, 10**17, chipo)
    coop.token.delegate(ada).send(bram)
    coop.chain.advance(1)
    coop.propose(ada, coop.vault.set_levy(2_500), "Raise the levy")
    coop.propose(ada, coop.rule.write("setQuorum(uint256)", 3_000), "A higher quorum")
    coop.propose(ada, coop.treasury.pay(ETH, bram, 10**18), "More than there is")
    coop.propose(ada, coop.token.set_excluded(chipo, True), "No votes for chipo")
    coop.propose(ada, coop.vault.set_levy(0), "No levy").cancel()


def words(net: Testnet, proposal: str, *more: str) -> list[str]:
    scenario = ("--scenario", str(net.folder / "makers.toml"), "--rpc", net.node.url)
    return ["rehearse", "--proposal", proposal, *scenario, *more]


def measured(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in data["measures"]}


def test_a_higher_levy_takes_from_makers_what_it_gives_the_treasury(running: Testnet) -> None:
    block = height(running)
    data = running.data(*words(running, LEVY, "--replications", "3"))
    found = measured(data)

    assert data["actions"][0]["text"] == "RoyaltyVault.setLevy(newLevyBps=2500)"
    assert data["state"] == {"members": 3, "others": 0, "contracts": 0, "works": 1}
    assert found["sales"]["without"] > 0
    assert found["take_home"]["without"] == pytest.approx(0.95, abs=1e-6), "what was due before is no income"
    assert found["take_home"]["with"] == pytest.approx(0.75, abs=1e-6)
    assert found["take_home"]["high"] < 0 < found["levied"]["low"], "the intervals say so, too"
    assert found["variety_of_members"]["difference"] == 0, "both draw the same people"
    assert height(running) == block, "nothing was sent to the node"


def test_both_futures_are_tables_a_report_and_said_again_alike(running: Testnet, tmp_path: Path) -> None:
    import polars as pl

    out = tmp_path / "both"
    ordered = words(running, LEVY, "--replications", "2", "--measures", "levied", "--measures", "income")
    data = running.data(*ordered, "--out", str(out))
    again = running.data(*ordered)

    assert [row["measure"] for row in data["measures"]] == ["levied", "income"]
    assert data["measures"] == again["measures"]
    measures = pl.read_parquet(out / "tables" / "measures.parquet")
    assert measures["variant"].unique(maintain_order=True).to_list() == ["as it is", "with proposal 1"]
    assert pl.read_parquet(out / "tables" / "works.parquet")["ai_share"][0] == 0.25, "as the chain has it"
    record = json.loads((out / "run.json").read_text())
    assert record["configuration"]["charter"]["name"] == "Lumen", "the co-op's, not the scenario's"
    report = (out / "report.html").read_text()
    assert "with proposal 1" in report
    assert "RoyaltyVault.setLevy(newLevyBps=2500)" in report


def test_people_read_what_it_does_how_it_stands_and_what_is_assumed(running: Testnet) -> None:
    ran = running.run(*words(running, LEVY, "--replications", "1", "--set", "horizon=1"))

    assert ran.code == 0, ran.stderr
    assert 'Proposal 1, "Raise the levy", by 0x' in ran.stdout
    assert "1. RoyaltyVault.setLevy(newLevyBps=2500)" in ran.stdout
    assert "Stage: waiting; nobody voted yet." in ran.stdout
    assert "One pair of runs: how far chance carries is not known." in ran.stdout
    assert "from the chain: 3 members" in ran.stderr
    assert "the scenario has no cohort for enterprise (1)" in ran.stderr


def test_arrays_make_the_co_op_again_to_the_unit(running: Testnet, tmp_path: Path) -> None:
    """Both futures, with votes, delegations, proposals and derived works of their own: the same tables."""
    import polars as pl

    more = [
        *(f"behaviours.{name}.use={name}" for name in ("vote_by_taste", "delegate_to_reputation")),
        *("behaviours.turnout.base=5", "behaviours.propose_regularly.each_week=1"),
        *("behaviours.make_works.derive=0.5", "horizon=6"),
    ]
    options = [word for each in more for word in ("--set", each)]
    hashes = {}
    for ledger in ("evm", "array"):
        out = str(tmp_path / ledger)
        running.data(*words(running, LEVY, *options, "--replications", "2", "--ledger", ledger, "--out", out))
        hashes[ledger] = json.loads((tmp_path / ledger / "run.json").read_text())["tables"]
    assert hashes["evm"] == hashes["array"]
    proposals = pl.read_parquet(tmp_path / "array" / "tables" / "proposals.parquet")
    assert proposals["voters"].sum() > 0, "there were votes to compare"
    assert proposals["proposal"].min() == int(CANCELLED) + 1, "earlier proposals keep their numbers"


def test_what_no_array_models_runs_on_a_copy_of_the_chain(running: Testnet) -> None:
    few = ("--replications", "1", "--set", "horizon=1")
    error = running.refused(*words(running, LICENCES, *few, "--ledger", "array"), code=2)
    assert "action 1 is not modelled on arrays" in error["message"]
    assert "setExcluded" in error["message"]
    assert "evm" in error["hint"]

    data = running.data(*words(running, LICENCES, *few))
    assert "setExcluded" in data["actions"][0]["text"]


def test_a_proposal_that_would_fail_is_refused_with_its_reason(running: Testnet) -> None:
    error = running.refused(*words(running, EXPENSIVE))
    assert "action 1 would be refused now" in error["message"]


@pytest.mark.parametrize(
    ("proposal", "more", "said"),
    [
        ("99", (), "no such proposal"),
        (CANCELLED, (), "is cancelled already"),
        (LEVY, ("--option", "1"), "has no options"),
        (LEVY, ("--set", "horizn=3"), "horizn"),
        (LEVY, ("--set", "behaviours.make_wroks.rate=1"), "make_wroks"),
        (LEVY, ("--measures", "incom"), "incom"),
        (LEVY, ("--ledger", "paper"), "paper"),
        (LEVY, ("--set", 'organisation.kind="platform"'), "organisation.kind"),
    ],
)
def test_bad_input_is_named(running: Testnet, proposal: str, more: tuple[str, ...], said: str) -> None:
    assert said in running.refused(*words(running, proposal, *more), code=2)["message"]


def height(net: Testnet) -> int:
    with contextlib.closing(RpcChain(net.node.url, take_over=False)) as chain:
        return chain.block_number()
