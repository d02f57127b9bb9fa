"""A simulation starts from a co-op as it stands, and a proposal is all in which two futures differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl
import pytest

from dao_sim.bindings import Call
from dao_sim.coop import Cooperative
from dao_sim.errors import BadInput, Refused
from dao_sim.experiments.rehearsal import AS_IT_IS, Order, Rehearsal, assumed, proposed, rehearse, starts
from dao_sim.experiments.rehearsal.people import peopled
from dao_sim.experiments.rehearsal.standing import standing
from dao_sim.sim.streams import Streams
from dao_sim.units import ETH, MemberClass
from tests.unit.experiments.rehearsal.coops import ADA, BRAM, CHIPO, DEWI, TOKEN, makers, small_coop

Actions = Callable[[Cooperative], Call | Sequence[Call]]


@pytest.fixture(scope="module")
def shared() -> Cooperative:
    return small_coop()


@pytest.fixture
def coop(shared: Cooperative) -> Iterator[Cooperative]:
    mark = shared.chain.checkpoint()
    yield shared
    shared.chain.restore(mark)


def tried(coop: Cooperative, actions: Actions, ledger: str = "evm", **more: Any) -> Rehearsal:
    """Proposes that, and rehearses it."""
    made = coop.propose(coop.chain.accounts()[ADA], actions(coop), "Something")
    order = Order(scenario=makers(**more), proposed=proposed(coop, made.id), seed=1, replications=2)
    return rehearse(order, starts(ledger, coop, order))


def levy(coop: Cooperative) -> Call:
    return coop.vault.set_levy(2_000)


def as_it_is(found: Rehearsal, table: str) -> pl.DataFrame:
    """The first replication without the proposal."""
    return found.tables[table].filter(pl.col("variant") == AS_IT_IS, pl.col("replication") == 0)


def test_a_co_op_is_read_as_it_stands(coop: Cooperative) -> None:
    ada, bram, chipo, dewi = (coop.chain.accounts()[each] for each in (ADA, BRAM, CHIPO, DEWI))
    coop.vault.set_levy(700).send(coop.timelock.address)
    found = standing(coop)

    assert found.people == (ada, bram, chipo, dewi)
    assert found.classes[:2] == (MemberClass.CREATOR, MemberClass.CREATOR)
    assert found.classes[2:] == (MemberClass.PATRON, MemberClass.NONE)
    assert found.tokens == (100 * TOKEN, 100 * TOKEN, 100 * TOKEN, 50 * TOKEN)
    assert found.delegates == (ada, ada, chipo, dewi)
    assert [dict(work.ancestors) for work in found.works] == [{}, {1: 1_000}]
    assert [*found.offers] == [1]
    assert found.charter.royalties.levy == 700, "as votes left it"
    assert found.beyond == ()


def test_people_are_of_cohorts_of_their_class(coop: Cooperative) -> None:
    terms, found = makers().population, standing(coop)
    skills = set()
    for seed in range(20):
        people = peopled(found, terms, Streams(seed)).population
        again = peopled(found, terms, Streams(seed)).population
        assert (people.skill == again.skill).all()
        assert MemberClass.PATRON in people.member_class[people.accounts("friends")]
        assert sorted(people.tokens) == sorted(found.tokens)
        assert people.member.sum() == 3
        skills |= set(people.skill[people.member_class == MemberClass.CREATOR].tolist())
    assert skills == {0.1, 0.9}, "a creator is like one or the other, by chance"
    assert any("no members (1)" in line for line in assumed(found, makers()))


def test_nothing_of_a_rehearsal_stays(coop: Cooperative) -> None:
    def seen() -> tuple[Any, ...]:
        return coop.chain.now(), coop.vault.levy_bps(), coop.registry.work_count(), coop.books()

    before = seen()
    found = tried(coop, levy)
    assert seen() == before
    assert as_it_is(found, "works").height > 2, "although works were made"


def test_whoever_has_units_of_a_work_earns_by_them(coop: Cooperative) -> None:
    found = tried(coop, levy)
    outsider = as_it_is(found, "members").filter(~pl.col("member")).row(0, named=True)
    assert outsider["income"] > 0
    works = as_it_is(found, "works")
    assert works["parent"].to_list()[:2] == [-1, 0]
    assert works["born"].to_list()[:2] == [-1, -1], "registered in the week before"


def test_a_payment_leaves_the_treasury_and_reaches_whom_it_is_for(coop: Cooperative) -> None:
    bram = coop.chain.accounts()[BRAM]
    found = tried(coop, lambda of: of.treasury.pay(ETH, bram, TOKEN), behaviours={})
    rows = {row["measure"]: row for row in found.differences.to_dicts()}
    assert rows["treasury_final"]["difference"] == pytest.approx(-1)
    first = found.tables["members"].filter(pl.col("replication") == 0)
    without, paid = (int(part["cash"].sum()) for part in first.partition_by("variant", maintain_order=True))
    assert paid == without + TOKEN


@pytest.mark.parametrize(
    "actions",
    [
        levy,
        lambda of: of.treasury.pay(ETH, of.chain.accounts()[BRAM], TOKEN),
        lambda of: [of.membership.expel(of.chain.accounts()[CHIPO]), of.token.set_mint_cap(7 * TOKEN)],
        lambda of: [of.governor.set_proposal_threshold(5), of.rule.write("setQuorum(uint256)", 2_500)],
    ],
)
def test_arrays_and_contracts_foresee_the_same(coop: Cooperative, actions: Actions) -> None:
    mark = coop.chain.checkpoint()
    contracts = tried(coop, actions)
    coop.chain.restore(mark)
    arrays = tried(coop, actions, "array")
    for name, table in contracts.tables.items():
        assert table.equals(arrays.tables[name]), name
    assert contracts.differences.equals(arrays.differences)


def test_tokens_of_contracts_stay_where_they_are(coop: Cooperative) -> None:
    coop.token.transfer(coop.treasury.address, TOKEN).send(coop.chain.accounts()[ADA])
    assert standing(coop).beyond == (coop.treasury.address,)
    mark = coop.chain.checkpoint()
    tried(coop, levy)  # else money and tokens would not be conserved
    coop.chain.restore(mark)
    with pytest.raises(BadInput, match="contracts"):
        tried(coop, levy, "array")


@pytest.mark.parametrize("ledger", ["evm", "array"])
def test_what_would_fail_is_refused_and_leaves_nothing(coop: Cooperative, ledger: str) -> None:
    def too_much(of: Cooperative) -> list[Call]:
        return [of.vault.set_levy(1), of.treasury.pay(ETH, of.chain.accounts()[BRAM], 9 * TOKEN)]

    with pytest.raises(Refused, match=r"would be refused now: .*CapExceeded"):
        tried(coop, too_much, ledger)
    assert coop.vault.levy_bps() == 500


def test_of_several_options_one_is_rehearsed() -> None:
    coop = small_coop(governance={"rule": "ranked", "proposal_threshold": "10"})
    ada = coop.chain.accounts()[ADA]
    options = {"More": coop.vault.set_levy(2_000), "Less": coop.vault.set_levy(100)}
    made = coop.propose_options(ada, options, "Another levy")
    with pytest.raises(BadInput, match="which option"):
        proposed(coop, made.id)
    order = Order(scenario=makers(), proposed=proposed(coop, made.id, 2), seed=1, replications=1)
    begun = starts("evm", coop, order)
    rows = {row["measure"]: row for row in rehearse(order, begun).differences.to_dicts()}
    assert rows["take_home"]["difference"] > 0, "a lower levy"
    assert rows["take_home"]["low"] is None, "one pair says nothing of chance"
    assert any("by the rule ranked" in line for line in assumed(begun.standing, order.scenario))


def test_what_is_over_is_not_rehearsed(coop: Cooperative) -> None:
    over = coop.propose(coop.chain.accounts()[ADA], levy(coop), "Levy")
    over.cancel()
    with pytest.raises(BadInput, match="is cancelled already"):
        proposed(coop, over.id)
    with pytest.raises(BadInput, match="no such proposal"):
        proposed(coop, 99)
