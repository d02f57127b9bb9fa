#!/usr/bin/env python3
"""Run the state machines on the contracts, and random scenarios on both ledgers, for as long as asked.

    scripts/soak.py --seconds 3600               all machines, and scenarios, turn by turn
    scripts/soak.py --seconds 60 --machine vault one of them, or several
    scripts/soak.py --seconds 60 --seed 7        the same acts again

Prints how many operations were done, by machine and kind, and how many per second. Progress goes to stderr,
on a terminal. Exits 1 when contracts and model disagree, with the shortest sequence found that makes them, or
with the scenario on which the ledgers do.
"""

from __future__ import annotations

import argparse
import itertools
import secrets
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the machines are part of the tests, which are not installed

from tests.property.machines import MACHINES  # noqa: E402
from tests.property.machines.base import CoopMachine, Kind  # noqa: E402
from tests.property.scenarios.soaking import SCENARIOS, run_scenarios  # noqa: E402

NAMES = [*MACHINES, SCENARIOS]

TURN = settings(
    max_examples=40,
    stateful_step_count=60,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)
"""A machine's turn: a few seconds, so that time is kept and every machine has its share."""


class Disagreement(Exception):
    """A machine found contracts and model to differ. `again` are the arguments that find it once more."""

    def __init__(self, again: str) -> None:
        self.again = again
        super().__init__(again)


def soak(names: list[str], seconds: float, first_seed: int, spent: dict[str, float]) -> None:
    """Gives the machines turn after turn until the time is over, adding their seconds to `spent`.

    Raises Disagreement, with the reason as its cause, for the first that fails.
    """
    end = time.monotonic() + seconds
    for turn in itertools.count(first_seed):
        for name in names:
            started = time.monotonic()
            if started >= end:
                return
            try:
                take_turn(name, turn)
            finally:
                spent[name] += time.monotonic() - started
            progress(
                f"{max(end - time.monotonic(), 0):,.0f} s left, {CoopMachine.operations.total():,} operations"
            )


def take_turn(name: str, turn: int) -> None:
    """One machine's turn. Raises Disagreement, with the reason as its cause."""
    try:
        if name == SCENARIOS:
            run_scenarios(turn, CoopMachine.operations)
        else:
            run_state_machine_as_test(seed(turn)(MACHINES[name]), settings=TURN)
    except Exception as error:
        raise Disagreement(f"--machine {name} --seed {turn}") from error


def progress(line: str) -> None:
    """Replaces the last line of a terminal; says nothing to anything else."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def report(operations: Counter[Kind], spent: dict[str, float]) -> None:
    """Operations by machine and kind, and per second."""
    for machine, seconds in spent.items():
        own = {kind: count for kind, count in operations.items() if kind.machine == machine}
        print(f"{machine}: {rate(sum(own.values()), seconds)}")
        print(f"    {'operation':<24}{'accepted':>12}{'refused':>12}")
        for name in sorted({kind.name for kind in own}):
            done, refused = (own.get(Kind(machine, name, accepted), 0) for accepted in (True, False))
            print(f"    {name:<24}{done:>12,}{refused:>12,}")
    print(f"all: {rate(operations.total(), sum(spent.values()))}")


def rate(operations: int, seconds: float) -> str:
    """`1,200 operations in 2.0 s, 600 per second`."""
    return f"{operations:,} operations in {seconds:,.1f} s, {operations / max(seconds, 1e-9):,.0f} per second"


def explain(failure: Disagreement) -> None:
    """The error, and the acts that lead to it."""
    cause = failure.__cause__
    print("".join(traceback.format_exception(cause)), file=sys.stderr)
    print(f"\ncontracts and model disagree: {type(cause).__name__}: {cause}")
    print("\n".join(getattr(cause, "__notes__", ())))
    print(f"again: scripts/soak.py --seconds 1 {failure.again}")


def arguments(given: list[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n\n")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to go on")
    parser.add_argument("--machine", choices=sorted(NAMES), action="append", help="which; all if not given")
    parser.add_argument("--seed", type=int, help="of the random acts; a new one if not given")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Soaks and reports; returns the exit code."""
    asked = arguments(given)
    names = asked.machine or NAMES
    first_seed = secrets.randbits(32) if asked.seed is None else asked.seed
    spent = dict.fromkeys(names, 0.0)
    print(f"soak: {', '.join(names)}; seed {first_seed}", flush=True)
    try:
        soak(names, asked.seconds, first_seed, spent)
    except Disagreement as failure:
        progress("")
        explain(failure)
        return 1
    except KeyboardInterrupt:
        progress("")
        report(CoopMachine.operations, spent)
        return 130
    progress("")
    report(CoopMachine.operations, spent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
