"""Gas of matching rounds: making one, giving, claiming, and finding out what is left."""

from __future__ import annotations

from dao_sim.coop.roles import Role
from dao_sim.units import MAX_UINT208
from tests.contracts.kit import mock_token
from tests.contracts.matching import DELAY, bare, terms
from tests.gas.stage import Stage, stranger

GRANTS = 100
POOL, GIFT = 1_000_003, 10_007


def rounds(stage: Stage) -> None:
    """Rounds of ten and of a hundred grants, in a token."""
    coop, chain = stage.coop, stage.chain
    token = mock_token(chain)
    made = bare(coop)
    stage.note("MatchingRounds.constructor", chain.receipts[-1])
    coop.access.grant_role(int(Role.SPENDER), made.address, 0).send(coop.timelock.address)
    coop.treasury.set_cap(made.address, token.address, MAX_UINT208).send(coop.timelock.address)
    for holder in (stage.alice, stage.bob, coop.treasury.address):
        token.mint(holder, 100 * POOL).send(stage.carol)
    for giver in (stage.alice, stage.bob):
        token.approve(made.address, MAX_UINT208).send(giver)
    payees = [stranger(place) for place in range(GRANTS)]
    said = terms(token.address, delay=DELAY, pool=POOL)
    stage.decree("10 grants", made.make_round(said, payees[:10], []))
    stage.decree("100 grants", made.make_round(said, payees, []))
    stage.act("", made.register(1, stage.dave), stage.alice)
    stage.act("first of a giver", made.fund(2, POOL), stage.alice)
    chain.advance(DELAY)
    for case, giver in (
        ("first to a grant", stage.alice),
        ("first of a contributor", stage.bob),
        ("more of a contributor", stage.alice),
    ):
        stage.act(f"ERC-20, {case}", made.contribute(2, 1, GIFT), giver)
    chain.advance(said.duration + made.review())
    stage.act("ERC-20, first of a payee", made.claim(2, 1, payees[0]), stage.carol)
    stage.act("10 grants", made.settle(1, GRANTS), stage.carol)
    stage.act("100 grants", made.settle(2, GRANTS), stage.carol)
    stage.act("ERC-20", made.give_back(2), stage.carol)
