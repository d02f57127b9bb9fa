"""Registered works whose content is in a folder, found by their hashes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eth_hash.auto import keccak

from dao_sim.errors import BadInput
from dao_sim.screening.protocol import KnownWork


def known_works(folder: Path, registered: Mapping[bytes, int]) -> list[KnownWork]:
    """The works of `registered` (content hash, keccak-256 → number) whose files are in the folder or below.

    By rising numbers, each once. Raises BadInput where the folder or a file in it cannot be read.
    """
    if not folder.is_dir():
        raise BadInput("works", "there is no such folder", folder=str(folder))
    found: dict[int, KnownWork] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            raise BadInput("works", reason, file=str(path)) from error
        number = registered.get(bytes(keccak(content)))
        if number is not None:
            found[number] = KnownWork(number=number, content=content)
    return [found[number] for number in sorted(found)]
