"""The command line: one module per command group. Each parses, calls the public API, and prints.

Every command keeps the same promises. Data goes to stdout and everything else to stderr. `--json`
prints one envelope (see `dao_sim.cli.envelope`). It exits 0 when done, 1 when the rules refused, 2 on
bad usage or bad input, 3 when the chain is unreachable, 70 on a bug of ours, 130 when interrupted.

To add a command, write a module and name it in `dao_sim.cli.commands`:

    # dao_sim/cli/greet.py
    from __future__ import annotations

    from typing import Annotated

    import typer

    from dao_sim.cli.command import Data, command_app, standard
    from dao_sim.cli.output import Output

    app = command_app()


    @app.command()
    @standard
    def greet(out: Output, name: Annotated[str, typer.Argument(help="Whom.")]) -> Data:
        '''Greet a member.'''
        from dao_sim.coop import Cooperative          # heavy imports wait until the command runs

        out.table("Greetings", ["name", "greeting"], [[name, "hello"]])
        return {"name": name, "greeting": "hello"}

    # dao_sim/cli/commands.py
    "greet": Entry("dao_sim.cli.greet", "Greet a member."),

What the decorator does:

- `standard` adds `--json`, `--quiet`, `--no-input` and `--debug`, hands the command an `Output`, and
  prints the envelope around the `Data` it returns. Under `--json` tables and lines are not printed,
  so that a command calls `out.table(...)` without asking. Amounts in `Data` are integer strings: a
  JSON number loses digits beyond 2^53 in most readers.
- A command fails by raising. `DaoSimError` knows its exit code and carries a hint; whatever it raises
  is turned into words, envelope and exit code in one place (`dao_sim.cli.failure`). To report several
  failures at once, raise `CommandFailed`.
- `out.progress(...)` shows a bar on a terminal only; `out.note(...)` and `out.warn(...)` go to stderr.
- The first line of the docstring is the summary; a test compares it with the entry in `COMMANDS`,
  which exists so that `dao-sim --help` imports no command.

A group (`dao-sim bench votes`) is `app = group_app("Measure speed.")` with several `@app.command()`.
`with open_chain(engine, out) as chain:` in `dao_sim.cli.engines` turns `--engine` into a chain.
"""

from __future__ import annotations

from dao_sim.cli.entry import main

__all__ = ["main"]
