"""Gas of royalty financing: units sold, advanced on, and put into custody for a presale."""

from __future__ import annotations

from dao_sim.units import ETH, Wei
from tests.contracts.financing import HASH, REVIEW, advances, asked, bonds, for_sale, planned, sales
from tests.contracts.kit import TOKEN
from tests.gas.stage import Stage, stranger


def financing(stage: Stage) -> None:
    """An offer, an advance that is repaid, a presale that is delivered, and one that is not."""
    coop = stage.coop
    work = coop.register_work(stage.alice, b"financed", {stage.alice: 1_000_000})
    sold, lent, covered = sales(coop), advances(coop), bonds(coop)
    stage.act("", sold.offer(for_sale(work)), stage.alice)
    stage.act("ETH, first of a buyer", sold.buy(1, 1_000, TOKEN, value=Wei(TOKEN)), stage.dave)
    stage.act("", sold.withdraw(1), stage.alice)
    stage.act("", lent.ask(asked(work)), stage.alice)
    stage.act("ETH, with a custody", lent.fund(1, value=Wei(1_000)), stage.dave)
    coop.deposit(work, 1_000, stage.carol)
    stage.act("ETH, to the lender", lent.collect(1, ETH), stranger(0))
    stage.act("ETH", lent.repay(1, 700, value=Wei(700)), stage.alice)
    stage.act("", lent.release(1), stranger(0))
    stage.act("ETH, with a custody", covered.open_(planned(work), value=Wei(100)), stage.alice)
    covered.open_(planned(work, units=1_000), value=Wei(100)).send(stage.alice)
    stage.act("first of a backer", covered.pledge(1, 10, value=Wei(300)), stage.dave)
    covered.pledge(2, 10, value=Wei(300)).send(stage.dave)
    stage.act("first of a buyer", covered.prepay(1, 25, value=Wei(250)), stage.carol)
    covered.prepay(2, 25, value=Wei(250)).send(stage.carol)
    stage.act("with a loss", covered.abandon(1), stage.alice)
    stage.act("", covered.refund(1, stage.carol), stranger(0))
    stage.act("", covered.deliver(2, HASH), stage.alice)
    stage.chain.advance(REVIEW)
    stage.act("", covered.settle(2), stranger(0))
    coop.deposit(work, 1_000, stage.carol)
    stage.act("ETH, to the shares", covered.collect(1, ETH), stranger(0))
    stage.act("", covered.pay_out(1, stage.dave), stranger(0))
    stage.act("", covered.release(1), stranger(0))
