"""`dao-sim replay`: recorded votes, cast again on the contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.engines import Engine, open_chain
from dao_sim.cli.output import Output
from dao_sim.units import short_amount

app = command_app()

_TITLE = "Recorded votes, replayed"
_EXACT = "Amounts in units of 10^-18."
_SHORT = "Amounts in whole units, shortened; --json and --out keep every digit."
_AMOUNTS = ("for", "against", "abstain", "supply", "quorum")

VotesFile = Annotated[
    Path,
    typer.Argument(metavar="VOTES.csv", help="Columns proposal, voter, weight, unit, support."),
]
Quorum = Annotated[
    str,
    typer.Option(metavar="PCT", help="For and abstain votes needed, in percent of the supply: 0 to 100."),
]
Late = Annotated[
    list[str] | None,
    typer.Option(metavar="PROPOSAL:VOTER", help="A voter that gets its weight only after the snapshot."),
]
Proposals = Annotated[
    str | None,
    typer.Option(metavar="A-B", help="Replay these proposals only, by number; both ends count."),
]
OutFolder = Annotated[
    str | None,
    typer.Option("--out", metavar="DIR", help="Write Parquet tables and a chart into this folder."),
]


@app.command()
@standard
def replay(
    out: Output,
    votes_file: VotesFile,
    *,
    quorum: Quorum = "4",
    late: Late = None,
    proposals: Proposals = None,
    engine: Engine = "embedded",
    folder: OutFolder = None,
) -> Data:
    """Cast recorded votes again on the contracts, each proposal through its whole life.

    Example: dao-sim replay votes.csv --quorum 10 --out replayed
    """
    from dao_sim.replay import load_votes, plan_rounds
    from dao_sim.replay import replay as run
    from dao_sim.replay.options import parse_late, parse_quorum, parse_range
    from dao_sim.replay.store import ensure_writable, row, save

    needed = parse_quorum(quorum)
    latecomers = {parse_late(text) for text in late or ()}
    chosen = None if proposals is None else parse_range(proposals)
    source = load_votes(votes_file)
    rounds = plan_rounds(source.votes, proposals=chosen, late=latecomers, file=source.path)
    total = sum(round_.transactions for round_ in rounds)
    with open_chain(engine, out) as chain:
        target = None if folder is None else ensure_writable(folder)
        with out.progress("Replaying", total) as advance:
            results = run(
                rounds, quorum=needed, chain=chain, on_round=lambda round_: advance(round_.transactions)
            )
    rows = [row(result) for result in results]
    _show(out, rows)
    data: dict[str, Any] = {"proposals": rows}
    if target is not None:
        files = save(target, rounds, results, source=source, quorum=needed, late=latecomers, engine=engine)
        out.note(f"wrote {', '.join(map(str, files))}")
        data["files"] = [str(file) for file in files]
    return data


def _show(out: Output, rows: list[dict[str, Any]]) -> None:
    """The table: every digit in a file or a pipe, a few on a screen."""
    columns = [name.replace("_", " ") for name in rows[0]]
    if out.terminal:
        short = [{**each, **{name: short_amount(int(each[name])) for name in _AMOUNTS}} for each in rows]
        out.table(_TITLE, columns, [list(each.values()) for each in short], text=_SHORT)
    else:
        out.table(_TITLE, columns, [list(each.values()) for each in rows], text=_EXACT)
