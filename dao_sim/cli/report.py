"""`dao-sim report`: charts and report of a run or a sweep, drawn again from its stored tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.output import Output

app = command_app()

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="What a run or a sweep wrote.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the report to this file, and nothing into DIR."),
]


@app.command()
@standard
def report(out: Output, folder: Folder, *, file: Out = None) -> Data:
    """Draw the charts and the report of a run or a sweep again, from its stored tables.

    Example: dao-sim report results --out levy.html

    Without --out: DIR/report.html, and DIR/charts/*.png. The report is one file that needs no other. What it
    shows is in docs/reports.md.
    """
    from dao_sim.report.document import write

    written = write(folder, file)
    rows = [["report", written.report], *(["chart", path] for path in written.charts)]
    out.table(f"Written from a {written.kind}", ["what", "where"], rows)
    return {
        "kind": written.kind,
        "report": str(written.report),
        "charts": [str(path) for path in written.charts],
        "tables": [str(path) for path in written.tables],
    }
