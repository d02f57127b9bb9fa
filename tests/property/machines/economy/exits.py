"""Exits: what those who left are owed is set aside in the treasury."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from dao_sim.bindings import ExitWindow, Treasury
from dao_sim.units import ETH, MAX_UINT208, Address
from tests.property.machines.economy.act import (
    ENTITLED,
    Sending,
    act,
    among,
    amounts,
    any_asset,
    assets,
    fitting,
    governance,
    numbers,
    payees,
    people,
)
from tests.property.machines.economy.district import District
from tests.property.machines.economy.stage import ASSETS
from tests.property.machines.views import word, words

burnt = st.one_of(st.integers(1, 10**8), amounts)


class ExitsDistrict(District):
    """Holds nothing itself."""

    NAME = "exit"

    @property
    def contract(self) -> ExitWindow:
        assert self.coop.branch.exit is not None
        return self.coop.branch.exit

    def begin(self) -> None:
        """Somebody has left over the measure that is queued."""
        self.exit_over("cat", 0, 10**7).go(self.stage.chain)

    def owed(self, account: Address, asset: Address) -> int:
        return word(self.contract, "owedTo(address,address)", account, asset)

    def one(self, drawn: int) -> int:
        """The number of a proposal, mostly of one over which members may leave."""
        count = word(self.coop.governor, "latestProposalId()")
        window = [words(self.contract, "windowOf(uint256)", number) for number in range(1, count + 1)]
        now = self.stage.chain.now()
        return among(drawn, [number for number, one in enumerate(window, 1) if now < one[2]], count)

    def owing(self) -> list[str]:
        """The assets in which anybody is owed anything."""
        everyone = self.stage.everyone
        return [name for name in ASSETS if any(self.owed(who, self.asset(name)) for who in everyone)]

    def verify(self, owes: Counter[Address]) -> None:
        """What is set aside is what is owed, and what may still be asked for."""
        self.holds_nothing_else(owes)
        for asset in self.looked_at:
            owed = sum(self.owed(account, asset) for account in self.stage.everyone)
            reserved = word(self.contract, "reserved(address)", asset)
            earmark = word(self.coop.treasury, "earmarkOf(address,address)", self.address, asset)
            assert earmark == owed + reserved, f"{earmark} is set aside for {owed} + {reserved}"

    def end(self) -> None:
        self.must(self.contract.settle(), self.account("dan"))

    def pay_out(self, asset: Address) -> None:
        for account in self.stage.everyone:
            if self.owed(account, asset):
                self.must(self.contract.claim(asset, self.account("sink")), account)

    @act(by=people, number=numbers, amount=burnt)
    def exit_over(self, by: str, number: int, amount: int) -> Sending:
        number = self.one(number)
        return self.sent(self.contract.exit_over(number, amount), by)

    @act(asset=fitting, to=payees)
    def claim(self, by: str, asset: str, to: str) -> Sending:
        what = self.asset(self.fit(asset, self.owing()))
        owed = (account for account in self.stage.everyone if self.owed(account, what))
        entitled = next(owed, ETH) if by == ENTITLED else ETH
        return self.sent(self.contract.claim(what, self.account(to)), by, entitled, what)

    @act()
    def settle(self, by: str) -> Sending:
        return self.sent(self.contract.settle(), by)

    @act(by=governance, asset=any_asset, minimum=amounts)
    def list_asset(self, by: str, asset: str, minimum: int) -> Sending:
        return self.sent(self.contract.list_asset(self.asset(asset), minimum), by)

    @act(weight=1, by=governance, asset=any_asset)
    def unlist_asset(self, by: str, asset: str) -> Sending:
        return self.sent(self.contract.unlist_asset(self.asset(asset)), by)


class TreasuryDistrict(District):
    """The common money is nobody's, but for what is set aside."""

    NAME = "treasury"

    @property
    def contract(self) -> Treasury:
        return self.coop.treasury

    def owes(self) -> Counter[Address]:
        holder, signature = self.account("exit"), "earmarkOf(address,address)"
        return Counter({asset: word(self.contract, signature, holder, asset) for asset in self.looked_at})

    def verify(self, owes: Counter[Address]) -> None:
        for asset in self.looked_at:
            total = word(self.contract, "earmarked(address)", asset)
            assert total == owes[asset], f"{total} is set aside in all, and {owes[asset]} for those who left"

    def left(self, asset: Address) -> int:
        """All that it has: nothing of it is set aside any more."""
        aside = word(self.contract, "earmarked(address)", asset)
        assert aside == 0, f"{aside} stays set aside"
        return self.holds(asset)

    @act(by=governance, asset=any_asset, to=payees, amount=amounts)
    def pay(self, by: str, asset: str, to: str, amount: int) -> Sending:
        call = self.contract.pay(self.asset(asset), self.account(to), amount)
        return self.sent(call, by, asset=self.asset(asset))

    @act(
        by=governance, spender=st.sampled_from(("timelock", "funding", "matching")), asset=assets, cap=amounts
    )
    def set_cap(self, by: str, spender: str, asset: str, cap: int) -> Sending:
        """Mostly more than there is."""
        cap = cap if cap % 4 == 0 else MAX_UINT208
        return self.sent(self.contract.set_cap(self.account(spender), self.asset(asset), cap), by)

    @act(asset=assets, amount=amounts)
    def set_earmark(self, by: str, asset: str, amount: int) -> Sending:
        """Whoever may not set aside."""
        return self.sent(self.contract.set_earmark(self.asset(asset), amount), by)
