"""What the analysis found, as tables that a report shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.report.canvas import number
from dao_sim.report.content import Listing
from dao_sim.sim.measures import meaning

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 60


def means_listing(
    found: pl.DataFrame, names: Mapping[int, Mapping[str, str]], title: str, note: str
) -> Listing:
    """What `summaries` gives, a row per point and a column per measure; `names` are the points' columns."""
    measures = found["measure"].unique(maintain_order=True).to_list()
    cells = {(row["point"], row["measure"]): _mean(row) for row in found.iter_rows(named=True)}
    labels = list(next(iter(names.values()), {}))
    left_out = len(names) - MOST_ROWS
    return Listing(
        title=title,
        columns=[*labels, *measures],
        rows=[
            [*name.values(), *(cells[point, measure] for measure in measures)]
            for point, name in list(names.items())[:MOST_ROWS]
        ],
        right=[False] * len(labels) + [True] * len(measures),
        note=note
        + (f" The first {MOST_ROWS} points; {left_out:,} more are in the tables." if left_out > 0 else ""),
    )


def variants_listing(
    found: pl.DataFrame, names: Mapping[int, str], first: Sequence[str], note: str
) -> Listing:
    """What `summaries` gives, a row per measure and a column per variant; those in `first` first."""
    cells = {(row["point"], row["measure"]): _mean(row) for row in found.iter_rows(named=True)}
    measures = sorted(found["measure"].unique(maintain_order=True), key=lambda name: name not in first)
    return Listing(
        title="Measures",
        columns=["measure", *names.values(), "what it is"],
        rows=[[name, *(cells[point, name] for point in names), meaning(name)] for name in measures],
        right=[False, *[True] * len(names), False],
        note=note,
    )


def meanings_listing(measures: Sequence[str]) -> Listing:
    """What each measure is, as far as that is known: an experiment may bring its own."""
    rows = [[name, meaning(name) or "–"] for name in measures]
    return Listing(title="What was measured", columns=["measure", "what it is"], rows=rows, right=[False] * 2)


def differences_listing(found: pl.DataFrame, names: Mapping[int, str], first: str) -> Listing:
    """What `comparisons` gives, all against the first point."""
    rows = [
        [
            row["measure"],
            names[row["second"]],
            str(row["pairs"]),
            "–" if row["difference"] is None else number(row["difference"]),
            _interval(row),
            *("–" if row[name] is None else f"{row[name]:.2f}" for name in ("cohens_dz", "cliffs_delta")),
            *(_p(row[name]) for name in ("p", "p_corrected")),
        ]
        for row in found.head(MOST_ROWS).iter_rows(named=True)
    ]
    columns = [
        "measure",
        "point",
        "pairs",
        "difference",
        "95 % interval",
        "Cohen's dz",
        "Cliff's δ",
        "p",
        "p, corrected",
    ]
    left_out = len(found) - len(rows)
    more = f" {left_out:,} more are left out here." if left_out > 0 else ""
    return Listing(
        title=f"Differences from {first}",
        columns=columns,
        rows=rows,
        right=[False, False, *[True] * 7],
        note="Paired by replication, as replications share their random numbers. p by exact permutation, "
        f"from 13 pairs on by Wilcoxon's signed ranks; corrected over this whole table by Holm.{more}",
    )


def indices_listing(found: Mapping[str, pl.DataFrame]) -> Listing:
    """What `sobol_indices` gives, by measure."""
    rows = [
        [measure, row["factor"], *_index(row, "first"), *_index(row, "total"), str(row["base"])]
        for measure, table in found.items()
        for row in table.iter_rows(named=True)
    ]
    columns = [
        "measure",
        "factor",
        "first order",
        "95 % interval",
        "total order",
        "95 % interval",
        "base samples",
    ]
    return Listing(
        title="Sobol indices",
        columns=columns,
        rows=rows,
        right=[False, False, *[True] * 5],
        note="Parts of each measure's variance (Saltelli et al. 2010); none where it does not vary.",
    )


def _index(row: Mapping[str, Any], order: str) -> tuple[str, str]:
    if row[order] is None:
        return "–", "–"
    return f"{row[order]:.3f}", f"[{row[f'{order}_low']:.3f}, {row[f'{order}_high']:.3f}]"


def _mean(row: Mapping[str, Any]) -> str:
    if row["mean"] is None:
        return "–"
    return f"{number(row['mean'])} {_interval(row)}".rstrip(" –")


def _interval(row: Mapping[str, Any]) -> str:
    return "–" if row["low"] is None else f"[{number(row['low'])}, {number(row['high'])}]"


def _p(value: float | None) -> str:
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"
