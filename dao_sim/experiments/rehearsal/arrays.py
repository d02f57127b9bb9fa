"""Starts on arrays: the co-op made again, to the unit, where all that matters is modelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from dao_sim.coop.cooperative import Cooperative
from dao_sim.coop.works import Work
from dao_sim.errors import BadInput, Refused
from dao_sim.experiments.rehearsal.actions import actions_of
from dao_sim.experiments.rehearsal.catalogue import count, put_on_sale
from dao_sim.experiments.rehearsal.placed import Placed, placed
from dao_sim.experiments.rehearsal.proposed import WOULD_FAIL, Proposed
from dao_sim.experiments.rehearsal.standing import Standing, standing
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.beginning import Beginning
from dao_sim.ledger.array.ledger import ArrayLedger
from dao_sim.ledger.array.modelled import check_modelled
from dao_sim.ledger.array.vault import Opening
from dao_sim.ledger.intents import Endow, Offer
from dao_sim.ledger.outcome import Refusal
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.start import Start
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams
from dao_sim.units import ETH, Address, Wei


class Arrays:
    """`Starts` on arrays. Raises BadInput, naming it, for what they do not model."""

    ledger, engine = "array", "embedded"

    def __init__(self, coop: Cooperative, proposed: Proposed) -> None:
        self._coop = coop
        self.standing: Standing = standing(coop)
        self._charter = self.standing.charter.model_copy(update={"founders": ()})
        actions_of(proposed, coop, {who: place for place, who in enumerate(self.standing.people)})
        check_modelled(self._charter)
        _check_state(coop, self.standing)
        timelock = coop.timelock.address
        self._treasury = coop.chain.balance(coop.treasury.address)
        self._paid = Wei(coop.treasury.cap_of(timelock, ETH) - coop.treasury.remaining(timelock, ETH))
        self._proposals = coop.governor.latest_proposal_id()
        self._levy = Wei(coop.vault.levy_accrued(ETH))
        self._minted = max(coop.token.mint_cap() - coop.token.mintable(), 0)
        self._due = {who: self._claimable(who) for who in self.standing.people}

    def _claimable(self, who: Address) -> int:
        """What it can claim already; see `pay_out`."""
        works = (work.id for work in self.standing.works if who in work.holders)
        return sum(self._coop.vault.claimable(work, ETH, who) for work in works)

    @contextmanager
    def start(self, scenario: Scenario, streams: Streams, carried_out: Proposed | None) -> Iterator[Start]:
        """The co-op made again, or with a proposal carried out. Raises Refused where that would fail."""
        here = placed(self.standing, scenario, streams)

        def make(accounts: int) -> ArrayLedger:
            ledger = ArrayLedger([self._charter], accounts, self.standing.now)
            self._begin(ledger, here)
            if carried_out is not None:
                self._carry_out(ledger, carried_out, here)
            return ledger

        def settle(state: State) -> None:
            count(state)
            offered = np.array([work.id in self.standing.offers for work in self.standing.works], dtype=bool)
            put_on_sale(state, self.standing, here.accounts, np.where(offered, np.cumsum(offered), 0))

        yield Start(people=here.people, charters=[self._charter], make_ledger=make, settle=settle)

    def _begin(self, ledger: ArrayLedger, here: Placed) -> None:
        standing, accounts = self.standing, here.accounts
        places = np.array([accounts[who] for who in standing.people], dtype=np.int64)
        classes, delegates = np.zeros(ledger.accounts, dtype=np.int8), np.arange(ledger.accounts)
        classes[places] = standing.classes
        delegates[places] = [accounts[who] for who in standing.delegates]
        tokens = Amounts.zeros(ledger.accounts)
        tokens.put(places, Amounts.of(standing.tokens))
        money = zip(standing.money, self._due.values(), strict=True)
        works = standing.works
        ledger.apply([Endow(accounts=places, amounts=Amounts.of(held + due for held, due in money))])
        ledger.coops[0].begin(
            Beginning(
                classes=classes,
                tokens=tokens,
                minted=self._minted,
                delegates=delegates,
                proposals=self._proposals,
                treasury=Wei(self._treasury),
                paid=self._paid,
                levy=self._levy,
                registrants=np.array([accounts[work.registrant] for work in works], dtype=np.int64),
                ai_shares=np.array([work.ai_share_bps for work in works], dtype=np.int64),
                openings=[_opening(work, here) for work in works],
                incomes=Amounts.of(work.income.get(ETH, 0) for work in works),
                offers=self._offers(here),
            )
        )

    def _offers(self, here: Placed) -> Offer:
        offered = [work for work in self.standing.works if work.id in self.standing.offers]
        terms = [self.standing.offers[work.id].terms for work in offered]
        return Offer(
            accounts=np.array([here.accounts[work.registrant] for work in offered], dtype=np.int64),
            works=np.array([work.id for work in offered], dtype=np.int64),
            share_bps=np.array([each.share_bps for each in terms], dtype=np.int64),
            prices=Amounts.of(each.price for each in terms),
        )

    def _carry_out(self, ledger: ArrayLedger, proposed: Proposed, here: Placed) -> None:
        try:
            ledger.coops[0].carry_out(actions_of(proposed, self._coop, here.accounts))
        except Refusal as refusal:
            raise Refused("proposal", f"would be refused now: {refusal.reason}", hint=WOULD_FAIL) from refusal


def _check_state(coop: Cooperative, standing: Standing) -> None:
    works = standing.works
    if [work.id for work in works] != list(range(1, len(works) + 1)):
        _refuse("works that were voided")
    if standing.beyond:
        _refuse(f"tokens, votes or units of contracts ({', '.join(standing.beyond)})")
    if any(coop.token.is_excluded(who) for who in standing.people):
        _refuse("people whose tokens have no votes")
    if coop.grants and coop.grants.grant_count():
        _refuse("grants that are under way")
    if coop.matching and coop.matching.round_count():
        _refuse("matching rounds that are under way")
    if coop.submissions:
        _refuse("submissions of works, and panels on them")
    if coop.treasury.cap_of(coop.timelock.address, ETH) != _cap(standing):
        _refuse("another cap on the treasury's payments than the charter's")


def _cap(standing: Standing) -> int:
    return next((cap.amount for cap in standing.charter.treasury.caps if cap.asset == ETH), 0)


def _refuse(what: str) -> None:
    raise BadInput("ledger", f"{what}: arrays cannot take them over", hint="run this on evm")


def _opening(work: Work, here: Placed) -> Opening:
    holders = [here.accounts[holder] for holder in work.holders]
    return Opening(holders=holders, units=[*work.holders.values()], ancestors={**work.ancestors})
