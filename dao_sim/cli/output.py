"""Everything a command says: data on stdout, all else on stderr.

On a terminal tables are drawn by rich, as long as no word must be cut; elsewhere they are plain text in
aligned columns, whatever their width, so that they survive `| less`, `| grep` and files.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from dao_sim.cli import envelope
from dao_sim.cli.streams import printable, say
from dao_sim.errors import BadInput

if TYPE_CHECKING:
    from rich.console import Console

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+…?[kMBT]?(?: %|%| \w+)?")
"""A figure, perhaps shortened or with its unit: 12, 1,000.5 ETH, 14.73B, 7.5 %."""
_GAP = "  "
_LONGEST_WORD = 24
"""On a terminal, words up to this many letters are not folded."""
_ADDRESS = len("0x") + 40
"""What is as long, such as a hash or a path, may be folded more: nobody reads it as a figure."""
_A_THIRD = _ADDRESS // 3


class Output:
    """Where a command's words go. Under `--json` only the envelope reaches stdout."""

    def __init__(
        self,
        *,
        json: bool = False,
        quiet: bool = False,
        no_input: bool = False,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.json = json
        self.quiet = quiet
        self.no_input = no_input
        self._stdout = stdout or sys.stdout
        self._stderr = stderr or sys.stderr

    @property
    def terminal(self) -> bool:
        """Whether data goes to a person's screen, where a figure must be short to be read."""
        return not self.json and self._stdout.isatty()

    # Data

    def table(
        self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, text: str = ""
    ) -> None:
        """A table with a title and a line of explanation. Columns of numbers stand to the right."""
        if self.json:
            return
        title, text = printable(title), printable(text)
        cells = [[_text(cell) for cell in row] for row in rows]
        right = [
            bool(cells) and all(_NUMBER.fullmatch(row[i]) or not row[i] for row in cells)
            for i in range(len(columns))
        ]
        narrowest = [_longest_word((name, *(row[i] for row in cells))) for i, name in enumerate(columns)]
        console = _console(self._stdout) if self.terminal else None
        room = console.width - len(_GAP) * len(columns) - 1 if console else -1
        if console and sum(narrowest) <= room:
            widths = _fitted(columns, cells, narrowest, room)
            _draw(console, (title, text), columns, cells, right=right, widths=widths)
        else:
            self._stdout.write(plain_table((title, text), columns, cells, right))
        self._stdout.flush()  # a long command shows each table when it is known

    def line(self, text: str = "") -> None:
        """A line of the command's result."""
        if not self.json:
            print(printable(text), file=self._stdout, flush=True)

    def envelope(self, command: str, data: Any) -> None:
        """The one line that `--json` prints when the command is done."""
        print(envelope.success(command, data), file=self._stdout)

    # Everything else

    def note(self, text: str) -> None:
        """What the command is doing or did, for a person; silenced by `--quiet`."""
        if not self.quiet:
            say(text, self._stderr)

    def warn(self, text: str) -> None:
        """Something the user should know though the command goes on."""
        say(f"dao-sim: warning: {text}", self._stderr)

    @contextlib.contextmanager
    def showing_warnings(self) -> Iterator[None]:
        """Python warnings raised inside become one line each, without file names and source."""
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_args, **_kwargs: self.warn(str(message))
            yield

    @contextlib.contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[int], None]]:
        """A bar on stderr where that is a terminal. Yields a function that says how many more are done."""
        if self.quiet or not self._stderr.isatty():
            yield lambda _done: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=_console(self._stderr),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with bar:
            task = bar.add_task(label, total=total)
            yield lambda done: bar.advance(task, done)

    # Questions

    def ask(self, question: str, *, instead: str, hidden: bool = False) -> str:
        """What the user types, `hidden` for secrets. Asks on a terminal only.

        Raises `BadInput` where nobody can answer; `instead` names the option or variable to use there.
        """
        if self.no_input or not (sys.stdin and sys.stdin.isatty()):
            raise BadInput("input", f"needs an answer: {question}", hint=f"use {instead}")
        try:
            return self._answer(f"{question}: ", hidden)
        except EOFError:
            print(file=self._stderr)
            reason = f"ended before an answer: {question}"
            raise BadInput("input", reason, hint=f"use {instead}") from None
        except KeyboardInterrupt:
            print(file=self._stderr)  # what is said next is not part of the question
            raise

    def _answer(self, prompt: str, hidden: bool) -> str:
        if hidden:
            return getpass.getpass(prompt, stream=self._stderr)
        print(prompt, end="", file=self._stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            raise EOFError
        return answer.rstrip("\n")


def plain_table(
    above: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool]
) -> str:
    """The table as text: lines above it, header and a rule if columns have names, and one line per row."""
    widths = [max(len(row[i]) for row in [columns, *cells]) for i in range(len(columns))]

    def line(row: Sequence[str]) -> str:
        placed = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        return _GAP.join(placed).rstrip()

    header = [line(columns), _GAP.join("-" * width for width in widths)] if any(columns) else []
    lines = [*filter(None, above), *header, *map(line, cells)]
    return "\n".join(lines) + "\n\n"


def _draw(
    console: Console,
    above: tuple[str, str],
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    *,
    right: Sequence[bool],
    widths: Sequence[int],
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_header=any(columns))
    for name, to_right, width in zip(columns, right, widths, strict=True):
        table.add_column(Text(name), justify="right" if to_right else "left", overflow="fold", width=width)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    for words, style in zip(above, ("bold", ""), strict=True):
        if words:
            console.print(Text(words, style=style))
    console.print(table)


def _fitted(
    columns: Sequence[str], cells: Sequence[Sequence[str]], narrowest: Sequence[int], room: int
) -> list[int]:
    """How wide each column is drawn: as wide as its text, less where there is no room for all of it.

    Rich would cut the last columns off once it may not narrow the first ones any further.
    """
    from rich.cells import cell_len

    widths = [max(cell_len(row[i]) for row in [columns, *cells]) for i in range(len(columns))]
    spare = [width - least for width, least in zip(widths, narrowest, strict=True)]
    for _ in range(sum(widths) - room):
        widest = spare.index(max(spare))
        widths[widest] -= 1
        spare[widest] -= 1
    return widths


def _longest_word(texts: Iterable[str]) -> int:
    """How wide a column must be to keep its words whole: a figure cut in two misleads."""
    return max((_least(len(word)) for text in texts for word in text.split()), default=0)


def _least(length: int) -> int:
    return _A_THIRD if length >= _ADDRESS else min(length, _LONGEST_WORD)


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    # Without a colour system rich writes no escape code at all, which is what NO_COLOR asks for.
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Console(file=stream, color_system=None if plain else "auto", highlight=False)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    return "" if cell is None else printable(str(cell))
