"""A vote on a holiday: who is there alone takes what there is, unless enough have to take part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dao_sim.coop import Cooperative
from dao_sim.units import MemberClass, ProposalState, Support
from tests.contracts.kit import ALICE, MALLORY, TOKEN
from tests.contracts.rules import assemble
from tests.contracts.yesno import fractional_rule, member_rule, quadratic_rule, token_rule

RULES = [token_rule, member_rule, quadratic_rule, fractional_rule]


@pytest.mark.parametrize("defended", [True, False], ids=["quorum", "no quorum"])
@pytest.mark.parametrize("make", RULES, ids=["token", "member", "quadratic", "fractional"])
def test_one_voter_captures_an_absent_co_op(
    coop: Cooperative, make: Callable[..., Any], defended: bool
) -> None:
    coop.admit(MALLORY, MemberClass.PATRON)
    coop.mint(MALLORY, 100 * TOKEN)
    coop.chain.advance(1)
    house = assemble(coop, make(coop, 5_000 if defended else 0))
    number = house.propose(MALLORY, coop.vault.set_levy(3_000))
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(MALLORY)
    captured = house.close(number) == ProposalState.SUCCEEDED
    assert captured != defended


@pytest.mark.parametrize("make", RULES, ids=["token", "member", "quadratic", "fractional"])
def test_the_same_quorum_lets_pass_what_enough_take_part_in(
    coop: Cooperative, make: Callable[..., Any]
) -> None:
    house = assemble(coop, make(coop, 3_000))
    number = house.propose(ALICE, coop.vault.set_levy(1))
    house.open(number)
    house.governor.cast_vote(number, Support.FOR).send(ALICE)
    assert house.close(number) == ProposalState.SUCCEEDED
