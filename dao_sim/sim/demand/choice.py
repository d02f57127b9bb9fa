"""What an audience buys in an epoch: a multinomial logit with an outside option and popularity feedback.

The choice is that of D. McFadden, Conditional Logit Analysis of Qualitative Choice Behavior (1974). Past
sales add to utility: cumulative advantage by social influence, as M. J. Salganik, P. S. Dodds and D. J. Watts
measured it (Experimental Study of Inequality and Unpredictability in an Artificial Cultural Market, Science
311, 2006). A group that hears of a share of works only weighs each by that share: E. Cascetta and A. Papola,
Random Utility Models with Implicit Availability/Perception of Choice Alternatives, Transportation Research C
9 (2001). Works compete for limited attention, so the more there are, the less each sells.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dao_sim.errors import BadInput
from dao_sim.sim import portable
from dao_sim.sim.demand.market import Audience, Works
from dao_sim.sim.demand.parameters import DemandParameters
from dao_sim.sim.portable import Floats
from dao_sim.sim.streams import Streams


def choose(
    works: Works, audience: Audience, parameters: DemandParameters, streams: Streams, epoch: int
) -> NDArray[np.int64]:
    """Copies bought by each group of each work: (groups, works).

    A consumer makes `attention` choices, independent of each other, each by one uniform of the stream
    `demand` (its index is which choice; consumers are numbered group by group), and remembers none. Nobody
    can spend more than the group's income. Raises BadInput for a domain, region or number of traits that the
    audience does not know, and for values that are not finite.
    """
    cumulative = np.add.accumulate(weights(works, audience, parameters), axis=1)
    if not np.isfinite(cumulative[:, -1]).all():
        raise BadInput("demand", "what works and audience are like must be finite numbers")
    copies = np.zeros((len(audience.size), len(works.quality)), dtype=np.int64)
    ends = np.cumsum(audience.size)
    for choice in range(parameters.attention):
        uniforms = streams.uniform("demand", epoch, int(audience.size.sum()), index=choice)
        for group, end in enumerate(ends):
            row = cumulative[group]
            points = np.sort(uniforms[end - audience.size[group] : end] * row[-1])
            # those below each work's upper end, less those below its lower one
            copies[group] += np.diff(points.searchsorted(row[:-1]), prepend=0)
    return copies


def weights(works: Works, audience: Audience, parameters: DemandParameters) -> Floats:
    """How likely each group is to choose each work, and last to buy nothing: (groups, works + 1).

    In proportion within a group; the likeliest weighs 1. Errors as of `choose`.
    """
    _check(works, audience)
    utility = _utility(works, audience, parameters)
    budget = (audience.income / parameters.attention)[:, None]
    reach = np.where(works.price <= budget, audience.reach[:, works.region], 0.0)
    utility[:, :-1] = np.where(reach > 0.0, utility[:, :-1], -np.inf)
    result = portable.exp(utility - utility.max(axis=1, keepdims=True))
    result[:, :-1] *= reach
    return result


def _utility(works: Works, audience: Audience, parameters: DemandParameters) -> Floats:
    """Of a copy of each work, and last of none, to each group: (groups, works + 1)."""
    likeable = parameters.quality * works.quality - parameters.ai_aversion * works.ai_share
    likeable += parameters.popularity * portable.log(1.0 + works.sales) - parameters.fading * works.age
    result = np.full((len(audience.size), len(works.quality) + 1), parameters.outside)
    utility = result[:, :-1]
    utility[:] = likeable
    utility += parameters.domain * audience.domains[:, works.domain]
    traits = works.taste.shape[1]
    for trait in range(traits):
        utility += parameters.taste / traits * audience.taste[:, trait, None] * works.taste[:, trait]
    budget = audience.income / parameters.attention
    cost = np.divide(audience.price_sensitivity, budget, out=np.zeros_like(budget), where=budget > 0.0)
    utility -= (parameters.price * cost)[:, None] * works.price
    return result


def _check(works: Works, audience: Audience) -> None:
    if works.taste.shape[1] != (traits := audience.taste.shape[1]):
        reason = "works must have the traits that the audience has a taste for"
        raise BadInput("demand", reason, works=works.taste.shape[1], audience=traits)
    for name, known in (("domain", audience.domains.shape[1]), ("region", audience.reach.shape[1])):
        column = getattr(works, name)
        if len(column) and not 0 <= column.min() <= column.max() < known:
            row = int(np.flatnonzero((column < 0) | (column >= known))[0])
            reason = f"the audience knows {known} {name}s, from 0"
            raise BadInput("demand", reason, work=row, hint=f"{name} {int(column[row])} is not among them")
