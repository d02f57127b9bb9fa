"""Random intents about matching rounds and grants."""

from __future__ import annotations

from dao_sim.coop.grants import GrantState
from dao_sim.ledger import intents as of
from dao_sim.ledger.facts import MilestoneState
from dao_sim.sim.view import Ids
from tests.property.scenarios.whims import MONEY, Whim, column


def give(whim: Whim) -> of.Intent:
    rows = whim.rows()
    return of.Give(
        coop=whim.coop,
        round=_round(whim),
        grants=whim.numbers(rows, 2),
        accounts=whim.accounts(rows, whim.members()),
        amounts=whim.amounts(rows, MONEY),
    )


def claim_match(whim: Whim) -> of.Intent:
    return of.ClaimMatch(coop=whim.coop, round=_round(whim), grants=whim.numbers(whim.rows(), 2))


def settle_round(whim: Whim) -> of.Intent:
    return of.SettleRound(coop=whim.coop, round=_round(whim))


def accept_grant(whim: Whim) -> of.Intent:
    offered = [grant.number for grant in whim.view.coop.grants if grant.state == GrantState.OFFERED]
    grants = column(offered) if whim.random.random() < 0.5 else _grants(whim, whim.rows())
    return of.AcceptGrant(coop=whim.coop, grants=grants)


def submit_milestone(whim: Whim) -> of.Intent:
    grants, milestones = _milestones(whim, MilestoneState.OPEN)
    return of.SubmitMilestone(coop=whim.coop, grants=grants, milestones=milestones)


def review_milestone(whim: Whim) -> of.Intent:
    grants, milestones = _milestones(whim, MilestoneState.SUBMITTED)
    reviewers = [account for grant in whim.view.coop.grants for account in grant.reviewers]
    return of.ReviewMilestone(
        coop=whim.coop,
        grants=grants,
        milestones=milestones,
        accounts=whim.accounts(len(grants), reviewers),
        bps=whim.bps(len(grants)),
    )


def settle_milestone(whim: Whim) -> of.Intent:
    grants, milestones = _milestones(
        whim, whim.random.choice((MilestoneState.OPEN, MilestoneState.SUBMITTED))
    )
    return of.SettleMilestone(coop=whim.coop, grants=grants, milestones=milestones)


def lapse_grant(whim: Whim) -> of.Intent:
    return of.LapseGrant(coop=whim.coop, grants=_grants(whim, whim.rows()))


def withdraw_grant(whim: Whim) -> of.Intent:
    return of.WithdrawGrant(coop=whim.coop, accounts=whim.accounts(whim.rows(), [of.NOBODY]))


def _grants(whim: Whim, rows: int) -> Ids:
    return whim.numbers(rows, len(whim.view.coop.grants))


def _milestones(whim: Whim, state: MilestoneState) -> tuple[Ids, Ids]:
    """Mostly of a state, where there is one."""
    found = [
        (grant.number, place)
        for grant in whim.view.coop.grants
        for place, milestone in enumerate(grant.milestones)
        if milestone.state == state and grant.state == GrantState.ACTIVE
    ]
    if not found or whim.random.random() < 0.2:
        return whim.numbers(rows := whim.rows(), len(whim.view.coop.grants)), whim.numbers(rows, 1)
    chosen = whim.random.choices(found, k=whim.rows())
    return column(grant for grant, _ in chosen), column(place for _, place in chosen)


def _round(whim: Whim) -> int:
    return whim.random.randint(0, len(whim.view.coop.rounds) + 1)
