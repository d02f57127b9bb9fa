"""`dao-sim bench`: speed, measured on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from dao_sim.cli.command import Data, group_app, standard
from dao_sim.cli.output import Output

app = group_app("Measure speed on this machine.")

Members = Annotated[int, typer.Option(metavar="N", min=1, help="How many members vote.")]


@app.command()
@standard
def votes(out: Output, members: Members = 20_000) -> Data:
    """Votes per second through the batch API, beside a bare loop of prebuilt calldata.

    Example: dao-sim bench votes --members 5000
    """
    from dao_sim.bench.votes import ROUNDS, vote_speed

    with out.progress("rounds", ROUNDS) as done:
        speed = vote_speed(members, on_round=done)
    rows = [
        ["batch API", round(speed.votes_per_second), f"{speed.ratio:.2f}"],
        ["bare loop of prebuilt calldata", round(speed.bare_votes_per_second), "1.00"],
    ]
    out.table(f"{members:,} votes on the embedded engine", ["way", "votes per second", "ratio"], rows)
    return {
        "members": members,
        "votes_per_second": round(speed.votes_per_second, 1),
        "bare_votes_per_second": round(speed.bare_votes_per_second, 1),
        "ratio": round(speed.ratio, 4),
    }
