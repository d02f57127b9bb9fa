"""Each rule on the contracts, beside the same rule written down again, without a contract or a tally."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from dao_sim.experiments import CONTESTS, Comparison, Electorate, Result, Terms, compare
from dao_sim.units import Bps, MemberClass
from tests.experiments.people import (
    CREATOR,
    ENTERPRISE,
    NONE,
    PATRON,
    PUBLIC_BODY,
    by_chance,
    electorate,
    person,
    roots,
    votes_of,
)

ROUNDS = 25


def won(comparison: Comparison) -> dict[str, int]:
    return {result.rule: result.winner for result in comparison.results}


def measure_winner(among: Electorate, weights: dict[str, int], quorum: str, bps: int) -> int:
    """A yes/no rule: the adopted measure with most for it."""
    best, most = 0, -1
    for option in range(1, len(among.options)):
        sides: Counter[int] = Counter()
        for each in among.people:
            if each.utilities is not None and weights[each.name]:
                difference = each.utilities[option] - each.utilities[0]
                sides[(difference > 0) - (difference < 0)] += weights[each.name]
        voters = sum(1 for each in among.people if each.utilities is not None and weights[each.name])
        took_part = {"supply": sides[1] + sides[0], "members": sides[1] + sides[0], "voters": voters}[quorum]
        whole = among.supply if quorum == "supply" else among.members
        if sides[1] > sides[-1] and took_part >= whole * bps // 10_000 and sides[1] > most:
            best, most = option, sides[1]
    return best


def approval_winner(among: Electorate, weights: dict[str, int], bps: int) -> int:
    totals = [0] * len(among.options)
    voters = 0
    for each in among.people:
        if each.utilities is None or not each.is_member or not weights[each.name]:
            continue
        voters += 1
        good = [option for option, worth in enumerate(each.utilities) if worth > each.utilities[0]] or [0]
        for option in good:
            totals[option] += weights[each.name]
    return totals.index(max(totals)) if voters >= among.members * bps // 10_000 else 0


def runoff_winner(among: Electorate, weights: dict[str, int], bps: int) -> int:
    ballots = []
    for each in among.people:
        if each.utilities is not None and each.is_member and weights[each.name]:
            listed = [o for o in range(len(among.options)) if among.cardinal or each.utilities[o]]
            ballots.append(
                (sorted(listed, key=[-worth for worth in each.utilities].__getitem__), weights[each.name])
            )
    if len(ballots) < among.members * bps // 10_000:
        return 0
    standing = set(range(len(among.options)))
    while len(standing) > 1:
        totals = dict.fromkeys(sorted(standing), 0)
        for order, weight in ballots:
            top = next((option for option in order if option in standing), None)
            if top is not None:
                totals[top] += weight
        for option, total in totals.items():
            if 2 * total > sum(totals.values()):
                return option
        least = min(totals.values())
        standing.remove(max(option for option, total in totals.items() if total == least))
    return standing.pop()


def chambers_winner(among: Electorate, bps: int) -> int:
    best, most = 0, -1
    for option in range(1, len(among.options)):
        passes, total = among.members > 0, 0
        for kind in MemberClass:
            people = [each for each in among.people if each.member_class is kind and kind is not NONE]
            heard = [each.utilities for each in people if each.utilities is not None]
            for_ = sum(worth[option] > worth[0] for worth in heard)
            against = sum(worth[option] < worth[0] for worth in heard)
            total += for_
            if people and (for_ <= against or len(heard) * 10_000 < bps * len(people)):
                passes = False
        if passes and total > most:
            best, most = option, total
    return best


def optimistic_winner(among: Electorate, weights: dict[str, int], bps: int) -> int:
    objections = {
        option: sum(
            weights[each.name]
            for each in among.people
            if each.utilities is not None and each.utilities[option] < each.utilities[0]
        )
        for option in range(1, len(among.options))
    }
    left = {option: much for option, much in objections.items() if much * 10_000 < bps * among.supply}
    return min(left, key=lambda option: (left[option], option)) if left else 0


@pytest.mark.parametrize("cardinal", [True, False], ids=["utilities", "rankings"])
@pytest.mark.parametrize("bps", [400, 6_000])
def test_random_electorates_come_out_as_written_down_again(bps: int, *, cardinal: bool) -> None:
    rng = random.Random(bps + cardinal)
    seen: Counter[tuple[str, int]] = Counter()
    for _ in range(ROUNDS):
        among = by_chance(rng, rng.randint(2, 9), "ABC"[: rng.randint(1, 3)], cardinal=cardinal)
        terms = Terms(quorum=Bps(bps), veto=Bps(2_500))
        found = won(compare(among, terms=terms, gas_sample=0))
        tokens = votes_of(among, [each.tokens for each in among.people])
        heads = {each.name: int(each.is_member) for each in among.people}
        assert found["token"] == measure_winner(among, tokens, "supply", bps)
        members = votes_of(among, [int(each.is_member) for each in among.people])
        assert found["member"] == measure_winner(among, members, "members", bps)
        assert found["quadratic"] == measure_winner(among, roots(among), "voters", bps)
        assert found["approval"] == approval_winner(among, tokens, bps)
        assert found["approval-members"] == approval_winner(among, heads, bps)
        assert found["ranked"] == runoff_winner(among, tokens, bps)
        assert found["ranked-members"] == runoff_winner(among, heads, bps)
        assert found["chambers"] == chambers_winner(among, bps)
        assert found["optimistic"] == optimistic_winner(among, tokens, 2_500)
        if not cardinal:
            assert found["fractional"] == found["token"]
        seen.update(found.items())
    changed = {rule for rule, winner in seen if winner}
    assert changed == set(CONTESTS), "every rule must have adopted something"


def one(among: Electorate, rule: str, terms: Terms | None = None) -> Result:
    (result,) = compare(among, rules=[rule], terms=terms, gas_sample=0).results
    return result


@pytest.mark.parametrize("rule", sorted(set(CONTESTS) - {"optimistic", "conviction"}))
def test_a_tie_between_a_measure_and_no_change_changes_nothing(rule: str) -> None:
    among = electorate(person("a", 5, (0, 1)), person("b", 5, (0, -1)), options="A")
    assert one(among, rule).winner == 0


@pytest.mark.parametrize("rule", sorted(set(CONTESTS) - {"optimistic"}))
def test_of_equal_options_the_one_listed_first_wins(rule: str) -> None:
    among = electorate(person("a", 8, (0, 3, 2)), person("b", 8, (0, 2, 3)))
    assert one(among, rule).winner == 1


def test_where_nobody_takes_part_nothing_changes_unless_silence_is_consent() -> None:
    among = electorate(person("a", 5), person("b", 6, kind=NONE))
    comparison = compare(among, gas_sample=0)
    assert won(comparison) == {rule: int(rule == "optimistic") for rule in CONTESTS}
    for result in comparison.results:
        assert [result.voters, result.turnout, result.turnout_tokens] == [0, 0, 0]
        assert (result.members, result.tokens, result.smallest_coalition) == (None, None, None)
        assert set(result.share_by_class.values()) == {None}


def test_holders_without_members_and_members_without_tokens() -> None:
    holders = electorate(person("a", 5, (0, 1), kind=NONE), options="A")
    found = won(compare(holders, gas_sample=0))
    assert {rule for rule, winner in found.items() if winner} == {
        *("token", "fractional", "optimistic", "conviction")
    }
    poor = electorate(person("a", 0, (0, 1)), options="A")
    found = won(compare(poor, gas_sample=0))
    assert {rule for rule, winner in found.items() if winner} == {
        *("member", "approval-members", "ranked-members", "chambers")
    }
    token = one(poor, "token")
    assert [token.turnout, token.turnout_tokens] == [0, None]


def test_a_delegate_brings_what_it_was_given_where_delegation_counts() -> None:
    """Two give to one who is outvoted on its own."""
    among = electorate(
        person("a", 4, (0, 1)),
        person("b", 4, (0, -1), to="a"),
        person("c", 4, (0, -1), to="a"),
        person("d", 5, (0, -1)),
        options="A",
    )
    found = won(compare(among, gas_sample=0))
    assert {rule for rule, winner in found.items() if winner} == {
        *("token", "member", "quadratic", "fractional", "approval", "cumulative", "ranked")
    }
    token, chambers = one(among, "token"), one(among, "chambers")
    assert [token.voters, token.turnout, token.turnout_tokens] == [2, 1, 1]
    assert [chambers.voters, chambers.turnout] == [4, 1]


def test_delegation_is_not_passed_on_and_lost_on_who_is_no_member() -> None:
    among = electorate(
        person("a", 7, (0, 1), to="b"),
        person("b", 2, (0, -1), to="c"),
        person("c", 3, (0, -1), kind=NONE),
        options="A",
    )
    token = one(among, "token")
    assert (token.standings[0].for_, token.standings[0].against) == (0, 12)
    assert token.voters == 2
    quadratic = one(among, "quadratic")
    assert (quadratic.standings[0].against, quadratic.voters) == (2, 1)
    assert quadratic.turnout_tokens == Fraction(7, 12)


def test_chambers_that_are_empty_block_nothing_and_one_that_is_silent_does() -> None:
    creators = [person(f"c{number}", 1, (0, 1)) for number in range(3)]
    assert one(electorate(*creators, options="A"), "chambers").winner == 1
    silent = electorate(*creators, person("p", 1, kind=PUBLIC_BODY), options="A")
    assert one(silent, "chambers").winner == 0
    assert one(silent, "chambers").smallest_coalition is None


def test_fractional_splits_where_token_takes_a_side() -> None:
    """The measure is 3 above the worst, no change is 1: three quarters of 8 for, and a quarter against."""
    among = electorate(person("a", 8, (0, 2, -1)), person("b", 5, (0, -1, -1)))
    (first, second) = one(among, "fractional").standings
    assert (first.for_, first.against, first.abstain) == (6, 2 + 5, 0)
    assert (second.for_, second.against) == (0, 13)
    assert one(among, "fractional").winner == 0
    assert one(among, "token").winner == 1


def test_cumulative_spends_in_proportion_and_keeps_the_rest() -> None:
    among = electorate(person("a", 10, (0, 2, -1)))
    totals = [each.for_ for each in one(among, "cumulative").standings]
    assert totals == [2, 7, 0]  # of 10, a quarter and three quarters, rounded down


def test_the_veto_is_at_exactly_the_share() -> None:
    among = electorate(person("a", 90, (0, 1)), person("b", 10, (0, -1)), options="A")
    assert one(among, "optimistic", Terms(veto=Bps(1_000))).winner == 0
    assert one(among, "optimistic", Terms(veto=Bps(1_001))).winner == 1


def test_conviction_asks_for_a_quarter_of_all_tokens() -> None:
    for held, winner in ((24, 0), (25, 0), (26, 1)):
        among = electorate(
            person("a", held * 10**18, (0, 1)), person("b", (100 - held) * 10**18), options="A"
        )
        assert one(among, "conviction").winner == winner


def test_of_two_requests_that_pass_the_one_with_more_conviction_is_paid() -> None:
    among = electorate(person("a", 30, (0, 1, 2)), person("b", 40, (0, 2, 1)), person("c", 30, (2, 1, 0)))
    result = one(among, "conviction")
    assert [each.passes for each in result.standings] == [True, True]
    assert result.winner == 1
    assert result.voters == 2


def test_shares_by_class_are_of_the_weight_that_took_part() -> None:
    among = electorate(
        person("a", 3, (0, 1)),
        person("b", 1, (0, -1)),
        person("c", 8),
        person("d", 6, (0, 1), kind=ENTERPRISE),
        person("e", 5, (0, -1), kind=NONE),
        person("f", 0, (0, -1), kind=PATRON),
        options="A",
    )
    shares = one(among, "token").share_by_class
    assert shares[CREATOR] == Fraction(3, 4)
    assert [shares[kind] for kind in (ENTERPRISE, NONE, PATRON, PUBLIC_BODY)] == [1, 0, None, None]
    against = one(among, "member").share_by_class  # 2 against 2: no change
    assert [against[kind] for kind in (CREATOR, ENTERPRISE, PATRON)] == [Fraction(1, 2), 0, 1]
