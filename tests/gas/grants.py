"""Gas of milestone grants: opened, accepted, shown, reviewed, settled, paid."""

from __future__ import annotations

from dao_sim.units import ETH, Wei
from tests.contracts.grants import EVIDENCE, REVIEW, grants, terms
from tests.contracts.kit import TOKEN
from tests.gas.stage import Stage, stranger


def milestones(stage: Stage) -> None:
    """A grant of two milestones with three reviewers; the first wholly accepted, the second missed."""
    coop = stage.coop
    made = grants(coop)
    coop.treasury.pay(ETH, made.address, 10 * TOKEN).send(coop.timelock.address)
    said = terms(grantee=stage.dave)
    stage.decree("two milestones, three reviewers", made.open_(said))
    stage.act("bond in ETH", made.accept(1, value=Wei(said.bond)), stage.dave)
    stage.act("", made.submit(1, 0, EVIDENCE), stage.dave)
    stage.act("", made.review(1, 0, 10_000), stage.alice)
    made.review(1, 0, 10_000).send(stage.bob)
    stage.act("accepted", made.settle(1, 0), stranger(0))
    stage.chain.advance(60 * 86_400 + REVIEW)
    stage.act("missed, the last", made.settle(1, 1), stranger(0))
    stage.act("ETH, first to a payee", made.claim(ETH, stranger(1)), stage.dave)
    stage.act("ETH", made.recover(ETH), stranger(0))
