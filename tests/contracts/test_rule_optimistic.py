"""Small spending passes unless it is vetoed, and slicing it does not make it larger."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dao_sim.bindings import Call, OptimisticRule
from dao_sim.bindings.generated.structs import Caps
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.errors import Reverted
from dao_sim.metrics.tallies import optimistic as reference
from dao_sim.units import ETH, Bps, ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, MALLORY, TOKEN, decree, mock, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.test_options import content

CAPS = Caps(2 * TOKEN, 3 * TOKEN, 5 * TOKEN)
NONE = 2**208 - 1


def board(coop: Cooperative, caps: Caps = CAPS, veto_bps: int = 2_000) -> Assembly:
    """A governor that may spend 50 ETH an epoch by the treasury's own cap, and less by its rule's."""
    rule = OptimisticRule.create(
        coop.chain, MALLORY, coop.access.address, veto_bps, coop.token.address, coop.treasury.address
    )
    meeting = assemble(coop, rule)
    decree(coop, rule.set_caps(ETH, caps))
    decree(coop, coop.access.grant_role(int(Role.SPENDER), meeting.timelock.address, 0))
    decree(coop, coop.treasury.set_cap(meeting.timelock.address, ETH, 50 * TOKEN))
    coop.chain.fund(coop.treasury.address, 100 * TOKEN)
    return meeting


def pay(coop: Cooperative, amount: int) -> Call:
    return coop.treasury.pay(ETH, DAVE, amount)


def test_silence_is_consent(coop: Cooperative) -> None:
    meeting = board(coop)
    number = meeting.propose(ALICE, pay(coop, TOKEN), text="Strings")
    assert meeting.close(number) == ProposalState.SUCCEEDED
    before = coop.chain.balance(DAVE)
    meeting.governor.queue(*content([[pay(coop, TOKEN)]], "Strings")).send(ALICE)
    coop.chain.advance(2 * DAY + 1)
    meeting.governor.execute(*content([[pay(coop, TOKEN)]], "Strings")).send(ALICE)
    assert coop.chain.balance(DAVE) == before + TOKEN


def test_a_share_of_the_supply_vetoes(coop: Cooperative) -> None:
    """Of 2,000 tokens a fifth: exactly Carol's 400."""
    meeting = board(coop)
    number = meeting.propose(ALICE, pay(coop, TOKEN))
    meeting.open(number)
    assert meeting.governor.quorum(meeting.governor.proposal_snapshot(number)) == 400 * TOKEN
    for support in (Support.FOR, Support.ABSTAIN):
        with refuses("GovernorInvalidVoteType"):
            meeting.governor.cast_vote(number, support).send(BOB)
    meeting.governor.cast_vote(number, Support.AGAINST).send(CAROL)
    with refuses("GovernorAlreadyCastVote", voter=CAROL):
        meeting.governor.cast_vote(number, Support.AGAINST).send(CAROL)
    assert meeting.rule.vetoed(number)
    assert meeting.rule.outcome(number) == 0
    assert meeting.rule.tally(number) == (400 * TOKEN, 0, 0)
    assert meeting.close(number) == ProposalState.DEFEATED


def test_nothing_but_payments_of_the_treasury(coop: Cooperative) -> None:
    meeting = board(coop)
    odd: list[list[Call]] = [
        [coop.vault.set_levy(1)],
        [coop.treasury.set_cap(MALLORY, ETH, 1)],
        [pay(coop, 1), coop.token.mint(MALLORY, 1)],
        [pay(coop, 1)] * 11,
    ]
    for calls in odd:
        with refuses("OptimisticRule_NotPayments", actions=len(calls), maximum=10):
            meeting.propose(ALICE, *calls)
    with refuses("OptimisticRule_NotPayments", actions=1, maximum=10):
        longer = [coop.treasury.address], [0], [pay(coop, 1).data + b"\0"]
        meeting.governor.propose(*longer, "Longer").send(ALICE)
    with refuses("OptimisticRule_OverProposerCap", proposer=ALICE, asset=MALLORY, amount=1, remaining=0):
        meeting.propose(ALICE, coop.treasury.pay(MALLORY, DAVE, 1))  # an asset without caps
    with refuses("VotingRule_TooManyOptions", options=2, maximum=1):
        meeting.propose_options(ALICE, [pay(coop, 1)], [pay(coop, 1)])


def test_caps_hold_for_a_proposal_a_proposer_and_an_epoch(coop: Cooperative) -> None:
    meeting = board(coop)
    over: dict[str, Any] = {"asset": ETH, "amount": 2 * TOKEN + 1, "cap": 2 * TOKEN}
    with refuses("OptimisticRule_OverProposalCap", **over):
        meeting.propose(ALICE, pay(coop, TOKEN), pay(coop, TOKEN + 1))  # together, not each
    meeting.propose(ALICE, pay(coop, 2 * TOKEN), text="1")
    mine = {"proposer": ALICE, "asset": ETH, "amount": TOKEN + 1, "remaining": TOKEN}
    with refuses("OptimisticRule_OverProposerCap", **mine):
        meeting.propose(ALICE, pay(coop, TOKEN + 1), text="2")
    meeting.propose(BOB, pay(coop, 2 * TOKEN), text="3")
    with refuses("OptimisticRule_OverEpochCap", asset=ETH, amount=TOKEN + 1, remaining=TOKEN):
        meeting.propose(CAROL, pay(coop, TOKEN + 1), text="4")
    coop.chain.advance(meeting.rule.epoch_length())
    meeting.propose(ALICE, pay(coop, 2 * TOKEN), text="5")


@pytest.mark.parametrize(
    ("caps", "taken"),
    [
        (CAPS, 5),
        (CAPS._replace(per_proposer=NONE), 5),
        (CAPS._replace(per_epoch=NONE), 9),
        (CAPS._replace(per_proposer=NONE, per_epoch=NONE), 45),
    ],
    ids=["defended", "proposer-off", "epoch-off", "both-off"],
)
def test_spending_in_slices(coop: Cooperative, caps: Caps, taken: int) -> None:
    """45 slices of one ETH by three people. Without either cap all of it goes, each slice below notice."""
    meeting = board(coop, caps)
    assert sum(granted(meeting, number) for number in range(45)) == taken


def granted(meeting: Assembly, number: int) -> bool:
    """Whether the next slice may be proposed."""
    coop = meeting.coop
    try:
        meeting.propose((ALICE, BOB, CAROL)[number % 3], pay(coop, TOKEN), text=f"Slice {number}")
    except Reverted as refusal:
        return refusal.name not in ("OptimisticRule_OverProposerCap", "OptimisticRule_OverEpochCap")
    return True


def test_caps_are_set_by_the_constitution(coop: Cooperative) -> None:
    meeting = board(coop)
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        meeting.rule.set_caps(ETH, CAPS).send(MALLORY)
    with refuses("OptimisticRule_InvalidCaps", asset=ETH, maximum=NONE):
        decree(coop, meeting.rule.set_caps(ETH, CAPS._replace(per_epoch=NONE + 1)))
    assert meeting.rule.caps_of(ETH) == CAPS
    assert meeting.rule.treasury() == coop.treasury.address


def test_a_thousand_random_vetoes_agree_with_the_reference(coop: Cooperative) -> None:
    rng = random.Random(3)
    caps = Caps(NONE, NONE, NONE)
    vetoes = 0
    for share in (0, 1, 2_000, 3_000, 5_000, 7_000, 8_000, 10_000):
        rule = OptimisticRule.create(
            coop.chain, MALLORY, coop.access.address, share, coop.token.address, coop.treasury.address
        )
        judge = mock(coop.chain, "StandInGovernor")
        judge.write("act(address,bytes)", rule.address, rule.serve().data).send(MALLORY)
        decree(coop, rule.set_caps(ETH, caps))
        coop.chain.advance(2)
        snapshot = coop.chain.now() - 1
        judge.write("setSnapshot(uint256)", snapshot).send(MALLORY)
        supply = coop.token.get_past_total_supply(snapshot)
        for number in range(1, 141):
            against = rng.sample((ALICE, BOB, CAROL), rng.randint(0, 3))
            for voter in against:
                ballot = rule.cast(number, snapshot, voter, 0, b"")
                judge.write("act(address,bytes)", rule.address, ballot.data).send(MALLORY)
            objections = sum(rule.weight_of(voter, snapshot) for voter in against)
            expected = reference.vetoed(objections, supply, Bps(share))
            assert rule.vetoed(number) == expected
            assert (rule.outcome(number), rule.quorum_reached(number)) == (int(not expected), not expected)
            vetoes += expected
    assert 100 < vetoes < 1_000
