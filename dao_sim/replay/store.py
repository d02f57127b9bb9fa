"""A replay on disk: tables in Parquet, a chart, and what they were made from.

Amounts are decimal strings of 10^-18 units in every table: they reach 2^208, beyond any number that Parquet
keeps exactly.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from dao_sim import __version__
from dao_sim.errors import BadInput
from dao_sim.replay.electorate import LateVoter, Round
from dao_sim.replay.run import Result
from dao_sim.report.turnout import turnout_chart
from dao_sim.units import Bps, format_amount


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


def prepare(folder: str | Path) -> Path:
    """Makes the folder, with its parents, if need be. Raises BadInput if there can be none."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be the output folder: {error.strerror or error}"
        raise BadInput("out", reason, hint="name a folder, new or not", value=str(folder)) from None
    return folder


def save(
    folder: Path,
    rounds: Sequence[Round],
    results: Sequence[Result],
    *,
    source: Path,
    quorum: Bps,
    late: Collection[LateVoter],
    engine: str,
) -> list[Path]:
    """Writes `proposals.parquet`, `votes.parquet`, `turnout.png` and `replay.json`; returns their paths.

    Files of these names are replaced. `source` is the file that the votes were read from.
    """
    import polars as pl

    tables = {"proposals": [_proposal(result) for result in results], "votes": _votes(rounds)}
    files = []
    for name, rows in tables.items():
        files.append(folder / f"{name}.parquet")
        pl.DataFrame(rows).write_parquet(files[-1])
    title = f"{source.stem}: recorded votes, replayed at a quorum of {format_amount(quorum, 2)} %"
    files.append(turnout_chart(results, folder / "turnout.png", title=title))
    origin = {
        "dao_sim": __version__,
        "engine": engine,
        "late": sorted(f"{proposal}:{voter}" for proposal, voter in late),
        "proposals": [result.proposal for result in results],
        "quorum_bps": quorum,
        "votes": source.name,
        "votes_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
    }
    files.append(folder / "replay.json")
    files[-1].write_text(json.dumps(origin, indent=2) + "\n", encoding="utf-8")
    return files


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
