"""One number about a replication each, by name: what experiments ask for."""

from dao_sim.sim.measures import commons, creators, income, people, votes, works
from dao_sim.sim.measures.registry import MEASURES, all_of, check, meaning

__all__ = [
    "MEASURES",
    "all_of",
    "check",
    "commons",
    "creators",
    "income",
    "meaning",
    "people",
    "votes",
    "works",
]
