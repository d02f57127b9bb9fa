"""Random intents about works that are submitted, and the panels that see them."""

from __future__ import annotations

import numpy as np

from dao_sim.ledger import content_intents as of
from dao_sim.ledger.actions import SetContentRule
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.content_intents import ContentIntent
from dao_sim.ledger.intents import NOBODY
from dao_sim.ledger.lots import SEEDS
from dao_sim.sim.view import Ids
from dao_sim.units import Bps, Wei
from tests.property.scenarios.of_works import elsewhere, shares, titles
from tests.property.scenarios.whims import Whim, column

MANY = 6
"""About so many submissions and cases there are."""


def enlist(whim: Whim) -> ContentIntent:
    """Mostly with a stake that is enough."""
    rows = whim.rows()
    amounts = Amounts.of(whim.random.choice((0, 1, 10**16, 2 * 10**16, 2**100)) for _ in range(rows))
    return of.Enlist(coop=whim.coop, accounts=whim.accounts(rows, whim.members()), amounts=amounts)


def retire(whim: Whim) -> ContentIntent:
    return of.Retire(coop=whim.coop, accounts=whim.accounts(4, _panellists(whim)))


def withdraw_stakes(whim: Whim) -> ContentIntent:
    known = whim.view.coop.panellists
    retired = list(map(int, known.accounts[known.retired]))
    return of.WithdrawStakes(coop=whim.coop, accounts=whim.accounts(4, retired))


def submit(whim: Whim) -> ContentIntent:
    rows = whim.rows()
    foreign = [elsewhere(whim) for _ in range(rows)] if whim.random.random() < 0.2 else []
    taken = [sum(units for _, _, units in each) for each in foreign] or [0] * rows
    contributors, units = shares(whim, taken)
    return of.Submit(
        coop=whim.coop,
        accounts=whim.accounts(rows, whim.members()),
        titles=titles(whim, rows),
        contributors=contributors,
        units=units,
        ai_share_bps=whim.bps(rows),
        domains=[_domain(whim) for _ in range(rows)],
        foreign=foreign,
    )


def request_review(whim: Whim) -> ContentIntent:
    """Of each of the first submissions by somebody."""
    submissions = whim.numbers(rows := 4, MANY)
    accounts = whim.accounts(rows, whim.members())
    return of.RequestReview(
        coop=whim.coop, accounts=accounts, submissions=submissions, seeds=_seeds(whim, rows)
    )


def seal_verdicts(whim: Whim) -> ContentIntent:
    case, panel = _case(whim)
    rows = whim.rows()
    upheld = np.array([whim.random.random() < 0.5 for _ in range(rows)], dtype=np.bool_)
    return of.SealVerdicts(coop=whim.coop, case=case, accounts=whim.accounts(rows, panel), upheld=upheld)


def reveal_verdicts(whim: Whim) -> ContentIntent:
    case, panel = _case(whim)
    return of.RevealVerdicts(coop=whim.coop, case=case, accounts=whim.accounts(whim.rows(), panel))


def close_case(whim: Whim) -> ContentIntent:
    cases = whim.numbers(rows := whim.rows(), MANY)
    return of.CloseCase(coop=whim.coop, cases=cases, seeds=_seeds(whim, rows))


def conclude_submission(whim: Whim) -> ContentIntent:
    return of.ConcludeSubmission(coop=whim.coop, submissions=whim.numbers(whim.rows(), MANY))


def lapse_submission(whim: Whim) -> ContentIntent:
    return of.LapseSubmission(coop=whim.coop, submissions=whim.numbers(whim.rows(), MANY))


def claim_rewards(whim: Whim) -> ContentIntent:
    return of.ClaimRewards(coop=whim.coop, accounts=whim.accounts(whim.rows(), [NOBODY]))


def claim_deposits(whim: Whim) -> ContentIntent:
    return of.ClaimDeposits(coop=whim.coop, accounts=whim.accounts(whim.rows(), [NOBODY]))


def content_rule(whim: Whim) -> SetContentRule:
    """Of a domain that there is, or a new one; deposits that pay for no panel are refused."""
    return SetContentRule(
        domain=_domain(whim),
        cap=Bps(whim.random.choice((0, 3_000, 10_000, 10_001))),
        review_from=Bps(whim.random.choice((0, 2_000, 10_001, 10_002))),
        deposit=Wei(whim.random.choice((0, 10**17, 10**17))),
    )


def _domain(whim: Whim) -> str:
    return whim.random.choice((*whim.view.domains, "dance"))


def _panellists(whim: Whim) -> list[int]:
    return list(map(int, whim.view.coop.panellists.accounts))


def _case(whim: Whim) -> tuple[int, list[int]]:
    """Mostly one that is voted on, with its panel."""
    if whim.view.coop.reviews and whim.random.random() < 0.8:
        review = whim.random.choice(list(whim.view.coop.reviews))
        return review.case, list(map(int, review.panel))
    return whim.random.randint(0, MANY), _panellists(whim)


def _seeds(whim: Whim, rows: int) -> Ids:
    return column(whim.random.randrange(SEEDS) for _ in range(rows))
