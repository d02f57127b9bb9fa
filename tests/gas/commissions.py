"""Gas of commissions: posted, bid for, accepted, delivered, settled, judged, paid."""

from __future__ import annotations

from dao_sim.units import ETH, Wei
from tests.contracts.commissions import WORK, bid, commissions, needed
from tests.contracts.kit import DAY, TOKEN
from tests.gas.stage import Stage, stranger


def commissioned(stage: Stage) -> None:
    """One that is late and accepted by silence; one that is disputed and judged."""
    made, said = commissions(stage.coop, arbiter=stage.guardian), needed()
    for case in ("first of all", "later"):
        stage.act(case, made.post(said, value=Wei(said.budget)), stage.carol)
    offer = made.bid(1, 8 * TOKEN, DAY, TOKEN, value=Wei(TOKEN))
    stage.act("bond in ETH", offer, stage.alice)
    second, third = bid(made, 2, stage.alice), bid(made, 1, stage.bob)
    stage.act("first owed to the poster", made.accept(1), stage.carol)
    stage.act("", made.withdraw_bid(third), stage.bob)
    made.accept(second).send(stage.carol)
    stage.chain.advance(2 * DAY)
    stage.act("", made.deliver(1, WORK), stage.alice)
    made.deliver(2, WORK).send(stage.alice)
    stage.act("", made.dispute(2), stage.carol)
    stage.chain.advance(5 * DAY)
    stage.act("late, by silence", made.settle(1), stranger(0))
    stage.act("", made.rule(2, 5_000), stage.guardian)
    stage.act("ETH, first to a payee", made.claim(ETH, stranger(1)), stage.alice)
