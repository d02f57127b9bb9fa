"""The report of a sweep: how measures answer to factors, and which points differ from the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dao_sim.errors import BadInput
from dao_sim.report.content import (
    FIRST_ROWS,
    Content,
    Listing,
    listing,
    previews,
    reproduction,
    shown,
)
from dao_sim.report.stored import Sweep
from dao_sim.report.sweep_findings import found

if TYPE_CHECKING:
    import polars as pl

_MOST_FAILURES = 20


def sweep_content(sweep: Sweep) -> Content:
    """Everything that the report of a sweep says. Raises Unsupported without the extra `experiments`."""
    from dao_sim.experiments.analysis import Results
    from dao_sim.report.figures import meanings_listing

    facts, frame = sweep.facts, sweep.runs()
    results = Results(frame, sweep.factors)
    if not results.measures:
        raise BadInput("report", "the runs have no measures", folder=str(sweep.folder / "batches"))
    told = facts.get("experiment")
    experiment: Mapping[str, Any] = told if isinstance(told, dict) else {}
    kind = _kind(facts, experiment)
    failures = _failures(frame)
    findings, pictures, notes = found(results, kind, _logs(experiment))
    return Content(
        kind="sweep",
        title=str(facts.get("title") or experiment.get("title") or sweep.folder.resolve().name),
        question=str(facts.get("question") or experiment.get("question") or ""),
        facts=[
            ("design", kind or "not known"),
            ("points", f"{len(results.points):,}"),
            ("replications", f"{frame['replication'].n_unique():,}"),
            ("runs", f"{len(frame):,}"),
        ],
        notes=[
            *([(f"{len(failures):,} of {len(frame):,} runs failed.", False)] if len(failures) else []),
            *((text, None) for text in notes),
        ],
        findings=[*findings, *_failed(failures), meanings_listing(results.measures)],
        pictures=pictures,
        tables=[*previews(sweep), listing(frame.head(FIRST_ROWS), "runs", note=_where(frame))],
        reproduction=list(reproduction({"seed": experiment.get("seed"), **facts})),
        configuration={key: facts[key] for key in ("experiment", "scenario") if facts.get(key)} or None,
    )


def _kind(facts: Mapping[str, Any], experiment: Mapping[str, Any]) -> str:
    """The design's kind, wherever the sweep says it."""
    for design in (facts.get("design"), experiment.get("design")):
        found = design.get("kind") if isinstance(design, dict) else design
        if isinstance(found, str):
            return found
    return ""


def _logs(experiment: Mapping[str, Any]) -> set[str]:
    """The factors that were drawn on a logarithmic scale."""
    return {factor["key"] for factor in experiment.get("factors", ()) if factor.get("scale") == "log"}


def _failures(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    if "stage" not in frame.columns:
        return frame.clear()
    return frame.filter(pl.col("stage").is_not_null())


def _failed(failures: pl.DataFrame) -> Iterator[Listing]:
    if len(failures):
        first = failures.select("point", "replication", "stage", "message").head(_MOST_FAILURES)
        note = f"The first {len(first)} of {len(failures):,}." if len(failures) > len(first) else ""
        yield listing(first, "Runs that failed", note=note)


def _where(runs: pl.DataFrame) -> str:
    return f"batches/*.parquet, with their points' factors: {shown(FIRST_ROWS, len(runs))}"
