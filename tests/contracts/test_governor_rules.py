"""The governor changes its rules only through itself, and changes nothing of what is past."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import Call, CoopGovernor, TokenRule
from dao_sim.bindings.generated.structs import Settings
from dao_sim.coop import Cooperative
from dao_sim.units import ProposalState, Support
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    GUARDIAN,
    MALLORY,
    NOBODY,
    OPERATOR,
    TOKEN,
    adopt,
    enact,
    refuses,
    set_quorum,
)
from tests.contracts.yesno import OFF

Rule = Callable[[CoopGovernor], Call]
RULES: dict[str, Rule] = {
    "voting delay": lambda governor: governor.set_voting_delay(3 * DAY),
    "voting period": lambda governor: governor.set_voting_period(3 * DAY),
    "proposal threshold": lambda governor: governor.set_proposal_threshold(3),
    "late quorum extension": lambda governor: governor.set_late_quorum_vote_extension(3),
    "timelock": lambda governor: governor.update_timelock(MALLORY),
    "guardian": lambda governor: governor.set_guardian(MALLORY, 2**32),
    "relay": lambda governor: governor.relay(governor.rule(), 0, b""),
}


@pytest.mark.parametrize("rule", RULES)
def test_no_person_changes_a_rule(coop: Cooperative, rule: str) -> None:
    call = RULES[rule](coop.governor)
    for somebody in (ALICE, OPERATOR, GUARDIAN, MALLORY, coop.governor.address):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            call.send(somebody)


def test_no_person_changes_the_quorum(coop: Cooperative) -> None:
    for somebody in (ALICE, OPERATOR, GUARDIAN, MALLORY, coop.governor.address):
        with refuses("AccessManagedUnauthorized", caller=somebody):
            set_quorum(coop.rule, 300).send(somebody)


def test_a_proposal_changes_the_rules(coop: Cooperative) -> None:
    governor = coop.governor
    enact(
        coop,
        governor.set_voting_delay(2 * DAY),
        governor.set_voting_period(3 * DAY),
        governor.set_proposal_threshold(7),
        set_quorum(coop.rule, 1_234),
        governor.set_late_quorum_vote_extension(99),
    )
    assert (governor.voting_delay(), governor.voting_period()) == (2 * DAY, 3 * DAY)
    assert (governor.proposal_threshold(), coop.rule.quorum_bps()) == (7, 1_234)
    assert governor.late_quorum_vote_extension() == 99


def test_rules_that_make_no_sense_are_refused(coop: Cooperative) -> None:
    governor = coop.governor

    def fails(call: Call, error: str, **operands: int) -> None:
        proposal = adopt(coop, call, title=str(call))
        with refuses(error, **operands):
            proposal.execute()
        assert proposal.state == ProposalState.QUEUED

    fails(governor.set_voting_period(0), "GovernorInvalidVotingPeriod", votingPeriod=0)
    year = governor.max_duration()
    for endless in (governor.set_voting_delay(2**48 - 1), governor.set_voting_period(year + 1)):
        (duration,) = endless.arguments.values()
        fails(endless, "CoopGovernor_DurationTooLong", duration=duration, maximum=year)
    fails(set_quorum(coop.rule, 10_001), "VotingRule_InvalidQuorum", bps=10_001, maximum=10_000)
    too_long = {"newVoteExtension": 5 * DAY + 1, "maxVoteExtension": 5 * DAY}
    extension = governor.set_late_quorum_vote_extension(5 * DAY + 1)
    fails(extension, "GovernorPreventLateQuorumVoteExtensionTooLarge", **too_long)


def test_a_new_quorum_holds_for_later_snapshots_only(coop: Cooperative) -> None:
    before = coop.chain.now() - 1
    enact(coop, set_quorum(coop.rule, 2_000))
    coop.chain.advance(1)
    after = coop.chain.now() - 1
    assert (coop.governor.quorum(before), coop.governor.quorum(after)) == (80 * TOKEN, 400 * TOKEN)
    assert coop.rule.quorum_bps_at(before) == 400
    assert coop.rule.quorum_bps_at(after) == 2_000


def test_the_quorum_is_of_the_supply_at_the_snapshot(coop: Cooperative) -> None:
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    coop.mint(DAVE, 8_000 * TOKEN)
    assert proposal.quorum == 80 * TOKEN
    coop.chain.advance(1)
    assert coop.governor.quorum(coop.chain.now() - 1) == 400 * TOKEN


def test_relay_lets_governance_act_as_the_governor(coop: Cooperative) -> None:
    coop.token.transfer(coop.governor.address, 5 * TOKEN).send(BOB)  # sent there by mistake
    back = coop.token.transfer(BOB, 5 * TOKEN)
    enact(coop, coop.governor.relay(back.to, 0, back.data))
    assert coop.token.balance_of(BOB) == 600 * TOKEN
    failing = adopt(coop, coop.governor.relay(back.to, 0, back.data), title="Again")
    with refuses("ERC20InsufficientBalance", sender=coop.governor.address, balance=0, needed=5 * TOKEN):
        failing.execute()


def test_a_new_timelock_takes_over(coop: Cooperative) -> None:
    enact(coop, coop.governor.update_timelock(CAROL))
    assert coop.governor.timelock() == CAROL


def test_a_governor_is_not_born_with_rules_that_make_no_sense(coop: Cooperative) -> None:
    access, timelock = coop.access.address, coop.timelock.address
    good = Settings("G", access, NOBODY, (), timelock, 1, 10, 0, 10, NOBODY, 0, 0)

    def rule(quorum: int = 400) -> TokenRule:
        return TokenRule.deploy(coop.chain, MALLORY, access, quorum, coop.token.address, OFF)

    def deployed(settings: Settings) -> CoopGovernor:
        return CoopGovernor.deploy(coop.chain, MALLORY, settings._replace(rule=rule().address))

    assert deployed(good).guardian() == NOBODY
    with refuses("GovernorInvalidVotingPeriod", votingPeriod=0):
        deployed(good._replace(voting_period=0))
    with refuses("VotingRule_InvalidQuorum", bps=10_001, maximum=10_000):
        rule(10_001)
    with refuses("ServesGovernor_AlreadyServing", governor=coop.governor.address):
        CoopGovernor.deploy(coop.chain, MALLORY, good._replace(rule=coop.rule.address))
    with refuses("GovernorPreventLateQuorumVoteExtensionTooLarge", newVoteExtension=11, maxVoteExtension=10):
        deployed(good._replace(late_quorum_extension=11))
    assert good.swing_extensions == deployed(good).swing_extensions() == 0
    with refuses("CoopGovernor_TooManyExtensions", extensions=4, maximum=coop.governor.max_swings()):
        deployed(good._replace(swing_extensions=4))
    latest = coop.chain.now() + 730 * DAY
    with refuses("CoopGovernor_MandateTooLong", mandateEnd=latest + 1, latest=latest):
        deployed(good._replace(guardian=GUARDIAN, guardian_mandate_end=latest + 1))


def test_a_quorum_of_nothing_still_needs_a_majority(coop: Cooperative) -> None:
    enact(coop, set_quorum(coop.rule, 0))
    proposal = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1").open()
    assert proposal.quorum == 0
    assert proposal.close().state == ProposalState.DEFEATED
    second = coop.propose(ALICE, [coop.vault.set_levy(1)], "Levy 1, again").open()
    second.vote(CAROL, Support.FOR)
    assert second.close().state == ProposalState.SUCCEEDED
