"""`dao-sim deploy`, killed (`kill -9`) by itself at the moment that is asked for, as often as asked.

A line on stdin is a JSON object: `moment`, `count`, `words` of the command line, and environment `variables`.
Each is run in a forked process, so that libraries are loaded once, and answered with a line: the process's
exit code, negative for a signal. The moments are

begin: once the journal has its first line;
sending, confirmed: once the count-th such line of this run is on disk;
sent: once the count-th transaction of this run is with the node, before anything else is done.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import dao_sim.cli.deploy
import dao_sim.coop.deploy  # noqa: F401
from dao_sim.chain.outbox import Outbox
from dao_sim.cli import main
from dao_sim.coop.journal import Journal

PLACES: dict[str, tuple[Any, str]] = {
    "begin": (Journal, "begin"),
    "sending": (Journal, "sending"),
    "sent": (Outbox, "broadcast"),
    "confirmed": (Journal, "confirm"),
}


def killing_after(times: int, act: Callable[..., Any]) -> Callable[..., Any]:
    """`act`, after the N-th of which this process is no more."""
    done = 0

    def acts(*arguments: Any, **named: Any) -> Any:
        nonlocal done
        result = act(*arguments, **named)
        done += 1
        if done == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return acts


def run(moment: str, count: int, words: list[str], variables: dict[str, str]) -> int:
    """The exit code of the command in a process of its own."""
    child = os.fork()
    if child == 0:
        os.environ.update(variables)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        place, name = PLACES[moment]
        setattr(place, name, killing_after(count, getattr(place, name)))
        os._exit(main(words))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{run(**json.loads(line))}\n")
        sys.stdout.flush()
