"""What a sweep found: tables of means and differences, and charts of how measures answer to factors."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput
from dao_sim.report.canvas import number, parts
from dao_sim.report.content import Listing, Picture
from dao_sim.report.sensitivity import SURE

if TYPE_CHECKING:
    import polars as pl

    from dao_sim.experiments.analysis import Results

_DRAWN = ("latin-hypercube", "sobol")
_MOST_BARS, _MOST_LEVELS = 6, 12


def found(
    results: Results, kind: str, logs: Collection[str]
) -> tuple[list[Listing], list[Picture], list[str]]:
    """Tables, charts, and what is left out and why. `logs` are factors drawn on logarithmic scales."""
    responses = _responses(results, kind, logs)
    if kind in _DRAWN:
        listings, bars, notes = _bars(results) if kind == "sobol" else ([], [], [])
        return listings, [*bars, *responses], notes
    tables, forests, notes = _differences(results)
    return [*_means(results), *tables], [*responses, *_heat(results), *forests], notes


def _varied(results: Results) -> list[str]:
    return [name for name in results.factors if results.frame[name].n_unique() > 1]


def _names(results: Results) -> dict[int, dict[str, str]]:
    """Each point's varied factors."""
    varied = _varied(results)
    rows = results.frame.select("point", *varied).unique("point").sort("point").iter_rows(named=True)
    return {
        row["point"]: {"point": str(row["point"])} | {name: _shown(row[name]) for name in varied}
        for row in rows
    }


def _shown(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)


def _said(name: Mapping[str, str]) -> str:
    """A point in words: the last part of each factor's key, which mostly tells enough."""
    told = [f"{key.rpartition('.')[2]} {value}" for key, value in name.items() if key != "point"]
    return ", ".join(told) or f"point {name['point']}"


def _means(results: Results) -> Iterator[Listing]:
    import polars as pl

    from dao_sim.experiments.analysis import Results as Checked
    from dao_sim.experiments.analysis import summaries
    from dao_sim.report.figures import MOST_ROWS, means_listing

    names = _names(results)
    shown = results.frame.filter(pl.col("point").is_in(list(names)[:MOST_ROWS]))
    found = summaries(Checked(shown, results.factors))
    note = "Means over replications, each with its 95 % interval (bootstrap, BCa)."
    yield means_listing(found, names, "Measures by point", note)


def _differences(results: Results) -> tuple[list[Listing], list[Picture], list[str]]:
    from dao_sim.experiments.analysis import comparisons
    from dao_sim.report.figures import differences_listing
    from dao_sim.report.sensitivity import MOST_PANELS, MOST_POINTS, forest_chart

    names = {point: _said(name) for point, name in _names(results).items()}
    first, *others = names
    if len(others) > MOST_POINTS:
        told = f"Differences from the first point are left out: there are more than {MOST_POINTS} others."
        return [], [], [told]
    if not others or results.frame["replication"].n_unique() < 2:
        return [], [], ["Differences between points need several points and replications."]
    found = comparisons(results)
    named = {point: names[point] for point in others}
    charts = [
        forest_chart(found, some, named, names[first], title="Differences from the first point")
        for some in parts(results.measures, MOST_PANELS)
    ]
    caption = (
        f"What each point has more than the first ({names[first]}): mean difference, paired by replication, "
        f"with its 95 % interval. Grey: p, corrected for all (Holm), is {SURE} or more.{_power(found)}"
    )
    return [differences_listing(found, names, names[first])], _pictures("differences", caption, charts), []


def _power(found: pl.DataFrame) -> str:
    """How many replications it takes until so many comparisons could find anything: p is 2 / 2ⁿ at least."""
    pairs, tests = int(found["pairs"].to_numpy().max()), found["p"].count()
    needed = math.floor(math.log2(2 * max(tests, 1) / SURE)) + 1
    if pairs >= needed:
        return ""
    return f" With {pairs} replications none of these {tests} can be anything else; it takes {needed}."


def _responses(results: Results, kind: str, logs: Collection[str]) -> Iterator[Picture]:
    from dao_sim.report.response import MOST_FACTORS, MOST_MEASURES, response_chart

    smoothed = {name: _is_smooth(results.frame[name], kind) for name in _varied(results)}
    charts = [
        response_chart(
            {
                row: {
                    name: _curve(results, name, row, smoothed=smoothed[name], log=name in logs)
                    for name in some
                }
                for row in rows
            },
            title="How measures answer to factors",
        )
        for rows in parts(results.measures, MOST_MEASURES)
        for some in parts(list(smoothed), MOST_FACTORS)
    ]
    levels = "Means at each level of a factor, over all points there, with 95 % intervals over replications."
    curves = (
        "Each dot is a point, the mean of its runs; lines are locally weighted regressions (lowess) of them."
    )
    caption = " ".join([levels] * (False in smoothed.values()) + [curves] * (True in smoothed.values()))
    yield from _pictures("response", caption, charts)


def _is_smooth(factor: pl.Series, kind: str) -> bool:
    """Whether a factor was drawn from a range, or has more levels than can be told apart."""
    many = factor.n_unique() > _MOST_LEVELS
    return factor.dtype.is_numeric() and (many or (kind in _DRAWN and factor.dtype.is_float()))


def _curve(results: Results, factor: str, measure: str, *, smoothed: bool, log: bool) -> Any:
    import polars as pl

    from dao_sim.experiments.analysis import levels, smooth
    from dao_sim.report.response import Curve

    if not smoothed:
        return Curve(levels=levels(results, factor, measure))
    values = results.values(measure).group_by("point", maintain_order=True)
    points = values.agg(pl.col(factor).first().alias("level"), pl.col("value").mean())
    return Curve(points=points, line=smooth(results, factor, measure, log=log), log=log)


def _heat(results: Results) -> Iterator[Picture]:
    import polars as pl

    from dao_sim.report.response import heat_chart

    varied = _varied(results)
    if len(varied) != 2:
        return
    across, up = varied
    tables = {
        measure: results.values(measure)
        .group_by(across, up, maintain_order=True)
        .agg(pl.col("value").mean().alias("mean"))
        for measure in results.measures
    }
    charts = [
        heat_chart({measure: tables[measure] for measure in some}, across, up, title="Two factors together")
        for some in parts(results.measures, _MOST_BARS)
    ]
    yield from _pictures("heat", "Means over replications for each two levels of the factors.", charts)


def _bars(results: Results) -> tuple[list[Listing], list[Picture], list[str]]:
    """A measure whose runs do not make a whole design, as when a sweep was stopped, is told of instead."""
    from dao_sim.report.figures import indices_listing
    from dao_sim.report.sensitivity import sobol_chart

    found = {measure: _indices(results, measure) for measure in results.measures}
    tables = {measure: table for measure, table in found.items() if not isinstance(table, str)}
    notes = [text for text in found.values() if isinstance(text, str)]
    charts = [
        sobol_chart({measure: tables[measure] for measure in some}, title="What the variance comes from")
        for some in parts(list(tables), _MOST_BARS)
    ]
    caption = (
        "Sobol indices with 95 % intervals: the part of a measure's variance that a factor makes alone "
        "(first order), and with all others (total order). What differs between the two is interaction."
    )
    listings = [indices_listing(tables)] if tables else []
    return listings, _pictures("sobol", caption, charts), notes


def _indices(results: Results, measure: str) -> pl.DataFrame | str:
    from dao_sim.experiments.analysis import sobol_indices

    try:
        return sobol_indices(results, measure)
    except BadInput as error:
        return f"Sobol indices of {measure} are left out: {error.reason}."


def _pictures(name: str, caption: str, charts: list[bytes]) -> list[Picture]:
    """The charts under one name, numbered where there are several."""
    if len(charts) == 1:
        return [Picture(name=name, caption=caption, png=charts[0])]
    total = len(charts)
    return [
        Picture(name=f"{name}-{place}", caption=f"{caption} ({place} of {total})", png=chart)
        for place, chart in enumerate(charts, start=1)
    ]
