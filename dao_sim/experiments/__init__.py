"""Experiments: one electorate under many voting rules, on the contracts."""

from __future__ import annotations

from dao_sim.experiments.agreement import Agreement
from dao_sim.experiments.compare import GAS_SAMPLE, Comparison, Result, compare, find_rules, steps
from dao_sim.experiments.contests import CONTESTS
from dao_sim.experiments.electorate import NO_CHANGE, Electorate, Person
from dao_sim.experiments.electorate_file import load_electorate, save_electorate
from dao_sim.experiments.gas import Gas
from dao_sim.experiments.generator import (
    Design,
    Equal,
    Pareto,
    Top,
    generate,
    parse_classes,
    parse_tokens,
)
from dao_sim.experiments.terms import Terms

__all__ = [
    "CONTESTS",
    "GAS_SAMPLE",
    "NO_CHANGE",
    "Agreement",
    "Comparison",
    "Design",
    "Electorate",
    "Equal",
    "Gas",
    "Pareto",
    "Person",
    "Result",
    "Terms",
    "Top",
    "compare",
    "find_rules",
    "generate",
    "load_electorate",
    "parse_classes",
    "parse_tokens",
    "save_electorate",
    "steps",
]
