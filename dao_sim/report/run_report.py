"""The report of a run: its measures by variant, its figures over time, and who got what in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dao_sim.report.content import Content, Listing, Picture, duration, listing, previews, reproduction, size
from dao_sim.report.stored import Run

if TYPE_CHECKING:
    import polars as pl

    from dao_sim.report.spread import Samples

_HELD, _EARNED = ("tokens", "income"), ("income",)
"""Of members, what their Lorenz curves are of; of works, what is ranked."""


def run_content(run: Run) -> Content:
    """Everything that the report of a run says. Tables that are absent are left out, unknown ones listed."""
    facts = run.facts
    tables = list(previews(run))  # before anything is drawn: a damaged one may be none that charts need
    findings, missing = _findings(run)
    return Content(
        kind="run",
        title=str(facts.get("title") or run.folder.resolve().name),
        question=str(facts.get("question") or ""),
        facts=list(_figures(run)),
        notes=[*_verified(facts.get("verified")), *((text, None) for text in missing)],
        findings=findings,
        pictures=list(_pictures(run)),
        tables=tables,
        reproduction=list(reproduction(facts)),
        configuration=facts.get("configuration"),
    )


def _figures(run: Run) -> Iterator[tuple[str, str]]:
    name = "epochs" if "epochs" in run.tables else "measures"
    if name in run.tables:
        keys = run.table(name, ("variant", "replication", "epoch"))
        for column, label in (("variant", "variants"), ("replication", "replications"), ("epoch", "epochs")):
            if column in keys.columns:
                yield label, f"{keys[column].n_unique():,}"
    if run.facts.get("wall_seconds") is not None:
        yield "time", duration(run.facts["wall_seconds"])
    if run.facts.get("peak_memory_bytes") is not None:
        yield "memory, at most", size(run.facts["peak_memory_bytes"])


def _verified(verified: Mapping[str, int] | None) -> Iterator[tuple[str, bool | None]]:
    if not verified:
        return
    replications, rows = verified["replications"], verified["rows_compared"]
    different = verified["rows_different"]
    again = f"{replications:,} replication{'s'[: replications != 1]} ran again on the contracts"
    differs = "none differs" if not different else f"{different:,} differ"
    yield f"{again}: of {rows:,} rows that were compared, {differs}.", not different


def _findings(run: Run) -> tuple[list[Listing], list[str]]:
    """Means by variant, and differences between variants, if the libraries for that are there."""
    import polars as pl

    from dao_sim.experiments.analysis import Results, available, comparisons, summaries
    from dao_sim.report.figures import differences_listing, variants_listing

    columns = ("variant", "replication", "measure", "value")
    long = run.table("measures", columns) if "measures" in run.tables else pl.DataFrame()
    if len(long.columns) < len(columns):
        return [], []
    long = long.with_columns(pl.col("value").cast(pl.Float64))
    variants = long["variant"].unique(maintain_order=True).to_list()
    if not available():
        measured = long.group_by("measure", "variant", maintain_order=True)
        means = measured.agg(pl.len().alias("replications"), pl.col("value").mean().alias("mean"))
        missing = "Intervals and tests are left out: they need scipy and statsmodels (dao-sim[experiments])."
        return [listing(means, "Measures")], [missing]
    places = {name: place for place, name in enumerate(variants)}
    wide = long.pivot("measure", index=["variant", "replication"], values="value", aggregate_function="first")
    points = pl.col("variant").replace_strict(places, return_dtype=pl.Int64).alias("point")
    results = Results(wide.with_columns(points).drop("variant"))
    names = dict(enumerate(variants))
    means = summaries(results)
    asked = [
        name
        for name in (run.facts.get("configuration") or {}).get("measures") or ()
        if name in results.measures
    ]
    shown = [variants_listing(means, names, asked, _note(means))]
    if len(variants) > 1 and results.frame["replication"].n_unique() > 1:
        shown.append(differences_listing(comparisons(results, measures=asked or None), names, variants[0]))
    return shown, []


def _note(means: pl.DataFrame) -> str:
    if means["low"].null_count() == len(means):
        return "One replication: how far chance carries is not known."
    return "Means over replications, each with its 95 % interval (bootstrap, BCa)."


def _pictures(run: Run) -> Iterator[Picture]:
    if "epochs" in run.tables:
        yield from _series(run.table("epochs"))
    if "members" in run.tables:
        yield from _lorenz(run)
    if "works" in run.tables:
        yield from _ranks(run)


def _series(epochs: pl.DataFrame) -> Iterator[Picture]:
    from dao_sim.report.canvas import parts
    from dao_sim.report.series import HIGH, LOW, MOST_PANELS, series_chart, series_of

    if not {"epoch", "replication"} <= set(epochs.columns):
        return
    replications = epochs["replication"].n_unique()
    band = (
        f"Lines are medians over {replications:,} replications, bands hold the middle "
        f"{100 * (HIGH - LOW):.0f} % of them."
        if replications > 1
        else "One replication."
    )
    every = list(parts(series_of(epochs), MOST_PANELS))
    for place, some in enumerate(every, start=1):
        name = "series" if len(every) == 1 else f"series-{place}"
        part = "" if len(every) == 1 else f" ({place} of {len(every)})"
        chart = series_chart(some, title=f"Epoch by epoch{part}")
        yield Picture(
            name=name, caption=f"Every figure of the table epochs, over time{part}. {band}", png=chart
        )


def _lorenz(run: Run) -> Iterator[Picture]:
    from dao_sim.report.spread import lorenz_panels

    found = _samples(run, "members", _HELD)
    if found:
        caption = (
            "Lorenz curves of the table members: what part the poorest hold. On the dashed line all hold the "
            "same. Curves and Gini coefficients are means over replications."
        )
        yield Picture(
            name="lorenz", caption=caption, png=lorenz_panels(found, title="Who holds and earns how much")
        )


def _ranks(run: Run) -> Iterator[Picture]:
    from dao_sim.report.spread import rank_panels

    every = _samples(run, "works", _EARNED)
    found = {label: samples for label, samples in every.items() if _any_above_0(samples)}
    if found:
        caption = (
            "Income of works by rank, on logarithmic scales, a line per replication; works without income "
            "are left out. A power law would be a straight line."
        )
        yield Picture(name="ranks", caption=caption, png=rank_panels(found, title="What works earn, by rank"))


def _any_above_0(samples: Samples) -> bool:
    return any((values > 0).any() for replications in samples.values() for values in replications)


def _samples(run: Run, table: str, columns: Sequence[str]) -> dict[str, Samples]:
    """What each replication's rows have in these columns, at the last epoch if there are several."""
    import polars as pl

    from dao_sim.report.series import unit_of

    frame = run.table(table, ("variant", "replication", "epoch", *columns))
    if "epoch" in frame.columns and table == "members":
        frame = frame.filter(pl.col("epoch") == pl.col("epoch").max())
    if not {"variant", "replication"} <= set(frame.columns):
        return {}
    found: dict[str, Any] = {}
    for column in (column for column in columns if column in frame.columns):
        unit, label = (
            (1e18, f"{column}, {unit_of(column)}") if frame[column].dtype.is_decimal() else (1.0, column)
        )
        value = pl.col(column).cast(pl.Float64).fill_null(0.0).clip(lower_bound=0.0) / unit
        samples: dict[str, list[Any]] = {}
        keyed = frame.select("variant", "replication", value)
        for group in keyed.partition_by("variant", "replication", maintain_order=True):
            samples.setdefault(str(group["variant"][0]), []).append(group[column].to_numpy())
        found[label] = samples
    return found
