"""Stories that random members seldom live through, told to both ledgers, with the end that they must have."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("pyrevm", reason="the contracts run on the embedded engine")

from dao_sim.coop import Charter
from dao_sim.ledger.actions import Action, PayOut, SetLevy, SetQuorum, SetThreshold
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Admit, Execute, Mint, Propose, Queue, Resign, Transfer, Vote
from dao_sim.testing.ledger import Twins
from dao_sim.units import Bps, ProposalState, Seconds, Wei

DELAY, PERIOD, EXTENSION, TIMELOCK = 100, 1_000, 300, 50
CHAMBERS = {
    kind: {"quorum": "50%", "threshold": "50%"} for kind in ("creator", "enterprise", "public_body", "patron")
}


def rows(*values: int) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def small(*values: int) -> NDArray[np.int8]:
    return np.array(values, dtype=np.int8)


def coop(rule: str, classes: NDArray[np.int8], **governance: Any) -> Twins:
    """Members of these classes, a second ago."""
    terms = {
        "rule": rule,
        "voting_delay": DELAY,
        "voting_period": PERIOD,
        "late_quorum_extension": EXTENSION,
        "timelock_delay": TIMELOCK,
        **governance,
    }
    operators = {"admitter": ("account:0",), "minter": ("account:0",)}
    twins = Twins([Charter(name="Story", governance=terms, operators=operators)], len(classes) + 1)
    twins.apply(Admit(accounts=np.arange(len(classes), dtype=np.int64), classes=classes))
    twins.advance(1)
    return twins


def opened(twins: Twins, *actions: Action) -> int:
    """The number of a proposal of account 0's that can be voted on."""
    made = twins.apply(Propose(accounts=rows(0), actions=[actions]))[0]
    twins.advance(DELAY + 1)
    assert made.numbers is not None
    return int(made.numbers[0])


def state(twins: Twins, number: int) -> ProposalState:
    return twins.array.coops[0].proposal(number).state


def test_abstentions_make_the_quorum() -> None:
    twins = coop("member", small(1, 1, 1, 1), quorum="50%")
    number = opened(twins, SetLevy(bps=Bps(700)))
    twins.apply(Vote(proposal=number, accounts=rows(0, 1), supports=small(1, 2)))
    twins.advance(PERIOD)
    assert state(twins, number) == ProposalState.SUCCEEDED


def test_votes_against_do_not() -> None:
    twins = coop("member", small(1, 1, 1, 1), quorum="75%")
    number = opened(twins, SetLevy(bps=Bps(700)))
    twins.apply(Vote(proposal=number, accounts=rows(0, 1, 2), supports=small(1, 1, 0)))
    twins.advance(PERIOD)
    assert state(twins, number) == ProposalState.DEFEATED


def test_a_late_quorum_keeps_voting_open() -> None:
    twins = coop("member", small(1, 1), quorum="100%")
    number = opened(twins, SetLevy(bps=Bps(700)))
    twins.apply(Vote(proposal=number, accounts=rows(0), supports=small(1)))
    twins.advance(PERIOD - 1)
    late = twins.array.now()
    twins.apply(Vote(proposal=number, accounts=rows(1), supports=small(1)))
    assert twins.array.coops[0].proposal(number).deadline == Seconds(late + EXTENSION)
    twins.advance(EXTENSION)
    assert state(twins, number) == ProposalState.ACTIVE
    twins.advance(1)
    assert state(twins, number) == ProposalState.SUCCEEDED


@pytest.mark.parametrize("rule", ["quadratic", "member", "chambers"])
def test_who_was_admitted_this_second_cannot_propose(rule: str) -> None:
    terms: dict[str, Any] = {"chambers": CHAMBERS} if rule == "chambers" else {}
    if rule == "quadratic":
        terms["proposal_threshold"] = "0.000000001"
    twins = coop(rule, small(1), **terms)
    twins.apply(Mint(accounts=rows(1), amounts=Amounts.of([10**18])))
    twins.advance(1)
    twins.apply(Admit(accounts=rows(1), classes=small(1)))
    proposing = Propose(accounts=rows(1), actions=[[SetThreshold(votes=1)]])
    assert twins.apply(proposing)[0].refused == {0: "GovernorInsufficientProposerVotes"}
    twins.advance(1)
    assert twins.apply(proposing)[0].refused == {}


def test_who_resigns_in_the_second_of_the_snapshot_has_no_vote() -> None:
    twins = coop("quadratic", small(1, 1), proposal_threshold="0")
    twins.apply(Mint(accounts=rows(0, 1), amounts=Amounts.of([10**18, 10**18])))
    number = int(opened_at_snapshot(twins))
    twins.apply(
        Resign(accounts=rows(1)),
        Transfer(senders=rows(1), recipients=rows(0), amounts=Amounts.of([10**18])),
    )
    twins.advance(1)
    voted = twins.apply(Vote(proposal=number, accounts=rows(0, 1, 1), supports=small(1, 1, 3)))[0]
    assert voted.refused == {1: "VotingRule_NotMember", 2: "VotingRule_NotMember"}
    assert twins.array.coops[0].proposal(number).for_votes == 1_414_213_562


def opened_at_snapshot(twins: Twins) -> int:
    """The number of a proposal whose snapshot is this second."""
    made = twins.apply(Propose(accounts=rows(0), actions=[[SetQuorum(bps=Bps(1))]]))[0]
    twins.advance(DELAY)
    assert made.numbers is not None
    return int(made.numbers[0])


def test_chambers_look_at_the_vote_before_the_voter() -> None:
    twins = coop("chambers", small(1, 2), chambers=CHAMBERS)
    number = opened(twins, SetLevy(bps=Bps(700)))
    voted = twins.apply(Vote(proposal=number, accounts=rows(0, 0, 0, 2, 2), supports=small(1, 3, 1, 3, 1)))[0]
    assert voted.refused == {
        1: "GovernorInvalidVoteType",
        2: "GovernorAlreadyCastVote",
        3: "GovernorInvalidVoteType",
        4: "VotingRule_NotMember",
    }


@pytest.mark.parametrize(("actions", "adopted"), [(1, True), (2, False)])
def test_a_call_needs_the_chambers_that_the_charter_names(actions: int, adopted: bool) -> None:
    needs = ({"call": "vault.setLevy", "chambers": ("creator",)},)
    twins = coop("chambers", small(1, 2), chambers=CHAMBERS, needs=needs)
    number = opened(twins, *(SetLevy(bps=Bps(700)), SetThreshold(votes=1))[:actions])
    twins.apply(Vote(proposal=number, accounts=rows(0, 1), supports=small(1, 0)))
    twins.advance(PERIOD)
    assert state(twins, number) == (ProposalState.SUCCEEDED if adopted else ProposalState.DEFEATED)


def test_what_fails_in_the_end_is_undone_from_the_start() -> None:
    twins = coop("member", small(1), quorum="0%")
    number = opened(twins, SetLevy(bps=Bps(700)), SetQuorum(bps=Bps(5)), SetLevy(bps=Bps(3_001)))
    twins.apply(Vote(proposal=number, accounts=rows(0), supports=small(1)))
    twins.advance(PERIOD)
    twins.apply(Queue(proposals=rows(number)))
    early = twins.apply(Execute(proposals=rows(number)))[0]
    assert early.refused == {0: "TimelockUnexpectedOperationState"}
    twins.advance(TIMELOCK)
    before = twins.array.coops[0].parameters()
    assert twins.apply(Execute(proposals=rows(number)))[0].refused == {0: "RoyaltyVault_LevyTooHigh"}
    assert twins.array.coops[0].parameters() == before
    assert state(twins, number) == ProposalState.QUEUED


def test_an_invalid_vote_does_not_use_up_the_voters() -> None:
    twins = coop("token", small(1), proposal_threshold="0")
    number = opened(twins, SetLevy(bps=Bps(700)))
    voted = twins.apply(Vote(proposal=number, accounts=rows(1, 1, 1, 1), supports=small(3, 2, 3, 1)))[0]
    assert voted.refused == {
        0: "GovernorInvalidVoteType",
        2: "GovernorAlreadyCastVote",
        3: "GovernorAlreadyCastVote",
    }


@pytest.mark.parametrize("fails", [False, True])
def test_a_payment_before_a_failure_is_taken_back(fails: bool) -> None:
    governance = {
        "rule": "member",
        "quorum": "0%",
        "voting_delay": 0,
        "voting_period": 1,
        "timelock_delay": 0,
    }
    charter = Charter(
        name="Payer",
        governance={**governance, "late_quorum_extension": 0},
        treasury={"caps": ({"asset": "ETH", "amount": "1"},)},
        operators={"admitter": ("account:0",)},
    )
    twins: Any = Twins([charter], 2)
    twins.array.coops[0]._treasury.held = 10**18
    twins.evm.chain.fund(twins.evm.coops[0].coop.treasury.address, 10**18)
    twins.apply(Admit(accounts=rows(0), classes=small(1)))
    twins.advance(1)
    last = PayOut(account=1, amount=Wei(10**18 - 5 + fails))
    twins.apply(Propose(accounts=rows(0), actions=[[PayOut(account=1, amount=Wei(5)), last]]))
    twins.advance(1)
    twins.apply(Vote(proposal=1, accounts=rows(0), supports=small(1)))
    twins.advance(1)
    executed = twins.apply(Queue(proposals=rows(1)), Execute(proposals=rows(1)))[1]
    assert executed.refused == ({0: "Treasury_CapExceeded"} if fails else {})
    assert twins.array.cash().tolist() == [0, 0 if fails else 10**18]
