"""Exits never take what is set aside, and never sum to more than there was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Call, Contract, ExitWindow
from dao_sim.bindings.generated.structs import AssetAmount
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, MAX_UINT256, Address, MemberClass
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.exits_model import ExitsModel
from tests.property.machines.mocks import mock
from tests.property.machines.views import word, words

HOLDINGS = {"ann": 1_000, "bob": 333, "cat": 7, "dan": 50}
MEMBERS = {"ann", "bob", "cat"}
LENGTH, MINIMUM = 500, 40
CHARTER = """
name = "Exits"
token.mint_cap = "none"
operators.minter = ["account:0"]
operators.admitter = ["account:0"]
"""

people = st.sampled_from(tuple(HOLDINGS))
numbers = st.integers(1, 4)
amounts = st.one_of(st.integers(0, 20), st.integers(0, 1_100))


@dataclass(frozen=True, slots=True)
class ExitsStage:
    """The co-op, its window, who stands for its governor, and the people behind the names."""

    coop: Cooperative
    window: ExitWindow
    governor: Contract
    accounts: dict[str, Address]

    @property
    def chain(self) -> Chain:
        return self.coop.chain


def build() -> ExitsStage:
    """Three members and an outsider with tokens; a keeper that pays, and another that sets aside."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain, timelock = coop.chain, coop.timelock.address
    keeper, other, *rest = chain.accounts()[: len(HOLDINGS) + 2]
    accounts = {**dict(zip(HOLDINGS, rest, strict=True)), "keeper": keeper, "other": other}
    parties = coop.access.address, coop.token.address, coop.membership.address, coop.treasury.address
    window = ExitWindow.deploy(chain, keeper, *parties, LENGTH, [AssetAmount(ETH, MINIMUM)])
    for role, holder in (
        (Role.EARMARKER, window.address),
        (Role.EARMARKER, other),
        (Role.SPENDER, keeper),
    ):
        coop.access.grant_role(int(role), holder, 0).send(timelock)
    coop.treasury.set_cap(keeper, ETH, MAX_UINT208).send(timelock)
    for who, amount in HOLDINGS.items():
        coop.mint(accounts[who], amount)
        coop.token.approve(window.address, MAX_UINT256).send(accounts[who])
        if who in MEMBERS:
            coop.admit(accounts[who], MemberClass.CREATOR)
    governor = mock("StandInGovernor").create(chain, keeper)
    serve = window.serve()
    governor.write("act(address,bytes)", serve.to, serve.data).send(keeper)
    chain.advance(1)
    return ExitsStage(coop, window, governor, accounts)


class ExitsMachine(CoopMachine):
    """Money in and out, set aside and freed; measures queued, cancelled and executed; members who leave."""

    NAME = "exits"
    stages: ClassVar[Stages[ExitsStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        self.coop, self.window = self.stage.coop, self.stage.window
        self.now = int(self.stage.chain.now())
        self.model = ExitsModel(HOLDINGS, LENGTH, MINIMUM)
        self.past = [(self.now, dict(HOLDINGS))]
        """What was held at the end of earlier seconds."""

    @initialize(amount=st.integers(50, 2_000), who=people, part=st.integers(1, 300))
    def begin(self, amount: int, who: str, part: int) -> None:
        """Money, a window, and somebody who leaves."""
        self.pay_in(amount)
        self.queue([], 1)
        self.exit(1, who, min(part, HOLDINGS[who]))

    @rule(amount=st.integers(1, 1_000))
    def pay_in(self, amount: int) -> None:
        self.stage.chain.send(self.address("keeper"), self.coop.treasury.address, value=amount)
        self.model.money += amount
        self.note("payIn")

    @rule(amount=amounts)
    def pay(self, amount: int) -> None:
        call = self.coop.treasury.pay(ETH, self.address("dan"), amount)
        self.act(call, self.address("keeper"), lambda: self.model.pay(amount))

    @rule(amount=amounts)
    def set_aside(self, amount: int) -> None:
        call = self.coop.treasury.set_earmark(ETH, amount)
        self.act(call, self.address("other"), lambda: self.model.set_aside(amount))

    @rule(by=people, to=people, amount=amounts)
    def transfer(self, by: str, to: str, amount: int) -> None:
        held = self.model.held
        if amount <= held[by]:
            self.coop.token.transfer(self.address(to), amount).send(self.address(by))
            held[by] -= amount
            held[to] += amount
            self.note("transfer")

    @rule(to=people, amount=st.integers(1, 500))
    def mint(self, to: str, amount: int) -> None:
        self.coop.mint(self.address(to), amount)
        self.model.held[to] += amount
        self.note("mint")

    @rule(for_=st.lists(people, max_size=2, unique=True), ago=st.integers(1, 4), same_second=st.booleans())
    def queue(self, for_: list[str], ago: int, *, same_second: bool = False) -> None:
        """A measure that was weighed some time ago, and that some voted for."""
        if not same_second or len(self.past) == 1:
            self.wait(1)
        number, (snapshot, held_then) = len(self.model.windows) + 1, self.past[-min(ago, len(self.past))]
        governor, keeper = self.stage.governor, self.address("keeper")
        governor.write("setSnapshot(uint256,uint256)", number, snapshot).send(keeper)
        for who in for_:
            governor.write("setVotedFor(uint256,address)", number, self.address(who)).send(keeper)
            self.model.for_.add((number, who))
        self.tell(self.window.on_queue(number))
        self.model.queue(held_then, self.past[-1][1], self.now)
        self.note("queue")

    @rule(number=numbers, who=people, amount=amounts)
    def exit(self, number: int, who: str, amount: int) -> None:
        call = self.window.exit_over(number, amount)
        self.act(call, self.address(who), lambda: self.model.exit(number, who, amount, self.now, MEMBERS))

    @rule(number=numbers, who=people)
    def exit_with_all(self, number: int, who: str) -> None:
        if number <= len(self.model.windows):
            self.exit(number, who, self.model.limit(self.model.windows[number - 1], who))

    @rule(who=people)
    def claim(self, who: str) -> None:
        call = self.window.claim(ETH, self.address("other"))
        self.act(call, self.address(who), lambda: self.model.claim(who))

    @rule(number=numbers)
    def cancel(self, number: int) -> None:
        self.tell(self.window.on_cancel(number, self.address("keeper")))
        self.model.cancel(number, self.now)
        self.note("cancel")

    @rule(number=numbers)
    def execute(self, number: int) -> None:
        """Refused while the window is open; else what no window may ask for is freed."""
        closes_at = self.model.windows[number - 1].closes_at if number <= len(self.model.windows) else 0
        if self.now >= closes_at:
            self.tell(self.window.on_execute(number, []))
            self.model.settle(self.now)
            self.note("execute")

    @rule(seconds=st.one_of(st.integers(1, 60), st.integers(1, 2 * LENGTH)))
    def wait(self, seconds: int) -> None:
        self.note("wait")
        self.past.append((self.now, dict(self.model.held)))
        self.stage.chain.advance(seconds)
        self.now += seconds

    def tell(self, call: Call) -> None:
        """The governor tells the window something."""
        keeper = self.address("keeper")
        self.stage.governor.write("act(address,bytes)", call.to, call.data).send(keeper)

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        treasury, model = self.coop.treasury, self.model
        assert self.stage.chain.balance(treasury.address) == model.money >= model.earmarked
        assert word(treasury, "earmarked(address)", ETH) == model.earmarked
        assert word(treasury, "earmarkOf(address,address)", self.address("other"), ETH) == model.others
        assert word(self.window, "reserved(address)", ETH) == model.reserved
        for who in HOLDINGS:
            assert word(self.window, "owedTo(address,address)", self.address(who), ETH) == model.owed[who]
            assert word(self.coop.token, "balanceOf(address)", self.address(who)) == model.held[who]
        for number, window in enumerate(model.windows, start=1):
            assert words(self.window, "windowOf(uint256)", number)[2:5] == (
                window.closes_at,
                window.supply,
                window.burned.total(),
            )
            assert window.paid <= window.pot

    def finish(self) -> None:
        """Everybody gets what is owed, and once no window is open nothing of it stays set aside."""
        for who in [name for name, owed in self.model.owed.items() if owed]:
            self.claim(who)
        self.wait(2 * LENGTH)
        self.window.settle().send(self.address("dan"))
        self.model.settle(self.now)
        assert word(self.coop.treasury, "earmarked(address)", ETH) == self.model.others
        self.verify()
