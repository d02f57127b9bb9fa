"""Who may do what, and how a refusal reads in brownie: the error's name and its arguments."""

from __future__ import annotations

from typing import Any

import brownie

ADMIN = 0


def test_the_deployer_holds_no_role(coop: Any) -> None:
    granted = coop.access.events.get_sequence(0, event_type="RoleGranted")
    roles = {event.args.roleId for event in granted}
    assert len(roles) == 14
    assert [role for role in roles if coop.access.hasRole(role, coop.deployer)[0]] == []
    assert coop.access.hasRole(ADMIN, coop.timelock)[0]

    given = coop.timelock.events.get_sequence(0, event_type="RoleGranted")
    assert any(event.args.account == coop.deployer for event in given)  # while it was deploying
    assert [event for event in given if coop.timelock.hasRole(event.args.role, coop.deployer)] == []


def test_a_strangers_levy_is_refused_by_name(coop: Any) -> None:
    with brownie.reverts(f"AccessManagedUnauthorized: {coop.stranger.address.lower()}"):
        coop.vault.setLevy(0, {"from": coop.stranger})


def test_too_few_tokens_to_propose_are_told_with_the_figures(coop: Any) -> None:
    sent = ([coop.vault], [0], [coop.vault.setLevy.encode_input(0)], "Everything for me")
    have, need = 0, brownie.Wei("100 ether")
    with brownie.reverts(
        f"GovernorInsufficientProposerVotes: {coop.stranger.address.lower()}, {have}, {need}"
    ):
        coop.governor.propose(*sent, {"from": coop.stranger})


def test_a_levy_above_the_most_is_refused_when_it_is_carried_out(coop: Any) -> None:
    with brownie.reverts("RoyaltyVault_LevyTooHigh: 3001, 3000"):
        coop.vault.setLevy.call(3_001, {"from": coop.timelock})


def test_a_test_leaves_a_mark(coop: Any) -> None:
    coop.membership.admit(coop.stranger, 1, {"from": coop.ada})
    assert coop.membership.isMember(coop.stranger)


def test_the_next_test_does_not_find_it(coop: Any) -> None:
    assert not coop.membership.isMember(coop.stranger)
