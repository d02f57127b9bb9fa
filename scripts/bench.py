#!/usr/bin/env python3
"""Measure speed on this machine: votes on every engine, a replay of real votes, and how long commands take.

    scripts/bench.py                  tables on stdout
    scripts/bench.py --json           the same as one JSON object
    scripts/bench.py --members 5000   fewer members on the embedded engine

What is missing here (pyrevm, anvil, the file of votes) is left out, with a note on stderr.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout this script belongs to, installed or not

from dao_sim.bench.engines import EngineSpeed, bytes_per_vote, engine_speed  # noqa: E402
from dao_sim.bench.ledgers import array_votes_per_second, evm_vote_ratio  # noqa: E402
from dao_sim.bench.member import vote_seconds  # noqa: E402
from dao_sim.bench.mesa_voting import mesa_seconds  # noqa: E402
from dao_sim.bench.power import power_seconds  # noqa: E402
from dao_sim.bench.simulations import SIZES, assembly, economy, growth, large_run, run_seconds, sweep_seconds  # noqa: E402
from dao_sim.bench.votes import vote_speed  # noqa: E402
from dao_sim.chain import connect  # noqa: E402
from dao_sim.chain.anvil import AnvilNode, find_anvil  # noqa: E402
from dao_sim.cli.output import Output  # noqa: E402
from dao_sim.errors import BadInput, DaoSimError, Unsupported  # noqa: E402

MEMBERS = 20_000
TESTER_VOTES = 50
ANVIL_VOTES = 300
HELP_RUNS = 7
RECORDED_VOTES = ROOT.parent / "shared" / "data" / "beanstalk_bip_votes.csv"
RECORDED_ROUND = ("gitcoin_round3_contributions.csv", "gitcoin_round3_grants.csv")
"""Beside the recorded votes."""
MESA_WEEKS = 8
SWEPT = (1_000, 26)
"""Members and weeks of a run of a sweep."""
POOL = "102987.559272"
"""What that round matched with, in dollars."""

Row = dict[str, Any]


class Sizes(NamedTuple):
    """How much is simulated."""

    voters: int
    """On the ledger of arrays, at once."""
    large: tuple[int, int]
    """Members and weeks of one run."""
    growth: tuple[int, ...]
    mesa: int
    runs: int
    """Of each sweep."""


FULL = Sizes(voters=1_000_000, large=(100_000, 52), growth=SIZES, mesa=10_000, runs=1_000)
SMALL = Sizes(voters=10_000, large=(1_000, 4), growth=(100, 300, 1_000), mesa=200, runs=4)


def main() -> int:
    """Measures and prints. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=MEMBERS, help="votes on the embedded engine")
    parser.add_argument("--votes", type=Path, default=RECORDED_VOTES, help="recorded votes to replay")
    parser.add_argument("--small", action="store_true", help="simulate little, to see that it works")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    arguments = parser.parse_args()
    out = Output(json=arguments.json)
    try:
        engines = list(engine_rows(arguments.members, out))
        simulated = dict(simulation_figures(arguments.members, SMALL if arguments.small else FULL, out))
        figures = dict(other_figures(arguments.members, arguments.votes, out))
    except DaoSimError as error:
        print(f"bench: {error}", file=sys.stderr)
        return error.exit_code
    show(engines, simulated, figures, out)
    if arguments.json:
        print(json.dumps({"engines": engines, "simulation": simulated, **figures}, indent=2))
    return 0


def engine_rows(members: int, out: Output) -> Iterator[Row]:
    """One row per engine, and one for the bare loop that the others are compared with."""
    bare = None
    measured = unless(Unsupported, "embedded", lambda: vote_speed(members), out)
    if measured:
        bare = measured.bare_votes_per_second
        yield engine_row("embedded, bare loop", members, bare, bare, exact_gas=False)
        yield engine_row("embedded", members, measured.votes_per_second, bare, exact_gas=False)
    for name, measure in (("anvil", anvil_speed), ("eth-tester", tester_speed)):
        speed = unless(BadInput, name, measure, out)
        if speed:
            yield engine_row(name, speed.votes, speed.votes_per_second, bare, exact_gas=speed.exact_gas)


def engine_row(engine: str, votes: int, speed: float, bare: float | None, *, exact_gas: bool) -> Row:
    """`ratio` is to the bare loop, None where there was none."""
    return {
        "engine": engine,
        "votes": votes,
        "votes_per_second": round(speed, 1),
        "ratio": round(speed / bare, 4) if bare else None,
        "exact_gas": exact_gas,
    }


def tester_speed() -> EngineSpeed:
    """eth-tester, in this process."""
    with closing(connect("tester")) as chain:
        return engine_speed(chain, TESTER_VOTES)


def anvil_speed() -> EngineSpeed:
    """A new anvil, through JSON-RPC. Raises BadInput where anvil is not installed."""
    with AnvilNode(program=find_anvil(ROOT)) as node, closing(connect(node.url)) as chain:
        return engine_speed(chain, ANVIL_VOTES)


def member_vote_seconds() -> float:
    """`dao-sim vote` on a new anvil. Raises BadInput where anvil is not installed."""
    with (
        AnvilNode(program=find_anvil(ROOT), wall_clock=True) as node,
        tempfile.TemporaryDirectory() as folder,
    ):
        return vote_seconds(node.url, Path(folder))


def other_figures(members: int, votes: Path, out: Output) -> Iterator[tuple[str, float]]:
    """Name → figure, with its unit in its name."""
    yield from power_seconds()
    grown = unless(Unsupported, "memory", lambda: memory_per_vote(members), out)
    if grown is not None:
        yield "embedded_bytes_per_vote", grown
    voted = unless(BadInput, "a member's vote", member_vote_seconds, out)
    if voted is not None:
        yield "vote_command_seconds", round(voted, 3)
    yield "help_seconds", statistics.median(seconds("--help") for _ in range(HELP_RUNS))
    yield "demo_seconds", seconds("demo")
    yield "compare_seconds", seconds("compare", "--size", "200", "--seed", "7")
    gifts, grants = (votes.with_name(name) for name in RECORDED_ROUND)
    if gifts.is_file() and grants.is_file():
        files = (str(gifts), "--grants", str(grants))
        yield "match_replay_seconds", seconds("match", "replay", *files, "--pool", POOL)
    else:
        out.note("the replay of a matching round is left out: its two files are not here")
    if votes.is_file():
        yield "replay_seconds", seconds("replay", str(votes))
    else:
        out.note("replay is left out: there is no file of recorded votes; name one with --votes")


def simulation_figures(members: int, sizes: Sizes, out: Output) -> Iterator[tuple[str, float]]:
    """Name → figure, with its unit in its name: the two ledgers, whole simulations, and Mesa beside them."""
    ratio = unless(Unsupported, "the ledger of contracts", lambda: evm_vote_ratio(members), out)
    if ratio is not None:
        yield "evm_votes_ratio_to_bare_loop", round(ratio, 4)
    yield "array_votes_per_second", round(array_votes_per_second(sizes.voters))
    large = large_run(*sizes.large)
    yield "large_run_seconds", round(large.seconds, 3)
    yield "large_run_peak_memory_bytes", large.peak_memory_bytes
    line = growth(sizes.growth)
    for size, taken in zip(line.sizes, line.seconds, strict=True):
        yield f"seconds_of_8_weeks_{size}_members", round(taken, 4)
    yield "growth_microseconds_per_member", round(line.per_member * 1e6, 3)
    yield "growth_r_squared", round(line.r_squared, 4)
    slow = unless(Unsupported, "Mesa", lambda: mesa_seconds(sizes.mesa, MESA_WEEKS, 2), out)
    if slow is not None:
        ours = min(run_seconds(sizes.mesa, MESA_WEEKS) for _ in range(2))
        yield f"mesa_seconds_of_8_weeks_{sizes.mesa}_members", round(slow, 3)
        yield "mesa_times_as_long", round(slow / ours, 2)
    for name, scenario in (("assemblies", assembly(*SWEPT)), ("economies", economy(*SWEPT))):
        both = sweep_seconds(scenario, sizes.runs, 2)
        yield f"sweep_of_{sizes.runs}_{name}_2_workers_seconds", round(both, 1)
        alone = sweep_seconds(scenario, sizes.runs, 1)
        yield f"sweep_of_{name}_2_workers_times_as_fast_as_1", round(alone / both, 3)


def memory_per_vote(members: int) -> float:
    """In a process of its own, which has nothing freed to use again."""
    with closing(connect("embedded", notice=lambda _line: None)) as chain:
        if chain.name != "embedded":
            raise Unsupported("bench", "pyrevm is not installed")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return round(pool.submit(bytes_per_vote, members).result())


def seconds(*words: str) -> float:
    """Wall time of one `dao-sim` command, from its start as a process to its end."""
    command = [sys.executable, "-m", "dao_sim", *words]
    started = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    taken = time.perf_counter() - started
    if ended.returncode:
        raise DaoSimError("bench", f"dao-sim {words[0]} failed", said=ended.stderr[-500:])
    return round(taken, 3)


def unless(missing: type[DaoSimError], name: str, measure: Callable[[], Any], out: Output) -> Any:
    """What `measure` returns, or None, with a note, where this machine lacks what it needs."""
    try:
        return measure()
    except missing as error:
        out.note(f"{name} is left out: {error.reason}")
        return None


def show(engines: list[Row], simulated: dict[str, float], figures: dict[str, float], out: Output) -> None:
    """Prints the tables."""
    columns = ["engine", "votes", "votes per second", "ratio to bare", "exact gas"]
    out.table("Votes", columns, [[cell(value) for value in row.values()] for row in engines])
    rows = [[name, cell(value)] for name, value in simulated.items()]
    out.table("Simulations", ["figure", "value"], rows)
    out.table("Other figures", ["figure", "value"], [[name, cell(value)] for name, value in figures.items()])


def cell(value: Any) -> Any:
    """Floats with as many places as they are worth."""
    if not isinstance(value, float):
        return value
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
