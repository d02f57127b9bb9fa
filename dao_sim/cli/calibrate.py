"""`dao-sim calibrate`: the simulator's parameters, fitted to what is recorded elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output

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

VotesFile = Annotated[
    Path,
    typer.Argument(metavar="VOTES.csv", help="Columns proposal, voter, weight, unit, support."),
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
    votes_file: VotesFile,
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
    """
    from dao_sim.experiments.calibration.forecast import REPLICATIONS
    from dao_sim.experiments.calibration.history import split
    from dao_sim.experiments.calibration.votes import fit_votes
    from dao_sim.replay import load_votes
    from dao_sim.replay.options import parse_range
    from dao_sim.report.folder import try_files

    chosen = None if proposals is None else parse_range(proposals)
    source = load_votes(votes_file)
    history = split(source.votes, file=source.path, until=until, proposals=chosen)
    target = None if folder is None else try_files(folder, FILES)
    with out.progress("Predicting", REPLICATIONS if history.held_out else 0) as done:
        fit = fit_votes(history, seed=seed, done=done)
    for each in history.left_out:
        out.note(f"proposal {each.proposal} is left out: {each.reason}")
    _show(out, fit)
    data = {"file": source.path.name, "sha256": source.sha256, **fit.record()}
    if target is not None:
        data["files"] = _write(target, data, fit)
        out.note(f"wrote {', '.join(data['files'])}")
    return data


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


def _write(folder: Path, data: dict[str, Any], fit: VotesFit) -> list[str]:
    from dao_sim.report.calibration import votes_chart
    from dao_sim.report.folder import write_files

    fitted = _range(fit.history.fitted)
    title = f"{Path(data['file']).stem}: turnout and concentration, fitted on proposals {fitted}"
    contents = ((json.dumps(data, indent=2) + "\n").encode(), votes_chart(fit, title=title))
    return [str(path) for path in write_files(folder, dict(zip(FILES, contents, strict=True)))]
