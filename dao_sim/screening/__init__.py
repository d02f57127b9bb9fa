"""Screening: what can be said of a submitted work, off the chain, before it is registered.

A screener is anything that answers `Screener`. The one that ships goes by rules (`RuleScreener`); others are
found by the name under which their package announces them, see `screener_named`.
"""

from dao_sim.screening.known import known_works
from dao_sim.screening.plugins import GROUP, screener_named, screener_names
from dao_sim.screening.protocol import Candidate, Finding, KnownWork, Screener
from dao_sim.screening.report import flags_of, report_hash, report_of, similar_work
from dao_sim.screening.rules import RuleScreener

__all__ = [
    "GROUP",
    "Candidate",
    "Finding",
    "KnownWork",
    "RuleScreener",
    "Screener",
    "flags_of",
    "known_works",
    "report_hash",
    "report_of",
    "screener_named",
    "screener_names",
    "similar_work",
]
