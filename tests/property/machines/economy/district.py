"""A district is one contract of the economy: what is done there, what it owes, and how it empties."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence

from dao_sim.bindings import Call, Contract
from dao_sim.errors import Refused
from dao_sim.units import ETH, Address
from tests.property.machines.economy.act import ENTITLED, FITTING, Actions, Sending, act, fitting, payees
from tests.property.machines.economy.stage import ASSETS, EconomyStage
from tests.property.machines.views import word


class District(Actions, ABC):
    """Of one contract. A part that is added to the co-op takes a subclass, and a line in `districts`.

    `owes` is added up from what the contract says about each account and each thing in its care, never
    from its own total.
    """

    def __init__(self, stage: EconomyStage) -> None:
        self.stage, self.coop = stage, stage.coop
        self.districts: Mapping[str, District] = {}
        """All of them, this one too."""
        self.looked_at: Sequence[Address] = ()
        """The assets that `owes` and `verify` are about."""
        self.stray: Counter[Address] = Counter()
        """What was thrown at the contract, by asset: it is nobody's."""

    @property
    @abstractmethod
    def contract(self) -> Contract:
        """Whose money it is about."""

    def begin(self) -> None:
        """What there is from the start, so that most acts have something to act on."""

    def owes(self) -> Counter[Address]:
        """What the contract owes to others of each asset that is looked at (smallest unit)."""
        return Counter()

    def verify(self, owes: Counter[Address]) -> None:
        """Whatever else must hold at any time, where so much is owed."""

    def end(self) -> None:
        """What anybody can do once all deadlines have passed."""

    def pay_out(self, asset: Address) -> None:
        """Everybody takes what is theirs, after the end."""

    def left(self, asset: Address) -> int:
        """What is still there when everybody has taken what is theirs: exactly, and with a reason."""
        return self.stray[asset]

    def keeps_units(self) -> list[Address]:
        """Addresses at which the contract keeps share units, or kept some."""
        return []

    @property
    def address(self) -> Address:
        return self.contract.address

    def holds(self, asset: Address) -> int:
        """What the contract has of an asset."""
        return self.stage.balance(asset, self.address)

    def solvent(self, names: Sequence[str] = ASSETS) -> None:
        """Raises AssertionError where the contract has less of one of these assets than it owes."""
        self.looked_at = tuple(map(self.asset, names))
        owes = self.owes()
        for name, asset in zip(names, self.looked_at, strict=True):
            has, owed = self.holds(asset), owes[asset]
            assert has >= owed, f"{self.NAME} has {has} of {name} and owes {owed}"
        self.verify(owes)

    def holds_nothing_else(self, owes: Counter[Address]) -> None:
        """Raises AssertionError where the contract has more than it owes and what was thrown at it."""
        for asset in self.looked_at:
            has, knows = self.holds(asset), owes[asset] + self.stray[asset]
            assert has == knows, f"{self.NAME} has {has} of {asset}, and {knows} has a reason"

    def sent(self, call: Call, by: str, entitled: Address = ETH, asset: Address | None = ETH) -> Sending:
        """A call by somebody, or by who is entitled; `asset` is what it is about."""
        if by == ENTITLED:
            sender = self.stage.accounts["ann"] if entitled == ETH else entitled
        else:
            sender = self.stage.accounts[by]
        return Sending.of(call, sender, hostile=asset not in self.sane)

    @property
    def sane(self) -> frozenset[Address]:
        """The assets that nobody's whim can stop."""
        return self.stage.sane

    def fit(self, asset: str, fit: Sequence[str]) -> str:
        """The asset that was drawn, or the first of those that fit; any where none does."""
        return asset if asset != FITTING else next(iter(fit), "plain")

    def must(self, call: Call, by: Address) -> None:
        """Sends what nothing may stop."""
        try:
            call.send(by)
        except Refused as error:
            raise AssertionError(f"{self.NAME}: {call} of {by} was stopped: {error}") from error

    def account(self, name: str) -> Address:
        return self.stage.accounts[name]

    def asset(self, name: str) -> Address:
        return self.stage.assets[name]


class EscrowDistrict(District):
    """Of a contract that keeps books as `Escrow` does: what is owed, and what is held."""

    @abstractmethod
    def in_escrow(self) -> Counter[Address]:
        """What is held for what is not decided yet, by asset."""

    def owes(self) -> Counter[Address]:
        owes = self.in_escrow()
        for asset in self.looked_at:
            owes[asset] += sum(self.owed(account, asset) for account in self.stage.everyone)
        return owes

    def owing(self) -> list[str]:
        """The assets in which anybody but the treasury is owed anything."""
        everyone = self.stage.everyone[:-1]
        return [name for name in ASSETS if any(self.owed(who, self.asset(name)) for who in everyone)]

    def owed(self, account: Address, asset: Address) -> int:
        return word(self.contract, "owedTo(address,address)", account, asset)

    def verify(self, owes: Counter[Address]) -> None:
        for asset in self.looked_at:
            held = word(self.contract, "held(address)", asset)
            assert held == owes[asset], f"{self.NAME} says that it holds {held}, and owes {owes[asset]}"

    def pay_out(self, asset: Address) -> None:
        self.claim_all(asset)

    def claim_all(self, asset: Address) -> None:
        """Whatever is owed to anybody but the treasury is claimed; nothing is, where nothing is there."""
        if not self.holds(asset):
            return
        claim = self.contract.write("claim(address,address)", asset, self.account("sink"))
        for account in self.stage.everyone:
            if account != self.stage.treasury and self.owed(account, asset):
                self.must(claim, account)

    @act(asset=fitting, to=payees)
    def claim(self, by: str, asset: str, to: str) -> Sending:
        what = self.asset(self.fit(asset, self.owing()))
        owed = (account for account in self.stage.everyone[:-1] if self.owed(account, what))
        entitled = next(owed, ETH) if by == ENTITLED else ETH
        call = self.contract.write("claim(address,address)", what, self.account(to))
        return self.sent(call, by, entitled, what)
