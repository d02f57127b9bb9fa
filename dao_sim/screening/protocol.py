"""The seam: what a screener is given, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from dao_sim.units import Bps, Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A work that was submitted, and what its submitter stated of it."""

    content: bytes
    ai_share_bps: Bps
    cap_bps: Bps
    """AI's share above which a work of its domain exceeds the cap."""
    tools: str = ""
    """What AI's share was made with."""
    uri: str = ""
    """Where its metadata are."""
    metadata: Mapping[str, Any] | None = None
    """What is there; None where it was not looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWork:
    """A registered work whose content is at hand."""

    number: int
    """The registry's, from 1."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a panel should look at."""

    flag: Flag
    """One bit."""
    reason: str
    """In a sentence."""
    work: int | None = None
    """The work that is nearly duplicated; None for any other flag."""


@runtime_checkable
class Screener(Protocol):
    """Looks at one submission. The same works and candidate give the same findings, the gravest first."""

    def screen(self, candidate: Candidate, known: Sequence[KnownWork]) -> Sequence[Finding]:
        """What it found; nothing for a clean one. It fails for no content, however broken that is."""
