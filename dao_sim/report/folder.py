"""Where charts and results go: a folder that somebody names."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from dao_sim.errors import BadInput


def write_chart(folder: str | Path, name: str, image: bytes) -> Path:
    """Puts an image of this name into the folder, which is made if need be, with its parents.

    A file of that name is replaced, by the whole image or not at all. Raises BadInput if that fails.
    """
    if not str(folder):
        raise BadInput("out", "must name a folder, new or not", value=str(folder))
    place = Path(folder) / name
    part = place.with_name(f".{name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(image)
        part.replace(place)
    except OSError as error:
        reason = f"the chart cannot be written: {error.strerror or error}"
        raise BadInput("out", reason, hint="name a folder, new or not", file=str(place)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return place


def try_files(folder: str | Path, names: Iterable[str]) -> Path:
    """Tries whether files of these names could be written into the folder, and leaves nothing behind.

    Raises BadInput if not, so that a long run can be refused before it begins.
    """
    if not str(folder):
        raise BadInput("out", "must name a folder, new or not", value=str(folder))
    folder = Path(folder)
    _write_all(folder, dict.fromkeys(names, b"tried"), keep=False)
    return folder


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Writes files by name into the folder, which is made if need be, with its parents; returns their paths.

    Files of these names are replaced. Raises BadInput, with the folder as it was, if one cannot be written.
    """
    return _write_all(folder, contents, keep=True)


def _write_all(folder: Path, contents: Mapping[str, bytes], *, keep: bool) -> list[Path]:
    """All of the files, or none: they take their names when all are written, and only if they are to stay."""
    parts = {folder / name: folder / f".{name}.{os.getpid()}.part" for name in contents}
    new: list[Path] = []
    place, done = folder, False
    try:
        new = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for place, part in parts.items():
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            part.write_bytes(contents[place.name])
        for place, part in parts.items() if keep else ():
            part.replace(place)
        done = keep
    except OSError as error:
        reason = f"the results cannot be written: {error.strerror or error}"
        raise BadInput("out", reason, hint="name a folder, new or not", file=str(place)) from error
    finally:
        with contextlib.suppress(OSError):
            for part in parts.values():
                part.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            for path in () if done else new:
                path.rmdir()
    return list(parts)
