"""The machines are worth something only if they fail when contracts and model differ: here models do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

pytest.importorskip("pyrevm", reason="only the embedded engine is fast enough for thousands of operations")

from tests.property.machines import MACHINES
from tests.property.machines.base import CoopMachine
from tests.property.machines.budget_model import Budget
from tests.property.machines.chambers_model import ChambersModel
from tests.property.machines.commissions_model import Commission, CommissionsModel
from tests.property.machines.conviction_model import FundingModel
from tests.property.machines.data import SUSPENSION, DataMachine
from tests.property.machines.data_model import DataModel, Dataset, Licence
from tests.property.machines.delegations_model import DelegationsModel, Election
from tests.property.machines.disputes import DisputesMachine
from tests.property.machines.disputes_model import Dispute, DisputesModel, Work
from tests.property.machines.exits_model import ExitsModel
from tests.property.machines.financing_model import FinancingModel, Loan, Project
from tests.property.machines.grants_model import Grant, GrantsModel
from tests.property.machines.licences_model import Bundle, LicencesModel
from tests.property.machines.matching import CLAIM_PERIOD, REVIEW, MatchingMachine
from tests.property.machines.matching_model import MatchingModel, RoundModel
from tests.property.machines.optimistic_model import OptimisticModel
from tests.property.machines.panels_model import (
    DISMISSED,
    UPHELD,
    Case,
    PanelsModel,
    Round,
    Sitter,
    Terms,
)
from tests.property.machines.proposals_model import Proposal, ProposalsModel
from tests.property.machines.rewards_model import Contribution, RewardsModel
from tests.property.machines.submissions_model import EXPIRED, Policy, Submission, SubmissionsModel
from tests.property.machines.vault_model import VaultModel
from tests.property.machines.votes_model import Standing, VotesModel

SEARCH = settings(
    max_examples=1_000,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoopMachine, "operations", Counter())


def notices(name: str) -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(MACHINES[name], settings=SEARCH)


def test_a_levy_rounded_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VaultModel, "levy_on", lambda self, gross: -(-gross * self.levy_bps // 10_000))
    notices("vault")


def test_an_ancestor_s_share_rounded_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VaultModel, "share_of", lambda self, net, bps: -(-net * bps // 10_000))
    notices("vault")


def test_credit_that_goes_with_the_units(monkeypatch: pytest.MonkeyPatch) -> None:
    right = VaultModel.transfer

    def wrong(self: VaultModel, by: str, source: str, target: str, *rest: int) -> None:
        right(self, by, source, target, *rest)
        work, _ = rest
        for shares in self.works[work].credit.values() if work in self.works else ():
            shares[target] += shares.pop(source)

    monkeypatch.setattr(VaultModel, "transfer", wrong)
    notices("vault")


def test_a_fraction_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    right = VaultModel.claim

    def wrong(self: VaultModel, work: int, asset: str, payee: str) -> tuple[int, int]:
        claimed = right(self, work, asset, payee)
        self.works[work].credit[asset][payee] = 0
        return claimed

    monkeypatch.setattr(VaultModel, "claim", wrong)
    notices("vault")


def test_votes_of_a_holder_who_never_delegated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "delegate_of", lambda self, holder: self.delegates.get(holder, "nobody"))
    notices("votes")


def test_votes_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Standing) -> Counter[str]:
        counted = Counter(self.units)
        for holder, delegate in self.delegates.items():
            counted[delegate] += self.units.get(holder, 0)
        return counted

    monkeypatch.setattr(Standing, "votes", wrong)
    notices("votes")


def test_a_past_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VotesModel, "at", lambda self, moment: self.standing())
    notices("votes")


def test_a_deadline_that_a_late_quorum_does_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Proposal, "deadline", property(lambda self: self.end))
    notices("proposals")


def test_a_guardian_that_keeps_its_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProposalsModel, "guardian", lambda self: self.rules.guardian.who)
    notices("proposals")


def test_a_ballot_weighed_when_it_is_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    right = ProposalsModel.vote

    def wrong(self: ProposalsModel, voter: str, proposal: Proposal, support: int) -> int:
        right(self, voter, proposal, support)
        weight = self.votes.standing().votes()[voter]
        proposal.ballots[voter] = (support, weight)
        return weight

    monkeypatch.setattr(ProposalsModel, "vote", wrong)
    notices("proposals")


def test_a_cap_that_no_epoch_renews(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget, "spent_in", lambda self, now: sum(amount for _, amount in self.spent))
    notices("spending")


def test_a_cap_that_can_be_exceeded_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget, "left", lambda self, now: max(self.cap - self.spent_in(now) + 1, 0))
    notices("spending")


def test_support_of_what_was_paid_that_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = property(lambda self: sum(one.staked for one in self.requests.values()))
    monkeypatch.setattr(FundingModel, "active", everything)
    notices("conviction")


def test_a_unit_that_is_counted_for_its_delegate_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Election) -> list[int]:
        weights = [0, 0, 0]
        for holder, given in self.shares.items():
            for delegate, units in given.items():
                for support in (self.choices.get(holder), self.counts(delegate)):
                    if support is not None:
                        weights[support] += units
        return weights

    monkeypatch.setattr(Election, "tally", wrong)
    notices("delegations")


def test_votes_of_who_is_excluded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DelegationsModel, "votable", lambda self: sum(self.held.values()))
    notices("delegations")


def test_an_exit_that_takes_what_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    right = ExitsModel.queue

    def wrong(self: ExitsModel, *moment: Any) -> None:
        kept, self.others = self.others, 0
        right(self, *moment)
        self.others = kept

    monkeypatch.setattr(ExitsModel, "queue", wrong)
    notices("exits")


def test_tokens_that_leave_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExitsModel, "limit", lambda self, window, who: self.held[who])
    notices("exits")


def test_a_tie_in_a_chamber(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: ChambersModel, kind: int, against: int, for_: int) -> bool:
        return for_ > 0 and for_ * 10_000 >= self.thresholds[kind] * (for_ + against)

    monkeypatch.setattr(ChambersModel, "agrees", wrong)
    notices("chambers")


def test_a_cap_that_slices_get_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OptimisticModel, "used", lambda self, now, asset, proposer=None: 0)
    notices("optimistic")


def test_a_recipient_that_matches_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MatchingModel, "is_own", lambda self, grant, who: False)
    notices("matching")


def test_payments_of_one_that_count_as_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    right = MatchingModel.contribute

    def wrong(self: MatchingModel, number: int, place: int, who: str, *rest: int) -> None:
        right(self, number, place, who, *rest)
        grant = self.live(number, place)
        new = grant.counted.pop(who, 0)
        grant.counted[f"{who} {len(grant.counted)}"] = new

    monkeypatch.setattr(MatchingModel, "contribute", wrong)
    notices("matching")


def test_a_pool_whose_rest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    right = RoundModel.owed
    monkeypatch.setattr(RoundModel, "owed", lambda self: right(self) - self.due)
    notices("matching")


def test_a_grant_that_lapses_and_keeps_its_match(monkeypatch: pytest.MonkeyPatch) -> None:
    right = MatchingModel.lapse

    def wrong(self: MatchingModel, number: int, place: int, now: int) -> None:
        due = self.rounds[number - 1].due if number <= len(self.rounds) else 0
        right(self, number, place, now)
        self.rounds[number - 1].due = due

    monkeypatch.setattr(MatchingModel, "lapse", wrong)
    machine = MatchingMachine()
    machine.begin(asset="ether", amount=100, cap=2**128 - 1)
    machine.wait(60 + REVIEW + CLAIM_PERIOD)
    machine.lapse(1, 1)
    with pytest.raises(AssertionError):
        machine.verify()


def test_a_part_that_too_few_accept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grant, "agreed", lambda self, stone: max((0, *stone.verdicts.values())))
    notices("grants")


def test_a_bond_that_silence_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grant, "decides", lambda self, stone: True)
    notices("grants")


def test_a_shortfall_that_costs_no_bond(monkeypatch: pytest.MonkeyPatch) -> None:
    right = GrantsModel.settle

    def wrong(self: GrantsModel, number: int, place: int, now: int) -> tuple[int, int, int]:
        before = [grant.bond for grant in self.grants]
        paid, returned, lost = right(self, number, place, now)
        grant = self.grants[number - 1]
        grant.bond = before[number - 1]
        self.owed["treasury", grant.asset] -= lost
        return paid, returned, 0

    monkeypatch.setattr(GrantsModel, "settle", wrong)
    notices("grants")


def test_a_delay_that_is_rounded_to_days(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Commission.fee

    def wrong(self: Commission, now: int) -> int:
        late = max(0, (self.delivered_at or now) - self.due_at)
        return right(self, now) if late % 86_400 == 0 else right(self, now - late % 86_400)

    monkeypatch.setattr(Commission, "fee", wrong)
    notices("commissions")


def test_a_ruling_that_leaves_the_bond_out(monkeypatch: pytest.MonkeyPatch) -> None:
    right = CommissionsModel.share

    def wrong(self: CommissionsModel, done: Commission, bps: int, now: int) -> tuple[int, int]:
        bond = done.bid.bond if done.bid else 0
        provider, poster = right(self, done, bps, now)
        return (provider, poster) if bps == 10_000 else (provider - bond * bps // 10_000, poster)

    monkeypatch.setattr(CommissionsModel, "share", wrong)
    notices("commissions")


def test_an_award_that_vests_from_its_cliff(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Contribution, now: int) -> int:
        passed, (_, cliff, duration) = now - self.start, self.promised
        if passed < cliff:
            return 0
        return self.minted if passed >= duration else self.minted * (passed - cliff) // (duration - cliff)

    monkeypatch.setattr(Contribution, "vested", wrong)
    notices("rewards")


def test_a_contribution_that_follows_a_later_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    right = RewardsModel.set_reward

    def wrong(self: RewardsModel, kind: str, reward: Any, by: str) -> None:
        before = self.current(kind)
        right(self, kind, reward, by)
        for one in self.contributions:
            if one.promised == before and one.state == 1:
                one.promised = reward

    monkeypatch.setattr(RewardsModel, "set_reward", wrong)
    notices("rewards")


def test_a_bundle_that_pays_a_work_once(monkeypatch: pytest.MonkeyPatch) -> None:
    right = LicencesModel.parts

    def wrong(self: LicencesModel, shares: Sequence[tuple[int, int]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for place in shares:
            for work, share in right(self, [place]).items():
                found[work] = max(share, found.get(work, 0))
        return dict(sorted(found.items()))

    monkeypatch.setattr(LicencesModel, "parts", wrong)
    notices("licences")


def test_consent_that_outlives_ownership(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: LicencesModel, bundle: Bundle, work: int) -> bool:
        return work in bundle.consents

    monkeypatch.setattr(LicencesModel, "joined", wrong)
    notices("licences")


def test_a_scope_that_two_may_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    right = LicencesModel.scopes

    def wrong(self: LicencesModel, number: int) -> set[int]:
        held, work = right(self, number), self.works[number]
        return held if work.right or not work.open else {*range(4)} - work.withheld

    monkeypatch.setattr(LicencesModel, "scopes", wrong)
    notices("licences")


def test_a_lender_that_gets_more_than_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: FinancingModel, loan: Loan, asset: str, amount: int) -> None:
        lender = amount if asset == loan.asset and loan.repaid < loan.due else 0
        loan.repaid = min(loan.due, loan.repaid + lender)
        self.owe("loans", loan.lender, asset, lender)
        self.owe("loans", loan.borrower, asset, amount - lender)

    monkeypatch.setattr(FinancingModel, "divide_loan", wrong)
    notices("financing")


def test_a_loss_of_shares_that_is_rounded_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Project) -> tuple[int, int]:
        bond = min(self.bond, self.presold)
        return bond, (self.presold - bond) // self.pledged if self.pledged else 0

    monkeypatch.setattr(Project, "lost_per_share", wrong)
    notices("financing")


def test_a_ruling_that_takes_what_was_bought(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told as a story, which is rare: a party has bought, and sold most of what it had, when it loses."""
    right = DisputesModel.move

    def wrong(self: DisputesModel, work: Work, done: Dispute) -> int:
        work.first[done.party] += work.later.pop(done.party, 0)
        return right(self, work, done)

    monkeypatch.setattr(DisputesModel, "move", wrong)
    machine = DisputesMachine()
    machine.begin(cut=600_000, late=True, due=15)
    machine.transfer(1, "ann", "eve", 5)
    machine.answer(1, upheld=True)
    with pytest.raises(AssertionError):
        machine.conclude(1, "cat")


def test_units_that_move_with_what_they_earned(monkeypatch: pytest.MonkeyPatch) -> None:
    right = DisputesModel.move

    def wrong(self: DisputesModel, work: Work, done: Dispute) -> int:
        before = work.units(done.party)
        moved = right(self, work, done)
        credit = work.credit[done.party] * moved // max(before, 1)
        work.credit[done.party] -= credit
        work.credit[done.heirs[0][0]] += credit
        return moved

    monkeypatch.setattr(DisputesModel, "move", wrong)
    notices("disputes")


def test_units_that_are_free_once_one_of_two_disputes_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    right = DisputesModel.conclude

    def wrong(self: DisputesModel, number: int, block: int) -> tuple[bool, int]:
        ended = right(self, number, block)
        work = self.works[self.disputes[number - 1].work]
        work.locked_until = work.window_end
        return ended

    monkeypatch.setattr(DisputesModel, "conclude", wrong)
    notices("disputes")


def test_a_fraction_that_is_rounded_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Dataset, who: str, asset: str) -> int:
        return -(-self.income[asset] * self.points.get(who, 0) // sum(self.points.values()))

    monkeypatch.setattr(Dataset, "earned", wrong)
    notices("data")


def test_a_use_after_a_consent_was_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dataset, "missing", property(lambda self: 0))
    notices("data")


def test_a_suspension_that_holds_money_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    right = DataModel.refundable_from

    def wrong(self: DataModel, over: Licence, by: str) -> int:
        stopped = self.datasets[over.offer.dataset - 1].suspended_at is not None
        found = right(self, over, by)
        return over.until if stopped and found else found

    monkeypatch.setattr(DataModel, "refundable_from", wrong)
    machine = DataMachine()
    machine.begin({"bob": 1}, "ETH", uses=4, price=100, term=2_000)
    machine.suspend(1)
    machine.wait(SUSPENSION)
    with pytest.raises(AssertionError):
        machine.refund(1, "dan")


def test_a_party_that_sits_on_its_own_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    right = PanelsModel.can_sit

    def wrong(self: PanelsModel, case: Case, who: str) -> bool:
        return right(self, replace(case, claimant="", respondent=""), who)

    monkeypatch.setattr(PanelsModel, "can_sit", wrong)
    notices("panels")


def test_a_stake_of_the_present_block_that_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Sitter.enlisted_in
    monkeypatch.setattr(Sitter, "enlisted_in", lambda self, block: right(self, block + 1_000))
    notices("panels")


def test_silence_that_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PanelsModel, "penalty", lambda self, case, who: 0)
    notices("panels")


def test_a_round_that_decides_whoever_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Round, terms: Terms) -> int:
        return UPHELD if sum(self.said.values()) * 2 > len(self.said) else DISMISSED

    monkeypatch.setattr(Round, "outcome", wrong)
    notices("panels")


def test_a_share_that_reaches_the_review_and_is_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Policy, "needs_review", lambda self, ai: ai > self.cap or ai > self.review_from)
    notices("submissions")


def test_a_verdict_that_counts_for_another_screener(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: SubmissionsModel, each: Submission) -> bool:
        return len(each.heard) >= len(self.screeners)

    monkeypatch.setattr(SubmissionsModel, "all_heard", wrong)
    notices("submissions")


def test_a_content_that_is_kept_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    right = SubmissionsModel.withdraw

    def wrong(self: SubmissionsModel, number: int, by: str, now: int) -> None:
        right(self, number, by, now)
        self.kept.clear()

    monkeypatch.setattr(SubmissionsModel, "withdraw", wrong)
    notices("submissions")


def test_a_draw_that_expires_without_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    right = SubmissionsModel.conclude

    def wrong(self: SubmissionsModel, number: int, now: int) -> None:
        right(self, number, now)
        each = self.made[number - 1]
        if each.outcome == EXPIRED:
            self.owed[each.submitter] += self.owed.pop("treasury", 0)

    monkeypatch.setattr(SubmissionsModel, "conclude", wrong)
    notices("submissions")
