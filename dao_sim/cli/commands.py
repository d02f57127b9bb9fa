"""Which commands there are. Naming them here, with a summary, spares `dao-sim --help` their imports."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, NamedTuple

import typer.main


class Entry(NamedTuple):
    """A command: the module whose `app` holds it, and its one-line summary."""

    module: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "bench": Entry("dao_sim.cli.bench", "Measure speed on this machine."),
    "charter": Entry("dao_sim.cli.charter", "Write and check a co-op's charter."),
    "demo": Entry("dao_sim.cli.demo", "Run a small co-op's first season and prove that its books balance."),
    "replay": Entry(
        "dao_sim.cli.replay",
        "Cast recorded votes again on the contracts, each proposal through its whole life.",
    ),
}


class LazyCommands(MutableMapping[str, Any]):
    """The commands by name; each one's module is imported when it is asked for, not before."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            command = typer.main.get_command(import_module(COMMANDS[name].module).app)
            command.name = name
            self._loaded[name] = command
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS
