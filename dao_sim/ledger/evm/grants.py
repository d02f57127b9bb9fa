"""Milestone grants, on the contract that holds their money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from eth_utils.crypto import keccak

from dao_sim.bindings import Call, MilestoneGrants
from dao_sim.bindings.call import batch_of
from dao_sim.bindings.generated import structs
from dao_sim.bindings.generated.structs import GrantTerms, MilestoneTerms
from dao_sim.coop import Cooperative
from dao_sim.coop.grants import MilestoneState
from dao_sim.coop.plan import NOBODY as NO_ADDRESS
from dao_sim.ledger.actions import OpenGrant
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.evm.results import by_row
from dao_sim.ledger.evm.world import OUTSIDE, Handler, World, refusals
from dao_sim.ledger.facts import Grant, Milestone
from dao_sim.ledger.intents import (
    NOBODY,
    AcceptGrant,
    LapseGrant,
    ReviewMilestone,
    SettleMilestone,
    SubmitMilestone,
    WithdrawGrant,
)
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import BPS, ETH, Address, Bps, Seconds, Wei

EVIDENCE = keccak(text="evidence")
"""What is submitted: the contract asks only that there be something."""


class Grants:
    """The grants of one co-op. Without the charter's section, none."""

    def __init__(self, world: World, coop: Cooperative) -> None:
        self._world = world
        self._coop = coop

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        if self._coop.grants is None:
            return {}
        return {
            AcceptGrant: self._accept,
            SubmitMilestone: self._submit,
            ReviewMilestone: self._review,
            SettleMilestone: self._settle,
            LapseGrant: self._lapse,
            WithdrawGrant: self._withdraw,
        }

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that it is."""
        return {OpenGrant: self._open} if self._coop.grants else {}

    def held(self) -> Wei:
        """ETH that the grants hold."""
        return self._world.chain.balance(self._contract.address) if self._coop.grants else Wei(0)

    def owed(self, account: int) -> Wei:
        """What grants owe an account, or the treasury (`NOBODY`)."""
        if self._coop.grants is None:
            return Wei(0)
        owner = self._coop.treasury.address if account == NOBODY else self._world.addresses[account]
        return Wei(self._contract.owed_to(owner, ETH))

    def facts(self) -> list[Grant]:
        """Every grant, in the order in which they were opened."""
        if self._coop.grants is None:
            return []
        return [self._fact(number) for number in range(1, self._contract.grant_count() + 1)]

    @property
    def _contract(self) -> MilestoneGrants:
        assert self._coop.grants is not None
        return self._coop.grants

    def _open(self, action: OpenGrant) -> Sequence[Call]:
        """The payment into escrow, and the grant that is opened with it."""
        addresses = self._world.addresses
        terms = GrantTerms(
            grantee=addresses[action.grantee],
            needed=action.needed,
            asset=ETH,
            bond=action.bond,
            review_period=action.review_period,
            reviewers=tuple(addresses[reviewer] for reviewer in action.reviewers),
            milestones=tuple(MilestoneTerms(stage.amount, stage.due) for stage in action.stages),
        )
        amount = sum(stage.amount for stage in action.stages)
        return [self._coop.treasury.pay(ETH, self._contract.address, amount), self._contract.open_(terms)]

    def _accept(self, intent: AcceptGrant) -> Outcome:
        found = {number: self._contract.grant_of(number) for number in np.unique(intent.grants).tolist()}
        bonds = [found[number].bond for number in intent.grants.tolist()]
        return self._sent("accept", self._grantees(intent), values=bonds, grant_id=intent.grants)

    def _submit(self, intent: SubmitMilestone) -> Outcome:
        of = {"grant_id": intent.grants, "milestone": intent.milestones, "evidence": EVIDENCE}
        return self._sent("submit", self._grantees(intent), **of)

    def _review(self, intent: ReviewMilestone) -> Outcome:
        of = {"grant_id": intent.grants, "milestone": intent.milestones, "bps": intent.bps}
        return self._sent("review", self._world.named(intent.accounts), **of)

    def _settle(self, intent: SettleMilestone) -> Outcome:
        of = {"grant_id": intent.grants, "milestone": intent.milestones}
        return self._sent("settle", [OUTSIDE] * len(intent.grants), **of)

    def _lapse(self, intent: LapseGrant) -> Outcome:
        return self._sent("lapse", [OUTSIDE] * len(intent.grants), grant_id=intent.grants)

    def _withdraw(self, intent: WithdrawGrant) -> Outcome:
        contract = self._contract
        accounts = intent.accounts.tolist()
        owners = [OUTSIDE if account == NOBODY else self._world.addresses[account] for account in accounts]
        calls = [
            contract.recover(ETH) if owner == OUTSIDE else contract.claim(ETH, owner) for owner in owners
        ]
        result = self._world.chain.send_batch(batch_of(calls, owners))
        taken = [0] * len(accounts)
        for row, event in by_row(result, contract, MilestoneGrants.Claimed):
            taken[row] = event.amount
        for row, recovered in by_row(result, contract, MilestoneGrants.Recovered):
            taken[row] = recovered.amount
        return Outcome(rows=len(accounts), refused=refusals(result), amounts=Amounts.of(taken))

    def _grantees(self, intent: AcceptGrant | SubmitMilestone) -> list[Address]:
        """Of each row; somebody else where there is no such grant."""
        found = {number: self._contract.grant_of(number) for number in np.unique(intent.grants).tolist()}
        grantees = [found[number].grantee for number in intent.grants.tolist()]
        return [OUTSIDE if grantee == NO_ADDRESS else grantee for grantee in grantees]

    def _sent(self, function: str, senders: Sequence[Address], **columns: Any) -> Outcome:
        return self._world.sent(self._contract.batch(function, senders, **columns))

    def _fact(self, number: int) -> Grant:
        grant = self._contract.grant_of(number)
        account_of = self._world.account_of
        return Grant(
            number=number,
            grantee=account_of[grant.grantee],
            reviewers=[account_of[reviewer] for reviewer in self._contract.reviewers_of(number)],
            state=grant.state,
            bond=Wei(grant.bond),
            accept_by=Seconds(grant.accept_by),
            accepted_at=Seconds(grant.accepted_at),
            milestones=[
                Milestone(
                    amount=Wei(each.amount),
                    state=MilestoneState(each.state),
                    accepted=Bps(each.accepted_bps),
                    settles_at=Seconds(self._settles_at(number, place, each, grant.accepted_at)),
                )
                for place, each in enumerate(self._contract.milestones_of(number))
            ],
        )

    def _settles_at(self, number: int, place: int, milestone: structs.Milestone, accepted_at: int) -> int:
        if milestone.state == MilestoneState.OPEN:
            return accepted_at and accepted_at + milestone.time
        agreed = self._contract.agreed(number, place)
        spoken = agreed.bps == BPS or agreed.spoke == len(self._contract.reviewers_of(number))
        return 0 if spoken else milestone.review_ends
