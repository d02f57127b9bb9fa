"""Exponentials, logarithms, normal quantiles and sums with the same bits on every processor.

NumPy's own `exp`, `log`, `**`, `sum` and `@` choose their code, and so their last bits, by what the processor
offers. These are made of what IEEE 754 rounds in one way only: + − × ÷, floor and comparison, each a NumPy
operation of its own, so that nothing is fused. Errors are stated in ulp, units in the last place.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput

Floats = NDArray[np.float64]

_LN2_HIGH: Final = 6.93147180369123816490e-01
"""The first 32 bits of ln 2: a whole number up to 2,000 times it is exact."""
_LN2_LOW: Final = 1.90821492927058770002e-10
_PER_LN2: Final = 1.44269504088896338700e00
_SQRT_HALF: Final = 7.07106781186547524401e-01
_LARGEST_EXP, _SMALLEST_EXP = 709.782712893384, -745.1332191019412
"""Where e^x passes the largest double, and half of the smallest."""

_EXP = (1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
        -1.65339022054652515390e-06, 4.13813679705723846039e-08)  # fmt: skip
_LOG_ODD = (6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01,
            1.479819860511658591e-01)  # fmt: skip
_LOG_EVEN = (3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01)

# Numerators and denominators of AS 241's PPND16, by rising power: the middle, the tails, the far tails.
_MIDDLE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
     5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
     2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
_TAIL = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
     6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
     5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_FAR_TAIL = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
     1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
     1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip


def exp(values: Floats) -> Floats:
    """E to the power of each value, within 1 ulp: 0 and infinity beyond what doubles hold, NaN for NaN.

    Reduced to |r| <= ln 2 / 2 and a rational of r, as in FDLIBM's e_exp.c (Sun Microsystems, 1993).
    """
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        reduced = np.clip(values, _SMALLEST_EXP, _LARGEST_EXP)
        twos = np.rint(reduced * _PER_LN2)
        high, low = reduced - twos * _LN2_HIGH, twos * _LN2_LOW
        rest = high - low
        square = rest * rest
        curve = rest - square * _horner(_EXP, square)
        result = _times_power_of_two(1.0 - ((low - rest * curve / (2.0 - curve)) - high), twos)
        result = np.where(values > _LARGEST_EXP, np.inf, result)
    return np.where(values < _SMALLEST_EXP, 0.0, result)


def log(values: Floats) -> Floats:
    """The natural logarithm of each value, within 1 ulp: −infinity for 0, NaN for what is negative.

    Reduced to a factor m from √½ to √2 and a polynomial of (m − 1)/(m + 1), as in FDLIBM's e_log.c (1993).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        factor, twos = np.frexp(values)
        small = factor < _SQRT_HALF
        less = np.where(small, factor + factor, factor) - 1.0
        power = (twos - small).astype(np.float64)
        ratio = less / (2.0 + less)
        square = ratio * ratio
        fourth = square * square
        curve = square * _horner(_LOG_ODD, fourth) + fourth * _horner(_LOG_EVEN, fourth)
        half = 0.5 * less * less
        result = power * _LN2_HIGH - ((half - (ratio * (half + curve) + power * _LN2_LOW)) - less)
        result = np.where(values > 0.0, np.where(values == np.inf, np.inf, result), np.nan)
    return np.where(values == 0.0, -np.inf, result)


def power(base: Floats, exponent: Floats | float) -> Floats:
    """Each base to its exponent, as e^(exponent × log(base)): within 2 + 3 × |exponent × log(base)| ulp.

    Bases are 0 or more (below it, NaN); anything to the power of 0 is 1, and 0 to a negative power infinite.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        result = exp(np.asarray(exponent * log(base)))
    return np.where(np.equal(exponent, 0.0), 1.0, result)


def logistic(values: Floats) -> Floats:
    """1 / (1 + e^−x) for each value, within 3 ulp on both sides of 0."""
    fall = exp(-np.abs(values))
    return np.where(values >= 0.0, 1.0, fall) / (1.0 + fall)


def normal_quantile(probabilities: Floats) -> Floats:
    """The standard normal's quantile of each probability, to 1 part in 10^15: ∓infinity for 0 and 1.

    M. J. Wichura, Algorithm AS 241: The Percentage Points of the Normal Distribution, Applied Statistics 37
    (1988), PPND16. NaN for what is no probability.
    """
    centred = probabilities - 0.5
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.abs(centred) <= 0.425
        root = np.sqrt(-log(np.where(centred < 0.0, probabilities, 1.0 - probabilities)))
        tail = np.where(root <= 5.0, _rational(_TAIL, root - 1.6), _rational(_FAR_TAIL, root - 5.0))
        tail = np.where(root == np.inf, np.inf, tail)
        within = centred * _rational(_MIDDLE, 0.180625 - centred * centred)
    return np.where(middle, within, np.where(centred < 0.0, -tail, tail))


def total(values: Floats) -> float:
    """The sum, added one by one in the order given (`np.sum` has an order of the processor's); 0 of none."""
    return float(np.add.accumulate(values, dtype=np.float64)[-1]) if len(values) else 0.0


def totals(values: Floats, groups: NDArray[np.integer], size: int) -> Floats:
    """The sum of the values of each group from 0 to size − 1, added one by one in the order given: (size,).

    Raises BadInput for groups that are not as many as the values, or not from 0 to size − 1.
    """
    if len(values) != len(groups):
        raise BadInput("sums", "each value needs its group", values=len(values), groups=len(groups))
    lowest, highest = (int(groups.min()), int(groups.max())) if len(groups) else (0, 0)
    if lowest < 0 or highest >= max(size, 1):
        raise BadInput("sums", f"groups must be from 0 to {size - 1}", lowest=lowest, highest=highest)
    return np.asarray(np.bincount(groups, weights=values, minlength=size), dtype=np.float64)


def _horner(rising: tuple[float, ...], values: Floats) -> Floats:
    result = np.full_like(values, rising[-1])
    for coefficient in rising[-2::-1]:
        result *= values
        result += coefficient
    return result


def _rational(of: tuple[tuple[float, ...], tuple[float, ...]], values: Floats) -> Floats:
    return _horner(of[0], values) / _horner(of[1], values)


def _times_power_of_two(values: Floats, twos: Floats) -> Floats:
    """Exactly, as `np.ldexp` does, several times as fast: in two factors, so that each is a normal double."""
    powers = twos.astype(np.int64)
    first = powers >> 1
    for part in (first, powers - first):
        values = values * ((part + 1023) << 52).view(np.float64)
    return values
