"""`dao-sim` with commands that each do one thing commands do: be refused, crash, wait, ask, be noisy."""

from __future__ import annotations

import sys
import time
import warnings
from typing import Annotated

import typer

from dao_sim.cli.command import Data, group_app, standard
from dao_sim.cli.commands import COMMANDS, Entry
from dao_sim.cli.entry import main
from dao_sim.cli.failure import CommandFailed, Failure
from dao_sim.cli.output import Output

app = group_app("Do one thing.")


@app.command()
@standard
def refused(out: Output) -> Data:
    """Have a stranger admit a member, on the real contracts."""
    from dao_sim.cli.story import CHARTER
    from dao_sim.coop import Charter, Cooperative
    from dao_sim.units import MemberClass

    coop = Cooperative.deploy(Charter.parse(CHARTER), "embedded")
    stranger, friend = coop.chain.accounts()[8:10]
    coop.admit(friend, MemberClass.CREATOR, by=stranger)
    return {}


@app.command()
@standard
def crash(out: Output) -> Data:
    """Meet a bug."""
    out.line("so far")
    raise LookupError("nowhere")


@app.command()
@standard
def several(out: Output) -> Data:
    """Fail in two ways at once."""
    raise CommandFailed(
        [Failure(code="one", message="first"), Failure(code="two", message="second", hint="do")]
    )


@app.command()
@standard
def missing(out: Output) -> Data:
    """Open a file that is not there."""
    with open("/nowhere/at/all") as file:  # noqa: PTH123
        return {"text": file.read()}


@app.command()
@standard
def wait(out: Output) -> Data:
    """Wait to be interrupted."""
    print("ready", file=sys.stderr, flush=True)  # noqa: T201
    time.sleep(60)
    return {}


@app.command()
@standard
def flood(out: Output) -> Data:
    """Print more than a pipe holds."""
    for number in range(200_000):
        out.line(str(number))
    return {}


@app.command()
@standard
def noisy(out: Output) -> Data:
    """Say something on every channel."""
    print("a library prints")  # noqa: T201
    warnings.warn("a library warns", stacklevel=1)
    out.note("a note")
    out.warn("a warning")
    with out.progress("Counting", 3) as advance:
        for _ in range(3):
            advance(1)
    long = "word " * 60
    out.table(
        "Title", ["text", "number", "yes"], [[long, 12_345, True], ["é", "1.5 ETH", False]], text="Why."
    )
    return {"raw": b"\x01\xff", "amount": str(10**30)}


@app.command()
@standard
def ask(out: Output, hidden: Annotated[bool, typer.Option("--hidden")] = False) -> Data:
    """Ask for a word."""
    answer = out.ask("Which word", instead="--word", hidden=hidden)
    out.line(f"answer: {answer}")
    return {"answer": answer}


COMMANDS["probe"] = Entry("probe_commands", "Do one thing.")

if __name__ == "__main__":
    sys.exit(main())
