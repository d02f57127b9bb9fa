"""How fast the two ledgers take votes: arrays alone, contracts beside a bare loop on the same engine."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from dao_sim.coop import Charter
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.units import Seconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dao_sim.ledger.protocol import Ledger

ROUNDS = 5
TURN = 1_000
"""Votes in a row by one way before the other has its turn."""

_TOKENS = 10**21 + 7
_DELAY = _PERIOD = 86_400


def array_votes_per_second(members: int, rounds: int = ROUNDS) -> float:
    """Votes per second of wall time through `ArrayLedger.apply`, everybody voting at once, in random order.

    The median of `rounds` proposals. Raises BadInput for a number below one.
    """
    import numpy as np

    from dao_sim.ledger.array import ArrayLedger
    from dao_sim.ledger.intents import Vote

    _check(members, rounds)
    ledger = cast("Ledger", ArrayLedger([_charter()], members))
    _settle(ledger, members)
    order = np.random.default_rng(7).permutation(members)
    supports = (order % 3).astype(np.int8)
    taken = []
    for _ in range(rounds):
        votes = [Vote(proposal=_open(ledger), accounts=order, supports=supports)]
        taken.append(_timed(lambda votes=votes: ledger.apply(votes)))  # type: ignore[misc]
    _counted(ledger, rounds, supports)
    return members / sorted(taken)[rounds // 2]


def evm_vote_ratio(members: int, rounds: int = ROUNDS) -> float:
    """The speed of `EvmLedger.apply` as a part of a bare pyrevm loop's, with prebuilt calldata, in turns.

    As `dao_sim.bench.votes` measures: two identical co-ops, the same votes, turns of `TURN`; the median of
    the rounds. Raises BadInput for a number below one.
    """
    import numpy as np

    from dao_sim.ledger.evm import EvmLedger

    _check(members, rounds)
    ours, bare = EvmLedger([_charter()], members), EvmLedger([_charter()], members)
    for ledger in (ours, bare):
        _settle(cast("Ledger", ledger), members)
    supports = (np.arange(members) % 3).astype(np.int8)
    ratios = [_round(ours, bare, supports, ours_first=number % 2 == 0) for number in range(rounds)]
    return sorted(ratios)[rounds // 2]


def _round(ours: Any, bare: Any, supports: NDArray[np.int8], *, ours_first: bool) -> float:
    """One proposal on both. Who goes first changes with every turn."""
    import numpy as np

    from dao_sim.ledger.intents import Vote

    numbers = _open(ours), _open(bare)
    accounts = np.arange(len(supports), dtype=np.int64)
    governor, voters = bare.coops[0].coop.governor, [bare.coops[0].world.addresses[at] for at in accounts]
    data = governor.batch("castVote", voters, proposal_id=numbers[1], support=supports).data
    evm = bare.chain._evm  # noqa: SLF001 (going around the API is the point)
    gc.collect()
    seconds = [0.0, 0.0]
    for start in range(0, len(supports), TURN):
        turn = slice(start, start + TURN)
        vote = Vote(proposal=numbers[0], accounts=accounts[turn], supports=supports[turn])
        ways: list[Callable[[], object]] = [
            lambda vote=vote: ours.apply([vote]),  # type: ignore[misc]
            lambda turn=turn: _bare_loop(evm, governor.address, voters[turn], data[turn]),  # type: ignore[misc]
        ]
        for way in (0, 1) if ours_first else (1, 0):
            seconds[way] += _timed(ways[way])
        ours_first = not ours_first
    for ledger, number in zip((ours, bare), numbers, strict=True):
        _counted(ledger, number, supports)
    return seconds[1] / seconds[0]


def _bare_loop(evm: Any, governor: str, voters: list[str], data: list[bytes]) -> None:
    for voter, calldata in zip(voters, data, strict=True):
        evm.message_call(voter, governor, calldata)
        evm.reset_transient_storage()


def _timed(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def _charter() -> Charter:
    return Charter(
        name="Assembly",
        token={"mint_cap": "none"},
        governance={"voting_delay": _DELAY, "voting_period": _PERIOD},
        operators={"admitter": ("account:0",), "minter": ("account:0",)},
    )


def _settle(ledger: Ledger, members: int) -> None:
    """Everybody holds the same number of tokens, which is no round one."""
    import numpy as np

    from dao_sim.ledger.amounts import Amounts
    from dao_sim.ledger.intents import Mint

    everybody = np.arange(members, dtype=np.int64)
    ledger.apply([Mint(accounts=everybody, amounts=Amounts.full(members, _TOKENS))])
    ledger.advance(Seconds(ledger.now() + 1))


def _open(ledger: Ledger) -> int:
    """The number of a new proposal that is open for votes."""
    import numpy as np

    from dao_sim.ledger.actions import SetLevy
    from dao_sim.ledger.intents import Propose
    from dao_sim.units import Bps

    made = ledger.apply([Propose(accounts=np.array([0]), actions=[[SetLevy(bps=Bps(750))]])])[0]
    ledger.advance(Seconds(ledger.now() + _DELAY + 1))
    assert made.numbers is not None
    return int(made.numbers[0])


def _counted(ledger: Ledger, number: int, supports: NDArray[np.int8]) -> None:
    """Raises DaoSimError unless exactly these votes were counted: a fast way that loses votes is not fast."""
    import numpy as np

    expected = [int(count) * _TOKENS for count in np.bincount(supports, minlength=3)]
    known = ledger.coops[0].proposal(number)
    counted = [known.against_votes, known.for_votes, known.abstain_votes]
    if counted != expected:
        raise DaoSimError("bench", "votes were lost", expected=expected, counted=counted)


def _check(members: int, rounds: int) -> None:
    if members < 1 or rounds < 1:
        raise BadInput("bench", "takes at least one member and one round", members=members, rounds=rounds)
