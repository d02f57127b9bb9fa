"""What a vote weighs, now and at a snapshot, and why it weighs nothing."""

from __future__ import annotations

import pytest

from dao_sim.coop import Cooperative, Proposal
from dao_sim.coop.power import Power, power_of
from dao_sim.errors import BadInput
from dao_sim.units import Address

TOKEN = 10**18


@pytest.fixture
def people(coop: Cooperative) -> tuple[Address, ...]:
    """Ada founded the co-op with 1,000 tokens; Bram, Chipo and Dora hold nothing yet."""
    return (coop.founders[0], *coop.chain.accounts()[2:5])


def proposed(coop: Cooperative) -> Proposal:
    return coop.propose(coop.founders[0], [coop.vault.set_levy(700)], "Raise the levy")


def test_a_holder_votes_with_what_it_held_at_the_snapshot(
    coop: Cooperative, people: tuple[Address, ...]
) -> None:
    ada, bram, *_ = people
    proposal = proposed(coop).open()
    coop.token.transfer(bram, 400 * TOKEN).send(ada)
    assert power_of(coop, ada, proposal.id) == Power(now=600 * TOKEN, at_snapshot=1000 * TOKEN, why=None)
    assert power_of(coop, ada) == Power(now=600 * TOKEN, at_snapshot=None, why=None)


def test_before_the_snapshot_is_past_the_votes_of_now_are_what_is_known(
    coop: Cooperative, people: tuple[Address, ...]
) -> None:
    ada, bram, *_ = people
    proposal = proposed(coop)
    coop.chain.advance(proposal.snapshot - coop.chain.now())
    assert coop.chain.now() == proposal.snapshot
    waiting = power_of(coop, ada, proposal.id)
    assert (waiting.at_snapshot, waiting.counts) == (None, 1000 * TOKEN)
    assert power_of(coop, bram, proposal.id).why == (
        "the account never held tokens, and nobody delegated votes to it"
    )
    coop.chain.advance(1)
    assert power_of(coop, ada, proposal.id).at_snapshot == 1000 * TOKEN


def test_tokens_that_come_late_do_not_count(coop: Cooperative, people: tuple[Address, ...]) -> None:
    _, bram, chipo, dora = people
    proposal = proposed(coop).open()
    coop.mint(bram, 5 * TOKEN)
    coop.token.delegate(chipo).send(bram)
    late = "the account's tokens arrived after the snapshot"
    assert power_of(coop, bram, proposal.id) == Power(now=0, at_snapshot=0, why=late)
    assert power_of(coop, chipo, proposal.id) == Power(
        now=5 * TOKEN, at_snapshot=0, why="votes were delegated to the account only after the snapshot"
    )
    assert power_of(coop, dora, proposal.id).why == (
        "the account never held tokens, and nobody delegated votes to it"
    )


def test_votes_given_away_are_said_to_be_with_whom(coop: Cooperative, people: tuple[Address, ...]) -> None:
    _, bram, chipo, dora = people
    coop.mint(bram, 5 * TOKEN)
    coop.token.delegate(dora).send(bram)
    given = coop.token.delegate(chipo).send(bram)
    proposal = proposed(coop).open()
    with_chipo = f"the account's votes are delegated to {chipo} since block {given.block_number}"
    assert power_of(coop, bram, proposal.id) == Power(now=0, at_snapshot=0, why=with_chipo)
    assert power_of(coop, bram).why == with_chipo
    assert power_of(coop, chipo, proposal.id).counts == 5 * TOKEN
    assert power_of(coop, dora).why == "the account never held tokens, and nobody delegated votes to it"

    coop.token.delegate(bram).send(bram)  # too late for this proposal
    assert power_of(coop, bram, proposal.id) == Power(
        now=5 * TOKEN,
        at_snapshot=0,
        why=f"the account's votes were delegated to {chipo} at the snapshot",
    )


def test_who_sold_everything_is_told_so(coop: Cooperative, people: tuple[Address, ...]) -> None:
    ada, bram, *_ = people
    coop.mint(bram, 5 * TOKEN)
    coop.token.transfer(ada, 5 * TOKEN).send(bram)
    nothing_left = "the account holds no tokens {}, and nobody delegates votes to it"
    assert power_of(coop, bram).why == nothing_left.format("now")
    proposal = proposed(coop).open()
    assert power_of(coop, bram, proposal.id).why == nothing_left.format("at the snapshot")


def test_a_proposal_that_is_not_there_is_refused(coop: Cooperative) -> None:
    with pytest.raises(BadInput, match="there is no such proposal") as caught:
        power_of(coop, coop.founders[0], 1)
    assert caught.value.hint == "nothing has been proposed yet"
    proposed(coop)
    with pytest.raises(BadInput, match="proposal=2") as caught:
        power_of(coop, coop.founders[0], 2)
    assert caught.value.hint == "they are numbered from 1 to 1"
