"""A replay on disk: tables in Parquet, a chart, and what they were made from.

Amounts are decimal strings of 10^-18 units in every table: they reach 2^208, beyond any number that Parquet
keeps exactly.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from dao_sim import __version__
from dao_sim.replay.electorate import LateVoter, Round
from dao_sim.replay.run import Result
from dao_sim.replay.votes import VoteFile
from dao_sim.report.folder import try_files, write_files
from dao_sim.report.turnout import turnout_chart
from dao_sim.units import Bps, format_amount

FILES = ("proposals.parquet", "votes.parquet", "turnout.png", "replay.json")


def row(result: Result) -> dict[str, Any]:
    """A result as data: what `dao-sim replay --json` prints per proposal."""
    return {
        "proposal": result.proposal,
        "voters": result.voters,
        "for": str(result.for_),
        "against": str(result.against),
        "abstain": str(result.abstain),
        "supply": str(result.supply),
        "quorum": str(result.quorum),
        "state": result.state.name.lower(),
        "executed": result.executed,
        "majority_holders": result.majority_holders,
    }


def ensure_writable(folder: str | Path) -> Path:
    """Tries whether the results could be written, and leaves nothing behind. Raises BadInput if not."""
    return try_files(folder, FILES)


def save(
    folder: Path,
    rounds: Sequence[Round],
    results: Sequence[Result],
    *,
    source: VoteFile,
    quorum: Bps,
    late: Collection[LateVoter],
    engine: str,
) -> list[Path]:
    """Writes `FILES` into the folder, which is made if need be, with its parents; returns their paths.

    Files of these names are replaced. Raises BadInput, with the folder as it was, if one cannot be written.
    """
    title = f"{source.path.stem}: recorded votes, replayed at a quorum of {format_amount(quorum, 2)} %"
    origin = {
        "dao_sim": __version__,
        "engine": engine,
        "late": sorted(f"{proposal}:{voter}" for proposal, voter in late),
        "proposals": [result.proposal for result in results],
        "quorum_bps": quorum,
        "votes": source.path.name,
        "votes_sha256": source.sha256,
    }
    contents = (
        _parquet([_proposal(result) for result in results]),
        _parquet(_votes(rounds)),
        turnout_chart(results, title=title),
        (json.dumps(origin, indent=2) + "\n").encode(),
    )
    return write_files(folder, dict(zip(FILES, contents, strict=True)))


def _parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """In memory: polars has errors of its own for what goes wrong on a disk."""
    import polars as pl

    table = io.BytesIO()
    pl.DataFrame(rows).write_parquet(table)
    return table.getvalue()


def _proposal(result: Result) -> dict[str, Any]:
    return {**row(result), "unit": result.unit, "largest_vote": str(result.largest)}


def _votes(rounds: Sequence[Round]) -> list[dict[str, Any]]:
    return [
        {
            "proposal": round_.proposal,
            "voter": ballot.voter,
            "support": ballot.support.name.lower(),
            "unit": round_.unit,
            "recorded": str(ballot.recorded),
            "counted": str(ballot.weight),
        }
        for round_ in rounds
        for ballot in round_.ballots
    ]
