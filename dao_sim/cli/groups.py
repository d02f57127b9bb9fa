"""Groups of commands: they note which command is asked for, so that its errors can name it."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from dao_sim.cli.commands import COMMANDS, LazyCommands
from dao_sim.cli.failure import EXIT_BAD_INPUT, CommandFailed, Failure
from dao_sim.cli.invocation import Invocation

_OF_COMMANDS = ("--json", "--quiet", "-q", "--no-input", "--debug")
"""What every command takes, and no group."""
_OF_PROGRAM = ("--version", "--help", "-h")


class Group(TyperGroup):
    """A group such as `dao-sim bench`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] in _OF_COMMANDS:
            words = f"{args[0]} belongs after the command"
            command = next((word for word in args if word in self.commands), "COMMAND")
            hint = f"such as {ctx.command_path} {command} {args[0]}"
            raise CommandFailed([Failure(code="usage", message=words, hint=hint)], EXIT_BAD_INPUT)
        return list(super().parse_args(ctx, args))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        found = super().resolve_command(ctx, args)
        invocation: Invocation = ctx.obj["invocation"]
        invocation.command = f"{invocation.command} {found[0]}".strip()
        return found


class RootGroup(Group):
    """All of `dao-sim`: lists its commands without importing them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = LazyCommands()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if set(args) - {"--json"} and set(args) <= {"--json", *_OF_PROGRAM}:
            args = [word for word in args if word != "--json"]  # the invocation knows of it already
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])
