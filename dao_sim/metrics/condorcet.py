"""Whether a rule chose the option that beats every other one: Condorcet consistency, election by election.

P. C. Fishburn, Condorcet social choice functions, SIAM Journal on Applied Mathematics 33 (1977): a rule is
consistent if it chooses the Condorcet winner whenever there is one. How often it does is its Condorcet
efficiency: S. Merrill, A Comparison of Efficiency of Multicandidate Electoral Systems, American Journal of
Political Science 28 (1984).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from dao_sim.errors import BadInput
from dao_sim.metrics.pairwise import Option, condorcet_winner


def chose_condorcet_winner(
    chosen: Option, ballots: Iterable[tuple[Sequence[Option], int]], options: Iterable[Option] = ()
) -> bool | None:
    """Whether `chosen` is the Condorcet winner of these ballots; None if there is none to choose.

    Ballots, options and errors are those of `condorcet_winner`.
    """
    winner = condorcet_winner(ballots, options)
    return None if winner is None else chosen == winner


def condorcet_efficiency(choices: Iterable[bool | None]) -> Fraction:
    """Of the elections that had a Condorcet winner, the part in which it was chosen.

    `choices` are what `chose_condorcet_winner` said of each. Raises BadInput if none had one.
    """
    had_one = [choice for choice in choices if choice is not None]
    if not had_one:
        raise BadInput("condorcet", "no election had a Condorcet winner")
    return Fraction(sum(had_one), len(had_one))
