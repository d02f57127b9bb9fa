"""Works, licences, rights and bundles in plain Python: who may offer what, and who is paid for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.property.machines.refusal import refuse_if

BPS, MILLION = 10_000, 1_000_000
SCOPES = range(4)
USE, COMMERCIAL, DERIVATIVE, AI_TRAINING = SCOPES
LEVY = 500
Table = Mapping[int, int]
"""Ancestor → share, in basis points."""


@dataclass
class Work:
    """A work, with the credit (in millionths) of whoever has or had units."""

    owner: str
    locked_until: int
    table: Table
    withheld: frozenset[int] = frozenset()
    """Scopes that it never had."""
    right: tuple[int, int] | None = None
    """The work and the scope that it is a right to."""
    open: bool = True
    merged: bool = False
    income: int = 0
    units: Counter[str] = field(default_factory=Counter)
    credit: Counter[str] = field(default_factory=Counter)


@dataclass
class Offer:
    """Licences that can be bought."""

    work: int
    scope: int
    share: int
    licensor: str
    price: int = 0
    term: int = 0
    withdrawn: bool = False


@dataclass
class Licence:
    """What somebody bought."""

    offer: Offer
    holder: str
    until: int
    revoked: bool = False


@dataclass
class Bundle:
    """What somebody proposes to bundle, under a name."""

    curator: str
    name: str
    shares: Sequence[tuple[int, int]]
    consents: dict[int, str] = field(default_factory=dict)
    work: int = 0


class LicencesModel:
    """Everything that owners, licensees and curators did."""

    def __init__(self, lock: int) -> None:
        self.lock = lock
        self.works: dict[int, Work] = {}
        self.offers: list[Offer] = []
        self.licences: list[Licence] = []
        self.bundles: list[Bundle] = []
        self.levy = self.vault = 0

    def register(self, owner: str, table: Table, now: int) -> int:
        """A work that passes on by this table; its number."""
        refuse_if(sum(table.values()) > BPS, "RoyaltyVault_AncestorsTakeTooMuch")
        number = len(self.works) + 1
        self.works[number] = Work(owner, now + self.lock, table, units=Counter({owner: MILLION}))
        return number

    def is_open(self, number: int) -> bool:
        """Whether a work is registered, and, of a right, its work, too."""
        work = self.works[number]
        return work.open and (work.right is None or self.works[work.right[0]].open)

    def scopes(self, number: int) -> set[int]:
        """What a work's owner may offer licences for."""
        work = self.works[number]
        alive = self.is_open(number) and not work.merged
        gone = {
            one.right[1]
            for one in self.works.values()
            if one.right and one.right[0] == number and one.open and not one.merged
        }
        return {*SCOPES} - work.withheld - gone if alive else set()

    def offer(self, offer: Offer) -> None:
        self.owned(offer.work, offer.licensor, "Licences_NotOwner")
        refuse_if(offer.share > BPS, "Licences_InvalidShare")
        refuse_if(offer.scope not in self.scopes(offer.work), "Licences_ScopeNotHeld")
        self.offers.append(offer)

    def withdraw_offer(self, number: int, by: str) -> None:
        offer = self.offer_of(number)
        self.owned(offer.work, by, "Licences_NotOwner")
        refuse_if(offer.withdrawn, "Licences_OfferClosed")
        offer.withdrawn = True

    def sells(self, offer: Offer) -> bool:
        """Whether licences are sold under an offer."""
        held = offer.scope in self.scopes(offer.work)
        return not offer.withdrawn and held and self.works[offer.work].owner == offer.licensor

    def buy(self, number: int, by: str, value: int, now: int) -> None:
        offer = self.offer_of(number)
        refuse_if(not self.sells(offer), "Licences_OfferClosed")
        self.pay_for(offer.work, offer.price, value)
        self.licences.append(Licence(offer, by, now + offer.term if offer.term else 0))

    def report(self, number: int, by: str, revenue: int, value: int, now: int) -> None:
        licence = self.usable(number, by, now)
        refuse_if(licence.offer.scope == DERIVATIVE, "Licences_NothingToReport")
        refuse_if(revenue == 0, "Licences_InvalidRevenue")
        self.pay_for(licence.offer.work, revenue * licence.offer.share // BPS, value)

    def revoke(self, number: int) -> None:
        licence = self.licence_of(number)
        refuse_if(licence.revoked, "Licences_AlreadyRevoked")
        licence.revoked = True

    def derive(self, by: str, numbers: Sequence[int], now: int) -> int:
        refuse_if(not numbers, "Licences_ParentRequired")
        table: dict[int, int] = {}
        for number in numbers:
            licence = self.usable(number, by, now)
            refuse_if(licence.offer.scope != DERIVATIVE, "Licences_NotForDerivatives")
            parent = licence.offer.work
            for ancestor, share in ((parent, licence.offer.share), *self.works[parent].table.items()):
                table[ancestor] = max(share, table.get(ancestor, 0))
        return self.register(by, {work: table[work] for work in sorted(table) if table[work]}, now)

    def split(self, number: int, scope: int, share: int, by: str, now: int) -> int:
        self.owned(number, by, "SubRights_NotOwner")
        refuse_if(share > BPS, "SubRights_InvalidShare")
        work = self.works[number]
        refuse_if(work.right is not None, "SubRights_Indivisible")
        refuse_if(scope not in self.scopes(number), "SubRights_NotHeld")
        made = self.register(by, {**work.table, **({number: share} if share else {})}, now)
        self.works[made].right = (number, scope)
        self.works[made].withheld = frozenset(SCOPES) - {scope}
        return made

    def merge(self, number: int, by: str) -> None:
        right = self.works[number].right if number in self.works else None
        refuse_if(right is None, "SubRights_UnknownRight")
        assert right is not None
        refuse_if(self.works[number].merged, "SubRights_AlreadyMerged")
        self.owned(number, by, "SubRights_NotOwner")
        self.owned(right[0], by, "SubRights_NotOwner")
        self.works[number].merged = True

    def propose(self, bundle: Bundle) -> None:
        refuse_if(len(bundle.shares) < 2, "Bundles_InvalidCount")
        last = 0
        for work, _ in bundle.shares:
            refuse_if(work <= last, "Bundles_OutOfOrder")
            refuse_if(work not in self.works or not self.works[work].open, "Bundles_WorkClosed")
            last = work
        refuse_if(sum(share for _, share in bundle.shares) > BPS, "Bundles_SharesTooHigh")
        self.bundles.append(bundle)

    def join(self, number: int, work: int, by: str) -> None:
        bundle = self.proposed(number)
        refuse_if(work not in dict(bundle.shares), "Bundles_NotIncluded")
        self.owned(work, by, "Bundles_NotOwner")
        refuse_if(bundle.consents.get(work) == by, "Bundles_AlreadyJoined")
        bundle.consents[work] = by

    def withdraw(self, number: int, work: int, by: str) -> None:
        bundle = self.proposed(number)
        refuse_if(bundle.consents.get(work) != by, "Bundles_NothingToWithdraw")
        del bundle.consents[work]

    def joined(self, bundle: Bundle, work: int) -> bool:
        """Whether the present owner agreed."""
        return bundle.consents.get(work) == self.works[work].owner

    def open(self, number: int, by: str, now: int) -> int:
        bundle = self.proposed(number)
        refuse_if(by != bundle.curator, "Bundles_NotCurator")
        common = {*SCOPES}
        for work, _ in bundle.shares:
            refuse_if(not self.works[work].open, "Bundles_WorkClosed")
            refuse_if(not self.joined(bundle, work), "Bundles_NotJoined")
            common &= self.scopes(work)
        refuse_if(not common, "Bundles_NothingInCommon")
        bundle.work = self.register(by, self.parts(bundle.shares), now)
        self.works[bundle.work].withheld = frozenset(SCOPES) - common
        return bundle.work

    def parts(self, shares: Sequence[tuple[int, int]]) -> Table:
        """Who gets what of a bundle: every place in it divided as its work divides what it earns."""
        found: Counter[int] = Counter()
        for work, share in shares:
            theirs = {one: share * of // BPS for one, of in self.works[work].table.items()}
            found.update({**theirs, work: share - sum(theirs.values())})
        return {work: found[work] for work in sorted(found) if found[work]}

    def give(self, number: int, by: str, to: str) -> None:
        """A work's token."""
        self.owned(number, by, "ERC721InsufficientApproval")
        self.works[number].owner = to

    def move(self, number: int, by: str, to: str, units: int, now: int) -> None:
        """Units, which keep what they earned."""
        work = self.works[number]
        refuse_if(now < work.locked_until, "RoyaltyVault_UnitsLocked")
        refuse_if(work.units[by] < units, "ERC6909InsufficientBalance")
        work.units[by] -= units
        work.units[to] += units

    def void(self, number: int) -> None:
        refuse_if(number not in self.works, "WorkRegistry_UnknownWork")
        refuse_if(not self.works[number].open, "WorkRegistry_WorkIsVoid")
        self.works[number].open = False

    def pay(self, number: int, gross: int) -> None:
        """A deposit."""
        refuse_if(number not in self.works or not self.works[number].open, "RoyaltyVault_WorkNotOpen")
        refuse_if(gross == 0, "RoyaltyVault_NothingReceived")
        levy = gross * LEVY // BPS
        net = left = gross - levy
        for ancestor, share in self.works[number].table.items():
            if self.works[ancestor].open:
                left -= net * share // BPS
                self.earn(self.works[ancestor], net * share // BPS)
        self.earn(self.works[number], left)
        self.levy += levy
        self.vault += gross

    def pay_for(self, number: int, amount: int, value: int) -> None:
        """What a licence costs."""
        refuse_if(value != amount, "Licences_WrongValue")
        if amount:
            self.pay(number, amount)

    def earn(self, work: Work, amount: int) -> None:
        work.income += amount
        for holder, units in work.units.items():
            work.credit[holder] += units * amount

    def claim(self, number: int, who: str) -> int:
        work = self.works[number]
        paid, fraction = divmod(work.credit[who], MILLION)
        refuse_if(paid == 0, "RoyaltyVault_NothingToClaim")
        work.credit[who] = fraction
        self.vault -= paid
        return paid

    def owned(self, number: int, by: str, otherwise: str) -> None:
        """Refuses for whoever does not own a work's token."""
        there = number in self.works and self.works[number].open
        refuse_if(not there, "ERC721NonexistentToken")
        refuse_if(self.works[number].owner != by, otherwise)

    def offer_of(self, number: int) -> Offer:
        refuse_if(number > len(self.offers), "Licences_UnknownOffer")
        return self.offers[number - 1]

    def licence_of(self, number: int) -> Licence:
        refuse_if(number > len(self.licences), "Licences_UnknownLicence")
        return self.licences[number - 1]

    def in_force(self, licence: Licence, now: int) -> bool:
        """Whether it allows what it says."""
        over = licence.revoked or 0 < licence.until <= now
        return not over and self.is_open(licence.offer.work)

    def usable(self, number: int, by: str, now: int) -> Licence:
        licence = self.licence_of(number)
        refuse_if(not self.in_force(licence, now), "Licences_NotInForce")
        refuse_if(licence.holder != by, "Licences_NotLicensee")
        return licence

    def proposed(self, number: int) -> Bundle:
        refuse_if(number > len(self.bundles), "Bundles_UnknownBundle")
        refuse_if(self.bundles[number - 1].work != 0, "Bundles_AlreadyOpened")
        return self.bundles[number - 1]
