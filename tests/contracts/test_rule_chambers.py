"""Concurrent majorities: every class that a measure concerns has a negative on the others."""

from __future__ import annotations

import random

import pytest

from dao_sim.bindings import Call, ChambersRule
from dao_sim.bindings.generated.structs import Chamber, Kind
from dao_sim.coop import Cooperative
from dao_sim.coop.steps import selector
from dao_sim.metrics.tallies import chambers as reference
from dao_sim.units import Address, Bps, MemberClass, ProposalState, Support
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, MALLORY, decree, mock, nothing_moves, refuses
from tests.contracts.rules import Assembly, assemble

CREATORS, ENTERPRISES, PUBLIC, PATRONS = 1, 2, 4, 8
ALL = 15
HALF = Chamber(5_000, 5_000)
SIDES = (Support.AGAINST, Support.FOR, Support.ABSTAIN)


def rule_of(coop: Cooperative, chambers: tuple[Chamber, ...] = (HALF,) * 4) -> ChambersRule:
    """Levies concern creators; assets, creators and enterprises; everything else everybody."""
    vault = coop.vault.address
    kinds = (
        Kind(vault, selector("setLevy(uint256)"), CREATORS),
        Kind(vault, selector("listAsset(address)"), CREATORS | ENTERPRISES),
    )
    return ChambersRule.create(
        coop.chain, MALLORY, coop.access.address, coop.membership.address, chambers, kinds
    )


def vote(meeting: Assembly, calls: list[Call], **sides: Support) -> tuple[int, int]:
    """Proposes, lets those named vote, and closes; returns number and state."""
    people = {"alice": ALICE, "bob": BOB, "carol": CAROL, "dave": DAVE}
    number = meeting.propose(ALICE, *calls, text=f"Measure at {meeting.chain.now()}")
    meeting.open(number)
    for name, side in sides.items():
        meeting.governor.cast_vote(number, side).send(people[name])
    return number, meeting.close(number)


FOR, AGAINST, ABSTAIN = Support.FOR, Support.AGAINST, Support.ABSTAIN
PASSED, FAILED = ProposalState.SUCCEEDED, ProposalState.DEFEATED


def test_a_class_cannot_pass_what_concerns_another(coop: Cooperative) -> None:
    """Alice and Carol are creators, Bob is an enterprise."""
    meeting, token = assemble(coop, rule_of(coop)), coop.token.address
    levy, asset = coop.vault.set_levy(1), coop.vault.list_asset(token)
    assert vote(meeting, [levy], alice=FOR, carol=FOR, bob=AGAINST)[1] == PASSED
    assert vote(meeting, [asset], alice=FOR, carol=FOR, bob=AGAINST)[1] == FAILED
    assert vote(meeting, [asset], alice=FOR, carol=FOR)[1] == FAILED  # silence is no quorum
    assert vote(meeting, [asset], alice=FOR, carol=FOR, bob=ABSTAIN)[1] == FAILED  # nobody for it
    number, state = vote(meeting, [asset], alice=FOR, carol=FOR, bob=FOR)
    assert state == PASSED
    assert meeting.rule.chamber_tally(number, MemberClass.CREATOR) == (0, 2, 0)
    assert meeting.rule.chamber_tally(number, MemberClass.ENTERPRISE) == (0, 1, 0)
    assert tuple(meeting.governor.proposal_votes(number)) == (0, 3, 0)


@pytest.mark.parametrize(("quorum", "state"), [(0, PASSED), (5_000, PASSED), (5_001, FAILED)])
def test_a_chamber_does_not_pass_without_its_quorum(
    coop: Cooperative, quorum: int, state: ProposalState
) -> None:
    """One of two creators is for it, the other silent: captured at a low turnout, if no quorum is asked."""
    meeting = assemble(coop, rule_of(coop, (Chamber(quorum, 5_000),) * 4))
    assert vote(meeting, [coop.vault.set_levy(1)], alice=FOR)[1] == state


def test_a_tie_in_a_chamber_is_no_change(coop: Cooperative) -> None:
    meeting = assemble(coop, rule_of(coop))
    assert vote(meeting, [coop.vault.set_levy(1)], alice=FOR, carol=AGAINST)[1] == FAILED


@pytest.mark.parametrize("defended", [True, False], ids=["derived", "declared"])
def test_a_call_that_needs_more_cannot_hide_in_a_batch(coop: Cooperative, *, defended: bool) -> None:
    """A batch needs the union. Were it declared to be the creators' business, the grab would pass."""
    rule = rule_of(coop)
    if not defended:
        decree(coop, rule.set_kind(Kind(coop.token.address, selector("setMintCap(uint256)"), CREATORS)))
    meeting = assemble(coop, rule)
    batch = [coop.vault.set_levy(1), coop.token.set_mint_cap(2**200)]
    number, state = vote(meeting, batch, alice=FOR, carol=FOR, bob=AGAINST)
    assert meeting.rule.needed_by(number) == (ALL if defended else CREATORS)
    assert state == (FAILED if defended else PASSED)


def test_calls_within_calls_and_calls_to_the_rule_need_everybody(coop: Cooperative) -> None:
    meeting = assemble(coop, rule_of(coop))
    levy = coop.vault.set_levy(1)
    nested = [
        coop.access.multicall([levy.data]),
        coop.governor.relay(levy.to, 0, levy.data),
        meeting.rule.set_kind(Kind(coop.token.address, b"\1\2\3\4", CREATORS)),
    ]
    for call in nested:
        assert vote(meeting, [call], alice=FOR, carol=FOR)[1] == FAILED
        number, _ = vote(meeting, [call], alice=FOR, carol=FOR, bob=FOR)
        assert meeting.rule.needed_by(number) == ALL
    receipt = meeting.governor.propose([levy.to], [0], [levy.data[:3]], "No selector").send(ALICE)
    (made,) = meeting.governor.decode(receipt, meeting.governor.ProposalNumbered)
    assert meeting.rule.needed_by(made.proposal_id) == ALL


def test_the_table_changes_by_the_constitution_alone_and_for_later_proposals(coop: Cooperative) -> None:
    rule = rule_of(coop)
    meeting = assemble(coop, rule)
    running = meeting.propose(ALICE, coop.vault.set_levy(1))
    kind = Kind(coop.vault.address, selector("setLevy(uint256)"), ENTERPRISES)
    with nothing_moves(coop), refuses("AccessManagedUnauthorized", caller=MALLORY):
        rule.set_kind(kind).send(MALLORY)
    decree(coop, rule.set_kind(kind))
    assert rule.chambers_of(coop.vault.address, selector("setLevy(uint256)")) == ENTERPRISES
    assert rule.needed_by(running) == CREATORS
    for wrong in (kind._replace(chambers=0), kind._replace(chambers=16), kind._replace(target=rule.address)):
        with refuses("ChambersRule_InvalidKind", **wrong._asdict()):
            decree(coop, rule.set_kind(wrong))
    with refuses("ChambersRule_QuorumIsPerChamber"):
        rule.set_quorum(1)


def test_who_votes_and_how(coop: Cooperative) -> None:
    meeting = assemble(coop, rule_of(coop))
    coop.membership.delegate(ALICE).send(CAROL)  # which a chamber does not heed
    number = meeting.propose(ALICE, coop.vault.set_levy(1))
    meeting.open(number)
    snapshot = meeting.governor.proposal_snapshot(number)
    with refuses("VotingRule_NotMember", voter=MALLORY, snapshot=snapshot):
        meeting.governor.cast_vote(number, FOR).send(MALLORY)
    meeting.governor.cast_vote(number, FOR).send(ALICE)
    with refuses("GovernorAlreadyCastVote", voter=ALICE):
        meeting.governor.cast_vote(number, FOR).send(ALICE)
    with refuses("GovernorInvalidVoteType"):
        meeting.governor.cast_vote(number, 3).send(CAROL)
    meeting.governor.cast_vote(number, FOR).send(CAROL)
    assert meeting.rule.chamber_tally(number, MemberClass.CREATOR) == (0, 2, 0)
    assert (meeting.rule.weight_of(ALICE, snapshot), meeting.rule.weight_of(MALLORY, snapshot)) == (1, 0)
    assert meeting.rule.chamber(MemberClass.PATRON) == HALF
    with refuses("ChambersRule_InvalidChamber", quorumBps=10_001, thresholdBps=0):
        rule_of(coop, (Chamber(10_001, 0),) * 4)
    with refuses("VotingRule_TooManyOptions", options=2, maximum=1):
        meeting.propose_options(ALICE, *[[coop.vault.set_levy(1)]] * 2)


def test_a_thousand_random_elections_agree_with_the_reference(coop: Cooperative) -> None:
    """Classes of every size, one of them empty; quorums and thresholds at and around what is reached."""
    rng = random.Random(12)
    electorate = _electorate(coop)
    passed = tied = 0
    for _ in range(90):
        terms = tuple(
            Chamber(rng.choice((0, 2_500, 5_000, 10_000)), rng.choice((0, 5_000, 6_667))) for _ in range(4)
        )
        rule = rule_of(coop, terms)
        judge = mock(coop.chain, "StandInGovernor")
        judge.write("act(address,bytes)", rule.address, rule.serve().data).send(MALLORY)
        snapshot = coop.chain.now() - 1
        for number in range(1, 26):
            judge.write("setSnapshot(uint256,uint256)", number, snapshot).send(MALLORY)
            mask = rng.randrange(1, 16)
            decree(coop, rule.set_kind(Kind(MALLORY, b"\1\2\3\4", mask)))
            opened = rule.open_(number, MALLORY, [MALLORY], [b"\1\2\3\4"], 1)
            judge.write("act(address,bytes)", rule.address, opened.data).send(MALLORY)
            counts = {kind: [0, 0, 0] for kind in MemberClass if kind}
            for voter, kind in rng.sample(electorate, rng.randint(0, len(electorate))):
                side = rng.choice(SIDES)
                ballot = rule.cast(number, snapshot, voter, side, b"")
                judge.write("act(address,bytes)", rule.address, ballot.data).send(MALLORY)
                counts[kind][side] += 1
            needed = [
                reference.Chamber(
                    members=coop.membership.get_past_members(kind, snapshot),
                    quorum=Bps(term.quorum_bps),
                    threshold=Bps(term.threshold_bps),
                    for_=counts[kind][FOR],
                    against=counts[kind][AGAINST],
                    abstain=counts[kind][ABSTAIN],
                )
                for kind, term in zip(counts, terms, strict=True)
                if mask >> (kind - 1) & 1
            ]
            expected = reference.passes(needed)
            assert (rule.quorum_reached(number) and rule.outcome(number) == 1) == expected
            if rule.outcome(number):
                assert all(each.for_ for each in needed if each.members)
            assert all(each.has_quorum for each in needed if each.members) == rule.quorum_reached(number)
            passed += expected
            tied += any(each.for_ == each.against and each.for_ for each in needed)
    assert passed > 50
    assert tied > 50


def _electorate(coop: Cooperative) -> list[tuple[Address, MemberClass]]:
    sizes = {MemberClass.ENTERPRISE: 3, MemberClass.PATRON: 4}  # and no public body
    people = [(ALICE, MemberClass.CREATOR), (BOB, MemberClass.ENTERPRISE), (CAROL, MemberClass.CREATOR)]
    for kind, size in sizes.items():
        for number in range(size):
            voter = Address(f"0x{0xB0B000 + 16 * int(kind) + number:040x}")
            coop.admit(voter, kind)
            people.append((voter, kind))
    coop.chain.advance(2)
    return people
