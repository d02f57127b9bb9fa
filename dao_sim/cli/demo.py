"""`dao-sim demo`: a co-op's first season, table by table, and a last line that proves its books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dao_sim.cli.command import Data, command_app, standard
from dao_sim.cli.engines import Engine, open_chain
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output

if TYPE_CHECKING:
    from dao_sim.cli.season import Step
    from dao_sim.coop import Books

app = command_app()


@app.command()
@standard
def demo(out: Output, engine: Engine = "embedded") -> Data:
    """Run a small co-op's first season and prove that its books balance.

    Example: dao-sim demo --engine tester
    """
    with open_chain(engine, out) as chain:
        from dao_sim.cli.season import Season, proof

        season = Season(chain)
        steps = [_show(out, number, step) for number, step in enumerate(season.steps(), start=1)]
        books = season.books()
        line = proof(books)
        if not all(entry.balanced for entry in books.values()):
            raise CommandFailed([Failure(code="books_unbalanced", message=line)])
        out.line(line)
        return {"engine": chain.name, "steps": steps, "books": _plain_books(books), "proof": line}


def _show(out: Output, number: int, step: Step) -> dict[str, Any]:
    """Prints the step as a table, and returns it as data."""
    from dao_sim.cli.season import Amount

    def plain(cell: object) -> Any:
        return {"amount": str(cell.units), "asset": cell.asset} if isinstance(cell, Amount) else cell

    def short(cell: object) -> object:
        return cell.short() if isinstance(cell, Amount) else cell

    shown = [[short(cell) for cell in row] for row in step.rows] if out.terminal else step.rows
    out.table(f"{number}. {step.title}", step.columns, shown, text=step.text)
    rows = [[plain(cell) for cell in row] for row in step.rows]
    return {"title": step.title, "text": step.text, "columns": step.columns, "rows": rows}


def _plain_books(books: Mapping[str, Books]) -> dict[str, dict[str, str | bool]]:
    return {
        symbol: {
            "deposits": str(entry.deposits),
            "paid_out": str(entry.paid_out),
            "claimable": str(entry.claimable),
            "levy": str(entry.levy),
            "fractions_in_millionths": str(entry.fractions),
            "balanced": entry.balanced,
        }
        for symbol, entry in books.items()
    }
