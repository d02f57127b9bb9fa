"""`dao-sim receipt`: whether the chain says what a voter's receipt says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading
from dao_sim.units import format_amount

app = group_app("Check the receipt of a vote against the chain.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The receipt that `dao-sim vote` wrote.")]


@app.command()
@reading
def verify(out: Output, visit: Visit, file: File) -> Data:
    """Compare a receipt with the chain, word by word.

    Example: dao-sim receipt verify receipt.json
    """
    from dao_sim.coop.vote_receipt import VoteReceipt
    from dao_sim.coop.vote_receipt import verify as compare

    receipt = VoteReceipt.load(file)
    mismatches = compare(visit.coop, receipt)
    if mismatches:
        raise CommandFailed([Failure(code="mismatch", message=f"{file}: {text}") for text in mismatches])
    weight = f"{format_amount(receipt.weight)} {visit.coop.charter.symbol}"
    given = f"{receipt.support.name.lower()} on proposal {receipt.proposal} with {weight}"
    out.line(f"The chain agrees: {receipt.voter} voted {given}, in block {receipt.block_number}.")
    return {"file": file, "receipt": receipt.record()}
