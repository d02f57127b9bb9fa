"""A co-op with every part that a charter can have, and everybody and everything that may do it harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from eth_account import Account
from eth_utils.crypto import keccak

from dao_sim.bindings import CoopToken
from dao_sim.chain import connect
from dao_sim.chain.protocol import Chain
from dao_sim.coop import Charter, Cooperative
from dao_sim.units import ETH, MAX_UINT208, MAX_UINT256, Address, MemberClass
from tests.property.machines.mocks import mock
from tests.property.machines.views import word

PEOPLE = ("ann", "bob", "cat", "dan")
"""With keys; all but Dan are members."""
HOSTILE = {
    "refuser": "RevertingPayee",
    "burner": "GasBurningPayee",
    "actor": "Actor",
    "miser": "Miser",
}
"""Members that are contracts: two that take no ETH, one that calls back, one that is stingy with gas."""
MEMBERS = ("ann", "bob", "cat", *HOSTILE, "reentrant")
EVERYONE = (*PEOPLE, *HOSTILE, "reentrant")
"""Who acts. The token that calls back is a member, or most of its calls would be refused."""
TIMELOCK = "timelock"
"""Acts of governance are its own, sent at once."""

TOKENS = {
    "plain": "ZeroRefusingToken",
    "silent": "NoReturnToken",
    "fee": "FeeToken",
    "false": "FalseReturningToken",
    "reentrant": "ReentrantToken",
    "banning": "BlacklistingToken",
}
SANE = ("ETH", "coop", "plain", "silent")
"""What nobody's whim can stop."""
ASSETS = (*SANE, "fee", "false", "reentrant", "banning")
NOTHING = "nothing"
"""An asset without any code."""
TAKE_NO_ETHER = ("refuser", "burner")
FEE_BPS = 137
RICH = 10**9
KEPT = "0.0000000005"
"""What the treasury keeps where members leave, in whole tokens: half of what it has."""
EPOCH = 500
SCREENER_KEY = bytes(keccak(text="screener"))
"""Of whoever screens what is submitted."""

CHARTER = """
name = "Economy"
[token]
mint_cap = "none"
[governance]
voting_delay = "1s"
voting_period = "60s"
proposal_threshold = "0"
proposal_bond = "0.0000000000000001"
quorum = "4%"
late_quorum_extension = "0s"
timelock_delay = "200s"
exit_window = "200s"
exit_assets = [{exit_assets}]
guardian = "account:1"
[treasury]
epoch = "{epoch}s"
caps = [{caps}]
[royalties]
levy = "5%"
assets = [{assets}]
[works]
min_commit_age = "1s"
max_commit_age = "365d"
dispute_window = "60s"
dispute_freeze = "80000s"
licences = true
bundles = true
[conviction]
half_life = "60s"
weight = "0.01%"
most = "50%"
caps = [{caps}]
[matching]
review = "50s"
claim_period = "200s"
caps = [{caps}]
[grants]
accept_within = "200s"
[commissions]
arbiter = "panels"
ruling_period = "80000s"
[rewards]
review_period = "100s"
kinds = [{{ name = "code", amount = "0.00000000000002", cliff = "10s", duration = "60s" }}]
[financing]
ruling_period = "400s"
[data]
confirmers = ["account:1"]
suspension = "60s"
[review]
size = 1
stake = "0.00000000000001"
fee = "0.0000000000000005"
bonus = "0.0000000000000001"
commit_period = "600s"
reveal_period = "600s"
appeal_period = "3000s"
vote_period = "9000s"
[content]
screeners = ["{screener}"]
screen_period = "400s"
act_period = "400s"
domains.music = {{ cap = "50%", review_from = "30%", deposit = "0.0000000000000009" }}
[operators]
admitter = ["account:0"]
minter = ["account:0"]
"""


@dataclass(frozen=True)
class EconomyStage:
    """The co-op, and the addresses and tokens behind the names."""

    coop: Cooperative
    accounts: dict[str, Address]
    assets: dict[str, Address]
    tokens: dict[Address, CoopToken]
    """Whatever the token is, it is asked and told the ERC-20 part only."""

    @property
    def chain(self) -> Chain:
        return self.coop.chain

    @cached_property
    def sane(self) -> frozenset[Address]:
        """The assets that nobody's whim can stop."""
        return frozenset(self.assets[name] for name in SANE)

    @property
    def timelock(self) -> Address:
        return self.coop.timelock.address

    @property
    def treasury(self) -> Address:
        return self.coop.treasury.address

    @cached_property
    def everyone(self) -> tuple[Address, ...]:
        """All who can be owed something."""
        return tuple(self.accounts[name] for name in (*EVERYONE, "treasury"))

    def balance(self, asset: Address, account: Address) -> int:
        """What an account has (smallest unit)."""
        if asset == ETH:
            return int(self.chain.balance(account))
        return word(self.tokens[asset], "balanceOf(address)", account)


def build() -> EconomyStage:
    """Deploys the tokens, and the co-op with all of them in its charter; everybody has plenty."""
    chain = connect("embedded")
    keeper, guardian, sink, *people = chain.accounts()
    issued = {
        name: mock(kind).create(chain, keeper, *((FEE_BPS,) if name == "fee" else ())).address
        for name, kind in TOKENS.items()
    }
    coop = Cooperative.deploy(_charter(issued), chain)
    accounts = {
        **dict(zip(PEOPLE, people, strict=False)),
        **{name: mock(kind).create(chain, keeper).address for name, kind in HOSTILE.items()},
        "reentrant": issued["reentrant"],
        "keeper": keeper,
        "guardian": guardian,
        "sink": sink,
        "zero": ETH,
        **coop.addresses,
    }
    assets = {"ETH": ETH, "coop": coop.token.address, **issued, NOTHING: sink}
    tokens = {
        asset: CoopToken(chain, asset) for name, asset in assets.items() if name not in ("ETH", NOTHING)
    }
    stage = EconomyStage(coop, accounts, assets, tokens)
    _endow(stage)
    chain.advance(1)
    return stage


def _charter(issued: Mapping[str, Address]) -> Charter:
    """Every asset is listed, shared out and capped, all but the co-op's own token."""
    known = ("ETH", *issued.values())
    return Charter.parse(
        CHARTER.format(
            exit_assets=", ".join(f'{{ asset = "{asset}", minimum = "{KEPT}" }}' for asset in known),
            caps=", ".join(f'{{ asset = "{asset}", amount = "none" }}' for asset in known),
            assets=", ".join(f'"{asset}"' for asset in issued.values()),
            epoch=EPOCH,
            screener=Account.from_key(SCREENER_KEY).address,
        )
    )


def _endow(stage: EconomyStage) -> None:
    """Money in every asset for everybody and the treasury; whoever takes tokens may take any."""
    coop, chain, keeper = stage.coop, stage.chain, stage.accounts["keeper"]
    holders = [stage.accounts[name] for name in EVERYONE]
    for name in MEMBERS:
        coop.admit(stage.accounts[name], MemberClass.CREATOR)
    coop.vault.list_asset(coop.token.address).send(stage.timelock)
    for asset, token in stage.tokens.items():
        for holder in (*holders, stage.treasury, keeper):
            token.mint(holder, RICH).send(keeper)
        for holder, spender in product(holders, coop.addresses.values()):
            token.approve(spender, MAX_UINT256).send(holder)
        for spender in (stage.timelock, stage.accounts["funding"], stage.accounts["matching"]):
            coop.treasury.set_cap(spender, asset, MAX_UINT208).send(stage.timelock)
    for holder in (*holders, stage.treasury):
        chain.fund(holder, RICH)
    for holder in holders:
        coop.token.delegate(holder).send(holder)
