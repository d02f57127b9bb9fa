"""Random lives of rounds and grants: what members give and governance decides, valid and not.

Steps are drawn for what rounds and grants wait for as they stand, so that lives come to their ends, with
slips of every kind: unknown numbers, others' accounts, too early, too late, twice, too much, nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from dao_sim.coop import Charter
from dao_sim.coop.grants import GrantState, MilestoneState
from dao_sim.coop.matching import RoundState
from dao_sim.errors import Reverted
from dao_sim.ledger.actions import Action, OpenGrant, OpenRound, PayOut, Stage
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.facts import Grant, Round
from dao_sim.ledger.intents import (
    NOBODY,
    AcceptGrant,
    Admit,
    BuyLicence,
    ClaimMatch,
    CollectLevy,
    Deposit,
    Derive,
    Endow,
    Give,
    Intent,
    LapseGrant,
    MoveUnits,
    Offer,
    Register,
    Resign,
    ReviewMilestone,
    SettleMilestone,
    SettleRound,
    SubmitMilestone,
    WithdrawGrant,
)
from dao_sim.ledger.outcome import Refusal
from dao_sim.testing.ledger import Twins
from dao_sim.units import Seconds, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dao_sim.ledger.array.coop import ArrayCoop
    from dao_sim.ledger.evm.coop import EvmCoop

ACCOUNTS = 6
DAY = 86_400
ETHER = 10**18
TINY = "0.000000000000000009"


def decree(twins: Twins, actions: Sequence[Action]) -> str | None:
    """Has both co-ops carry out what governance would, whole or not at all; why not.

    On the contracts, the timelock's calls are sent without a vote. Raises AssertionError where the ledgers
    differ.
    """
    array, evm = cast("ArrayCoop", twins.array.coops[0]), cast("EvmCoop", twins.evm.coops[0])
    ours = theirs = None
    try:
        array.carry_out(actions)
    except Refusal as refusal:
        ours = refusal.reason
    checkpoint = evm.world.chain.checkpoint()
    try:
        for call in evm.calls(actions):
            call.send(evm.coop.timelock.address)
    except Reverted as reverted:
        theirs = reverted.name
        evm.world.chain.restore(checkpoint)
    assert ours == theirs, actions
    return ours


class Life:
    """What happens to one co-op on both ledgers, by draws of `rng`.

    All but one are members. There is a work, and another that derives from it, with holders around the 1 % of
    what it earns from which a gift of theirs is not matched; the treasury has the levy on what the first
    earned.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.twins = Twins([_charter(rng)], ACCOUNTS)
        everybody, one = np.arange(ACCOUNTS), _column([0])
        earned = rng.choice([100 * ETHER, 100 * ETHER, ETHER])
        self.twins.apply(
            Admit(accounts=everybody[:-1], classes=np.ones(ACCOUNTS - 1, dtype=np.int8)),
            Endow(accounts=everybody, amounts=Amounts.full(ACCOUNTS, 5 * ETHER)),
            Endow(accounts=one, amounts=Amounts.of([earned])),
            Register(**self._work("a film")),
            Offer(accounts=one, works=_column([1]), share_bps=_column([3_000]), prices=Amounts.zeros(1)),
            BuyLicence(accounts=one, offers=_column([1])),
            Derive(**self._work("its sequel"), licences=[_column([1])]),
            Deposit(accounts=one, works=_column([1]), amounts=Amounts.of([earned])),
            CollectLevy(),
        )
        self.twins.advance(1)
        decree(self.twins, [self._good_round(), self._good_grant()])

    def _work(self, title: str) -> dict[str, Any]:
        """What is registered by the first account, which has most of it."""
        parts = [self.rng.choice([9_999, 10_000, 14_285, 14_286, 300_000]) for _ in range(2)]
        holders = [0, *self.rng.sample(range(1, ACCOUNTS), 2)]
        return {
            "accounts": _column([0]),
            "titles": [title],
            "contributors": [_column(holders)],
            "units": [_column([1_000_000 - sum(parts), *parts])],
            "ai_share_bps": _column([0]),
        }

    def step(self) -> None:
        """Something happens to both. Raises AssertionError where they differ then."""
        coop, chance = self.twins.array.coops[0], self.rng.random()
        rounds, grants = coop.rounds(), coop.grants()
        if chance < 0.1:
            decree(self.twins, self._decree())
        elif chance < 0.2:
            self.twins.apply(self._people() if self.rng.random() < 0.6 else self._of_works())
        elif chance < 0.3:
            self.twins.advance(self._wait(rounds))
        elif chance < 0.62 and rounds:
            self.twins.apply(self._of_round(self.rng.choice(rounds)))
        elif grants:
            self.twins.apply(self._of_grant(self.rng.choice(grants)))

    def _wait(self, rounds: Sequence[Round]) -> int:
        """A day, or up to a round's next time, or one second less."""
        ends = [time for found in rounds for time in (found.opens_at, found.closes_at, found.closes_at + DAY)]
        waits = [time - self.twins.array.now() - early for time in ends for early in (0, 0, 1)]
        return self.rng.choice([1, DAY, DAY, 2 * DAY, *(wait for wait in waits if wait > 0)])

    def _decree(self) -> list[Action]:
        makers = (self._good_round, self._good_grant, self._any_round, self._any_grant, self._payment)
        return [self.rng.choice(makers)() for _ in range(self.rng.choice([1, 1, 1, 2, 3]))]

    def _good_round(self) -> OpenRound:
        return OpenRound(
            pool=Wei(self.rng.choice([0, 9, self.rng.randint(0, ETHER), self.rng.randint(0, ETHER)])),
            cap=Wei(self.rng.choice([2**128 - 1, 2**128 - 1, 9, ETHER // 7])),
            delay=Seconds(self.rng.choice([0, 1, DAY])),
            duration=Seconds(self.rng.choice([DAY, 3 * DAY])),
            accounts=tuple(self.rng.sample(range(ACCOUNTS), self.rng.randint(1, 4))),
            works=self.rng.choice([(), (1,), (2, 1)]),
        )

    def _any_round(self) -> OpenRound:
        return OpenRound(
            pool=Wei(self._amount()),
            cap=Wei(self._amount()),
            delay=Seconds(self.rng.choice([0, 1, DAY, 3_650 * DAY + 1])),
            duration=Seconds(self.rng.choice([0, 1, DAY, 3_650 * DAY + 1])),
            accounts=tuple(self._some(range(ACCOUNTS), self.rng.choice([0, 1, 3, 210]))),
            works=tuple(self._some(range(4), self.rng.randint(0, 2))),
        )

    def _good_grant(self) -> OpenGrant:
        grantee, *others = self.rng.sample(range(ACCOUNTS), self.rng.randint(2, 5))
        return OpenGrant(
            grantee=grantee,
            reviewers=tuple(others),
            stages=tuple(
                Stage(
                    amount=Wei(self.rng.choice([7, 10_001, self.rng.randint(1, ETHER // 4)])),
                    due=Seconds(self.rng.choice([DAY, 3 * DAY])),
                )
                for _ in range(self.rng.randint(1, 3))
            ),
            review_period=Seconds(DAY),
            needed=self.rng.choice([0, 0, 1, len(others)]),
            bond=Wei(self.rng.choice([0, 3, self.rng.randint(1, ETHER // 3)])),
        )

    def _any_grant(self) -> OpenGrant:
        return OpenGrant(
            grantee=self.rng.randrange(ACCOUNTS),
            reviewers=tuple(self._some(range(ACCOUNTS), self.rng.choice([0, 1, 2, 3, 10]))),
            stages=tuple(
                Stage(
                    amount=Wei(self.rng.choice([0, 1, 5, self._amount()])),
                    due=Seconds(self.rng.choice([0, DAY, DAY, DAY, 3_650 * DAY + 1])),
                )
                for _ in range(self.rng.choice([0, 1, 1, 2, 13]))
            ),
            review_period=Seconds(self.rng.choice([0, DAY, DAY, 366 * DAY])),
            needed=self.rng.randint(0, 4),
        )

    def _payment(self) -> PayOut:
        return PayOut(account=self.rng.randrange(ACCOUNTS), amount=Wei(self._amount()))

    def _amount(self) -> int:
        """Any size; squares, whose roots are whole, often."""
        size: int = 10 ** self.rng.randint(0, 19)
        choices = (self.rng.randint(1, 9) ** 2, self.rng.randint(0, size), size)
        return self.rng.choice(choices)

    def _some(self, values: Iterable[int], count: int | None = None) -> list[int]:
        """A few of these, some of them twice."""
        return self.rng.choices(list(values), k=self.rng.randint(1, 4) if count is None else count)

    def _people(self) -> Intent:
        """Members come and go, and come into money, very much now and then."""
        accounts = _column(self._some(range(ACCOUNTS)))
        kinds = np.ones(len(accounts), dtype=np.int8)
        amounts = Amounts.of(self.rng.choice([self._amount(), self._amount(), 2**120]) for _ in accounts)
        admitting = Admit(accounts=accounts, classes=kinds)
        resigning, endowing = Resign(accounts=accounts[:1]), Endow(accounts=accounts, amounts=amounts)
        choices: list[Intent] = [endowing, resigning, admitting, admitting]
        return self.rng.choice(choices)

    def _of_works(self) -> Intent:
        """Units change hands, works earn, and the treasury gets the levy."""
        work, sender, recipient = self.rng.randint(1, 2), *self.rng.sample(range(ACCOUNTS), 2)
        moving = MoveUnits(
            works=_column([work]),
            senders=_column([sender]),
            recipients=_column([recipient]),
            units=_column([self.rng.choice([1, 9_999, 10_000, 300_000])]),
        )
        earning = Deposit(
            accounts=_column([sender]), works=_column([work]), amounts=Amounts.of([self._amount()])
        )
        choices: list[Intent] = [moving, moving, earning, CollectLevy()]
        return self.rng.choice(choices)

    def _of_round(self, found: Round) -> Intent:
        number = found.number if self.rng.random() < 0.95 else self.rng.choice([0, 9])
        if (found.state == RoundState.OPEN) != (self.rng.random() < 0.1):
            return self._gifts(number, len(found.payees) or 1)
        if self.rng.random() < 0.3:
            return SettleRound(round=number)
        return ClaimMatch(round=number, grants=_column(self._some(range(1, len(found.payees) + 2))))

    def _gifts(self, number: int, most: int) -> Give:
        grants = [self.rng.randint(1, most) for _ in range(self.rng.randint(1, 8))]
        if self.rng.random() < 0.1:
            grants[-1] = self.rng.choice([0, most + 1])
        cash = self.twins.array.cash().tolist()
        accounts = self._some(range(ACCOUNTS), len(grants))
        amounts = [self.rng.choice([self._amount(), cash[account]]) for account in accounts]
        return Give(
            round=number, grants=_column(grants), accounts=_column(accounts), amounts=Amounts.of(amounts)
        )

    def _of_grant(self, found: Grant) -> Intent:
        """What it waits for; anything now and then."""
        state = found.state if self.rng.random() < 0.9 else self.rng.choice(list(GrantState))
        number = found.number if self.rng.random() < 0.95 else self.rng.choice([0, 9])
        if state == GrantState.OFFERED:
            grants = _column([number] * self.rng.choice([1, 1, 2]))
            return AcceptGrant(grants=grants) if self.rng.random() < 0.7 else LapseGrant(grants=grants)
        if state == GrantState.ACTIVE:
            return self._of_milestone(found, number)
        return WithdrawGrant(accounts=_column(self._some(range(NOBODY, ACCOUNTS))))

    def _of_milestone(self, found: Grant, number: int) -> Intent:
        place = self.rng.choice([*range(len(found.milestones)), len(found.milestones)])
        one = _column([place])
        grants = _column([number])
        states = [each.state for each in found.milestones] + [MilestoneState.OPEN]
        if self.rng.random() < 0.25:
            return SettleMilestone(grants=grants, milestones=one)
        if (states[place] == MilestoneState.OPEN) != (self.rng.random() < 0.1):
            return SubmitMilestone(grants=grants, milestones=one)
        reviewers = [*found.reviewers, *found.reviewers, found.grantee]
        reviewers = self.rng.choices(reviewers, k=self.rng.randint(1, 4))
        bps = self.rng.choices([0, 1, 5_000, 9_999, 10_000, 10_000, 10_001], k=len(reviewers))
        same = [column.repeat(len(reviewers)) for column in (grants, one)]
        return ReviewMilestone(
            grants=same[0], milestones=same[1], accounts=_column(reviewers), bps=_column(bps)
        )


def _charter(rng: Random) -> Charter:
    caps = [rng.choice(["2", "20", "20", TINY]) for _ in range(2)]
    return Charter(
        name="Reels",
        operators={"admitter": ["account:0"], "minter": ["account:0"]},
        treasury={"epoch": "3d", "caps": [{"asset": "ETH", "amount": caps[0]}]},
        matching={
            "review": rng.choice(["0s", "1d"]),
            "claim_period": "1d",
            "caps": [{"asset": "ETH", "amount": caps[1]}],
        },
        grants={"accept_within": rng.choice(["1s", "2d", "2d"])},
        royalties={"levy": "30%"},
        works={"licences": True},
    )


def _column(values: Iterable[int]) -> NDArray[Any]:
    return np.array(list(values), dtype=np.int64)
