"""Whether a rule chose the option that beats every other one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dao_sim.errors import BadInput
from dao_sim.metrics.condorcet import chose_condorcet_winner, condorcet_efficiency

MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE = "Memphis", "Nashville", "Chattanooga", "Knoxville"
TENNESSEE = [
    ((MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE), 42),
    ((NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS), 26),
    ((CHATTANOOGA, KNOXVILLE, NASHVILLE, MEMPHIS), 15),
    ((KNOXVILLE, CHATTANOOGA, NASHVILLE, MEMPHIS), 17),
]
"""Wikipedia's example of a capital to choose: each city prefers what is near."""
CYCLE = [(("a", "b", "c"), 1), (("b", "c", "a"), 1), (("c", "a", "b"), 1)]


def test_in_tennessee_only_nashville_beats_every_other_city() -> None:
    assert chose_condorcet_winner(NASHVILLE, TENNESSEE) is True
    assert chose_condorcet_winner(KNOXVILLE, TENNESSEE) is False  # whom an instant run-off elects
    assert chose_condorcet_winner(MEMPHIS, TENNESSEE) is False  # who has a plurality


def test_in_a_cycle_there_is_nothing_to_choose() -> None:
    assert chose_condorcet_winner("a", CYCLE) is None


def test_an_option_that_nobody_ranked_may_be_chosen_and_is_wrong() -> None:
    assert chose_condorcet_winner("d", [(("a",), 1)], options=["a", "d"]) is False


def test_efficiency_counts_elections_that_have_a_winner() -> None:
    assert condorcet_efficiency([True, None, False, True]) == Fraction(2, 3)
    with pytest.raises(BadInput, match="no election"):
        condorcet_efficiency([None, None])
