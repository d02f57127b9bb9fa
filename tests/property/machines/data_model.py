"""A data commons in plain Python: prices in escrow, used up one by one, shared by points or given back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from tests.property.machines.refusal import refuse_if

BPS = 10_000
TREASURY = "treasury"


@dataclass
class Dataset:
    """Who has rights in it, with how many points, and who of them consents."""

    registrant: str
    content: int
    permitted: int
    points: dict[str, int]
    consenting: set[str]
    service: str
    confirmed: bool = False
    suspended_at: int | None = None
    income: Counter[str] = field(default_factory=Counter)
    credited: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def missing(self) -> int:
        return len(self.points) - len(self.consenting)

    def earned(self, who: str, asset: str) -> int:
        """A holder's part of the income, rounded down; the fraction stays with what comes later."""
        return int(Fraction(self.income[asset] * self.points.get(who, 0), sum(self.points.values())))

    def due(self, who: str, asset: str) -> int:
        return self.earned(who, asset) - self.credited[who, asset]


@dataclass
class Offer:
    """What a licence is like."""

    dataset: int
    purpose: int
    uses: int
    term: int
    asset: str
    price: int
    closed: bool = False


@dataclass
class Licence:
    """Whose it is, and how far it is used."""

    licensee: str
    offer: Offer
    until: int
    used: int = 0
    refunded: bool = False

    @property
    def left(self) -> int:
        return 0 if self.refunded else self.offer.uses - self.used


class DataModel:
    """What may be done with datasets, and whose every unit in escrow is."""

    def __init__(self, suspension: int) -> None:
        self.suspension = suspension
        self.levy_bps = 500
        self.barred = 0
        self.datasets: list[Dataset] = []
        self.offers: list[Offer] = []
        self.licences: list[Licence] = []
        self.standing: dict[int, int] = {}
        self.owed: Counter[tuple[str, str]] = Counter()

    def dataset(self, number: int) -> Dataset:
        refuse_if(number > len(self.datasets), "DataCommons_UnknownDataset")
        return self.datasets[number - 1]

    def selling(self, number: int) -> Offer:
        refuse_if(number > len(self.offers) or self.offers[number - 1].closed, "DataCommons_OfferClosed")
        return self.offers[number - 1]

    def held(self, asset: str) -> int:
        """All of the escrow: unused prices, income that is not credited, and what is owed."""
        unused = sum(one.offer.price * one.left for one in self.licences if one.offer.asset == asset)
        income = sum(
            one.income[asset] - sum(one.credited[who, asset] for who in one.points) for one in self.datasets
        )
        return unused + income + sum(amount for (_, of), amount in self.owed.items() if of == asset)

    def confirm(self, number: int, by: str) -> None:
        refuse_if(by != "cat", "DataCommons_NotConfirmer")
        claimed = self.dataset(number)
        refuse_if(by == claimed.registrant or by in claimed.points, "DataCommons_OwnCause")
        standing = self.standing.get(claimed.content)
        taken = standing is not None and (
            standing == number or self.datasets[standing - 1].suspended_at is None
        )
        refuse_if(taken, "DataCommons_AlreadyConfirmed")
        claimed.confirmed, self.standing[claimed.content] = True, number

    def consent(self, number: int, by: str, consents: bool) -> None:
        known = number <= len(self.datasets) and by in self.datasets[number - 1].points
        refuse_if(not known, "DataCommons_NotHolder")
        said = self.datasets[number - 1].consenting
        refuse_if((by in said) == consents, "DataCommons_NothingChanges")
        said.symmetric_difference_update({by})

    def suspend(self, number: int, now: int) -> None:
        stopped = self.dataset(number)
        refuse_if(stopped.suspended_at is not None, "DataCommons_Suspended")
        stopped.suspended_at = now

    def resume(self, number: int) -> None:
        stopped = self.dataset(number)
        refuse_if(stopped.suspended_at is None, "DataCommons_NotSuspended")
        replaced = stopped.confirmed and self.standing[stopped.content] != number
        refuse_if(replaced, "DataCommons_Superseded")
        stopped.suspended_at = None

    def check_open(self, number: int) -> None:
        found = self.datasets[number - 1]
        refuse_if(not found.confirmed, "DataCommons_NotConfirmed")
        refuse_if(found.suspended_at is not None, "DataCommons_Suspended")
        refuse_if(found.missing > 0, "DataCommons_ConsentMissing")

    def check_purpose(self, number: int, purpose: int) -> None:
        refuse_if(self.barred >> purpose & 1 == 1, "DataCommons_Barred")
        refuse_if(self.datasets[number - 1].permitted >> purpose & 1 == 0, "DataCommons_NotPermitted")

    def offer(self, made: Offer, by: str) -> None:
        refuse_if(self.dataset(made.dataset).registrant != by, "DataCommons_NotRegistrant")
        self.check_purpose(made.dataset, made.purpose)
        self.offers.append(made)

    def close(self, number: int, by: str) -> None:
        made = self.selling(number)
        refuse_if(self.datasets[made.dataset - 1].registrant != by, "DataCommons_NotRegistrant")
        made.closed = True

    def may_buy(self, number: int) -> None:
        terms = self.selling(number)
        self.check_open(terms.dataset)
        self.check_purpose(terms.dataset, terms.purpose)

    def may_use(self, number: int, by: str, purpose: int, now: int) -> Licence:
        known = number <= len(self.licences) and self.licences[number - 1].licensee == by
        refuse_if(not known, "DataCommons_NotLicensee")
        used = self.licences[number - 1]
        refuse_if(purpose != used.offer.purpose, "DataCommons_WrongPurpose")
        refuse_if(used.left == 0, "DataCommons_UsedUp")
        refuse_if(now >= used.until, "DataCommons_TooLate")
        self.check_open(used.offer.dataset)
        self.check_purpose(used.offer.dataset, purpose)
        return used

    def use(self, used: Licence) -> tuple[int, int]:
        """What is paid to the holders, and the levy."""
        used.used += 1
        levy = self.levy_on(used.offer.price)
        paid = used.offer.price - levy
        self.datasets[used.offer.dataset - 1].income[used.offer.asset] += paid
        self.owed[TREASURY, used.offer.asset] += levy
        return paid, levy

    def levy_on(self, price: int) -> int:
        return price * self.levy_bps // BPS

    def refundable_from(self, over: Licence, by: str) -> int:
        licensed = self.datasets[over.offer.dataset - 1]
        if by != over.licensee:
            return over.until
        if licensed.missing or self.barred >> over.offer.purpose & 1:
            return 0
        if licensed.suspended_at is None:
            return over.until
        return min(over.until, licensed.suspended_at + self.suspension)

    def refund(self, number: int, by: str, now: int) -> int:
        left = self.licences[number - 1].left if number <= len(self.licences) else 0
        refuse_if(left == 0, "DataCommons_UsedUp")
        over = self.licences[number - 1]
        refuse_if(now < self.refundable_from(over, by), "DataCommons_TooEarly")
        over.refunded = True
        self.owed[over.licensee, over.offer.asset] += over.offer.price * left
        return over.offer.price * left

    def credit(self, number: int, asset: str, who: str) -> int:
        due = self.datasets[number - 1].due(who, asset) if number <= len(self.datasets) else 0
        refuse_if(due == 0, "DataCommons_NothingToCredit")
        self.datasets[number - 1].credited[who, asset] += due
        self.owed[who, asset] += due
        return due

    def claim(self, who: str, asset: str) -> int:
        refuse_if(self.owed[who, asset] == 0, "Escrow_NothingOwed")
        return self.owed.pop((who, asset))

    def collect(self, asset: str) -> int:
        refuse_if(self.owed[TREASURY, asset] == 0, "DataCommons_NoLevyToCollect")
        return self.owed.pop((TREASURY, asset))
