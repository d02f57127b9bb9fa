"""Caps on what may be proposed, kept as a list of what was, added up each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.property.machines.refusal import refuse_if

NONE = (0, 0, 0)


class Payment(NamedTuple):
    """One action of a proposal."""

    asset: str
    amount: int


class Proposed(NamedTuple):
    """What counts against the caps: when it was proposed, and by whom."""

    second: int
    proposer: str
    payment: Payment


@dataclass
class Spending:
    """A proposal: what its voters held at the snapshot, and who is against it."""

    supply: int
    held: dict[str, int]
    against: set[str] = field(default_factory=set)

    @property
    def objections(self) -> int:
        return sum(self.held[who] for who in self.against)


class OptimisticModel:
    """Proposals of payments within caps; who holds enough stops them."""

    def __init__(self, holdings: dict[str, int], epoch: int, veto_bps: int) -> None:
        self.held, self.epoch, self.veto_bps = dict(holdings), epoch, veto_bps
        self.caps: dict[str, tuple[int, int, int]] = {}
        """Per proposal, per proposer, per epoch."""
        self.proposed: list[Proposed] = []
        self.proposals: list[Spending] = []

    def used(self, now: int, asset: str, proposer: str | None = None) -> int:
        """What was proposed in this epoch, by one or by all."""
        return sum(
            one.payment.amount
            for one in self.proposed
            if one.second // self.epoch == now // self.epoch
            and one.payment.asset == asset
            and proposer in (None, one.proposer)
        )

    def propose(self, proposer: str, payments: list[Payment], now: int) -> None:
        before = list(self.proposed)
        try:
            self._count(proposer, payments, now)
        except Exception:
            self.proposed = before
            raise
        self.proposals.append(Spending(sum(self.held.values()), dict(self.held)))

    def _count(self, proposer: str, payments: list[Payment], now: int) -> None:
        for payment in payments:
            refuse_if(payment.amount == 0, "OptimisticRule_NotPayments")
            _, own, everybodys = self.caps.get(payment.asset, NONE)
            left = max(0, own - self.used(now, payment.asset, proposer))
            refuse_if(payment.amount > left, "OptimisticRule_OverProposerCap")
            left = max(0, everybodys - self.used(now, payment.asset))
            refuse_if(payment.amount > left, "OptimisticRule_OverEpochCap")
            self.proposed.append(Proposed(now, proposer, payment))
        for asset in {payment.asset for payment in payments}:
            together = sum(payment.amount for payment in payments if payment.asset == asset)
            refuse_if(together > self.caps.get(asset, NONE)[0], "OptimisticRule_OverProposalCap")

    def object(self, number: int, who: str, support: int) -> None:
        refuse_if(support != 0, "GovernorInvalidVoteType")
        refuse_if(who in self.proposals[number - 1].against, "GovernorAlreadyCastVote")
        self.proposals[number - 1].against.add(who)

    def vetoed(self, spending: Spending) -> bool:
        return spending.objections * 10_000 >= spending.supply * self.veto_bps
