"""The program's own streams: stderr may be full or closed without changing how a command ends."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO
from unicodedata import category


def prepare() -> bool:
    """Makes both streams safe to write to; returns whether stdout is there at all.

    An odd terminal encoding garbles a character at worst; it never ends a command.
    """
    there = sys.stdout is not None
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return there


def printable(text: str) -> str:
    """`text` without what would act on a terminal: control codes, changes of direction, halves of characters.

    What comes from a chain may hold anything. Line ends and tabs are kept.
    """
    if text.isprintable():
        return text
    return "".join("?" if category(letter)[0] == "C" and letter not in "\n\t" else letter for letter in text)


def say(text: str, stream: TextIO | None = None) -> None:
    """A line on stderr, or on the stream that stands for it; lost where that cannot be written."""
    stream = stream or sys.stderr
    try:
        print(printable(text), file=stream, flush=True)
    except (OSError, ValueError):
        silence(stream)


class Aside(io.StringIO):
    """Stands in for stdout while a command runs: what a library prints goes to stderr, or is lost there."""

    def write(self, text: str) -> int:
        try:
            sys.stderr.write(text)
        except (OSError, ValueError):
            silence(sys.stderr)
        return len(text)

    def flush(self) -> None:
        settle()


def settle() -> None:
    """Sends what is still held back for stderr, so that the interpreter's last flush cannot fail."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Points the stream at nothing: what it holds back must not fail a second time."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
