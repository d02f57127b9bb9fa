"""What voting costs under each rule: a sample of the same ballots, cast on eth-tester, whose gas is exact.

A rule's sample is drawn from those who send something under it. The samples of all rules stand on the
tester's chain with their delegates and delegators, whichever rules are asked for, so that their ballots are
the same and weigh the same. Nobody else is there: quorums are of those who are, and the first votes for a
side or in a class, which pay for new storage, are more of a small sample than of all votes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from dao_sim.chain import connect
from dao_sim.errors import Unsupported
from dao_sim.experiments.contests import CONTESTS, Contest
from dao_sim.experiments.electorate import Electorate
from dao_sim.experiments.stage import Stage
from dao_sim.experiments.streams import stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Gas:
    """What the ballots of a sample cost."""

    votes: tuple[int, ...]
    """Of each voter, all that it sent together, from the least to the most."""
    tally: int
    """Of finding out what was decided, with these ballots."""

    @property
    def per_vote(self) -> int | None:
        """The median; of two in the middle the lesser, so that it is some voter's own. None without voters.

        Not the mean: the first vote on a proposal pays for new storage, and weighs more in a sample.
        """
        return self.votes[(len(self.votes) - 1) // 2] if self.votes else None


def measure_gas(
    contests: Mapping[str, Contest], *, sample: int, seed: int, on_rule: Callable[[int], None]
) -> dict[str, Gas]:
    """By rule, from at most `sample` voters. `on_rule` is told of each rule that is done.

    `contests` have one electorate between them. Raises Unsupported if eth-tester's gas is not exact;
    DaoSimError and Refused as `Contest.hold`.
    """
    one = next(iter(contests.values()))
    electorate = one.electorate
    order = stream(seed, "gas sample").permutation(len(electorate.people)).tolist()
    drawn = {
        name: _first(order, kind(electorate, one.terms).senders, sample)
        for name, kind in CONTESTS.items()
        if len(electorate.options) <= kind.most_options
    }
    on_stage = sorted(_companions(electorate, {person for people in drawn.values() for person in people}))
    places = {person: place for place, person in enumerate(on_stage)}
    found = {}
    with closing(connect("tester")) as chain:
        if not chain.capabilities.exact_gas:
            raise Unsupported("gas", "the engine's gas is not exact", engine=chain.name)
        stage = Stage(electorate.only(on_stage), chain)
        for name, contest in contests.items():
            mark = chain.checkpoint()
            there = type(contest)(stage.electorate, contest.terms)
            held = there.hold(stage, [places[person] for person in drawn[name]])
            found[name] = Gas(votes=tuple(sorted(held.vote_gas.values())), tally=held.tally_gas)
            chain.restore(mark)
            on_rule(1)
    return found


def _first(order: Sequence[int], senders: Sequence[int], count: int) -> list[int]:
    send = set(senders)
    return [person for person in order if person in send][:count]


def _companions(electorate: Electorate, people: set[int]) -> set[int]:
    """These people, who they delegate to, and who delegates to them; somebody at least."""
    delegates = electorate.delegates
    theirs = {delegates[person] for person in people}
    delegators = {person for person, delegate in enumerate(delegates) if delegate in people}
    return people | theirs | delegators or {0}
