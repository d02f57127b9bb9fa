"""Matching rounds, on the contract that holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from dao_sim.bindings import Call, MatchingRounds
from dao_sim.bindings.generated.structs import RoundTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.matching import GrantState
from dao_sim.ledger.actions import OpenRound
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.results import by_row
from dao_sim.ledger.evm.world import OUTSIDE, Handler, World, refusals
from dao_sim.ledger.facts import Round
from dao_sim.ledger.intents import ClaimMatch, Give, SettleRound
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import ETH, MAX_UINT256, Seconds, Wei


class Matching:
    """The rounds of one co-op. Without the charter's section, none."""

    def __init__(self, world: World, coop: Cooperative) -> None:
        self._world = world
        self._coop = coop

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        if self._coop.matching is None:
            return {}
        return {Give: self._give, ClaimMatch: self._claim, SettleRound: self._settle}

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that it is."""
        return {OpenRound: self._open} if self._coop.matching else {}

    def held(self) -> Wei:
        """ETH that the rounds hold."""
        return self._world.chain.balance(self._contract.address) if self._coop.matching else Wei(0)

    def facts(self) -> list[Round]:
        """Every round, in the order in which they were made."""
        if self._coop.matching is None:
            return []
        return [self._fact(number) for number in range(1, self._contract.round_count() + 1)]

    @property
    def _contract(self) -> MatchingRounds:
        assert self._coop.matching is not None
        return self._coop.matching

    def _open(self, action: OpenRound) -> Sequence[Call]:
        terms = RoundTerms(
            asset=ETH, delay=action.delay, duration=action.duration, cap=action.cap, pool=action.pool
        )
        payees = [self._world.addresses[account] for account in action.accounts]
        return [self._contract.make_round(terms, payees, action.works)]

    def _give(self, intent: Give) -> Outcome:
        given = self._contract.batch(
            "contributeETH",
            self._world.named(intent.accounts),
            values=intent.amounts.tolist(),
            round_id=intent.round,
            grant_id=intent.grants,
        )
        return self._world.sent(given)

    def _claim(self, intent: ClaimMatch) -> Outcome:
        """Anybody claims for the payees; what is a work's is collected from its receiver at once."""
        contract, rows = self._contract, len(intent.grants)
        found = {
            number: contract.grant_at(intent.round, number) for number in np.unique(intent.grants).tolist()
        }
        grants = [found[number] for number in intent.grants.tolist()]
        payees = [grant.payee for grant in grants]
        of: dict[str, Any] = {"round_id": intent.round, "grant_id": intent.grants, "to": payees}
        result = self._world.chain.send_batch(contract.batch("claim", [OUTSIDE] * rows, **of))
        paid = [0] * rows
        for row, event in by_row(result, contract, MatchingRounds.Claimed):
            paid[row] = event.contributed + event.matched
        works = [
            grant.work_id for grant, amount in zip(grants, paid, strict=True) if grant.work_id and amount
        ]
        self._collect(works)
        return Outcome(rows=rows, refused=refusals(result), amounts=Amounts.of(paid))

    def _collect(self, works: Sequence[int]) -> None:
        if works:
            collecting = self._coop.vault.batch("collect", [OUTSIDE] * len(works), work_id=works, asset=ETH)
            self._world.chain.send_batch(collecting)

    def _settle(self, intent: SettleRound) -> Outcome:
        contract, number = self._contract, intent.round
        settled = self._world.sent(contract.batch("settle", [OUTSIDE], round_id=number, most=MAX_UINT256))
        due = 0 if settled.refused else contract.round_of(number).due
        if due:
            self._world.chain.send_batch(contract.batch("giveBack", [OUTSIDE], round_id=number))
        return Outcome(rows=1, refused=settled.refused, amounts=Amounts.of([due]))

    def _fact(self, number: int) -> Round:
        contract = self._contract
        made = contract.round_of(number)
        places = range(1, made.grant_count + 1)
        grants = [contract.grant_at(number, place) for place in places]
        return Round(
            number=number,
            state=contract.state_of(number),
            opens_at=Seconds(made.opens_at),
            closes_at=Seconds(made.closes_at),
            pool=Wei(made.pool),
            payees=[
                ("work", grant.work_id) if grant.work_id else ("account", self._world.account_of[grant.payee])
                for grant in grants
            ],
            contributed=[Wei(grant.contributed) for grant in grants],
            contributors=[grant.contributors for grant in grants],
            matched=[Wei(contract.match_of(number, place)) for place in places],
            claimed=[grant.state == GrantState.CLAIMED for grant in grants],
        )
