"""`--engine`: which chain a command runs on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from dao_sim.cli.output import Output

if TYPE_CHECKING:
    from dao_sim.chain.protocol import Chain

Engine: TypeAlias = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help="embedded (in this process, fast), tester (slower, exact gas), or a node's URL.",
    ),
]
"""The option; a command gives it the default "embedded"."""


@contextlib.contextmanager
def open_chain(engine: str, out: Output) -> Iterator[Chain]:
    """The chain of that name, closed at the end. What it has to say on opening goes to stderr.

    Raises BadInput for a word that is no engine, ChainUnreachable for a node that does not answer.
    """
    from dao_sim.chain import connect

    with contextlib.closing(connect(engine, notice=out.warn)) as chain:
        yield chain
