"""Groups of commands: they note which command is asked for, so that its errors can name it."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from dao_sim.cli.commands import COMMANDS, LazyCommands
from dao_sim.cli.invocation import Invocation


class Group(TyperGroup):
    """A group such as `dao-sim bench`."""

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

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])
