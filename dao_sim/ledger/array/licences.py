"""`Licences`, as far as intents go: to derive, for ETH, without end, and not to be handed on.

Owners of works are their registrants, since no intent hands a work on, and every offer stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.array.ancestry import Table, merge, under
from dao_sim.ledger.array.vault import Opening, Vault
from dao_sim.ledger.array.works import Works
from dao_sim.ledger.array.world import Handler, World
from dao_sim.ledger.intents import BuyLicence, Derive, Offer
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import BPS

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Licences:
    """Offers and licences by their number; row 0 is none, and costs nothing."""

    def __init__(self, world: World, vault: Vault, works: Works) -> None:
        self._world = world
        self._vault = vault
        self._works = works
        self._work = np.zeros(1, dtype=np.int64)
        self._share = np.zeros(1, dtype=np.int64)
        self._price = Amounts.zeros(1)
        self._offer = np.zeros(1, dtype=np.int64)
        self._licensee = np.zeros(1, dtype=np.int64)

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Offer: self.offer, BuyLicence: self.buy, Derive: self.derive}

    def offer(self, intent: Offer) -> Outcome:
        known = self._vault.known(intent.works)
        owners = self._works.registrant[np.where(known, intent.works, 0)]
        wrong = np.flatnonzero(~known | (owners != intent.accounts) | (intent.share_bps > BPS))
        refused = {}
        for row in wrong.tolist():
            owned = "Licences_InvalidShare" if owners[row] == intent.accounts[row] else "Licences_NotOwner"
            refused[row] = owned if known[row] else "ERC721NonexistentToken"
        outcome = _numbered(Outcome(rows=len(known), refused=refused), len(self._work))
        done = outcome.done
        self._work = np.concatenate((self._work, intent.works[done]))
        self._share = np.concatenate((self._share, intent.share_bps[done]))
        self._price = self._price.extended(intent.prices[done])
        return outcome

    def buy(self, intent: BuyLicence) -> Outcome:
        """What is not offered costs nothing, so that nobody has too little for it."""
        known = (intent.offers >= 1) & (intent.offers < len(self._work))
        offers = np.where(known, intent.offers, 0)
        prices = self._price[offers]
        refused = dict.fromkeys(np.flatnonzero(~known).tolist(), "Licences_UnknownOffer")
        refused |= self._world.charge(intent.accounts, prices)
        outcome = _numbered(Outcome(rows=len(known), refused=refused), len(self._offer))
        done = outcome.done
        paid = done & prices.positive()
        self._vault.credit(self._work[offers[paid]], prices[paid])
        self._offer = np.concatenate((self._offer, offers[done]))
        self._licensee = np.concatenate((self._licensee, intent.accounts[done]))
        return outcome

    def derive(self, intent: Derive) -> Outcome:
        """Licences are looked at before anything else is."""
        refused: dict[int, str] = {}
        openings = []
        for row, licences in enumerate(intent.licences):
            reason = self._unusable(licences, int(intent.accounts[row]))
            if reason:
                refused[row] = reason
            holders, units = intent.contributors[row].tolist(), intent.units[row].tolist()
            ancestors = {} if reason else self._ancestors(licences)
            openings.append(Opening(holders=holders, units=units, ancestors=ancestors))
        return self._works.reveal(intent, openings, refused)

    def _unusable(self, licences: NDArray[np.int64], licensee: int) -> str | None:
        if not len(licences):
            return "Licences_ParentRequired"
        for licence in licences.tolist():
            if not 1 <= licence < len(self._offer):
                return "Licences_UnknownLicence"
            if self._licensee[licence] != licensee:
                return "Licences_NotLicensee"
        return None

    def _ancestors(self, licences: NDArray[np.int64]) -> Table:
        """By rising numbers, as the contract has them."""
        offers = self._offer[licences]
        works, shares = self._work[offers].tolist(), self._share[offers].tolist()
        table = self._vault.ancestry.table
        merged = merge(under(table(work), work, share) for work, share in zip(works, shares, strict=True))
        return dict(sorted(merged.items()))


def _numbered(outcome: Outcome, first: int) -> Outcome:
    """With a number for every row that took effect."""
    done = outcome.done
    numbers = np.where(done, first - 1 + np.cumsum(done), 0)
    return Outcome(rows=outcome.rows, refused=outcome.refused, numbers=numbers)
