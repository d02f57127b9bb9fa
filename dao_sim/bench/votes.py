"""The public batch API beside a bare loop of prebuilt calldata, on the embedded engine.

Fair means: two identical co-ops, each on an EVM of its own; the same voters, the same votes, in the same
order; and turns of at most `TURN` votes each, so that whatever else the machine does meets both alike. Who
goes first changes with every turn. A round ends by going back to the state it started from. What is reported
is the round with the median ratio, so that its three figures belong together.

The API's time includes building calldata from columns, checking the batch, and keeping every result for
`logs()`. The bare loop's calldata are made beforehand and its results are dropped. Python's garbage collector
runs as it does in any program, from a clean start in every round.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from dao_sim.bench.assembly import Assembly, voted
from dao_sim.chain import connect, memory
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Proposal
from dao_sim.errors import BadInput, Unsupported
from dao_sim.units import Address

ROUNDS = 5
TURN = 1_000
"""Votes in a row by one way before the other has its turn: some 25 ms."""

_WARM_UP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteSpeed:
    """Two ways to cast the same votes, per second of wall time."""

    members: int
    votes_per_second: float
    bare_votes_per_second: float

    @property
    def ratio(self) -> float:
        """The API's speed as a part of the bare loop's."""
        return self.votes_per_second / self.bare_votes_per_second


def vote_speed(
    members: int, *, rounds: int = ROUNDS, on_round: Callable[[int], None] = lambda _done: None
) -> VoteSpeed:
    """Measures. `on_round` is told each time one more round is done.

    Raises BadInput if that many members do not fit in memory or a number is below one, Unsupported where
    pyrevm is not installed.
    """
    if members < 1 or rounds < 1:
        raise BadInput("bench", "takes at least one member and one round", members=members, rounds=rounds)
    # each of two co-ops keeps a mint and a vote per member; checkpoints hold off compaction
    memory.ensure_fits(4 * members, compact_every=None)
    api, bare = Assembly(_embedded(), members), Assembly(_embedded(), members)
    _round(api, bare, min(members, _WARM_UP), api_first=True)
    measured = []
    for number in range(rounds):
        measured.append(_round(api, bare, members, api_first=number % 2 == 0))
        on_round(1)
    return sorted(measured, key=lambda speed: speed.ratio)[rounds // 2]


def _embedded() -> Chain:
    chain = connect("embedded", notice=lambda _line: None)
    if chain.name != "embedded":
        raise Unsupported(
            "bench",
            "there is no embedded engine to measure: pyrevm is not installed",
            hint="pyrevm has wheels for Python 3.10 to 3.12; use one of these",
        )
    return chain


def _round(api: Assembly, bare: Assembly, members: int, *, api_first: bool) -> VoteSpeed:
    """Both co-ops vote once, in turns, and go back to where they were."""
    marks = [assembly.coop.chain.checkpoint() for assembly in (api, bare)]
    through_api, around_it = api.propose(), bare.propose()
    supports = api.supports[:members]
    calldata = bare.coop.governor.batch(
        "castVote", bare.voters[:members], proposal_id=around_it.id, support=supports
    ).data
    gc.collect()
    api_seconds = bare_seconds = 0.0
    for start in range(0, members, TURN):
        turn = slice(start, min(start + TURN, members))
        if api_first:
            api_seconds += _by_api(through_api, api.voters[turn], supports[turn])
        bare_seconds += _by_bare_loop(around_it, bare.voters[turn], calldata[turn])
        if not api_first:
            api_seconds += _by_api(through_api, api.voters[turn], supports[turn])
        api_first = not api_first
    for proposal, assembly, mark in zip((through_api, around_it), (api, bare), marks, strict=True):
        voted(proposal, supports)
        assembly.coop.chain.restore(mark)
    return VoteSpeed(
        members=members,
        votes_per_second=members / api_seconds,
        bare_votes_per_second=members / bare_seconds,
    )


def _by_api(proposal: Proposal, voters: Sequence[Address], supports: Sequence[int]) -> float:
    started = perf_counter()
    proposal.vote_many(voters, supports)
    return perf_counter() - started


def _by_bare_loop(proposal: Proposal, voters: Sequence[Address], calldata: Sequence[bytes]) -> float:
    chain: Any = proposal.chain
    evm, governor = chain._evm, proposal.governor.address  # noqa: SLF001 (going around the API is the point)
    started = perf_counter()
    for voter, data in zip(voters, calldata, strict=True):
        evm.message_call(voter, governor, data)
        evm.reset_transient_storage()
    return perf_counter() - started
