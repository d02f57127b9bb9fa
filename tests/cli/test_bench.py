"""`dao-sim bench` and `scripts/bench.py` measure what they say. How fast this machine is, no test asks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dao_sim.bench.assembly import Assembly, voted
from dao_sim.bench.engines import engine_speed
from dao_sim.bench.votes import vote_speed
from dao_sim.chain import connect
from dao_sim.errors import BadInput, DaoSimError
from tests.cli.program import run

BENCH = [sys.executable, str(Path(__file__).resolve().parents[2] / "scripts" / "bench.py")]
WITHOUT_PYREVM = "import sys; sys.modules['pyrevm'] = None; from dao_sim.cli import main; sys.exit(main())"


def require_pyrevm() -> None:
    pytest.importorskip("pyrevm", reason="pyrevm has no wheel for this Python")


def test_as_json() -> None:
    require_pyrevm()
    ran = run("bench", "votes", "--members", "300", "--json")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.envelope["command"] == "bench votes"
    data = ran.envelope["data"]
    assert set(data) == {"members", "votes_per_second", "bare_votes_per_second", "ratio"}
    assert data["members"] == 300
    quotient = data["votes_per_second"] / data["bare_votes_per_second"]
    assert data["ratio"] == pytest.approx(quotient, abs=1e-3)


def test_as_a_table() -> None:
    require_pyrevm()
    ran = run("bench", "votes", "--members", "50")
    assert (ran.code, ran.stderr) == (0, "")
    title, header, _rule, api, bare, *rest = ran.stdout.splitlines()
    assert title == "50 votes on the embedded engine"
    assert header.split() == ["way", "votes", "per", "second", "ratio"]
    assert api.startswith("batch API")
    assert bare.endswith("1.00")
    assert not any(rest)


def test_more_members_than_memory_are_refused_before_anything_runs() -> None:
    require_pyrevm()
    ran = run("bench", "votes", "--members", "1000000000", "--json")
    assert ran.code == 2
    assert ran.error["code"] == "bad_input"
    assert "of memory" in ran.error["message"]


def test_without_pyrevm_there_is_nothing_to_measure() -> None:
    ran = run("bench", "votes", "--json", program=[sys.executable, "-c", WITHOUT_PYREVM])
    assert ran.code == 2
    assert ran.error["code"] == "unsupported"
    assert "pyrevm is not installed" in ran.error["message"]
    assert "3.12" in ran.error["hint"]


@pytest.mark.parametrize("members", ["0", "-1", "many"])
def test_a_number_of_members_that_is_none(members: str) -> None:
    ran = run("bench", "votes", "--members", members, "--json")
    assert ran.code == 2
    assert ran.error["code"] == "usage"


@pytest.mark.parametrize(("members", "rounds"), [(0, 1), (1, 0)])
def test_nothing_cannot_be_measured(members: int, rounds: int) -> None:
    with pytest.raises(BadInput, match="at least one"):
        vote_speed(members, rounds=rounds)


def test_every_round_is_told_of() -> None:
    require_pyrevm()
    told: list[int] = []
    speed = vote_speed(1_001, rounds=3, on_round=told.append)
    assert told == [1, 1, 1]
    assert speed.members == 1_001
    assert speed.ratio == speed.votes_per_second / speed.bare_votes_per_second


def test_a_slow_engine_is_measured_too() -> None:
    speed = engine_speed(connect("tester"), 7)
    assert (speed.votes, speed.exact_gas) == (7, True)
    assert speed.votes_per_second > 0


def test_lost_votes_are_no_speed() -> None:
    assembly = Assembly(connect("embedded", notice=lambda _line: None), 3)
    proposal = assembly.propose()
    proposal.vote_many(assembly.voters, assembly.supports)
    voted(proposal, assembly.supports)
    with pytest.raises(DaoSimError, match="votes were lost"):
        voted(proposal, [*assembly.supports, 1])


def test_one_table_for_all_engines() -> None:
    require_pyrevm()
    ran = run("--json", "--small", "--members", "200", "--votes", "no-such-file.csv", program=BENCH)
    assert ran.code == 0, ran.stderr
    figures: dict[str, Any] = json.loads(ran.stdout)
    rows = {row["engine"]: row for row in figures["engines"]}
    assert list(rows) == ["embedded, bare loop", "embedded", "anvil", "eth-tester"]
    assert [row["votes"] for row in rows.values()] == [200, 200, 300, 50]
    assert [row["exact_gas"] for row in rows.values()] == [False, False, True, True]
    bare = rows["embedded, bare loop"]["votes_per_second"]
    for row in rows.values():
        assert row["ratio"] == pytest.approx(row["votes_per_second"] / bare, abs=1e-3)
    assert figures["simulation"].keys() == {
        "evm_votes_ratio_to_bare_loop",
        "array_votes_per_second",
        "large_run_seconds",
        "large_run_peak_memory_bytes",
        *(f"seconds_of_8_weeks_{members}_members" for members in (100, 300, 1_000)),
        "growth_microseconds_per_member",
        "growth_r_squared",
        "mesa_seconds_of_8_weeks_200_members",
        "mesa_times_as_long",
        *(f"sweep_of_4_{name}_2_workers_seconds" for name in ("assemblies", "economies")),
        *(f"sweep_of_{name}_2_workers_times_as_fast_as_1" for name in ("assemblies", "economies")),
    }
    assert set(figures) - {"engines", "simulation"} == {
        "banzhaf_51_blocs_seconds",
        "shapley_shubik_51_blocs_seconds",
        "banzhaf_200_voters_seconds",
        "embedded_bytes_per_vote",
        "vote_command_seconds",
        "help_seconds",
        "demo_seconds",
        "compare_seconds",
    }
    assert "replay is left out" in ran.stderr
    assert "the replay of a matching round is left out" in ran.stderr
