"""What an intent cannot name is refused before anything is done, with its column and row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dao_sim.errors import BadInput
from dao_sim.ledger.actions import OpenGrant, Stage
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.columns import check
from dao_sim.ledger.intents import ClaimMatch, Give, Propose, ReviewMilestone
from dao_sim.units import Seconds, Wei

ONE = np.array([1])
GIFT = Give(round=1, grants=ONE, accounts=ONE, amounts=Amounts.of([1]))
VERDICT = ReviewMilestone(grants=ONE, milestones=ONE, accounts=ONE, bps=ONE)
GRANT = OpenGrant(
    grantee=0,
    reviewers=(1,),
    stages=(Stage(amount=Wei(1), due=Seconds(1)),),
    review_period=Seconds(1),
)


def test_what_can_be_named_has_so_many_rows() -> None:
    assert check(GIFT, 2, 1) == check(VERDICT, 2, 1) == 1
    assert check(Propose(accounts=ONE, actions=[[GRANT]]), 2, 1) == 1


@pytest.mark.parametrize(
    ("intent", "named"),
    [
        (replace(GIFT, round=-1), "rounds"),
        (replace(GIFT, grants=-ONE), "grants"),
        (ClaimMatch(round=1, grants=-ONE), "grants"),
        (replace(VERDICT, milestones=-ONE), "milestones"),
        (replace(VERDICT, bps=-ONE), "bps"),
        (Propose(accounts=ONE, actions=[[replace(GRANT, grantee=2)]]), "accounts"),
        (Propose(accounts=ONE, actions=[[replace(GRANT, reviewers=(1, 2))]]), "accounts"),
        (Propose(accounts=ONE, actions=[[replace(GRANT, reviewers=(-1,))]]), "reviewers"),
    ],
)
def test_what_there_cannot_be_is_named(intent: Give, named: str) -> None:
    with pytest.raises(BadInput, match=named):
        check(intent, 2, 1)
