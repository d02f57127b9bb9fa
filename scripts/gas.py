#!/usr/bin/env python3
"""Measure the exact gas of every operation on eth-tester, and record it in gas.json.

    scripts/gas.py            write gas.json and the figures in the documents, print what changed
    scripts/gas.py --check    print what changed, write nothing

Run it after changing a contract, and say in the commit why gas changed. Exits 1 when `--check` finds a figure
that moved by more than 1 %, appeared or disappeared.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout this script belongs to, installed or not

from tests.gas.measure import (  # noqa: E402
    DOCUMENTS,
    RECORD,
    changes,
    drifts,
    measure,
    record,
    recorded,
    with_figures,
)


def main() -> int:
    """Measures, prints, and records unless told not to. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    before = recorded() if RECORD.is_file() else {}
    now = measure()
    if arguments.check:
        drifted = drifts(before, now)
        print(*drifted or ["no gas drifted"], sep="\n")
        return 1 if drifted else 0
    RECORD.write_text(json.dumps(record(now), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in DOCUMENTS:
        path.write_text(with_figures(path.read_text(encoding="utf-8"), now), encoding="utf-8")
    print(*changes(before, now) or ["no gas changed"], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
