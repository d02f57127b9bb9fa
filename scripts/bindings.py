#!/usr/bin/env python3
"""Write one typed Python class per compiled contract.

    scripts/bindings.py            write dao_sim/bindings/generated/ from dao_sim/bindings/artifacts/
    scripts/bindings.py --check    compare with what is there, write nothing

Needs ruff, which lays the text out by the project's settings. Exits 1 when `--check` finds a difference, and
names the files on stderr.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkout this script belongs to, installed or not

from dao_sim.bindings import artifact  # noqa: E402
from dao_sim.bindings.generator import generate  # noqa: E402

GENERATED = ROOT / "dao_sim" / "bindings" / "generated"


def formatted(name: str, text: str) -> str:
    """`text` with sorted imports and the project's layout."""
    for command in (["check", "--select=I001", "--fix", "--quiet", "--no-cache"], ["format", "--no-cache"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(GENERATED / name), "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return text


def difference(wanted: dict[str, str]) -> list[str]:
    """Names of the files in `generated/` that are missing, stale, or should not be there."""
    present = {file.name: file.read_text(encoding="utf-8") for file in GENERATED.glob("*.py")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write(wanted: dict[str, str]) -> list[str]:
    """Brings `generated/` up to date; the names of the files that changed."""
    changed = difference(wanted)
    GENERATED.mkdir(exist_ok=True)
    for name in changed:
        if name in wanted:
            (GENERATED / name).write_text(wanted[name], encoding="utf-8")
        else:
            (GENERATED / name).unlink()
    return changed


def main() -> int:
    """Writes, or with `--check` compares. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    texts = generate([artifact.load(name) for name in artifact.names()])
    wanted = {name: formatted(name, text) for name, text in texts.items()}
    if not arguments.check:
        for name in write(wanted):
            print(name)
        return 0
    stale = difference(wanted)
    if stale:
        print(f"run scripts/bindings.py, these differ: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
