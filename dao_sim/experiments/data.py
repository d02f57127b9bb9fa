"""A comparison as plain data: what `dao-sim compare --json` prints, and a table with a line per rule.

Parts of a whole are numbers from 0 to 1, rounded to the nearest float. Amounts are strings of integers, in
the unit in which their rule counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dao_sim.experiments.agreement import Agreement
from dao_sim.experiments.compare import Comparison, Result
from dao_sim.units import MemberClass

FLAT = (
    *("rule", "winner", "voters", "turnout", "turnout_tokens", "members_agree", "tokens_agree"),
    *("smallest_coalition", "gas_per_vote", "gas_per_tally"),
)
"""What a table of rules says of each, beside its shares by class."""


def class_name(member_class: MemberClass) -> str:
    """As the command line writes it: `public-body`, and `none` for holders who are no members."""
    return member_class.name.lower().replace("_", "-")


def as_data(comparison: Comparison) -> dict[str, Any]:
    """All of it."""
    electorate, terms = comparison.electorate, comparison.terms
    return {
        "options": list(electorate.options),
        "people": len(electorate.people),
        "members": electorate.members,
        "tokens": str(electorate.supply),
        "seed": comparison.seed,
        "gas_sample": comparison.gas_sample,
        "quorum_bps": terms.quorum,
        "veto_bps": terms.veto,
        "rules": [rule_data(comparison, result) for result in comparison.results],
    }


def rule_data(comparison: Comparison, result: Result) -> dict[str, Any]:
    """What one rule made of the electorate."""
    options = comparison.electorate.options
    return {
        "rule": result.rule,
        "winner": options[result.winner],
        "voters": result.voters,
        "turnout": _number(result.turnout),
        "turnout_tokens": _number(result.turnout_tokens),
        "members_agree": result.members and result.members.agrees,
        "tokens_agree": result.tokens and result.tokens.agrees,
        "members_rival": _rival(result.members, options),
        "tokens_rival": _rival(result.tokens, options),
        "smallest_coalition": result.smallest_coalition,
        "share_by_class": {class_name(each): _number(part) for each, part in result.share_by_class.items()},
        "gas_per_vote": result.gas and result.gas.per_vote,
        "gas_per_tally": result.gas and result.gas.tally,
        "gas_votes": list(result.gas.votes) if result.gas else [],
        "standings": [
            {
                "option": options[each.option],
                "for": str(each.for_),
                "against": str(each.against),
                "abstain": str(each.abstain),
                "passes": each.passes,
            }
            for each in result.standings
        ],
    }


def as_csv(data: Mapping[str, Any]) -> str:
    """A line per rule of what `as_data` gives; empty where there is no answer."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    classes = [class_name(each) for each in MemberClass]
    table.writerow([*FLAT, *(f"share_{name}" for name in classes)])
    for rule in data["rules"]:
        table.writerow([*(rule[name] for name in FLAT), *(rule["share_by_class"][name] for name in classes)])
    return text.getvalue()


def _number(part: Fraction | None) -> float | None:
    return None if part is None else float(part)


def _rival(found: Agreement | None, options: tuple[str, ...]) -> str | None:
    return None if found is None else options[found.rival]
