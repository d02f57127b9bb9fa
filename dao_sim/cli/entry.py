"""The entry point: finds the command, runs it, and turns whatever it raises into words and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, TextIO

import typer
import typer.main

from dao_sim import __version__
from dao_sim.cli import envelope
from dao_sim.cli.failure import (
    EXIT_BAD_INPUT,
    EXIT_BROKEN_PIPE,
    EXIT_DONE,
    explain,
)
from dao_sim.cli.groups import RootGroup
from dao_sim.cli.invocation import PROGRAM, Invocation


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def root() -> Any:
    """The whole command line as one click group."""
    app = typer.Typer(
        cls=RootGroup,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(help="Design, deploy and stress creator co-operatives.")
    def options(
        _version: Annotated[
            bool,
            typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
        ] = False,
    ) -> None: ...

    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code; raises nothing."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    invocation = Invocation.from_words(words)
    _prepare_streams()
    try:
        try:
            code = _run(words, invocation)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except BaseException as error:
            code = _report(error, invocation)
    except BrokenPipeError:
        _stop_writing()
        return EXIT_BROKEN_PIPE
    except OSError as error:  # not even the failure could be written
        _stop_writing()
        typer.echo(f"{invocation.name}: stdout: {error.strerror}", err=True)
        return EXIT_BAD_INPUT
    return code


def _run(words: list[str], invocation: Invocation) -> int:
    group = root()
    try:
        with group.make_context(PROGRAM, list(words), obj={"invocation": invocation}) as context:
            if not words:
                typer.echo(context.get_help(), err=True)
                return EXIT_BAD_INPUT
            group.invoke(context)
    except typer.Exit as exit_:
        return exit_.exit_code
    return EXIT_DONE


def _report(error: BaseException, invocation: Invocation) -> int:
    """Shows what went wrong, to a person or as an envelope."""
    if isinstance(error, SystemExit):
        raise error
    failures, code = explain(error, invocation.name)
    if invocation.debug:
        import traceback

        traceback.print_exception(error)
    if invocation.json:
        typer.echo(envelope.failure(invocation.command, [failure.as_dict() for failure in failures]))
        return code
    for failure in failures:
        typer.echo(f"{invocation.name}: {failure.message}", err=True)
        if failure.hint:
            typer.echo(f"hint: {failure.hint}", err=True)
    return code


def _prepare_streams() -> None:
    """An odd terminal encoding garbles a character at worst; it never ends a command."""
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _stop_writing() -> None:
    """Points stdout at nothing, so that the interpreter's last flush finds no broken pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
