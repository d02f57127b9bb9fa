"""The vault's books kept the simple way: every deposit is shared out at once among all holders of units.

No index, no settling, no bitmap: just what the interface promises. Accounts and assets are names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tests.property.machines.refusal import Refusal, refuse_if

MILLION = 1_000_000
MAX_LEVY = 3_000
MAX_ASSETS = 16
MAX_ANCESTORS = 64
BPS = 10_000
MAX_INCOME = 2**192
NO_LIMIT = 2**256 - 1


def receiver(work: int) -> str:
    """The name of a work's receiver."""
    return f"receiver {work}"


@dataclass(slots=True)
class Work:
    """One work's books. Amounts by asset are in its smallest unit, credits in millionths of it."""

    open: bool = True
    units: Counter[str] = field(default_factory=Counter)
    credit: dict[str, Counter[str]] = field(default_factory=dict)
    income: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    ancestors: Sequence[tuple[int, int]] = ()
    """Works that it passes on to, and their shares in basis points."""


@dataclass(slots=True)
class VaultModel:
    """What the vault must do. A method changes the books and says what comes out, or raises Refusal.

    `fees` are what tokens burn of a transfer, in basis points; `numbers` the assets listed so far, with the
    number that each has for ever.
    """

    levy_bps: int
    fees: dict[str, int]
    numbers: dict[str, int]
    listed: set[str]
    works: dict[int, Work] = field(default_factory=dict)
    levy: Counter[str] = field(default_factory=Counter)
    vault: Counter[str] = field(default_factory=Counter)
    purses: dict[str, Counter[str]] = field(default_factory=dict)
    """What outside accounts got, by account and asset: of interest for receivers and the treasury."""
    operators: set[tuple[str, str]] = field(default_factory=set)
    allowances: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    donated: Counter[str] = field(default_factory=Counter)

    def open_work(self, work: int, payees: Sequence[str], units: Sequence[int]) -> None:
        refuse_if(work in self.works, "RoyaltyVault_WorkExists")
        refuse_if(len(payees) != len(units), "RoyaltyVault_LengthMismatch")
        fresh = Work()
        for payee, share in zip(payees, units, strict=True):
            refuse_if(share == 0, "RoyaltyVault_ZeroUnits")
            self._refuse_holder(payee, {*self.works, work})
            fresh.units[payee] += share
        refuse_if(sum(units) != MILLION, "RoyaltyVault_UnitsMustSumTo")
        self.works[work] = fresh

    def open_derivative(
        self, work: int, payees: Sequence[str], units: Sequence[int], ancestors: Sequence[tuple[int, int]]
    ) -> None:
        known = set(self.works)
        self.open_work(work, payees, units)
        try:
            refuse_if(len(ancestors) > MAX_ANCESTORS, "RoyaltyVault_TooManyAncestors")
            last = 0
            for ancestor, share in ancestors:
                refuse_if(ancestor <= last or ancestor == work, "RoyaltyVault_AncestorOutOfOrder")
                refuse_if(ancestor not in known, "RoyaltyVault_UnknownWork")
                refuse_if(share == 0, "RoyaltyVault_AncestorWithoutShare")
                last = ancestor
            taken = sum(share for _, share in ancestors)
            refuse_if(taken > BPS, "RoyaltyVault_AncestorsTakeTooMuch")
        except Refusal:
            del self.works[work]
            raise
        self.works[work].ancestors = tuple(ancestors)

    def close_work(self, work: int) -> None:
        self._require_open(work)
        self.works[work].open = False

    def set_levy(self, bps: int) -> None:
        refuse_if(bps > MAX_LEVY, "RoyaltyVault_LevyTooHigh")
        self.levy_bps = bps

    def list_asset(self, asset: str) -> int:
        """The asset's number."""
        refuse_if(asset in self.listed, "RoyaltyVault_AssetAlreadyListed")
        if asset not in self.numbers:
            refuse_if(asset not in self.fees, "RoyaltyVault_AssetHasNoCode")
            refuse_if(len(self.numbers) == MAX_ASSETS, "RoyaltyVault_TooManyAssets")
            self.numbers[asset] = len(self.numbers)
        self.listed.add(asset)
        return self.numbers[asset]

    def unlist_asset(self, asset: str) -> None:
        self._require_listed(asset)
        self.listed.remove(asset)

    def deposit(self, work: int, asset: str, amount: int) -> tuple[int, int]:
        """What arrived, and the levy on it."""
        self._require_listed(asset)
        return self._credit(work, asset, self.arriving(asset, amount))

    def collect(self, work: int, asset: str) -> tuple[int, int] | None:
        """As `deposit`; None where a closed work's receiver was emptied into the treasury."""
        refuse_if(work not in self.works, "RoyaltyVault_UnknownWork")
        waiting = self.purse(receiver(work))
        arriving = self.arriving(asset, waiting[asset])
        if not self.works[work].open:
            refuse_if(waiting[asset] == 0, "RoyaltyVault_NothingReceived")
            self.purse("treasury")[asset] += arriving
            waiting[asset] = 0
            return None
        self._require_listed(asset)
        credited = self._credit(work, asset, arriving)
        waiting[asset] = 0
        return credited

    def claim(self, work: int, asset: str, payee: str) -> tuple[int, int]:
        """What is paid, and what of it arrives."""
        refuse_if(asset not in self.numbers, "RoyaltyVault_AssetUnknown")
        book = self.works.get(work, Work())
        paid, fraction = divmod(self.credit(work, asset, payee), MILLION)
        refuse_if(paid == 0, "RoyaltyVault_NothingToClaim")
        refuse_if((payee, asset) == ("refuser", "ETH"), "RevertingPayee_NoThanks")
        book.credit[asset][payee] = fraction
        book.paid[asset] += paid
        return paid, self._pay_out(asset, payee, paid)

    def collect_levy(self, asset: str) -> int:
        """What is paid to the treasury."""
        refuse_if(asset not in self.numbers, "RoyaltyVault_AssetUnknown")
        levy = self.levy[asset]
        refuse_if(levy == 0, "RoyaltyVault_NoLevyToCollect")
        self.levy[asset] = 0
        self._pay_out(asset, "treasury", levy)
        return levy

    def transfer(self, by: str, source: str, target: str, work: int, units: int) -> None:
        """`by` moves `source`'s units: its own, as its operator, or within an allowance, which shrinks."""
        grant = (source, by, work)
        limited = by != source and (source, by) not in self.operators and self.allowances[grant] != NO_LIMIT
        refuse_if(limited and self.allowances[grant] < units, "ERC6909InsufficientAllowance")
        self._refuse_holder(target, self.works)
        book = self.works.get(work, Work())
        refuse_if(book.units[source] < units, "ERC6909InsufficientBalance")
        self.allowances[grant] -= units if limited else 0
        book.units[source] -= units
        book.units[target] += units

    def approve(self, owner: str, by: str, work: int, units: int) -> None:
        self.allowances[owner, by, work] = units

    def pay_outside(self, target: str, asset: str, amount: int) -> None:
        """Somebody sends an asset to a receiver, or a token straight to the vault, without a deposit."""
        arriving = self.arriving(asset, amount)
        if target == "vault":
            refuse_if(asset == "ETH", "RoyaltyVault_UnexpectedEther")
            self.vault[asset] += arriving
            self.donated[asset] += arriving
        else:
            self.purse(target)[asset] += arriving

    def credit(self, work: int, asset: str, holder: str) -> int:
        """A holder's credit, in millionths."""
        book = self.works.get(work)
        return book.credit[asset][holder] if book and asset in book.credit else 0

    def owed(self, asset: str) -> int:
        """Millionths that the vault must hold for holders of units and for the treasury."""
        shared = [book.credit[asset].total() for book in self.works.values() if asset in book.credit]
        return sum(shared) + self.levy[asset] * MILLION

    def arriving(self, asset: str, amount: int) -> int:
        """What is left of a transfer after the token's fee."""
        return amount - amount * self.fees.get(asset, 0) // 10_000

    def levy_on(self, gross: int) -> int:
        """The treasury's part; what is rounded off belongs to holders of units."""
        return gross * self.levy_bps // 10_000

    def share_of(self, net: int, bps: int) -> int:
        """An ancestor's part; what is rounded off stays with the derivative."""
        return net * bps // BPS

    def purse(self, account: str) -> Counter[str]:
        """What an outside account got."""
        return self.purses.setdefault(account, Counter())

    def _credit(self, work: int, asset: str, gross: int) -> tuple[int, int]:
        self._require_open(work)
        refuse_if(gross == 0, "RoyaltyVault_NothingReceived")
        levy = self.levy_on(gross)
        net = gross - levy
        parts = {
            ancestor: self.share_of(net, share)
            for ancestor, share in self.works[work].ancestors
            if self.works[ancestor].open
        }
        parts[work] = net - sum(parts.values())
        refuse_if(bool(self.works[work].ancestors) and net > MAX_INCOME, "RoyaltyVault_IncomeTooLarge")
        for earner, part in parts.items():
            too_large = self.works[earner].income[asset] + part > MAX_INCOME
            refuse_if(too_large, "RoyaltyVault_IncomeTooLarge")
        for earner, part in parts.items():
            self._earn(self.works[earner], asset, part)
        self.levy[asset] += levy
        self.vault[asset] += gross
        return gross, levy

    def _earn(self, book: Work, asset: str, amount: int) -> None:
        """Shares an amount out among the holders."""
        book.income[asset] += amount
        shares = book.credit.setdefault(asset, Counter())
        for holder, units in book.units.items():
            shares[holder] += units * amount

    def _pay_out(self, asset: str, to: str, amount: int) -> int:
        arriving = self.arriving(asset, amount)
        self.vault[asset] -= amount
        self.purse(to)[asset] += arriving
        return arriving

    def _refuse_holder(self, account: str, works: Collection[int]) -> None:
        """Raises Refusal for who cannot hold units: the receivers of these works, among others."""
        refuse_if(account == "nobody", "ERC6909InvalidReceiver")
        receivers = {receiver(work) for work in works}
        refuse_if(account == "vault" or account in receivers, "RoyaltyVault_UnitsRefused")

    def _require_open(self, work: int) -> None:
        if work not in self.works or not self.works[work].open:
            raise Refusal("RoyaltyVault_WorkNotOpen")

    def _require_listed(self, asset: str) -> None:
        refuse_if(asset not in self.listed, "RoyaltyVault_AssetNotListed")
