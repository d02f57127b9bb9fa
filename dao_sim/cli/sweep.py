"""`dao-sim sweep`: an experiment's runs, on this machine or a cluster, into a folder that can be resumed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output

if TYPE_CHECKING:
    from dao_sim.experiments.sweeps import Outcome, Sweep

app = command_app()

_REASONS = 5

ExperimentFile = Annotated[
    Path, typer.Argument(metavar="EXPERIMENT", help="A TOML or YAML file; docs/sweeps.md says what is in it.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="How many runs at once. Without it: as many as there are processors."
    ),
]
ExecutorName = Annotated[str, typer.Option("--executor", metavar="local|dask|ray", help="Who runs them.")]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Of a Dask scheduler or a Ray cluster; all its machines must see the folder."
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where to. Without it: sweeps/ and the experiment's name."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the sweep that is in the folder.")]


@app.command()
@standard
def sweep(
    out: Output,
    experiment_file: ExperimentFile,
    *,
    jobs: Jobs = None,
    executor: ExecutorName = "local",
    address: Address = None,
    folder: OutFolder = None,
    resume: Resume = False,
) -> Data:
    """Run an experiment: every point of its design, many times, into tables.

    Example: dao-sim sweep levy.toml --jobs 2 --out swept

    A run that fails is a row with its stage and message; if any did, the command ends with exit code 1. What
    was interrupted, or killed, goes on with --resume and ends with the same tables.
    """
    from dao_sim.experiments.sweeps import Executor, Sweep, load_experiment, load_scenario, run_sweep

    workers = Executor(kind=executor, jobs=jobs, address=address)  # type: ignore[arg-type]  # it checks
    experiment = load_experiment(experiment_file)
    scenario, place = load_scenario(experiment, experiment_file)
    planned = Sweep.plan(experiment, scenario, place)
    target = folder or Path("sweeps") / experiment_file.stem

    def damaged(file: str, why: str) -> None:
        out.warn(f"a file was damaged ({why}); it is kept as {file}, and what it held is computed again")

    try:
        with out.progress("Running", planned.runs) as done:
            outcome = run_sweep(
                planned, target, executor=workers, resume=resume, on_done=done, on_damage=damaged
            )
    except KeyboardInterrupt:
        out.note(f"what is finished is in {target}; --resume goes on from there")
        raise
    return _told(out, planned, target, outcome)


def _told(out: Output, planned: Sweep, folder: Path, outcome: Outcome) -> dict[str, Any]:
    """What the sweep came to. Raises CommandFailed if runs failed, with what most of them ended with."""
    from dao_sim.experiments.sweeps import summary

    found = summary(folder)
    points, runs = len(planned.points), outcome.runs
    if found.failed:
        words = f"{found.failed:,} of {runs:,} runs failed; the results of all are in {folder}"
        first = Failure(code="runs_failed", message=words, hint="their rows have a stage and a message")
        rest = [
            Failure(code="run_failed", message=f"{stage}: {message} ({count:,} runs)")
            for stage, message, count in found.ways[:_REASONS]
        ]
        raise CommandFailed([first, *rest])
    kept = f", {outcome.kept:,} of which were there already" if outcome.kept else ""
    out.line(f"{runs:,} runs at {points:,} points{kept}: {folder}")
    out.line(f"SHA-256 of all rows: {found.sha256}")
    return {
        "sweep_dir": folder,
        "points": points,
        "replications": planned.experiment.replications,
        "runs": runs,
        "kept": outcome.kept,
        "damaged": outcome.damaged,
        "tables": {"runs": found.sha256},
    }
