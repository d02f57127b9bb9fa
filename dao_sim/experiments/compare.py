"""One electorate under many rules: the same people with the same preferences, on the contracts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fractions import Fraction

from dao_sim.chain import Chain, connect
from dao_sim.chain.memory import ensure_fits
from dao_sim.errors import BadInput
from dao_sim.experiments.agreement import Agreement, agreement
from dao_sim.experiments.contests import CONTESTS, Contest, Held, Standing
from dao_sim.experiments.electorate import Electorate
from dao_sim.experiments.gas import Gas, measure_gas
from dao_sim.experiments.stage import Stage
from dao_sim.experiments.terms import Terms
from dao_sim.units import MemberClass

GAS_SAMPLE = 30
"""Voters per rule whose ballots are cast again on eth-tester."""
_SETTLING = 4
"""Transactions per person before the first vote, at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a rule made of an electorate."""

    rule: str
    says: str
    """The rule in a few words."""
    winner: int
    """An option; 0 is no change."""
    standings: tuple[Standing, ...]
    voters: int
    """Who sent something."""
    turnout: Fraction | None
    """Of the members, those whose vote was cast, by themselves or by their delegate. None without members."""
    turnout_tokens: Fraction | None
    """Of the tokens, those of people whose vote was cast. None without tokens."""
    members: Agreement | None
    """What the members think of the winner, one head each."""
    tokens: Agreement | None
    """What the holders think of the winner, by what they hold."""
    smallest_coalition: int | None
    """See `Contest.smallest_coalition`."""
    share_by_class: Mapping[MemberClass, Fraction | None]
    """Of what those of a class who took part weigh, what was for the winner. NONE stands for no members; None
    where nobody of a class took part."""
    gas: Gas | None = None
    """None where it was not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the rules made of one electorate."""

    electorate: Electorate
    terms: Terms
    seed: int
    """Of the sample whose gas was measured."""
    gas_sample: int
    results: tuple[Result, ...]
    """In the order in which the rules were named."""


def find_rules(names: Sequence[str]) -> list[str]:
    """The rules of these names. Raises BadInput for none, and one that is not there or named twice."""
    found: list[str] = []
    for name in names:
        word = name.strip().lower()
        if word not in CONTESTS:
            close = difflib.get_close_matches(word, CONTESTS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"the rules are {', '.join(CONTESTS)}"
            raise BadInput("rules", "there is no such rule", hint=hint, value=name)
        if word in found:
            raise BadInput("rules", "a rule is named twice", value=word)
        found.append(word)
    if not found:
        raise BadInput("rules", "name at least one rule", hint=f"the rules are {', '.join(CONTESTS)}")
    return found


def compare(
    electorate: Electorate,
    *,
    rules: Sequence[str] = tuple(CONTESTS),
    terms: Terms | None = None,
    gas_sample: int = GAS_SAMPLE,
    seed: int = 0,
    chain: Chain | str = "embedded",
    on_rule: Callable[[int], None] = lambda _done: None,
) -> Comparison:
    """Lets the electorate vote under each rule, and measures. `chain` is an engine that can go back in time.

    Gas is measured of at most `gas_sample` voters per rule, which `seed` draws; 0 leaves it out. `on_rule` is
    told of each rule that is done, twice where gas is measured: `steps` says how often in all. A `Chain`
    stays open, as it was.

    Every tally and outcome is counted twice, by the contracts and by `dao_sim.metrics.tallies`. Raises
    DaoSimError where they differ; BadInput for a rule that is not there or cannot decide on so many options,
    and, before anything is sent, if the votes would not fit in memory.
    """
    terms = terms or Terms()
    if gas_sample < 0 or seed < 0:
        reason = "sample and seed must not be negative"
        raise BadInput("compare", reason, gas_sample=gas_sample, seed=seed)
    contests = {name: CONTESTS[name](electorate, terms) for name in find_rules(rules)}
    results = _hold_all(electorate, contests, chain, on_rule)
    gas: Mapping[str, Gas] = {}
    if gas_sample:
        gas = measure_gas(contests, sample=gas_sample, seed=seed, on_rule=on_rule)
    return Comparison(
        electorate=electorate,
        terms=terms,
        seed=seed,
        gas_sample=gas_sample,
        results=tuple(_result(contests[name], held, gas.get(name)) for name, held in results.items()),
    )


def steps(rules: Sequence[str], gas_sample: int) -> int:
    """How often `compare` says that a rule is done."""
    return len(rules) * (2 if gas_sample else 1)


def _hold_all(
    electorate: Electorate,
    contests: Mapping[str, Contest],
    chain: Chain | str,
    on_rule: Callable[[int], None],
) -> dict[str, Held]:
    """Each rule starts from the same state."""
    results = {}
    with closing(connect(chain)) if isinstance(chain, str) else _left_as_it_was(chain) as on:
        if on.name == "embedded":
            ballots = len(contests) * len(electorate.options)
            ensure_fits(len(electorate.people) * (_SETTLING + ballots), compact_every=None)
        stage = Stage(electorate, on)
        for name, contest in contests.items():
            mark = on.checkpoint()
            results[name] = contest.hold(stage, contest.present)
            on.restore(mark)
            on_rule(1)
    return results


@contextmanager
def _left_as_it_was(chain: Chain) -> Iterator[Chain]:
    before = chain.checkpoint()
    try:
        yield chain
    finally:
        chain.restore(before)


def _result(contest: Contest, held: Held, gas: Gas | None) -> Result:
    electorate = contest.electorate
    cast = {
        person
        for person, (holding, carrier) in enumerate(zip(contest.holdings, contest.carriers, strict=True))
        if holding and carrier in held.vote_gas
    }
    members, tokens = electorate.memberships, electorate.tokens
    return Result(
        rule=contest.name,
        says=contest.says,
        winner=held.winner,
        standings=held.standings,
        voters=len(held.vote_gas),
        turnout=_part(members, cast),
        turnout_tokens=_part(tokens, cast),
        members=agreement(electorate, members, held.winner),
        tokens=agreement(electorate, tokens, held.winner),
        smallest_coalition=contest.smallest_coalition(),
        share_by_class={each: _share(contest, held, each) for each in MemberClass},
        gas=gas,
    )


def _part(amounts: Sequence[int], of: set[int]) -> Fraction | None:
    whole = sum(amounts)
    return Fraction(sum(amounts[person] for person in of), whole) if whole else None


def _share(contest: Contest, held: Held, member_class: MemberClass) -> Fraction | None:
    people = contest.electorate.people
    there = [person for person in held.given if people[person].member_class is member_class]
    whole = sum(contest.weights[person] for person in there)
    return Fraction(sum(held.given[person] for person in there), whole) if whole else None
