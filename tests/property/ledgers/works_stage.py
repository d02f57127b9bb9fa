"""Two co-ops on both ledgers, where works, licences and units are there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import cast

import numpy as np

from dao_sim.chain.protocol import Checkpoint
from dao_sim.coop import Charter
from dao_sim.errors import Reverted
from dao_sim.ledger.actions import SetLevy
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.evm import EvmLedger
from dao_sim.ledger.intents import Admit, BuyLicence, Deposit, Derive, Endow, Intent, Offer, Register
from dao_sim.ledger.outcome import Refusal
from dao_sim.testing.ledger import Twins
from dao_sim.units import SHARES_PER_WORK, Bps
from tests.property.ledgers.works import ACCOUNTS, COOPS, column

MEMBERS = 4
MONEY = (10**21, 10**19, 2**120, 10**6, 0)
"""What the accounts get for each co-op (wei)."""
VARIANTS = (("0%", "0s"), ("7%", "1h"), ("30%", "0s"))
"""The levy, and for how long new works' units are locked."""


class Stage:
    """Twins, and where to come back to."""

    def __init__(self, levy: str, window: str) -> None:
        self.twins = Twins([_charter(name, levy, window) for name in ("Ateliers", "Bureau")], ACCOUNTS)
        for coop in range(COOPS):
            assert not any(outcome.refused for outcome in self.twins.apply(*_begin(coop)))
        self._array = self.twins.array
        self._checkpoint: Checkpoint = self.evm.chain.checkpoint()

    @property
    def array(self) -> ArrayLedger:
        return cast("ArrayLedger", self.twins.array)

    @property
    def evm(self) -> EvmLedger:
        return cast("EvmLedger", self.twins.evm)

    def again(self) -> Stage:
        """As it was when it was made."""
        self.evm.chain.restore(self._checkpoint)
        self._checkpoint = self.evm.chain.checkpoint()
        self.twins.array = deepcopy(self._array)
        return self


@lru_cache
def stage(variant: int) -> Stage:
    """Made once: contracts take a while to deploy."""
    return Stage(*VARIANTS[variant])


def set_levy(on: Stage, coop: int, bps: int) -> str:
    """As an adopted proposal does; the reason of a refusal, which is the same on both, or nothing."""
    mine = theirs = ""
    try:
        on.array.coops[coop].carry_out([SetLevy(bps=Bps(bps))])
    except Refusal as refusal:
        mine = refusal.reason
    contracts = on.evm.coops[coop]
    (call,) = contracts.calls([SetLevy(bps=Bps(bps))])
    try:
        call.send(contracts.coop.timelock.address)
    except Reverted as reverted:
        theirs = reverted.name or ""
    assert mine == theirs
    return mine


def _charter(name: str, levy: str, window: str) -> Charter:
    return Charter(
        name=name,
        royalties={"levy": levy},
        works={"licences": True, "dispute_window": window},
        operators={"admitter": ["account:0"], "minter": ["account:0"]},
    )


def _begin(coop: int) -> Iterator[Intent]:
    """Two works; 3 derives from 1, 4 from 2, 5 from 3; the second co-op has half of 6 for the first's 1."""
    yield Admit(coop=coop, accounts=column(range(MEMBERS)), classes=np.ones(MEMBERS, dtype=np.int8))
    yield Endow(accounts=column(range(ACCOUNTS)), amounts=Amounts.of(MONEY))
    yield _register(coop, 0, "first", {0: 999_999, 1: 1})
    yield _register(coop, 1, "second", {1: SHARES_PER_WORK})
    yield _offer(coop, 0, work=1, share=1_500, price=0)
    yield _offer(coop, 1, work=2, share=333, price=7)
    yield BuyLicence(coop=coop, accounts=column([2, 3]), offers=column([1, 2]))
    yield _derive(coop, 2, "third", licence=1)
    yield _derive(coop, 3, "fourth", licence=2)
    yield _offer(coop, 2, work=3, share=5_000, price=10**6)
    yield BuyLicence(coop=coop, accounts=column([2, 2]), offers=column([3, 3]))
    yield _derive(coop, 2, "fifth", licence=3)
    yield _offer(coop, 2, work=5, share=9_000, price=0)
    yield BuyLicence(coop=coop, accounts=column([3, 2]), offers=column([4, 4]))
    yield _offer(coop, 0, work=1, share=200, price=0)
    yield BuyLicence(coop=coop, accounts=column([2]), offers=column([5]))
    if coop:
        half = SHARES_PER_WORK // 2
        yield _register(coop, 1, "sixth", {1: half}, [(0, 1, half)])
    paid = Amounts.of([10**18 + 1, 12_345])
    yield Deposit(coop=coop, accounts=column([0, 0]), works=column([1, 5 + coop]), amounts=paid)


def _register(
    coop: int,
    account: int,
    title: str,
    units: dict[int, int],
    foreign: Sequence[tuple[int, int, int]] = (),
) -> Register:
    return Register(
        coop=coop,
        accounts=column([account]),
        titles=[title],
        contributors=[column(list(units))],
        units=[column(list(units.values()))],
        ai_share_bps=column([account]),
        foreign=[foreign],
    )


def _derive(coop: int, account: int, title: str, licence: int) -> Derive:
    return Derive(
        coop=coop,
        accounts=column([account]),
        titles=[title],
        contributors=[column([2, 3, 4])],
        units=[column([333_333, 333_333, 333_334])],
        ai_share_bps=column([0]),
        licences=[column([licence])],
    )


def _offer(coop: int, account: int, *, work: int, share: int, price: int) -> Offer:
    return Offer(
        coop=coop,
        accounts=column([account]),
        works=column([work]),
        share_bps=column([share]),
        prices=Amounts.of([price]),
    )
