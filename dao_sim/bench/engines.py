"""Votes per second on any engine, and what a vote costs in memory on the embedded one."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from time import perf_counter

import psutil

from dao_sim.bench.assembly import Assembly, voted
from dao_sim.chain import connect
from dao_sim.chain.protocol import Chain

_WARM_UP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSpeed:
    """How fast an engine takes votes through `Proposal.vote_many`."""

    votes: int
    votes_per_second: float
    exact_gas: bool


def engine_speed(chain: Chain, votes: int) -> EngineSpeed:
    """Casts that many votes in one call, each a transaction of its own, and waits until all have counted.

    Raises DaoSimError if the tally is not what was cast.
    """
    assembly = Assembly(chain, votes)
    warming = min(votes, _WARM_UP)
    assembly.propose().vote_many(assembly.voters[:warming], assembly.supports[:warming])
    proposal = assembly.propose()
    started = perf_counter()
    proposal.vote_many(assembly.voters, assembly.supports)
    seconds = perf_counter() - started
    voted(proposal, assembly.supports)
    return EngineSpeed(votes=votes, votes_per_second=votes / seconds, exact_gas=chain.capabilities.exact_gas)


def bytes_per_vote(members: int) -> float:
    """Resident memory by which this process grows per vote on the embedded engine.

    Call it in a fresh process: memory freed earlier would be used again, and hide the growth.
    """
    assembly = Assembly(connect("embedded"), members)
    proposal = assembly.propose()
    gc.collect()
    before = psutil.Process().memory_info().rss
    proposal.vote_many(assembly.voters, assembly.supports)
    return (psutil.Process().memory_info().rss - before) / members
