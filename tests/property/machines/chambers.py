"""A measure passes only if every chamber that its calls need has its quorum and agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Call, ChambersRule, Contract
from dao_sim.bindings.generated.structs import Chamber, Kind
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import Address, MemberClass
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.chambers_model import ALL, CLASSES, ChambersModel
from tests.property.machines.mocks import mock
from tests.property.machines.views import word, words

MEMBERS = {"ann": 1, "bob": 1, "cat": 1, "dan": 2, "eve": 3}
NEWCOMERS = ("fay", "gil")
QUORUMS = {1: 5_000, 2: 10_000, 3: 0, 4: 3_333}
THRESHOLDS = {1: 5_000, 2: 5_000, 3: 6_667, 4: 0}
SELECTORS = {"pay": b"\1\2\3\4", "levy": b"\5\6\7\x08", "other": b"\x09\x0a\x0b\x0c"}
KEEPER = {"admitter": ["account:0"]}
MEASURES = 3
"""The latest so many are voted on and checked."""

people = st.sampled_from((*MEMBERS, *NEWCOMERS))
calls = st.lists(st.sampled_from(tuple(SELECTORS)), min_size=1, max_size=2)


@dataclass(frozen=True, slots=True)
class ChambersStage:
    """The co-op, the rule, who stands for its governor, and the people behind the names."""

    coop: Cooperative
    rule: ChambersRule
    governor: Contract
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> ChambersStage:
    """Five members of three classes, and nobody in the fourth."""
    coop = Cooperative.deploy(
        Charter(name="Chambers", governance={"proposal_threshold": "0"}, operators=KEEPER)
    )
    chain, keeper = coop.chain, coop.chain.accounts()[0]
    accounts = dict(zip((*MEMBERS, *NEWCOMERS), chain.accounts()[1:], strict=False)) | {"keeper": keeper}
    for who, kind in MEMBERS.items():
        coop.admit(accounts[who], MemberClass(kind))
    terms = tuple(Chamber(QUORUMS[kind], THRESHOLDS[kind]) for kind in CLASSES)
    made = ChambersRule.deploy(chain, keeper, coop.access.address, coop.membership.address, terms, [])
    governor = mock("StandInGovernor").create(chain, keeper)
    serve = made.serve()
    governor.write("act(address,bytes)", serve.to, serve.data).send(keeper)
    return ChambersStage(coop, made, governor, accounts)


class ChambersMachine(CoopMachine):
    """Members come and go, the table changes, measures are made and voted on."""

    NAME = "chambers"
    stages: ClassVar[Stages[ChambersStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.counting = self.stage.coop, self.stage.rule
        self.model = ChambersModel(MEMBERS, QUORUMS, THRESHOLDS)

    @initialize(chambers=st.integers(1, ALL), acts=calls)
    def begin(self, chambers: int, acts: list[str]) -> None:
        """A table with something in it, and something to vote on."""
        self.set_kind("pay", chambers)
        self.propose(acts)

    @rule(who=people, kind=st.sampled_from(CLASSES))
    def admit(self, who: str, kind: int) -> None:
        call = self.coop.membership.admit(self.address(who), kind)
        self.act(call, self.address("keeper"), lambda: self.model.admit(who, kind))

    @rule(who=people)
    def expel(self, who: str) -> None:
        call = self.coop.membership.expel(self.address(who))
        self.act(call, self.coop.timelock.address, lambda: self.model.leave(who))

    @rule(call=st.sampled_from(tuple(SELECTORS)), chambers=st.integers(0, ALL + 1))
    def set_kind(self, call: str, chambers: int) -> None:
        kind = Kind(self.coop.treasury.address, SELECTORS[call], chambers)
        self.act(
            self.counting.set_kind(kind),
            self.coop.timelock.address,
            lambda: self.model.set_kind(call, chambers),
        )

    @rule(acts=calls)
    def propose(self, acts: list[str]) -> None:
        """A measure that is weighed at this second, which passes."""
        number, chain = len(self.model.measures) + 1, self.stage.chain
        data = [SELECTORS[act] for act in acts]
        targets = [self.coop.treasury.address] * len(acts)
        self.tell(self.counting.open_(number, self.address("ann"), targets, data, 1))
        snapshot = chain.now()
        self.stage.governor.write("setSnapshot(uint256,uint256)", number, snapshot).send(
            self.address("keeper")
        )
        chain.advance(1)
        self.model.propose(acts, snapshot)
        self.note("propose")

    @rule(place=st.integers(1, MEASURES), who=people, support=st.sampled_from((0, 1, 1, 1, 2, 3)))
    def vote(self, place: int, who: str, support: int) -> None:
        number = max(1, len(self.model.measures) + 1 - place)
        snapshot = self.model.measures[number - 1].snapshot
        call = self.counting.cast(number, snapshot, self.address(who), support, b"")
        keeper, governor = self.address("keeper"), self.stage.governor
        self.attempt(
            "vote",
            lambda: governor.write("act(address,bytes)", call.to, call.data).send(keeper),
            lambda: self.model.vote(number, who, support),
        )

    def tell(self, call: Call) -> None:
        """The governor tells the rule something."""
        self.stage.governor.write("act(address,bytes)", call.to, call.data).send(self.address("keeper"))

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        last = len(self.model.measures)
        for number in range(max(1, last + 1 - MEASURES), last + 1):
            measure = self.model.measures[number - 1]
            assert word(self.counting, "neededBy(uint256)", number) == measure.needs
            reached = bool(word(self.counting, "quorumReached(uint256)", number))
            agreed = bool(word(self.counting, "outcome(uint256)", number))
            assert (reached, agreed) == (self.model.quorum_reached(measure), self.model.agreed(measure))
            for kind in CLASSES:
                counted = words(self.counting, "chamberTally(uint256,uint8)", number, kind)
                assert list(counted) == measure.counts(kind)
