"""Everybody's place among a ledger's accounts: the people, the audience, and contracts beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dao_sim.experiments.rehearsal.people import peopled
from dao_sim.experiments.rehearsal.standing import Standing
from dao_sim.ledger.evm.world import address_of
from dao_sim.sim.population import Population
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.streams import Streams
from dao_sim.units import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Who is which account, in one run."""

    people: Population
    addresses: tuple[Address, ...]
    accounts: Mapping[Address, int]


def placed(standing: Standing, scenario: Scenario, streams: Streams) -> Placed:
    """The co-op's people as the scenario draws them, a new address for each group of its audience."""
    found = peopled(standing, scenario.population, streams, scenario.folder)
    people = [standing.people[place] for place in found.places.tolist()]
    audience = [address_of(place) for place in range(len(scenario.economy.audience))]
    addresses = (*people, *audience, *standing.beyond)
    accounts = {address: account for account, address in enumerate(addresses)}
    return Placed(people=found.population, addresses=addresses, accounts=accounts)
