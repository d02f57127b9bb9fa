"""Thousands of random elections, ties included: a rule's contract agrees with its few lines of Python."""

from __future__ import annotations

from itertools import permutations

from eth_abi.abi import encode

from dao_sim.bindings import ApprovalRule, RankedRule
from dao_sim.coop import Cooperative
from dao_sim.metrics.tallies import approval, ranked
from dao_sim.metrics.tallies.outcome import Options, Tally
from dao_sim.units import Address, MemberClass
from tests.contracts.kit import MALLORY
from tests.contracts.polls import Polls, hold_polls


def agrees(polls: Polls, number: int, counted: Tally, names: tuple[str, ...]) -> bool:
    """Contract and reference have the same totals and winner; returns whether it was a tie."""
    assert polls.rule.tally(number) == tuple(counted.totals[name] for name in names)
    winner = names.index(counted.winner)
    assert polls.rule.outcome(number) == winner
    return bool(counted.tied) or any(round_.tied for round_ in counted.rounds)


def among(size: int) -> tuple[tuple[str, ...], Options]:
    """Options 0 to `size`, the first of which is no change."""
    names = tuple(f"option {number}" for number in range(size + 1))
    return names, Options(names=names, no_change=names[0])


def test_approval(coop: Cooperative) -> None:
    for cumulative in (False, True):
        start = coop.chain.checkpoint()
        votes, members = coop.token.address, coop.membership.address
        rule = ApprovalRule.create(coop.chain, MALLORY, coop.access.address, 0, votes, members, cumulative)
        polls, ties = hold_polls(coop, rule), 0
        for size in (1, 3, 7):
            names, options = among(size)
            for number, voters in polls.elections(size):
                if cumulative:
                    ballots = []
                    for who, held in voters:
                        spent = _spending(polls, held, size + 1)
                        polls.cast(who, 0, encode(["uint256[]"], [spent]))
                        ballots.append((list(zip(names, spent, strict=True)), held))
                    counted = approval.count_budget(ballots, options)
                else:
                    masks = [polls.cast(who, polls.rng.randrange(1, 2 ** (size + 1))) for who, _ in voters]
                    counted = approval.count(
                        [
                            ([name for bit, name in enumerate(names) if mask >> bit & 1], held)
                            for mask, (_, held) in zip(masks, voters, strict=True)
                        ],
                        options,
                    )
                ties += agrees(polls, number, counted, names)
                assert rule.voters(number) == counted.toward_quorum
        assert ties > 20
        coop.chain.restore(start)


def _spending(polls: Polls, budget: int, options: int) -> list[int]:
    spent = []
    for _ in range(options):
        spent.append(polls.rng.randint(0, budget))
        budget -= spent[-1]
    polls.rng.shuffle(spent)
    return spent


def test_ranked(coop: Cooperative) -> None:
    votes, members = coop.token.address, coop.membership.address
    rule = RankedRule.create(coop.chain, MALLORY, coop.access.address, 0, votes, members)
    polls, ties = hold_polls(coop, rule), 0
    for size in (1, 2, 3, 4):
        names, options = among(size)
        rankings = [each for long in range(1, size + 2) for each in permutations(range(size + 1), long)]
        for number, voters in polls.elections(size):
            ballots = []
            for who, held in voters:
                ranking = polls.rng.choice(rankings)
                polls.cast(who, 0, bytes(ranking))
                ballots.append((tuple(names[each] for each in ranking), held))
            ties += agrees(polls, number, ranked.count(ballots, options), names)
    assert ties > 20


def test_a_run_off_with_every_ranking_keeps_325_of_them(coop: Cooperative) -> None:
    """All 325 rankings are in use, each by two voters; what the tally costs is in gas.json."""
    rule = RankedRule.create(
        coop.chain, MALLORY, coop.access.address, 0, coop.membership.address, coop.membership.address
    )
    polls = hold_polls(coop, rule)
    rankings = [each for long in range(1, 6) for each in permutations(range(5), long)]
    assert len(rankings) == 325
    number, _ = next(polls.elections(4))
    ballots = []
    names, options = among(4)
    crowd = [Address(f"0x{0xC0FFEE0000 + each:040x}") for each in range(2 * len(rankings))]
    coop.admit_many(crowd, MemberClass.CREATOR)
    coop.chain.advance(2)
    polls.snapshot = coop.chain.now() - 1
    for who, ranking in zip(crowd, rankings * 2, strict=True):
        polls.cast(who, 0, bytes(ranking))
        ballots.append((tuple(names[each] for each in ranking), 1))
    assert len(rule.rankings(number)) == 325
    agrees(polls, number, ranked.count(ballots, options), names)
