"""Contribution rewards, named in a charter: deployed behind their roles, and found again."""

from __future__ import annotations

import pytest

from dao_sim.bindings import decode_revert
from dao_sim.bindings.generated.structs import Reward
from dao_sim.coop import Charter
from dao_sim.coop.reward_terms import kind_bytes, kind_name
from dao_sim.coop.roles import OPTIONAL, Role
from dao_sim.errors import CharterError, Reverted
from tests.contracts.charters import differences, founded, written
from tests.contracts.kit import ALICE, DAY, GUARDIAN, MALLORY, TOKEN, decree

pytest.importorskip("pyrevm", reason="contract tests need the embedded engine, which this Python has not")

REWARDS = """
[rewards]
review_period = "3d"
kinds = [
    { name = "code", amount = "100.5", cliff = "30d", duration = "365d" },
    { name = "text", amount = "20", duration = "0s" },
]
"""
WITH_REWARDER = written("token", more=REWARDS).replace("[operators]", '[operators]\nrewarder = ["account:9"]')


def test_a_charter_has_rewards_and_says_who_decides() -> None:
    coop = founded(WITH_REWARDER)
    rewards = coop.rewards
    assert rewards is not None
    assert differences(coop) == {}
    assert Charter.from_record(coop.charter.record()) == coop.charter
    assert rewards.review_period() == 3 * DAY
    assert rewards.reward_of(kind_bytes("code")) == Reward(1005 * TOKEN // 10, 30 * DAY, 365 * DAY)
    assert rewards.reward_of(kind_bytes("text")) == Reward(20 * TOKEN, 0, 0)
    assert coop.access.has_role(int(Role.MINTER), rewards.address).is_member
    for holder in (coop.timelock.address, GUARDIAN):
        assert coop.access.has_role(int(Role.REWARDER), holder).is_member
    rewards.submit(kind_bytes("text"), bytes(31) + b"\1", "").send(ALICE)
    rewards.accept(1, 10_000).send(GUARDIAN)
    assert coop.token.get_votes(ALICE) == 1_020 * TOKEN


def test_what_a_vote_changed_is_told_from_what_the_charter_says() -> None:
    coop = founded(WITH_REWARDER)
    assert coop.rewards is not None
    decree(coop, coop.rewards.set_reward(kind_bytes("text"), Reward(0, 0, 0)))
    decree(coop, coop.rewards.set_reward(b"\xff" * 32, Reward(TOKEN, 1, 2)))
    text, added = "rewards.kind text", f"rewards.kind 0x{'ff' * 32}"
    assert differences(coop) == {
        text: (f"{20 * TOKEN} over 0 after 0", "nothing"),
        added: ("nothing", f"{TOKEN} over 2 after 1"),
    }


def test_without_the_section_there_are_none() -> None:
    coop = founded(written("token"))
    assert (coop.rewards, "rewards" in coop.addresses) == (None, False)
    assert not coop.access.has_role(int(Role.REWARDER), GUARDIAN).is_member
    assert differences(coop) == {}


@pytest.mark.parametrize(
    ("said", "wrong", "says"),
    [
        ('"3d"', '"0s"', "review_period must be a duration from 1s"),
        ('"code"', '"Code"', "must be 1 to 24 lower-case letters"),
        ('"code"', '"text"', "text is named twice"),
        ('"100.5"', '"0"', "must be at least 0.00000000000001"),
        ('"365d"', '"29d"', "30d is longer than 29d"),
        (', duration = "365d"', "", "duration is missing"),
        ('rewarder = ["account:9"]', 'rewarder = ["nobody"]', "must be an address"),
    ],
)
def test_a_reward_that_makes_no_sense_is_refused(said: str, wrong: str, says: str) -> None:
    assert said in WITH_REWARDER
    with pytest.raises(CharterError, match=says):
        Charter.parse(WITH_REWARDER.replace(said, wrong))


def test_too_many_kinds_for_one_transaction_are_refused() -> None:
    kinds = ", ".join(f'{{ name = "k{n}", amount = "1", duration = "1d" }}' for n in range(33))
    with pytest.raises(CharterError, match="must be at most 32"):
        Charter.parse(written("token", more=f"[rewards]\nkinds = [{kinds}]"))


def test_who_would_have_nothing_to_decide_is_not_named() -> None:
    with pytest.raises(CharterError, match=r"there is no section \[rewards\]"):
        Charter.parse(WITH_REWARDER.replace(REWARDS, ""))


def test_a_kind_has_a_name_that_can_be_kept_and_shown() -> None:
    for name in ("code", "Übersetzung", "x" * 32):
        assert kind_name(kind_bytes(name)) == name
    for wrong in ("", "x" * 33, "a\0b"):
        with pytest.raises(ValueError, match="1 to 32 bytes"):
            kind_bytes(wrong)
    assert kind_name(b"\x1b[2J".ljust(32, b"\0")).startswith("0x1b")


def test_every_privileged_function_is_behind_its_named_role() -> None:
    coop = founded(WITH_REWARDER)
    rewards, access = coop.rewards, coop.access
    assert rewards is not None
    refused = {}
    for function in rewards.artifact().abi.functions.values():
        if function.is_view or function.name == "setAuthority":
            continue
        try:  # zeros decode as any arguments at all, and permission is asked before anything else
            coop.chain.call(rewards.address, function.selector + bytes(1024), MALLORY)
        except Reverted as error:
            if decode_revert(error.raw).name == "AccessManagedUnauthorized":
                role = access.get_target_function_role(rewards.address, function.selector)
                refused[function.signature] = role
    assert refused == OPTIONAL["ContributionRewards"]
