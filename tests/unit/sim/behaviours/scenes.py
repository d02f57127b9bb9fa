"""Views made by hand for tests of single behaviours: what people hold, decide on and remember."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from dao_sim.ledger.actions import Action
from dao_sim.ledger.amounts import Amounts
from dao_sim.ledger.facts import Parameters
from dao_sim.ledger.protocol import START, CoopFacts
from dao_sim.sim.economy import EconomyTerms
from dao_sim.sim.market import empty
from dao_sim.sim.networks import Network
from dao_sim.sim.streams import Streams
from dao_sim.sim.view import CoopView, Draws, Memory, Open, View
from dao_sim.testing.views import Columns
from dao_sim.units import Bps, Wei
from tests.unit.sim.people import cohort, people

ETHER = 10**18
PARAMETERS = Parameters(levy=Bps(500), quorum=Bps(400), threshold=ETHER, mint_cap=0, mintable=0)


def remembered(size: int, **columns: Any) -> Memory:
    """Of people to whom nothing has happened yet, but for what is said."""
    fresh: dict[str, Any] = {
        "voted": np.zeros(size, dtype=np.bool_),
        "recent": np.zeros(size, dtype=np.uint64),
        "asked": np.zeros(size, dtype=np.int64),
        "satisfaction": np.full(size, 0.5),
        "income": np.zeros(size),
        "paid": np.zeros(size),
        "earned": np.zeros(size),
        "works": np.zeros(size, dtype=np.int64),
        "reputation": np.full(size, 0.5),
    }
    return Memory(**{**fresh, **columns})


def vote(size: int, action: Action, *, number: int = 1, **columns: Any) -> Open:
    """Open, of equal weights, everybody meaning to come, and nobody bound; but for what is said."""
    fresh: dict[str, Any] = {
        "for_share": 0.0,
        "against_share": 0.0,
        "quorum_share": 0.04,
        "attending": np.ones(size, dtype=np.bool_),
        "promised": np.full(size, -1, dtype=np.int8),
        "weight_share": np.full(size, 1.0 / max(size, 1)),
        "supports": np.full(size, -1, dtype=np.int8),
    }
    return Open(number=number, proposer=0, actions=[action], epochs_left=0.5, **{**fresh, **columns})


def scene(
    *cohorts: dict[str, Any],
    open_: Sequence[Open] = (),
    taste: Sequence[Sequence[float]] | None = None,
    treasury: int = 10 * ETHER,
    epoch: int = 3,
    network: Network | None = None,
    memory: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
    **view: Any,
) -> View:
    """A co-op of these cohorts, all of them members who belong from the start."""
    from dataclasses import replace

    everybody = people(*cohorts)
    if taste is not None:
        everybody = replace(everybody, taste=np.array(taste, dtype=np.float64))
    size, tokens = everybody.size, Amounts.of(everybody.tokens)
    columns: dict[str, Any] = {
        "members_": everybody.member,
        "classes_": np.where(everybody.member, everybody.member_class, np.int8(0)),
        "tokens_": tokens,
        "supply_": tokens.total(),
        "votes_": tokens,
        "delegates_": np.arange(size),
        "parameters_": PARAMETERS,
        "treasury_": Wei(treasury),
        "proposal_count_": len(open_),
        "rounds_": (),
        "grants_": (),
    }
    made = Columns(**{**columns, **{f"{name}_": value for name, value in (facts or {}).items()}})
    whole: dict[str, Any] = {
        "epoch": epoch,
        "horizon": 26,
        "seconds": 604_800,
        "now": START + epoch * 604_800,
        "economy": EconomyTerms(),
        "people": everybody,
        "network": network,
        "coop": CoopView(0, cast("CoopFacts", made), lambda: list(open_)),
        "coops": 1,
        "catalogue": empty(everybody.taste.shape[1]),
        "domains": ("music",),
        "memory": remembered(size, **(memory or {})),
        "cash": Amounts.of(everybody.wealth),
        "vote_cost": 0.0,
    }
    return View(**{**whole, **view})


def makers(size: int, **keys: Any) -> dict[str, Any]:
    """A cohort of creators with a token each."""
    return cohort("creators", size, **{"tokens": "1", "wealth": "1", **keys})


def drawn(view: View, seed: int = 1) -> Draws:
    return Draws(Streams(seed), "one, co-op 0", view.epoch, view.people.size)


def all_of(view: View) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.arange(view.people.size)


def logistic(score: float) -> float:
    """As the library has it: a second way to the closed form."""
    import math

    return 1.0 / (1.0 + math.exp(-score))


def deviation(chance: float, size: int) -> float:
    """Of a binomial count."""
    import math

    return math.sqrt(size * chance * (1.0 - chance))
