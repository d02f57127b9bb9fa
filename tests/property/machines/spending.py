"""No cap is ever exceeded: not by a spender of an asset in an epoch, not by minting in an epoch."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from dao_sim.bindings import Contract, Treasury
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT208, Address
from tests.property.machines.base import CoopMachine, Stages
from tests.property.machines.budget_model import Budget
from tests.property.machines.mocks import mock
from tests.property.machines.refusal import refuse_if
from tests.property.machines.views import word

EPOCH, MINT_EPOCH = 1_000, 700
CHARTER = f"""
name = "Spending"
[token]
epoch = "{MINT_EPOCH}s"
mint_cap = "0.000000000000001000"
[treasury]
epoch = "{EPOCH}s"
caps = [{{ asset = "ETH", amount = "0.000000000000000500" }}]
[governance]
proposal_threshold = "0"
[operators]
minter = ["account:0"]
"""
MINT_CAP, ETH_CAP = 1_000, 500
FEE_BPS = 137
SPENDERS = ("timelock", "ann", "bob")
ASSETS = ("ETH", "plain", "burning", "silent")
TOO_LITTLE = {
    "ETH": "InsufficientBalance",
    "plain": "ERC20InsufficientBalance",
    "burning": "ERC20InsufficientBalance",
    "silent": "NoReturnToken_TooLittle",
}
"""What a payment of more than there is is refused with."""

assets = st.sampled_from(ASSETS)
spenders = st.sampled_from(("ann", "ann", *SPENDERS))
stewards = st.sampled_from(("steward",) * 9 + ("ann",))
amounts = st.one_of(st.integers(0, 700), st.integers(0, 2**128))
caps = st.one_of(
    st.integers(0, 700),
    st.integers(0, 2**128),
    st.sampled_from((MAX_UINT208 - 1, MAX_UINT208, MAX_UINT208 + 1)),
)


@dataclass(frozen=True, slots=True)
class SpendingStage:
    """The co-op, and the addresses behind the names that the model uses."""

    coop: Cooperative
    accounts: dict[str, Address]
    assets: dict[str, Address]
    tokens: dict[str, Contract]

    @property
    def chain(self) -> Chain:
        return self.coop.chain

    def balance(self, account: str, asset: str) -> int:
        """What an account has, in the asset's smallest unit."""
        if asset == "ETH":
            return int(self.chain.balance(self.accounts[account]))
        return word(self.tokens[asset], "balanceOf(address)", self.accounts[account])

    def pay_in(self, asset: str, amount: int) -> Receipt:
        """Somebody gives the treasury money."""
        donor, treasury = self.accounts["donor"], self.accounts["treasury"]
        if asset == "ETH":
            return self.chain.send(donor, treasury, value=amount)
        return self.tokens[asset].write("mint(address,uint256)", treasury, amount).send(donor)


def build() -> SpendingStage:
    """Deploys a co-op with a steward of caps and of roles, and two spenders beside the timelock."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain = coop.chain
    keeper, steward, donor, ann, bob, payee = chain.accounts()[:6]
    tokens = {
        "plain": mock("MintableToken").create(chain, keeper),
        "burning": mock("FeeToken").create(chain, keeper, FEE_BPS),
        "silent": mock("NoReturnToken").create(chain, keeper),
    }
    timelock = coop.timelock.address
    granted = {Role.TREASURY_STEWARD: steward, Role.TOKEN_STEWARD: steward, Role.ADMIN: steward}
    for role, holder in granted.items():
        coop.access.grant_role(int(role), holder, 0).send(timelock)
    chain.fund(donor, 2**160)
    accounts = {
        "keeper": keeper,
        "steward": steward,
        "donor": donor,
        "ann": ann,
        "bob": bob,
        "payee": payee,
        "timelock": timelock,
        "treasury": coop.treasury.address,
        "nobody": ETH,
        "refuser": mock("RevertingPayee").create(chain, keeper).address,
    }
    assets = {"ETH": ETH, **{name: token.address for name, token in tokens.items()}}
    return SpendingStage(coop, accounts, assets, tokens)


class SpendingMachine(CoopMachine):
    """Payments, mints, caps raised and lowered, roles given and taken, money coming in, epochs passing."""

    NAME = "spending"
    stages: ClassVar[Stages[SpendingStage]] = Stages(build)

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.stages.fresh()
        coop = self.stage.coop
        self.treasury, self.token = coop.treasury, coop.token
        self.now = int(self.stage.chain.now())
        self.budgets = {(spender, asset): Budget(EPOCH, 0) for spender in SPENDERS for asset in ASSETS}
        self.budgets["timelock", "ETH"].cap = ETH_CAP
        self.minting = Budget(MINT_EPOCH, MINT_CAP)
        self.spenders = {"timelock"}
        self.held: Counter[str] = Counter()
        self.supply = 0
        self.loosest: defaultdict[tuple[str, str, int], int] = defaultdict(int)
        """The largest cap in force within an epoch, by spender, asset and epoch."""

    @initialize(amount=amounts, cap=caps)
    def begin(self, amount: int, cap: int) -> None:
        """A spender with something to spend."""
        self.set_role("ann", holds=True)
        for asset in ASSETS:
            self.pay_in(asset, amount)
            self.set_cap("ann", asset, cap, "steward")

    @rule(asset=assets, amount=amounts)
    def pay_in(self, asset: str, amount: int) -> None:
        self.attempt(
            "payIn", lambda: self.stage.pay_in(asset, amount), lambda: self.held.update({asset: amount})
        )

    @rule(
        spender=spenders,
        asset=assets,
        to=st.sampled_from(("payee", "payee", "payee", "ann", "refuser", "treasury", "nobody")),
        amount=amounts,
    )
    def pay(self, spender: str, asset: str, to: str, amount: int) -> None:
        self.payment(spender, asset, to, amount)

    @rule(spender=spenders, asset=assets, beyond=st.integers(-1, 1))
    def pay_to_the_limit(self, spender: str, asset: str, beyond: int) -> None:
        """All that the cap or the treasury leaves; a unit less, or a unit more."""
        left = min(self.budgets[spender, asset].left(self.now), self.held[asset])
        self.payment(spender, asset, "payee", max(left + beyond, 0))

    @rule(spender=st.sampled_from(SPENDERS), asset=assets, cap=caps, by=stewards)
    def set_cap(self, spender: str, asset: str, cap: int, by: str) -> None:
        def predict() -> None:
            refuse_if(by != "steward", "AccessManagedUnauthorized")
            self.budgets[spender, asset].set_cap(cap, "Treasury_InvalidCap")

        call = self.treasury.set_cap(self.address(spender), self.stage.assets[asset], cap)
        self.act(call, self.address(by), predict)

    @rule(spender=st.sampled_from(("ann", "bob")), holds=st.booleans())
    def set_role(self, spender: str, holds: bool) -> None:
        access, change = self.stage.coop.access, self.spenders.add if holds else self.spenders.discard
        role, account = int(Role.SPENDER), self.address(spender)
        call = access.grant_role(role, account, 0) if holds else access.revoke_role(role, account)
        self.act(call, self.address("steward"), lambda: change(spender))

    @rule(amount=amounts, by=st.sampled_from(("keeper",) * 9 + ("ann",)))
    def mint(self, amount: int, by: str) -> None:
        def predict() -> None:
            refuse_if(by != "keeper", "AccessManagedUnauthorized")
            refuse_if(amount > self.minting.left(self.now), "CoopToken_MintCapExceeded")
            refuse_if(self.supply + amount > MAX_UINT208, "ERC20ExceededSafeSupply")
            self.minting.spend(self.now, amount)
            self.supply += amount

        self.act(self.token.mint(self.address("payee"), amount), self.address(by), predict)

    @rule(cap=caps, by=stewards)
    def set_mint_cap(self, cap: int, by: str) -> None:
        def predict() -> None:
            refuse_if(by != "steward", "AccessManagedUnauthorized")
            self.minting.set_cap(cap, "CoopToken_InvalidMintCap")

        self.act(self.token.set_mint_cap(cap), self.address(by), predict)

    @rule(seconds=st.integers(1, 300))
    def wait(self, seconds: int) -> None:
        self.pass_time(seconds)

    @rule(epoch=st.sampled_from((EPOCH, MINT_EPOCH)), before=st.integers(0, 1))
    def wait_for_epoch(self, epoch: int, before: int) -> None:
        """Up to the first second of the next epoch, or the last of this one."""
        self.pass_time(epoch - self.now % epoch - before)

    def payment(self, spender: str, asset: str, to: str, amount: int) -> None:
        budget = self.budgets[spender, asset]

        def predict() -> int:
            refuse_if(spender not in self.spenders, "AccessManagedUnauthorized")
            refuse_if(to in ("nobody", "treasury"), "Treasury_InvalidPayee")
            refuse_if(amount == 0, "Treasury_NothingToPay")
            refuse_if(amount > budget.left(self.now), "Treasury_CapExceeded")
            refuse_if(amount > self.held[asset], TOO_LITTLE[asset])
            refuse_if((to, asset) == ("refuser", "ETH"), "RevertingPayee_NoThanks")
            budget.spend(self.now, amount)
            self.held[asset] -= amount
            return amount - (amount * FEE_BPS // 10_000 if asset == "burning" else 0)

        before = self.stage.balance(to, asset)
        call = self.treasury.pay(self.stage.assets[asset], self.address(to), amount)
        done = self.act(call, self.address(spender), predict)
        if done:
            [paid] = self.treasury.decode(done.receipt, Treasury.Paid)
            assert (paid.spender, paid.amount) == (self.address(spender), amount)
            assert self.stage.balance(to, asset) - before == done.foretold

    def pass_time(self, seconds: int) -> None:
        if seconds > 0:
            self.note("wait")
            self.stage.chain.advance(seconds)
            self.now += seconds

    def address(self, name: str) -> Address:
        return self.stage.accounts[name]

    def verify(self) -> None:
        for asset in ASSETS:
            assert self.stage.balance("treasury", asset) == self.held[asset]
        for (spender, asset), budget in self.budgets.items():
            row = (self.address(spender), self.stage.assets[asset])
            assert word(self.treasury, "capOf(address,address)", *row) == budget.cap
            assert word(self.treasury, "remaining(address,address)", *row) == budget.left(self.now)
            key = (spender, asset, self.now // EPOCH)
            self.loosest[key] = max(self.loosest[key], budget.cap)
        assert word(self.token, "mintCap()") == self.minting.cap
        assert word(self.token, "mintable()") == self.minting.left(self.now)
        assert word(self.token, "totalSupply()") == self.supply

    def finish(self) -> None:
        """What the treasury says it paid, by spender, asset and epoch, was never more than was allowed."""
        names = {address: name for name, address in {**self.stage.accounts, **self.stage.assets}.items()}
        paid: Counter[tuple[str, str]] = Counter()
        for event in self.treasury.events(Treasury.Paid):
            paid[names[event.spender], names[event.asset]] += event.amount
        for (spender, asset), budget in self.budgets.items():
            assert paid[spender, asset] == sum(amount for _, amount in budget.spent)
            for epoch in {second // EPOCH for second, _ in budget.spent}:
                assert budget.spent_in(epoch * EPOCH) <= self.loosest[spender, asset, epoch]
