"""`dao-sim run`: a scenario, on arrays or on the contracts, with tables, charts and a report."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.engines import Engine
from dao_sim.cli.output import Output
from dao_sim.cli.overrides import Set, overrides
from dao_sim.errors import BadInput, DaoSimError

if TYPE_CHECKING:
    from dao_sim.experiments.running.run import Run

app = command_app()

ScenarioName = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A preset's name (`dao-sim scenario list`), or a TOML or YAML file."
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="What all draws start from; the scenario's own if left out."),
]
LedgerName = Annotated[
    str,
    typer.Option(
        "--ledger", metavar="LEDGER", help="array (fast), or evm (the contracts): the same results."
    ),
]
Verify = Annotated[
    int,
    typer.Option(metavar="K", min=0, help="Run so many replications again on the other ledger, and compare."),
]
OutFolder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where results go: runs/TITLE-SEED if left out.")
]


@app.command()
@standard
def run(
    out: Output,
    scenario: ScenarioName,
    *,
    seed: Seed = None,
    set_: Set = None,
    ledger: LedgerName = "array",
    engine: Engine = "embedded",
    verify: Verify = 0,
    folder: OutFolder = None,
) -> Data:
    """Run a scenario and write tables, charts and a report.

    Example: dao-sim run small-coop --set horizon=12 --verify 1 --out first-run
    """
    from dao_sim.experiments.running import run as running
    from dao_sim.report import document
    from dao_sim.sim.scenario import load

    chosen = load(scenario).with_set(overrides(set_))
    start = chosen.seed if seed is None else seed
    if engine != "embedded" and ledger == "array" and not verify:
        hint = "it is what contracts run on: add --ledger evm, or --verify 1"
        raise BadInput("engine", "is not used by arrays", hint=hint, value=engine)
    order = running.Order(
        scenario=chosen,
        seed=start,
        ledger=ledger,
        engine=engine,
        verify=verify,
        command=shlex.join(["dao-sim", *sys.argv[1:]]),
    )
    target = folder or Path("runs") / f"{_slug(chosen.title)}-{start}"
    if target.exists() and not (target / "run.json").is_file() and any(target.iterdir()):
        hint = "name another with --out, or empty it"
        raise BadInput("out", "holds something that is no run", hint=hint, folder=str(target))
    with out.progress("Running", running.epochs_of(order)) as done:
        found = running.run(order, lambda _what, epochs: done(epochs))
    record = running.write(target, order, found)
    document.write(target)
    _show(out, found, target, record)
    if found.verified and found.verified.rows_different:
        raise DaoSimError(
            "verify",
            f"{found.verified.rows_different:,} of {found.verified.rows_compared:,} rows differ",
            hint="this is a fault of dao-sim: please report it, with run.json",
            first=found.verified.differences[0],
        )
    keys = ("tables", "verified", "wall_seconds", "peak_memory_bytes")
    return {"run_dir": str(target), **{key: record[key] for key in keys}}


def _slug(title: str) -> str:
    return "-".join("".join(each if each.isalnum() else " " for each in title.lower()).split())[:40] or "run"


def _show(out: Output, found: Run, target: Path, record: dict[str, Any]) -> None:
    import polars as pl

    wide = (
        found.tables["measures"]
        .group_by("variant", "measure", maintain_order=True)
        .agg(pl.col("value").mean())
        .pivot("variant", index="measure", values="value", maintain_order=True)
    )
    rows = [[_cell(value) for value in row] for row in wide.rows()]
    out.table("Measures, on average over replications", wide.columns, rows)
    if found.verified:
        checked = found.verified
        out.note(
            f"{checked.rows_compared:,} rows of {checked.replications} replications were compared with the "
            f"other ledger's: {checked.rows_different or 'none'} differ"
        )
    out.note(f"wrote {target / 'report.html'}, run.json and {len(record['tables'])} tables")


def _cell(value: Any) -> Any:
    return f"{value:,.4g}" if isinstance(value, float) else value
