"""Votes shared out over several delegates: how a split is written, and what the table of delegates says."""

from __future__ import annotations

import pytest

from dao_sim.bindings.generated.structs import Part
from dao_sim.coop import Cooperative
from dao_sim.coop.delegation import delegates_of
from dao_sim.coop.members import member
from dao_sim.coop.power import power_of
from dao_sim.coop.splits import all_splits, parts_of, shared_out, split, words
from dao_sim.errors import BadInput
from dao_sim.units import Address

TOKEN = 10**18
FIRST, SECOND = Address(f"0x{1:040x}"), Address(f"0x{2:040x}")


def test_a_split_is_sorted_and_shares_out_to_the_unit() -> None:
    parts = split({SECOND: 3_333, FIRST: 6_667})
    assert parts == [Part(FIRST, 6_667), Part(SECOND, 3_333)]
    assert shared_out(parts, 10) == {FIRST: 7, SECOND: 3}
    assert shared_out(parts, 1) == {FIRST: 1, SECOND: 0}
    assert words(parts) == f"66.67% {FIRST} and 33.33% {SECOND}"
    assert words([Part(FIRST, 10_000)]) == FIRST


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ({}, "votes go to 1 to 8 delegates"),
        ({Address(f"0x{n:040x}"): 1_000 for n in range(1, 11)}, "votes go to 1 to 8 delegates"),
        ({FIRST: 0, SECOND: 10_000}, "more than nothing"),
        ({FIRST: 5_000, SECOND: 4_999}, "these sum to 99.99%"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(shares: dict[Address, int], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        split(shares)


def test_the_table_knows_splits_and_who_is_excluded(coop: Cooperative) -> None:
    (ada,) = coop.founders
    bram, chipo, dora = coop.chain.accounts()[2:5]
    coop.mint_many([bram, chipo], [30 * TOKEN, 7 * TOKEN]).raise_if_refused()
    parts = split({bram: 2_500, chipo: 7_500})
    coop.token.delegate_split(parts).send(ada)
    coop.token.delegate(dora).send(bram)
    steward = coop.timelock.address
    coop.token.set_excluded(chipo, True).send(steward)
    coop.token.transfer(coop.treasury.address, TOKEN).send(bram)
    table = delegates_of(coop)
    assert {each.address: each.holders for each in table} == {
        bram: {ada: 250 * TOKEN},
        dora: {bram: 29 * TOKEN},
    }
    assert {each.address: each.votes for each in table} == {
        who: coop.token.get_votes(who) for who in (bram, dora)
    }
    address = coop.token.delegates(ada)
    assert list(parts_of(coop.token, address)) == parts
    assert {each: list(said) for each, said in all_splits(coop.token).items()} == {address: parts}
    assert all_splits(coop.membership) == {}
    assert (member(coop, ada).delegate, list(member(coop, ada).delegates)) == (address, parts)
    assert f"delegated to {words(parts)} since block" in str(power_of(coop, ada).why)
    assert "governance excluded the account" in str(power_of(coop, chipo).why)
