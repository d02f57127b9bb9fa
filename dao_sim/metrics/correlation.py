"""How closely two lists of figures go together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

_PLACES = 60
"""Binary places of the root; a float has fewer."""


def pearson(ours: Sequence[int], theirs: Sequence[int]) -> float | None:
    """From -1 to 1; None where one of the lists does not vary, or both are shorter than two.

    K. Pearson, Notes on Regression and Inheritance in the Case of Two Parents, Proceedings of the Royal
    Society 58 (1895). Exact up to the last step, whatever the units of the two. Raises ValueError for lists
    of different lengths.
    """
    count, pairs = len(ours), list(zip(ours, theirs, strict=True))
    covariance = count * sum(a * b for a, b in pairs) - sum(ours) * sum(theirs)
    spread = _spread(ours) * _spread(theirs)
    if not spread:
        return None
    square = Fraction(covariance * covariance, spread)
    root = isqrt((square.numerator << 2 * _PLACES) // square.denominator) / float(1 << _PLACES)
    return -root if covariance < 0 else root


def _spread(values: Sequence[int]) -> int:
    return len(values) * sum(value * value for value in values) - sum(values) ** 2
