"""Conviction funding: what is staked is its supporters', whatever became of the request."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import ConvictionFunding
from dao_sim.bindings.generated.structs import FundingRequest
from dao_sim.units import MAX_UINT256, Address
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    amounts,
    any_asset,
    governance,
    nth,
    numbers,
    payees,
    people,
)
from tests.property.machines.economy.district import District
from tests.property.machines.views import record, word

LIVE = 1

much = st.one_of(st.integers(1, 10**8), amounts)


class ConvictionDistrict(District):
    NAME = "funding"

    @property
    def contract(self) -> ConvictionFunding:
        assert self.coop.funding is not None
        return self.coop.funding

    def begin(self) -> None:
        """Requests in ETH, and what Ann and a contract stand for."""
        chain = self.stage.chain
        for place, by in enumerate(("ann", "actor")):
            self.request(by, "ETH", 100, "actor").go(chain)
            self.back(by, place, 10**8).go(chain)

    def owes(self) -> Counter[Address]:
        requests = range(1, word(self.contract, "requestCount()") + 1)
        staked = {number: sum(self.stakes(number).values()) for number in requests}
        for number, amount in staked.items():
            says = word(self.contract, "requestOf(uint256)", number)
            assert says == amount, f"request {number} says that {says} is staked, and {amount} is"
        return Counter({self.coop.token.address: sum(staked.values())})

    def one(self, drawn: int) -> int:
        """The number of a request, mostly of one that is live."""
        count = word(self.contract, "requestCount()")
        live = [number for number in range(1, count + 1) if self.request_of(number).state == LIVE]
        return among(drawn, live, count)

    def request_of(self, number: int) -> FundingRequest:
        return record(FundingRequest, self.contract, "requestOf(uint256)", number)

    def stakes(self, number: int) -> dict[Address, int]:
        """Supporter → what it stands for a request with."""
        everyone = self.stage.everyone
        return {who: word(self.contract, "stakeOf(uint256,address)", number, who) for who in everyone}

    def verify(self, owes: Counter[Address]) -> None:
        self.holds_nothing_else(owes)

    def pay_out(self, asset: Address) -> None:
        if asset == self.coop.token.address:
            for number in range(1, word(self.contract, "requestCount()") + 1):
                for who, staked in self.stakes(number).items():
                    if staked:
                        self.must(self.contract.withdraw(number, staked), who)

    @act(by=people, asset=any_asset, amount=amounts, payee=payees)
    def request(self, by: str, asset: str, amount: int, payee: str) -> Sending:
        """The asset is not touched: nobody's whim can stop it."""
        return self.sent(self.contract.request(self.asset(asset), amount, self.account(payee)), by)

    @act(by=people, number=numbers, amount=much)
    def back(self, by: str, number: int, amount: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.back(number, amount), by)

    @act(number=numbers, amount=st.one_of(st.just(MAX_UINT256), much))
    def withdraw(self, by: str, number: int, amount: int) -> Sending:
        """All of it, if the amount is the largest there is."""
        number = nth(number, word(self.contract, "requestCount()"))
        supporters = [who for who, staked in self.stakes(number).items() if staked]
        entitled = supporters[0] if supporters else self.account("ann")
        who = entitled if by == ENTITLED else self.account(by)
        amount = self.stakes(number).get(who, 0) if amount == MAX_UINT256 else amount
        return self.sent(self.contract.withdraw(number, amount), by, entitled)

    @act(weight=1, number=numbers)
    def cancel(self, by: str, number: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.cancel(number), by, self.request_of(number).requester)

    @act(weight=1, by=governance, number=numbers)
    def revoke(self, by: str, number: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.revoke(number), by)

    @act(number=numbers)
    def execute(self, by: str, number: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.execute(number), by, asset=self.request_of(number).asset)
