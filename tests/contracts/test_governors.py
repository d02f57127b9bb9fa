"""Several governors side by side: the constitution may change any of them, and none of them another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dao_sim.bindings import Call
from dao_sim.chain import connect
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.facts import expected, facts
from dao_sim.coop.plan import resolved
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, ProposalState, Support
from tests.contracts.conftest import CHARTER
from tests.contracts.kit import (
    ALICE,
    BOB,
    CAROL,
    DAVE,
    DAY,
    MALLORY,
    decree,
    nothing_moves,
    refuses,
    set_quorum,
)

TWO = (
    CHARTER.replace("voting_delay", 'rule = "member"\nvoting_delay', 1).replace(
        'proposal_threshold = "100"', 'proposal_threshold = "1"'
    )
    + """
[[governors]]
name = "spending"
rule = "token"
quorum = "10%"
timelock_delay = "1d"
may = ["spender"]
caps = [{ asset = "ETH", amount = "3" }]
"""
)


@pytest.fixture(scope="module")
def founded() -> Cooperative:
    coop = Cooperative.deploy(Charter.parse(TWO), connect("embedded"))
    coop.chain.advance(60)
    return coop


@pytest.fixture
def coop(founded: Cooperative) -> Iterator[Cooperative]:
    """Members decide on the constitution, tokens on spending."""
    start = founded.chain.checkpoint()
    yield founded
    founded.chain.restore(start)


def spend(coop: Cooperative, *calls: Call, title: str) -> None:
    """A spending proposal's whole life, to its execution, by the votes of Alice, who holds half."""
    governor = coop.branches["spending"].governor
    proposal = coop.propose(ALICE, calls, title, governor=governor).open()
    proposal.vote(ALICE, Support.FOR)
    proposal.close()
    proposal.queue()
    proposal.execute()


def test_tokens_decide_on_spending_and_members_on_the_constitution(coop: Cooperative) -> None:
    coop.chain.fund(coop.treasury.address, 10**19)
    spend(coop, coop.treasury.pay(ETH, DAVE, 2 * 10**18), title="Pay Dave")
    levy = coop.propose(ALICE, [coop.vault.set_levy(1)], "No levy").open()
    levy.vote(ALICE, Support.FOR)
    for member in (BOB, CAROL):
        levy.vote(member, Support.AGAINST)
    assert levy.close().state == ProposalState.DEFEATED


def test_the_spending_governor_pays_within_its_own_cap(coop: Cooperative) -> None:
    coop.chain.fund(coop.treasury.address, 10**19)
    payer = coop.branches["spending"].timelock.address
    over = {"spender": payer, "asset": ETH, "amount": 3 * 10**18 + 1, "remaining": 3 * 10**18}
    with refuses("Treasury_CapExceeded", **over):
        coop.treasury.pay(ETH, DAVE, 3 * 10**18 + 1).send(payer)


def test_a_spending_governor_cannot_change_settings_or_roles_of_any(coop: Cooperative) -> None:
    spending, constitution = coop.branches["spending"], coop.branches["constitution"]
    grabs = [
        constitution.governor.set_voting_period(1),
        constitution.governor.set_proposal_threshold(0),
        set_quorum(constitution.rule, 0),
        constitution.governor.set_guardian(MALLORY, 2**32),
        constitution.governor.relay(coop.token.address, 0, b""),
        spending.governor.set_voting_period(1),
        set_quorum(spending.rule, 0),
        coop.vault.set_levy(0),
        coop.treasury.set_cap(spending.timelock.address, ETH, 10**30),
        coop.access.grant_role(int(Role.ADMIN), spending.timelock.address, 0),
        coop.access.set_target_function_role(coop.vault.address, [b"\1\2\3\4"], int(Role.SPENDER)),
    ]
    for grab in grabs:
        with nothing_moves(coop), pytest.raises(Exception, match="Unauthorized"):
            grab.send(spending.timelock.address)
    for timelock in (spending.timelock, constitution.timelock):
        with refuses(
            "AccessControlUnauthorizedAccount", account=spending.timelock.address, neededRole=bytes(32)
        ):
            timelock.update_delay(0).send(spending.timelock.address)
        with refuses(
            "AccessControlUnauthorizedAccount", account=spending.timelock.address, neededRole=bytes(32)
        ):
            timelock.grant_role(bytes(32), MALLORY).send(spending.timelock.address)


def test_without_the_access_manager_in_between_it_could(coop: Cooperative) -> None:
    spending, governor = coop.branches["spending"], coop.governor
    decree(coop, coop.access.grant_role(int(Role.ADMIN), spending.timelock.address, 0))
    governor.set_voting_period(1).send(spending.timelock.address)
    assert governor.voting_period() == 1


def test_a_vote_of_the_spending_governor_to_seize_power_fails_when_executed(coop: Cooperative) -> None:
    with nothing_moves(coop), pytest.raises(Exception, match="AccessManagedUnauthorized"):
        spend(coop, coop.governor.set_voting_period(1), title="A coup")


def test_the_constitution_changes_any_of_them(coop: Cooperative) -> None:
    spending = coop.branches["spending"]
    decree(coop, spending.governor.set_voting_period(2 * DAY))
    decree(coop, set_quorum(spending.rule, 2_000))
    decree(coop, spending.timelock.update_delay(3 * DAY))
    decree(coop, coop.access.revoke_role(int(Role.SPENDER), spending.timelock.address))
    assert (spending.governor.voting_period(), spending.rule.quorum_bps()) == (2 * DAY, 2_000)
    assert spending.timelock.get_min_delay() == 3 * DAY
    with refuses("AccessManagedUnauthorized", caller=spending.timelock.address):
        coop.treasury.pay(ETH, DAVE, 1).send(spending.timelock.address)


def test_what_was_deployed_is_what_the_charter_says(coop: Cooperative) -> None:
    charter = resolved(coop.charter, coop.chain.accounts())
    found = facts(coop)
    decided = expected(charter, 0, coop.chain.now())
    same = {key: value for key, value in decided.items() if "guardian_mandate_end" not in key}
    same["governor.guardian"] = found["governor.guardian"]  # its mandate began later than 0
    assert {key: found[key] for key in same} == same
    assert found["spending_timelock role ADMIN"] == "<timelock>"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('may = ["spendr"]', "must be one of admitter"),
        ('name = "constitution"', "choose another name"),
        ('may = ["spender", "spender"]', "spender is named twice"),
        ("may = []", 'add "spender" to may'),
    ],
    ids=["role", "name", "twice", "caps"],
)
def test_a_governor_that_makes_no_sense_is_refused(wrong: str, says: str) -> None:
    key = wrong.split(" =", maxsplit=1)[0]
    start, _, rest = TWO.rpartition(f"{key} =")
    text = start + wrong + "\n" + rest.split("\n", maxsplit=1)[1]
    with pytest.raises(Exception, match=says):
        Charter.parse(text)
