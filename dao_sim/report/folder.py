"""Where charts go: a folder that somebody names."""

from __future__ import annotations

import contextlib
import os
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
