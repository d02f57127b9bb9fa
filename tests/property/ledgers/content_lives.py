"""Random stories of works that are submitted, reviewed and registered: most acts sensible, many not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from dao_sim.coop import Charter
from dao_sim.coop.panels import Phase
from dao_sim.coop.submissions import SubmissionState
from dao_sim.errors import Reverted
from dao_sim.ledger.actions import SetContentRule
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array import ArrayLedger
from dao_sim.ledger.content_intents import (
    ClaimDeposits,
    ClaimRewards,
    CloseCase,
    ConcludeSubmission,
    Enlist,
    LapseSubmission,
    RequestReview,
    Retire,
    RevealVerdicts,
    SealVerdicts,
    Submit,
    WithdrawStakes,
)
from dao_sim.ledger.evm import EvmLedger
from dao_sim.ledger.intents import NOBODY, Admit, Endow, Intent, Register, Resign
from dao_sim.ledger.lots import SEEDS
from dao_sim.ledger.outcome import Refusal
from dao_sim.testing.ledger import Twins
from dao_sim.units import SHARES_PER_WORK, Bps, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column: TypeAlias = NDArray[np.int64]

ACCOUNTS = 9
STAKE = 1_000
FEE, BONUS = 100, 20
DEPOSIT = 700
MONEY = (10**6, 10**6, 10**6, 10**6, 10**6, 10**6, 2_000, 2**120, 0)
VARIANTS = ((1, 1), (3, 1), (5, 2))
"""Seats of a panel, and co-ops."""
SECONDS = (1, 60, 100, 101, 1_000, 3_600)
TITLES = "abcdefghijklmnop"
WHOLE = ((SHARES_PER_WORK,), (950_000, 50_000), (950_001, 49_999), (500_000, 25_000, 25_000, 450_000))

Stated: TypeAlias = tuple[int, str, list[int], list[int], int]
"""Submitter, title, contributors, their units, AI's share in basis points."""


def column(values: Sequence[int]) -> Column:
    return np.array(values, dtype=np.int64)


class Stage:
    """Twins whose members are there, and where to come back to."""

    def __init__(self, size: int, coops: int) -> None:
        self.twins = Twins([_charter(f"Atelier {place}", size) for place in range(coops)], ACCOUNTS)
        everybody = np.arange(ACCOUNTS)
        self.twins.apply(Endow(accounts=everybody, amounts=Amounts.of(MONEY)))
        for coop in range(coops):
            self.twins.apply(Admit(coop=coop, accounts=everybody[:7], classes=np.ones(7, dtype=np.int8)))
        self.twins.advance(10)
        stakes = Amounts.full(6, STAKE)
        for coop in range(coops):
            self.twins.apply(Enlist(coop=coop, accounts=everybody[:6], amounts=stakes))
        self._array = self.twins.array
        self._checkpoint = self.evm.chain.checkpoint()

    @property
    def evm(self) -> EvmLedger:
        return cast("EvmLedger", self.twins.evm)

    def again(self) -> Twins:
        """As it was when it was made."""
        self.evm.chain.restore(self._checkpoint)
        self._checkpoint = self.evm.chain.checkpoint()
        self.twins.array = deepcopy(self._array)
        return self.twins


@lru_cache
def stage(variant: int) -> Stage:
    """Made once: contracts take a while to deploy."""
    return Stage(*VARIANTS[variant])


def _charter(name: str, size: int) -> Charter:
    periods = {"commit_period": 3_600, "reveal_period": 1_000, "appeal_period": 1_000, "vote_period": 900}
    return Charter(
        name=name,
        review={"size": size, "stake": _eth(STAKE), "fee": _eth(FEE), "bonus": _eth(BONUS), **periods},
        content={
            "screen_period": 100,
            "act_period": 10_000,
            "domains": {
                "film": {"cap": "30%", "deposit": _eth(DEPOSIT)},
                "music": {"cap": "50%", "review_from": "20%", "deposit": _eth(DEPOSIT + 100)},
            },
        },
        governance={"voting_period": 60, "voting_delay": 1, "timelock_delay": 1, "late_quorum_extension": 1},
        operators={"admitter": ["account:0"], "minter": ["account:0"]},
    )


def _eth(wei: int) -> str:
    return f"0.{wei:018}"


class Life:
    """One story. `happened` counts each intent's name with the reasons of refusals, "" for what was done."""

    def __init__(self, seed: int, happened: Counter[tuple[str, str]]) -> None:
        self._chance = Random(seed)
        self._twins = stage(seed % len(VARIANTS)).again()
        self._happened = happened
        self._coops = VARIANTS[seed % len(VARIANTS)][1]
        self._stated: list[Stated] = []

    def step(self) -> None:
        """Something happens; the ledgers are compared."""
        acts: list[Callable[[], None]] = [self._advance, self._member, self._panellist, self._panellist]
        acts += [self._submit, self._submit, self._register, self._request, self._request, self._set_rule]
        acts += [self._vote, self._vote, self._close, self._claim, self._finish, self._finish]
        self._chance.choice(acts)()

    def money(self) -> int:
        """What there is on arrays, in all."""
        ledger = cast("ArrayLedger", self._twins.array)
        held = sum(sum(coop.holdings().values()) for coop in ledger.coops)
        return ledger.cash().total() + held

    def _apply(self, *intents: Intent) -> None:
        for intent, outcome in zip(intents, self._twins.apply(*intents), strict=True):
            name = type(intent).__name__
            self._happened[name, ""] += int(outcome.done.sum())
            self._happened.update((name, reason) for reason in outcome.refused.values())

    def _advance(self) -> None:
        self._twins.advance(self._chance.choice(SECONDS))

    def _member(self) -> None:
        who, coop = self._people(2), self._coop()
        if self._often(0.2):
            self._apply(Resign(coop=coop, accounts=who))
        else:
            self._apply(Admit(coop=coop, accounts=who, classes=np.ones(len(who), dtype=np.int8)))

    def _panellist(self) -> None:
        kind, who, coop = self._chance.random(), self._people(4), self._coop()
        if kind < 0.6:
            amounts = [self._chance.choice((0, 1, STAKE - 1, STAKE, 5 * STAKE, 2**100)) for _ in who]
            self._apply(Enlist(coop=coop, accounts=who, amounts=Amounts.of(amounts)))
        else:
            self._apply(Retire(coop=coop, accounts=who[:2]), WithdrawStakes(coop=coop, accounts=who))

    def _submit(self) -> None:
        rows = [self._statement() for _ in range(self._chance.randint(1, 3))]
        self._stated += rows
        domains = [self._chance.choice(("music", "music", "music", "film", "film", "games")) for _ in rows]
        parent = (self._coops - 1, self._chance.randint(0, 2), 1)
        elsewhere = [[parent] if self._often(0.1) else [] for _ in rows]
        self._apply(
            Submit(coop=self._coop(), domains=domains, foreign=elsewhere, **_columns(rows)),
        )

    def _register(self) -> None:
        stated = self._stated if self._stated and self._often(0.9) else [self._statement()]
        rows = [self._chance.choice(stated) for _ in range(3)]
        self._apply(Register(coop=self._coop(), **_columns(rows)))

    def _request(self) -> None:
        coop = self._coop()
        facts = self._twins.array.coops[coop].submissions()
        flagged = (np.flatnonzero(facts.state == SubmissionState.FLAGGED) + 1).tolist()
        numbers = [
            self._chance.choice(flagged)
            if flagged and self._often(0.8)
            else self._chance.randint(0, len(facts.state) + 1)
            for _ in range(3)
        ]
        known = [0 < number <= len(facts.state) and self._often(0.9) for number in numbers]
        who = [
            int(facts.submitter[number - 1]) if there else self._chance.randrange(ACCOUNTS)
            for number, there in zip(numbers, known, strict=True)
        ]
        kind = self._chance.random()
        if kind < 0.6:
            self._apply(
                RequestReview(
                    coop=coop, accounts=column(who), submissions=column(numbers), seeds=self._seeds(3)
                )
            )
        elif kind < 0.9:
            self._apply(ConcludeSubmission(coop=coop, submissions=column(numbers)))
        else:
            self._apply(LapseSubmission(coop=coop, submissions=column(numbers)))

    def _vote(self) -> None:
        coop = self._coop()
        facts = self._twins.array.coops[coop]
        cases = range(1, facts.case_count() + 1)
        voting = [each for each in cases if facts.case(each).phase == Phase.VOTING or self._often(0.1)]
        if not voting and self._often(0.9):
            self._request()
            return
        number = self._chance.choice(voting or [0, 1, 2])
        panel = [each for each in facts.case(number).panel if self._often(0.9)] if number in cases else [0]
        panel += self._people(1).tolist() if self._often(0.2) else []
        upheld = np.array([self._often(0.5) for _ in panel], dtype=np.bool_)
        self._apply(
            SealVerdicts(coop=coop, case=number, accounts=column(panel), upheld=upheld),
            RevealVerdicts(coop=coop, case=number, accounts=column(panel)),
        )
        if self._often(0.7):
            self._twins.advance(3_600)
            self._apply(RevealVerdicts(coop=coop, case=number, accounts=column(panel)))

    def _close(self) -> None:
        coop = self._coop()
        count = self._twins.array.coops[coop].case_count()
        numbers = [self._chance.randint(0, count + 1) for _ in range(3)]
        self._apply(CloseCase(coop=coop, cases=column(numbers), seeds=self._seeds(3)))

    def _finish(self) -> None:
        """Time goes by until all that waits is due; then cases end, and what they were about."""
        coop = self._coop()
        facts = self._twins.array.coops[coop]
        cases = np.arange(1, facts.case_count() + 1)
        if not len(cases) and self._often(0.9):
            self._submit()
            self._twins.advance(101)
            return
        for seconds in (3_600, 1_000, 1_000)[self._chance.choice((0, 1, 1, 2)) :]:
            self._twins.advance(seconds)
            self._apply(CloseCase(coop=coop, cases=cases, seeds=self._seeds(len(cases))))
        everything = np.arange(1, len(facts.submissions().state) + 1)
        self._apply(ConcludeSubmission(coop=coop, submissions=everything))
        if self._stated:
            self._apply(Register(coop=coop, **_columns(self._stated[-3:])))

    def _claim(self) -> None:
        who = column([NOBODY, *self._people(5).tolist()])
        kind = self._chance.choice((ClaimRewards, ClaimDeposits))
        self._apply(kind(coop=self._coop(), accounts=who))

    def _set_rule(self) -> None:
        """As an adopted proposal does; refused for the same reason on both."""
        coop = self._coop()
        action = SetContentRule(
            domain=self._chance.choice(("music", "film", "games")),
            cap=Bps(self._chance.choice((0, 2_000, 10_000, 10_001))),
            review_from=Bps(self._chance.choice((0, 4_000, 10_001))),
            deposit=Wei(self._chance.choice((0, (FEE + BONUS) * 5, DEPOSIT))),
        )
        mine = theirs = ""
        try:
            cast("ArrayLedger", self._twins.array).coops[coop].carry_out([action])
        except Refusal as refusal:
            mine = refusal.reason
        contracts = cast("EvmLedger", self._twins.evm).coops[coop]
        (call,) = contracts.calls([action])
        try:
            call.send(contracts.coop.timelock.address)
        except Reverted as reverted:
            theirs = reverted.name or ""
        assert mine == theirs
        self._happened["SetContentRule", mine] += 1

    def _statement(self) -> Stated:
        units = list(self._chance.choice(WHOLE))
        holders = [self._chance.randrange(ACCOUNTS) for _ in units]
        if self._often(0.1):
            units = self._chance.choice(([], [1], [2**63 - 1] * len(units), [*units, 1], [*units, 1]))
            holders = holders if self._often(0.5) else holders[: len(units)]
        share = self._chance.choice((0, 1_999, 2_000, 2_001, 5_000, 5_001, 9_999, 10_000, 10_001))
        return self._chance.randrange(ACCOUNTS - 1), self._chance.choice(TITLES), holders, units, share

    def _people(self, most: int) -> Column:
        return column([self._chance.randrange(ACCOUNTS) for _ in range(self._chance.randint(1, most))])

    def _seeds(self, rows: int) -> Column:
        drawn = [self._chance.randrange(SEEDS) for _ in range(rows)]
        return column([self._chance.choice((0, seed, SEEDS - 1)) for seed in drawn])

    def _coop(self) -> int:
        return self._chance.randrange(self._coops)

    def _often(self, chance: float) -> bool:
        return self._chance.random() < chance


def _columns(rows: Sequence[Stated]) -> dict[str, Any]:
    return {
        "accounts": column([row[0] for row in rows]),
        "titles": [row[1] for row in rows],
        "contributors": [column(row[2]) for row in rows],
        "units": [column(row[3]) for row in rows],
        "ai_share_bps": column([row[4] for row in rows]),
    }
