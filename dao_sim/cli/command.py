"""What turns a function into a command that keeps the promises in `dao_sim.cli`."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Concatenate, ParamSpec, TypeAlias

import typer

from dao_sim.cli.groups import Group
from dao_sim.cli.invocation import Invocation
from dao_sim.cli.output import Output
from dao_sim.cli.streams import Aside

P = ParamSpec("P")

Data: TypeAlias = Mapping[str, Any]
"""What a command returns: the `data` of its envelope. Amounts are integer strings."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON envelope instead of tables.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no notes and no progress.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail where an answer is needed.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]
_STANDARD = {"as_json": Json, "quiet": Quiet, "no_input": NoInput, "debug": Debug}


def command_app() -> typer.Typer:
    """The app of a module that holds one command."""
    return typer.Typer(add_completion=False, rich_markup_mode=None)


def group_app(summary: str) -> typer.Typer:
    """The app of a module that holds a group of commands, such as `dao-sim bench votes`."""
    app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None)
    app.callback(help=summary)(_nothing)  # with a callback, typer keeps a group of one command a group
    return app


def _nothing() -> None:
    """What a group does before its command runs."""


def standard(run: Callable[Concatenate[Output, P], Data]) -> Callable[..., None]:
    """Gives a command the standard options and an `Output`, and prints the envelope of what it returns.

    The command's first parameter receives the `Output`; the others are options and arguments as
    typer knows them, so their types must be importable when the module is.
    """

    @functools.wraps(run)
    def command(
        ctx: typer.Context, *, as_json: bool, quiet: bool, no_input: bool, debug: bool, **values: Any
    ) -> None:
        invocation: Invocation = ctx.obj["invocation"]
        invocation.json = as_json
        invocation.debug = invocation.debug or debug
        out = Output(json=as_json, quiet=quiet, no_input=no_input)
        # Whatever a library prints is not our data.
        with contextlib.redirect_stdout(Aside()), out.showing_warnings():
            data = run(out, **values)  # type: ignore[call-arg]
        if as_json:
            out.envelope(invocation.command, data)

    # Not typing.get_type_hints: before Python 3.11 it hides an option whose default is None.
    hints = inspect.get_annotations(run, eval_str=True)
    given = list(inspect.signature(run).parameters.values())[1:]
    own = [
        parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in given
    ]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in _STANDARD.items()
    ]
    context = inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    shown = [context, *own, *added]
    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return command
