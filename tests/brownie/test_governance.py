"""What members decide takes effect, through vote and timelock, and nothing else does."""

from __future__ import annotations

from typing import Any

import brownie

from tests.brownie.life import (
    ABSTAIN,
    ACTIVE,
    AGAINST,
    CANCELED,
    DEFEATED,
    EXECUTED,
    FOR,
    QUEUED,
    SUCCEEDED,
    Motion,
    wait,
)


def test_a_levy_passes_through_vote_and_timelock(coop: Any) -> None:
    assert coop.vault.levyBps() == 500
    motion = Motion(coop, coop.ada, coop.vault, coop.vault.setLevy.encode_input(750), "A levy of 7.5 %")
    motion.open()
    assert motion.state == ACTIVE
    voted = motion.vote(coop.ada, FOR)
    motion.vote(coop.bram, AGAINST)
    motion.vote(coop.chipo, ABSTAIN)
    assert voted.events["VoteCast"]["weight"] == "600 ether"
    assert coop.governor.proposalVotes(motion.id) == ("300 ether", "600 ether", "100 ether")
    motion.close()
    assert motion.state == SUCCEEDED
    motion.queue(coop.ada)
    assert motion.state == QUEUED
    motion.wait()
    done = motion.execute(coop.stranger)
    assert motion.state == EXECUTED
    assert coop.vault.levyBps() == 750
    assert done.events["LevySet"]["newLevyBps"] == 750


def test_a_levy_that_is_voted_down_stays_as_it_was(coop: Any) -> None:
    motion = Motion(coop, coop.chipo, coop.vault, coop.vault.setLevy.encode_input(3_000), "All of it")
    motion.open()
    motion.vote(coop.chipo, FOR)
    motion.vote(coop.ada, AGAINST)
    motion.close()
    assert motion.state == DEFEATED
    with brownie.reverts(revert_pattern=f"GovernorUnexpectedProposalState: {motion.id}, {DEFEATED}, .*"):
        motion.queue(coop.chipo)
    assert coop.vault.levyBps() == 500


def test_the_timelock_lets_nothing_through_early(coop: Any) -> None:
    motion = Motion(coop, coop.ada, coop.vault, coop.vault.setLevy.encode_input(750), "A levy of 7.5 %")
    motion.open()
    motion.vote(coop.ada, FOR)
    motion.close()
    motion.queue(coop.ada)
    with brownie.reverts(revert_pattern="TimelockUnexpectedOperationState: .*"):
        motion.execute(coop.ada)
    assert coop.vault.levyBps() == 500


def test_the_guardian_stops_what_was_queued(coop: Any) -> None:
    motion = Motion(coop, coop.ada, coop.vault, coop.vault.setLevy.encode_input(750), "A levy of 7.5 %")
    motion.open()
    motion.vote(coop.ada, FOR)
    motion.close()
    motion.queue(coop.ada)
    motion.cancel(coop.guardian)
    assert motion.state == CANCELED
    wait(coop.timelock.getMinDelay() + 1)
    with brownie.reverts(revert_pattern=f"GovernorUnexpectedProposalState: {motion.id}, {CANCELED}, .*"):
        motion.execute(coop.ada)


def test_a_work_earns_for_its_contributors_and_the_treasury(coop: Any) -> None:
    content, salt = brownie.web3.keccak(text="the recording"), "0x" + "5a" * 32
    coop.registry.commit(coop.registry.commitmentFor(coop.ada, content, salt), {"from": coop.ada})
    wait(coop.registry.minCommitAge() + 1)
    shares = ([coop.ada, coop.bram], [600_000, 400_000])
    registered = coop.registry.register((content, "", *shares, 0, 0), salt, {"from": coop.ada})
    work = registered.events["WorkRegistered"]["workId"]

    coop.vault.depositETH(work, {"from": coop.stranger, "value": "3 ether"})
    before = coop.bram.balance()
    coop.vault.claim(work, brownie.ZERO_ADDRESS, coop.bram, {"from": coop.stranger})
    assert coop.bram.balance() - before == "1.14 ether"  # 40 % of what 5 % levy leave of 3
    assert coop.package.books().balanced
