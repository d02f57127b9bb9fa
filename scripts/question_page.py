#!/usr/bin/env python3
"""Write a question's tables and chart into its page, from the folder that its sweep is in.

    dao-sim sweep experiments/weak-ties.toml --out swept
    scripts/question_page.py swept docs/experiments/weak-ties.md

What is shown is said in the page's first comment, in TOML: `points` (a name for each; without them, factors
tell), `columns` (measures), `pairs` (points compared), `chart` (measures), `title` and `across` of the chart.
What is between the comments `figures` and `/figures` is replaced; the chart is written beside the page.
Needs the extra `experiments`.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout this script belongs to, installed or not

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import polars as pl  # noqa: E402

from dao_sim.experiments.analysis import Results, comparisons, summaries  # noqa: E402
from dao_sim.experiments.sweeps import load, read_record  # noqa: E402
from dao_sim.report.canvas import COLOURS, dress, legend, new_figure, panels  # noqa: E402

SURE = 0.05
SHOWN = re.compile(r"<!--\n(.*?)-->", re.DOTALL)
FIGURES = re.compile(r"(<!-- figures -->\n).*(<!-- /figures -->)", re.DOTALL)


def main() -> None:
    """Rewrites the page's figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("page", type=Path)
    given = options.parse_args()
    text = given.page.read_text(encoding="utf-8")
    found = SHOWN.search(text)
    if found is None or not FIGURES.search(text):
        options.error(f"{given.page} has no comment that says what to show, or none where to")
    shown = tomllib.loads(found[1])
    table = load(given.folder).collect()
    factors = tuple(factor["key"] for factor in read_record(given.folder)["experiment"]["factors"])
    results = Results(table.select("point", "replication", *factors, *_measures(shown)), factors=factors)
    names = shown.get("points") or _named(results)
    body = f"{_means(results, names, shown['columns'])}\n{_differences(results, shown)}"
    given.page.write_text(FIGURES.sub(lambda part: part[1] + body + part[2], text), encoding="utf-8")
    given.page.with_suffix(".png").write_bytes(_chart(results, names, shown))


def _measures(shown: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([*shown["columns"], *shown["chart"]]))


def _named(results: Results) -> list[str]:
    """Points by their factors' values."""
    rows = results.frame.select("point", *results.factors).unique("point").sort("point")
    return [", ".join(str(value) for value in row[1:]) for row in rows.iter_rows()]


def _means(results: Results, names: list[str], measures: list[str]) -> str:
    """A row per point: the mean over replications, and its 95 % interval."""
    means = {(row["measure"], row["point"]): row for row in summaries(results, measures=measures).to_dicts()}
    lines = [_line(["", *(f"`{name}`" for name in measures)]), _line(["---"] * (len(measures) + 1))]
    for point, name in enumerate(names):
        cells = [_interval(means[measure, point], "mean") for measure in measures]
        lines.append(_line([f"{point} {name}", *cells]))
    return "".join(lines)


def _differences(results: Results, shown: dict[str, Any]) -> str:
    """A row per pair of points, in brackets where chance alone may have made it."""
    pairs, measures = [tuple(pair) for pair in shown["pairs"]], shown["columns"]
    found = comparisons(results, measures=measures, pairs=pairs).to_dicts()
    rows = {(row["measure"], row["first"], row["second"]): row for row in found}
    lines = [_line(["what the second has more", *(f"`{name}`" for name in measures)])]
    lines.append(_line(["---"] * (len(measures) + 1)))
    for first, second in pairs:
        cells = []
        for measure in measures:
            row = rows[measure, first, second]
            cell = _interval(row, "difference", sign="+")
            cells.append(cell if (row["p_corrected"] or 0.0) < SURE else f"[{cell}]")
        lines.append(_line([f"{first} → {second}", *cells]))
    return "".join(lines)


def _interval(row: dict[str, Any], key: str, sign: str = "") -> str:
    """Three digits that count, of the mean."""
    largest = max(abs(row[each] or 0.0) for each in (key, "low", "high"))
    digits = next((digits for digits, least in enumerate((100, 10, 1)) if largest >= least), 3)
    if largest < 0.0005:
        return "0"
    told = [f"{row[key]:{sign}.{digits}f}", *(f"{row[each]:.{digits}f}" for each in ("low", "high"))]
    middle, low, high = (text.replace("-", "−") for text in told)
    return middle if low == high else f"{middle} ({low} to {high})"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _chart(results: Results, names: list[str], shown: dict[str, Any]) -> bytes:
    """A panel per measure: of named points a dot each; else the last factor across, a line per level."""
    measures = shown["chart"]
    found = summaries(results, measures=measures)
    columns = min(len(measures), 2)
    rows = -(-len(measures) // columns)
    height = 0.25 * len(names) + 0.9 if shown.get("points") else 2.6
    figure = new_figure(7.0, height * rows + 0.6, shown["title"])
    for place, (axes, measure) in enumerate(
        zip(panels(figure, len(measures), columns), measures, strict=True)
    ):
        means = found.filter(pl.col("measure") == measure).sort("point")
        if shown.get("points"):
            _dots(axes, means, names if place % columns == 0 else [""] * len(names))
            dress(axes, measure.replace("_", " "), grid="x")
        else:
            _lines(axes, means, results)
            dress(axes, measure.replace("_", " "))
            axes.set_xlabel(shown["across"], fontsize=8)
    if not shown.get("points"):
        legend(figure, axes)
    png = io.BytesIO()
    figure.savefig(png, dpi=100, format="png")
    return png.getvalue()


def _errors(means: pl.DataFrame) -> list[list[float]]:
    return [(means["mean"] - means["low"]).to_list(), (means["high"] - means["mean"]).to_list()]


def _dots(axes: Any, means: pl.DataFrame, names: list[str]) -> None:
    places = list(range(len(means)))
    axes.errorbar(
        means["mean"], places, xerr=_errors(means), fmt="o", markersize=4, color=COLOURS[0], capsize=3
    )
    axes.set_yticks(places, names)
    axes.invert_yaxis()


def _lines(axes: Any, means: pl.DataFrame, results: Results) -> None:
    points = results.frame.select("point", *results.factors).unique("point")
    *others, last = results.factors
    both = means.join(points, on="point").sort("point")
    levels = both[last].unique(maintain_order=True).to_list()
    for place, (values, part) in enumerate(both.group_by(others, maintain_order=True)):
        label = ", ".join(
            f"{name.rpartition('.')[2]} {value}" for name, value in zip(others, values, strict=True)
        )
        axes.errorbar(
            range(len(levels)),
            part["mean"],
            yerr=_errors(part),
            marker="o",
            markersize=4,
            capsize=3,
            color=COLOURS[place],
            label=label,
        )
    axes.set_xticks(range(len(levels)), [str(level) for level in levels])


if __name__ == "__main__":
    main()
