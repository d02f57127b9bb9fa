"""Pages whose commands and Python are run, in order and in one folder, and which show what is really said.

    python -m tests.docs.pages docs/tutorial.md …     writes what is said now, and tables, into the pages

A `toml` or `python` block that begins with `# NAME.toml` or `# NAME.py` is a file of that name. Any other
`python` block is run, all of a page as one program; what it prints stands in a `text` block below it. In a
`console` block, what a command says stands below it. A line of `…` stands for what is left out. A table below
`<!-- table: NAME -->` is the one of that name in `tests.docs.listings`.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import mock

from dao_sim.cli import main
from dao_sim.sim.behaviour import known

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 110
"""Columns of the terminal."""

_BLOCK = re.compile(
    r"^```(?P<kind>console|python|toml)\n(?P<body>.*?)^```\n(?:\n```text\n(?P<said>.*?)^```\n)?", re.M | re.S
)
_FILE = re.compile(r"# ([\w-]+\.(?:toml|py))\n")
_TABLE = re.compile(r"^<!-- table: (?P<name>[\w ]+) -->\n(?:\n(?:\|.*\n)+)?", re.M)
_LEFT_OUT = "…\n"


def played(text: str) -> str:
    """The page with what is really said, all of it done in the present folder."""
    names: dict[str, Any] = {"__name__": "page"}
    before = set(sys.modules)
    with mock.patch.object(sys, "path", [str(Path.cwd()), *sys.path]):
        try:
            return _BLOCK.sub(lambda block: _played(block, names), text)
        finally:
            known.cache_clear()
            for name in set(sys.modules) - before:
                if Path(getattr(sys.modules[name], "__file__", None) or "/").parent == Path.cwd():
                    del sys.modules[name]


def tabled(text: str, tables: Mapping[str, Callable[[], str]]) -> str:
    """The page with these tables as they are now."""
    return _TABLE.sub(lambda found: f"<!-- table: {found['name']} -->\n\n{tables[found['name']]()}", text)


def commands(text: str) -> list[str]:
    """What is typed, a line each."""
    blocks = [block["body"] for block in _BLOCK.finditer(text) if block["kind"] == "console"]
    return [line for block in blocks for line in re.findall(r"^\$ (.+)$", block, re.M)]


def _played(block: re.Match[str], names: dict[str, Any]) -> str:
    kind, body = block["kind"], block["body"]
    if kind == "console":
        answered = [_answered(*each.partition("\n")[::2]) for each in re.split(r"^\$ ", body, flags=re.M)[1:]]
        return f"```console\n{''.join(answered)}```\n"
    said = ""
    if file := _FILE.match(body):
        Path(file[1]).write_text(body, encoding="utf-8")
    elif kind == "python":
        said = _kept(block["said"] or "", _heard(lambda: exec(compile(body, "page", "exec"), names)))
    below = f"\n```text\n{said}```\n" if said else ""
    return f"```{kind}\n{body}```\n{below}"


def _answered(command: str, shown: str) -> str:
    said = _heard(lambda: _run(command))
    return f"$ {command}\n{_kept(shown, said)}"


def _run(command: str) -> None:
    """`dao-sim` in this process, which has imported most of it; others as programs of this Python."""
    program, *words = shlex.split(command)
    if program == "pip":
        _install()
        return
    if program == "dao-sim":
        with mock.patch.object(sys, "argv", [program, *words]):
            assert main(words) == 0, command
        return
    done = subprocess.run(
        [sys.executable, "-m", program, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path.cwd())])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    sys.stdout.write(done.stdout)


def _install() -> None:
    """The package in the present folder, as far as finding it takes: the metadata that pip would write."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = Path(f"{project['name'].replace('-', '_')}-{project['version']}.dist-info")
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n")
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in points.items()))
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines))
    importlib.invalidate_caches()
    known.cache_clear()


def _heard(act: Callable[[], object]) -> str:
    """What is written meanwhile, as a terminal of `WIDTH` columns without colours shows it."""
    heard = io.StringIO()
    terminal = mock.patch.dict(os.environ, {"COLUMNS": str(WIDTH), "NO_COLOR": "1"})
    with terminal, redirect_stdout(heard), redirect_stderr(heard):
        act()
    lines = [line.rstrip() for line in heard.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _kept(shown: str, said: str) -> str:
    """What is shown, if with what it leaves out it is what is said; else that, with as much left out."""
    parts = re.split(rf"^{_LEFT_OUT}", shown, flags=re.M)
    if re.fullmatch("(?:.*\n)*?".join(map(re.escape, parts)), said):
        return shown
    lines, first, last = said.splitlines(keepends=True), parts[0].count("\n"), parts[-1].count("\n")
    if len(parts) != 2 or len(lines) <= first + last:
        return said
    return "".join([*lines[:first], _LEFT_OUT, *lines[len(lines) - last :]])


def _brought_up_to_date(page: Path) -> None:
    from tests.docs.listings import TABLES

    text = page.read_text(encoding="utf-8")
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            page.write_text(tabled(played(text), TABLES), encoding="utf-8")
        finally:
            os.chdir(before)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        _brought_up_to_date(Path(each).resolve())
