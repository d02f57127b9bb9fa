"""What is known of the command being run, also where it fails before its options are read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

PROGRAM = "dao-sim"


@dataclass(slots=True, kw_only=True)
class Invocation:
    """How a failure is to be shown: read from the words first, then from what click makes of them."""

    command: str = ""
    json: bool = False
    debug: bool = False

    @property
    def name(self) -> str:
        """What a person would type: the program and the command."""
        return f"{PROGRAM} {self.command}".rstrip()

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Invocation:
        """Reads the switches that matter before click has parsed: a usage error honours them too."""
        options = words[: words.index("--")] if "--" in words else words
        debug = "--debug" in options or bool(os.environ.get("DAO_SIM_DEBUG"))
        return cls(json="--json" in options, debug=debug)
