"""Gas of conviction funding: requesting, backing, taking back, being paid."""

from __future__ import annotations

from dao_sim.coop.roles import Role
from dao_sim.units import ETH
from tests.contracts.funding import CAP, HALF_LIFE, HELD, bare, terms
from tests.contracts.kit import TOKEN
from tests.gas.stage import Stage, stranger


def support(stage: Stage) -> None:
    """A request's life, with support that is settled several times."""
    coop, timelock = stage.coop, stage.coop.timelock.address
    funding = bare(coop, terms())
    coop.access.grant_role(int(Role.SPENDER), funding.address, 0).send(timelock)
    coop.treasury.set_cap(funding.address, ETH, CAP).send(timelock)
    stage.chain.fund(coop.treasury.address, HELD)
    coop.token.approve(funding.address, 600 * TOKEN).send(stage.alice)
    coop.token.approve(funding.address, 500 * TOKEN).send(stage.bob)
    stage.act("", funding.request(ETH, TOKEN, stranger(0)), stage.alice)
    stage.act("first on a request", funding.back(1, 500 * TOKEN), stage.alice)
    stage.chain.advance(HALF_LIFE // 2)
    stage.act("later, first of a supporter", funding.back(1, 500 * TOKEN), stage.bob)
    stage.chain.advance(HALF_LIFE // 2)
    stage.act("later, more of a supporter", funding.back(1, 100 * TOKEN), stage.alice)
    stage.act("part of it", funding.withdraw(1, 100 * TOKEN), stage.alice)
    stage.chain.advance(20 * HALF_LIFE)
    stage.act("ETH, first payment", funding.execute(1), stranger(1))
    stage.act("all of it, after the payment", funding.withdraw(1, 500 * TOKEN), stage.alice)
