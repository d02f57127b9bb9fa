"""Voting rules as a few lines of exact integers, one per file: what the contracts are compared with.

`RULES` counts ballots. `conviction`, `chambers` and `optimistic` have no ballots of this kind, and are
functions.

An outcome is that of the ballots it is given, and never better than that: what ballots do not decide
stays as it is. A vote that is over has all its ballots, so that its outcome cannot turn from defeated
into succeeded.
"""

from dao_sim.metrics.tallies.outcome import Options, Round, Tally
from dao_sim.metrics.tallies.rules import RULES, Rule, find_rule

__all__ = ["RULES", "Options", "Round", "Rule", "Tally", "find_rule"]
