"""Findings as a verdict needs them: flags, the work that is like it, and a report with a hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eth_hash.auto import keccak

from dao_sim.screening.protocol import Finding
from dao_sim.units import Flag


def flags_of(findings: Iterable[Finding]) -> Flag:
    """All flags together."""
    flags = Flag(0)
    for finding in findings:
        flags |= finding.flag
    return flags


def similar_work(findings: Iterable[Finding]) -> int:
    """The work that the first near-duplicate is like; 0 where there is none."""
    return next((finding.work for finding in findings if finding.work is not None), 0)


def report_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as JSON has them."""
    return [
        {"flag": (each.flag.name or str(int(each.flag))).lower(), "reason": each.reason, "work": each.work}
        for each in findings
    ]


def report_hash(report: Sequence[Mapping[str, Any]]) -> bytes:
    """Keccak-256 of a report as JSON, with sorted keys and without spaces."""
    text = json.dumps(list(report), sort_keys=True, separators=(",", ":"))
    return bytes(keccak(text.encode()))
