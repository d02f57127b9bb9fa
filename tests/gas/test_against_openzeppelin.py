"""What a proposal's life costs beside OpenZeppelin's governor with the same modules: at most 15 % more.

Both governors stand on one chain, with timelocks of one kind and the same votes, and do the same acts.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dao_sim.bindings import Contract, CoopGovernor, CoopTimelock, MemberRule, TokenRule
from dao_sim.bindings.generated.structs import Settings, Switches
from dao_sim.coop.plan import timelock_role
from dao_sim.units import Address, MemberClass, Support
from tests.contracts.kit import content_of, mock
from tests.gas.stage import Stage, stranger

TOKEN = 10**18
DELAY, PERIOD, EXTENSION, QUORUM = 86_400, 5 * 86_400, 86_400, 60
LIMIT = 1.15
OFF = Switches(False, 0, False, False)
NOBODY = Address("0x" + "00" * 20)

KINDS: dict[str, type[TokenRule] | type[MemberRule]] = {"token": TokenRule, "member": MemberRule}

Costs = dict[str, int]
Maker = Callable[[Stage, CoopTimelock], Contract]


@pytest.fixture(scope="module")
def stage() -> Stage:
    """Five members with tokens, of which three that include Alice make the quorum by either count."""
    pytest.importorskip("eth_tester", reason="exact gas needs eth-tester")
    stage = Stage()
    for number in range(3):
        stage.coop.mint(stranger(number), 400 * TOKEN)
        stage.coop.admit(stranger(number), MemberClass.CREATOR)
    return stage


def ours(rule: type[TokenRule] | type[MemberRule], votes: Address) -> Maker:
    """The co-op's governor with a rule."""

    def make(stage: Stage, timelock: CoopTimelock) -> Contract:
        coop = stage.coop
        counts = rule.create(stage.chain, stage.alice, coop.access.address, QUORUM * 100, votes, OFF)
        terms = (timelock.address, DELAY, PERIOD, 1, EXTENSION, NOBODY, 0, 0)
        settings = Settings("Plain", coop.access.address, counts.address, (), *terms)
        return CoopGovernor.create(stage.chain, stage.alice, settings)

    return make


def theirs(votes: Address) -> Maker:
    """OpenZeppelin's."""

    def make(stage: Stage, timelock: CoopTimelock) -> Contract:
        terms = (DELAY, PERIOD, 1, QUORUM, EXTENSION)
        return mock(stage.chain, "PlainGovernor", votes, timelock.address, *terms)

    return make


def life(stage: Stage, make: Maker) -> Costs:
    """Gas by act, of the first proposal of a governor; all is undone afterwards."""
    costs: Costs = {}
    with stage.scene():
        timelock = CoopTimelock.create(stage.chain, stage.alice, 2 * DELAY, stage.alice)
        made = make(stage, timelock)
        for role in ("PROPOSER", "CANCELLER", "EXECUTOR"):
            timelock.grant_role(timelock_role(role), made.address).send(stage.alice)
        governor = CoopGovernor(stage.chain, made.address)
        content = content_of([timelock.grant_role(bytes(32), NOBODY)], "A measure")
        timelock.grant_role(bytes(32), timelock.address).send(stage.alice)
        targets, values, data, description = content
        receipt = governor.propose(targets, values, data, "A measure").send(stage.alice)
        costs["propose"] = receipt.gas_used
        number = governor.latest_proposal_id()
        wait(stage, governor.proposal_snapshot(number))
        voters = ("castVote: first", "castVote: later", "castVote: reaching the quorum", "castVote: after it")
        people = (stranger(0), stranger(1), stage.alice, stranger(2))
        for act, voter in zip(voters, people, strict=True):
            costs[act] = governor.cast_vote(number, Support.FOR).send(voter).gas_used
        wait(stage, governor.proposal_deadline(number))
        costs["queue"] = governor.queue(targets, values, data, description).send(stage.alice).gas_used
        wait(stage, governor.proposal_eta(number))
        costs["execute"] = governor.execute(targets, values, data, description).send(stage.alice).gas_used
    return costs


def wait(stage: Stage, until: int) -> None:
    """Past a point in time."""
    stage.chain.advance(until - stage.chain.now() + 1)


@pytest.mark.parametrize("rule", ["token", "member"])
def test_a_proposal_s_life_costs_at_most_15_percent_more(
    stage: Stage, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = KINDS[rule]
    votes = {"token": stage.coop.token, "member": stage.coop.membership}[rule].address
    mine, plain = life(stage, ours(kind, votes)), life(stage, theirs(votes))
    with capsys.disabled():
        print(table(rule, mine, plain))  # noqa: T201 (what the test is run for)
    assert {act: (gas, plain[act]) for act, gas in mine.items() if gas > LIMIT * plain[act]} == {}


def table(rule: str, mine: Costs, plain: Costs) -> str:
    """Both governors' gas by act, and how many times theirs is ours."""
    rows = [f"{act:<32}{gas:>10,}{plain[act]:>10,}{gas / plain[act]:>8.3f}" for act, gas in mine.items()]
    return "\n".join(["", f"{rule:<32}{'ours':>10}{'theirs':>10}{'ratio':>8}", *rows])
