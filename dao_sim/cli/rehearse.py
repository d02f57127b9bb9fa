"""`dao-sim rehearse`: what a proposal would change, by a scenario run forward from the co-op as it is."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.agenda import action_data, action_lines, heading, item_data, percent
from dao_sim.cli.command import Data, command_app
from dao_sim.cli.output import Output
from dao_sim.cli.overrides import Set, overrides
from dao_sim.cli.session import Visit, reading_governor
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.experiments.rehearsal import Order, Proposed, Rehearsal, Starts

app = command_app()

Number = Annotated[
    int, typer.Option("--proposal", metavar="ID", min=1, help="Which proposal, by its number.")
]
Option = Annotated[
    int | None, typer.Option("--option", metavar="K", min=1, help="Which option of it, where it has several.")
]
ScenarioName = Annotated[
    str,
    typer.Option(
        "--scenario",
        metavar="SCENARIO",
        help="What people do and who buys: a preset, or a TOML or YAML file. Charter, people, tokens, "
        "delegations, works and money are the co-op's own.",
    ),
]
Replications = Annotated[
    int, typer.Option("--replications", metavar="N", min=1, help="How often both are run, by new chance.")
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="What all draws start from; the scenario's own if left out."),
]
LedgerName = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="LEDGER",
        help="evm (on a copy of the chain), or array (fast, where it models what the proposal does).",
    ),
]
Measures = Annotated[
    list[str] | None, typer.Option("--measures", metavar="NAME", help="Compare this one only. Repeatable.")
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write tables, charts and a report of both there.")
]


@app.command()
@reading_governor
def rehearse(
    out: Output,
    visit: Visit,
    *,
    proposal: Number,
    scenario: ScenarioName,
    option: Option = None,
    replications: Replications = 20,
    seed: Seed = None,
    set_: Set = None,
    ledger: LedgerName = "evm",
    measures: Measures = None,
    folder: OutFolder = None,
) -> Data:
    """Run a scenario from the co-op as it is, with a proposal carried out and without, and compare.

    Nothing is sent to the node. Both start from the same state and draw the same chance, so that they differ
    in what the proposal does and in nothing else.

    Example: dao-sim rehearse --proposal 1 --scenario small-coop --replications 10
    """
    from dao_sim.experiments import rehearsal
    from dao_sim.sim.measures import check
    from dao_sim.sim.scenario import load

    check(measures or ())
    chosen = load(scenario).with_set(overrides(set_))
    order = rehearsal.Order(
        scenario=chosen,
        proposed=rehearsal.proposed(visit.coop, proposal, option),
        seed=chosen.seed if seed is None else seed,
        replications=replications,
    )
    _check_folder(folder)
    starts = rehearsal.starts(ledger, visit.coop.under("constitution"), order)
    state = _state(starts)
    _show_start(out, order, starts, state)
    with out.progress("Rehearsing", 2 * replications * chosen.horizon) as done:
        found = rehearsal.rehearse(order, starts, measures, lambda _what, epochs: done(epochs))
    _show_differences(out, order, found)
    if folder is not None:
        _write(out, folder, order, starts, found)
    return {
        "proposal": item_data(order.proposed.item),
        "actions": [action_data(tree) for tree in order.proposed.actions],
        "state": state,
        "assumed": rehearsal.assumed(starts.standing, order.scenario),
        "ledger": ledger,
        "seed": order.seed,
        "replications": replications,
        "measures": found.differences.to_dicts(),
        "run_dir": None if folder is None else str(folder),
        "wall_seconds": round(found.wall_seconds, 3),
    }


def _check_folder(folder: Path | None) -> None:
    if folder is None or not folder.exists() or (folder / "run.json").is_file():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        hint = "name another with --out, or empty it"
        raise BadInput("out", "holds something that is no run", hint=hint, folder=str(folder))


def _state(starts: Starts) -> dict[str, Any]:
    """What was taken from the chain, in numbers."""
    standing = starts.standing
    return {
        "members": standing.member_count,
        "others": len(standing.people) - standing.member_count,
        "contracts": len(standing.beyond),
        "works": len(standing.works),
    }


def _show_start(out: Output, order: Order, starts: Starts, state: dict[str, Any]) -> None:
    from dao_sim.experiments.rehearsal import assumed

    _show_proposed(out, order.proposed)
    others = f"{state['others']:,} others who hold or earn something"
    out.note(f"from the chain: {state['members']:,} members, {others}, {state['works']:,} works")
    for line in assumed(starts.standing, order.scenario):
        out.note(line)


def _show_proposed(out: Output, proposed: Proposed) -> None:
    item, cast = proposed.item, sum(proposed.item.tally)
    out.line(f"P{heading(item)[1:]}, by {item.proposer}")
    for line in action_lines(proposed.actions):
        out.line(f"  {line}")
    for_, against = percent(item.tally.for_, cast), percent(item.tally.against, cast)
    votes = f"{for_} of the votes so far are for it, {against} against" if cast else "nobody voted yet"
    out.line(f"Stage: {item.stage.value}; {votes}.")
    out.line()


def _show_differences(out: Output, order: Order, found: Rehearsal) -> None:
    rows = [
        (
            row["measure"],
            _figure(row["without"]),
            _figure(row["with"]),
            _figure(row["difference"], signed=True),
            _interval(row["low"], row["high"]),
        )
        for row in found.differences.iter_rows(named=True)
    ]
    count = order.replications
    text = (
        f"Means over {count:,} pairs of runs of the same chance; the interval is the mean difference's."
        if count > 1
        else "One pair of runs: how far chance carries is not known."
    )
    names = ["measure", "without", "with", "difference", "95 % interval"]
    out.table(f"What proposal {order.proposed.item.id} changes", names, rows, text=text)


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None else f"{_figure(low, signed=True)} to {_figure(high, signed=True)}"


def _figure(value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return ""
    return f"{value:+,.4g}" if signed and value else f"{value:,.4g}"


def _write(out: Output, folder: Path, order: Order, starts: Starts, found: Rehearsal) -> None:
    from dao_sim.experiments.rehearsal import recorded
    from dao_sim.experiments.running import run as running
    from dao_sim.report import document

    command = shlex.join(["dao-sim", *sys.argv[1:]])
    running.write(folder, *recorded(order, starts, found, command))
    document.write(folder)
    out.note(f"wrote {folder / 'report.html'}, run.json and {len(found.tables)} tables")
