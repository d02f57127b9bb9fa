"""Rounds and grants where chance seldom leads: told to both ledgers, which are compared after every step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("pyrevm", reason="only the embedded engine deploys a co-op for every story")

from dao_sim.coop import Charter
from dao_sim.ledger.actions import OpenGrant, OpenRound, PayOut, Stage
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import (
    AcceptGrant,
    Admit,
    ClaimMatch,
    CollectLevy,
    Deposit,
    Endow,
    Execute,
    Give,
    LapseGrant,
    Propose,
    Queue,
    Register,
    ReviewMilestone,
    SettleMilestone,
    SettleRound,
    SubmitMilestone,
    Vote,
    WithdrawGrant,
)
from dao_sim.testing.ledger import Twins
from dao_sim.units import Seconds, Wei
from tests.property.ledgers.funding_lives import decree

DAY = 86_400
ETHER = 10**18
CHARTER = Charter(
    name="Reels",
    operators={"admitter": ["account:0"], "minter": ["account:0"]},
    governance={
        "rule": "member",
        "voting_delay": "1h",
        "voting_period": "1d",
        "late_quorum_extension": "0s",
        "timelock_delay": "1h",
        "proposal_threshold": "1",
    },
    treasury={"epoch": "7d", "caps": [{"asset": "ETH", "amount": "1"}]},
    matching={"review": "1d", "claim_period": "30d", "caps": [{"asset": "ETH", "amount": "1"}]},
    grants={"accept_within": "2d"},
    royalties={"levy": "30%"},
)
GRANT = OpenGrant(
    grantee=0,
    reviewers=(1, 2),
    stages=(Stage(amount=Wei(1_001), due=Seconds(DAY)),),
    review_period=Seconds(DAY),
    bond=Wei(600),
)


def column(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def a_round(accounts: Iterable[int], works: tuple[int, ...] = (), pool: int = 0) -> OpenRound:
    """Open for a day, from now."""
    return OpenRound(
        pool=Wei(pool),
        cap=Wei(2**128 - 1),
        delay=Seconds(0),
        duration=Seconds(DAY),
        accounts=tuple(accounts),
        works=works,
    )


def gifts(*rows: tuple[int, int, int]) -> Give:
    """(grant, giver, amount), in the first round."""
    grants, accounts, amounts = zip(*rows, strict=True)
    return Give(round=1, grants=column(*grants), accounts=column(*accounts), amounts=Amounts.of(amounts))


def founded(accounts: int = 5) -> Twins:
    """All but the last are members; the treasury has 3 ETH, the levy on what work 1 of account 0 earned."""
    twins = Twins([CHARTER], accounts)
    members = np.arange(accounts - 1)
    work: dict[str, Any] = {"contributors": [column(0)], "units": [column(1_000_000)]}
    twins.apply(
        Admit(accounts=members, classes=np.ones(len(members), dtype=np.int8)),
        Endow(accounts=np.arange(accounts), amounts=Amounts.full(accounts, 20 * ETHER)),
        Register(accounts=column(0), titles=["a film"], ai_share_bps=column(0), **work),
        Deposit(accounts=column(0), works=column(1), amounts=Amounts.of([10 * ETHER])),
        CollectLevy(),
    )
    twins.advance(1)
    return twins


def test_a_vote_opens_a_round_and_a_grant_which_come_to_their_ends() -> None:
    twins = founded()
    (proposed,) = twins.apply(
        Propose(accounts=column(0), actions=[[a_round([1], works=(1,), pool=ETHER), GRANT]])
    )
    assert proposed.numbers is not None
    twins.advance(3_601)
    twins.apply(Vote(proposal=1, accounts=column(0, 1, 2), supports=np.array([1, 1, 1], dtype=np.int8)))
    twins.advance(DAY)
    twins.apply(Queue(proposals=column(1)))
    twins.advance(3_601)
    assert twins.apply(Execute(proposals=column(1)))[0].refused == {}
    given = gifts((1, 0, 100), (1, 2, 400), (2, 0, 900), (2, 2, 900), (2, 3, 1_600), (1, 4, 5))
    assert twins.apply(given, AcceptGrant(grants=column(1)))[0].refused == {5: "MatchingRounds_NotMember"}
    (round_,) = twins.array.coops[0].rounds()
    assert round_.matched == [900 - 500, 4_900 - 2_500]
    twins.advance(2 * DAY)
    claimed, settled, _, taken = twins.apply(
        ClaimMatch(round=1, grants=column(1, 2, 1)),
        SettleRound(round=1),
        SettleMilestone(grants=column(1), milestones=column(0)),
        WithdrawGrant(accounts=column(-1, 0)),
    )
    assert claimed.refused == {2: "MatchingRounds_NotLive"}
    assert claimed.amounts == Amounts.of([900, 5_800, 0])
    assert settled.amounts == Amounts.of([ETHER - 2_800])
    assert taken.refused == {1: "Escrow_NothingOwed"}
    assert taken.amounts == Amounts.of([1_001 + 600, 0])
    assert twins.array.coops[0].levy_accrued() == 5_800 * 3 // 10
    assert twins.array.coops[0].escrowed() == 0


def test_who_joins_in_the_second_in_which_a_round_opens_cannot_give() -> None:
    twins = founded()
    twins.apply(Admit(accounts=column(4), classes=np.ones(1, dtype=np.int8)))
    assert decree(twins, [a_round([0])]) is None
    assert twins.apply(gifts((1, 4, 5), (1, 3, 5)))[0].refused == {0: "MatchingRounds_NotMember"}


def test_a_round_has_at_most_two_hundred_grants() -> None:
    twins = founded(201)
    assert decree(twins, [a_round(range(201))]) == "MatchingRounds_TooManyGrants"
    assert decree(twins, [a_round(range(200), works=(1,))]) == "MatchingRounds_TooManyGrants"
    assert decree(twins, [a_round(range(199), works=(1,))]) is None


def test_what_was_undone_counts_for_no_cap_and_what_was_done_for_one_epochs() -> None:
    twins = founded()
    whole = PayOut(account=1, amount=Wei(ETHER))
    assert decree(twins, [whole, whole]) == "Treasury_CapExceeded"
    assert decree(twins, [whole]) is None
    assert decree(twins, [PayOut(account=1, amount=Wei(1))]) == "Treasury_CapExceeded"
    assert decree(twins, [a_round([0], pool=ETHER)]) is None
    twins.advance(7 * DAY)
    assert decree(twins, [whole]) is None
    assert decree(twins, [whole]) == "Treasury_CapExceeded"


def test_one_of_two_reviewers_is_not_more_than_half() -> None:
    twins = founded()
    assert decree(twins, [GRANT]) is None
    first: dict[str, Any] = {"grants": column(1), "milestones": column(0)}
    twins.apply(
        AcceptGrant(grants=column(1)),
        SubmitMilestone(**first),
        ReviewMilestone(**first, accounts=column(1), bps=column(10_000)),
    )
    twins.advance(DAY)
    assert twins.apply(SettleMilestone(**first))[0].refused == {}
    coop = twins.array.coops[0]
    assert (coop.owed(0), coop.owed(-1)) == (600, 1_001)


def test_intents_without_rows_do_nothing() -> None:
    twins = founded()
    decree(twins, [a_round([0]), GRANT])
    none = column()
    told = twins.apply(
        Give(round=1, grants=none, accounts=none, amounts=Amounts.zeros(0)),
        ClaimMatch(round=1, grants=none),
        AcceptGrant(grants=none),
        SubmitMilestone(grants=none, milestones=none),
        ReviewMilestone(grants=none, milestones=none, accounts=none, bps=none),
        SettleMilestone(grants=none, milestones=none),
        LapseGrant(grants=none),
        WithdrawGrant(accounts=none),
    )
    assert [outcome.rows for outcome in told] == [0] * 8
