"""No slicing gets more out of optimistic spending than its caps, and exactly the share is a veto."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Call, Contract, OptimisticRule
from dao_sim.bindings.generated.structs import Caps
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, Address
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.mocks import mock
from tests.property.machines.optimistic_model import OptimisticModel, Payment
from tests.property.machines.views import word

EPOCH, VETO_BPS = 500, 2_500
HOLDINGS = {"ann": 50, "bob": 25, "cat": 24, "dan": 1}
PLAIN = Address(f"0x{0xA55E7:040x}")
ASSETS = {"ETH": ETH, "plain": PLAIN}

people = st.sampled_from(tuple(HOLDINGS))
amounts = st.one_of(st.integers(0, 12), st.integers(1, 40))
payments = st.lists(st.builds(Payment, st.sampled_from(tuple(ASSETS)), amounts), min_size=1, max_size=3)
caps = st.tuples(st.integers(0, 40), st.integers(0, 60), st.integers(0, 90))


@dataclass(frozen=True, slots=True)
class OptimisticStage:
    """The co-op, the rule, who stands for its governor, and the people behind the names."""

    coop: Cooperative
    rule: OptimisticRule
    governor: Contract
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> OptimisticStage:
    """Few units, so that a quarter of the supply is met exactly."""
    terms = {"treasury": {"epoch": f"{EPOCH}s"}, "operators": {"minter": ["account:0"]}}
    coop = Cooperative.deploy(Charter(name="Optimistic", **terms))
    chain, keeper = coop.chain, coop.chain.accounts()[0]
    accounts = dict(zip(HOLDINGS, chain.accounts()[1:], strict=False)) | {"keeper": keeper}
    for who, amount in HOLDINGS.items():
        coop.mint(accounts[who], amount)
    parties = coop.token.address, coop.treasury.address
    made = OptimisticRule.deploy(chain, keeper, coop.access.address, VETO_BPS, *parties)
    governor = mock("StandInGovernor").create(chain, keeper)
    serve = made.serve()
    governor.write("act(address,bytes)", serve.to, serve.data).send(keeper)
    chain.advance(1)
    return OptimisticStage(coop, made, governor, accounts)


class OptimisticMachine(CoopMachine):
    """Caps that change, payments proposed in slices, vetoes, tokens that move, epochs that pass."""

    NAME = "optimistic"
    stages: ClassVar[Stages[OptimisticStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.spending = self.stage.coop, self.stage.rule
        self.now = int(self.stage.chain.now())
        self.snapshots: dict[int, int] = {}
        self.model = OptimisticModel(HOLDINGS, EPOCH, VETO_BPS)

    @initialize(first=caps, second=caps)
    def begin(self, first: tuple[int, int, int], second: tuple[int, int, int]) -> None:
        """Caps for both assets, and a proposal if they leave room for one."""
        for asset, most in zip(ASSETS, (first, second), strict=True):
            self.set_caps(asset, most)
            self.propose("ann", [Payment(asset, max(1, min(most) // 2))])

    @rule(asset=st.sampled_from(tuple(ASSETS)), most=caps)
    def set_caps(self, asset: str, most: tuple[int, int, int]) -> None:
        self.spending.set_caps(ASSETS[asset], Caps(*most)).send(self.coop.timelock.address)
        self.model.caps[asset] = most
        self.note("setCaps")

    @rule(by=people, wanted=payments)
    def propose(self, by: str, wanted: list[Payment]) -> None:
        number = len(self.model.proposals) + 1
        data = [
            self.coop.treasury.pay(ASSETS[one.asset], self.address("dan"), one.amount).data for one in wanted
        ]
        targets = [self.coop.treasury.address] * len(wanted)
        call = self.spending.open_(number, self.address(by), targets, data, 1)
        done = self.attempt(
            "propose", lambda: self.tell(call), lambda: self.model.propose(by, wanted, self.now)
        )
        if done:
            self.snapshots[number] = self.now
            keeper = self.address("keeper")
            self.stage.governor.write("setSnapshot(uint256,uint256)", number, self.now).send(keeper)
            self.wait(1)

    @rule(number=st.integers(1, 6), who=people, support=st.sampled_from((0, 0, 0, 1)))
    def object(self, number: int, who: str, support: int) -> None:
        if number in self.snapshots:
            call = self.spending.cast(number, self.snapshots[number], self.address(who), support, b"")
            self.attempt("object", lambda: self.tell(call), lambda: self.model.object(number, who, support))

    @rule(by=people, to=people, amount=st.integers(1, 30))
    def transfer(self, by: str, to: str, amount: int) -> None:
        held = self.model.held
        if amount <= held[by]:
            self.coop.token.transfer(self.address(to), amount).send(self.address(by))
            held[by] -= amount
            held[to] += amount
            self.note("transfer")

    @rule(seconds=st.one_of(st.integers(1, 60), st.integers(1, 2 * EPOCH)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.stage.chain.advance(seconds)
        self.now += seconds

    def tell(self, call: Call) -> Receipt:
        """The governor tells the rule something."""
        keeper = self.address("keeper")
        return self.stage.governor.write("act(address,bytes)", call.to, call.data).send(keeper)

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        for number, spending in enumerate(self.model.proposals, start=1):
            assert word(self.spending, "proposalVotes(uint256)", number) == spending.objections
            assert bool(word(self.spending, "vetoed(uint256)", number)) == self.model.vetoed(spending)
