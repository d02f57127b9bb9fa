"""`Submissions` on the contracts: what is disclosed of works before they are registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dao_sim.bindings import Call
from dao_sim.bindings import Submissions as Contract
from dao_sim.bindings.call import batch_of
from dao_sim.bindings.generated.structs import Policy, Registration
from dao_sim.coop.content_terms import domain_id, domain_name, policies
from dao_sim.ledger.actions import SetContentRule
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_facts import ContentRule
from dao_sim.ledger.content_facts import Submissions as SubmissionsFacts
from dao_sim.ledger.content_intents import (
    ClaimDeposits,
    ConcludeSubmission,
    LapseSubmission,
    RequestReview,
    Submit,
)
from dao_sim.ledger.evm.escrow import claim
from dao_sim.ledger.evm.panels import Panels
from dao_sim.ledger.evm.results import by_row
from dao_sim.ledger.evm.works import Works
from dao_sim.ledger.evm.world import OUTSIDE, Handler, World, refusals
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import Bps, Wei

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Submissions:
    """One co-op's, which is the gate of its registry."""

    def __init__(self, world: World, contract: Contract, works: Works, panels: Panels) -> None:
        self._world = world
        self._contract = contract
        self._works = works
        self._panels = panels

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {
            Submit: self.submit,
            RequestReview: self.request,
            ConcludeSubmission: lambda intent: self._each("conclude", intent.submissions),
            LapseSubmission: lambda intent: self._each("lapse", intent.submissions),
            ClaimDeposits: lambda intent: claim(self._world, self._contract, intent.accounts),
        }

    def calls(self) -> Mapping[type, Callable[[Any], Sequence[Call]]]:
        """Action → the calls that a proposal with it makes."""
        return {SetContentRule: lambda action: [self._set_rule(action)]}

    def rules(self) -> Mapping[str, ContentRule]:
        """Domain → what holds for it now."""
        return {
            name: ContentRule(
                cap=Bps(policy.cap_bps), review_from=Bps(policy.review_from_bps), deposit=Wei(policy.deposit)
            )
            for name, policy in policies(self._contract).items()
        }

    def facts(self, numbers: NDArray[np.int64] | None = None) -> SubmissionsFacts:
        """Of these numbers, or every submission, in order."""
        asked = range(1, self._contract.submission_count() + 1) if numbers is None else numbers.tolist()
        found = [self._contract.submission_of(number) for number in asked]

        def column(values: list[int]) -> NDArray[np.int64]:
            return np.array(values, dtype=np.int64)

        return SubmissionsFacts(
            submitter=column([self._world.account_of[each.submitter] for each in found]),
            domain=[domain_name(each.domain) for each in found],
            ai_share=column([each.ai_share_bps for each in found]),
            state=column([each.state for each in found]),
            deadline=column([each.deadline for each in found]),
            deposit=Amounts.of(each.deposit for each in found),
            case=column([each.case_id for each in found]),
        )

    def submit(self, intent: Submit) -> Outcome:
        """Each with its domain's deposit; nothing where the domain is not open."""
        deposits = {name: self._contract.policy_of(domain_id(name)).deposit for name in set(intent.domains)}

        def submits(row: int, registration: Registration, salt: bytes) -> Call:
            domain = intent.domains[row]
            value = Wei(deposits[domain])
            return self._contract.submit(registration, domain_id(domain), "", salt, value=value)

        made = (self._contract, Contract.Submitted, "submission_id")
        return self._works.reveal(intent, *self._works.elsewhere(intent), submits, made=made)

    def request(self, intent: RequestReview) -> Outcome:
        """Each in a block of its own, from which its panel has its seed; then the panel is drawn."""
        refused: dict[int, str] = {}
        numbers = np.zeros(len(intent.accounts), dtype=np.int64)
        rows = zip(intent.submissions.tolist(), intent.seeds.tolist(), strict=True)
        for row, (number, seed) in enumerate(rows):
            self._world.next_request(seed)
            call = self._contract.request_review(number, self._stated(number))
            sender = self._world.named(intent.accounts[row : row + 1])
            result = self._world.chain.send_batch(batch_of([call], sender))
            for reason in refusals(result).values():
                refused[row] = reason
            for _, event in by_row(result, self._contract, Contract.ReviewRequested):
                numbers[row] = event.case_id
                self._panels.draw(event.case_id)
        return Outcome(rows=len(numbers), refused=refused, numbers=numbers)

    def _stated(self, number: int) -> Registration:
        """What was submitted under that number; nothing under one that was not given out."""
        made = self._contract.events(Contract.Submitted, submission_id=number)
        return made[0].registration if made else Registration(bytes(32), "", (), (), 0, 0)

    def _each(self, function: str, numbers: NDArray[np.int64]) -> Outcome:
        senders = [OUTSIDE] * len(numbers)
        return self._world.sent(self._contract.batch(function, senders, submission_id=numbers))

    def _set_rule(self, action: SetContentRule) -> Call:
        policy = Policy(
            open_=True, cap_bps=action.cap, review_from_bps=action.review_from, deposit=action.deposit
        )
        return self._contract.set_policy(domain_id(action.domain), policy)
