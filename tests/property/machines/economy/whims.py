"""What those outside the co-op do to it: issuers of hostile tokens, contracts that call back, time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from dao_sim.units import ETH
from tests.property.machines.economy.act import Act, Actions, Sending, mostly, small, whim
from tests.property.machines.economy.district import District
from tests.property.machines.economy.districts import DISTRICTS
from tests.property.machines.economy.stage import ASSETS, EVERYONE, HOSTILE, TOKENS, EconomyStage
from tests.property.machines.mocks import mock

DECADES = 30 * 365 * 86_400
"""After which every deadline that anybody can set has passed."""

ACTS = tuple(strategy for district in DISTRICTS for strategy in district.weighted())


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Any act of any district."""
    drawn: Act = draw(ACTS[draw(st.integers(0, len(ACTS) - 1))])
    return drawn


still = st.sampled_from([asset for asset in ASSETS if asset not in ("reentrant", "banning")])
"""Assets that move without anything else happening, whatever was done before."""


class Whims(Actions):
    NAME = "outside"

    def __init__(self, stage: EconomyStage, districts: Mapping[str, District]) -> None:
        self.stage, self.districts = stage, districts
        self.insisting: Sending | None = None
        """What the token that calls back insists on."""

    @whim(who=st.sampled_from((*EVERYONE, "treasury", "grants", "matching", "vault")), banned=st.booleans())
    def ban(self, who: str, banned: bool) -> None:
        """The issuer shuts somebody out, or lets them in again."""
        self.tell("banning", "setBanned(address,bool)", self.stage.accounts[who], banned)

    @whim(refusing=st.booleans())
    def refuse(self, refusing: bool) -> None:
        """A token moves nothing for a while, and says so without reverting."""
        self.tell("false", "setRefusing(bool)", refusing)

    @whim(who=st.sampled_from(("reentrant", "reentrant", "actor")), then=acts(), insist=st.booleans())
    def arm(self, who: str, then: Act, insist: bool) -> None:
        """The next time that it is touched, it makes a call of its own; if it insists, or nothing happens."""
        sending = self.sending(then)
        insists = insist and who == "reentrant"
        self.tell(who, "arm(address,bytes,bool)", sending.to, sending.data, insists)
        if who == "reentrant":
            self.insisting = sending if insists else None

    def call_back(self) -> None:
        """Whoever waits to call back does so, and does not mind if that fails."""
        if self.insisting is not None:
            self.tell("reentrant", "arm(address,bytes,bool)", self.insisting.to, self.insisting.data, False)
        for who in ("reentrant", "actor"):
            self.tell(who, "poke()")

    @whim(then=acts(), gas=st.one_of(st.integers(20_000, 300_000), st.integers(300_000, 2_000_000)))
    def starve(self, then: Act, gas: int) -> None:
        """A member calls with too little gas, or nearly."""
        sending = self.sending(then)
        self.tell("miser", "act(address,bytes,uint256)", sending.to, sending.data, gas)

    @whim(asset=still, at=st.sampled_from([district.NAME for district in DISTRICTS]), amount=small)
    def throw(self, asset: str, at: str, amount: int) -> None:
        """Money comes without a word, and is nobody's; ETH from a contract that destroys itself."""
        what, hit = self.stage.assets[asset], self.districts[at]
        before = hit.holds(what)
        if what == ETH:
            self.stage.chain.fund(hit.address, before + amount)
        else:
            self.stage.tokens[what].transfer(hit.address, amount).send(self.stage.accounts["keeper"])
        hit.stray[what] += hit.holds(what) - before

    @whim(
        weight=6, seconds=mostly(st.integers(1, 20), st.one_of(st.integers(1, 300), st.just(2 * 86_400)), 5)
    )
    def wait(self, seconds: int) -> None:
        self.stage.chain.advance(seconds)

    @whim(weight=6, count=st.sampled_from((3, 6, 6, 256)))
    def blocks(self, count: int) -> None:
        """So many pass, of a second each."""
        for _ in range(count):
            self.stage.chain.advance(1)

    def pacify(self) -> None:
        """The issuers let everybody go."""
        self.refuse(refusing=False)
        for account in self.stage.accounts.values():
            self.tell("banning", "setBanned(address,bool)", account, False)

    def sending(self, act: Act) -> Sending:
        sending: Sending = getattr(self.districts[act.district], act.name)(**act.drawn)
        return sending

    def tell(self, who: str, signature: str, *values: Any) -> None:
        """Whoever it is does as it is told by anybody."""
        address = self.stage.assets.get(who) or self.stage.accounts[who]
        contract = mock({**TOKENS, **HOSTILE}[who])(self.stage.chain, address)
        contract.write(signature, *values).send(self.stage.accounts["keeper"])
