"""The deployment plan is pure, complete, and ends with a deployer who holds nothing."""

from __future__ import annotations

import pytest

from dao_sim import bindings
from dao_sim.bindings import Contract, CoopAccess
from dao_sim.chain import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.plan import plan
from dao_sim.coop.roles import GOVERNED, PRIVILEGED, Role
from dao_sim.coop.steps import Deploy, Invoke, Step, selector
from dao_sim.errors import CharterError, Reverted
from dao_sim.units import Address, ProposalState, Support
from tests.unit.coop.charters import CHARTER


def test_a_plan_is_the_same_every_time_and_sends_nothing(chain: Chain) -> None:
    before = chain.block_number()
    accounts = chain.accounts()
    first = plan(CHARTER, deployer=accounts[0], accounts=accounts, now=100)
    assert first == plan(CHARTER, deployer=accounts[0], accounts=accounts, now=100)
    assert chain.block_number() == before
    assert [step.step for step in first if isinstance(step, Deploy)] == [
        *("access", "timelock", "treasury", "membership", "token", "vault", "registry", "rule", "governor")
    ]
    assert isinstance(first[-1], Invoke)
    assert first[-1].step == "hand-over"


def test_steps_are_announced_before_they_are_sent(chain: Chain) -> None:
    seen: list[Step] = []
    Cooperative.deploy(CHARTER, chain, on_step=seen.append)
    assert [step.step for step in seen][:2] == ["access", "timelock"]
    assert seen[-1].step == "hand-over"


def test_an_account_that_the_chain_does_not_have_is_refused(chain: Chain) -> None:
    far = Charter(name="Far", founders=[{"account": "account:999", "class": "patron", "tokens": "1000"}])
    with pytest.raises(CharterError, match="account:999 does not exist") as caught:
        Cooperative.deploy(far, chain)
    assert "account:0 to account:" in str(caught.value.hint)


def test_one_account_named_twice_in_two_ways_is_refused(chain: Chain) -> None:
    twice = Charter(
        name="Twice",
        founders=[
            {"account": "account:1", "class": "patron", "tokens": "1000"},
            {"account": chain.accounts()[1], "class": "creator"},
        ],
    )
    with pytest.raises(CharterError, match="one account twice"):
        Cooperative.deploy(twice, chain)


def test_roles_mirror_the_contract(coop: Cooperative) -> None:
    constants = {name: getattr(coop.access, name.lower())() for name in Role.__members__ if name != "ADMIN"}
    assert constants == {role.name: int(role) for role in Role if role != Role.ADMIN}
    assert coop.access.admin_role() == Role.ADMIN


def test_every_privileged_function_is_behind_its_role(coop: Cooperative) -> None:
    targets: dict[str, Contract] = {
        "Membership": coop.membership,
        "CoopToken": coop.token,
        "Treasury": coop.treasury,
        "RoyaltyVault": coop.vault,
        "WorkRegistry": coop.registry,
    }
    assert {*PRIVILEGED} == {*targets}
    for contract, target in targets.items():
        for signature, role in PRIVILEGED[contract].items():
            held = coop.access.get_target_function_role(target.address, selector(signature))
            assert held == role, f"{contract}.{signature}"


def test_the_timelock_holds_what_governance_decides(coop: Cooperative) -> None:
    for role in (Role.ADMIN, *GOVERNED):
        assert coop.access.has_role(int(role), coop.timelock.address).is_member, role.name
    assert coop.access.has_role(int(Role.REGISTRY), coop.registry.address).is_member
    assert not coop.access.has_role(int(Role.REGISTRY), coop.timelock.address).is_member


def test_the_timelock_is_the_only_admin_there_ever_remains(coop: Cooperative) -> None:
    admins: set[Address] = set()
    granted = coop.access.events(CoopAccess.RoleGranted, role_id=int(Role.ADMIN))
    admins.update(event.account for event in granted)
    revoked = coop.access.events(CoopAccess.RoleRevoked, role_id=int(Role.ADMIN))
    admins.difference_update(event.account for event in revoked)
    assert admins == {coop.timelock.address}


def test_operators_hold_their_role_and_no_other(coop: Cooperative) -> None:
    accounts = coop.chain.accounts()
    for account, own in ((accounts[7], Role.ADMITTER), (accounts[8], Role.MINTER)):
        held = {role for role in Role if coop.access.has_role(int(role), account).is_member}
        assert held == {own}


def test_parameters_are_what_the_charter_says(coop: Cooperative) -> None:
    terms = CHARTER.governance
    governor = coop.governor
    assert governor.voting_delay() == terms.voting_delay
    assert governor.voting_period() == terms.voting_period
    assert governor.proposal_threshold() == terms.proposal_threshold
    assert coop.rule.quorum_bps() == terms.quorum
    assert governor.late_quorum_vote_extension() == terms.late_quorum_extension
    assert governor.guardian() == coop.chain.accounts()[9]
    assert coop.timelock.get_min_delay() == terms.timelock_delay
    assert coop.token.mint_cap() == CHARTER.token.mint_cap
    assert coop.vault.levy_bps() == CHARTER.royalties.levy
    assert coop.vault.treasury() == coop.treasury.address
    assert coop.treasury.remaining(coop.timelock.address, CHARTER.treasury.caps[0].asset) == 5 * 10**18
    assert coop.registry.min_commit_age() == CHARTER.works.min_commit_age


def test_governance_can_take_an_operators_role_away(coop: Cooperative) -> None:
    (founder,) = coop.founders
    minter = coop.chain.accounts()[8]
    proposal = coop.propose(founder, [coop.access.revoke_role(int(Role.MINTER), minter)], "No more minting")
    proposal.open().vote(founder, Support.FOR)
    proposal.close().queue()
    proposal.execute()
    assert proposal.state == ProposalState.EXECUTED
    with pytest.raises(Reverted, match="AccessManagedUnauthorized"):
        coop.mint(founder, 1)


def test_every_contract_of_the_plan_has_a_class(coop: Cooperative) -> None:
    accounts = coop.chain.accounts()
    for step in plan(CHARTER, deployer=accounts[0], accounts=accounts, now=0):
        assert issubclass(getattr(bindings, step.contract), Contract)
