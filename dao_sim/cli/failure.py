"""What went wrong, in the words of the command line: code, message, hint, and an exit code."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import typer

from dao_sim.errors import DaoSimError

EXIT_DONE = 0
EXIT_REFUSED = 1
EXIT_BAD_INPUT = 2
EXIT_INTERNAL = 70
"""A bug of ours (`EX_SOFTWARE` of sysexits.h), so that no script takes it for a refusal."""
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141
"""What a shell reports of a program that its reader stopped listening to (128 + SIGPIPE)."""

_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EIO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that went wrong."""

    code: str
    message: str
    hint: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        return {"code": self.code, "message": self.message, "hint": self.hint}


class CommandFailed(Exception):
    """A command that ends with several failures at once, each to be shown."""

    def __init__(self, failures: Sequence[Failure], exit_code: int = EXIT_REFUSED) -> None:
        self.failures = tuple(failures)
        self.exit_code = exit_code
        super().__init__("; ".join(failure.message for failure in failures))


def explain(error: BaseException, name: str) -> tuple[list[Failure], int]:
    """The failures that `error` stands for, and the exit code of the command `name` that ends with it."""
    if isinstance(error, CommandFailed):
        return list(error.failures), error.exit_code
    if isinstance(error, DaoSimError):
        return [Failure(code=error.code, message=str(error), hint=error.hint)], error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return [Failure(code="interrupted", message="interrupted")], EXIT_INTERRUPTED
    if isinstance(error, typer.Abort):
        return [Failure(code="cancelled", message="cancelled")], EXIT_REFUSED
    if is_usage_error(error):
        return [Failure(code="usage", message=_usage(error), hint=f"see {name} --help")], EXIT_BAD_INPUT
    if isinstance(error, OSError) and (error.filename is not None or error.errno in _CANNOT_WRITE):
        words = f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}"
        return [Failure(code="file_error", message=words)], EXIT_BAD_INPUT
    if isinstance(error, MemoryError):
        return [Failure(code="out_of_memory", message="out of memory")], EXIT_INTERNAL
    return [_bug(error)], EXIT_INTERNAL


def is_usage_error(error: BaseException) -> bool:
    """Whether the command line itself was wrong.

    Newer releases of typer carry a private copy of click, older ones depend on it: what their
    exceptions have in common is how they say what is wrong, not where their class lives.
    """
    return callable(getattr(error, "format_message", None))


def _usage(error: BaseException) -> str:
    """What is wrong, on one line. Names the value, which pydantic keeps to itself."""
    message = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
    message = message.replace("Value error, ", "")  # pydantic's words for any validator's own
    causes = getattr(error.__cause__, "errors", None)
    given = causes()[0].get("input") if callable(causes) else None
    return message if given is None or repr(given) in message else f"{message} (given {given!r})"


def _bug(error: BaseException) -> Failure:
    import platform

    from dao_sim import __version__

    return Failure(
        code="internal_error",
        message=f"internal error: {type(error).__name__}: {error}".rstrip(": "),
        hint=(
            "this is a bug in dao-sim; report it with the command, the traceback that --debug prints, and "
            f"these versions: dao-sim {__version__}, Python {platform.python_version()} on {sys.platform}"
        ),
    )
