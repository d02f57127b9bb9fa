"""Gas of the data commons: registered, confirmed, licensed, used, credited, given back."""

from __future__ import annotations

from eth_utils.crypto import keccak

from dao_sim.coop.countersignature import sign
from dao_sim.coop.data_terms import Purpose
from dao_sim.units import ETH, Wei
from tests.contracts.commons import PRICE, SERVICE, TERM, USES, access_terms, commons, dataset_terms
from tests.gas.stage import Stage, stranger


def datasets(stage: Stage) -> None:
    """A dataset of three holders, and a licence of four uses, of which two happen."""
    made = commons(stage.coop, confirmers=(stage.operator,))
    alice, bob = stage.alice, stage.bob
    stage.act("three holders", made.register(dataset_terms({alice: 3, bob: 2, stage.carol: 2})), alice)
    stage.act("", made.confirm(1), stage.operator)
    stage.act("", made.consent(1), bob)
    made.consent(1).send(stage.carol)
    stage.act("", made.offer(access_terms()), alice)
    stage.act("ETH", made.buy(1, value=Wei(USES * PRICE)), stage.dave)
    for case in ("first", "later"):
        query, until = keccak(text=case), stage.chain.now() + 60
        signed = sign(made, SERVICE, 1, Purpose.RESEARCH, query, valid_until=until)
        stage.act(case, made.use(1, int(Purpose.RESEARCH), query, until, signed.signature), stage.dave)
    stage.act("", made.credit(1, ETH, bob), stranger(0))
    stage.act("ETH", made.collect_levy(ETH), stranger(0))
    stage.act("", made.withdraw(1), bob)
    stage.decree("", made.suspend(1, b"\1" * 32))
    stage.chain.advance(TERM)
    stage.act("", made.refund(1), stranger(0))
    stage.act("ETH, first to a payee", made.claim(ETH, stranger(1)), bob)
