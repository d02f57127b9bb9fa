"""What a co-op's charter says about panels and submissions, as arrays: either may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dao_sim.coop.charter import Charter
from dao_sim.ledger.array.escrow import Escrow
from dao_sim.ledger.array.in_turn import paid_in_turn
from dao_sim.ledger.array.membership import Membership
from dao_sim.ledger.array.panels import Panels
from dao_sim.ledger.array.submissions import Submissions
from dao_sim.ledger.array.treasury import Treasury
from dao_sim.ledger.array.works import Works
from dao_sim.ledger.array.world import Doer, Handler, World
from dao_sim.ledger.content_facts import NO_PANELLISTS, NO_SUBMISSIONS, Case, ContentRule, Panellists
from dao_sim.ledger.content_facts import Submissions as SubmissionsFacts
from dao_sim.ledger.content_intents import ClaimDeposits, ClaimRewards
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Address, Wei

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Curation:
    """`panels` is where the contract would be; None where the charter has no panels."""

    def __init__(
        self,
        world: World,
        charter: Charter,
        treasury: Treasury,
        membership: Membership,
        works: Works,
        *,
        panels: Address | None,
    ) -> None:
        self._world = world
        self._treasury = treasury
        self._fees = Escrow()
        self._deposits = Escrow()
        self._panels: Panels | None = None
        self._submissions: Submissions | None = None
        if charter.review and panels:
            self._panels = Panels(world, charter.review, membership, self._fees, panels)
            if charter.content:
                self._submissions = Submissions(
                    world,
                    charter.content,
                    membership,
                    works,
                    panels=self._panels,
                    deposits=self._deposits,
                    fees=self._fees,
                )

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        found: dict[type, Handler] = {}
        if self._panels:
            found |= {**self._panels.handlers(), ClaimRewards: self._claim_rewards}
        if self._submissions:
            found |= {**self._submissions.handlers(), ClaimDeposits: self._claim_deposits}
        return found

    def actions(self) -> Mapping[type, Doer]:
        """Action → what carries it out, and raises Refusal where the contract would."""
        return self._submissions.actions() if self._submissions else {}

    def holdings(self) -> Mapping[str, Wei]:
        """ETH by what holds it."""
        return {
            **({"panels": Wei(self._fees.held)} if self._panels else {}),
            **({"submissions": Wei(self._deposits.held)} if self._submissions else {}),
        }

    def rules(self) -> Mapping[str, ContentRule]:
        return self._submissions.rules() if self._submissions else {}

    def submissions(self, numbers: NDArray[np.int64] | None) -> SubmissionsFacts:
        return self._submissions.facts(numbers) if self._submissions else NO_SUBMISSIONS

    def case_count(self) -> int:
        return self._panels.count() if self._panels else 0

    def case(self, number: int) -> Case:
        assert self._panels is not None, "there is no case of any number"
        return self._panels.facts(number)

    def panellists(self) -> Panellists:
        return self._panels.pool.facts() if self._panels else NO_PANELLISTS

    def rewards(self) -> Mapping[int, Wei]:
        return self._fees.dues()

    def refunds(self) -> Mapping[int, Wei]:
        return self._deposits.dues()

    def _claim_rewards(self, intent: ClaimRewards) -> Outcome:
        return self._claim(self._fees, intent.accounts, "ReviewPanels_NothingToRecover")

    def _claim_deposits(self, intent: ClaimDeposits) -> Outcome:
        return self._claim(self._deposits, intent.accounts, "Submissions_NothingToRecover")

    def _claim(self, escrow: Escrow, accounts: NDArray[np.int64], nothing_lost: str) -> Outcome:
        """Accounts are paid what they are owed, and the treasury, refused for `nothing_lost`, is too."""

        def claim(row: int) -> int:
            account = int(accounts[row])
            amount = escrow.take(account, nothing_lost if account == NOBODY else "Escrow_NothingOwed")
            if account == NOBODY:
                self._treasury.receive(amount)
            else:
                self._world.add(account, amount)
            return amount

        return paid_in_turn(len(accounts), claim)
