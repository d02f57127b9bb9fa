"""`dao-sim receipt`: whether the chain says what a voter's receipt says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dao_sim.cli.command import Data, group_app
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output
from dao_sim.cli.session import Visit, reading, reading_governor
from dao_sim.cli.votes import file_name, weight_text, write_document
from dao_sim.errors import DaoSimError

if TYPE_CHECKING:
    from dao_sim.coop.vote_receipt import VoteReceipt

app = group_app("Write the receipt of a vote, or check one against the chain.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The receipt that `dao-sim vote` wrote.")]
Number = Annotated[int, typer.Argument(metavar="ID", min=1, help="The proposal's number.")]
OutFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the receipt is written.")]


@app.command()
@reading
def verify(out: Output, visit: Visit, file: File) -> Data:
    """Compare a receipt with the chain, word by word.

    Example: dao-sim receipt verify receipt.json
    """
    from dao_sim.coop.vote_receipt import VoteReceipt
    from dao_sim.coop.vote_receipt import verify as compare

    receipt = VoteReceipt.load(file)
    visit.coop = visit.coop.under_address(receipt.governor)
    mismatches = compare(visit.coop, receipt)
    if mismatches:
        raise CommandFailed([Failure(code="mismatch", message=f"{file}: {text}") for text in mismatches])
    weight = weight_text(out, visit, receipt.weight)
    given = f"{receipt.words} on proposal {receipt.proposal} with {weight}"
    out.line(f"The chain agrees: {receipt.voter} voted {given}, in block {receipt.block_number}.")
    return {"file": file, "receipt": receipt.record()}


@app.command()
@reading_governor
def get(out: Output, visit: Visit, proposal: Number, *, file: OutFile = None) -> Data:
    """Write the receipt of a vote of yours that is on the chain, whoever sent it.

    Example: dao-sim receipt get 1 --account ada
    """
    from dao_sim.cli.accounts import no_account
    from dao_sim.cli.settings import Settings
    from dao_sim.coop.vote_receipt import receipt_from_chain

    voter = visit.address
    if voter is None:
        raise no_account(Settings.load())
    receipt = receipt_from_chain(visit.coop, proposal, voter)
    path = file or visit.deployment.folder / "receipts" / file_name(visit, proposal, voter)
    known = _known(path)
    if known is not None and known.model_copy(update={"transaction": None}) == receipt:
        receipt = known  # it names the transaction too
    else:
        write_document(receipt, path)
    out.line(f"Receipt: {path}")
    return {"file": path, "receipt": receipt.record()}


def _known(path: Path) -> VoteReceipt | None:
    """The receipt that is there already; None where there is none that can be read."""
    from dao_sim.coop.vote_receipt import VoteReceipt

    try:
        return VoteReceipt.load(path)
    except DaoSimError:
        return None
