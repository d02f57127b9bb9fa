# Generated from artifacts/ by `python scripts/bindings.py`: change that, not this.

"""Structs that the contracts take and return."""

from __future__ import annotations

from typing import NamedTuple

from dao_sim.bindings.codec import Structs
from dao_sim.units import Address


class Advance(NamedTuple):
    """Solidity's `IAdvances.Advance`."""

    borrower: Address
    state: int
    deadline: int
    lender: Address
    term: int
    asset: Address
    multiple_bps: int
    work_id: int
    units: int
    amount: int
    due: int
    repaid: int


class AdvanceTerms(NamedTuple):
    """Solidity's `IAdvances.AdvanceTerms`."""

    work_id: int
    units: int
    asset: Address
    amount: int
    multiple_bps: int
    term: int
    open_period: int


class Custody(NamedTuple):
    """Solidity's `ICustodian.Custody`."""

    custody: Address
    returned: bool
    owner: Address
    work_id: int


class Ancestor(NamedTuple):
    """Solidity's `IRoyaltyVault.Ancestor`."""

    work_id: int
    share_bps: int


class Bundle(NamedTuple):
    """Solidity's `IBundles.Bundle`."""

    curator: Address
    work_id: int
    terms: bytes
    works: tuple[Ancestor, ...]


class Registration(NamedTuple):
    """Solidity's `IWorkRegistry.Registration`."""

    content_hash: bytes
    uri: str
    contributors: tuple[Address, ...]
    units: tuple[int, ...]
    ai_share_bps: int
    royalty_bps: int


class Chamber(NamedTuple):
    """Solidity's `IChambersRule.Chamber`."""

    quorum_bps: int
    threshold_bps: int


class Kind(NamedTuple):
    """Solidity's `IChambersRule.Kind`."""

    target: Address
    selector: bytes
    chambers: int


class Bid(NamedTuple):
    """Solidity's `ICommissions.Bid`."""

    commission_id: int
    bidder: Address
    time: int
    state: int
    price: int
    bond: int


class Commission(NamedTuple):
    """Solidity's `ICommissions.Commission`."""

    brief: bytes
    delivery: bytes
    poster: Address
    deadline: int
    delivered_at: int
    asset: Address
    review_period: int
    late_bps: int
    state: int
    budget: int
    due_at: int
    bid_id: int


class CommissionTerms(NamedTuple):
    """Solidity's `ICommissions.CommissionTerms`."""

    brief: bytes
    asset: Address
    bid_period: int
    review_period: int
    budget: int
    late_bps: int


class ProjectTerms(NamedTuple):
    """Solidity's `ICompletionBonds.ProjectTerms`."""

    work_id: int
    units: int
    asset: Address
    price: int
    bond: int
    share: int
    shares: int
    multiple_bps: int
    presale_period: int
    delivery_period: int
    review_period: int
    term: int


class Project(NamedTuple):
    """Solidity's `ICompletionBonds.Project`."""

    borrower: Address
    state: int
    deadline: int
    asset: Address
    presale_ends: int
    review_period: int
    price: int
    bond: int
    share: int
    term: int
    multiple_bps: int
    shares: int
    pledged: int
    presold: int
    delivery: bytes
    per_share: int
    due_per_share: int
    paid_per_share: int
    undivided: int


class Contribution(NamedTuple):
    """Solidity's `IContributionRewards.Contribution`."""

    kind: bytes
    evidence: bytes
    minted: int
    decide_by: int
    contributor: Address
    revision: int
    accepted_bps: int
    state: int
    award: Address


class Reward(NamedTuple):
    """Solidity's `IContributionRewards.Reward`."""

    amount: int
    cliff: int
    duration: int


class KindReward(NamedTuple):
    """Solidity's `IContributionRewards.KindReward`."""

    kind: bytes
    reward: Reward


class FundingRequest(NamedTuple):
    """Solidity's `IConvictionFunding.FundingRequest`."""

    staked: int
    updated_at: int
    conviction: int
    state: int
    amount: int
    asset: Address
    payee: Address
    requester: Address


class FundingTerms(NamedTuple):
    """Solidity's `IConvictionFunding.FundingTerms`."""

    half_life: int
    weight_bps: int
    most_bps: int
    min_active_stake: int


class Settings(NamedTuple):
    """Solidity's `CoopGovernor.Settings`."""

    name: str
    authority: Address
    rule: Address
    guards: tuple[Address, ...]
    timelock: Address
    voting_delay: int
    voting_period: int
    proposal_threshold: int
    late_quorum_extension: int
    guardian: Address
    guardian_mandate_end: int
    swing_extensions: int


class Checkpoint208(NamedTuple):
    """Solidity's `Checkpoints.Checkpoint208`."""

    key: int
    value: int


class Part(NamedTuple):
    """Solidity's `ISplitDelegation.Part`."""

    delegatee: Address
    bps: int


class Dataset(NamedTuple):
    """Solidity's `IDataCommons.Dataset`."""

    content_hash: bytes
    statement: bytes
    registrant: Address
    registered_at: int
    permitted: int
    holders: int
    consents: int
    service: Address
    suspended_at: int
    points: int
    confirmer: Address
    confirmed_at: int


class Access(NamedTuple):
    """Solidity's `IDataCommons.Access`."""

    licensee: Address
    offer_id: int
    until: int
    used: int
    refunded: bool


class AccessTerms(NamedTuple):
    """Solidity's `IDataCommons.AccessTerms`."""

    dataset_id: int
    term: int
    asset: Address
    purpose: int
    uses: int
    price: int


class DatasetTerms(NamedTuple):
    """Solidity's `IDataCommons.DatasetTerms`."""

    content_hash: bytes
    statement: bytes
    permitted: int
    service: Address
    uri: str
    holders: tuple[Address, ...]
    points: tuple[int, ...]


class Claim(NamedTuple):
    """Solidity's `IDisputes.Claim`."""

    kind: int
    work_id: int
    party: Address
    heirs: tuple[Address, ...]
    units: tuple[int, ...]
    grounds: bytes


class Dispute(NamedTuple):
    """Solidity's `IDisputes.Dispute`."""

    granted: int
    case_id: int
    state: int
    claimant: Address
    froze: bool


class AssetAmount(NamedTuple):
    """Solidity's `IExitWindow.AssetAmount`."""

    asset: Address
    amount: int


class Window(NamedTuple):
    """Solidity's `IExitWindow.Window`."""

    snapshot: int
    queued_at: int
    closes_at: int
    supply: int
    burned: int
    previous: int


class Switches(NamedTuple):
    """Solidity's `IYesNoRule.Switches`."""

    vote_change: bool
    super_quorum_bps: int
    rented_votes: bool
    vote_override: bool


class Licence(NamedTuple):
    """Solidity's `ILicences.Licence`."""

    offer_id: int
    since: int
    until: int
    revoked: bool
    revenue: int


class Terms(NamedTuple):
    """Solidity's `ILicences.Terms`."""

    work_id: int
    scope: int
    attribution: bool
    transferable: bool
    share_bps: int
    term: int
    asset: Address
    price: int
    ceiling: int


class Offer(NamedTuple):
    """Solidity's `ILicences.Offer`."""

    terms: Terms
    licensor: Address
    withdrawn: bool


class MatchingContribution(NamedTuple):
    """Solidity's `IMatchingRounds.MatchingContribution`."""

    amount: int
    counted: int


class MatchingGrant(NamedTuple):
    """Solidity's `IMatchingRounds.MatchingGrant`."""

    payee: Address
    work_id: int
    state: int
    contributed: int
    counted: int
    root_sum: int
    contributors: int


class RoundTerms(NamedTuple):
    """Solidity's `IMatchingRounds.RoundTerms`."""

    asset: Address
    delay: int
    duration: int
    cap: int
    pool: int


class MatchingRound(NamedTuple):
    """Solidity's `IMatchingRounds.MatchingRound`."""

    asset: Address
    opens_at: int
    closes_at: int
    pool: int
    cap: int
    ideals: int
    grant_count: int
    settled: int
    finished: bool
    voided: bool
    matched: int
    due: int


class Grant(NamedTuple):
    """Solidity's `IMilestoneGrants.Grant`."""

    grantee: Address
    state: int
    accept_by: int
    asset: Address
    accepted_at: int
    review_period: int
    bond: int
    needed: int
    unsettled: int


class Milestone(NamedTuple):
    """Solidity's `IMilestoneGrants.Milestone`."""

    amount: int
    time: int
    evidence: bytes
    review_ends: int
    accepted_bps: int
    state: int


class MilestoneTerms(NamedTuple):
    """Solidity's `IMilestoneGrants.MilestoneTerms`."""

    amount: int
    time: int


class GrantTerms(NamedTuple):
    """Solidity's `IMilestoneGrants.GrantTerms`."""

    grantee: Address
    needed: int
    asset: Address
    bond: int
    review_period: int
    reviewers: tuple[Address, ...]
    milestones: tuple[MilestoneTerms, ...]


class Caps(NamedTuple):
    """Solidity's `IOptimisticRule.Caps`."""

    per_proposal: int
    per_proposer: int
    per_epoch: int


class Request(NamedTuple):
    """Solidity's `IPanelArbiter.Request`."""

    target: Address
    id_: int
    bps: int
    concluded: bool


class Ranking(NamedTuple):
    """Solidity's `RankedRule.Ranking`."""

    code: int
    weight: int


class Question(NamedTuple):
    """Solidity's `IReviewPanels.Question`."""

    subject: bytes
    claimant: Address
    respondent: Address
    payer: Address
    admitted_before: int


class PanelCase(NamedTuple):
    """Solidity's `IReviewPanels.PanelCase`."""

    question: Question
    asker: Address
    conflicts_hash: bytes
    terms_id: int
    phase: int
    standing: int
    rounds: int
    appealed: bool
    repeated: bool
    deadline: int
    depositor: Address


class Panellist(NamedTuple):
    """Solidity's `IReviewPanels.Panellist`."""

    stake: int
    slot: int
    seats: int
    retired_in: int


class PanelRound(NamedTuple):
    """Solidity's `IReviewPanels.PanelRound`."""

    payer: Address
    request_block: int
    requested_at: int
    slots: int
    looked: int
    seats: int
    revealed: int
    upheld: int
    commit_ends: int
    reveal_ends: int


class PanelSeat(NamedTuple):
    """Solidity's `IReviewPanels.PanelSeat`."""

    commitment: bytes
    round_: int
    vote: int


class PanelTerms(NamedTuple):
    """Solidity's `IReviewPanels.PanelTerms`."""

    size: int
    majority: int
    commit_period: int
    reveal_period: int
    appeal_period: int
    vote_period: int
    stake: int
    fee: int
    bonus: int


class ShareOfferTerms(NamedTuple):
    """Solidity's `IShareSales.ShareOfferTerms`."""

    work_id: int
    units: int
    asset: Address
    start_price: int
    end_price: int
    start: int
    fall: int
    period: int


class ShareOffer(NamedTuple):
    """Solidity's `IShareSales.ShareOffer`."""

    seller: Address
    state: int
    start: int
    asset: Address
    fall: int
    end: int
    start_price: int
    end_price: int
    work_id: int
    units: int


class Right(NamedTuple):
    """Solidity's `ISubRights.Right`."""

    work_id: int
    merged: bool
    scope: int


class Verdict(NamedTuple):
    """Solidity's `ISubmissions.Verdict`."""

    submission_id: int
    registration_hash: bytes
    similar_to: int
    report_hash: bytes
    screener: Address
    flags: int
    valid_until: int


class Disclosure(NamedTuple):
    """Solidity's `ISubmissions.Disclosure`."""

    submission_id: int
    domain: bytes
    ai_share_bps: int
    tools_hash: bytes


class Policy(NamedTuple):
    """Solidity's `ISubmissions.Policy`."""

    open_: bool
    cap_bps: int
    review_from_bps: int
    deposit: int


class Submission(NamedTuple):
    """Solidity's `ISubmissions.Submission`."""

    submitter: Address
    state: int
    needs_review: bool
    flags: int
    deadline: int
    ai_share_bps: int
    submitted_at: int
    domain: bytes
    deposit: int
    similar_to: int
    case_id: int
    content_hash: bytes
    registration_hash: bytes
    tools_hash: bytes


class Cap(NamedTuple):
    """Solidity's `ITreasury.Cap`."""

    spender: Address
    asset: Address
    amount: int


class Work(NamedTuple):
    """Solidity's `IWorkRegistry.Work`."""

    content_hash: bytes
    registrant: Address
    registered_at: int
    ai_share_bps: int
    voided: bool


STRUCTS: Structs = {
    "Checkpoints.Checkpoint208": Checkpoint208,
    "CoopGovernor.Settings": Settings,
    "IAdvances.Advance": Advance,
    "IAdvances.AdvanceTerms": AdvanceTerms,
    "IBundles.Bundle": Bundle,
    "IChambersRule.Chamber": Chamber,
    "IChambersRule.Kind": Kind,
    "ICommissions.Bid": Bid,
    "ICommissions.Commission": Commission,
    "ICommissions.CommissionTerms": CommissionTerms,
    "ICompletionBonds.Project": Project,
    "ICompletionBonds.ProjectTerms": ProjectTerms,
    "IContributionRewards.Contribution": Contribution,
    "IContributionRewards.KindReward": KindReward,
    "IContributionRewards.Reward": Reward,
    "IConvictionFunding.FundingRequest": FundingRequest,
    "IConvictionFunding.FundingTerms": FundingTerms,
    "ICustodian.Custody": Custody,
    "IDataCommons.Access": Access,
    "IDataCommons.AccessTerms": AccessTerms,
    "IDataCommons.Dataset": Dataset,
    "IDataCommons.DatasetTerms": DatasetTerms,
    "IDisputes.Claim": Claim,
    "IDisputes.Dispute": Dispute,
    "IExitWindow.AssetAmount": AssetAmount,
    "IExitWindow.Window": Window,
    "ILicences.Licence": Licence,
    "ILicences.Offer": Offer,
    "ILicences.Terms": Terms,
    "IMatchingRounds.MatchingContribution": MatchingContribution,
    "IMatchingRounds.MatchingGrant": MatchingGrant,
    "IMatchingRounds.MatchingRound": MatchingRound,
    "IMatchingRounds.RoundTerms": RoundTerms,
    "IMilestoneGrants.Grant": Grant,
    "IMilestoneGrants.GrantTerms": GrantTerms,
    "IMilestoneGrants.Milestone": Milestone,
    "IMilestoneGrants.MilestoneTerms": MilestoneTerms,
    "IOptimisticRule.Caps": Caps,
    "IPanelArbiter.Request": Request,
    "IReviewPanels.PanelCase": PanelCase,
    "IReviewPanels.PanelRound": PanelRound,
    "IReviewPanels.PanelSeat": PanelSeat,
    "IReviewPanels.PanelTerms": PanelTerms,
    "IReviewPanels.Panellist": Panellist,
    "IReviewPanels.Question": Question,
    "IRoyaltyVault.Ancestor": Ancestor,
    "IShareSales.ShareOffer": ShareOffer,
    "IShareSales.ShareOfferTerms": ShareOfferTerms,
    "ISplitDelegation.Part": Part,
    "ISubRights.Right": Right,
    "ISubmissions.Disclosure": Disclosure,
    "ISubmissions.Policy": Policy,
    "ISubmissions.Submission": Submission,
    "ISubmissions.Verdict": Verdict,
    "ITreasury.Cap": Cap,
    "IWorkRegistry.Registration": Registration,
    "IWorkRegistry.Work": Work,
    "IYesNoRule.Switches": Switches,
    "RankedRule.Ranking": Ranking,
}
