"""A co-op whose vault is acted upon: holders and tokens of every sort, and one asset number left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from eth_utils.crypto import keccak

from dao_sim.bindings import Contract, RoyaltyVault
from dao_sim.chain.protocol import Chain, Receipt
from dao_sim.coop import Charter, Cooperative
from dao_sim.coop.roles import Role
from dao_sim.units import ETH, MAX_UINT256, Address
from tests.property.machines.mocks import mock
from tests.property.machines.vault_model import VaultModel, receiver

PEOPLE = ("ann", "bob", "cleo", "dan")
WORKS = (1, 2, 3)


def content(work: int) -> bytes:
    """The hash of a work's content; the zero address registers them all."""
    return work.to_bytes(32, "big")


def origin(work: int) -> bytes:
    """What a work's receiver is bound to: registrant and content."""
    return bytes(keccak(bytes(32) + content(work)))


HOLDERS = (*PEOPLE, "refuser", "treasury", *map(receiver, WORKS))
LISTED = ("ETH", "plain", "burning", "silent")
"""Listed from the start."""
ASSETS = (*LISTED, "spare")
CHARTER = """
name = "Vault"
royalties.levy = "5%"
operators.minter = ["account:0"]
"""
FEE_BPS = 137
CREDIT_OF = "creditOf(uint256,address,address)"
BALANCE_OF = "balanceOf(address,uint256)"
FILLERS = 11
"""Other assets listed from the start: one of the sixteen numbers is left, and "spare" and "late" want it."""


View = tuple[str, Any, Any] | tuple[str, Any, Any, Any]
"""A signature and its arguments."""


@dataclass(frozen=True, slots=True)
class VaultStage:
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
        return int(self.tokens[asset].read("balanceOf(address)", self.accounts[account]))

    def model(self) -> VaultModel:
        """The books as they are now: nothing has happened but listings."""
        fillers = (f"filler {at}" for at in range(FILLERS))
        numbers = {asset: number for number, asset in enumerate(("ETH", *fillers, *LISTED[1:]))}
        fees = {asset: FEE_BPS if asset == "burning" else 0 for asset in (*ASSETS, "late")}
        return VaultModel(levy_bps=500, fees=fees, numbers=numbers, listed=set(numbers))

    def pay(self, sender: str, to: str, asset: str, amount: int) -> Receipt:
        """A plain payment, not a deposit."""
        source, target = self.accounts[sender], self.accounts[to]
        if asset == "ETH":
            return self.chain.send(source, target, value=amount)
        return self.tokens[asset].write("transfer(address,uint256)", target, amount).send(source)

    def credits(self, works: Iterable[int], assets: Iterable[str]) -> dict[tuple[int, str, str], int]:
        """Credits (millionths) by work, asset and holder, read in one call."""
        rows = list(product(works, assets, HOLDERS))
        views = ((CREDIT_OF, work, self.assets[asset], self.accounts[holder]) for work, asset, holder in rows)
        return dict(zip(rows, self._read(tuple(views)), strict=True))

    def units(self, works: Iterable[int]) -> dict[tuple[int, str], int]:
        """Share units by work and holder, read in one call."""
        rows = list(product(works, HOLDERS))
        views = ((BALANCE_OF, self.accounts[holder], work) for work, holder in rows)
        return dict(zip(rows, self._read(tuple(views)), strict=True))

    def _read(self, views: tuple[View, ...]) -> list[int]:
        """One word from each of many views, in one call of the vault's own multicall."""
        output = self.chain.call(self.coop.vault.address, _together(views))
        # bytes[]: an offset, a length, an offset per item; then of each item its length and its one word
        start = 64 + 32 * len(views)
        return [int.from_bytes(output[at + 32 : at + 64], "big") for at in range(start, len(output), 64)]


@lru_cache(maxsize=256)
def _together(views: tuple[View, ...]) -> bytes:
    """Encoding takes longer than the call, and the same views are asked for again and again."""
    functions = RoyaltyVault.artifact().abi.functions
    calls = [functions[signature].calldata("RoyaltyVault", values) for signature, *values in views]
    return functions["multicall(bytes[])"].calldata("RoyaltyVault", [calls])


def build() -> VaultStage:
    """Deploys it all. The keeper has the vault's roles, the buyer more of everything than it needs."""
    coop = Cooperative.deploy(Charter.parse(CHARTER))
    chain = coop.chain
    deployer, keeper, buyer, *people = chain.accounts()
    tokens = {
        "plain": mock("MintableToken").create(chain, deployer),
        "burning": mock("FeeToken").create(chain, deployer, FEE_BPS),
        "silent": mock("NoReturnToken").create(chain, deployer),
        "spare": mock("MintableToken").create(chain, deployer),
        "late": mock("MintableToken").create(chain, deployer),
    }
    refuser = mock("RevertingPayee").create(chain, deployer).address
    accounts = {
        **dict(zip(PEOPLE, people, strict=False)),
        "keeper": keeper,
        "buyer": buyer,
        "refuser": refuser,
        "nobody": ETH,
        "treasury": coop.treasury.address,
        "vault": coop.vault.address,
        **{receiver(work): coop.vault.receiver_for(ETH, content(work)) for work in WORKS},
    }
    for role in (Role.ROYALTY_STEWARD, Role.REGISTRY):
        coop.access.grant_role(int(role), keeper, 0).send(coop.timelock.address)
    fillers = [mock("MintableToken").create(chain, deployer) for _ in range(FILLERS)]
    for token in (*fillers, *(tokens[asset] for asset in LISTED[1:])):
        coop.vault.list_asset(token.address).send(keeper)
    chain.fund(buyer, 2**198)
    for token in tokens.values():
        token.write("mint(address,uint256)", buyer, 2**230).send(deployer)
        token.write("approve(address,uint256)", coop.vault.address, MAX_UINT256).send(buyer)
    assets = {"ETH": ETH, "nothing": people[-1], **{name: token.address for name, token in tokens.items()}}
    return VaultStage(coop, accounts, assets, tokens)
