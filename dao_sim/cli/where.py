"""Options of the commands about a co-op: which one, on which node, as whom, and in whose matters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dao_sim.cli.complete import account_names

CoopName = Annotated[
    str | None, typer.Option("--coop", metavar="NAME", help="Which co-op. [env: DAO_SIM_COOP]")
]
Network = Annotated[
    str | None,
    typer.Option(
        "--network", "--rpc", metavar="NAME|URL", help="The node: a name or a URL. [env: DAO_SIM_NETWORK]"
    ),
]
AccountName = Annotated[
    str | None,
    typer.Option(
        "--account",
        metavar="NAME",
        help="Whose key signs. [env: DAO_SIM_ACCOUNT]",
        autocompletion=account_names,
    ),
]
AsWhom = Annotated[
    str | None,
    typer.Option(
        "--account",
        metavar="NAME|ADDRESS",
        help="As whom to look. [env: DAO_SIM_ACCOUNT]",
        autocompletion=account_names,
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="FILE", help="Else DAO_SIM_PASSWORD, else you are asked."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Simulate and show what would happen; send nothing.")]

GovernorName = Annotated[
    str | None,
    typer.Option("--governor", metavar="NAME", help="Whose proposals.  [default: constitution]"),
]
