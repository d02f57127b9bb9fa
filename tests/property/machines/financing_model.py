"""Royalty financing in plain Python: one work, whose every unit and every smallest unit is somebody's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from tests.property.machines.refusal import refuse_if

BPS, MILLION = 10_000, 1_000_000
SALES, LOANS, BONDS = "sales", "loans", "bonds"
OPEN, SOLD_OUT, WITHDRAWN = 1, 2, 3
ASKED, RUNNING = 1, 3
DELIVERED, DISPUTED, COMPLETED, FAILED = 2, 3, 4, 5


@dataclass
class Offer:
    """Units for sale."""

    seller: str
    asset: str
    units: int
    prices: tuple[int, int]
    start: int
    fall: int
    end: int
    state: int = OPEN

    def cost(self, units: int, now: int) -> int:
        """Of so many units, in the seller's favour."""
        first, last = self.prices
        part = Fraction(min(now - self.start, self.fall), self.fall) if self.fall else Fraction(0)
        price = ceil(first - (first - last) * part)
        return ceil(Fraction(price * units, MILLION))


@dataclass
class Loan:
    """An advance."""

    borrower: str
    asset: str
    units: int
    amount: int
    due: int
    term: int
    deadline: int
    state: int = ASKED
    lender: str = ""
    repaid: int = 0
    returned: bool = False


@dataclass
class Project:
    """A presale. What its shares get is counted in parts, as if there were no index."""

    borrower: str
    asset: str
    price: int
    bond: int
    share: int
    shares: int
    multiple: int
    presale_ends: int
    deadline: int
    review: int
    term: int
    state: int = OPEN
    pledges: Counter[str] = field(default_factory=Counter)
    copies: Counter[str] = field(default_factory=Counter)
    presold: int = 0
    left: int = 0
    due: int = 0
    income: int = 0
    waits: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    returned: bool = False

    @property
    def pledged(self) -> int:
        return self.pledges.total()

    @property
    def covered(self) -> int:
        return self.bond + self.pledged * self.share - self.presold

    @property
    def ended(self) -> bool:
        return self.state in (COMPLETED, FAILED)

    def of(self, backer: str) -> int:
        """What a backer of an ended project may take."""
        return self.pledges[backer] * (self.left + self.income) - self.taken[backer]

    @property
    def escrow(self) -> int:
        """What of it is in escrow."""
        if not self.ended:
            return self.bond + self.pledged * self.share
        refunds = self.price * self.copies.total() if self.state == FAILED else 0
        return refunds + sum(map(self.of, self.pledges)) + self.waits

    def lost_per_share(self) -> tuple[int, int]:
        """What the bond, and then each share loses, so that buyers are whole."""
        bond = min(self.bond, self.presold)
        loss = self.presold - bond
        return bond, ceil(Fraction(loss, self.pledged)) if loss else 0


class FinancingModel:
    """Who holds which units, what these earned, and who is owed what by which contract."""

    def __init__(self, units: dict[str, int], members: set[str], arbiter: str, ruling: int) -> None:
        self.units: Counter[str] = Counter(units)
        self.credit: Counter[tuple[str, str]] = Counter()
        self.purse: Counter[tuple[str, str]] = Counter()
        self.owed: Counter[tuple[str, str, str]] = Counter()
        self.members, self.arbiter, self.ruling = members, arbiter, ruling
        self.offers: list[Offer] = []
        self.loans: list[Loan] = []
        self.projects: list[Project] = []

    def held(self, contract: str, asset: str) -> int:
        owed = sum(amount for (at, _, of), amount in self.owed.items() if (at, of) == (contract, asset))
        escrow = sum(one.escrow for one in self.projects if one.asset == asset) if contract == BONDS else 0
        return owed + escrow

    def owe(self, contract: str, who: str, asset: str, amount: int) -> None:
        self.owed[contract, who, asset] += amount

    def claim(self, contract: str, who: str, asset: str) -> int:
        refuse_if(self.owed[contract, who, asset] == 0, "Escrow_NothingOwed")
        return self.owed.pop((contract, who, asset))

    def deposit(self, asset: str, amount: int) -> None:
        for holder, units in self.units.items():
            self.credit[holder, asset] += units * amount

    def pay(self, holder: str, asset: str) -> int:
        """The vault pays what is whole; the fraction stays."""
        paid, self.credit[holder, asset] = divmod(self.credit[holder, asset], MILLION)
        self.purse[holder, asset] += paid
        return paid

    def move(self, owner: str, to: str, units: int) -> None:
        refuse_if(self.units[owner] < units, "UnitTaker_NotEnough")
        self.units[owner] -= units
        self.units[to] += units

    # sales

    def offer(self, number: int) -> Offer:
        found = self.offers[number - 1] if number <= len(self.offers) else None
        refuse_if(found is None or found.state != OPEN, "ShareSales_NotOpen")
        assert found is not None
        return found

    def buy(self, number: int, by: str, units: int, now: int, tip: int) -> int:
        sold = self.offer(number)
        refuse_if(now >= sold.end, "ShareSales_TooLate")
        refuse_if(not 0 < units <= sold.units, "ShareSales_NotOffered")
        self.move(sold.seller, by, units)
        cost = sold.cost(units, now)
        sold.units -= units
        sold.state = OPEN if sold.units else SOLD_OUT
        self.owe(SALES, sold.seller, sold.asset, cost)
        self.owe(SALES, by, sold.asset, tip if sold.asset == "ETH" else 0)
        return cost

    def withdraw_offer(self, number: int, by: str) -> None:
        back = self.offer(number)
        refuse_if(by != back.seller, "ShareSales_NotSeller")
        back.state = WITHDRAWN

    # what is in custody

    def matter(self, contract: str, number: int) -> Loan | Project:
        made: list[Loan] | list[Project] = self.loans if contract == LOANS else self.projects
        found = made[number - 1] if number <= len(made) else None
        lent = found is not None and (not isinstance(found, Loan) or found.state == RUNNING)
        refuse_if(not lent, "Custodian_NothingEntrusted")
        assert found is not None
        return found

    def collect(self, contract: str, number: int, asset: str) -> int:
        kept, custody = self.matter(contract, number), f"{contract} {number}"
        whole = self.credit[custody, asset] // MILLION
        amount = whole + self.purse[custody, asset]
        refuse_if(amount == 0, "Custodian_NothingToCollect")
        if isinstance(kept, Project) and asset == kept.asset:
            refuse_if(not kept.ended, "CompletionBonds_WrongState")
        self.pay(custody, asset)
        self.purse[custody, asset] = 0
        if isinstance(kept, Loan):
            self.divide_loan(kept, asset, amount)
        else:
            self.divide_project(kept, asset, amount)
        return amount

    def divide_loan(self, loan: Loan, asset: str, amount: int) -> None:
        lender = min(amount, loan.due - loan.repaid) if asset == loan.asset else 0
        loan.repaid += lender
        self.owe(LOANS, loan.lender, asset, lender)
        self.owe(LOANS, loan.borrower, asset, amount - lender)

    def divide_project(self, one: Project, asset: str, amount: int) -> None:
        """One smallest unit for each share after the other, as long as there is enough, and it is due."""
        rest = amount
        if asset == one.asset:
            rest += one.waits
            gain = min(one.due - one.income, rest // one.pledged) if one.pledged else 0
            one.income += gain
            rest -= gain * one.pledged
            one.waits = rest if one.income < one.due and not one.returned else 0
            rest -= one.waits
        self.owe(BONDS, one.borrower, asset, rest)

    def release(self, contract: str, number: int, now: int) -> None:
        kept = self.matter(contract, number)
        refuse_if(kept.returned, "Custodian_AlreadyReturned")
        if isinstance(kept, Loan):
            refuse_if(kept.repaid < kept.due and now < kept.deadline, "Custodian_TooEarly")
        else:
            refuse_if(not kept.ended, "CompletionBonds_WrongState")
            refuse_if(kept.income < kept.due and now < kept.deadline, "CompletionBonds_StillDue")
            self.owe(BONDS, kept.borrower, kept.asset, kept.waits)
            kept.waits = 0
        kept.returned = True
        custody = f"{contract} {number}"
        self.move(custody, kept.borrower, self.units[custody])

    # advances

    def loan(self, number: int, state: int) -> Loan:
        found = self.loans[number - 1] if number <= len(self.loans) else None
        refuse_if(found is None or found.state != state, "Advances_WrongState")
        assert found is not None
        return found

    def fund(self, number: int, by: str, now: int) -> None:
        given = self.loan(number, ASKED)
        refuse_if(now >= given.deadline, "Custodian_TooLate")
        self.move(given.borrower, f"{LOANS} {number}", given.units)
        given.state, given.lender, given.deadline = RUNNING, by, now + given.term
        self.owe(LOANS, given.borrower, given.asset, given.amount)

    def withdraw_wish(self, number: int, by: str) -> None:
        back = self.loan(number, ASKED)
        refuse_if(by != back.borrower, "Custodian_NotYours")
        back.state = 2

    def repay(self, number: int, amount: int) -> None:
        loan = self.loan(number, RUNNING)
        refuse_if(loan.repaid == loan.due, "Advances_NothingMissing")
        self.divide_loan(loan, loan.asset, amount)

    def hand_on(self, number: int, by: str, to: str) -> None:
        loan, custody = self.loan(number, RUNNING), f"{LOANS} {number}"
        refuse_if(by != loan.lender, "Custodian_NotYours")
        if self.credit[custody, loan.asset] >= MILLION or self.purse[custody, loan.asset]:
            self.collect(LOANS, number, loan.asset)
        loan.lender = to

    # completion bonds

    def project(self, number: int, *states: int) -> Project:
        found = self.projects[number - 1] if number <= len(self.projects) else None
        refuse_if(found is None or found.state not in states, "CompletionBonds_WrongState")
        assert found is not None
        return found

    def open(self, made: Project, units: int) -> None:
        refuse_if(made.borrower not in self.members, "CompletionBonds_NotMember")
        self.move(made.borrower, f"{BONDS} {len(self.projects) + 1}", units)
        self.projects.append(made)

    def on_sale(self, number: int, by: str, now: int) -> Project:
        found = self.project(number, OPEN)
        refuse_if(by in (found.borrower, self.arbiter), "CompletionBonds_OwnCause")
        refuse_if(now >= found.presale_ends, "Custodian_TooLate")
        return found

    def pledge(self, number: int, by: str, shares: int, now: int) -> None:
        backed = self.on_sale(number, by, now)
        refuse_if(not 0 < shares <= backed.shares - backed.pledged, "CompletionBonds_NotOffered")
        backed.pledges[by] += shares

    def prepay(self, number: int, by: str, copies: int, now: int) -> None:
        sold = self.on_sale(number, by, now)
        cost = copies * sold.price
        refuse_if(copies == 0 or cost > sold.covered, "CompletionBonds_NotCovered")
        sold.presold += cost
        sold.copies[by] += copies
        self.owe(BONDS, sold.borrower, sold.asset, cost)

    def deliver(self, number: int, by: str, now: int) -> None:
        done = self.project(number, OPEN)
        refuse_if(by != done.borrower, "Custodian_NotYours")
        refuse_if(now >= done.deadline, "Custodian_TooLate")
        done.state, done.deadline = DELIVERED, now + done.review

    def dispute(self, number: int, by: str, now: int) -> None:
        doubted = self.project(number, DELIVERED)
        refuse_if(doubted.copies[by] == 0, "CompletionBonds_NotBuyer")
        refuse_if(now >= doubted.deadline, "Custodian_TooLate")
        doubted.state, doubted.deadline = DISPUTED, now + self.ruling

    def rule(self, number: int, by: str, now: int, *, delivered: bool) -> None:
        judged = self.project(number, DISPUTED)
        refuse_if(by != self.arbiter, "Custodian_NotYours")
        refuse_if(now >= judged.deadline, "Custodian_TooLate")
        self.end(judged, now, delivered=delivered)

    def settle(self, number: int, now: int) -> None:
        done = self.project(number, DELIVERED, DISPUTED)
        refuse_if(now < done.deadline, "Custodian_TooEarly")
        self.end(done, now, delivered=True)

    def abandon(self, number: int, by: str, now: int) -> None:
        left = self.project(number, OPEN)
        refuse_if(by != left.borrower and now < left.deadline, "Custodian_TooEarly")
        self.end(left, now, delivered=False)

    def end(self, one: Project, now: int, *, delivered: bool) -> None:
        bond, lost = (0, 0) if delivered else one.lost_per_share()
        premium = one.share * (one.multiple - BPS) // BPS if one.pledged else 0
        one.due = premium if delivered else lost * one.multiple // BPS
        one.waits = 0 if delivered else lost * one.pledged - (one.presold - bond)
        one.left, one.deadline = one.share - lost, now + one.term
        one.state = COMPLETED if delivered else FAILED
        self.owe(BONDS, one.borrower, one.asset, one.bond - bond)

    def pay_out(self, number: int, backer: str) -> None:
        ended = self.project(number, COMPLETED, FAILED)
        amount = ended.of(backer)
        refuse_if(amount == 0, "CompletionBonds_NothingDue")
        ended.taken[backer] += amount
        self.owe(BONDS, backer, ended.asset, amount)

    def refund(self, number: int, buyer: str) -> None:
        ended = self.project(number, FAILED)
        refuse_if(ended.copies[buyer] == 0, "CompletionBonds_NothingDue")
        self.owe(BONDS, buyer, ended.asset, ended.copies.pop(buyer) * ended.price)
