"""Recorded votes, cast again on the contracts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dao_sim.bindings import Contract, CoopGovernor, Event, RoyaltyVault
from dao_sim.chain import Chain, connect
from dao_sim.chain.anvil import AnvilNode
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.replay import LateVoter, Result, parse_voter, plan_rounds, read_votes, replay
from dao_sim.units import Address, Bps, ProposalState, Support, Wei
from tests.replay.conftest import voter

Write = Callable[..., Path]

SMALL = (
    f"1,{voter(1)},60.000000000000000001,tokens,for",
    f"1,{voter(2)},40,tokens,against",
    f"1,{voter(3)},0,tokens,abstain",
    f"2,{voter(2)},3.9,tokens,for",
    f"3,{voter(1)},20,tokens,for",
    f"3,{voter(2)},20,tokens,against",
    f"3,{voter(3)},1,tokens,abstain",
    f"4,{voter(4)},5,shells,for",
    f"5,{voter(5)},2,shells,for",
    f"5,{voter(4)},1,shells,abstain",
)
"""Passes; fails for quorum; ties; starts afresh; passes on abstentions for quorum."""


@contextmanager
def opened(name: str) -> Iterator[Chain]:
    chain = connect(name)
    try:
        yield chain
    finally:
        chain.close()


def played(
    path: Path,
    chain: Chain | str = "embedded",
    *,
    proposals: tuple[int, int] | None = None,
    late: Collection[LateVoter] = (),
) -> list[Result]:
    """The file's votes, replayed at a quorum of 10 %."""
    rounds = plan_rounds(read_votes(path), proposals=proposals, late=late)
    return replay(rounds, quorum=Bps(1_000), chain=chain)


def test_each_proposal_ends_as_its_votes_say(votes_file: Write) -> None:
    results = played(votes_file(*SMALL))

    assert [(r.proposal, r.state.name, r.executed) for r in results] == [
        (1, "EXECUTED", True),
        (2, "DEFEATED", False),
        (3, "DEFEATED", False),
        (4, "EXECUTED", True),
        (5, "EXECUTED", True),
    ]
    first, second, third, fourth, fifth = results
    assert (first.for_, first.against, first.abstain) == (60 * 10**18 + 1, 40 * 10**18, 0)
    assert (first.voters, first.supply, first.quorum) == (3, 100 * 10**18 + 1, 10 * 10**18)
    assert (second.for_, second.supply) == (39 * 10**17, 639 * 10**17 + 1)
    assert (third.supply, third.majority_holders, third.largest) == (41 * 10**18, 2, 20 * 10**18)
    assert (fourth.supply, fourth.unit) == (5 * 10**18, "shells")
    assert (fifth.cast, fifth.supply) == (3 * 10**18, 3 * 10**18)


@pytest.fixture
def other(request: pytest.FixtureRequest) -> str:
    """An engine by name; anvil is started when it is the one."""
    if request.param != "anvil":
        return str(request.param)
    node: AnvilNode = request.getfixturevalue("anvil")
    return node.url


@pytest.mark.parametrize("other", ["tester", "anvil"], indirect=True)
def test_every_engine_counts_the_same(votes_file: Write, other: str) -> None:
    path = votes_file(*SMALL)
    latecomers = {(3, parse_voter(voter(1)))}

    assert played(path, other, late=latecomers) == played(path, late=latecomers)


def test_a_late_voter_votes_and_weighs_nothing(votes_file: Write) -> None:
    path = votes_file(*SMALL)

    first = played(path, late={(1, parse_voter(voter(1)))}, proposals=(1, 1))[0]

    assert (first.voters, first.for_, first.against) == (3, 0, 40 * 10**18)
    assert (first.supply, first.state) == (40 * 10**18, ProposalState.DEFEATED)
    assert first.majority_holders == 1


def test_each_vote_is_a_transaction_from_its_own_address(votes_file: Write) -> None:
    with opened("tester") as chain:
        results = played(votes_file(*SMALL), chain)
        governor = CoopGovernor(chain, whose(chain, CoopGovernor, CoopGovernor.ProposalCreated))
        votes = governor.events(CoopGovernor.VoteCast)

    assert len({vote.block_number for vote in votes}) == len(votes)
    assert [vote.voter.lower() for vote in votes] == [line.split(",")[1] for line in SMALL]
    assert sum(vote.weight for vote in votes) == sum(result.cast for result in results)


def test_what_is_executed_changes_nothing(votes_file: Write) -> None:
    with opened("embedded") as chain:
        played(votes_file(*SMALL), chain)
        vault = RoyaltyVault(chain, whose(chain, RoyaltyVault, RoyaltyVault.LevySet))
        at_deployment, *by_proposals = vault.events(RoyaltyVault.LevySet)

    assert at_deployment.new_levy_bps == 500
    assert [(event.old_levy_bps, event.new_levy_bps) for event in by_proposals] == [(500, 500)] * 3


def whose(chain: Chain, contract: type[Contract], event: type[Event]) -> Address:
    """The contract on the chain that announced such an event."""
    return chain.logs(topics=(contract.artifact().abi.events[event.SIGNATURE].topic,))[0].address


def test_each_round_is_told(votes_file: Write) -> None:
    rounds = plan_rounds(read_votes(votes_file(*SMALL)))
    told = []

    replay(rounds, on_round=lambda round_: told.append(round_.proposal))

    assert told == [1, 2, 3, 4, 5]


def test_a_plan_that_the_contracts_contradict_is_an_error(votes_file: Write) -> None:
    (round_,) = plan_rounds(read_votes(votes_file(SMALL[0])))

    with pytest.raises(DaoSimError, match="count otherwise than the file on proposal 1") as caught:
        replay([replace(round_, supply=Wei(round_.supply + 1))])

    assert caught.value.operands["counted"]["supply"] == round_.supply


def test_a_replay_that_cannot_fit_in_memory_says_so_first(
    votes_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrevm", reason="only its journal grows without end")
    rounds = plan_rounds(read_votes(votes_file(*SMALL)))
    monkeypatch.setattr("dao_sim.chain.memory.available", lambda: 1000)
    with opened("embedded") as chain:
        with pytest.raises(BadInput, match="transactions need about"):
            replay(rounds, chain=chain)

        assert chain.block_number() == 0


def test_the_largest_weights_that_a_token_can_count(votes_file: Write) -> None:
    whole, places = divmod(2**208 - 2, 10**18)

    (result,) = played(
        votes_file(f"1,{voter(1)},{whole}.{places:018},t,for", f"1,{voter(2)},0.{1:018},t,against")
    )

    assert (result.for_, result.against, result.supply) == (2**208 - 2, 1, 2**208 - 1)
    assert result.executed


WHALE = parse_voter("0x79224bC0bf70EC34F0ef56ed8251619499a59dEf")


def test_the_recorded_votes_of_beanstalk(beanstalk: Path) -> None:
    votes = read_votes(beanstalk)

    results = replay(plan_rounds(votes))

    assert [r.proposal for r in results] == list(range(20))
    assert [r.for_ for r in results] == [
        sum(vote.weight for vote in votes if vote.proposal == number and vote.support is Support.FOR)
        for number in range(20)
    ]
    assert [r.proposal for r in results if r.state is ProposalState.DEFEATED] == [3, 19]
    assert all(r.executed for r in results if r.proposal not in (3, 19))
    assert all(r.for_ < r.quorum for r in results if r.proposal in (3, 19))
    assert results[18].majority_holders == 1


def test_the_attack_on_beanstalk_fails_where_snapshots_count(beanstalk: Path) -> None:
    *_, attack, after = replay(plan_rounds(read_votes(beanstalk), late=[(18, WHALE)]))

    assert (attack.proposal, attack.voters) == (18, 14)
    assert (attack.for_, attack.state) == (621056975685204812733032628, ProposalState.DEFEATED)
    assert after.supply == 437948123834050539220871762690
