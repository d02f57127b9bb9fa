"""Small spending passes unless it is vetoed, and slicing it does not make it larger."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dao_sim.bindings import Call, OptimisticRule, ProposalBond
from dao_sim.bindings.generated.structs import Caps
from dao_sim.coop import Cooperative
from dao_sim.coop.roles import Role
from dao_sim.errors import Reverted
from dao_sim.metrics.tallies import optimistic as reference
from dao_sim.units import ETH, Address, Bps, ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, MALLORY, TOKEN, decree, mock, refuses
from tests.contracts.rules import Assembly, assemble
from tests.contracts.test_options import content

CAPS = Caps(2 * TOKEN, 3 * TOKEN, 5 * TOKEN)
NONE = 2**208 - 1
PEOPLE = (ALICE, BOB, CAROL)


def board(coop: Cooperative, caps: Caps = CAPS, guards: tuple[Address, ...] = ()) -> Assembly:
    """A governor that may spend 50 ETH an epoch by the treasury's own cap, and less by its rule's."""
    rule = OptimisticRule.create(
        coop.chain, MALLORY, coop.access.address, 2_000, coop.token.address, coop.treasury.address
    )
    meeting = assemble(coop, rule, guards=guards)
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
        [coop.treasury.pay(MALLORY, DAVE, 0)],
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
    """45 slices of one ETH by three people. Without either cap all of it is paid, each slice below notice."""
    meeting, before = board(coop, caps), coop.chain.balance(DAVE)
    titles = [f"Slice {number}" for number in range(45)]
    accepted = [title for number, title in enumerate(titles) if granted(meeting, PEOPLE[number % 3], title)]
    meeting.close(meeting.governor.latest_proposal_id())
    for title in accepted:
        meeting.governor.queue(*content([[pay(coop, TOKEN)]], title)).send(ALICE)
    coop.chain.advance(2 * DAY + 1)
    for title in accepted:
        meeting.governor.execute(*content([[pay(coop, TOKEN)]], title)).send(ALICE)
    assert coop.chain.balance(DAVE) - before == taken * TOKEN


def granted(meeting: Assembly, proposer: Address, title: str) -> bool:
    """Whether the next slice may be proposed."""
    try:
        meeting.propose(proposer, pay(meeting.coop, TOKEN), text=title)
    except Reverted as refusal:
        return refusal.name not in ("OptimisticRule_OverProposerCap", "OptimisticRule_OverEpochCap")
    return True


@pytest.mark.parametrize("vetoed", [True, False], ids=["vetoed", "silent"])
def test_a_bond_is_lost_on_a_veto(coop: Cooperative, *, vetoed: bool) -> None:
    bond = ProposalBond.create(coop.chain, MALLORY, coop.token.address, TOKEN, coop.treasury.address)
    meeting = board(coop, guards=(bond.address,))
    coop.token.approve(bond.address, TOKEN).send(ALICE)
    number = meeting.propose(ALICE, pay(coop, TOKEN), text="Bonded")
    if vetoed:
        meeting.open(number)
        meeting.governor.cast_vote(number, Support.AGAINST).send(CAROL)
    meeting.close(number)
    if not vetoed:
        meeting.governor.queue(*content([[pay(coop, TOKEN)]], "Bonded")).send(ALICE)
        coop.chain.advance(2 * DAY + 1)
        meeting.governor.execute(*content([[pay(coop, TOKEN)]], "Bonded")).send(ALICE)
    before = coop.token.balance_of(ALICE), coop.token.balance_of(coop.treasury.address)
    bond.release(number).send(BOB)
    after = coop.token.balance_of(ALICE), coop.token.balance_of(coop.treasury.address)
    assert (after[0] - before[0], after[1] - before[1]) == ((0, TOKEN) if vetoed else (TOKEN, 0))


def test_caps_are_set_by_the_constitution(coop: Cooperative) -> None:
    meeting = board(coop)
    with refuses("AccessManagedUnauthorized", caller=MALLORY):
        meeting.rule.set_caps(ETH, CAPS).send(MALLORY)
    with refuses("OptimisticRule_InvalidCaps", asset=ETH, maximum=NONE):
        decree(coop, meeting.rule.set_caps(ETH, CAPS._replace(per_epoch=NONE + 1)))
    assert meeting.rule.caps_of(ETH) == CAPS
    assert meeting.rule.treasury() == coop.treasury.address


def test_thousands_of_random_vetoes_agree_with_the_reference(coop: Cooperative) -> None:
    """Any share of an odd supply; what is held lies around the bound, where rounding decides."""
    rng = random.Random(3)
    at_the_bound = vetoes = 0
    for _ in range(60):
        share = rng.choice((0, 1, rng.randint(1, 9_999), 10_000))
        rule = OptimisticRule.create(
            coop.chain, MALLORY, coop.access.address, share, coop.token.address, coop.treasury.address
        )
        judge = mock(coop.chain, "StandInGovernor")
        judge.write("act(address,bytes)", rule.address, rule.serve().data).send(MALLORY)
        coop.mint(MALLORY, rng.randint(1, 9))
        for number in range(1, 51):
            supply = coop.token.total_supply()
            least = max(1, -(-share * supply // 10_000))
            held = coop.token.balance_of(DAVE)
            wanted = min(max(1, least + rng.choice((-2, -1, 0, 1))), coop.token.balance_of(ALICE) + held)
            if wanted > held:
                coop.token.transfer(DAVE, wanted - held).send(ALICE)
            elif held > wanted:
                coop.token.transfer(ALICE, held - wanted).send(DAVE)
            coop.chain.advance(2)
            snapshot = coop.chain.now() - 1
            judge.write("setSnapshot(uint256,uint256)", number, snapshot).send(MALLORY)
            ballot = rule.cast(number, snapshot, DAVE, 0, b"")
            judge.write("act(address,bytes)", rule.address, ballot.data).send(MALLORY)
            expected = reference.vetoed(wanted, supply, Bps(share))
            assert rule.vetoed(number) == expected
            assert (rule.outcome(number), rule.quorum_reached(number)) == (int(not expected), not expected)
            vetoes += expected
            at_the_bound += (share * supply) % 10_000 != 0 and wanted == least - 1
    assert at_the_bound > 100
    assert 500 < vetoes < 2_500
