"""`Licences`: to derive, for ETH, without end, and not to be handed on."""

from __future__ import annotations

from collections.abc import Mapping

from dao_sim.bindings import Call
from dao_sim.bindings import Licences as Contract
from dao_sim.bindings.call import batch_of
from dao_sim.bindings.generated.structs import Registration, Terms
from dao_sim.coop.licences import Scope
from dao_sim.ledger.evm.results import numbered
from dao_sim.ledger.evm.works import Works
from dao_sim.ledger.evm.world import Handler, World
from dao_sim.ledger.intents import BuyLicence, Derive, Offer
from dao_sim.ledger.outcome import Outcome
from dao_sim.units import ETH


class Licences:
    """The licences of one co-op."""

    def __init__(self, world: World, contract: Contract, works: Works) -> None:
        self._world = world
        self._licences = contract
        self._works = works

    def handlers(self) -> Mapping[type, Handler]:
        """Intent → who carries it out."""
        return {Offer: self.offer, BuyLicence: self.buy, Derive: self.derive}

    def offer(self, intent: Offer) -> Outcome:
        columns = (intent.works.tolist(), intent.share_bps.tolist(), intent.prices.tolist())
        calls = [self._licences.offer(_terms(*row)) for row in zip(*columns, strict=True)]
        result = self._world.chain.send_batch(batch_of(calls, self._world.named(intent.accounts)))
        return numbered(result, self._licences, Contract.LicenceOffered, "offer_id")

    def buy(self, intent: BuyLicence) -> Outcome:
        """Each pays the price that the offer asks; nothing where there is none of that number."""
        offers, count = intent.offers.tolist(), self._licences.offer_count()
        prices = {
            number: self._licences.offer_of(number).terms.price
            for number in set(offers)
            if 1 <= number <= count
        }
        senders, values = self._world.named(intent.accounts), [prices.get(number, 0) for number in offers]
        batch = self._licences.batch("buy", senders, values=values, offer_id=intent.offers)
        result = self._world.chain.send_batch(batch)
        return numbered(result, self._licences, Contract.LicenceBought, "licence_id")

    def derive(self, intent: Derive) -> Outcome:
        def reveal(row: int, registration: Registration, salt: bytes) -> Call:
            return self._licences.register_derivative(registration, salt, intent.licences[row].tolist())

        return self._works.reveal(intent, [[]] * len(intent.accounts), {}, reveal)


def _terms(work: int, share_bps: int, price: int) -> Terms:
    return Terms(
        work_id=work,
        scope=Scope.DERIVATIVE,
        attribution=True,
        transferable=False,
        share_bps=share_bps,
        term=0,
        asset=ETH,
        price=price,
        ceiling=0,
    )
