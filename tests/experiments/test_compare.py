"""The comparison itself: agreement, gas, what stays as it was, and what is refused."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from dao_sim.chain import connect
from dao_sim.errors import BadInput, DaoSimError
from dao_sim.experiments import CONTESTS, Design, Terms, compare, find_rules, generate, steps
from dao_sim.experiments.agreement import agreement
from dao_sim.experiments.contests.simple import TokenContest
from dao_sim.experiments.data import as_csv, as_data
from dao_sim.report.comparison import classes_chart, colour, outcomes_chart, sweep_chart
from dao_sim.units import Bps
from tests.experiments.people import NONE, by_chance, electorate, person

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_majority_agrees_if_it_prefers_the_outcome_to_its_strongest_rival() -> None:
    """A beats B by 2 to 1, B beats no change by 3 to 0, A beats no change by 2 to 1."""
    among = electorate(
        person("a", 1, (0, 2, 1)), person("b", 1, (0, 2, 1)), person("c", 9, (0, -1, 1)), person("d", 50)
    )
    heads, tokens = among.memberships, among.tokens
    a, b, nothing = (agreement(among, heads, outcome) for outcome in (1, 2, 0))
    assert a is not None
    assert b is not None
    assert nothing is not None
    assert (a.agrees, a.prefer_outcome, a.prefer_rival, a.rival) == (True, 2, 1, 0)
    assert (b.agrees, b.rival) == (False, 1)
    assert (nothing.agrees, nothing.rival, nothing.prefer_rival) == (False, 2, 3)
    by_tokens = agreement(among, tokens, 1)
    assert by_tokens is not None
    assert (by_tokens.agrees, by_tokens.prefer_rival, by_tokens.rival) == (False, 9, 0)


def test_a_tie_is_no_majority_and_indifference_is_no_answer() -> None:
    tied = electorate(person("a", 1, (0, 1)), person("b", 1, (1, 0)), options="A")
    for outcome in (0, 1):
        found = agreement(tied, tied.memberships, outcome)
        assert found is not None
        assert not found.agrees
    same = electorate(person("a", 1, (2, 2)), person("b", 1), options="A")
    assert agreement(same, same.memberships, 1) is None
    holders = electorate(person("a", 1, (0, 1), kind=NONE), options="A")
    assert agreement(holders, holders.memberships, 1) is None


@pytest.mark.parametrize("seed", range(30))
def test_agreement_is_pairwise(seed: int) -> None:
    """The outcome is agreed to exactly where it beats every option about which anybody has an opinion."""
    among = by_chance(random.Random(seed), 8, "ABC")
    for outcome in range(4):
        found = agreement(among, among.tokens, outcome)
        margins = []
        for rival in set(range(4)) - {outcome}:
            worth = [(each.utilities, each.tokens) for each in among.people if each.utilities]
            ahead = sum(held for wish, held in worth if wish[outcome] > wish[rival])
            behind = sum(held for wish, held in worth if wish[outcome] < wish[rival])
            if ahead or behind:
                margins.append(ahead - behind)
        assert (found and found.agrees) == (min(margins) > 0 if margins else None)


def test_gas_is_the_same_ballots_on_eth_tester() -> None:
    among = generate(Design(size=40), 2)
    found = compare(among, gas_sample=4, seed=5)
    again = compare(among, gas_sample=4, seed=5)
    assert found == again
    by_rule = {result.rule: result for result in found.results}
    for result in found.results:
        assert result.gas is not None
        assert len(result.gas.votes) == min(4, result.voters)
        assert result.gas.per_vote in result.gas.votes
        assert result.gas.tally > 21_000
        if result.rule not in ("optimistic", "conviction"):
            assert min(result.gas.votes) > 60_000
    # three votes cost more than one
    token, approval = by_rule["token"].gas, by_rule["approval"].gas
    assert token is not None
    assert approval is not None
    assert token.per_vote is not None
    assert approval.per_vote is not None
    assert token.per_vote > 2 * approval.per_vote
    assert token.tally > 2 * approval.tally


def test_gas_of_nobody_is_no_figure() -> None:
    among = electorate(person("a", 1, (0, 1)), options="A")
    (result,) = compare(among, rules=["optimistic"], gas_sample=3).results
    assert result.gas is not None
    assert (result.gas.per_vote, result.gas.votes) == (None, ())


def test_the_median_is_some_voter_s_own() -> None:
    among = generate(Design(size=12), 2)
    (result,) = compare(among, rules=["token"], gas_sample=4).results
    assert result.gas is not None
    assert result.gas.per_vote == sorted(result.gas.votes)[1]


def test_each_rule_starts_from_the_same_chain_and_leaves_it() -> None:
    among = generate(Design(size=20), 3)
    alone = {rule: compare(among, rules=[rule], gas_sample=0).results[0] for rule in ("conviction", "token")}
    with_others = {each.rule: each for each in compare(among, gas_sample=0).results}
    assert {rule: with_others[rule] for rule in alone} == alone
    chain = connect("embedded")
    before = chain.now(), chain.block_number()
    compare(among, rules=["conviction"], gas_sample=0, chain=chain)
    assert (chain.now(), chain.block_number()) == before
    chain.close()


def test_eth_tester_says_the_same_as_the_embedded_engine() -> None:
    among = generate(Design(size=9, delegate=Bps(3_000)), 3)
    assert compare(among, gas_sample=0, chain="tester") == compare(among, gas_sample=0)


def test_a_rule_that_is_done_is_told() -> None:
    told: list[int] = []
    rules = ["member", "token"]
    compare(generate(Design(size=5), 1), rules=rules, gas_sample=1, on_rule=told.append)
    assert sum(told) == steps(rules, 1) == 4


def test_a_contract_that_counts_otherwise_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = TokenContest.reference

    def crooked(self: TokenContest, option: int, people: list[int]) -> object:
        standing = honest(self, option, people)
        return replace(standing, for_=standing.for_ + 1)

    monkeypatch.setattr(TokenContest, "reference", crooked)
    with pytest.raises(DaoSimError, match="differ in a tally under token") as caught:
        compare(generate(Design(size=5), 1), rules=["token"], gas_sample=0)
    assert set(caught.value.operands) == {"contract", "reference"}


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ([], "name at least one rule"),
        (["tokens"], "there is no such rule"),
        (["token", "token"], "a rule is named twice"),
    ],
)
def test_rules_that_cannot_be_are_refused(rules: list[str], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        find_rules(rules)


def test_too_many_options_are_refused_before_anything_runs() -> None:
    many = generate(Design(size=5, options=5), 1)
    with pytest.raises(BadInput, match="ranked decides on at most 5 options") as caught:
        compare(many, chain="no engine at all")
    assert "leave ranked out" in str(caught.value.hint)
    rules = [rule for rule in CONTESTS if not rule.startswith("ranked")]
    assert len(compare(many, rules=rules, gas_sample=0).results) == len(rules)


@pytest.mark.parametrize("wrong", [{"gas_sample": -1}, {"seed": -1}])
def test_negative_numbers_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="must not be negative"):
        compare(generate(Design(size=5), 1), **wrong)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="quorum"):
        Terms(quorum=Bps(10_001))
    with pytest.raises(BadInput, match="veto"):
        Terms(veto=Bps(-1))


def test_what_would_not_fit_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dao_sim.chain.memory.available", lambda: 2**28)
    with pytest.raises(BadInput, match="of memory"):
        compare(generate(Design(size=1_000), 1))


def test_charts_and_tables_of_the_same_figures(tmp_path: Path) -> None:
    among = electorate(
        person("a", 3, (0, 1)), person("b", 1, (0, -1), kind=NONE), person("c", 2), options="$"
    )
    data = as_data(compare(among, gas_sample=0))
    for chart in (outcomes_chart, classes_chart):
        assert chart(data, title="$x_{").startswith(PNG)
    header, *lines = as_csv(data).splitlines()
    assert len(lines) == len(CONTESTS)
    token = dict(zip(header.split(","), lines[0].split(","), strict=True))
    assert (token["rule"], token["winner"], token["turnout"]) == ("token", "$", "0.5")
    assert (token["share_creator"], token["share_none"], token["share_patron"]) == ("1.0", "0.0", "")
    with_gas = as_data(compare(among, rules=["token", "optimistic"], gas_sample=1))
    assert outcomes_chart(with_gas, title="gas").startswith(PNG)


def test_a_sweep_is_drawn_and_colours_never_run_out() -> None:
    picture = sweep_chart(
        {"token": [0, 1], "member": [0, 0]}, [5, 10.5], options=("no change", "A"), label="x", title="t"
    )
    assert picture.startswith(PNG)
    assert len({colour(option) for option in range(8)}) == 8
    assert colour(8) == colour(1) != colour(0)


def test_a_run_that_fails_leaves_the_chain_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenContest, "hold", lambda *_: 1 / 0)
    chain = connect("embedded")
    before = chain.now(), chain.block_number()
    with pytest.raises(ZeroDivisionError):
        compare(generate(Design(size=5), 1), rules=["token"], gas_sample=0, chain=chain)
    assert (chain.now(), chain.block_number()) == before
    chain.close()
