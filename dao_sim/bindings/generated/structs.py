# Generated from artifacts/ by `python scripts/bindings.py`: change that, not this.

"""Structs that the contracts take and return."""

from __future__ import annotations

from typing import NamedTuple

from dao_sim.bindings.codec import Structs
from dao_sim.units import Address


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


class Ancestor(NamedTuple):
    """Solidity's `IRoyaltyVault.Ancestor`."""

    work_id: int
    share_bps: int


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


class Registration(NamedTuple):
    """Solidity's `IWorkRegistry.Registration`."""

    content_hash: bytes
    uri: str
    contributors: tuple[Address, ...]
    units: tuple[int, ...]
    ai_share_bps: int
    royalty_bps: int


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
    "IChambersRule.Chamber": Chamber,
    "IChambersRule.Kind": Kind,
    "ICommissions.Bid": Bid,
    "ICommissions.Commission": Commission,
    "ICommissions.CommissionTerms": CommissionTerms,
    "IConvictionFunding.FundingRequest": FundingRequest,
    "IConvictionFunding.FundingTerms": FundingTerms,
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
    "IReviewPanels.PanelCase": PanelCase,
    "IReviewPanels.PanelRound": PanelRound,
    "IReviewPanels.PanelSeat": PanelSeat,
    "IReviewPanels.PanelTerms": PanelTerms,
    "IReviewPanels.Panellist": Panellist,
    "IReviewPanels.Question": Question,
    "IRoyaltyVault.Ancestor": Ancestor,
    "ISplitDelegation.Part": Part,
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
