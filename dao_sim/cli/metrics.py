"""`dao-sim metrics`: how a table of weights is spread, and what power it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output
from dao_sim.errors import Unsupported
from dao_sim.units import format_amount, short_amount

if TYPE_CHECKING:
    from dao_sim.metrics.game import WeightedGame
    from dao_sim.metrics.sampling import Estimate
    from dao_sim.replay.weights import Holdings

app = command_app()

_MEANING = {
    "gini": "0: all hold the same; near 1: one holds everything",
    "hhi": "Herfindahl–Hirschman: 1/n for n alike, 1 for one",
    "entropy_bits": "Shannon: log2 n for n alike, 0 for one",
    "nakamoto": "the fewest that hold more than half",
    "top10_share": "what the ten largest hold",
}
_ON_SCREEN = 20
"""Holders whose power a screen shows."""

WeightsFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="CSV or Parquet with the columns name, weight.")
]
Quota = Annotated[
    str | None, typer.Option(metavar="Q", help="The weight that decides: adds the power of each holder.")
]
Samples = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=2,
        help="How many to draw where power cannot be counted: 20,000, fewer of many holders.",
    ),
]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="What those draws start from.")]
OutFolder = Annotated[
    str | None, typer.Option("--out", metavar="DIR", help="Write a chart, lorenz.png, into this folder.")
]


@app.command()
@standard
def metrics(
    out: Output,
    weights_file: WeightsFile,
    *,
    quota: Quota = None,
    samples: Samples = None,
    seed: Seed = 0,
    folder: OutFolder = None,
) -> Data:
    """Measure how concentrated weights are, and with a quota, who has what power.

    Example: dao-sim metrics holders.csv --quota 12

    With --json, gini, hhi, entropy_bits, top10_share and the powers (banzhaf, shapley_shubik: by name, each
    summing to 1) are plain numbers, and "exact" repeats as fractions, such as "4/15", all that are rational
    and were counted. Where voters and sums are too many to count, power is estimated from samples, and
    "sampled" says how far from the truth a value may be. A coalition wins at the quota or above it.
    """
    from dao_sim.replay.weights import load_weights

    holdings = load_weights(weights_file)
    needed = None if quota is None else holdings.quota(quota)
    figures = _figures(holdings)
    data: dict[str, Any] = {"holders": len(holdings.names), **_numbers(figures)}
    data["exact"] = {name: str(value) for name, value in figures.items() if isinstance(value, Fraction)}
    _show_figures(out, holdings, data)
    if folder is not None:
        data["files"] = [str(_chart(folder, holdings, data))]
        out.note(f"wrote {data['files'][0]}")
    if needed is not None:
        data["quota"] = _plain(needed, holdings.decimals)
        with out.progress("Power", 2) as done:
            _add_power(data, holdings, needed, samples=samples, seed=seed, done=done)
        _show_power(out, holdings, data)
    return data


def _figures(holdings: Holdings) -> dict[str, Fraction | float | int]:
    from dao_sim.metrics.concentration import herfindahl, majority_holders, top_share
    from dao_sim.metrics.entropy import entropy_bits
    from dao_sim.metrics.inequality import gini

    weights = holdings.weights
    return {
        "gini": gini(weights),
        "hhi": herfindahl(weights),
        "entropy_bits": entropy_bits(weights),
        "nakamoto": majority_holders(weights),
        "top10_share": top_share(weights, 10),
    }


def _numbers(values: Mapping[str, Fraction | float | int]) -> dict[str, float | int]:
    """As JSON has them: fractions rounded once, to the nearest float."""
    return {name: float(value) if isinstance(value, Fraction) else value for name, value in values.items()}


def _add_power(
    data: dict[str, Any],
    holdings: Holdings,
    quota: int,
    *,
    samples: int | None,
    seed: int,
    done: Callable[[int], None],
) -> None:
    from dao_sim.metrics.banzhaf import banzhaf
    from dao_sim.metrics.game import WeightedGame
    from dao_sim.metrics.sampling import CONFIDENCE, sampled_banzhaf, sampled_shapley_shubik
    from dao_sim.metrics.shapley_shubik import shapley_shubik

    game = WeightedGame(weights=holdings.weights, quota=quota)
    indices: list[tuple[str, Callable[..., tuple[Fraction, ...]], Callable[..., Estimate]]] = [
        ("banzhaf", banzhaf, sampled_banzhaf),
        ("shapley_shubik", shapley_shubik, sampled_shapley_shubik),
    ]
    for index, count, draw in indices:
        if (powers := _counted(count, game)) is not None:
            exact = dict(zip(holdings.names, powers, strict=True))
            data[index] = _numbers(exact)
            data["exact"][index] = {name: str(power) for name, power in exact.items()}
        else:
            estimate = draw(game, samples=samples, seed=seed)
            data[index] = dict(zip(holdings.names, estimate.values, strict=True))
            error = {
                "samples": estimate.samples,
                "seed": seed,
                "error": estimate.error,
                "confidence": CONFIDENCE,
            }
            data.setdefault("sampled", {})[index] = error
        done(1)


def _counted(
    count: Callable[[WeightedGame], tuple[Fraction, ...]], game: WeightedGame
) -> tuple[Fraction, ...] | None:
    """The exact powers, or None where there is too much to count."""
    try:
        return count(game)
    except Unsupported:
        return None


def _chart(folder: str, holdings: Holdings, data: Data) -> Path:
    from dao_sim.metrics.inequality import lorenz
    from dao_sim.report.folder import write_chart
    from dao_sim.report.lorenz import lorenz_chart

    title = f"{holdings.path.stem}: weights of {len(holdings.names):,} holders"
    curve = lorenz(holdings.weights)
    png = lorenz_chart(curve, gini=data["gini"], majority=data["nakamoto"], title=title)
    return write_chart(folder, "lorenz.png", png)


def _show_figures(out: Output, holdings: Holdings, data: Data) -> None:
    rows = [[name, _shown(out, data[name]), meaning] for name, meaning in _MEANING.items()]
    out.table(f"Weights of {len(holdings.names):,} holders", ["figure", "value", "meaning"], rows)


def _show_power(out: Output, holdings: Holdings, data: Data) -> None:
    total, sampled = sum(holdings.weights), data.get("sampled", {})
    indices = ("banzhaf", "shapley_shubik")
    rows = [
        [
            name,
            (short_amount if out.terminal else _plain)(weight, holdings.decimals),
            _shown(out, weight / total),
            *(_shown(out, data[index][name]) for index in indices),
        ]
        for name, weight in zip(holdings.names, holdings.weights, strict=True)
    ]
    told = [f"{name} is sampled, within {each['error']:.2g}" for name, each in sampled.items()]
    if out.terminal and len(rows) > _ON_SCREEN:
        heaviest = sorted(zip(holdings.weights, rows, strict=True), key=lambda each: -each[0])
        rows = [row for _, row in heaviest[:_ON_SCREEN]]
        told.append(f"the {_ON_SCREEN} heaviest; --json has all {len(holdings.names):,}")
    columns = ["name", "weight", "share", *indices]
    out.table(f"Power at a quota of {data['quota']}", columns, rows, text="; ".join(told))


def _shown(out: Output, value: float | int) -> str:
    """Every digit in a file or a pipe, four on a screen."""
    return f"{value:.4g}" if out.terminal and isinstance(value, float) else f"{value}"


def _plain(amount: int, decimals: int) -> str:
    return format_amount(amount, decimals).replace(",", "")
