"""A proposal's effect before it is real: a running co-op, simulated with it carried out and without."""

from dao_sim.experiments.rehearsal.proposed import Proposed, proposed
from dao_sim.experiments.rehearsal.rehearse import AS_IT_IS, Order, Rehearsal, Starts, rehearse
from dao_sim.experiments.rehearsal.starts import starts
from dao_sim.experiments.rehearsal.told import assumed, recorded

__all__ = [
    "AS_IT_IS",
    "Order",
    "Proposed",
    "Rehearsal",
    "Starts",
    "assumed",
    "proposed",
    "recorded",
    "rehearse",
    "starts",
]
