"""What a simulation begins from: people who settle in where nobody was, or a co-op as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dao_sim.coop import Charter
from dao_sim.errors import BadInput
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.intents import Admit, Mint
from dao_sim.ledger.protocol import Ledger
from dao_sim.sim.population import Population, generate
from dao_sim.sim.scenario import Scenario
from dao_sim.sim.state import State
from dao_sim.sim.streams import Streams
from dao_sim.units import MemberClass

MakeLedger = Callable[[Sequence[Charter], int], Ledger]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Who is there, under which rules, on which ledger, and how it all begins."""

    people: Population
    charters: Sequence[Charter]
    make_ledger: Callable[[int], Ledger]
    """Given how many accounts there are: the people, a firm, the audience, those beyond, in this order."""
    settle: Callable[[State], None]
    """Puts everybody in their place, before the first epoch."""
    beyond: int = 0
    """Accounts that hold something and do nothing."""


def fresh(scenario: Scenario, streams: Streams, make_ledger: MakeLedger) -> Start:
    """The scenario's people move in, where nothing was."""
    charters = scenario.charters()
    people = generate(scenario.population, streams, scenario.folder)
    return Start(
        people=people,
        charters=charters,
        make_ledger=lambda accounts: make_ledger(charters, accounts),
        settle=_settle_in,
    )


def _settle_in(state: State) -> None:
    """Members are admitted where they live, tokens minted, and everybody has its wealth.

    Of a platform all tokens are the firm's. Raises BadInput where the charter has no room for them.
    """
    people = state.people
    wealth = Amounts.of(people.wealth)
    rich = np.flatnonzero(wealth.positive())
    state.endow(rich, wealth[rich])
    tokens = Amounts.of(people.tokens)
    for coop in range(len(state.ledger.coops)):
        home = np.flatnonzero(people.region % len(state.ledger.coops) == coop)
        members = home[people.member[home]]
        classes = people.member_class[members]
        holders = home[tokens[home].positive()]
        if state.firm is None:
            mint = Mint(coop=coop, accounts=holders, amounts=tokens[holders])
        else:
            everything = Amounts.of([max(tokens.total(), 10**18)])
            mint = Mint(coop=coop, accounts=np.array([state.firm]), amounts=everything)
            members = np.append(members, state.firm)
            classes = np.append(classes, np.int8(MemberClass.ENTERPRISE))
        outcomes = state.apply([Admit(coop=coop, accounts=members, classes=classes), mint])
        for outcome in outcomes:
            if outcome.refused:
                row, reason = next(iter(outcome.refused.items()))
                hint = 'all that the population holds is minted: say mint_cap = "none" under charter.token'
                raise BadInput("scenario", f"people cannot settle in: {reason}", hint=hint, row=row)
