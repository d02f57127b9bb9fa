"""The entry point: finds the command, runs it, and turns whatever it raises into words and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
import typer.main

from dao_sim import __version__
from dao_sim.cli import envelope, streams
from dao_sim.cli.failure import (
    EXIT_BAD_INPUT,
    EXIT_BROKEN_PIPE,
    EXIT_DONE,
    EXIT_INTERRUPTED,
    explain,
)
from dao_sim.cli.groups import RootGroup
from dao_sim.cli.invocation import PROGRAM, Invocation

_COMPLETE = "_DAO_SIM_COMPLETE"
"""Set by the scripts that `--show-completion` prints."""


def _print_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        as_json = ctx.obj["invocation"].json
        typer.echo(envelope.success("", {"version": __version__}) if as_json else f"{PROGRAM} {__version__}")
        raise typer.Exit


def root() -> Any:
    """The whole command line as one click group."""
    app = typer.Typer(
        cls=RootGroup,
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
    if not streams.prepare():
        streams.say(f"{invocation.name}: stdout: is closed")
        return EXIT_BAD_INPUT
    try:
        return _outcome(words, invocation)
    except BrokenPipeError:
        streams.silence(sys.stdout)
        return EXIT_BROKEN_PIPE
    except (OSError, ValueError) as error:  # not even the failure could be written
        streams.silence(sys.stdout)
        streams.say(f"{invocation.name}: stdout: {getattr(error, 'strerror', None) or error}")
        return EXIT_BAD_INPUT
    except KeyboardInterrupt:  # once more, while the failure was written
        return EXIT_INTERRUPTED
    finally:
        streams.settle()


def _outcome(words: list[str], invocation: Invocation) -> int:
    """Raises OSError or ValueError if stdout cannot be written."""
    try:
        code = _run(words, invocation)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except BaseException as error:
        code = _report(error, invocation)
        sys.stdout.flush()
    return code


def _run(words: list[str], invocation: Invocation) -> int:
    group = root()
    if _COMPLETE in os.environ:  # a shell asks what could come next; typer answers and exits
        group.main(args=words, prog_name=PROGRAM, obj={"invocation": invocation})
    try:
        with group.make_context(PROGRAM, list(words), obj={"invocation": invocation}) as context:
            if not words:
                streams.say(context.get_help())
                return EXIT_BAD_INPUT
            group.invoke(context)
    except typer.Exit as exit_:
        return exit_.exit_code
    return EXIT_DONE


def _report(error: BaseException, invocation: Invocation) -> int:
    """Shows what went wrong, to a person or as an envelope."""
    if isinstance(error, SystemExit) and isinstance(error.code, int | None):
        return error.code or EXIT_DONE
    failures, code = explain(error, invocation.name)
    if invocation.debug:
        import traceback

        streams.say("".join(traceback.format_exception(error)).rstrip())
    if invocation.json:
        typer.echo(envelope.failure(invocation.command, [failure.as_dict() for failure in failures]))
        return code
    for failure in failures:
        streams.say(f"{invocation.name}: {_said_once(failure.message, invocation.name)}")
        if failure.hint:
            streams.say(f"hint: {failure.hint}")
    return code


def _said_once(message: str, name: str) -> str:
    """A message without its component where the command `name`, printed before it, says that already."""
    component, colon, rest = message.partition(": ")
    return rest if colon and component in name.split() else message
