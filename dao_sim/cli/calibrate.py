"""`dao-sim calibrate`: the simulator's parameters, fitted to what is recorded elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from dao_sim.experiments.calibration.forecast import Forecast
    from dao_sim.experiments.calibration.history import Poll
    from dao_sim.experiments.calibration.votes import VotesFit

app = command_app()

FILES = ("calibration.json", "calibration.png")
_MEANING = {
    "base": "log odds of a vote, with no habit, a mean weight, on a proposal like most",
    "habit": "added for who always votes",
    "stakes": "added per factor e of weight over the mean",
    "salience": "standard deviation of what a proposal adds for everybody",
    "memory": "how far one proposal moves a habit; 1 remembers the last one only",
    "pareto alpha": "of the upper tail of weights, above which P(weight > x) falls as x^-alpha",
    "gini": "of the last weight of everybody who ever voted",
    "top 10 share": "what the ten largest of them hold",
    "voters": "on a proposal, on average",
    "half": "fewest voters with half of the weight cast, on average",
    "newcomers": "first votes per proposal, on average from the second on",
}

_INCOME = "worldwide_gross_usd"
"""The column by which films are told from votes."""

RecordFile = Annotated[
    Path,
    typer.Argument(
        metavar="VOTES.csv",
        help="Columns proposal, voter, weight, unit, support; or films, with title and worldwide_gross_usd.",
    ),
]
Until = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, help="Fit proposals up to this number, and predict those after it."),
]
Proposals = Annotated[
    str | None,
    typer.Option(metavar="A-B", help="Look at these proposals only, by number; both ends count."),
]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="What the simulated predictions start from.")]
OutFolder = Annotated[
    str | None, typer.Option("--out", metavar="DIR", help=f"Write {' and '.join(FILES)} into this folder.")
]


@app.command()
@standard
def calibrate(
    out: Output,
    file: RecordFile,
    *,
    until: Until = None,
    proposals: Proposals = None,
    seed: Seed = 0,
    folder: OutFolder = None,
) -> Data:
    """Fit the simulator to recorded votes, and predict those that were held out.

    Example: dao-sim calibrate votes.csv --until 12 --out calibrated

    With --json, "behaviours" is what a scenario takes, and "predictions" has, of each proposal held out, what
    simulation ("model") and the mean of those that were fitted ("naive") predicted, with intervals of 90 %.
    What the parameters mean, and what a vote file does not say, is in docs/calibration.md.

    From a file of films and what they earned, demand is fitted instead.
    """
    from dao_sim.report.folder import try_files, write_files

    films = _has_films(file)
    if films and (unused := "until" if until is not None else "proposals" if proposals is not None else ""):
        reason = "is for votes, and this file has films"
        raise BadInput(unused, reason, hint=f"leave out --{unused}", file=str(file))
    target = None if folder is None else try_files(folder, FILES)
    data, chart = _demand(out, file, seed) if films else _votes(out, file, until, proposals, seed)
    if target is not None:
        contents = ((json.dumps(data, indent=2) + "\n").encode(), chart())
        written = [str(path) for path in write_files(target, dict(zip(FILES, contents, strict=True)))]
        data["files"] = written
        out.note(f"wrote {', '.join(written)}")
    return data


def _has_films(file: Path) -> bool:
    """By the header; a pipe, which can be read once, has votes."""
    from dao_sim.table import read_header, read_source

    return file.is_file() and _INCOME in read_header(read_source(file, "records"))


def _demand(out: Output, file: Path, seed: int) -> tuple[dict[str, Any], Callable[[], bytes]]:
    """Demand, fitted to films: the record, and what draws the chart."""
    from dao_sim.experiments.calibration.demand import fit_demand
    from dao_sim.report.demand_fit import demand_fit_chart

    fit = fit_demand(file, seed)
    data = {"file": file.name, **fit.record()}
    out.table("Income per work", ["figure", "films", "model"], fit.rows())
    lines = [f"{name} = {data['parameters'][name]}" for name in data["fitted"]]
    out.line("\n".join(["# in a scenario", "[demand]", *lines]))
    return data, lambda: demand_fit_chart(fit)


def _votes(
    out: Output, file: Path, until: int | None, proposals: str | None, seed: int
) -> tuple[dict[str, Any], Callable[[], bytes]]:
    """Turnout and concentration, fitted to votes: the record, and what draws the chart."""
    from dao_sim.experiments.calibration.forecast import REPLICATIONS
    from dao_sim.experiments.calibration.history import split
    from dao_sim.experiments.calibration.votes import fit_votes
    from dao_sim.replay import load_votes
    from dao_sim.replay.options import parse_range
    from dao_sim.report.calibration import votes_chart

    chosen = None if proposals is None else parse_range(proposals)
    source = load_votes(file)
    history = split(source.votes, file=source.path, until=until, proposals=chosen)
    with out.progress("Predicting", REPLICATIONS if history.held_out else 0) as done:
        fit = fit_votes(history, seed=seed, done=done)
    for each in history.left_out:
        out.note(f"proposal {each.proposal} is left out: {each.reason}")
    _show(out, fit)
    data = {"file": file.name, "sha256": source.sha256, **fit.record()}
    title = f"{file.stem}: turnout and concentration, fitted on proposals {_range(history.fitted)}"
    return data, lambda: votes_chart(fit, title=title)


def _show(out: Output, fit: VotesFit) -> None:
    fitted = fit.history.fitted
    title = f"{fit.concentration.members:,} voters on {len(fitted):,} proposals, {_range(fitted)}"
    text = f"{fit.turnout.votes:,} votes in {fit.turnout.chances:,} chances of who had voted before"
    rows = [
        [name, _shown(value), *([_shown(end) for end in interval] if interval else ["", ""]), _MEANING[name]]
        for name, value, interval in fit.rows()
    ]
    out.table(title, ["figure", "value", "from", "to (95 %)", "meaning"], rows, text=text)
    for each in fit.forecasts:
        _show_forecast(out, each)
    out.line("# in a scenario")
    out.line(fit.toml())


def _show_forecast(out: Output, forecast: Forecast) -> None:
    from dao_sim.experiments.calibration.forecast import score
    from dao_sim.experiments.calibration.votes import FIGURES

    ours, naive = score(forecast.model), score(forecast.naive)
    rows: list[list[object]] = [
        [
            each.proposal,
            each.actual,
            _shown(each.mean),
            _shown(each.low),
            _shown(each.high),
            _shown(mean.mean),
        ]
        for each, mean in zip(forecast.model, forecast.naive, strict=True)
    ]
    columns = ["proposal", "was", "model", "from", "to (90 %)", "mean of the fitted"]
    text = (
        f"the model errs by {_shown(ours.mean_absolute_error)} on average, {ours.covered} of {ours.of} are "
        f"in its intervals; the mean by {_shown(naive.mean_absolute_error)}, {naive.covered} of {naive.of}. "
        f"Better: {forecast.better()}"
    )
    out.table(f"Predicted: {FIGURES[forecast.figure]}", columns, rows, text=text)


def _range(polls: Sequence[Poll]) -> str:
    return f"{polls[0].proposal} to {polls[-1].proposal}"


def _shown(value: float) -> str:
    return f"{value:.4g}"
