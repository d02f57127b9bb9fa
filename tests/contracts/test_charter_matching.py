"""Matching rounds, named in a charter: deployed with their role and caps, found again, and held."""

from __future__ import annotations

import pytest

from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.coop import Charter
from dao_sim.coop.matching import (
    NO_CAP,
    GrantState,
    RoundState,
    contribute,
    fund,
    matching_of,
    round_numbered,
    rounds,
)
from dao_sim.coop.roles import Role
from dao_sim.errors import BadInput, CharterError, Refused
from dao_sim.units import ETH, MAX_UINT208, Support, Wei
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, BOB, DAVE, DAY, MALLORY, TOKEN, mock_token

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

MATCHING = """
[matching]
review = "3d"
claim_period = "30d"
caps = [{ asset = "ETH", amount = "20" }]
"""


def test_a_round_is_made_by_a_vote_given_to_and_seen() -> None:
    coop = founded(written("member", more=MATCHING))
    matching = matching_of(coop)
    assert coop.matching is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert (matching.review(), matching.claim_period()) == (3 * DAY, 30 * DAY)
    assert coop.access.has_role(int(Role.SPENDER), matching.address).is_member
    assert coop.treasury.cap_of(matching.address, ETH) == 20 * TOKEN
    coop.chain.fund(coop.treasury.address, 100 * TOKEN)
    work = coop.register_work(ALICE, b"a song", {ALICE: 1_000_000})
    assert rounds(coop) == []
    call = matching.make_round(RoundTerms(ETH, 0, DAY, NO_CAP, TOKEN), [DAVE], [work])
    proposal = coop.propose(ALICE, call, "A round").open()
    for voter in (ALICE, BOB):
        proposal.vote(voter, Support.FOR)
    proposal.close()
    proposal.queue()
    proposal.execute()
    for giver in (ALICE, BOB):
        for call in contribute(coop, 1, 1, giver, 100):
            call.send(giver)
    for call in fund(coop, 1, MALLORY, 5):
        call.send(MALLORY)
    (found,) = rounds(coop)
    assert (found.state, found.pool, found.cap) == (RoundState.OPEN, TOKEN + 5, NO_CAP)
    assert found.lapses_at - found.claims_at == 30 * DAY
    assert found.claims_at - found.closes_at == 3 * DAY
    first, second = found.grants
    assert (first.payee, first.work, first.contributors, first.contributed, first.match) == (
        DAVE,
        None,
        2,
        200,
        200,
    )
    assert (second.work, second.state, second.match) == (work, GrantState.LIVE, 0)


def test_a_token_is_approved_when_it_must_be() -> None:
    coop = founded(written("member", more="[matching]"))
    matching, token = matching_of(coop), mock_token(coop.chain)
    token.mint(ALICE, 100).send(ALICE)
    matching.make_round(RoundTerms(token.address, 0, DAY, NO_CAP, 0), [DAVE], []).send(coop.timelock.address)
    giving = [*contribute(coop, 1, 1, ALICE, 60)]
    assert [call.function for call in giving] == ["approve", "contribute"]
    token.approve(matching.address, MAX_UINT208).send(ALICE)
    (paying,) = fund(coop, 1, ALICE, 40)
    paying.send(ALICE)
    (giving_again,) = contribute(coop, 1, 1, ALICE, 60)
    giving_again.send(ALICE)
    assert token.balance_of(matching.address) == 100


def test_a_round_that_is_called_off_matches_nothing() -> None:
    coop = founded(written("member", more="[matching]"))
    matching = matching_of(coop)
    matching.make_round(RoundTerms(ETH, 0, DAY, NO_CAP, 0), [DAVE], []).send(coop.timelock.address)
    for giver in (ALICE, BOB):
        matching.contribute_eth(1, 1, value=Wei(100)).send(giver)
    matching.void_round(1).send(coop.timelock.address)
    found = round_numbered(coop, 1)
    assert (found.state, found.grants[0].match, found.grants[0].contributed) == (RoundState.VOIDED, 0, 200)


def test_what_is_not_there_is_said() -> None:
    coop = founded(written("member"))
    assert coop.matching is None
    with pytest.raises(Refused, match="no section"):
        rounds(coop)
    with pytest.raises(BadInput, match="no such round"):
        round_numbered(founded(written("member", more="[matching]")), 1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('claim_period = "0s"', "must be a duration from 1s"),
        ('review = "4000d"', "must be a duration from 0s"),
        ('caps = [{ asset = "ETH", amount = "1" }, { asset = "ETH", amount = "2" }]', "capped twice"),
        ('cap = "5"', "cap"),
    ],
)
def test_terms_that_make_no_sense_are_refused(wrong: str, says: str) -> None:
    with pytest.raises(CharterError, match=says):
        Charter.parse(written("member", more=f"[matching]\n{wrong}"))
