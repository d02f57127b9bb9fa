"""What a charter switches on: changing votes, early success, no rented votes, bound targets."""

from __future__ import annotations

import pytest

from dao_sim.bindings import TargetBinding, TokenRule
from dao_sim.chain import connect
from dao_sim.coop import Charter, Cooperative, Proposal
from dao_sim.coop.agenda import agenda, needing_vote
from dao_sim.coop.facts import expected, facts
from dao_sim.coop.participation import largest_silent, votes_on
from dao_sim.coop.plan import resolved
from dao_sim.coop.power import power_of
from dao_sim.coop.standing import standing_of
from dao_sim.units import ProposalState, Support
from tests.contracts.conftest import CHARTER
from tests.contracts.kit import ALICE, BOB, CAROL, DAVE, DAY, TOKEN, only, refuses

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")


def founded(*switches: str) -> Cooperative:
    text = CHARTER.replace("[governance]", "\n".join(("[governance]", *switches)), 1)
    coop = Cooperative.deploy(Charter.parse(text), connect("embedded"))
    coop.chain.advance(60)
    return coop


def state_of(proposal: Proposal) -> ProposalState:
    """The state now."""
    return proposal.state


def opened(coop: Cooperative) -> Proposal:
    return coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()


def test_everything_switched_on_is_deployed_and_found_again() -> None:
    coop = founded("vote_change = true", "rented_vote_defence = true", "bind_targets = true")
    assert coop.governor.guards() == (coop.addresses["binding"],)
    decided = expected(resolved(coop.charter, coop.chain.accounts()), coop.chain.now(), coop.chain.now())
    found = facts(coop)
    for key in ("governor.guards", "rule.vote_change", "rule.rented_vote_defence", "rule.super_quorum_bps"):
        assert found[key] == decided[key]
    assert found["governor.guards"] == "<binding>"
    proposal = opened(coop)
    guard = TargetBinding(coop.chain, coop.addresses["binding"])
    assert any(guard.code_hash_of(proposal.id, coop.vault.address))
    proposal.vote(ALICE, Support.AGAINST)
    proposal.vote(ALICE, Support.FOR)
    assert proposal.tally == (0, 1_000 * TOKEN, 0)
    proposal.close()
    proposal.queue()
    proposal.execute()
    assert coop.vault.levy_bps() == 1


def test_a_clear_outcome_ends_the_vote() -> None:
    """Alice has half of all tokens, Bob 30 %."""
    coop = founded('early_success = "80%"')
    proposal = opened(coop)
    proposal.vote(ALICE, Support.FOR)
    assert state_of(proposal) == ProposalState.ACTIVE
    proposal.vote(BOB, Support.FOR)
    assert state_of(proposal) == ProposalState.SUCCEEDED
    closed = {
        "proposalId": 1,
        "current": ProposalState.SUCCEEDED,
        "expectedStates": only(ProposalState.ACTIVE),
    }
    with refuses("GovernorUnexpectedProposalState", **closed):
        proposal.vote(CAROL, Support.AGAINST)
    before = coop.chain.now()
    proposal.queue()
    assert state_of(proposal) == ProposalState.QUEUED
    coop.chain.advance(2 * DAY)
    proposal.execute()
    assert coop.vault.levy_bps() == 1
    assert coop.chain.now() - before < 3 * DAY  # of a voting period of five


def test_votes_rented_for_the_snapshot_alone_weigh_nothing() -> None:
    weights = {}
    for switch in ("true", "false"):
        coop = founded(f"rented_vote_defence = {switch}")
        proposal = coop.propose(BOB, [coop.vault.set_levy(1)], "Levy 1")
        coop.chain.advance(1)
        coop.token.transfer(BOB, 900 * TOKEN).send(ALICE)
        proposal.open()
        coop.token.transfer(ALICE, 900 * TOKEN).send(BOB)
        weighs = power_of(coop, BOB, proposal.id).at_snapshot
        assert isinstance(coop.rule, TokenRule)
        assert weighs == coop.rule.weight_on(proposal.id, BOB)
        proposal.vote(BOB, Support.FOR)
        assert weighs == proposal.tally.for_  # what a member is told before voting
        weights[switch] = weighs
    assert weights == {"true": 600 * TOKEN, "false": 1_500 * TOKEN}


def test_who_had_nothing_at_the_proposal_is_told_why_its_votes_are_none() -> None:
    coop = founded("rented_vote_defence = true")
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1")
    coop.chain.advance(1)
    coop.token.transfer(DAVE, TOKEN).send(BOB)
    proposal.open()
    power = power_of(coop, DAVE, proposal.id)
    assert (power.at_snapshot, power.now) == (0, TOKEN)
    assert power.why is not None
    assert "arrived after the proposal was made" in power.why
    (item,) = agenda(coop)
    assert needing_vote(coop, [item], DAVE) == []
    assert [silent.delegate for silent in largest_silent(coop, item, (), 9)] == [ALICE, BOB, CAROL]


@pytest.mark.parametrize(
    ("switches", "says"),
    [
        (("vote_change = true", 'early_success = "60%"'), "does not go with vote_change"),
        (("vote_change = true", "swing_extensions = 1"), "could use them all up"),
        (("swing_extensions = 4",), "swing_extensions"),
        (('rule = "dice"',), "must be one of token, member"),
        (('early_success = "0%"',), "must be more than 0%"),
    ],
    ids=["excluded", "used-up", "too-many", "unknown", "nothing"],
)
def test_what_makes_no_sense_together_is_refused_with_the_reason(
    switches: tuple[str, ...], says: str
) -> None:
    with pytest.raises(Exception, match=says):
        founded(*switches)


def test_what_members_are_shown_is_what_the_governor_says() -> None:
    """With votes taken back, with a vote that ended early, and with a deadline that a swing moved."""
    changing = founded("vote_change = true")
    proposal = opened(changing)
    proposal.vote(ALICE, Support.FOR)
    proposal.vote(ALICE, Support.AGAINST)
    (item,) = agenda(changing)
    assert tuple(item.tally) == tuple(changing.governor.proposal_votes(1)) == (1_000 * TOKEN, 0, 0)
    assert [vote.support for vote in votes_on(changing, item)] == [Support.AGAINST]
    assert standing_of(changing, 1, ALICE).why_not is None

    early = founded('early_success = "50%"')
    opened(early).vote(ALICE, Support.FOR)
    (item,) = agenda(early)
    assert item.dates.state == early.governor.state(1) == ProposalState.SUCCEEDED

    swinging = founded("swing_extensions = 3")
    proposal = opened(swinging)
    proposal.vote(BOB, Support.FOR)
    swinging.chain.advance(proposal.deadline - swinging.chain.now())
    proposal.vote(ALICE, Support.AGAINST)
    (item,) = agenda(swinging)
    assert item.dates.deadline == swinging.governor.proposal_deadline(1) == swinging.chain.now() + DAY
