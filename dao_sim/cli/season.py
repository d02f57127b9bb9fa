"""A small co-op's first season on the real contracts, step by step, through the public API only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dao_sim.chain import Chain
from dao_sim.cli import story
from dao_sim.coop import Books, Charter, Cooperative, Proposal
from dao_sim.units import (
    CREDIT_PER_UNIT,
    ETH,
    Address,
    MemberClass,
    ProposalState,
    format_amount,
    parse_amount,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of an asset's smallest units."""

    units: int
    asset: str

    def __str__(self) -> str:
        return f"{format_amount(self.units)} {self.asset}"

    def short(self) -> str:
        """With at most four decimal places, and a sign that there are more."""
        whole, _, places = format_amount(self.units).partition(".")
        shown = f"{whole}.{places[:4]}…" if len(places) > 4 else format_amount(self.units)
        return f"{shown} {self.asset}"


Cell = str | int | Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the season as a table: what happened, in a sentence, and the figures."""

    title: str
    text: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Season:
    """The story on one chain. `steps` must be run to its end before `books` means anything."""

    def __init__(self, chain: Chain) -> None:
        """Deploys the co-op. Raises CharterError on a chain with fewer accounts than the story has people."""
        self.charter = Charter.parse(story.CHARTER, "the demo's charter")
        self.coop = Cooperative.deploy(self.charter, chain)
        self.people: dict[str, Address] = dict(zip(story.CAST, chain.accounts(), strict=False))
        self.assets: dict[str, Address] = {"ETH": ETH, self.charter.symbol: self.coop.token.address}
        self.works: dict[str, int] = {}

    def steps(self) -> Iterator[Step]:
        """Lives through the season; each step is yielded when it has happened."""
        yield self._founded()
        yield self._members_join()
        yield self._works_are_registered()
        yield self._sales("Buyers pay", story.SPRING_SALES)
        yield from self._levy_is_raised()
        yield self._sales("Buyers pay under the new levy, and in the co-op's own token", story.SUMMER_SALES)
        yield self._royalties_are_claimed()
        yield self._books_are_added_up()

    def books(self) -> dict[str, Books]:
        """The vault's books by asset."""
        return {symbol: self.coop.books(asset) for symbol, asset in self.assets.items()}

    def _founded(self) -> Step:
        terms = self.charter.governance
        rules: list[Sequence[Cell]] = [
            ("levy on royalties", _percent(self.coop.vault.levy_bps())),
            ("tokens needed to propose", self._tokens(self.coop.governor.proposal_threshold())),
            ("quorum of all tokens", _percent(terms.quorum)),
            ("debate, then vote, then wait", ", ".join(map(_days, _phases(self.charter)))),
        ]
        text = (
            "Contracts hold the rules. The account that deployed them keeps no power over them: from now on "
            "only a vote of the members changes a rule."
        )
        return Step(title="A co-op is founded", text=text, columns=("rule", "value"), rows=rules)

    def _members_join(self) -> Step:
        self.coop.admit(self.people["Dina"], MemberClass.CREATOR)
        self.coop.admit(self.people["City Archive"], MemberClass.PUBLIC_BODY)
        self.coop.mint(self.people["Dina"], parse_amount("120"))
        rows = []
        for name, account in self.people.items():
            if self.coop.membership.is_member(account):
                kind = MemberClass(self.coop.membership.class_of(account)).name.replace("_", " ").lower()
                rows.append((name, kind, self._tokens(self.coop.token.get_votes(account))))
        text = (
            "Four founders, then two whom the office admits. Dina gets tokens for her work so far. Tokens "
            "vote for whoever holds them; no one has to activate them first."
        )
        return Step(title="Members join", text=text, columns=("member", "class", "votes"), rows=rows)

    def _works_are_registered(self) -> Step:
        rows = []
        for title, (registrant, shares, ai_bps) in story.WORKS.items():
            units = {self.people[name]: share for name, share in shares.items()}
            self.works[title] = self.coop.register_work(
                self.people[registrant], title.encode(), units, uri="", ai_share_bps=ai_bps
            )
            shown = ", ".join(f"{name} {format_amount(share, 4)} %" for name, share in shares.items())
            rows.append((self.works[title], title, registrant, shown, _percent(ai_bps)))
        text = (
            "Each registrant first commits to a hash, and shows the work's own hash a minute later, so that "
            "no one can copy it in between. A work's income belongs to its contributors by their shares."
        )
        columns = ("no.", "work", "registered by", "shares", "made by AI")
        return Step(title="Works are registered", text=text, columns=columns, rows=rows)

    def _sales(self, title: str, sales: Sequence[tuple[str, str, str, str]]) -> Step:
        levy_bps = self.coop.vault.levy_bps()
        rows: list[Sequence[Cell]] = []
        for buyer, work, price, symbol in sales:
            receipt = self.coop.deposit(
                self.works[work], parse_amount(price), self.people[buyer], self.assets[symbol]
            )
            paid = self.coop.vault.decode(receipt, self.coop.vault.Deposited)[0]
            net = paid.gross - paid.levy
            rows.append((buyer, work, *(Amount(units, symbol) for units in (paid.gross, paid.levy, net))))
        text = (
            f"Of each payment {_percent(levy_bps)} goes to the common treasury, the rest to the work's "
            "contributors. Paying costs the same however many they are."
        )
        return Step(
            title=title, text=text, columns=("buyer", "work", "paid", "levy", "to contributors"), rows=rows
        )

    def _levy_is_raised(self) -> Iterator[Step]:
        vault, symbol = self.coop.vault, self.charter.symbol
        before = vault.levy_bps()
        proposal = self.coop.propose(
            self.people["Ada"],
            [vault.set_levy(story.NEW_LEVY_BPS), vault.list_asset(self.coop.token.address)],
            f"Raise the levy to {_percent(story.NEW_LEVY_BPS)} and accept {symbol} as payment",
        )
        life = [("Ada proposes", "", _state(proposal))]
        proposal.open()
        life.append(("voting opens", _days(_phases(self.charter)[0]), _state(proposal)))
        yield self._ballot(proposal)
        proposal.close()
        life.append(("voting closes", _days(_phases(self.charter)[1]), _state(proposal)))
        proposal.queue()
        life.append(("into the timelock", "", _state(proposal)))
        proposal.execute()
        life.append(("the code runs", _days(_phases(self.charter)[2]), _state(proposal)))
        text = (
            "What was adopted waits, so that anyone who disagrees can prepare, and then executes itself. The "
            f"levy was {_percent(before)} and is now {_percent(vault.levy_bps())}."
        )
        yield Step(title="From vote to rule", text=text, columns=("event", "after", "state"), rows=life)

    def _ballot(self, proposal: Proposal) -> Step:
        rows: list[Sequence[Cell]] = []
        for name, support in story.BALLOTS.items():
            proposal.vote(self.people[name], support)
            weight = self.coop.votes.get_past_votes(self.people[name], proposal.snapshot)
            rows.append((name, support.name.lower(), self._tokens(weight)))
        tally = proposal.tally
        for word, votes in (("for", tally.for_), ("against", tally.against), ("abstain", tally.abstain)):
            rows.append(("all", word, self._tokens(votes)))
        rows.append(("needed", "for + abstain", self._tokens(proposal.quorum)))
        text = f"“{proposal.description.splitlines()[0]}”. A vote counts the tokens held when voting opened."
        return Step(title="The members vote", text=text, columns=("member", "vote", "tokens"), rows=rows)

    def _royalties_are_claimed(self) -> Step:
        rows = []
        for name, title, symbol in story.CLAIMS:
            work, asset, payee = self.works[title], self.assets[symbol], self.people[name]
            paid = self.coop.claim(work, payee, asset)
            kept = self.coop.vault.credit_of(work, asset, payee) % CREDIT_PER_UNIT
            rows.append((name, title, Amount(paid, symbol), kept))
        for asset in self.assets.values():
            self.coop.vault.collect_levy(asset).send(self.people["Kiosk"])
        text = (
            "Anyone may trigger a payment; the money goes only to its owner. Whole units are paid, and the "
            "fraction that a division leaves stays its owner's (here in millionths of a unit)."
        )
        columns = ("payee", "work", "paid out", "kept fraction")
        return Step(title="Royalties are claimed", text=text, columns=columns, rows=rows)

    def _books_are_added_up(self) -> Step:
        rows = [
            (
                symbol,
                books.deposits,
                books.paid_out,
                books.claimable,
                books.levy,
                f"{format_amount(books.fractions, 6)} units",
            )
            for symbol, books in self.books().items()
        ]
        text = (
            "Every payment, in the smallest unit of its asset (10^18 make one): paid out, still claimable, "
            "levied for the treasury, or carried as fractions."
        )
        columns = ("asset", "deposits", "paid out", "claimable", "levy", "carried fractions")
        return Step(title="The books", text=text, columns=columns, rows=rows)

    def _tokens(self, units: int) -> Amount:
        return Amount(units, self.charter.symbol)


def proof(books: Mapping[str, Books]) -> str:
    """One line that states whether the books balance, with the figures, in whole units."""
    sums = "; ".join(
        f"{symbol} {b.deposits} deposits = {b.paid_out} paid out + {b.claimable} claimable + {b.levy} levy"
        f" + {format_amount(b.fractions, 6).replace(',', '')} carried fractions"
        for symbol, b in books.items()
    )
    balanced = all(b.balanced for b in books.values())
    return f"The books {'balance' if balanced else 'DO NOT balance'}, in units: {sums}"


def _phases(charter: Charter) -> tuple[int, int, int]:
    terms = charter.governance
    return terms.voting_delay, terms.voting_period, terms.timelock_delay


def _state(proposal: Proposal) -> str:
    return ProposalState(proposal.state).name.lower()


def _percent(bps: int) -> str:
    return f"{format_amount(bps, 2)} %"


def _days(seconds: int) -> str:
    days = format_amount(seconds * 100 // 86_400, 2)
    return f"{days} day" if days == "1" else f"{days} days"
